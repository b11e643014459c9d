# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``make clean``: build leftovers, and the cache on request."""

from __future__ import annotations

import shutil

from .locking import FileLock
from .paths import REPOSITORY, cache_folder
from .report import Failure, say

_FOLDERS = ("build", "dist", ".mypy_cache", ".ruff_cache", ".pytest_cache")
_PATTERNS = ("__pycache__", "*.egg-info")


def run(*, with_cache: bool) -> int:
    """Remove leftovers of builds and tests from the repository.

    :param with_cache: remove the cache folder too
    :raises Failure: when the cache is in use
    """
    found = [REPOSITORY / name for name in _FOLDERS]
    for pattern in _PATTERNS:
        found += REPOSITORY.rglob(pattern)
    for folder in found:
        if folder.is_dir() and ".git" not in folder.parts:
            shutil.rmtree(folder, ignore_errors=True)
    say("Removed build leftovers from the repository")
    if with_cache:
        _remove_cache()
    return 0


def _remove_cache() -> None:
    cache = cache_folder()
    if not cache.exists():
        return
    ours = ("setup.lock", "postgres")
    if not any((cache / name).exists() for name in ours):
        raise Failure(
            f"{cache} does not look like our cache, it is left alone.",
            "check LAREDOUTE_CACHE.",
        )
    for name in ("setup.lock", "databases.lock", "postgres/users.lock"):
        lock = FileLock(cache / name)
        if (cache / name).exists() and not lock.acquire(wait=False):
            raise Failure(
                f"{cache} is in use ({name}).",
                "end the demo or the tests that use it, then run again.",
            )
        lock.release()
    shutil.rmtree(cache)
    say(f"Removed {cache}")
