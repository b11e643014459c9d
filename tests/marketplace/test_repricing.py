# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Repricing: to the cent, never below the floor, never above the ceiling."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.laredoute_connector.marketplace.repricing import (
    BLOCKED,
    PRICED,
    Best,
    Ours,
    Outcome,
    Terms,
    ending_below,
    floor_of,
    price_now,
    propose,
)

VAT = Decimal("0.2")
#: 60 with VAT, 5.90 of delivery, floor 30 × 1.2 = 36
OURS = Ours(Decimal("60.00"), Decimal("5.90"), Decimal(25), VAT)
TERMS = Terms(less=Decimal("0.10"), margin=Decimal("0.2"))
AMOUNTS = st.decimals("0.01", 999, places=2)
COSTS = st.none() | st.decimals(0, 500, places=3)
TERMS_AT_RANDOM = st.builds(
    Terms,
    less=st.decimals(0, 5, places=2),
    margin=st.none() | st.decimals(0, 2, places=3),
    least=st.decimals(0, 300, places=2),
    most=st.decimals("0.01", 1, places=3),
    ends=st.sampled_from([(), (99,), (90, 99), (0,), (50, 95)]),
    fee_needed=st.booleans(),
)
OURS_AT_RANDOM = st.builds(
    Ours,
    usual=AMOUNTS,
    fee=st.decimals(0, 40, places=2),
    cost=COSTS,
    vat_rate=st.sampled_from([Decimal("0.2"), Decimal("0.055"), Decimal("0.021")]),
    inside=st.decimals(0, 9, places=2),
)
BEST_AT_RANDOM = st.builds(
    Best,
    price=AMOUNTS,
    fee=st.none() | st.decimals(0, 40, places=2),
    is_ours=st.booleans(),
)


@pytest.mark.parametrize(
    ("price", "fee", "outcome", "proposed"),
    [
        # 48.90 with delivery: 10 cents less, without our 5.90
        ("45.00", "3.90", Outcome.CHEAPER, "42.90"),
        # dear delivery leaves room
        ("45.00", "15.00", Outcome.CHEAPER, "54.00"),
        ("30.00", "3.90", Outcome.AT_FLOOR, "36.00"),
        ("0.01", "0.00", Outcome.AT_FLOOR, "36.00"),
        # the same for the buyer, and La Redoute has the other one as the best
        ("62.00", "3.90", Outcome.CHEAPER, "59.90"),
        # a cent dearer than ours: the best is not ours yet
        ("62.01", "3.90", Outcome.BEST, None),
        # without any fee it would be dearer than ours with delivery
        ("65.91", None, Outcome.BEST, None),
        ("45.00", None, Outcome.NO_FEE, None),
    ],
)
def test_what_the_buyer_pays_decides(
    price: str, fee: str | None, outcome: Outcome, proposed: str | None
) -> None:
    best = Best(Decimal(price), Decimal(fee) if fee else None)
    found = propose(TERMS, OURS, best)
    assert (found.outcome, found.price) == (outcome, proposed and Decimal(proposed))
    assert (found.floor, found.ceiling) == (Decimal("36.00"), Decimal("60.00"))


def test_the_best_offer_is_matched_where_nothing_less_is_wanted() -> None:
    found = propose(replace(TERMS, less=Decimal(0)), OURS, _best("45.00", "3.90"))
    assert found.price == Decimal("43.00")
    same = propose(replace(TERMS, less=Decimal(0)), OURS, _best("62.00", "3.90"))
    assert same.outcome is Outcome.BEST


def test_prices_alone_are_compared_where_the_rule_says_so() -> None:
    terms = replace(TERMS, fee_needed=False)
    found = propose(terms, OURS, Best(Decimal("45.00"), None))
    assert (found.outcome, found.price) == (Outcome.CHEAPER, Decimal("44.90"))


def test_nothing_is_proposed_without_a_floor() -> None:
    best = _best("45.00", "3.90")
    for cost in (None, Decimal(0), Decimal(-1)):
        found = propose(TERMS, replace(OURS, cost=cost), best)
        assert found.outcome is Outcome.NO_COST
    by_amount = replace(TERMS, margin=None, least=Decimal(40))
    found = propose(by_amount, replace(OURS, cost=None), best)
    assert (found.outcome, found.floor) == (Outcome.CHEAPER, Decimal("40.00"))


