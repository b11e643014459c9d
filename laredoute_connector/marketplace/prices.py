# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a buyer pays, what is struck through beside it, and the eco fee on top."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal

from .values import CENT, round_cents

#: how long before a reduction the lowest price counts: directive 98/6/EC, article 6a
#: (Omnibus), in French law article L. 112-1-1 of the Code de la consommation
PRIOR = timedelta(days=30)


@dataclass(frozen=True)
class Fee:
    """A fixed amount on a unit, such as an eco fee.

    :ivar amount: euros
    :ivar inside: whether the price that is kept holds it already
    :ivar taxed: whether VAT comes on top of it
    """

    amount: Decimal
    inside: bool = False
    taxed: bool = False


@dataclass(frozen=True)
class PriceTaxes:
    """How a price that is kept becomes what the buyer pays.

    :ivar rate: of the VAT, a fraction
    :ivar inside: whether the price that is kept holds the VAT
    """

    rate: Decimal
    inside: bool
    fees: tuple[Fee, ...] = ()

    def split(self, raw: Decimal) -> tuple[Decimal, Decimal]:
        """Return what the goods cost with VAT, and the fees on them with theirs.

        Both rounded to the cent, each by itself. Nothing is ever divided.

        >>> taxes = PriceTaxes(Decimal("0.2"), False, (Fee(Decimal(5), taxed=True),))
        >>> taxes.split(Decimal("99.99"))
        (Decimal('119.99'), Decimal('6.00'))

        :param raw: the price that is kept, euros
        """
        with_vat, fees = 1 + self.rate, Decimal(0)
        for fee in self.fees:
            paid = fee.amount * with_vat if fee.taxed else fee.amount
            fees += paid
            if fee.inside:
                raw -= paid if self.inside else fee.amount
        amount = raw if self.inside else raw * with_vat
        return round_cents(amount), round_cents(fees)


def struck_price(
    price: Decimal, reference: Decimal | None, most: Decimal | None = None
) -> Decimal:
    """Return the price to strike through; the price itself where there is none.

    La Redoute makes one up where none is sent: protocol P-56. Where a seller must not
    show more than some discount, the reference is lowered just as far: rounded down,
    so that not a cent more is shown (the rule of Hemi's RRP guard).

    >>> struck_price(Decimal(100), Decimal(200), Decimal("0.4"))
    Decimal('166.66')
    >>> struck_price(Decimal(100), Decimal(160), Decimal("0.4"))
    Decimal('160')

    :param price: euros, above 0
    :param reference: euros; ``None``: nothing is to be struck through
    :param most: the largest discount that may be shown, a fraction below 1
    """
    if reference is None or reference <= price:
        return price
    if most is not None and price < reference * (1 - most):
        return max((price / (1 - most)).quantize(CENT, ROUND_DOWN), price)
    return reference


@dataclass(frozen=True)
class Applied:
    """A price that was on sale.

    :ivar price: euros
    :ivar begin: from then on, until the next one began
    """

    price: Decimal
    begin: datetime


def lowest_before(
    history: Iterable[Applied], price: Decimal, now: datetime
) -> Applied | None:
    """Return the lowest price of the thirty days before a price began.

    :param history: prices that were on sale, the earliest first
    :param price: euros; the one to show, which began with the last of the history
        where that is the same, else now
    :param now: of the same kind as those of the history
    :return: ``None`` where nothing was on sale before it
    """
    applied, begin = list(history), now
    if applied and applied[-1].price == price:
        begin = applied.pop().begin
    since = begin - PRIOR
    if not applied:
        return None
    # one that ended before those days counts no more
    ends = [*(each.begin for each in applied[1:]), begin]
    counted = [
        each for each, end in zip(applied, ends, strict=True) if since < end <= begin
    ]
    return min(counted, key=lambda each: each.price, default=None)


def prices_between(
    history: Iterable[Applied], begin: datetime, end: datetime
) -> list[Decimal]:
    """Return the prices that were on sale at any time between two moments.

    :param history: prices that were on sale, the earliest first
    :param begin: of the same kind as those of the history
    :param end: likewise; a price that began with it counts
    """
    applied = list(history)
    last = len(applied) - 1
    return [
        each.price
        for number, each in enumerate(applied)
        if each.begin <= end and (number == last or applied[number + 1].begin > begin)
    ]
