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
QUERY = "one SQL query, streamed"
Figures = dict[str, dict[str, Figure]]
#: printed name, work, its floor
CATALOGUE = (
    # the first check writes everything, the second finds nothing to write
    ("catalogue_check", "check", QUERY),
    ("catalogue_recheck", "check", QUERY),
    ("nothing_changed", "idle", ""),
    ("products_file_1000", "products", ""),
    ("offers_compute", "offers", QUERY),
)


def run(sizes: tuple[int, ...] = SIZES) -> None:
    """Print the catalogue's benchmarks; makes and drops databases of its own."""
    _compare({size: _measure(size) for size in sizes})


def run_wire(sizes: tuple[int, ...] = SIZES) -> None:
    """Print the wire's benchmarks."""
    encode = (("products_encode", "products_encode", "bare lxml, same elements"),)
    others = (
        ("offers_encode", "offers_encode", "bare lxml, same elements"),
        ("orders_decode", "orders_decode", "bare iterparse"),
    )
    with database.temporary("bench") as name:
        _compare({size: _run(name, encode, size) for size in sizes})
        _run(name, others[:1], 20_000)
        _run(name, others[1:], 5_000)


def _measure(size: int) -> Figures:
    with database.temporary("bench") as name:
        start = time.perf_counter()
        child(name, "make", size)
        took = time.perf_counter() - start
        print(f"{size} variants made in {took:.0f} s", flush=True)
        return _run(name, CATALOGUE, size)


def _run(name: str, works: tuple[tuple[str, str, str], ...], size: int) -> Figures:
    """Run works one after the other, each in a process of its own, and show them."""
    found: Figures = {}
    for title, work, floor in works:
        found[title] = child(name, work, size)
        show(
            f"{title}_{size // 1000}k",
            found[title]["work"],
            floor,
            found[title].get("floor"),
        )
    return found


def _compare(found: dict[int, Figures]) -> None:
    if len(found) < 2:
        return
    small, large = found[min(found)], found[max(found)]
    for title, figures in small.items():
        show_growth(title, figures["work"], large[title]["work"])


def child(name: str, work: str, number: int) -> dict[str, Figure]:
    """Run one work of :mod:`.catalogue_work` on the database ``name``."""
    command = [sys.executable, "-m", "bench.catalogue_work", name, work, str(number)]
    variables = environment.load().variables()
    done = subprocess.run(
        command, cwd=REPOSITORY, env=variables, stdout=subprocess.PIPE, check=True
    )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {key: Figure(**figure) for key, figure in figures.items()}
