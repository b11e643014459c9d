# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the benchmarks print is also kept, and can be compared from run to run."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

import bench
from bench import run as bench_run
from bench.measure import Figure
from bench.recording import LATEST, Results

WORK = Figure(seconds=1.23456, cpu=1.0, peak=204.87, rise=12.3)
FLOOR = Figure(seconds=0.4, cpu=0.1, peak=150.0, rise=1.0)


def test_figure_is_printed_and_kept_beside_its_floor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    results = Results(tmp_path / "results" / "latest.json")
    results.add("check_20k", WORK, "one query", FLOOR)
    results.add("idle_20k", WORK)
    results.add_value("hooks_queries", 12, "queries", 4)
    results.write()
    assert json.loads((tmp_path / "results" / "latest.json").read_text()) == {
        "check_20k": {
            "value": 1.23,
            "unit": "s",
            "floor": 0.4,
            "ratio": 3.09,
            "peak_mib": 205.0,
        },
        "hooks_queries": {
            "value": 12.0,
            "unit": "queries",
            "floor": 4.0,
            "ratio": 3.0,
            "peak_mib": None,
        },
        "idle_20k": {
            "value": 1.23,
            "unit": "s",
            "floor": None,
            "ratio": None,
            "peak_mib": 205.0,
        },
    }
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("check_20k ")
    assert lines[0].endswith("floor   0.40 s, + 1.0 MiB (one query)   ×  3.1")
    assert "floor" not in lines[1]
    assert lines[2].split() == [
        *("hooks_queries", "12.00", "queries"),
        *("floor", "4.00", "queries", "×", "3.0"),
    ]


def test_growth_is_kept_as_that_of_the_peak(tmp_path: Path) -> None:
    results = Results(tmp_path / "latest.json")
    results.add_growth("check", FLOOR, WORK)
    results.write()
    (name, entry), *others = json.loads((tmp_path / "latest.json").read_text()).items()
    assert not others
    assert name == "check_peak_growth"
    assert (entry["value"], entry["unit"]) == (1.37, "times")


def test_other_names_of_an_earlier_run_stay_and_names_are_sorted(
    tmp_path: Path,
) -> None:
    path = tmp_path / "latest.json"
    for names in (("b", "a"), ("c", "b")):
        results = Results(path)
        for name in names:
            results.add_value(name, len(name) + (names[0] == "c"), "things")
        results.write()
    text = path.read_text()
    assert [(k, v["value"]) for k, v in json.loads(text).items()] == [
        ("a", 1.0),
        ("b", 2.0),
        ("c", 2.0),
    ]
    assert text.endswith("}\n")
    assert list(tmp_path.iterdir()) == [path]


def test_results_of_make_bench_are_in_the_repository() -> None:
    assert LATEST.parent == Path(bench.__file__).parent / "results"


@pytest.mark.parametrize("subject", bench.SUBJECTS)
def test_each_subject_can_be_run(subject: str) -> None:
    module = import_module(f"bench.{subject}")
    assert callable(module.run)
    assert all(isinstance(size, int) for size in module.SIZES)


def test_subjects_and_sizes_are_picked(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, tuple[int, ...]]] = []
    for subject in bench.SUBJECTS:
        monkeypatch.setattr(
            f"bench.{subject}.run",
            lambda results, sizes, subject=subject: seen.append((subject, sizes)),
        )
    monkeypatch.setattr(Results, "write", lambda self: None)
    assert bench_run.main(["wire", "10", "20"]) == 0
    assert bench_run.main([]) == 0
    modules = {each: import_module(f"bench.{each}") for each in bench.SUBJECTS}
    own = [(subject, module.SIZES) for subject, module in modules.items()]
    assert seen == [("wire", (10, 20)), *own]


def test_unknown_subject_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench_run.main(["wires"]) == 2
    assert "No such subject: wires" in capsys.readouterr().out
