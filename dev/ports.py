# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Free TCP ports on the loopback interface."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
from dataclasses import dataclass
from pathlib import Path

from .report import Failure

LOOPBACK = "127.0.0.1"
#: whose claims these are: all starts on a machine share one, a test has its own
NAMESPACE = "laredoute_connector"
#: state of a listening socket, as the kernel's table of sockets writes it
_LISTENS = "0A"


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


def listens(pid: int, port: int) -> bool:
    """Return whether a process itself listens on an IPv4 port.

    Source: ``/proc/net/tcp`` and ``/proc/PID/fd`` (man 5 proc).
    """
    inodes = set()
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _number, local, _remote, state, *_rest = fields = line.split()
        if state == _LISTENS and int(local.rpartition(":")[2], 16) == port:
            inodes.add(f"socket:[{fields[9]}]")
    # the process, or one of its files, may be gone since
    with contextlib.suppress(OSError):
        for file in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                if os.readlink(file) in inodes:
                    return True
    return False


@dataclass(frozen=True)
class Claim:
    """A port that no other start of ours takes before its server binds it.

    :ivar port: between 1 and 65535
    """

    port: int
    _holder: socket.socket

    def release(self) -> None:
        """Give the port back, once its server has ended."""
        self._holder.close()


def claim(start: int) -> Claim:
    """Claim the first port from ``start`` upwards that is free and not claimed.

    A port is free until its server binds it, seconds later: two servers that start
    together would choose the same one. The claim is a name that only one process of
    the machine can bind, whatever its cache folder or user, and that the kernel drops
    when this process ends: an abstract Unix socket (man 7 unix). A process that knows
    nothing of claims can still take the port; the caller then sees its server fail,
    and claims another one.

    :raises Failure: when none of 500 ports is free
    """
    port = start
    while True:
        port = next_free(port)
        holder = _bind(f"\0{NAMESPACE}-port-{port}")
        if holder is not None:
            return Claim(port, holder)
        port += 1


def _bind(name: str) -> socket.socket | None:
    """Bind an abstract Unix socket; None where another one has the name."""
    holder = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        holder.bind(name)
    except OSError as error:
        holder.close()
        if error.errno == errno.EADDRINUSE:
            return None
        raise
    return holder
