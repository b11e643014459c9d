# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Stock. Source: protocol P-41: what cannot be sold is not created (a setting)."""

from __future__ import annotations

from collections.abc import Iterator

from .book import RuleBook
from .candidate import Candidate
from .finding import Finding, find


def check(candidate: Candidate, _book: RuleBook) -> Iterator[Finding]:
    """Yield a finding for a product that was never listed and has nothing to sell."""
    if candidate.is_parent or candidate.send_without_stock:
        return
    quantity = candidate.quantity
    if candidate.never_listed and quantity is not None and quantity <= 0:
        yield find("no_stock")
