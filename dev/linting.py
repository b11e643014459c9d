# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""All linters, each over the folders that exist."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

from . import words
from .paths import REPOSITORY
from .report import say


@dataclass(frozen=True)
class Check:
    """One linter, a module that is run with options and folders.

    :ivar arguments: its module and options
    :ivar folders: what it reads, of which some may not exist yet
    """

    name: str
    arguments: tuple[str, ...]
    folders: tuple[str, ...]


_ALL = ("laredoute_connector", "simulator", "tests", "dev", "bench", "setup.py")
_ADDON = ("laredoute_connector",)
CHECKS = (
    Check("ruff check", ("ruff", "check"), _ALL),
    Check("ruff format", ("ruff", "format", "--check"), _ALL),
    Check("mypy addon", ("mypy", "--strict"), ("laredoute_connector/marketplace",)),
    Check("mypy simulator", ("mypy", "--strict"), ("simulator/laredoute_simulator",)),
    Check("mypy dev", ("mypy", "--strict"), ("dev",)),
    Check("pylint-odoo", ("pylint",), _ADDON),
    Check("references", ("dev.references",), (".",)),
    Check("words", ("dev.words",), words.FOLDERS),
)


def run() -> tuple[int, int]:
    """Run every check to its end.

    :returns: how many passed and how many failed
    """
    passed = failed = 0
    for check in CHECKS:
        folders = [name for name in check.folders if (REPOSITORY / name).exists()]
        if not folders:
            continue
        say(f"Lint: {check.name}")
        command = [sys.executable, "-m", *check.arguments, *folders]
        status = subprocess.run(command, cwd=REPOSITORY, check=False).returncode
        passed += status == 0
        failed += status != 0
    return passed, failed


def main() -> int:
    """Run every check and say what came out."""
    passed, failed = run()
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed or not passed else 0
