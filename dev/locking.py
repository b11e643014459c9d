# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A lock between processes that the kernel releases when its holder dies."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from .report import say


class FileLock:
    """An advisory lock on a file, exclusive or shared.

    :param path: the lock file; made where it does not exist, never removed
        (removing it would let two holders lock two different files)
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def acquire(self, *, shared: bool = False, wait: bool = True) -> bool:
        """Take the lock, or change its kind when it is already held.

        :returns: False where ``wait`` is false and another process holds it
        """
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("a")
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(self._file, kind if wait else kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        """Give the lock back; harmless when it is not held."""
        if self._file is not None:
            self._file.close()
            self._file = None


@contextlib.contextmanager
def exclusive(path: Path, what: str) -> Iterator[None]:
    """Hold ``path`` alone for the block, saying so when it has to wait.

    :param path: the lock file
    :param what: what the other process is busy with, for the reader
    """
    lock = FileLock(path)
    if not lock.acquire(wait=False):
        say(f"Waiting: another run is busy with {what}")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
