# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``python -m dev.demo [--once | --fresh]``: what ``make demo`` runs."""

from __future__ import annotations

import argparse
import signal
import sys
from types import FrameType

from .. import environment
from ..report import Failure
from .once import run_once
from .show import run_show


def main(arguments: list[str] | None = None) -> int:
    """Run the demo and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m dev.demo", description=__doc__)
    parser.add_argument("--once", action="store_true", help="close the loop alone")
    parser.add_argument("--fresh", action="store_true", help="forget an earlier demo")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _terminate)
    try:
        env = environment.load()
        if options.once:
            return run_once(env)
        return run_show(env, fresh=options.fresh)
    except Failure as failure:
        print(f"\nFAILED: {failure}", file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    return 1


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(143)


if __name__ == "__main__":
    sys.exit(main())
