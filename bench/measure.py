# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Seconds and memory of a piece of work, printed beside its floor."""

from __future__ import annotations

import gc
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_STATUS = Path("/proc/self/status")
_RESET = Path("/proc/self/clear_refs")


@dataclass(frozen=True)
class Figure:
    """What one run cost.

    :ivar seconds: by the clock on the wall
    :ivar cpu: seconds of this process alone; PostgreSQL's are not among them
    :ivar peak: MiB, the most this process held
    :ivar rise: MiB, the peak less what it held before the work
    """

    seconds: float
    cpu: float
    peak: float
    rise: float


def measure(work: Callable[[], object], times: int = 3) -> Figure:
    """Run ``work`` and return its best time, its peak of memory and its rise.

    The peak is that of the work, and not of what the process did before it.
    """
    gc.collect()
    before = _forget_peak()
    runs = [_once(work) for _time in range(times)]
    peak = _peak()
    seconds, cpu = min(runs)
    return Figure(seconds, cpu, peak, peak - before)


def _once(work: Callable[[], object]) -> tuple[float, float]:
    start, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - cpu


def _forget_peak() -> float:
    """Let the peak start from what is held now, and return that, in MiB.

    Where the system cannot (only Linux can) the peak of the whole life counts.
    """
    try:
        # 5: reset the high-water mark (man 5 proc)
        _RESET.write_text("5")
    except OSError:
        return _peak()
    return _status("VmRSS")


def _peak() -> float:
    if _STATUS.exists():
        return _status("VmHWM")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _status(name: str) -> float:
    for line in _STATUS.read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise LookupError(name)


def show(name: str, figure: Figure, floor_name: str, floor: Figure | None) -> None:
    """Print one line: the figure, its floor, and how many times the floor it is."""
    line = (
        f"{name:24} {figure.seconds:7.2f} s ({figure.cpu:6.2f} s in this process)  "
        f"peak {figure.peak:5.0f} MiB, +{figure.rise:5.1f}"
    )
    if floor:
        line += (
            f"   floor {floor.seconds:6.2f} s, +{floor.rise:4.1f} MiB ({floor_name})"
            f"   × {figure.seconds / floor.seconds:4.1f}"
        )
    print(line, flush=True)


def show_growth(name: str, small: Figure, large: Figure) -> None:
    """Print how memory and time grew from a small catalogue to a large one."""
    print(
        f"{name:24} peak {small.peak:6.1f} → {large.peak:6.1f} MiB "
        f"= × {large.peak / small.peak:.3f} (at most 1.10); "
        f"rise +{small.rise:.1f} → +{large.rise:.1f} MiB; "
        f"time × {large.seconds / small.seconds:.1f}",
        flush=True,
    )
