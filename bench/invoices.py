# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What invoices by policy cost, beside what Odoo itself takes to make and post them."""

from __future__ import annotations

from dev import database

from .child import Figures, run_child
from .orders import usual
from .recording import Results

SUBJECT = "invoices"
#: orders to invoice
SIZES = (500,)
BARE = "Odoo alone makes and posts the same, as many at a time"
#: times that both databases are measured, in turns
TURNS = 2


def run(results: Results, sizes: tuple[int, ...] = SIZES) -> None:
    """Measure the flow that invoices orders whose buyers paid.

    :param sizes: how many orders there are to invoice
    """
    for size in sizes:
        ours, bare = [], []
        for _turn in range(TURNS):
            ours.append(_invoices("ready", "by_policy", size)["work"])
            bare.append(_invoices("base", "by_odoo", size)["work"])
        results.add(f"invoices_{size}", usual(ours), BARE, usual(bare))


def _invoices(template: str, work: str, size: int) -> Figures:
    with database.temporary("bench", template) as name:
        return run_child(name, SUBJECT, work, size)
