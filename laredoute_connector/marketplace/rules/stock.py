# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Stock. Source: protocol P-41: what cannot be sold is not created (a setting).

More than anybody stocks is a mistyped inventory: it is capped, and shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from .book import RuleBook
from .candidate import Candidate
from .finding import Finding, find


def check(candidate: Candidate, book: RuleBook) -> Iterator[Finding]:
    """Yield what is wrong with the stock of a product.

    From a warehouse that is no longer used nothing is sold, whatever it holds. One that
    was never listed and has nothing to sell is held back; one whose stock
    nobody follows has nothing to sell for ever, listed or not; one that has far too
    much was mistyped.
    """
    if candidate.is_parent:
        return
    if candidate.warehouse_archived:
        yield find("warehouse_archived")
        return
    if not candidate.stock_followed:
        yield find("stock_untracked")
        return
    quantity, most = candidate.quantity, book.limits.quantity
    if quantity is None:
        return
    if quantity >= most:
        yield find("stock_capped", quantity=most)
    if candidate.never_listed and quantity <= 0 and not candidate.send_without_stock:
        yield find("no_stock")
