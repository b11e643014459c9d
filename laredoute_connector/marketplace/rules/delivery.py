# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The delivery promise: a fee and delays, without which no offer is taken.

Source: protocol P-58. A parent is not sold: nothing is promised of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from .book import RuleBook
from .candidate import Candidate
from .finding import Finding, find


def check(candidate: Candidate, _book: RuleBook) -> Iterator[Finding]:
    """Yield what is wrong with the delivery promise."""
    if candidate.is_parent:
        return
    fee = candidate.delivery_fee
    delays = (candidate.shipment_delay, candidate.min_days, candidate.max_days)
    if fee is None:
        yield find("delivery_fee_missing")
    elif not fee.is_finite() or fee < 0:
        yield find("delivery_fee_negative", fee=str(fee))
    if any(days is None for days in delays):
        yield find("delivery_days_missing")
    elif any(days is not None and days < 0 for days in delays):
        yield find("delivery_days_negative")
    elif (least := candidate.min_days or 0) > (most := candidate.max_days or 0):
        yield find("delivery_days_crossed", min_days=least, max_days=most)
