# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders on which both sides differ in what the buyer has back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from odoo.addons.laredoute_connector.marketplace.agreement import (
    Case,
    Code,
    Severity,
    Way,
)
from odoo.addons.laredoute_connector.marketplace.refunds import RefundMade, RefundState
from odoo.addons.laredoute_connector.marketplace.statuses import LineStatus

from .agreement_case import HOUR, NOW, PRICE, case, line, sale_line

S, R = LineStatus, RefundState
BOTH = 2 * PRICE


def refund(
    state: RefundState, pieces: int = 2, hours: float = 0, **values: Any
) -> RefundMade:
    """A refund of so many pieces that came to its state so many hours ago."""
    since = NOW - hours * HOUR
    values.setdefault("goods", pieces * PRICE)
    return RefundMade(state, since, quantity=Decimal(pieces), **values)


def refunded(status: LineStatus, *refunds: RefundMade, **values: Any) -> Case:
    """An order of one line that was refunded, on which both sides agree."""
    charged = values.pop("fee_charged", Decimal(0))
    order = case(line(status, refunds=refunds, **values))
    return replace(order, fee=Decimal("4.90"), fee_charged=charged)


def drafted(ours: str, theirs: str) -> Case:
    """An order whose invoice is a draft."""
    order = case(line(S.TO_SHIP))
    return replace(order, drafted=Decimal(ours), to_charge=Decimal(theirs))


def divided(pieces: int, charged: str, **values: Any) -> Case:
    """100.00 euros of three pieces, of which some were refunded, at 33.333333 each.

    :param charged: what is still invoiced
    """
    given_back = Decimal(pieces) * Decimal("33.33")
    price = Decimal("33.333333")
    documents = sale_line(S.REFUNDED, 3, unit_price=price, charged=Decimal(charged))
    order = case(
        line(
            S.REFUNDED,
            quantity=3,
            unit_price=price,
            sale_line=replace(documents, **values),
            refunds=(refund(R.REFUNDED, pieces, goods=given_back),),
        )
    )
    return replace(order, total=Decimal(100), sale_total=Decimal(100))


