# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""From the units that may be promised to the number that is put on sale."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

#: what floats lose of a unit
TINY = 1e-6


@dataclass(frozen=True)
class Limits:
    """What lowers the number of units that an offer shows.

    :ivar most: what the platform takes, in units
    :ivar cap: most units shown, by the seller's setting; None: no limit
    :ivar share: the account's part of the stock, in percent; None: all of it
    :ivar before: the parts of the accounts that come first, in percent
    """

    most: int
    cap: int | None = None
    share: int | None = None
    before: int = 0


def safety_units(units: float, percent: float) -> int:
    """Return how many units a safety in percent holds back.

    :param units: those that there are, promised or not; less than none counts as none
    :param percent: 0 to 100
    :return: whole units, rounded up: a safety is never smaller than what it says

    >>> [safety_units(units, 10) for units in (0, 1, 10, 11)]
    [0, 1, 1, 2]
    """
    return math.ceil(max(units, 0.0) * percent / 100 - TINY)


def share_of(units: int, before: int, share: int) -> int:
    """Return an account's part of units that several accounts sell.

    All parts together are never more than there is, and where they make a hundred
    percent no unit is left over: the account that comes last has the odd one.

    :param units: whole, not below 0
    :param before: percent of the accounts that come first
    :param share: percent of this account
    :return: whole units

    >>> share_of(3, 0, 50), share_of(3, 50, 50)
    (1, 2)
    """
    begin, end = min(before, 100), min(before + share, 100)
    return units * end // 100 - units * begin // 100


def steps(units: float, limits: Limits) -> Iterator[tuple[str, float]]:
    """Yield what lies between units that may be promised and those that are offered.

    Their sum and the units are the whole number that is offered, never below 0.

    :param units: that may be promised, may be negative
    :param limits: what lowers the number
    :return: pairs of a code and a change in units, without those that change nothing:
        ``below_none`` (at least nothing is offered), ``fraction`` (whole units only),
        ``share``, ``cap``, ``limit``
    """
    whole = max(math.floor(units + TINY), 0)
    if units < 0:
        yield "below_none", -units
    elif whole != units:
        yield "fraction", whole - units
    left = whole
    if limits.share is not None:
        left = share_of(whole, limits.before, limits.share)
    if left != whole:
        yield "share", left - whole
    for code, most in (("cap", limits.cap), ("limit", limits.most)):
        if most is not None and left > most:
            yield code, most - left
            left = most


def offered(units: float, limits: Limits) -> int:
    """Return how many units are put on sale: the units and all :func:`steps`.

    :param units: that may be promised, may be negative
    :param limits: what lowers the number
    """
    whole = max(math.floor(units + TINY), 0)
    if limits.share is not None:
        whole = share_of(whole, limits.before, limits.share)
    return min(whole, limits.most, *([] if limits.cap is None else [limits.cap]))
