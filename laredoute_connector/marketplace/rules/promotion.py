# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A promotion: a lower price between two moments.

Source: protocol P-61: an end date that stays after it has passed can unpublish the
product.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from .book import RuleBook
from .candidate import Candidate
from .finding import Finding, find
from .price import is_positive


def check(candidate: Candidate, _book: RuleBook) -> Iterator[Finding]:
    """Yield what is wrong with the promotion."""
    promotion, price = candidate.promotion, candidate.price
    if promotion is None or candidate.is_parent:
        return
    starts_at, ends_at = _minute(promotion.starts_at), _minute(promotion.ends_at)
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        yield find("promotion_dates_crossed")
    elif ends_at is not None and candidate.now is not None and ends_at <= candidate.now:
        yield find("promotion_over")
    if not is_positive(promotion.price):
        yield find("promotion_not_positive", price=str(promotion.price))
    elif price is not None and price.is_finite() and promotion.price > price:
        yield find(
            "promotion_above_price",
            promotion_price=str(promotion.price),
            price=str(price),
        )


def _minute(moment: datetime | None) -> datetime | None:
    """Return a moment as it is sent: to the minute."""
    return moment and moment.replace(second=0, microsecond=0)
