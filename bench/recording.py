# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the benchmarks found: printed at once, kept in ``bench/results/latest.json``.

The file maps each benchmark's name to

- ``value`` and its ``unit``: seconds (``s``), or what the benchmark counts;
- ``floor``: what the least imaginable work costs, in the same unit; null without one;
- ``ratio``: ``value / floor``; null without a floor;
- ``peak_mib``: the most memory the process held, in MiB; null when not measured.

Names are sorted and figures have three significant digits, so that two runs can be
compared line by line. A run of some subjects leaves the others' figures as they are.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from .measure import Figure

LATEST = Path(__file__).resolve().parent / "results" / "latest.json"
Entry = dict[str, Any]


class Results:
    """Prints figures as they come, and writes them at the end.

    :param path: the file to write, made with its folder where it does not exist
    """

    def __init__(self, path: Path = LATEST) -> None:
        self._path = path
        self._found: dict[str, Entry] = {}

    def add(
        self,
        name: str,
        figure: Figure,
        floor_name: str = "",
        floor: Figure | None = None,
    ) -> None:
        """Keep and print what a work cost, beside its floor.

        :param name: such as ``catalogue_check_20k``
        :param floor_name: what the floor does, in a few words
        """
        seconds = floor.seconds if floor else None
        self._keep(name, figure.seconds, "s", seconds, figure.peak)
        line = (
            f"{name:24} {figure.seconds:7.2f} s ({figure.cpu:6.2f} s in this process)  "
            f"peak {figure.peak:5.0f} MiB, +{figure.rise:5.1f}"
        )
        if floor:
            line += (
                f"   floor {floor.seconds:6.2f} s, +{floor.rise:4.1f} MiB "
                f"({floor_name})   × {figure.seconds / floor.seconds:4.1f}"
            )
        print(line, flush=True)

    def add_value(
        self, name: str, value: float, unit: str, floor: float | None = None
    ) -> None:
        """Keep and print something that is counted, such as queries.

        :param floor: in the same unit
        """
        self._keep(name, value, unit, floor, None)
        line = f"{name:24} {value:7.2f} {unit}"
        if floor:
            line += f"   floor {floor:6.2f} {unit}   × {value / floor:4.1f}"
        print(line, flush=True)

    def add_growth(self, name: str, small: Figure, large: Figure) -> None:
        """Keep and print how memory and time grew from a small size to a large one.

        The value is the growth of the peak of memory, which the sizes must not move.
        """
        self._keep(
            f"{name}_peak_growth", large.peak / small.peak, "times", None, large.peak
        )
        print(
            f"{name:24} peak {small.peak:6.1f} → {large.peak:6.1f} MiB "
            f"= × {large.peak / small.peak:.3f} (at most 1.10); "
            f"rise +{small.rise:.1f} → +{large.rise:.1f} MiB; "
            f"time × {large.seconds / small.seconds:.1f}",
            flush=True,
        )

    def write(self) -> None:
        """Write the file, whole or not at all, over the same names of earlier runs."""
        known: dict[str, Entry] = {}
        if self._path.exists():
            known = json.loads(self._path.read_text(encoding="utf-8"))
        text = json.dumps({**known, **self._found}, indent=2, sort_keys=True) + "\n"
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        part.write_text(text, encoding="utf-8")
        os.replace(part, self._path)

    def _keep(
        self,
        name: str,
        value: float,
        unit: str,
        floor: float | None,
        peak: float | None,
    ) -> None:
        self._found[name] = {
            "value": _rounded(value),
            "unit": unit,
            "floor": _rounded(floor),
            "ratio": _rounded(value / floor) if floor else None,
            "peak_mib": _rounded(peak),
        }


def _rounded(number: float | None) -> float | None:
    """Return a number with three significant digits."""
    return None if number is None else float(f"{number:.3g}")