#: name → an order that differs in that point only, its severity, its ways out
MONEY: dict[str, tuple[Code, Case, Severity, tuple[Way, ...]]] = {
    "brought back": (
        Code.RETURNED_HERE,
        case(line(S.SHIPPED, returned=Decimal(1))),
        Severity.WARNING,
        (Way.REFUND, Way.KEEP_OURS),
    ),
    "brought back after La Redoute paid": (
        Code.RETURNED_HERE,
        case(line(S.PAID, returned=Decimal(1))),
        Severity.WARNING,
        (Way.KEEP_OURS,),
    ),
    "more brought back than is refunded": (
        Code.RETURNED_HERE,
        refunded(S.REFUNDED, refund(R.REFUNDED, 1), returned=Decimal(2)),
        Severity.WARNING,
        (Way.KEEP_OURS,),
    ),
    "brought back, and its refund given up": (
        Code.RETURNED_HERE,
        refunded(S.SHIPPED, refund(R.CANCELLED), returned=Decimal(2)),
        Severity.WARNING,
        (Way.REFUND, Way.KEEP_OURS),
    ),
    "brought back in part": (
        Code.RETURNED_HERE,
        case(line(S.SHIPPED, part_returned=True)),
        Severity.WARNING,
        (Way.REFUND, Way.KEEP_OURS),
    ),
    "one kit refunded, and another one brought back in part": (
        Code.RETURNED_HERE,
        refunded(
            S.SHIPPED,
            refund(R.REFUNDED, 1),
            returned=Decimal(1),
            part_returned=True,
            charged=PRICE,
            credited=PRICE,
        ),
        Severity.WARNING,
        (Way.REFUND, Way.KEEP_OURS),
    ),
    "credited here": (
        Code.CREDITED_HERE,
        case(line(S.SHIPPED, charged=PRICE, credited=PRICE)),
        Severity.WARNING,
        (Way.REFUND, Way.KEEP_OURS),
    ),
    "credited here after La Redoute paid": (
        Code.CREDITED_HERE,
        case(line(S.PAID, charged=Decimal(0), credited=BOTH)),
        Severity.WARNING,
        (Way.KEEP_OURS,),
    ),
    "a cent more credited than is refunded": (
        Code.CREDITED_HERE,
        refunded(
            S.REFUNDED,
            refund(R.REFUNDED, 1),
            charged=PRICE - Decimal("0.01"),
            credited=PRICE + Decimal("0.01"),
        ),
        Severity.WARNING,
        (Way.KEEP_OURS,),
    ),
    "refunded there, invoiced here, and nobody knows how much": (
        Code.REFUND_NOT_BOOKED,
        case(line(S.REFUNDING, charged=BOTH)),
        Severity.WARNING,
        (Way.KEEP_OURS,),
    ),
    "refunded by La Redoute, and it does not say how much": (
        Code.REFUND_UNKNOWN,
        refunded(S.REFUNDED, refund(R.REFUNDED, known=False), charged=BOTH),
        Severity.WARNING,
        (Way.SAY_HOW_MUCH, Way.KEEP_OURS),
    ),
    "of two pieces one is refunded, and the delivery brings both": (
        Code.QUANTITY_DIFFERS,
        refunded(S.TO_SHIP, refund(R.QUEUED, 1)),
        Severity.ERROR,
        (Way.RESTORE, Way.KEEP_OURS),
    ),
    "refunded there, invoiced here": (
        Code.REFUND_NOT_BOOKED,
        refunded(S.REFUNDED, refund(R.REFUNDED), charged=BOTH),
        Severity.WARNING,
        (Way.CREDIT, Way.KEEP_OURS),
    ),
    "a part refunded there, all invoiced here": (
        Code.REFUND_NOT_BOOKED,
        refunded(S.REFUNDED, refund(R.REFUNDED, 1), charged=BOTH),
        Severity.WARNING,
        (Way.CREDIT, Way.KEEP_OURS),
    ),
    "a cent too few credited": (
        Code.REFUND_NOT_BOOKED,
        refunded(
            S.REFUNDING,
            refund(R.REFUNDING, 0, goods=Decimal("10.01")),
            charged=BOTH - 10,
            credited=Decimal(10),
        ),
        Severity.WARNING,
        (Way.CREDIT, Way.KEEP_OURS),
    ),
    "a fee refunded there, invoiced here": (
        Code.FEE_NOT_BOOKED,
        refunded(
            S.REFUNDED,
            refund(R.REFUNDED, fee=Decimal("4.90")),
            credited=BOTH,
            fee_charged=Decimal("4.90"),
        ),
        Severity.WARNING,
        (Way.CREDIT, Way.KEEP_OURS),
    ),
    "a refund refused": (
        Code.REFUND_REFUSED,
        refunded(S.REFUND_REFUSED, refund(R.REFUSED, words="expired card")),
        Severity.ERROR,
        (Way.REFUND_AGAIN, Way.KEEP_OURS),
    ),
    "a request refused since La Redoute paid": (
        Code.REFUND_REFUSED,
        refunded(S.PAID, refund(R.REFUSED, words="not allowed at status Paid")),
        Severity.ERROR,
        (Way.KEEP_OURS,),
    ),
    "a refund forgotten": (
        Code.REFUND_DROPPED,
        refunded(S.SHIPPED, refund(R.DROPPED)),
        Severity.ERROR,
        (Way.REFUND_AGAIN, Way.KEEP_OURS),
    ),
    "a refund that stands still": (
        Code.REFUND_STUCK,
        refunded(S.TO_APPROVE, refund(R.TO_APPROVE, hours=49)),
        Severity.WARNING,
        (Way.READ, Way.KEEP_OURS),
    ),
    "a request that shows nowhere stands still": (
        Code.REFUND_STUCK,
        refunded(S.SHIPPED, refund(R.SENT, hours=49)),
        Severity.WARNING,
        (Way.READ, Way.KEEP_OURS),
    ),
    "given back before shipping, still to leave": (
        Code.STILL_ORDERED,
        case(
            line(S.SHIPPED),
            line(
                S.TO_REFUND,
                "L2",
                refunds=(refund(R.REQUESTED, unshipped=True),),
                sale_line=sale_line(S.TO_SHIP),
            ),
        ),
        Severity.ERROR,
        (Way.RESTORE,),
    ),
    "an invoice with a cent more than the buyer paid": (
        Code.INVOICE_DIFFERS,
        drafted("125.71", "125.70"),
        Severity.ERROR,
        (Way.INVOICE, Way.INVOICE_AGAIN),
    ),
    "an invoice that Odoo does not make": (
        Code.INVOICE_HELD_UP,
        replace(case(line(S.TO_SHIP)), not_invoiced="The books are locked."),
        Severity.ERROR,
        (Way.INVOICE_AGAIN,),
    ),
}
