# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What registering La Redoute's payments costs, beside Odoo's own registering."""

from __future__ import annotations

from dev import database

from .child import Figures, run_child
from .orders import usual
from .recording import Results

SUBJECT = "payments"
#: orders that are paid
SIZES = (500,)
BARE = "Odoo alone registers the same payments, as many at a time"
#: times that both databases are measured, in turns
TURNS = 2


def run(results: Results, sizes: tuple[int, ...] = SIZES) -> None:
    """Measure the flow that registers what La Redoute paid.

    :param sizes: how many orders are paid
    """
    for size in sizes:
        ours, bare = [], []
        for _turn in range(TURNS):
            ours.append(_payments("ready", "registered", size)["work"])
            bare.append(_payments("base", "registered_by_odoo", size)["work"])
        results.add(f"payments_{size}", usual(ours), BARE, usual(bare))


def _payments(template: str, work: str, size: int) -> Figures:
    with database.temporary("bench", template) as name:
        return run_child(name, SUBJECT, work, size)
