# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``python3 -m dev TARGET``: what the Makefile calls."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

from . import setup_steps
from .report import Failure, say


def main(arguments: list[str]) -> int:
    """Run one target and return the exit status."""
    if not arguments or arguments[0] not in TARGETS:
        print("usage: python3 -m dev " + "|".join(TARGETS), file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, _terminate)
    try:
        if arguments[0] == "clean":
            return _clean(arguments[1:])
        if not setup_steps.is_prepared():
            setup_steps.continue_in(setup_steps.install(), arguments)
        # Only this process is the prepared one, not the makes it may start.
        os.environ.pop(setup_steps.PREPARED, None)
        return TARGETS[arguments[0]](arguments[1:])
    except Failure as failure:
        print(f"\nFAILED: {failure}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(143)


def _setup(_arguments: list[str]) -> int:
    from . import database, environment, paths

    env = environment.load()
    database.prepare_base(env)
    if (paths.ADDON / "__manifest__.py").exists():
        database.prepare_ready(env)
    say(f"Ready. Everything is in {env.cache}")
    return 0


def _test(arguments: list[str]) -> int:
    from . import testing

    return testing.run(arguments)


def _soak(arguments: list[str]) -> int:
    from . import soak

    return soak.run(arguments)


def _lint(_arguments: list[str]) -> int:
    from . import linting

    return linting.main()


def _demo(arguments: list[str]) -> int:
    from . import running

    return running.module("dev.demo", arguments)


def _bench(arguments: list[str]) -> int:
    from . import running

    return running.script("bench/run.py", arguments)


def _wheel(_arguments: list[str]) -> int:
    from . import running

    return running.build_wheel()


def _dump(_arguments: list[str]) -> int:
    from . import database, dump, environment

    database.prepare_ready(environment.load())
    dump.make()
    return 0


def _python(arguments: list[str]) -> int:
    """Run the prepared Python with what follows, or print its path."""
    if arguments:
        os.execv(sys.executable, [sys.executable, *arguments])
    print(sys.executable)
    return 0


def _postgres(_arguments: list[str]) -> int:
    """Keep PostgreSQL up until Ctrl-C."""
    from . import environment

    for name, value in environment.load().pg.variables().items():
        print(f"export {name}={value}", flush=True)
    say("PostgreSQL is up until you press Ctrl-C")
    signal.pause()
    return 0


def _clean(arguments: list[str]) -> int:
    from . import cleaning

    return cleaning.run(with_cache="cache" in arguments)


TARGETS: dict[str, Callable[[list[str]], int]] = {
    "setup": _setup,
    "test": _test,
    "soak": _soak,
    "lint": _lint,
    "demo": _demo,
    "bench": _bench,
    "wheel": _wheel,
    "dump": _dump,
    "python": _python,
    "postgres": _postgres,
    "clean": _clean,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
