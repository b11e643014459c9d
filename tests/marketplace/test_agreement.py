# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where La Redoute and Odoo differ on an order: shown while it is so, and no longer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from odoo.addons.laredoute_connector.marketplace.agreement import (
    Case,
    Code,
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


@pytest.mark.parametrize("outcome", [O.SENT, O.CONFIRMED])
@pytest.mark.parametrize("status", [S.TO_SHIP, S.SHIPPED, S.INCIDENT])
def test_a09_another_number_than_la_redoute_took(
    status: LineStatus, outcome: Outcome
) -> None:
    made = (replace(decision(SHIP, outcome), tracking="OLD"),)
    gone = {"left": Decimal(2), "to_leave": Decimal(0), "decisions": made}
    assert codes(case(line(status, tracking="OLD", **gone))) == []
    assert codes(case(line(status, tracking="", **gone))) == []
    (one,) = found(case(line(status, tracking="NEW", **gone)))
    assert one.key == (Code.TRACKING_DIFFERS, "L1", "OLD", "NEW")


@pytest.mark.parametrize("outcome", [O.QUEUED, O.SENDING])
def test_a09_a_correction_on_its_way_is_no_alarm(outcome: Outcome) -> None:
    made = (replace(decision(SHIP, outcome), tracking="OLD"),)
    gone = {"left": Decimal(2), "to_leave": Decimal(0), "decisions": made}
    assert codes(case(line(S.TO_SHIP, tracking="NEW", **gone))) == []


@pytest.mark.parametrize("status", [S.PAID, S.REFUNDED, S.CLOSED])
def test_a09_no_number_matters_once_it_is_over(status: LineStatus) -> None:
    made = (replace(decision(SHIP), tracking="OLD"),)
    assert codes(case(line(status, tracking="NEW", decisions=made))) == []


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
    "another number than La Redoute took": (
        Code.TRACKING_DIFFERS,
        case(
            line(
                S.SHIPPED,
                tracking="NEW",
                decisions=(replace(decision(SHIP), tracking="OLD"),),
            )
        ),
        Severity.WARNING,
        (Way.KEEP_OURS,),
    ),
    "a line that goes elsewhere": (
        Code.GOES_ELSEWHERE,
        case(line(S.TO_SHIP, elsewhere="13001 MARSEILLE")),
        Severity.ERROR,
        (Way.KEEP_OURS,),
    ),
    "another address after goods left": (
        Code.ADDRESS_DIFFERS,
        case(line(S.SHIPPED), moved_to="69002 LYON", goes_to="59100 ROUBAIX"),
        Severity.ERROR,
        (Way.KEEP_OURS,),
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
    "a line that no product fits yet, its amount is no fault of its own": (
        Code.HELD_UP,
        case(
            line(S.TO_SHIP),
            line(S.TO_ACCEPT, sale_line=None),
            obstacle="No product has the EAN.",
            total=Decimal("179.70"),
        ),
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
