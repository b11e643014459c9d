# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sales, reduced prices and what a promotion does to an offer at a moment."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.laredoute_connector.marketplace.promotions import (
    Effect,
    Terms,
    Way,
    current,
    effect,
    is_loss,
    moments,
    next_sales,
    reduced_price,
    summer_sales,
    winter_sales,
    without_vat,
)

UTC = timezone.utc
PARIS = ZoneInfo("Europe/Paris")
SECOND = timedelta(seconds=1)
AMOUNTS = st.decimals("0.01", "99999.99", places=2)


# --------------------------------------------------------------------------- sales
@pytest.mark.parametrize(
    ("year", "winter", "summer"),
    [  # those of 2020 to 2026 as they were
        (2020, "08/01", "24/06"),
        (2023, "11/01", "28/06"),
        (2024, "10/01", "26/06"),
        (2025, "08/01", "25/06"),
        (2026, "07/01", "24/06"),
        (2027, "06/01", "23/06"),
        (2028, "12/01", "28/06"),
    ],
)
def test_the_legal_days(year: int, winter: str, summer: str) -> None:
    for period, day in ((winter_sales(year), winter), (summer_sales(year), summer)):
        assert f"{period.begins_at:%d/%m %H:%M}" == f"{day} 08:00"
        assert period.ends_at.weekday() == 2, "they end with a Tuesday"
        assert period.ends_at.date() - period.begins_at.date() == timedelta(weeks=4)
        assert (period.ends_at.hour, period.ends_at.minute) == (0, 0)


@given(st.integers(1990, 2200))
def test_sales_follow_the_text_of_the_code(year: int) -> None:
    wednesdays = [
        day
        for number in range(366)
        if (day := datetime(year, 1, 1, 8) + timedelta(days=number)).weekday() == 2
    ]
    first, second = [day for day in wednesdays if day.month == 1][:2]
    assert winter_sales(year).begins_at == (first if second.day > 12 else second)
    before, last = [day for day in wednesdays if day.month == 6][-2:]
    assert summer_sales(year).begins_at == (before if last.day > 28 else last)


def test_the_next_sales_are_those_that_have_not_ended() -> None:
    assert next_sales(datetime(2026, 2, 3, 23, 59)) == winter_sales(2026)
    assert next_sales(datetime(2026, 2, 4)) == summer_sales(2026)
    assert next_sales(datetime(2026, 12, 31)) == winter_sales(2027)


# -------------------------------------------------------------------------- prices
@given(AMOUNTS, st.sampled_from(Way), st.decimals("-10", "99999.99", places=3))
def test_a_reduced_price_is_exact_and_within(
    usual: Decimal, way: Way, value: Decimal
) -> None:
    price = reduced_price(usual, way, value)
    exact = {
        Way.PERCENTAGE: usual - usual * value / 100,
        Way.AMOUNT: usual - value,
        Way.PRICE: value,
    }[way]
    if price is None:
        assert exact < Decimal("0.005") or exact >= usual - Decimal("0.005")
        return
    assert 0 < price < usual
    assert price == price.quantize(Decimal("0.01"))
    assert -Decimal("0.005") <= exact - price < Decimal("0.005"), "half a cent goes up"


@given(AMOUNTS, st.sampled_from(["0.2", "0.1", "0.055", "0.021"]), AMOUNTS)
def test_a_loss_is_found_without_dividing(
    price: Decimal, rate: str, cost: Decimal
) -> None:
    vat = Decimal(rate)
    assert is_loss(price, vat, cost) == (price < cost + cost * vat)
    if is_loss(price, vat, cost):
        assert without_vat(price, vat) <= cost


# -------------------------------------------------------------------------- effect
def paris(*when: int) -> datetime:
    return datetime(*when, tzinfo=PARIS).astimezone(UTC)  # type: ignore[arg-type,misc]


BLACK = Terms(paris(2026, 11, 20, 8), paris(2026, 12, 1), PARIS, dated=True)


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    hours = st.integers(0, 24 * 366)
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=draw(hours))
    end = start + timedelta(hours=draw(st.integers(1, 24 * 40)))
    flags = [draw(st.booleans()) for _each in range(3)]
    return Terms(start, end, PARIS, *flags)


