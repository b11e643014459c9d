# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a promotion does to an offer at a moment, and when that changes.

Source: protocol P-61 and Lengow's guide to La Redoute, "Setting your Sales / Promotions
and Special Offers" (2.11.2 and 2.11.3):

* an end date that goes on being sent after it passed may unpublish the product: it is
  taken off one day before, and the price stays reduced until the end;
* where La Redoute validated a file that was sent ahead of a special operation, the
  standard offers of the products concerned end on its first day, until the eve; from
  then on no dates are sent: those of the file hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import NamedTuple

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Terms:
    """When a promotion holds, and what La Redoute knows of it.

    :ivar begins_at: aware; the first moment of the reduced price
    :ivar ends_at: aware; the first moment after it
    :ivar zone: the shop's, in which a day begins and ends
    :ivar dated: whether La Redoute is sent the dates with the offers
    :ivar ahead: whether a file of these offers was sent ahead, dates included
    :ivar validated: whether La Redoute validated that file
    """

    begins_at: datetime
    ends_at: datetime
    zone: tzinfo
    dated: bool = False
    ahead: bool = False
    validated: bool = False

    @property
    def eve_ends_at(self) -> datetime:
        """The midnight with which the first day begins, or the begin if that is it."""
        local = self.begins_at.astimezone(self.zone)
        midnight = datetime.combine(local.date(), time(), self.zone)
        return min(midnight.astimezone(timezone.utc), self.begins_at)

    @property
    def dates_off_at(self) -> datetime:
        """One day before the end, by the shop's clock."""
        local = self.ends_at.astimezone(self.zone).replace(tzinfo=None) - DAY
        return local.replace(tzinfo=self.zone).astimezone(timezone.utc)


class Effect(NamedTuple):
    """What becomes of an offer.

    :ivar reduced: whether its price is the promotion's
    :ivar starts_at: the date it is sent with; None: as every offer
    :ivar ends_at: the date it is sent with; None: as every offer
    """

    reduced: bool = False
    starts_at: datetime | None = None
    ends_at: datetime | None = None


#: as if there were no promotion
NOTHING = Effect()


def effect(terms: Terms, now: datetime) -> Effect:
    """Return what a promotion does to its offers now.

    :param now: aware
    """
    if now >= terms.ends_at:
        return NOTHING
    if now < terms.begins_at:
        if terms.validated and now < terms.eve_ends_at:
            return Effect(ends_at=terms.begins_at)
        return NOTHING
    if terms.dated and not terms.ahead and now < terms.dates_off_at:
        return Effect(True, terms.begins_at, terms.ends_at)
    return Effect(reduced=True)


def moments(terms: Terms) -> tuple[datetime, ...]:
    """Return when the effect may change: nothing changes between two of them."""
    return (terms.eve_ends_at, terms.begins_at, terms.dates_off_at, terms.ends_at)


class Current(NamedTuple):
    """What all promotions of a listing do to its offer.

    :ivar price: euros with VAT; None: the usual one
    :ivar starts_at: the date it is sent with; None: as every offer
    :ivar ends_at: the date it is sent with; None: as every offer
    :ivar number: of the promotion whose price it is; 0 for none
    """

    price: Decimal | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    number: int = 0


def current(found: Sequence[tuple[int, Decimal | None, Effect]]) -> Current:
    """Return what holds where several promotions concern one listing.

    The lowest price wins, the older promotion between equal ones: the only place where
    this is decided. An offer that must end before an operation does so, whatever else
    reduces it.

    :param found: number of a promotion, its price (None: it makes none), its effect
    """
    reduced = [
        (price, number, each)
        for number, price, each in found
        if each.reduced and price is not None
    ]
    ends = [each.ends_at for _number, _price, each in found if not each.reduced]
    before = [end for end in ends if end is not None]
    if not reduced:
        return Current(ends_at=min(before, default=None))
    price, number, winner = min(reduced, key=lambda each: each[:2])
    if winner.ends_at is not None:
        before.append(winner.ends_at)
    return Current(price, winner.starts_at, min(before, default=None), number)
