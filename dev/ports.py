# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Free TCP ports on the loopback interface."""

from __future__ import annotations

import socket

from .report import Failure

LOOPBACK = "127.0.0.1"


def is_free(port: int) -> bool:
    """Tell whether ``port`` can be bound on 127.0.0.1 now."""
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

    Another process may take it before the caller does; the caller retries.

    :raises Failure: when none of the next 500 ports is free
    """
    for port in range(start, min(start + 500, 65536)):
        if is_free(port):
            return port
    raise Failure(
        f"No free port between {start} and {start + 499}.",
        "end some of the servers on this machine.",
    )
