# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What may be refunded of a line: to the cent, and never more than was paid."""

from __future__ import annotations

from datetime import datetime, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.laredoute_connector.marketplace.refunds import (
    FAILED,
    GRANTED,
    IN_PROGRESS,
    LIVE,
    SHOWN,
    Refundable,
    RefundMade,
    RefundState,
    left_of,
    next_state,
    of_price,
)
from odoo.addons.laredoute_connector.marketplace.statuses import PROVES as TAKEN
from odoo.addons.laredoute_connector.marketplace.statuses import (
    DecisionKind,
    LineStatus,
)

R, S = RefundState, LineStatus
NOW = datetime(2026, 11, 21, 10, 30, tzinfo=timezone.utc)
CENT = Decimal("0.01")

PRICES = st.decimals("0.01", "999.99", places=2)
PIECES = st.integers(1, 12)


def made(state: RefundState = R.REFUNDED, **values: Decimal) -> RefundMade:
    return RefundMade(state, NOW, **values)


@given(total=PRICES, pieces=PIECES, data=st.data())
def test_parts_are_the_whole_to_the_cent(
    total: Decimal, pieces: int, data: st.DataObject
) -> None:
    """By pieces, parts of the price and both, however the price is divided."""
    paid = Refundable(Decimal(pieces), total, Decimal("4.90"))
    unit_price = total / pieces
    refunds: list[RefundMade] = []
    for _part in range(20):
        left = left_of(paid, unit_price, refunds)
        assert 0 <= left.goods <= total
        if not left.goods:
            break
        assert left.quantity >= 1
        if data.draw(st.booleans()):
            quantity = Decimal(data.draw(st.integers(1, int(left.quantity))))
            goods = left.price_of(quantity, unit_price)
            refunds.append(made(quantity=quantity, goods=goods))
        else:
            goods = data.draw(st.decimals("0.01", left.goods, places=2))
            refunds.append(made(goods=goods))
    left = left_of(paid, unit_price, refunds)
    if left.quantity:
        goods = left.price_of(left.quantity, unit_price)
        refunds.append(made(quantity=left.quantity, goods=goods))
    assert sum(each.goods for each in refunds) == total
    end = left_of(paid, unit_price, refunds)
    assert (end.quantity, end.goods, end.fee) == (0, 0, Decimal("4.90"))


@pytest.mark.parametrize("state", RefundState)
def test_what_came_to_nothing_may_be_refunded_again(state: RefundState) -> None:
    paid = Refundable(Decimal(2), Decimal("119.80"), Decimal("4.90"))
    whole = made(state, quantity=Decimal(2), goods=paid.goods, fee=paid.fee)
    left = left_of(paid, Decimal("59.90"), [whole])
    nothing = Refundable(Decimal(0), Decimal(0), Decimal(0))
    assert left == (nothing if state in LIVE else paid)


def test_a_free_gift_has_nothing_to_refund() -> None:
    free = Refundable(Decimal(2), Decimal(0), Decimal(0))
    assert left_of(free, Decimal(0), []).quantity == 0


def test_a_part_of_the_price_leaves_what_it_does_not_pay_for() -> None:
    paid = Refundable(Decimal(2), Decimal("119.80"), Decimal(0))
    part = left_of(paid, Decimal("59.90"), [made(goods=Decimal("60.00"))])
    assert (part.quantity, part.goods) == (1, Decimal("59.80"))
    assert part.price_of(Decimal(1), Decimal("59.90")) == Decimal("59.80")


@pytest.mark.parametrize("quantity", ["0", "-1", "3", "0.5"])
def test_no_pieces_that_there_are_not(quantity: str) -> None:
    left = Refundable(Decimal(2), Decimal("119.80"), Decimal(0))
    with pytest.raises(ValueError, match="of 2 pieces"):
        left.price_of(Decimal(quantity), Decimal("59.90"))


def test_every_state_is_of_one_kind() -> None:
    others = {R.QUEUED, R.REFUNDED, R.CANCELLED}
    assert set(RefundState) == IN_PROGRESS | FAILED | others
    assert not IN_PROGRESS & FAILED
    assert GRANTED < LIVE


def test_every_word_of_a_refund_is_known() -> None:
    assert set(SHOWN) == TAKEN[DecisionKind.REFUND]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9_999)), max_size=5),
    st.integers(0, 9_999),
    st.integers(0, 500),
)
def test_a_platform_is_sent_no_eco_fee(
    parts: list[tuple[int, int]], price: int, eco_fee: int
) -> None:
    moment = datetime(2026, 11, 27, tzinfo=timezone.utc)
    refunds = [
        RefundMade(R.REFUNDED, moment, Decimal(pieces), Decimal(goods))
        for pieces, goods in parts
    ]
    shares = of_price(refunds, Decimal(price), Decimal(eco_fee))
    assert sum(shares) <= price
    for share, refund in zip(shares, refunds, strict=True):
        assert 0 <= share <= refund.goods
    if sum(shares) < price:
        # each is all of the price that it gives back
        assert shares == [
            max(each.goods - each.quantity * eco_fee, Decimal(0)) for each in refunds
        ]


@pytest.mark.parametrize("status", LineStatus)
@pytest.mark.parametrize("state", RefundState)
def test_a_refund_follows_its_line(state: RefundState, status: LineStatus) -> None:
    after = next_state(state, status)
    if state not in IN_PROGRESS:
        # it is over, or La Redoute has not got it
        assert after is state
    elif status is S.UNKNOWN:
        assert after is state
    elif status in SHOWN:
        assert after is SHOWN[status]
    else:
        assert after is (R.SENT if state is R.SENT else R.DROPPED)


@pytest.mark.parametrize("state", sorted(IN_PROGRESS))
def test_an_earlier_refusal_is_not_this_one(state: RefundState) -> None:
    # one that was seen since is this one
    earlier = R.SENT if state is R.SENT else R.REFUSED
    assert next_state(state, S.REFUND_REFUSED, is_news=False) is earlier
    assert next_state(state, S.REFUND_REFUSED, is_news=True) is R.REFUSED