@given(terms(), st.integers(-60 * 24 * 5, 60 * 24 * 60))
def test_nothing_changes_between_two_moments(each: Terms, minutes: int) -> None:
    now = each.begins_at + timedelta(minutes=minutes)
    later = now + timedelta(minutes=1)
    if not any(now < moment <= later for moment in moments(each)):
        assert effect(each, now) == effect(each, later)


@given(terms(), st.integers(-60 * 24 * 5, 60 * 24 * 60))
def test_no_date_is_sent_that_nobody_takes_off(each: Terms, minutes: int) -> None:
    now = each.begins_at + timedelta(minutes=minutes)
    found = effect(each, now)
    assert found.reduced == (each.begins_at <= now < each.ends_at)
    if found.ends_at is None:
        return
    assert found.ends_at > now
    if found.reduced:
        # 23 hours where the clock goes forward in between
        assert found.ends_at - now > timedelta(hours=22, minutes=59)
        assert not each.ahead
    else:
        assert each.validated
        assert found.ends_at == each.begins_at


def test_dates_come_off_a_day_before_the_end() -> None:
    dates = (BLACK.begins_at, BLACK.ends_at)
    assert effect(BLACK, BLACK.begins_at - SECOND) == Effect()
    assert effect(BLACK, BLACK.begins_at) == Effect(True, *dates)
    off = paris(2026, 11, 30)
    assert effect(BLACK, off - SECOND) == Effect(True, *dates)
    assert effect(BLACK, off) == effect(BLACK, BLACK.ends_at - SECOND) == Effect(True)
    assert effect(BLACK, BLACK.ends_at) == Effect()


def test_what_was_validated_ends_the_standard_offer_until_the_eve() -> None:
    operation = Terms(
        BLACK.begins_at, BLACK.ends_at, PARIS, dated=True, ahead=True, validated=True
    )
    midnight = paris(2026, 11, 20)
    assert effect(operation, midnight - timedelta(days=9)) == Effect(
        ends_at=BLACK.begins_at
    )
    assert effect(operation, midnight - SECOND).ends_at == BLACK.begins_at
    assert effect(operation, midnight) == Effect(), "the first day"
    assert effect(operation, BLACK.begins_at) == Effect(reduced=True), "no dates"


@pytest.mark.parametrize(
    ("end", "off"),
    [
        ((2026, 3, 29, 20), (2026, 3, 28, 20)),  # a day of 23 hours
        ((2026, 10, 25, 20), (2026, 10, 24, 20)),  # one of 25
    ],
)
def test_a_day_before_is_one_of_the_shop_s_clock(
    end: tuple[int, ...], off: tuple[int, ...]
) -> None:
    each = Terms(paris(2026, 3, 1), paris(*end), PARIS, dated=True)
    assert each.dates_off_at == paris(*off)
    hours = (each.ends_at - each.dates_off_at) / timedelta(hours=1)
    assert hours == (23 if end[1] == 3 else 25)


@pytest.mark.parametrize("day", [(2026, 3, 29), (2026, 10, 25)])
def test_the_first_day_begins_at_its_own_midnight(day: tuple[int, ...]) -> None:
    each = Terms(paris(*day, 8), paris(2026, 12, 1), PARIS, validated=True)
    assert each.eve_ends_at == paris(*day)


# ------------------------------------------------------------------------- several
REDUCED = Effect(reduced=True)


def test_the_lowest_price_wins_and_the_older_between_equal_ones() -> None:
    low, high = Decimal(40), Decimal(50)
    assert current([(1, high, REDUCED), (2, low, REDUCED)]).number == 2
    assert current([(2, low, REDUCED), (1, low, REDUCED)]).number == 1
    assert current([(1, None, REDUCED), (2, high, REDUCED)]).price == high
    assert current([(1, low, Effect()), (2, high, REDUCED)]).price == high
    assert current([(1, low, Effect())]) == current([])


def test_an_operation_that_comes_ends_what_is_reduced_now() -> None:
    dated = Effect(True, paris(2026, 11, 1), paris(2026, 12, 1))
    found = current(
        [(1, Decimal(40), dated), (2, Decimal(30), Effect(ends_at=paris(2026, 11, 20)))]
    )
    assert (found.price, found.ends_at) == (Decimal(40), paris(2026, 11, 20))
