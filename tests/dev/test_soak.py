# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The suite is run again and again, also beside busy processes."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence

import pytest

from dev import process, soak
from dev.report import Failure


class Suite:
    """Takes the place of the suite: says what it was called with, and how it ends."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []
        self.load = 0
        self.loads: list[int] = []
        self.failing = 0
        self.seeds: list[str] = []

    def lines(self, command: Sequence[str], env: Mapping[str, str]) -> Iterator[str]:
        self.commands.append(list(command[1:]))
        self.seeds.append(env[soak.SEED])
        self.loads.append(self.load)
        number = len(self.commands)
        yield f"{number} passed, {int(number == self.failing)} failed"
        if number == self.failing:
            raise Failure("ended with 1")

    @contextlib.contextmanager
    def busy(self, count: int) -> Iterator[None]:
        self.load = count
        yield
        self.load = 0


@pytest.fixture
def suite(monkeypatch: pytest.MonkeyPatch) -> Suite:
    one = Suite()
    monkeypatch.setattr(process, "lines", one.lines)
    monkeypatch.setattr(soak, "busy", one.busy)
    return one


def test_suite_runs_five_times_and_once_under_load(
    suite: Suite, capsys: pytest.CaptureFixture[str]
) -> None:
    assert soak.run(["pure", "-x"]) == 0
    assert suite.commands == [["-m", "dev", "test", "pure", "-x"]] * 5
    assert suite.loads == [0, 0, 4, 0, 0]
    assert len(set(suite.seeds)) == 5, "other shops at random each time"
    lines = capsys.readouterr().out.splitlines()[-5:]
    assert re.fullmatch(r"run 1: passed in \d+ s \(1 passed, 0 failed\)", lines[0])
    assert lines[2].startswith("run 3, under load: passed")


def test_failed_run_is_said_and_the_others_go_on(
    suite: Suite, capsys: pytest.CaptureFixture[str]
) -> None:
    suite.failing = 2
    assert soak.run(["pure"]) == 1
    assert len(suite.commands) == 5
    lines = capsys.readouterr().out.splitlines()[-5:]
    assert [("FAILED" in line) for line in lines] == [False, True, False, False, False]
    assert lines[1].endswith("(2 passed, 1 failed)")


@pytest.mark.parametrize("failing", [0, 6, 7, 8, 9])
def test_l_many_shops_old_libraries_and_other_addons_have_the_last_runs(
    failing: int, suite: Suite, capsys: pytest.CaptureFixture[str]
) -> None:
    suite.failing = failing
    assert soak.run([]) == bool(failing)
    assert suite.commands[:5] == [["-m", "dev", "test"]] * 5
    assert suite.commands[5:] == [
        ["-m", "dev", "test", "shops"],
        ["-m", "dev", "test", "orm-second-whole"],
        ["-m", "dev", "test", "oldest"],
        ["-m", "dev", "test", "others"],
    ]
    assert suite.loads[5:] == [0, 0, 0, 0]
    lines = capsys.readouterr().out.splitlines()[-4:]
    names = soak.LAST.values()
    for number, (name, line) in enumerate(zip(names, lines, strict=True), start=6):
        result = "FAILED" if number == failing else "passed"
        assert line.startswith(f"{name}: {result} in ")


def test_busy_processes_end_with_their_block(monkeypatch: pytest.MonkeyPatch) -> None:
    children = []
    start = process.start

    def remembered(command: Sequence[process.Argument]) -> object:
        children.append(start(command))
        return children[-1]

    monkeypatch.setattr(process, "start", remembered)
    with soak.busy(2):
        assert [child.poll() for child in children] == [None, None]
    assert all(child.returncode is not None for child in children)
