# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Money that goes back to the buyer: at La Redoute, and in Odoo's books."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from ..refunds import GRANTED, IN_PROGRESS, LIVE, SHOWN, RefundState, cause_of
from ..statuses import ALLOWS, FACTS, DecisionKind, LineStatus
from .disagreement import Code, Disagreement, Severity, Way
from .facts import ZERO, Case, Line, SaleLine, number

#: La Redoute looks at a refund for a day, and pays it within another one (assumed)
MOST_REFUNDING = timedelta(days=2)
#: a refund that came to nothing → its point
_FAILED = {
    RefundState.REFUSED: Code.REFUND_REFUSED,
    RefundState.DROPPED: Code.REFUND_DROPPED,
}


def compare_refund(line: Line, now: datetime) -> Iterator[Disagreement]:
    """Yield what is wrong with the newest refund of a line at La Redoute."""
    if not line.refunds:
        return
    newest = line.refunds[-1]
    amount = number(newest.goods + newest.fee)
    if newest.state in _FAILED:
        yield Disagreement(
            _FAILED[newest.state],
            line.line_id,
            theirs=newest.words or line.status.value,
            ours=amount,
            severity=Severity.ERROR,
            ways=(*_refund(line, Way.REFUND_AGAIN), Way.KEEP_OURS),
            since=newest.since,
            arguments={
                "message": newest.words,
                "cause": cause_of(newest.words).value,
                "status": line.status_text,
            },
        )
    elif newest.state in IN_PROGRESS and now - newest.since > MOST_REFUNDING:
        yield Disagreement(
            Code.REFUND_STUCK,
            line.line_id,
            theirs=newest.state.value,
            ours=amount,
            severity=Severity.WARNING,
            ways=(Way.READ, Way.KEEP_OURS),
            since=newest.since,
            arguments={"status": line.status_text},
        )


def compare_money(line: Line, sale: SaleLine) -> Iterator[Disagreement]:
    """Yield where goods or credit notes say another refund than La Redoute."""
    if line.status in SHOWN and not line.refunds:
        # nobody said how much
        if SHOWN[line.status] in GRANTED and sale.charged > 0:
            yield _not_booked(line, sale, line.price)
        return
    if any(each.state in GRANTED and not each.known for each in line.refunds):
        yield _found(
            Code.REFUND_UNKNOWN,
            line,
            *(Way.SAY_HOW_MUCH, Way.KEEP_OURS),
            theirs=line.status.value,
            ours="",
        )
        return
    granted = sum((each.goods for each in line.refunds if each.state in GRANTED), ZERO)
    if granted and sale.charged > max(line.price - granted, ZERO):
        yield _not_booked(line, sale, granted)
    if FACTS[line.status].confirmed:
        yield from _compare_here(line, sale)


def _compare_here(line: Line, sale: SaleLine) -> Iterator[Disagreement]:
    """What came back, or was credited, and is not refunded at La Redoute."""
    live = [each for each in line.refunds if each.state in LIVE]
    if any(not each.known for each in live):
        return
    pieces = sum((each.quantity for each in live), ZERO)
    goods = sum((each.goods for each in live), ZERO)
    # a part of the price was agreed upon for what came back
    of_price = any(not each.quantity for each in live)
    returned = sale.returned + sale.part_returned
    if returned > pieces and not of_price and line.status in _AFTER_SHIPPING:
        part = {"part": "1"} if sale.part_returned else {}
        yield _found(
            Code.RETURNED_HERE,
            line,
            *(*_refund(line, Way.REFUND), Way.KEEP_OURS),
            theirs=number(pieces),
            ours=number(returned),
            **part,
        )
    if sale.credited > 0 and sale.charged < max(line.price - goods, ZERO):
        yield _found(
            Code.CREDITED_HERE,
            line,
            *(*_refund(line, Way.REFUND), Way.KEEP_OURS),
            theirs=number(goods),
            ours=number(sale.credited),
        )


#: the goods may have come back from the buyer
_AFTER_SHIPPING = frozenset(status for status, facts in FACTS.items() if facts.left)


def compare_fee(case: Case) -> Iterator[Disagreement]:
    """Yield whether a delivery fee that La Redoute refunds is still invoiced."""
    granted = sum(
        (
            each.fee
            for line in case.lines
            for each in line.refunds
            if each.state in GRANTED and each.known and not line.is_dead
        ),
        ZERO,
    )
    if granted and case.fee_charged > max(case.fee - granted, ZERO):
        yield Disagreement(
            Code.FEE_NOT_BOOKED,
            "",
            theirs=number(granted),
            ours=number(case.fee_charged),
            severity=Severity.WARNING,
            ways=(Way.CREDIT, Way.KEEP_OURS),
        )


def compare_invoices(case: Case) -> Iterator[Disagreement]:
    """Yield whether an invoice that policy makes waits for a person."""
    if case.drafted is not None and case.drafted != case.to_charge:
        yield Disagreement(
            Code.INVOICE_DIFFERS,
            "",
            theirs=number(case.to_charge),
            ours=number(case.drafted),
            severity=Severity.ERROR,
            ways=(Way.INVOICE, Way.INVOICE_AGAIN),
        )
    if case.not_invoiced:
        yield Disagreement(
            Code.INVOICE_HELD_UP,
            "",
            theirs="",
            ours="",
            severity=Severity.ERROR,
            ways=(Way.INVOICE_AGAIN,),
            arguments={"reason": case.not_invoiced},
        )


def _refund(line: Line, way: Way) -> tuple[Way, ...]:
    """Return a button that has La Redoute refund, while it takes that."""
    allowed = line.status in ALLOWS[DecisionKind.REFUND]
    # before shipping, all of it is given up: another decision
    return (way,) if allowed and line.status is not LineStatus.TO_SHIP else ()


def _not_booked(line: Line, sale: SaleLine, granted: Decimal) -> Disagreement:
    ways = (Way.CREDIT, Way.KEEP_OURS) if line.refunds else (Way.KEEP_OURS,)
    return _found(
        Code.REFUND_NOT_BOOKED,
        line,
        *ways,
        theirs=number(granted),
        ours=number(sale.charged),
    )


def _found(
    code: Code, line: Line, *ways: Way, theirs: str, ours: str, **more: str
) -> Disagreement:
    return Disagreement(
        code,
        line.line_id,
        theirs,
        ours,
        Severity.WARNING,
        ways,
        line.since,
        {"status": line.status_text, **more},
    )
