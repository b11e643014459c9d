# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Checking listings, making product files and offers, from catalogues of two sizes."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Any

from dev import database, environment
from dev.paths import REPOSITORY

from .measure import Figure, show, show_growth

SIZES = (20_000, 100_000)
FLOOR = "one SQL query, streamed"
Figures = dict[str, dict[str, Figure]]


def run(sizes: tuple[int, ...] = SIZES) -> None:
    """Print the catalogue's benchmarks; makes and drops databases of its own."""
    found = {size: _measure(size) for size in sizes}
    if len(sizes) < 2:
        return
    small, large = (found[size] for size in (min(sizes), max(sizes)))
    for name in small:
        show_growth(name, small[name]["work"], large[name]["work"])


def _measure(size: int) -> Figures:
    short = f"{size // 1000}k"
    with database.temporary("bench") as name:
        start = time.perf_counter()
        _child(name, "make", size)
        took = time.perf_counter() - start
        print(f"{size} variants made in {took:.0f} s", flush=True)
        found = {
            "catalogue_check": _child(name, "check"),
            "catalogue_check_again": _child(name, "check"),
            "nothing_changed": _child(name, "idle"),
            "products_file_1000": _child(name, "products"),
            "offers_compute": _child(name, "offers"),
        }
    for title, figures in found.items():
        work = figures["work"]
        nothing = Figure(0, 0, 0, 0)
        show(f"{title}_{short}", work, FLOOR, figures.get("floor", nothing))
    return found


def _child(name: str, work: str, *numbers: int) -> dict[str, Figure]:
    """Run one work in a process of its own."""
    command = [sys.executable, "-m", "bench.catalogue_work", name, work]
    command += [str(number) for number in numbers]
    variables = environment.load().variables()
    done = subprocess.run(
        command, cwd=REPOSITORY, env=variables, stdout=subprocess.PIPE, check=True
    )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {key: Figure(**figure) for key, figure in figures.items()}
