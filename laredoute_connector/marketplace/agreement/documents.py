# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A line at La Redoute against what Odoo's documents make of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ..statuses import ALLOWS, FACTS, DecisionKind, LineStatus
from .decisions import DECLINES, allowed, answers, is_declined, is_here
from .disagreement import Code, Disagreement, Severity, Way
from .facts import Case, Line, Outcome, SaleLine, SaleState, number
from .money import compare_money

#: the buyer may still look for the parcel
FOLLOWED = frozenset(
    {LineStatus.TO_SHIP, LineStatus.SHIPPED, LineStatus.RECEIVED, LineStatus.INCIDENT}
)
#: La Redoute took a decision
_TAKEN = (Outcome.SENT, Outcome.CONFIRMED)


def compare_documents(case: Case, line: Line) -> Iterator[Disagreement]:
    """Yield where Odoo's order, deliveries and invoices differ from a line."""
    if line.status is LineStatus.UNKNOWN:
        yield _found(Code.STATUS_UNKNOWN, line, Severity.WARNING, Way.READ)
    elif line.is_dead:
        yield from _compare_dead(case, line)
    elif case.sale is SaleState.NONE:
        # what stops it is said of the order as a whole
        return
    elif case.sale is SaleState.CANCELLED:
        yield from _nothing_will_come(line, Code.CANCELLED_HERE)
        if line.sale_line and line.status is not LineStatus.TO_SHIP:
            yield from _left_early(line, line.sale_line)
    elif line.sale_line is None:
        if not case.obstacle:
            yield from _nothing_will_come(line, Code.LINE_MISSING)
    else:
        yield from _compare_content(line, line.sale_line)
        yield from _compare_goods(case, line, line.sale_line)
        yield from _compare_parcel(line, line.sale_line)
        if line.elsewhere and line.status in FOLLOWED:
            yield _found(
                Code.GOES_ELSEWHERE,
                line,
                Severity.ERROR,
                Way.KEEP_OURS,
                theirs=line.elsewhere,
                ours=case.goes_to,
            )
        yield from compare_money(line, line.sale_line)


# ------------------------------------------------------------- sold there, not here
def _nothing_will_come(line: Line, code: Code) -> Iterator[Disagreement]:
    """Odoo gave up what La Redoute sells, and nobody informed La Redoute."""
    facts = FACTS[line.status]
    if is_declined(line) or line.status is LineStatus.TO_CANCEL:
        # La Redoute is being informed, or cancels it by itself
        return
    if facts.promised:
        yield _found(
            code,
            line,
            Severity.ERROR if facts.accepted else Severity.WARNING,
            *allowed(line, *DECLINES),
            Way.RESTORE,
        )
    elif facts.shipped:
        # it was shipped as far as La Redoute knows, and will be paid
        yield _found(code, line, Severity.ERROR, Way.KEEP_OURS)


# ------------------------------------------------------------------ what is sold
def _compare_content(line: Line, sale: SaleLine) -> Iterator[Disagreement]:
    """Product, quantity, price and tax of a line that is sold."""
    facts = FACTS[line.status]
    if not (facts.open or facts.shipped) or is_declined(line):
        return
    ways = (Way.RESTORE, Way.KEEP_OURS)
    if not sale.same_product:
        # nothing of the line went yet: it can still be given up
        give_up = () if sale.left else allowed(line, *DECLINES)
        yield _found(Code.PRODUCT_DIFFERS, line, Severity.ERROR, *ways, *give_up)
    if sale.quantity not in (line.quantity, line.expected):
        yield _found(
            Code.QUANTITY_DIFFERS,
            line,
            Severity.ERROR,
            Way.RESTORE,
            *(() if sale.left else allowed(line, *DECLINES)),
            Way.KEEP_OURS,
            theirs=number(line.quantity),
            ours=number(sale.quantity),
        )
    if sale.unit_price != line.unit_price:
        yield _found(
            Code.PRICE_DIFFERS,
            line,
            Severity.ERROR,
            *ways,
            theirs=number(line.unit_price),
            ours=number(sale.unit_price),
        )
    if not sale.same_tax:
        yield _found(Code.TAX_DIFFERS, line, Severity.ERROR, *ways)


# ----------------------------------------------------------------- what is shipped
def _compare_goods(case: Case, line: Line, sale: SaleLine) -> Iterator[Disagreement]:
    """Goods that left, or will, against what La Redoute was informed of."""
    facts = FACTS[line.status]
    if not sale.has_goods:
        return
    if line.status is LineStatus.TO_SHIP:
        yield from _compare_to_ship(case, line, sale)
    else:
        yield from _left_early(line, sale)
        if facts.shipped and sale.left < line.expected:
            yield _short(line, sale)


