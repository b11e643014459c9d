# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The sums and the calendar of payouts (protocol P-137, P-140)."""

from __future__ import annotations

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from .clock import DAY, as_datetime
from .durations import COMMISSION_VAT, PAYOUT_DAYS, PAYOUT_HOUR

_CENT = Decimal("0.01")


def payout_day(moment: float) -> float:
    """Return the first payout that is not before a moment (virtual calendar)."""
    day = as_datetime(moment)
    found = day.replace(hour=PAYOUT_HOUR, minute=0, second=0, microsecond=0)
    while found.day not in PAYOUT_DAYS or found < day:
        found += timedelta(seconds=DAY)
    return found.timestamp()


def month_of(moment: float) -> int:
    """Return a month as a number: months since year 0."""
    day = as_datetime(moment)
    return day.year * 12 + day.month - 1


def commission_on(rate: Decimal, amount: Decimal) -> tuple[Decimal, Decimal]:
    """Return the commission on an amount in euros, and the VAT on it."""
    commission = cents(amount * rate)
    return commission, cents(commission * COMMISSION_VAT)


def cents(amount: Decimal) -> Decimal:
    """Return an amount in whole cents, half a cent up.

    :raises InvalidOperation: it is no amount
    """
    if not amount.is_finite():
        raise InvalidOperation
    return amount.quantize(_CENT, ROUND_HALF_UP)
