# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The sum that ``make test`` prints can be trusted."""

import types
from pathlib import Path

import pytest

from dev import counting, testing
from dev.counting import Count
from dev.report import Failure

JUNIT = '<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="{}"/>'


def junit(path: Path, *figures: int) -> Path:
    path.write_text(JUNIT.format(*figures) + "</testsuites>")
    return path


def test_figures_are_read_from_the_result(tmp_path: Path) -> None:
    result = junit(tmp_path / "r.xml", 10, 2, 1, 3)
    assert counting.count_run(1, result) == Count(passed=4, failed=3, skipped=3)


def test_nothing_collected_is_a_failure_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = junit(tmp_path / "r.xml", 0, 0, 0, 0)
    assert counting.count_run(5, result) == Count(failed=1)
    assert "No test was collected" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, "", "<testsuites><testsuite"])
def test_crash_without_a_result_is_a_failure(
    tmp_path: Path, content: str | None
) -> None:
    result = tmp_path / "r.xml"
    if content is not None:
        result.write_text(content)
    assert counting.count_run(3, result) == Count(failed=1)


def test_bad_status_with_good_figures_is_a_failure(tmp_path: Path) -> None:
    result = junit(tmp_path / "r.xml", 4, 0, 0, 0)
    assert counting.count_run(2, result) == Count(passed=4, failed=1)


def parts(monkeypatch: pytest.MonkeyPatch, **counts: Count | Failure) -> None:
    def part(count: Count | Failure) -> object:
        def run(_extra: object) -> Count:
            if isinstance(count, Failure):
                raise count
            return count

        return run

    made = {name: part(count) for name, count in counts.items()}
    monkeypatch.setattr(testing, "PARTS", made)


def test_every_part_runs_and_the_last_line_is_the_sum(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    parts(monkeypatch, a=Failure("no database"), b=Count(passed=2), c=Count(1, 1))
    assert testing.run([]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "3 passed, 2 failed"


def test_all_good_is_zero(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    parts(monkeypatch, a=Count(passed=2, skipped=1))
    assert testing.run([]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 passed, 0 failed"


def test_what_was_skipped_is_said_beside_the_sum(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    parts(monkeypatch, a=Count(passed=2, skipped=1), b=Count(passed=1, skipped=3))
    assert testing.run([]) == 0
    assert "4 skipped" in capsys.readouterr().out.splitlines()[-2]


def test_what_runs_beside_is_a_part_and_in_one_row() -> None:
    beside = [name for row in testing.BESIDE for name in row]
    assert set(beside) < set(testing.PARTS)
    assert len(beside) == len(set(beside))


def test_no_test_at_all_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    parts(monkeypatch, a=Count())
    assert testing.run([]) == 1


def test_unknown_part_is_refused() -> None:
    with pytest.raises(Failure, match="No such part: orn"):
        testing.run(["orn"])


def test_options_go_to_pytest(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def part(extra: object) -> Count:
        seen.append(extra)
        return Count(passed=1)

    monkeypatch.setattr(testing, "PARTS", {"a": part})
    assert testing.run(["a", "-k", "x"]) == 0
    assert seen == [["-k", "x"]]


def test_path_goes_to_pytest_in_place_of_the_folders(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **_options: object) -> object:
        commands.append(command)
        return types.SimpleNamespace(returncode=counting.NOTHING)

    monkeypatch.setattr(testing.subprocess, "run", run)
    path = "tests/dev/test_testing.py::test_unknown_part_is_refused"
    assert testing.run(["dev", path, "-q"]) == 1
    assert testing.run(["dev", "-q"]) == 1
    named, whole = commands
    assert named[-2:] == [path, "-q"]
    assert whole[-2:] == ["-q", str(testing.TESTS / "dev")]


def test_path_without_a_part_is_refused() -> None:
    with pytest.raises(Failure, match="Which part"):
        testing.run(["tests/dev/test_testing.py"])
