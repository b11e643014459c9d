# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a long statement costs, and the list before the books close."""

from __future__ import annotations

from dev import database

from .child import Figures, run_child
from .recording import Results

SUBJECT = "books"
#: orders of La Redoute; a statement has four lines of each of the first
SIZES = (5_000, 50_000)
#: lines of a statement
LINES = 20_000
BARE = "the rows read by csv and inserted in the same table, as many at a time"
QUERY = "one query of as many rows"


def run(results: Results, sizes: tuple[int, ...] = SIZES) -> None:
    """Measure a statement of a shop, then the list before the close of each size.

    :param sizes: how many orders of La Redoute there are
    """
    points: dict[int, Figures] = {}
    for size in sizes:
        with database.temporary("bench") as name:
            run_child(name, SUBJECT, "make", size)
            run_child(name, SUBJECT, "settle", size)
            points[size] = run_child(name, SUBJECT, "points", size)
            if size == min(sizes):
                found = run_child(name, SUBJECT, "statement", LINES)
                results.add("statement_20k", found["work"], BARE, found["floor"])
        figures = points[size]
        results.add(
            f"books_to_settle_{size // 1000}k", figures["work"], QUERY, figures["floor"]
        )
    if len(points) > 1:
        small, large = points[min(points)], points[max(points)]
        results.add_growth("books_to_settle", small["work"], large["work"])
