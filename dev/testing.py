# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``make test``: every part to its end, then one line with the sum."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from . import chromium, database, environment, linting, odoo_process, others, process
from .counting import Count, count_run
from .paths import ADDON, REPOSITORY
from .report import Failure, say, warn

TESTS = REPOSITORY / "tests"
_PURE = ("marketplace", "simulator", "dev")
#: rooms of ``tests/orm`` that speak with a platform themselves
_SPEAKING = ("exchange", "operation")
#: rooms of ``tests/orm`` that take long: they have their turn beside the others
_LONG = ("refund", "promotion", "repricing", "books")
#: shops at random of ``make soak``: 42 orders each, ten thousand in all; weeks of
#: sales in Odoo and at La Redoute; times of changes
_RANDOM = {"SHOPS": 240, "WEEKS": 20, "CHANGES": 400}


def has_tests(folder: Path) -> bool:
    """Return whether a folder holds any test file."""
    return any(folder.rglob("test_*.py"))


def is_test_path(argument: str) -> bool:
    """Return whether an argument names a file or folder of tests, or a test in one."""
    path = argument.partition("::")[0]
    return "/" in path and path[0] != "-" and (REPOSITORY / path).exists()


def pytest(
    folders: Sequence[Path],
    options: Sequence[str],
    python: str | Path = sys.executable,
    **variables: str,
) -> Count:
    """Run pytest over folders, or over the tests that the options name instead.

    It runs in a process of its own.

    :param python: the program that runs it
    :param variables: of its environment
    """
    if any(is_test_path(option) for option in options):
        folders = ()
    with tempfile.TemporaryDirectory() as scratch:
        result = Path(scratch) / "result.xml"
        command = [python, "-m", "pytest", f"--junitxml={result}", *options]
        done = subprocess.run(
            [*command, *(str(folder) for folder in folders)],
            cwd=REPOSITORY,
            env={**os.environ, **variables},
            check=False,
        )
        return count_run(done.returncode, result)


def _lint(_extra: Sequence[str]) -> Count:
    return Count(*linting.run())


def _plain(*names: str) -> Callable[[Sequence[str]], Count]:
    def run(extra: Sequence[str]) -> Count:
        folders = [TESTS / name for name in names if has_tests(TESTS / name)]
        return pytest(folders, ["-p", "no:odoo", *extra]) if folders else Count()

    return run


def _orm(
    platform: str, *rooms: str, but: Sequence[str] = (), **variables: str
) -> Callable[[Sequence[str]], Count]:
    """Return the tests inside Odoo, run on a platform.

    :param platform: a name that ``tests/orm/common.py`` knows
    :param rooms: folders of ``tests/orm``; all of them when not given
    :param but: folders that are left out
    :param variables: of the environment of the tests
    """
    without = [f"--ignore={TESTS / 'orm' / each}" for each in but]
    variables["LAREDOUTE_TEST_PLATFORM"] = platform

    def run(extra: Sequence[str]) -> Count:
        if not has_tests(TESTS / "orm"):
            return Count()
        env = environment.load()
        with database.temporary("orm") as name:
            return _inside(env, name, [*without, *extra], rooms, **variables)

    return run


def _oldest(extra: Sequence[str]) -> Count:
    from . import oldest  # it needs this module

    return oldest.run(extra)


def _inside(
    env: environment.Environment,
    name: str,
    extra: Sequence[str],
    rooms: Sequence[str] = (),
    **variables: str,
) -> Count:
    """Run the tests inside Odoo, of all rooms or of some, in the database ``name``."""
    config = env.cache / "run" / f"{name}.conf"
    odoo_process.write_config(env, config, db_name=name)
    options = [f"--odoo-database={name}", "--odoo-http", *extra]
    try:
        variables |= {**_pg(env), "ODOO_RC": str(config)}
        folders = [TESTS / "orm" / room for room in rooms] or [TESTS / "orm"]
        return pytest(folders, options, **variables)
    finally:
        config.unlink()


def _others(extra: Sequence[str]) -> Count:
    """Run the tests inside Odoo beside other people's addons: none is skipped there."""
    env = others.prepare()
    template = database.prepare_others(env, others.modules(env))
    with database.temporary("among", template) as name:
        complaints = others.complaints(database.install(env, name))
        count = _inside(env, name, extra)
    for line in complaints:
        warn(f"When the addon was installed: {line}")
    if count.skipped:
        warn(f"{count.skipped} tests were skipped although every addon is here.")
        count.fail_skipped()
    count.add(Count(passed=int(not complaints), failed=len(complaints)))
    return count


def _served(name: str) -> Callable[[Sequence[str]], Count]:
    def run(extra: Sequence[str]) -> Count:
        if not has_tests(TESTS / name):
            return Count()
        env = environment.load()
        if (ADDON / "__manifest__.py").exists():
            database.prepare_ready(env)
        options = ["-p", "no:odoo", *extra]
        return pytest([TESTS / name], options, **_pg(env))

    return run


