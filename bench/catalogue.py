# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Checking listings, making product files and offers, from catalogues of two sizes."""

from __future__ import annotations

import time

from dev import database

from .child import Figures, run_child
from .recording import Results

SUBJECT = "catalogue"
SIZES = (20_000, 100_000)
QUERY = "one SQL query, streamed"
#: printed name, work, its floor
WORKS = (
    # the first check writes everything, the second finds nothing to write
    ("catalogue_check", "check", QUERY),
    ("catalogue_recheck", "check", QUERY),
    ("nothing_changed", "idle", ""),
    ("products_file_1000", "products", ""),
    ("offers_compute", "offers", QUERY),
    # the day's file of all, an hour's file of what moved, an hour when nothing did
    ("offers_full", "offers_full", "one SQL query and bare XML, streamed"),
    ("offers_delta_1pct", "offers_delta", ""),
    ("offers_idle", "offers_idle", ""),
)


def run(results: Results, sizes: tuple[int, ...] = SIZES) -> None:
    """Measure the catalogue's works; makes and drops databases of its own.

    :param sizes: how many variants each catalogue has
    """
    found = {size: _measure(results, size) for size in sizes}
    if len(found) > 1:
        small, large = found[min(found)], found[max(found)]
        for title, figures in small.items():
            results.add_growth(title, figures["work"], large[title]["work"])


def _measure(results: Results, size: int) -> dict[str, Figures]:
    with database.temporary("bench") as name:
        start = time.perf_counter()
        run_child(name, SUBJECT, "make", size)
        took = time.perf_counter() - start
        print(f"{size} variants made in {took:.0f} s", flush=True)
        found: dict[str, Figures] = {}
        for title, work, floor in WORKS:
            figures = found[title] = run_child(name, SUBJECT, work, size)
            results.add(
                f"{title}_{size // 1000}k", figures["work"], floor, figures.get("floor")
            )
        return found
