# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""No alarm without its cause: when a disagreement begins, and when it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from odoo.addons.laredoute_connector.marketplace.agreement import (
    Code,
    Line,
    Outcome,
    SaleState,
)
from odoo.addons.laredoute_connector.marketplace.statuses import (
    DecisionKind,
    LineStatus,
)

from .agreement_case import HOUR, NOW, case, codes, decision, found, line, sale_line

S, D, O = LineStatus, DecisionKind, Outcome  # noqa: E741 (a table reads better)
ACCEPT, REFUSE, SHIP = D.ACCEPT, D.REFUSE, D.SHIP
KNOWN = [status for status in S if status is not S.UNKNOWN]
GONE = {"left": Decimal(2), "to_leave": Decimal(0), "left_at": NOW - HOUR}


@pytest.mark.parametrize("outcome", [O.QUEUED, O.SENT, O.UNKNOWN, O.CONFIRMED])
@pytest.mark.parametrize(
    ("kind", "status"), [(REFUSE, S.TO_ACCEPT), (D.OUT_OF_STOCK, S.TO_SHIP)]
)
def test_a01_what_was_cancelled_here_and_declined_there_is_no_alarm(
    kind: DecisionKind, status: LineStatus, outcome: Outcome
) -> None:
    gone = line(status, decisions=(decision(kind, outcome),), to_leave=Decimal(0))
    assert codes(case(gone, sale=SaleState.CANCELLED)) == []
    assert codes(case(gone, line(S.TO_SHIP, "L2"))) == []


def test_a01_a_refused_refusal_leaves_the_order_cancelled_here() -> None:
    made = (decision(REFUSE, O.REFUSED),)
    order = case(line(S.TO_ACCEPT, decisions=made), sale=SaleState.CANCELLED)
    assert codes(order) == [Code.DECISION_REFUSED, Code.CANCELLED_HERE]


def test_a01_la_redoute_cancels_what_was_not_paid() -> None:
    assert codes(case(line(S.TO_CANCEL), sale=SaleState.CANCELLED)) == []


def test_a01_what_left_unpaid_is_shown_though_the_order_is_cancelled_here() -> None:
    left = codes(case(line(S.TO_CANCEL, **GONE), sale=SaleState.CANCELLED))
    assert left == [Code.LEFT_EARLY]


def test_a03_a_second_line_that_never_leaves_is_shown_alone() -> None:
    order = case(
        line(S.SHIPPED),
        line(S.TO_SHIP, "L2", to_leave=Decimal(0)),
        line(S.TO_SHIP, "L3"),
    )
    (one,) = found(order)
    assert (one.code, one.line_id, one.theirs, one.ours) == (
        Code.NOTHING_LEAVES,
        "L2",
        "2",
        "0",
    )


def test_a06_a_refused_decision_stands_whatever_else_is_new() -> None:
    refused = line(S.TO_ACCEPT, decisions=(decision(ACCEPT, O.REFUSED, 30),))
    for other in KNOWN:
        order = case(refused, line(other, "L2"), sale=SaleState.DRAFT)
        assert Code.DECISION_REFUSED in codes(order), other


def test_a07_a_decision_sent_again_is_no_longer_refused() -> None:
    made = (decision(ACCEPT, O.REFUSED, 2), decision(ACCEPT, O.QUEUED))
    assert codes(case(line(S.TO_ACCEPT, decisions=made))) == []
    # nor when another one took its place
    made = (decision(ACCEPT, O.REFUSED, 2), decision(REFUSE, O.SENT))
    assert codes(case(line(S.TO_ACCEPT, decisions=made))) == []


def test_a08_a_shipment_refused_before_its_time_is_shown_once_it_can_be_sent() -> None:
    made = (decision(SHIP, O.REFUSED, 1),)
    assert codes(case(line(S.ACCEPTED, decisions=made, **GONE))) == [Code.LEFT_EARLY]
    assert codes(case(line(S.TO_SHIP, decisions=made, **GONE))) == [
        Code.DECISION_REFUSED
    ]


@pytest.mark.parametrize("outcome", [O.REFUSED, O.QUEUED])
def test_a08_a_shipment_waits_for_the_rest_that_la_redoute_wants_by_now(
    outcome: O,
) -> None:
    made = (decision(SHIP, outcome, 100),)
    rest = {"left": Decimal(1), "left_at": NOW - HOUR, "to_leave": Decimal(1)}
    assert codes(case(line(S.TO_SHIP, decisions=made, **rest))) == []
    none = {**rest, "to_leave": Decimal(0)}
    assert codes(case(line(S.TO_SHIP, decisions=made, **none))) == [Code.NOTHING_LEAVES]