def _browser(extra: Sequence[str]) -> Count:
    if has_tests(TESTS / "browser"):
        try:
            chromium.ensure()
        except Failure as failure:
            # The tests fail with the same message: nothing is skipped silently.
            warn(str(failure))
    return _served("browser")(extra)


Part = Callable[[Sequence[str]], Count]


def _pg(env: environment.Environment) -> dict[str, str]:
    return env.pg.variables()


PARTS: dict[str, Part] = {
    "lint": _lint,
    "pure": _plain(*_PURE),
    "orm-most": _orm("sellr", but=_LONG),
    "orm-long": _orm("sellr", *_LONG),
    "orm-second": _orm("second", *_SPEAKING),
    "e2e": _served("e2e"),
    "browser": _browser,
    "packaging": _plain("packaging"),
}
#: Parts that only run when they are named.
EXTRA: dict[str, Part] = {
    "orm": _orm("sellr"),
    "simulator": _plain("simulator"),
    "marketplace": _plain("marketplace"),
    "dev": _plain("dev"),
    "orm-second-whole": _orm("second"),
    "shops": _orm(
        *("sellr", "agreement/shop", "offer/oversell", "offer/test_changes_random.py"),
        **{f"LAREDOUTE_RANDOM_{name}": str(n) for name, n in _RANDOM.items()},
    ),
    "oldest": _oldest,
    "others": _others,
}


#: Run beside the other parts: three rows that take about as long as each other, since
#: the first one here waits for servers half of its time and there are two processors.
BESIDE = (("e2e", "pure"), ("orm-long", "orm-second", "browser", "packaging"))


def run(arguments: list[str]) -> int:
    """Run the parts named, or all; print the sum as the last line.

    All of them are run on two processors: the longest parts beside the others.

    :param arguments: names of parts, then what goes to pytest: paths of tests, which
        replace the part's own, and options
    :raises Failure: for an unknown part, or paths without a part
    """
    known = {**PARTS, **EXTRA}
    names = list(itertools.takewhile(_may_be_part, arguments))
    extra = arguments[len(names) :]
    for name in names:
        if name not in known:
            raise Failure(f"No such part: {name}.", f"one of {', '.join(known)}.")
    if not names and any(is_test_path(argument) for argument in extra):
        raise Failure("Which part are these tests of?", "make test-PART ARGS=PATH")
    with contextlib.ExitStack() as stack:
        apart = [] if names else [row for row in BESIDE if {*row} <= {*PARTS}]
        beside = [stack.enter_context(_Beside(row, extra)) for row in apart]
        elsewhere = {name for row in apart for name in row}
        rest = [name for name in names or PARTS if name not in elsewhere]
        total = _in_turn([(name, known[name]) for name in rest], extra)
        for part in beside:
            total.add(part.wait())
    if total.skipped:
        say(f"{total.skipped} skipped: pytest says why at the end of each part")
    print(f"{total.passed} passed, {total.failed} failed", flush=True)
    return 1 if total.failed or not total.passed else 0


def _may_be_part(argument: str) -> bool:
    return not argument.startswith("-") and not is_test_path(argument)


def _in_turn(parts: Sequence[tuple[str, Part]], extra: Sequence[str]) -> Count:
    total = Count()
    for name, part in parts:
        say(f"Part: {name}")
        try:
            count = part(extra)
        except Failure as failure:
            warn(f"Part {name}: {failure}")
            count = Count(failed=1)
        say(
            f"Part {name}: {count.passed} passed, {count.failed} failed"
            + (f", {count.skipped} skipped" if count.skipped else "")
        )
        total.add(count)
    return total


class _Beside:
    """Parts in a process of their own; what they print is shown at its end."""

    _CLOSING = re.compile(r"^(\d+) passed, (\d+) failed$")

    def __init__(self, names: Sequence[str], extra: Sequence[str]) -> None:
        self._name = " and ".join(names)
        # closed at the end of our own ``with``
        self._output = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        # the database that all parts copy is prepared once, before they part
        database.prepare_ready(environment.load())
        self._process = process.start(
            [sys.executable, "-m", "dev", "test", *names, *extra],
            cwd=REPOSITORY,
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=subprocess.STDOUT,
        )
        say(f"{self._name} runs beside the others, shown at the end")

    def __enter__(self) -> _Beside:
        return self

    def __exit__(self, *_exc_info: object) -> None:
        process.end(self._process)
        self._output.close()

    def wait(self) -> Count:
        """Wait for the end, show what was printed, and return the figures."""
        say(f"What ran beside: {self._name}")
        status = self._process.wait()
        self._output.seek(0)
        lines = self._output.read().splitlines()
        closing = self._CLOSING.match(lines[-1]) if lines else None
        print("\n".join(lines[:-1] if closing else lines), flush=True)
        if closing is None or bool(status) != (closing[2] != "0"):
            warn(f"{self._name} ended with {status} and without figures.")
            return Count(failed=1)
        return Count(int(closing[1]), int(closing[2]))
