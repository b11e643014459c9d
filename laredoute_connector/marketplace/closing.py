# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Days on which nothing leaves: how much longer than usual a parcel then takes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

#: days that are looked at: a shop that is closed for longer promises this many
HORIZON = 365
WEEK = frozenset(range(7))


def days_until(
    today: date, delay: int, week: Collection[int], closed: Collection[date]
) -> int:
    """Return in how many days a parcel leaves that takes some days of work.

    Of these the first is the one after today; one that takes none leaves today, or on
    the next day of work.

    :param delay: days of work, not below 0
    :param week: weekdays on which parcels leave, Monday 0; none at all: every day
    :param closed: dates on which none leaves
    :return: days, at most :data:`HORIZON`
    """
    week = week or WEEK
    later, left = (1, delay) if delay else (0, 1)
    while later < HORIZON:
        day = today + timedelta(days=later)
        left -= day.weekday() in week and day not in closed
        if not left:
            break
        later += 1
    return later


def lengthened(
    today: date, delay: int, week: Collection[int], closed: Collection[date]
) -> int:
    """Return the delay to promise today: what closed days add to the usual one.

    A holiday adds nothing on a day on which nothing would have left anyway.

    :param delay: the usual days until the parcel leaves
    :param week: as for :func:`days_until`
    :param closed: as for :func:`days_until`
    :return: days, not below ``delay``

    >>> friday, monday = date(2026, 12, 25), date(2026, 12, 28)
    >>> lengthened(date(2026, 12, 24), 1, range(5), {friday, monday})
    5
    """
    usual = days_until(today, delay, week, ())
    return delay + days_until(today, delay, week, closed) - usual
