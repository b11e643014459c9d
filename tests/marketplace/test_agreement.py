# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where La Redoute and Odoo differ on an order: shown while it is so, and no longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from odoo.addons.laredoute_connector.marketplace.agreement import (
    Case,
    Code,
    Line,
    Outcome,
    SaleState,
    Severity,
    Way,
)
from odoo.addons.laredoute_connector.marketplace.statuses import (
    FACTS,
    DecisionKind,
    LineStatus,
)

from .agreement_case import HOUR, NOW, case, codes, decision, found, line, sale_line

S, D, O = LineStatus, DecisionKind, Outcome  # noqa: E741 (a table reads better)
ACCEPT, REFUSE, SHIP = D.ACCEPT, D.REFUSE, D.SHIP
KNOWN = [status for status in S if status is not S.UNKNOWN]


# ----------------------------------------------------------------- both sides agree
@pytest.mark.parametrize("status", KNOWN)
def test_documents_that_follow_the_status_agree(status: LineStatus) -> None:
    assert found(case(line(status))) == []


@pytest.mark.parametrize("status", KNOWN)
def test_a_service_needs_no_delivery(status: LineStatus) -> None:
    service = sale_line(
        status, has_goods=False, left=Decimal(0), to_leave=Decimal(0), left_at=None
    )
    assert codes(case(line(status, sale_line=service))) == []


@pytest.mark.parametrize("status", [status for status in KNOWN if FACTS[status].left])
def test_what_was_over_when_it_was_first_seen_makes_no_order(
    status: LineStatus,
) -> None:
    assert codes(case(line(status, sale_line=None), sale=SaleState.NONE)) == []


@pytest.mark.parametrize("status", [S.REFUSED, S.OUT_OF_STOCK, S.CANCELLED])
def test_a_dead_line_needs_no_line_in_odoo(status: LineStatus) -> None:
    order = case(line(status, sale_line=None), line(S.TO_SHIP, "L2"))
    assert codes(order) == []


#: decision, its outcome, the line's status, for how many hours all is well
ON_ITS_WAY = [
    (ACCEPT, O.QUEUED, S.TO_ACCEPT, 5.9),
    (ACCEPT, O.SENDING, S.TO_ACCEPT, 5.9),
    (ACCEPT, O.SENT, S.TO_ACCEPT, 3.9),
    (ACCEPT, O.UNKNOWN, S.TO_ACCEPT, 0.9),
    (REFUSE, O.SENT, S.TO_ACCEPT, 3.9),
    (D.OUT_OF_STOCK, O.QUEUED, S.TO_SHIP, 5.9),
]


@pytest.mark.parametrize(("kind", "outcome", "status", "hours"), ON_ITS_WAY)
def test_a_decision_on_its_way_is_no_alarm(
    kind: DecisionKind, outcome: Outcome, status: LineStatus, hours: float
) -> None:
    made = (decision(kind, outcome, hours),)
    assert codes(case(line(status, decisions=made))) == []


def test_a_shipment_on_its_way_is_no_alarm() -> None:
    made = (decision(SHIP, O.QUEUED),)
    gone = line(S.TO_SHIP, decisions=made, left=Decimal(2), to_leave=Decimal(0))
    assert codes(case(gone)) == []


