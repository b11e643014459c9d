# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the buyer has back is the same on both sides, or nobody is to be alarmed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from odoo.addons.laredoute_connector.marketplace.agreement import Case, Code, Outcome
from odoo.addons.laredoute_connector.marketplace.refunds import RefundState
from odoo.addons.laredoute_connector.marketplace.statuses import (
    DecisionKind,
    LineStatus,
)

from .agreement_case import PRICE, case, codes, decision, found, line, sale_line
from .agreement_money import BOTH, divided, drafted, refund, refunded

S, R = LineStatus, RefundState
NOTHING_LEFT = {"left": Decimal(0), "to_leave": Decimal(0)}

AGREED: dict[str, Case] = {
    "a draft that is about to be posted": drafted("125.70", "125.70"),
    "requested, and still invoiced: it may be refused": refunded(
        S.TO_REFUND, refund(R.REQUESTED), charged=BOTH
    ),
    "waits for its turn": refunded(S.SHIPPED, refund(R.QUEUED), returned=Decimal(2)),
    "brought back, and being refunded": refunded(
        S.TO_APPROVE, refund(R.TO_APPROVE), returned=Decimal(2)
    ),
    "a part of the price, and the goods came back": refunded(
        S.REFUNDED, refund(R.REFUNDED, 0, goods=Decimal(10)), returned=Decimal(2)
    ),
    "refunded and credited": refunded(
        S.REFUNDED, refund(R.REFUNDED), charged=Decimal(0), credited=BOTH
    ),
    "a part of both": refunded(
        S.REFUNDED, refund(R.REFUNDED, 1), charged=PRICE, credited=PRICE
    ),
    "credited while it is refunded": refunded(
        S.TO_REFUND, refund(R.REQUESTED), charged=Decimal(0), credited=BOTH
    ),
    "refunded and never invoiced": refunded(S.REFUNDED, refund(R.REFUNDED)),
    "credited, and invoiced again": case(line(S.SHIPPED, charged=BOTH, credited=BOTH)),
    "one of two invoiced": case(line(S.SHIPPED, charged=PRICE)),
    "La Redoute began it and does not say how much": refunded(
        S.TO_REFUND, refund(R.REQUESTED, known=False), returned=Decimal(1)
    ),
    "refused, then requested again": refunded(
        S.TO_REFUND, refund(R.REFUSED, hours=9), refund(R.REQUESTED)
    ),
    "given up": refunded(S.REFUND_REFUSED, refund(R.CANCELLED)),
    "a price of more than two decimals": divided(1, "66.67"),
    "and two pieces of it credited": divided(2, "33.34", credited=Decimal("66.66")),
    "within two days": refunded(S.TO_REFUND, refund(R.REQUESTED, hours=48)),
    "the fee refunded and credited": refunded(
        S.REFUNDED, refund(R.REFUNDED, fee=Decimal("4.90"))
    ),
    "the fee of one line refunded, that of others invoiced": replace(
        refunded(S.REFUNDED, refund(R.REFUNDED, fee=Decimal("4.90"))),
        fee=Decimal("9.80"),
        fee_charged=Decimal("4.90"),
    ),
    "given back before shipping": refunded(
        S.REFUNDED,
        refund(R.REFUNDED, unshipped=True),
        sale_line=sale_line(S.CANCELLED),
    ),
    "one of two shipped, the other one is to be refunded": refunded(
        S.TO_SHIP,
        refund(R.QUEUED, 1),
        left=Decimal(1),
        to_leave=Decimal(0),
        decisions=(decision(DecisionKind.SHIP, Outcome.QUEUED),),
    ),
    "and it was": refunded(S.REFUNDED, refund(R.REFUNDED, 1), left=Decimal(1)),
    "of two sold one is given back, and the sale order lowered": replace(
        refunded(
            S.TO_SHIP,
            refund(R.QUEUED, 1),
            sale_line=sale_line(S.TO_SHIP, 1),
        ),
        sale_total=PRICE,
    ),
    "its refund before shipping was refused, and nothing leaves": refunded(
        S.REFUND_REFUSED,
        refund(R.REFUSED, unshipped=True, hours=9),
        refund(R.QUEUED, unshipped=True),
        sale_line=sale_line(S.CANCELLED),
    ),
    "shipped short, the rest is to be refunded": refunded(
        S.SHIPPED, refund(R.QUEUED, 1), left=Decimal(1)
    ),
    "to be given back before shipping": refunded(
        S.TO_SHIP, refund(R.QUEUED, unshipped=True), **NOTHING_LEFT
    ),
}


