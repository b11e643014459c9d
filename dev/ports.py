# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Free TCP ports on the loopback interface."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path

from .locking import FileLock
from .report import Failure

LOOPBACK = "127.0.0.1"


def is_free(port: int) -> bool:
    """Return whether ``port`` can be bound on 127.0.0.1 now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As servers do: a port in TIME_WAIT is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def next_free(start: int) -> int:
    """Return the first free port from ``start`` upwards.

    Another process may take it before the caller does: see :func:`claim`.

    :raises Failure: when none of the next 500 ports is free
    """
    for port in range(start, min(start + 500, 65536)):
        if is_free(port):
            return port
    raise Failure(
        f"No free port between {start} and {start + 499}.",
        "end some of the servers on this machine.",
    )


@dataclass(frozen=True)
class Claim:
    """A port that no other start of ours takes before its server binds it.

    :ivar port: between 1 and 65535
    """

    port: int
    _lock: FileLock

    def release(self) -> None:
        """Give the port back, once its server has ended."""
        self._lock.release()


def claim(folder: Path, start: int) -> Claim:
    """Claim the first port from ``start`` upwards that is free and not claimed.

    A port is free until its server binds it, seconds later: two servers that start
    together would choose the same one. The claim is a lock that the kernel releases
    when this process ends. A process that knows nothing of claims can still take the
    port; the caller then sees its server fail, and claims another one.

    :param folder: where the lock files are, the same for all who may collide
    :raises Failure: when none of 500 ports is free
    """
    port = start
    while True:
        port = next_free(port)
        lock = FileLock(folder / f"port-{port}.lock")
        if lock.acquire(wait=False):
            return Claim(port, lock)
        port += 1
