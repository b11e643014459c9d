# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Stock. Source: protocol P-41: what cannot be sold is not created (a setting)."""

from __future__ import annotations

from collections.abc import Iterator

from .book import RuleBook
from .candidate import Candidate
from .finding import Finding, find


def check(candidate: Candidate, _book: RuleBook) -> Iterator[Finding]:
    """Yield what is wrong with the stock of a product.

    One that was never listed and has nothing to sell is held back; one whose stock
    nobody follows has nothing to sell for ever, listed or not.
    """
    if candidate.is_parent:
        return
    if not candidate.stock_followed:
        yield find("stock_untracked")
        return
    quantity = candidate.quantity
    if (
        candidate.never_listed
        and not candidate.send_without_stock
        and quantity is not None
        and quantity <= 0
    ):
        yield find("no_stock")
