# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A reduced price, exact to the cent, and whether it is below cost."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from ..values import round_cents


class Way(str, Enum):
    """How a promotion makes its prices."""

    PERCENTAGE = "percentage"
    AMOUNT = "amount"
    PRICE = "price"


def reduced_price(usual: Decimal, way: Way, value: Decimal) -> Decimal | None:
    """Return the price during a promotion; None where it is no reduction.

    Half a cent is rounded up. A price of zero is none, and neither is one that is not
    below the usual price: a promotion never makes anything dearer (protocol P-55).

    >>> reduced_price(Decimal("59.90"), Way.PERCENTAGE, Decimal(30))
    Decimal('41.93')
    >>> reduced_price(Decimal("59.90"), Way.PRICE, Decimal("59.90")) is None
    True

    :param usual: euros with VAT
    :param value: percent for ``PERCENTAGE``, else euros with VAT
    """
    if way is Way.PERCENTAGE:
        price = usual * (100 - value) / 100
    elif way is Way.AMOUNT:
        price = usual - value
    else:
        price = value
    price = round_cents(price)
    return price if 0 < price < round_cents(usual) else None


def without_vat(price: Decimal, vat_rate: Decimal) -> Decimal:
    """Return a price without VAT, for people, to the cent.

    :param vat_rate: a fraction
    """
    return round_cents(price / (1 + vat_rate))


def is_loss(price: Decimal, vat_rate: Decimal, cost: Decimal) -> bool:
    """Return whether a price, its VAT taken off, is below cost; nothing is divided.

    >>> is_loss(Decimal(12), Decimal("0.2"), Decimal(10))
    False
    >>> is_loss(Decimal("11.99"), Decimal("0.2"), Decimal(10))
    True

    :param price: euros with VAT
    :param vat_rate: a fraction
    :param cost: euros without VAT
    """
    return price < cost * (1 + vat_rate)
