# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where things are: the repository, and the cache outside of it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from .report import Failure

REPOSITORY = Path(__file__).resolve().parent.parent
ADDON = REPOSITORY / "laredoute_connector"
#: Odoo, the packages, the browser driver and two prepared databases.
NEEDED_BYTES = 4 * 1024**3


def cache_folder(environ: Mapping[str, str] | None = None) -> Path:
    """Return the cache folder, which may not exist yet.

    ``LAREDOUTE_CACHE``, else ``laredoute_connector`` in ``XDG_CACHE_HOME``,
    else in ``~/.cache``.

    :raises Failure: when the folder lies inside the repository
    """
    environ = os.environ if environ is None else environ
    named = environ.get("LAREDOUTE_CACHE")
    if named:
        folder = Path(named).expanduser().absolute()
    else:
        home = environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
        folder = Path(home).absolute() / "laredoute_connector"
    if folder.resolve().is_relative_to(REPOSITORY):
        raise Failure(
            f"The cache folder {folder} lies inside the repository.",
            "set LAREDOUTE_CACHE to a folder outside of it.",
        )
    return folder


def ready_cache() -> Path:
    """Make the cache folder and check that there is room in it.

    :raises Failure: when it cannot be written or the disk is nearly full
    """
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(
            f"The cache folder {folder} cannot be made: {error.strerror}.",
            "set LAREDOUTE_CACHE to a folder you may write.",
        ) from error
    if not os.access(folder, os.W_OK):
        raise Failure(
            f"The cache folder {folder} cannot be written.",
            "set LAREDOUTE_CACHE to a folder you may write.",
        )
    return folder


def require_room(folder: Path) -> None:
    """Refuse to begin a first installation on a disk that is too full."""
    free = shutil.disk_usage(folder).free
    if free < NEEDED_BYTES:
        raise Failure(
            f"{folder} has {free / 1024**3:.1f} GB free, "
            f"{NEEDED_BYTES / 1024**3:.0f} GB are needed.",
            "make room, or set LAREDOUTE_CACHE to a folder on another disk.",
        )


def require_python() -> None:
    """Refuse a Python that Odoo 19 does not support."""
    if not (3, 10) <= sys.version_info[:2] <= (3, 13):
        raise Failure(
            f"This is Python {sys.version_info[0]}.{sys.version_info[1]}; "
            "Odoo 19 needs 3.10 to 3.13.",
            "name another one: make PYTHON=/path/to/python3.12 ...",
        )
