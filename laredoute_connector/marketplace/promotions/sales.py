# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The legal periods of sales (soldes) in France.

Source: Code de commerce, L. 310-3 (four weeks each since 2020) and D. 310-15-2: winter
sales begin on the second Wednesday of January at 8 o'clock, or on the first one where
the second falls after the 12th; summer sales on the last Wednesday of June at 8
o'clock, or on the one before where the last falls after the 28th. Departments at the
border and overseas have dates of their own, which a person types.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import NamedTuple

OPENING = time(8)
LENGTH = timedelta(weeks=4)
WEEK = timedelta(weeks=1)
#: of a week, as :meth:`datetime.date.weekday` counts
WEDNESDAY = 2
#: the last day of the month on which the usual Wednesday may be
LAST_WINTER_DAY, LAST_SUMMER_DAY = 12, 28


class Season(str, Enum):
    """The two sales of a year."""

    WINTER = "winter"
    SUMMER = "summer"


class SalesPeriod(NamedTuple):
    """A period of sales, in the shop's own time, without a zone.

    :ivar begins_at: 8 o'clock of the first day
    :ivar ends_at: the midnight that ends the last day
    """

    season: Season
    begins_at: datetime
    ends_at: datetime


def winter_sales(year: int) -> SalesPeriod:
    """Return the winter sales of a year.

    >>> winter_sales(2026).begins_at, winter_sales(2027).begins_at.day
    (datetime.datetime(2026, 1, 7, 8, 0), 6)
    """
    second = _wednesday_from(date(year, 1, 8))
    return _period(Season.WINTER, second, LAST_WINTER_DAY)


def summer_sales(year: int) -> SalesPeriod:
    """Return the summer sales of a year.

    >>> summer_sales(2025).begins_at, summer_sales(2026).begins_at.day
    (datetime.datetime(2025, 6, 25, 8, 0), 24)
    """
    last = _wednesday_from(date(year, 6, 24))
    return _period(Season.SUMMER, last, LAST_SUMMER_DAY)


def next_sales(now: datetime) -> SalesPeriod:
    """Return the sales that have not ended yet and come first.

    :param now: in the shop's own time, without a zone
    """
    periods = (
        sales(year)
        for year in (now.year, now.year + 1)
        for sales in (winter_sales, summer_sales)
    )
    return next(period for period in periods if period.ends_at > now)


def _wednesday_from(day: date) -> date:
    return day + timedelta(days=(WEDNESDAY - day.weekday()) % 7)


def _period(season: Season, usual: date, last_day: int) -> SalesPeriod:
    begin = usual if usual.day <= last_day else usual - WEEK
    ends_at = datetime.combine(begin + LENGTH, time())
    return SalesPeriod(season, datetime.combine(begin, OPENING), ends_at)