def _left_early(line: Line, sale: SaleLine) -> Iterator[Disagreement]:
    """Goods that left before La Redoute said that the buyer paid."""
    if FACTS[line.status].promised and sale.left:
        yield _found(
            Code.LEFT_EARLY,
            line,
            Severity.ERROR,
            *answers(line),
            Way.READ,
            ours=number(sale.left),
            since=sale.left_at,
        )


def _compare_to_ship(case: Case, line: Line, sale: SaleLine) -> Iterator[Disagreement]:
    shipment, whole = line.last(DecisionKind.SHIP), sale.left >= line.expected
    brings = sale.left + sale.to_leave
    if line.expected < line.quantity and brings > line.expected > 0:
        # the buyer has the money of some back, and the delivery brings them as well
        yield _found(
            Code.QUANTITY_DIFFERS,
            line,
            Severity.ERROR,
            Way.RESTORE,
            Way.KEEP_OURS,
            theirs=number(line.expected),
            ours=number(brings),
        )
        return
    # one that is still here is not sent before the rest has left
    if shipment and shipment.is_under_way and (whole or not is_here(shipment)):
        if not whole:
            yield _short(line, sale)
    elif whole:
        # a refused shipment says so itself
        if shipment is None:
            yield _found(
                Code.SHIPMENT_UNSENT,
                line,
                Severity.ERROR,
                Way.COMPLETE,
                ours=number(sale.left),
                since=sale.left_at,
            )
    elif case.sale is SaleState.CONFIRMED and not is_declined(line):
        yield from _compare_to_leave(line, sale)


def _compare_to_leave(line: Line, sale: SaleLine) -> Iterator[Disagreement]:
    """The rest of a line has a delivery, and the delivery its goods."""
    # of a line of which a part left, the rest is refunded
    rest = (Way.REFUND,) if sale.left else allowed(line, DecisionKind.OUT_OF_STOCK)
    if not sale.to_leave:
        yield _found(
            Code.NOTHING_LEAVES,
            line,
            Severity.ERROR,
            *(Way.RESTORE, *rest),
            theirs=number(line.expected),
            ours=number(sale.left),
        )
    elif sale.lacks:
        yield _found(
            Code.SHORT_OF_STOCK,
            line,
            Severity.WARNING,
            *(*rest, Way.KEEP_OURS),
            theirs=number(line.expected),
            ours=number(sale.lacks),
        )


def _short(line: Line, sale: SaleLine) -> Disagreement:
    """La Redoute was informed of more than what left."""
    refund = line.status in ALLOWS[DecisionKind.REFUND]
    return _found(
        Code.SHIPPED_SHORT,
        line,
        Severity.ERROR,
        *((Way.REFUND,) if refund else ()),
        Way.KEEP_OURS,
        theirs=number(line.expected),
        ours=number(sale.left),
    )


def _compare_parcel(line: Line, sale: SaleLine) -> Iterator[Disagreement]:
    """The parcel that left last, and the one that La Redoute shows its buyer."""
    shipment = line.last(DecisionKind.SHIP)
    if line.status not in FOLLOWED or shipment is None:
        return
    informed = shipment.tracking if shipment.outcome in _TAKEN else ""
    if informed and sale.tracking and informed != sale.tracking:
        yield _found(
            Code.TRACKING_DIFFERS,
            line,
            Severity.WARNING,
            Way.KEEP_OURS,
            theirs=informed,
            ours=sale.tracking,
        )


# ------------------------------------------------------------------ what is dead
def _compare_dead(case: Case, line: Line) -> Iterator[Disagreement]:
    """La Redoute sells nothing of it any more, or gives back what never left."""
    sale = line.sale_line
    if sale is None:
        return
    if sale.away > 0:
        yield _found(
            Code.LEFT_THOUGH_CANCELLED,
            line,
            Severity.ERROR,
            Way.KEEP_OURS,
            ours=number(sale.away),
            since=sale.left_at,
        )
    if case.sale is not SaleState.CANCELLED and (
        sale.to_leave > 0 or sale.quantity > sale.away
    ):
        yield _found(
            Code.STILL_ORDERED,
            line,
            Severity.ERROR,
            Way.RESTORE,
            ours=number(max(sale.to_leave, sale.quantity - sale.away)),
        )
    if sale.charged > 0:
        yield _found(
            Code.CHARGED_THOUGH_CANCELLED,
            line,
            Severity.ERROR,
            Way.KEEP_OURS,
            ours=number(sale.charged),
        )


def _found(
    code: Code,
    line: Line,
    severity: Severity,
    *ways: Way,
    theirs: str = "",
    ours: str = "",
    since: datetime | None = None,
) -> Disagreement:
    return Disagreement(
        code,
        line.line_id,
        theirs or line.status.value,
        ours,
        severity,
        ways,
        since or line.since,
        {"status": line.status_text},
    )
