# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Nasty refunds, and what becomes of each.

``python -m tests.orm.refund.nasty_refunds > docs/nasty-refunds.md`` writes the
document, which holds the same rows.
"""

import sys

from ..nasty_document import write_tables
from .nasty_answers import BEGUN, COURSE, REFUSALS, TRANSPORT
from .nasty_meets import BOOKS, RETURNS, SETTINGS
from .nasty_typed import AGAIN, AMOUNTS, STATUSES

#: title of the document's table → its rows
TABLES = {
    "Amounts and pieces": AMOUNTS,
    "At the wrong moment": STATUSES,
    "Twice, and too late": AGAIN,
    "Refused by La Redoute": REFUSALS,
    "Requests and answers": TRANSPORT,
    "What La Redoute shows": COURSE,
    "Begun by La Redoute": BEGUN,
    "Books": BOOKS,
    "Parcels and returns": RETURNS,
    "Settings": SETTINGS,
}
#: all of them; the names are unique
REFUNDS = tuple(each for rows in TABLES.values() for each in rows)


def document():
    """Return docs/nasty-refunds.md, which a test compares with the file."""
    return write_tables(_INTRODUCTION, "refund", TABLES)


_INTRODUCTION = """# Nasty refunds

What becomes of refunds that are requested wrongly, that La Redoute answers strangely,
or that something else meets on the way. The rows live through the same runs of one
account together with ordinary refunds, which go to their end and get their credit note
all the same. What changes the account's settings, or holds what is sent for a run, is
tried beside an ordinary refund alone; so is every row with `LAREDOUTE_NASTY_ALONE=1`
(`tests/orm/refund/nasty_refunds.py`, `tests/orm/refund/test_nasty_refunds.py`). What is
shown on an order has one activity for the account's responsible that says what to do.
"""

if __name__ == "__main__":
    sys.stdout.write(document())
