# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two times, never to be mixed.

*Durations* (integration, payment check, payout...) run on the virtual clock, which can
run fast, be stepped and be stopped. *Dates on the wire* (order dates, last status
changes, report names, modification times) are always wall-clock UTC, so that a
connector living in real time asks for the right period whatever the virtual speed.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime, timezone

MINUTE = 60.0
HOUR = 3600.0
DAY = 86400.0


class VirtualClock:
    """A clock in seconds since 1970 (UTC) that advances ``speed`` times real time.

    :param start: virtual seconds since 1970; by default the real moment
    :param ticker: the real time that passes, in seconds from any origin
    """

    def __init__(
        self,
        start: float | None = None,
        speed: float = 1.0,
        ticker: Callable[[], float] = time.monotonic,
    ) -> None:
        self._lock = threading.Lock()
        self._ticker = ticker
        self._base = time.time() if start is None else start
        self._base_tick = ticker()
        self._speed = _checked_speed(speed)

    def now(self) -> float:
        """Return the virtual time, in seconds since 1970."""
        with self._lock:
            return self._now()

    def _now(self) -> float:
        return self._base + (self._ticker() - self._base_tick) * self._speed

    @property
    def speed(self) -> float:
        return self._speed

    def set_speed(self, speed: float) -> None:
        """Change the pace from now on; 0 stops the clock.

        :raises ValueError: a negative or absurd speed
        """
        checked = _checked_speed(speed)
        with self._lock:
            self._rebase(self._now())
            self._speed = checked

    def advance_to(self, moment: float) -> None:
        """Jump forward to ``moment``; never backwards."""
        with self._lock:
            self._rebase(max(moment, self._now()))

    def restart_at(self, moment: float) -> None:
        """Set the clock, as a restart that continues a stored state does."""
        with self._lock:
            self._rebase(moment)

    def _rebase(self, moment: float) -> None:
        self._base = moment
        self._base_tick = self._ticker()


def _checked_speed(speed: float) -> float:
    if not 0 <= speed <= 1_000_000:
        raise ValueError("the speed is a number from 0 to 1000000")
    return float(speed)


def as_datetime(moment: float) -> datetime:
    """Return seconds since 1970 as a UTC datetime."""
    return datetime.fromtimestamp(moment, tz=timezone.utc)


def wall_now() -> float:
    """Return the real time, in seconds since 1970."""
    return time.time()


def wire_second(moment: float) -> str:
    """Write a wall time as ``yyyy-MM-ddTHH:mm:ss`` in UTC.

    Assumed (protocol P-11): these dates have no zone; they are read and written as UTC.
    """
    return as_datetime(moment).strftime("%Y-%m-%dT%H:%M:%S")


def name_second(moment: float) -> str:
    """Write a wall time as it stands in file names, ``yyyy-MM-dd-HH-mm-ss``, UTC."""
    return as_datetime(moment).strftime("%Y-%m-%d-%H-%M-%S")
