# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The browser of the browser tests and of the screenshots."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from . import process
from .report import Failure, say

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_TODO = (
    "install Debian's chromium (apt-get install chromium, as root), "
    "or name a Chromium with LAREDOUTE_CHROMIUM=/path."
)


def find() -> Path:
    """Return the browser's program.

    ``LAREDOUTE_CHROMIUM``, else a Chromium or Chrome on the path.

    :raises Failure: when there is none
    """
    named = os.environ.get("LAREDOUTE_CHROMIUM")
    if named:
        if not os.access(named, os.X_OK):
            raise Failure(f"LAREDOUTE_CHROMIUM={named} is no program.", _TODO)
        return Path(named)
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    raise Failure("There is no Chromium here.", _TODO)


def ensure() -> Path:
    """Return the browser's program, installing it when we are root and may.

    This is the only step that writes outside the cache and the repository.

    :raises Failure: as :func:`find`, or when apt fails
    """
    try:
        return find()
    except Failure:
        if os.environ.get("LAREDOUTE_CHROMIUM") or os.geteuid() != 0:
            raise
        if not shutil.which("apt-get"):
            raise
    say("Installing chromium with apt (for the browser tests)")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    try:
        try:
            process.run([*install, "chromium"], env=env)
        except Failure:
            # The index of a bare machine is empty or old.
            process.run(["apt-get", "update", "-qq"], env=env)
            process.run([*install, "chromium"], env=env)
    except (Failure, subprocess.SubprocessError) as error:
        raise Failure(f"chromium could not be installed: {error}", _TODO) from error
    return find()
