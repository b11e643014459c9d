# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Seconds and memory of a piece of work."""

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
    """Run ``work`` and return its usual time, its peak of memory and its rise.

    The median of the runs: a machine that is quick for a moment helps a short floor
    more than a long work, and their ratio would be that moment's.

    The peak is that of the work, and not of what the process did before it.
    """
    gc.collect()
    before = _forget_peak()
    runs = [_once(work) for _time in range(times)]
    peak = _peak()
    seconds, cpu = sorted(runs)[len(runs) // 2]
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
        # 5: reset the peak of resident memory (man 5 proc)
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