# --------------------------------------------- each point in which they can differ
GONE = {"left": Decimal(2), "to_leave": Decimal(0), "left_at": NOW - HOUR}
#: code → an order that differs in that point only, its severity, its ways out
DIFFERENT: dict[str, tuple[Code, Case, Severity, tuple[Way, ...]]] = {
    "acceptance refused": (
        Code.DECISION_REFUSED,
        case(line(S.TO_ACCEPT, decisions=(decision(ACCEPT, O.REFUSED),))),
        Severity.ERROR,
        (Way.SEND_AGAIN, Way.REFUSE, Way.READ),
    ),
    "shipment refused": (
        Code.DECISION_REFUSED,
        case(line(S.TO_SHIP, decisions=(decision(SHIP, O.REFUSED),), **GONE)),
        Severity.ERROR,
        (Way.COMPLETE, Way.SEND_AGAIN, Way.OUT_OF_STOCK, Way.READ),
    ),
    "answer lost": (
        Code.DECISION_UNKNOWN,
        case(line(S.TO_ACCEPT, decisions=(decision(ACCEPT, O.UNKNOWN, 1),))),
        Severity.ERROR,
        (Way.READ,),
    ),
    "taken and never seen": (
        Code.DECISION_SILENT,
        case(line(S.TO_ACCEPT, decisions=(decision(ACCEPT, O.SENT, 4),))),
        Severity.WARNING,
        (Way.READ,),
    ),
    "confirmed, then back": (
        Code.DECISION_SILENT,
        case(line(S.TO_ACCEPT, decisions=(decision(ACCEPT, O.CONFIRMED, 4),))),
        Severity.WARNING,
        (Way.READ,),
    ),
    "not sent for hours": (
        Code.DECISION_WAITING,
        case(line(S.TO_ACCEPT, decisions=(decision(ACCEPT, O.QUEUED, 6),))),
        Severity.WARNING,
        (Way.READ,),
    ),
    "a day left": (
        Code.UNANSWERED,
        case(line(S.TO_ACCEPT), answer_before=NOW + 24 * HOUR),
        Severity.WARNING,
        (Way.ACCEPT, Way.REFUSE),
    ),
    "six hours left": (
        Code.UNANSWERED,
        case(line(S.TO_ACCEPT), answer_before=NOW + 6 * HOUR),
        Severity.ERROR,
        (Way.ACCEPT, Way.REFUSE),
    ),
    "a word nobody knows": (
        Code.STATUS_UNKNOWN,
        case(line(S.UNKNOWN)),
        Severity.WARNING,
        (Way.READ,),
    ),
    "cancelled before the answer": (
        Code.CANCELLED_HERE,
        case(line(S.TO_ACCEPT), sale=SaleState.CANCELLED),
        Severity.WARNING,
        (Way.REFUSE, Way.RESTORE),
    ),
    "cancelled while the payment is checked": (
        Code.CANCELLED_HERE,
        case(line(S.ACCEPTED), sale=SaleState.CANCELLED),
        Severity.ERROR,
        (Way.RESTORE,),
    ),
    "cancelled though paid": (
        Code.CANCELLED_HERE,
        case(line(S.TO_SHIP), sale=SaleState.CANCELLED),
        Severity.ERROR,
        (Way.OUT_OF_STOCK, Way.RESTORE),
    ),
    "cancelled though shipped": (
        Code.CANCELLED_HERE,
        case(line(S.SHIPPED), sale=SaleState.CANCELLED),
        Severity.ERROR,
        (Way.KEEP_OURS,),
    ),
    "line removed": (
        Code.LINE_MISSING,
        case(line(S.TO_SHIP, sale_line=None)),
        Severity.ERROR,
        (Way.OUT_OF_STOCK, Way.RESTORE),
    ),
    "line that La Redoute added": (
        Code.LINE_MISSING,
        case(line(S.TO_SHIP), line(S.TO_ACCEPT, "L2", sale_line=None)),
        Severity.WARNING,
        (Way.REFUSE, Way.RESTORE),
    ),
    "product swapped": (
        Code.PRODUCT_DIFFERS,
        case(line(S.TO_SHIP, same_product=False)),
        Severity.ERROR,
        (Way.RESTORE, Way.KEEP_OURS, Way.OUT_OF_STOCK),
    ),
    "quantity lowered": (
        Code.QUANTITY_DIFFERS,
        case(line(S.TO_ACCEPT, sale_line=sale_line(S.TO_ACCEPT, 1))),
        Severity.ERROR,
        (Way.RESTORE, Way.REFUSE, Way.KEEP_OURS),
    ),
    "quantity raised by La Redoute": (
        Code.QUANTITY_DIFFERS,
        case(line(S.SHIPPED, quantity=1, sale_line=sale_line(S.SHIPPED, 2))),
        Severity.ERROR,
        (Way.RESTORE, Way.KEEP_OURS),
    ),
    "price changed": (
        Code.PRICE_DIFFERS,
        case(line(S.TO_SHIP, unit_price=Decimal("49.90"))),
        Severity.ERROR,
        (Way.RESTORE, Way.KEEP_OURS),
    ),
    "tax changed": (
        Code.TAX_DIFFERS,
        case(line(S.TO_SHIP, same_tax=False)),
        Severity.ERROR,
        (Way.RESTORE, Way.KEEP_OURS),
    ),
    "shipped before the answer": (
        Code.LEFT_EARLY,
        case(line(S.TO_ACCEPT, **GONE)),
        Severity.ERROR,
        (Way.ACCEPT, Way.REFUSE, Way.READ),
    ),
    "shipped before the payment": (
        Code.LEFT_EARLY,
        case(line(S.ACCEPTED, **GONE)),
        Severity.ERROR,
        (Way.READ,),
    ),
    "shipped though the payment failed": (
        Code.LEFT_EARLY,
        case(line(S.TO_CANCEL, **GONE)),
        Severity.ERROR,
        (Way.READ,),
    ),
    "shipped, La Redoute not informed": (
        Code.SHIPMENT_UNSENT,
        case(line(S.TO_SHIP, **GONE)),
        Severity.ERROR,
        (Way.COMPLETE,),
    ),
    "delivery cancelled": (
        Code.NOTHING_LEAVES,
        case(line(S.TO_SHIP, to_leave=Decimal(0))),
        Severity.ERROR,
        (Way.RESTORE, Way.OUT_OF_STOCK),
    ),
    "no backorder": (
        Code.NOTHING_LEAVES,
        case(line(S.TO_SHIP, to_leave=Decimal(0), left=Decimal(1))),
        Severity.ERROR,
        (Way.RESTORE,),
    ),
    "shipment on its way for more than left": (
        Code.SHIPPED_SHORT,
        case(line(S.TO_SHIP, decisions=(decision(SHIP, O.SENT),), left=Decimal(1))),
        Severity.ERROR,
        (Way.KEEP_OURS,),
    ),
    "La Redoute believes more left": (
        Code.SHIPPED_SHORT,
        case(line(S.PAID, left=Decimal(1))),
        Severity.ERROR,
        (Way.KEEP_OURS,),
    ),
    "brought back": (
        Code.RETURNED_HERE,
        case(line(S.SHIPPED, returned=Decimal(1))),
        Severity.WARNING,
        (Way.KEEP_OURS,),
    ),
    "refunded there, invoiced here": (
        Code.REFUND_NOT_BOOKED,
        case(line(S.TO_REFUND, charged=Decimal("119.80"))),
        Severity.WARNING,
        (Way.KEEP_OURS,),
    ),
    "cancelled there after it left": (
        Code.LEFT_THOUGH_CANCELLED,
        case(line(S.CANCELLED, left=Decimal(2))),
        Severity.ERROR,
        (Way.KEEP_OURS,),
    ),
    "cancelled there, still to leave": (
        Code.STILL_ORDERED,
        case(line(S.TO_SHIP), line(S.CANCELLED, "L2", to_leave=Decimal(2))),
        Severity.ERROR,
        (Way.RESTORE,),
    ),
    "cancelled there, still ordered": (
        Code.STILL_ORDERED,
        case(line(S.TO_SHIP), line(S.CANCELLED, "L2", sale_line=sale_line(S.TO_SHIP))),
        Severity.ERROR,
        (Way.RESTORE,),
    ),
    "cancelled there, invoiced here": (
        Code.CHARGED_THOUGH_CANCELLED,
        case(line(S.CANCELLED, charged=Decimal("119.80"))),
        Severity.ERROR,
        (Way.KEEP_OURS,),
    ),
    "something stops it": (
        Code.HELD_UP,
        case(line(S.TO_ACCEPT), obstacle="No product has the EAN."),
        Severity.ERROR,
        (Way.RETRY,),
    ),
    "forgotten": (
        Code.NO_SALE_ORDER,
        case(line(S.TO_ACCEPT, sale_line=None), sale=SaleState.NONE),
        Severity.ERROR,
        (Way.RETRY,),
    ),
    "paid, still a quotation": (
        Code.NOT_CONFIRMED,
        case(line(S.TO_SHIP), sale=SaleState.DRAFT),
        Severity.ERROR,
        (Way.RETRY,),
    ),
    "in dollars": (
        Code.CURRENCY_DIFFERS,
        case(line(S.TO_SHIP), sale_currency="USD"),
        Severity.ERROR,
        (Way.RESTORE,),
    ),
    "a cent": (
        Code.TOTAL_DIFFERS,
        case(line(S.TO_SHIP), sale_total=Decimal("119.81")),
        Severity.ERROR,
        (Way.RESTORE, Way.KEEP_OURS),
    ),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_a_difference_is_one_disagreement_with_its_ways_out(name: str) -> None:
    code, order, severity, ways = DIFFERENT[name]
    assert [(each.code, each.severity, each.ways) for each in found(order)] == [
        (code, severity, ways)
    ]


def test_every_code_is_met() -> None:
    assert {row[0] for row in DIFFERENT.values()} == set(Code)


def test_every_way_out_is_met() -> None:
    assert {way for row in DIFFERENT.values() for way in row[3]} == set(Way)


# ------------------------------------------------------ no alarm without its cause
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


def test_a17_a_mixed_order_waits_for_its_open_line() -> None:
    order = case(line(S.TO_SHIP), line(S.TO_ACCEPT, "L2"))
    assert codes(order) == []
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
