# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A price that falls by more than the account lets it waits for a person.

A price of 4.99 for 499 sells out before anyone sees it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from .book import RuleBook
from .candidate import Candidate
from .finding import Finding, find


def check(candidate: Candidate, _book: RuleBook) -> Iterator[Finding]:
    """Yield a warning when the price would be held; the offer's code holds it."""
    sent, new = candidate.sent_price, candidate.price
    if candidate.is_parent or sent is None or new is None:
        return
    if is_price_drop(sent, new, candidate.price_drop_guard, candidate.confirmed_price):
        percent = (100 * (sent - new) / sent).quantize(Decimal(1), ROUND_DOWN)
        yield find("price_drop", price=str(new), sent=str(sent), percent=int(percent))


def is_price_drop(
    sent: Decimal | None,
    new: Decimal,
    guard: Decimal | None,
    confirmed: Decimal | None = None,
) -> bool:
    """Return whether a price falls so deep that a person has to confirm it.

    >>> is_price_drop(Decimal(100), Decimal(69), Decimal("0.30"))
    True
    >>> is_price_drop(Decimal(100), Decimal(69), Decimal("0.30"), Decimal(69))
    False

    :param sent: euros, the price La Redoute knows; ``None`` or 0 when it knows none
    :param new: euros
    :param guard: a fraction of ``sent``, reached without confirmation; ``None``: none
    :param confirmed: euros; down to this price a person agreed
    """
    if sent is None or guard is None or sent <= 0:
        return False
    if confirmed is not None and new >= confirmed:
        return False
    return sent - new > sent * guard
