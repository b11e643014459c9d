# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the addon costs other people's orders, and what comparing its own costs."""

from __future__ import annotations

from statistics import median_low

from dev import database

from .child import Figures, run_child
from .measure import Figure
from .recording import Results

SUBJECT = "orders"
#: La Redoute orders that are compared
SIZES = (5_000, 50_000)
#: ordinary sale orders that are confirmed, delivered and invoiced
ORDINARY = 200
BARE = "the same where the addon is not installed"
#: orders of the past beside which an hour without news is measured first
PAST = 1_000
#: times that both databases are measured, in turns
TURNS = 3
STEPS = ("confirm", "deliver", "invoice")


def run(results: Results, sizes: tuple[int, ...] = SIZES) -> None:
    """Measure ordinary orders beside a database without the addon, then comparing.

    :param sizes: how many La Redoute orders are compared
    """
    ours, bare = [], []
    for _turn in range(TURNS):
        ours.append(_ordinary("ready"))
        bare.append(_ordinary("base"))
    for step in STEPS:
        results.add(
            f"orders_{step}_{ORDINARY}",
            usual([figures[step] for figures in ours]),
            BARE,
            usual([figures[step] for figures in bare]),
        )
    found = {size: _compare(results, size) for size in sizes}
    if len(found) > 1:
        small, large = found[min(found)], found[max(found)]
        results.add_growth("orders_compare", small["work"], large["work"])
    for size in (PAST, *sizes):
        _quiet(results, size)


def _ordinary(template: str) -> Figures:
    with database.temporary("bench", template) as name:
        return run_child(name, SUBJECT, "ordinary", ORDINARY)


def usual(figures: list[Figure]) -> Figure:
    """Return the figure of the turn that was neither the quickest nor the slowest."""
    seconds = median_low(figure.seconds for figure in figures)
    return next(figure for figure in figures if figure.seconds == seconds)


def _quiet(results: Results, size: int) -> None:
    with database.temporary("bench") as name:
        run_child(name, SUBJECT, "make", size)
        found = run_child(name, SUBJECT, "quiet", size)
    results.add(f"orders_quiet_hour_{size // 1000}k", found["work"])


def _compare(results: Results, size: int) -> Figures:
    with database.temporary("bench") as name:
        run_child(name, SUBJECT, "make", size)
        found = run_child(name, SUBJECT, "compare", size)
    results.add(
        f"orders_compare_{size // 1000}k",
        found["work"],
        "one SQL query, streamed",
        found["floor"],
    )
    return found