def test_a_floor_above_the_ceiling_leaves_no_room() -> None:
    dear = replace(OURS, cost=Decimal(60))
    assert propose(TERMS, dear, _best("45.00", "3.90")).outcome is Outcome.NO_ROOM
    # exactly the usual price: nothing would change
    even = replace(OURS, cost=Decimal(60) / Decimal("1.44"))
    assert propose(TERMS, even, _best("45.00", "3.90")).outcome is Outcome.NO_ROOM


def test_the_ceiling_may_be_below_the_usual_price() -> None:
    terms = replace(TERMS, most=Decimal("0.9"))
    found = propose(terms, OURS, _best("60.00", "3.90"))
    assert (found.outcome, found.price) == (Outcome.AT_CEILING, Decimal("54.00"))


def test_prices_end_well_and_never_higher_for_that() -> None:
    terms = replace(TERMS, ends=(90, 99))
    assert propose(terms, OURS, _best("45.00", "4.10")).price == Decimal("42.99")
    # no such price between floor and target
    tight = replace(terms, least=Decimal("43.05"))
    assert propose(tight, OURS, _best("45.00", "4.10")).price == Decimal("43.10")
    assert ending_below(Decimal("0.50"), (99,)) == Decimal("-0.01")


def test_the_floor_is_rounded_up() -> None:
    ours = replace(OURS, cost=Decimal("8.333"))
    assert floor_of(Terms(margin=Decimal(0)), ours) == Decimal("10.00")
    assert floor_of(Terms(margin=Decimal("0.001")), ours) == Decimal("10.01")


def test_our_own_offer_is_not_beaten() -> None:
    best = replace(_best("45.00", "3.90"), is_ours=True)
    assert propose(TERMS, OURS, best).outcome is Outcome.OURS


@pytest.mark.parametrize(
    ("ours", "expected"),
    [
        (OURS, "42.90"),
        # the cost rose: the floor holds
        (replace(OURS, cost=Decimal(35)), "50.40"),
        # so far that there is no room
        (replace(OURS, cost=Decimal(45)), None),
        (replace(OURS, cost=None), None),
        # the usual price fell below, or to it
        (replace(OURS, usual=Decimal("42.00")), None),
        (replace(OURS, usual=Decimal("42.90")), None),
        (replace(OURS, usual=Decimal("43.00")), "42.90"),
        (replace(OURS, usual=None), None),
    ],
)
def test_floor_and_ceiling_hold_at_each_file(ours: Ours, expected: str | None) -> None:
    found = price_now(Decimal("42.90"), TERMS, ours)
    assert found == (Decimal(expected) if expected else None)


@given(TERMS_AT_RANDOM, OURS_AT_RANDOM, BEST_AT_RANDOM)
def test_no_price_leaves_its_bounds(terms: Terms, ours: Ours, best: Best) -> None:
    found = propose(terms, ours, best)
    assert (found.price is not None) == (found.outcome in PRICED)
    if found.price is None:
        return
    assert found.price == found.price.quantize(Decimal("0.01"))
    assert found.floor is not None and found.ceiling is not None
    assert ours.usual is not None
    assert 0 < found.floor <= found.price <= found.ceiling <= ours.usual
    assert found.price < ours.usual
    if terms.margin is not None:
        assert ours.cost is not None
        net = (found.price - ours.inside) / (1 + ours.vat_rate)
        assert net >= ours.cost * (1 + terms.margin) - Decimal("1e-20")
    # what is sent now is what was proposed
    assert price_now(found.price, terms, ours) == found.price


@given(TERMS_AT_RANDOM, OURS_AT_RANDOM, BEST_AT_RANDOM)
def test_the_buyer_pays_no_more_where_the_floor_allows(
    terms: Terms, ours: Ours, best: Best
) -> None:
    found = propose(terms, ours, best)
    if found.outcome is Outcome.CHEAPER or found.outcome is Outcome.AT_CEILING:
        assert found.price is not None
        if best.fee is None:
            assert found.price <= best.price - terms.less
        else:
            total = found.price + ours.fee
            assert total <= best.price + best.fee - terms.less
    if found.outcome is Outcome.AT_FLOOR:
        assert found.price == found.floor


@given(TERMS_AT_RANDOM, OURS_AT_RANDOM, BEST_AT_RANDOM)
def test_what_is_blocked_was_beaten(terms: Terms, ours: Ours, best: Best) -> None:
    found = propose(terms, ours, best)
    if found.outcome in BLOCKED and best.fee is not None:
        assert ours.usual is not None
        assert ours.usual + ours.fee >= best.price + best.fee


def _best(price: str, fee: str) -> Best:
    return Best(Decimal(price), Decimal(fee))
