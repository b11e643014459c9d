# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Seconds and memory of a piece of work, printed beside its floor."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What one run cost: seconds, and MiB that the process's peak rose by."""

    seconds: float
    rise: float


def measure(work: Callable[[], object], times: int = 3) -> Figure:
    """Run ``work`` and return its best time and the rise of peak memory."""
    before = _peak()
    best = min(_once(work) for _time in range(times))
    return Figure(best, _peak() - before)


def _once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def show(name: str, figure: Figure, floor_name: str, floor: Figure) -> None:
    """Print one line: the figure, its floor, and how many times the floor it is."""
    times = figure.seconds / floor.seconds if floor.seconds else float("inf")
    print(
        f"{name:24} {figure.seconds:8.2f} s  +{figure.rise:6.1f} MiB   "
        f"floor {floor.seconds:8.2f} s ({floor_name})   × {times:4.1f}",
        flush=True,
    )
