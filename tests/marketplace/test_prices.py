# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Money of an offer, at random: exact to the cent, whatever is struck or added."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.laredoute_connector.marketplace.prices import (
    PRIOR,
    Applied,
    Fee,
    PriceTaxes,
    lowest_before,
    prices_between,
    struck_price,
)
from odoo.addons.laredoute_connector.marketplace.rules.price import VAT_RATES
from odoo.addons.laredoute_connector.marketplace.values import CENT

NOW = datetime(2026, 11, 27, 12)
CENTS = st.integers(1, 10_000_00).map(lambda number: Decimal(number) / 100)
RAW = st.integers(1, 10_000_000).map(lambda number: Decimal(number) / 1000)
RATES = st.sampled_from(VAT_RATES)
FEES = st.builds(
    Fee,
    st.integers(0, 5000).map(lambda number: Decimal(number) / 100),
    st.booleans(),
    st.booleans(),
)
MOST = st.integers(1, 95).map(lambda percent: Decimal(percent) / 100)


def exact(amount: Fraction) -> Decimal:
    """Round to the cent, halves up, from a fraction that is exact."""
    number = Decimal(amount.numerator) / Decimal(amount.denominator)
    return number.quantize(CENT, ROUND_HALF_UP)


@given(RAW, RATES, st.booleans(), st.lists(FEES, max_size=3))
def test_goods_and_fees_are_what_the_taxes_say(
    raw: Decimal, rate: Decimal, inside: bool, fees: list[Fee]
) -> None:
    goods, eco_fee = PriceTaxes(rate, inside, tuple(fees)).split(raw)
    factor = 1 + Fraction(rate)
    paid = [Fraction(fee.amount) * (factor if fee.taxed else 1) for fee in fees]
    assert eco_fee == exact(sum(paid, Fraction(0)))
    left = Fraction(raw)
    for fee, amount in zip(fees, paid, strict=True):
        if fee.inside:
            left -= amount if inside else Fraction(fee.amount)
    assert goods == exact(left if inside else left * factor)


@given(CENTS, st.none() | CENTS, st.none() | MOST)
def test_what_is_struck_is_never_below_nor_a_cent_too_high(
    price: Decimal, reference: Decimal | None, most: Decimal | None
) -> None:
    struck = struck_price(price, reference, most)
    assert struck >= price
    assert struck == struck.quantize(CENT)
    if reference is None or reference <= price:
        assert struck == price
        return
    assert struck <= reference
    within = most is None or Fraction(price) >= Fraction(reference) * (
        1 - Fraction(most)
    )
    if within:
        assert struck == reference
        return
    assert most is not None
    cap = Fraction(price) / (1 - Fraction(most))
    assert struck == price or Fraction(struck) <= cap < Fraction(struck + CENT)


def test_the_example_of_the_rule() -> None:
    assert struck_price(Decimal(100), Decimal(200), Decimal("0.40")) == Decimal(
        "166.66"
    )


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@pytest.mark.parametrize(
    ("history", "price", "found"),
    [
        ([], 80, None),
        # reduced now: what was on sale until now, however long ago it began
        ([(100, 90)], 80, 100),
        # of two in thirty days the lower one, also just before it was raised
        ([(100, 90), (70, 20), (110, 5)], 80, 70),
        # what ended before those days counts no more
        ([(50, 90), (100, 30)], 80, 100),
        ([(50, 90), (100, 29.9)], 80, 50),
        # a reduction that lasts keeps what it was measured by
        ([(50, 90), (100, 60), (80, 20)], 80, 100),
        # its days end where it began: what ended forty days ago is within them
        ([(70, 60), (100, 40), (80, 20)], 80, 70),
        ([(80, 20)], 80, None),
    ],
)
def test_the_lowest_price_of_thirty_days(
    history: list[tuple[int, float]], price: int, found: int | None
) -> None:
    applied = [Applied(Decimal(amount), ago(days)) for amount, days in history]
    lowest = lowest_before(applied, Decimal(price), NOW)
    assert (lowest and lowest.price) == found


@given(st.lists(st.tuples(CENTS, st.integers(1, 100)), max_size=8), CENTS)
def test_no_price_of_those_days_is_lower(
    pairs: list[tuple[Decimal, int]], price: Decimal
) -> None:
    pairs = sorted(pairs, key=lambda pair: -pair[1])
    history = [Applied(amount, ago(days)) for amount, days in pairs]
    lowest = lowest_before(history, price, NOW)
    begin = NOW
    if history and history[-1].price == price:
        begin = history[-1].begin
    # day by day, as a buyer would have seen it
    moment, seen = begin - PRIOR + timedelta(hours=12), []
    while moment < begin:
        shown = [each.price for each in history if each.begin <= moment]
        seen += shown[-1:]
        moment += timedelta(hours=12)
    if seen:
        assert lowest is not None
        assert lowest.price <= min(seen)


@pytest.mark.parametrize(
    ("begin", "end", "found"),
    [
        (100, 91, []),
        (90, 89, [50]),
        (60, 40, [50]),
        (31, 29, [50, 100]),
        (30, 29, [100]),
        (5, 0, [100]),
    ],
)
def test_the_prices_of_some_days(begin: int, end: int, found: list[int]) -> None:
    history = [Applied(Decimal(50), ago(90)), Applied(Decimal(100), ago(30))]
    assert prices_between(history, ago(begin), ago(end)) == found
    assert prices_between([], ago(begin), ago(end)) == []
