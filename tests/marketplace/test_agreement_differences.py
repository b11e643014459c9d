# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Each difference there is: one disagreement, with its ways out."""

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
    DecisionKind,
    LineStatus,
)

from .agreement_case import HOUR, NOW, case, decision, found, line, sale_line
from .agreement_money import MONEY

S, D, O = LineStatus, DecisionKind, Outcome  # noqa: E741 (a table reads better)
ACCEPT, REFUSE, SHIP = D.ACCEPT, D.REFUSE, D.SHIP


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
    "about to leave for another town": (
        Code.ADDRESS_EDITED,
        case(line(S.TO_SHIP), leaves_for="69002 LYON", wanted_at="59100 ROUBAIX"),
        Severity.ERROR,
        (Way.RESTORE, Way.KEEP_OURS),
    ),
    "the rest is about to leave for another town": (
        Code.ADDRESS_EDITED,
        case(
            line(S.TO_SHIP, left=Decimal(1), to_leave=Decimal(1)),
            leaves_for="69002 LYON",
            wanted_at="59100 ROUBAIX",
        ),
        Severity.ERROR,
        (Way.KEEP_OURS,),
    ),
    "sold to others as well": (
        Code.SHORT_OF_STOCK,
        case(line(S.TO_SHIP, lacks=Decimal(1))),
        Severity.WARNING,
        (Way.OUT_OF_STOCK, Way.KEEP_OURS),
    ),
    "the rest is sold to others as well": (
        Code.SHORT_OF_STOCK,
        case(line(S.TO_SHIP, left=Decimal(1), to_leave=Decimal(1), lacks=Decimal(1))),
        Severity.WARNING,
        (Way.REFUND, Way.KEEP_OURS),
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
        (Way.RESTORE, Way.REFUND),
    ),
    "shipment on its way for more than left": (
        Code.SHIPPED_SHORT,
        case(line(S.TO_SHIP, decisions=(decision(SHIP, O.SENT),), left=Decimal(1))),
        Severity.ERROR,
        (Way.REFUND, Way.KEEP_OURS),
    ),
    "La Redoute believes more left": (
        Code.SHIPPED_SHORT,
        case(line(S.PAID, left=Decimal(1))),
        Severity.ERROR,
        (Way.KEEP_OURS,),
    ),
    "a part of a kit is at the buyer's": (
        Code.LEFT_THOUGH_CANCELLED,
        case(line(S.CANCELLED, away=Decimal(1))),
        Severity.ERROR,
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
        (Way.ACCEPT, Way.REFUSE, Way.RETRY),
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
        (Way.ACCEPT, Way.REFUSE, Way.RETRY),
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
    "nobody knows where": (
        Code.COUNTRY_UNKNOWN,
        case(line(S.TO_SHIP), strange_country="AUTR"),
        Severity.ERROR,
        (Way.KEEP_OURS,),
    ),
    "overseas": (
        Code.VAT_DOUBTFUL,
        case(line(S.TO_SHIP), taxed_elsewhere="97400 SAINT-DENIS (RE)"),
        Severity.WARNING,
        (Way.KEEP_OURS,),
    ),
    "what is to be cancelled explains its own amount alone": (
        Code.TOTAL_DIFFERS,
        case(
            line(S.TO_SHIP),
            line(S.TO_CANCEL, "L2", sale_line=None),
            total=Decimal("239.60"),
            sale_total=Decimal("119.81"),
        ),
        Severity.ERROR,
        (Way.RESTORE, Way.KEEP_OURS),
    ),
    "a cent": (
        Code.TOTAL_DIFFERS,
        case(line(S.TO_SHIP), sale_total=Decimal("119.81")),
        Severity.ERROR,
        (Way.RESTORE, Way.KEEP_OURS),
    ),
    **MONEY,
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


@pytest.mark.parametrize("status", [S.TO_ACCEPT, S.ACCEPTED, S.CANCELLED])
@pytest.mark.parametrize("paid", [S.TO_SHIP, S.SHIPPED, S.PAID, S.REFUNDED])
def test_f_vat_is_doubtful_from_the_payment_on(status: S, paid: S) -> None:
    """The invoice stays, wherever the parcel is."""
    place = {"taxed_elsewhere": "1000 BRUXELLES (BE)", "fiscal_position": "OSS"}
    assert found(case(line(status), **place)) == []
    (one,) = found(case(line(status, "L2"), line(paid), **place))
    assert (one.code, one.theirs, one.ours) == (
        Code.VAT_DOUBTFUL,
        "1000 BRUXELLES (BE)",
        "OSS",
    )