def test_a09_a_correction_of_what_la_redoute_took_does_not_wait() -> None:
    made = replace(decision(SHIP, O.QUEUED, 100), corrects=True)
    rest = {"left": Decimal(1), "left_at": NOW - HOUR, "to_leave": Decimal(1)}
    assert codes(case(line(S.TO_SHIP, decisions=(made,), **rest))) == [
        Code.DECISION_WAITING,
        Code.SHIPPED_SHORT,
    ]


@pytest.mark.parametrize("status", [S.SHIPPED, S.PAID, S.CANCELLED, S.REFUSED])
@pytest.mark.parametrize("outcome", list(O))
def test_a06_what_la_redoute_went_on_without_is_no_alarm(
    status: LineStatus, outcome: Outcome
) -> None:
    made = (decision(ACCEPT, outcome, 100),)
    assert codes(case(line(status, decisions=made))) == []


def test_a16_goods_that_came_back_are_not_away() -> None:
    back = line(S.CANCELLED, left=Decimal(2), returned=Decimal(2))
    assert codes(case(back)) == []


def test_a17_what_is_paid_of_a_mixed_order_goes() -> None:
    order = case(line(S.TO_SHIP), line(S.TO_ACCEPT, "L2"))
    assert codes(order) == []
    assert codes(replace(order, sale=SaleState.DRAFT)) == [Code.NOT_CONFIRMED]
    assert codes(replace(order, answer_before=NOW + 5 * HOUR)) == [Code.UNANSWERED]


@pytest.mark.parametrize("hours", [24, 6, 0, -5])
def test_a20_no_deadline_passes_unseen_whatever_the_reason(hours: int) -> None:
    order = case(line(S.TO_ACCEPT), answer_before=NOW + hours * HOUR)
    assert codes(order) == [Code.UNANSWERED]
    held = replace(order, obstacle="The account is on pause.")
    assert codes(held) == [Code.UNANSWERED, Code.HELD_UP]
    lost = replace(order, sale=SaleState.NONE)
    assert Code.UNANSWERED in codes(lost)


def test_a20_an_answer_on_its_way_is_one() -> None:
    for kind in (ACCEPT, REFUSE):
        answered = line(S.TO_ACCEPT, decisions=(decision(kind, O.QUEUED),))
        assert codes(case(answered, answer_before=NOW + HOUR)) == []


def test_a20_a_platform_without_a_deadline_has_no_alarm() -> None:
    assert codes(case(line(S.TO_ACCEPT), answer_before=None)) == []


def test_a21_time_alone_makes_silence_an_alarm() -> None:
    order = case(line(S.TO_ACCEPT, decisions=(decision(ACCEPT, O.SENT),)))
    seen = [codes(order, NOW + timedelta(hours=hours)) for hours in (0, 3, 4, 700)]
    silent = [Code.DECISION_SILENT]
    assert seen == [[], [], silent, silent]


def test_a22_a_difference_of_currency_is_not_hidden_by_equal_totals() -> None:
    order = case(line(S.SHIPPED), sale_currency="USD", sale_total=Decimal("119.80"))
    assert codes(order) == [Code.CURRENCY_DIFFERS]


def test_a_total_that_a_line_explains_is_not_shown_twice() -> None:
    order = case(
        line(S.TO_SHIP, unit_price=Decimal("49.90")), sale_total=Decimal("119.80")
    )
    assert codes(order) == [Code.PRICE_DIFFERS]


def test_what_stops_the_order_is_not_said_of_each_line() -> None:
    order = case(
        line(S.TO_SHIP),
        line(S.TO_ACCEPT, "L2", sale_line=None),
        obstacle="No product has the EAN.",
    )
    assert codes(order) == [Code.HELD_UP]


def test_what_a_person_keeps_is_another_one_with_other_values() -> None:
    def lowered(quantity: int) -> Line:
        return line(
            S.SHIPPED, sale_line=sale_line(S.SHIPPED, 2, left=Decimal(quantity))
        )

    (one,), (same,), (other,) = (found(case(lowered(units))) for units in (1, 1, 0))
    assert one.key == same.key
    assert one.key != other.key