@pytest.mark.parametrize("name", AGREED)
def test_nobody_is_alarmed(name: str) -> None:
    assert found(AGREED[name]) == []


def test_goods_that_left_though_the_refund_was_requested_before() -> None:
    given_back = refund(R.REFUNDED, unshipped=True)
    order = refunded(S.REFUNDED, given_back, left=Decimal(2))
    assert codes(order) == [Code.LEFT_THOUGH_CANCELLED]


@pytest.mark.parametrize("state", [R.REFUSED, R.DROPPED, R.CANCELLED])
def test_line_is_sold_again_when_its_refund_came_to_nothing(state: R) -> None:
    lines = refunded(S.TO_SHIP, refund(state, unshipped=True), **NOTHING_LEFT)
    assert Code.NOTHING_LEAVES in codes(lines)


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        ("expired card", "expired_card"),
        ("Card Expired", "expired_card"),
        ("carte volée", "stolen_card"),
        ("amount above the order", "above_order"),
        ("suspicion of fraud", "fraud"),
        ("opposition sur la carte", "opposition"),
        ("", "other"),
        ("unexpired", "other"),
    ],
)
def test_cause_of_a_refusal_is_known(words: str, cause: str) -> None:
    (alarm,) = found(refunded(S.REFUND_REFUSED, refund(R.REFUSED, words=words)))
    assert alarm.arguments["cause"] == cause
    assert alarm.ours == "119.8"


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Outcome.UNKNOWN, [Code.DECISION_UNKNOWN]),
        (Outcome.QUEUED, [Code.DECISION_WAITING]),
        # these are said of the refund itself
        (Outcome.REFUSED, []),
        (Outcome.CONFIRMED, []),
    ],
)
@pytest.mark.parametrize("status", [S.SHIPPED, S.REFUND_REFUSED])
def test_request_on_its_way_is_watched(
    status: S, outcome: Outcome, expected: list[Code]
) -> None:
    request = decision(DecisionKind.REFUND, outcome, 1 if expected else 0)
    if outcome is Outcome.QUEUED:
        request = decision(DecisionKind.REFUND, outcome, 6)
    since = request.since if status is S.REFUND_REFUSED else None
    order = refunded(status, refund(R.QUEUED), decisions=(request,))
    if since:
        # the line shows the refusal of the request before
        (old,) = order.lines
        order = replace(order, lines=(replace(old, since=since),))
    assert codes(order) == expected


@pytest.mark.parametrize(
    ("state", "hours", "expected"),
    [
        (R.SENT, 3, []),
        (R.SENT, 5, [Code.DECISION_SILENT]),
        # from here on it is said of the refund, which a person may give up
        (R.SENT, 49, [Code.REFUND_STUCK]),
        (R.CANCELLED, 30, []),
    ],
)
def test_silence_about_a_request_is_said_once(
    state: R, hours: int, expected: list[Code]
) -> None:
    request = decision(DecisionKind.REFUND, Outcome.SENT, hours)
    made = refund(state, hours=hours)
    assert codes(refunded(S.SHIPPED, made, decisions=(request,))) == expected


def test_silence_about_an_older_request_is_said() -> None:
    """A newer refund was given up before it was requested."""
    request = decision(DecisionKind.REFUND, Outcome.SENT, 30)
    made = refund(R.SENT, 1, hours=30), refund(R.CANCELLED, 1, hours=40)
    order = refunded(S.SHIPPED, *made, decisions=(request,))
    assert Code.DECISION_SILENT in codes(order)
