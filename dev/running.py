# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Targets that run something written elsewhere."""

from __future__ import annotations

import os
import runpy
import shutil
import sys
from pathlib import Path

from . import process
from .paths import REPOSITORY
from .report import Failure, say


def module(name: str, arguments: list[str]) -> int:
    """Run a module of this repository in this process; Ctrl-C reaches it."""
    sys.argv = [name, *arguments]
    try:
        runpy.run_module(name, run_name="__main__", alter_sys=False)
    except SystemExit as end:
        return _status(end)
    return 0


def script(path: str, arguments: list[str]) -> int:
    """Run a script of this repository in this process.

    :param path: from the root of the repository
    """
    target = REPOSITORY / path
    if not target.exists():
        raise Failure(f"{path} is not there yet.")
    sys.argv = [str(target), *arguments]
    sys.path.insert(0, str(REPOSITORY))
    try:
        runpy.run_path(str(target), run_name="__main__")
    except SystemExit as end:
        return _status(end)
    return 0


def _status(end: SystemExit) -> int:
    if isinstance(end.code, str):
        print(end.code, file=sys.stderr)
        return 1
    return end.code or 0


def build_wheel(target: Path = REPOSITORY / "dist") -> int:
    """Build the wheel of the addon from a clean copy of its sources.

    :param target: the folder that receives the wheel
    :raises Failure: when the build fails
    """
    say("Building the wheel")
    sources = target / "sources"
    shutil.rmtree(sources, ignore_errors=True)
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(
        REPOSITORY / "laredoute_connector",
        sources / "laredoute_connector",
        ignore=ignored,
    )
    for name in ("setup.py", "README.md", "LICENSE"):
        if (REPOSITORY / name).exists():
            shutil.copy(REPOSITORY / name, sources / name)
    # Builds with what the environment holds, so that nothing is fetched.
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    env = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    process.run([*command, "--outdir", target, sources], env=env)
    shutil.rmtree(sources)
    for wheel in target.glob("*.whl"):
        say(f"Built {wheel}")
    return 0
