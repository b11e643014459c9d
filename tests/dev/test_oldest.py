# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The oldest libraries: an environment beside the usual one, tests and a loop in it."""

from __future__ import annotations

import subprocess
import sys
import types
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from dev import database, environment, oldest, stamps, testing, venv
from dev.testing import Count

PYTHON = Path("/oldest/bin/python")


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """Take the place of what takes minutes; return the commands that were run."""
    env = types.SimpleNamespace(
        cache=tmp_path, odoo_root=tmp_path, variables=lambda: {"PGHOST": "/here"}
    )
    commands: list[list[str]] = []

    def run(command: Sequence[object], **options: Any) -> Any:
        commands.append([str(each) for each in command])
        assert options["env"] == {"PGHOST": "/here"}, "the usual PostgreSQL"
        return types.SimpleNamespace(returncode=0)

    def tests(folders: Sequence[Path], options: Sequence[str], python: Path) -> Count:
        commands.append([str(python), *options, *(each.name for each in folders)])
        return Count(passed=3)

    monkeypatch.setattr(environment, "load", lambda: env)
    monkeypatch.setattr(venv, "ensure", lambda _cache, _root, _kind: PYTHON)
    monkeypatch.setattr(database, "prepare_ready", lambda _env: "ready")
    monkeypatch.setattr(testing, "pytest", tests)
    monkeypatch.setattr(subprocess, "run", run)
    return commands


def test_l_tests_and_a_loop_run_on_the_oldest_libraries(ran: list[list[str]]) -> None:
    assert testing.EXTRA["oldest"]([]) == Count(passed=4)
    assert ran == [
        [str(PYTHON), "-p", "no:odoo", "marketplace", "simulator"],
        [str(PYTHON), "-m", "dev.demo", "--once"],
    ]


def test_l_a_loop_that_is_not_closed_is_a_failure(
    ran: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = types.SimpleNamespace(returncode=1)
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_options: failed)
    assert oldest.run([]) == Count(passed=3, failed=1)


def test_l_tests_that_are_named_run_without_the_loop(ran: list[list[str]]) -> None:
    assert oldest.run(["-k", "http"]) == Count(passed=3)
    assert ran == [[str(PYTHON), "-p", "no:odoo", "-k", "http", *oldest.FOLDERS]]


def test_l_one_environment_does_not_replace_the_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed: list[tuple[str, ...]] = []

    def make(folder: Path, _cache: Path) -> None:
        (folder / "bin").mkdir(parents=True)
        (folder / "bin" / "python").touch()

    def install(_python: Path, _cache: Path, kind: venv.Kind) -> None:
        installed.append(kind.files)

    nothing: Callable[..., None] = lambda *_args: None  # noqa: E731
    monkeypatch.setattr(venv, "_create", make)
    monkeypatch.setattr(venv, "_install", install)
    monkeypatch.setattr(venv, "_point_to", nothing)
    (tmp_path / "postgres").mkdir()
    short = f"{sys.version_info[0]}.{sys.version_info[1]}"
    outdated = tmp_path / f"{venv.OLDEST.name}-{short}-000000"
    outdated.mkdir()
    usual = venv.ensure(tmp_path, tmp_path)
    oldest_one = venv.ensure(tmp_path, tmp_path, venv.OLDEST)
    assert usual.exists() and oldest_one.exists()
    assert not outdated.exists(), "the older one of its kind is removed"
    # they are there now: nothing is installed again
    assert venv.ensure(tmp_path, tmp_path) == usual
    assert venv.ensure(tmp_path, tmp_path, venv.OLDEST) == oldest_one
    assert installed == [venv.USUAL.files, venv.OLDEST.files]
    assert stamps.NAME in {each.name for each in usual.parent.parent.iterdir()}
