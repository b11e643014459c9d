# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Holidays and closing weeks lengthen a promise, and nothing else does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.laredoute_connector.marketplace.closing import (
    HORIZON,
    days_until,
    lengthened,
)

WORK = frozenset(range(5))
TODAY = date(2026, 12, 21)  # a Monday
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
DELAYS = st.integers(0, 20)
WEEKS = st.frozensets(st.integers(0, 6))


def period(begin: date, days: int) -> set[date]:
    return {begin + timedelta(days=each) for each in range(days)}


@pytest.mark.parametrize(
    ("delay", "week", "closed", "promised"),
    [
        (2, WORK, set(), 2),
        # one holiday on a day of work
        (2, WORK, {TODAY + timedelta(days=1)}, 3),
        # it comes after the parcel left
        (2, WORK, {TODAY + timedelta(days=3)}, 2),
        # a holiday on a Sunday
        (5, WORK, {TODAY + timedelta(days=6)}, 5),
        (6, frozenset(), {TODAY + timedelta(days=6)}, 7),
        # a week: from tomorrow until Sunday
        (2, WORK, period(TODAY + timedelta(days=1), 6), 8),
        # what leaves at once cannot today
        (0, WORK, {TODAY}, 1),
        (0, WORK, set(), 0),
    ],
)
def test_closed_days_lengthen_the_delay(
    delay: int, week: frozenset[int], closed: set[date], promised: int
) -> None:
    assert lengthened(TODAY, delay, week, closed) == promised


@given(DAYS, DELAYS, WEEKS)
def test_without_closed_days_the_delay_is_the_usual_one(
    today: date, delay: int, week: frozenset[int]
) -> None:
    assert lengthened(today, delay, week, ()) == delay


@given(DAYS, DELAYS, WEEKS, st.sets(DAYS, max_size=20), DAYS)
def test_another_closed_day_never_shortens_it(
    today: date, delay: int, week: frozenset[int], closed: set[date], more: date
) -> None:
    before = lengthened(today, delay, week, closed)
    assert delay <= before <= lengthened(today, delay, week, closed | {more})


@given(DAYS, DELAYS, WEEKS, st.integers(0, 30), st.integers(1, 40))
def test_what_is_promised_leaves_on_an_open_day(
    today: date, delay: int, week: frozenset[int], begins: int, days: int
) -> None:
    closed = period(today + timedelta(days=begins), days)
    leaves = today + timedelta(days=days_until(today, delay, week, closed))
    assert leaves not in closed
    assert leaves.weekday() in week or not week


def test_shop_that_never_opens_promises_an_end() -> None:
    closed = period(TODAY, 3 * HORIZON)
    assert days_until(TODAY, 2, WORK, closed) == HORIZON
