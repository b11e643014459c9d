# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What new orders cost, beside what Odoo itself takes to make them."""

from __future__ import annotations

from dev import database

from .child import Figures, run_child
from .orders import usual
from .recording import Results

SUBJECT = "imports"
#: new orders
SIZES = (500,)
BARE = "Odoo alone makes the same, each in a savepoint"
BATCHES = "Odoo alone makes the same, ten at a time"
#: times that both databases are measured, in turns
TURNS = 3
STEPS = ("quote", "confirm", "import")


def run(results: Results, sizes: tuple[int, ...] = SIZES) -> None:
    """Measure orders from La Redoute's word to a reserved delivery.

    :param sizes: how many orders are new
    """
    for size in sizes:
        ours, bare, batches = [], [], []
        for _turn in range(TURNS):
            ours.append(_orders("ready", "ours", size))
            bare.append(_orders("base", "bare", size))
            batches.append(_orders("base", "batches", size))
        for step in STEPS:
            work, floor, least = (
                usual([figures[step] for figures in each])
                for each in (ours, bare, batches)
            )
            results.add(f"orders_{step}_{size}", work, BARE, floor)
            results.add(f"orders_{step}_{size}_batches", work, BATCHES, least)


def _orders(template: str, work: str, size: int) -> Figures:
    with database.temporary("bench", template) as name:
        return run_child(name, SUBJECT, work, size)
