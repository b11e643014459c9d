# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One order on both sides → the points in which they differ."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from ..refunds import in_cents
from ..statuses import FACTS, LineStatus
from .decisions import answers, compare_decisions, is_declined
from .disagreement import Code, Disagreement, Severity, Way
from .documents import FOLLOWED, compare_documents
from .elsewhere import without_informing
from .facts import Case, SaleState, number
from .money import compare_fee, compare_invoices, compare_refund

#: differences of lines that explain one of the totals
_OF_CONTENT = frozenset(
    {
        Code.PRODUCT_DIFFERS,
        Code.QUANTITY_DIFFERS,
        Code.PRICE_DIFFERS,
        Code.TAX_DIFFERS,
        Code.LINE_MISSING,
        Code.STILL_ORDERED,
    }
)
#: of such a line nobody knows yet whether it is to be sold
_UNDECIDED = frozenset({LineStatus.TO_CANCEL, LineStatus.UNKNOWN})


def compare(case: Case, now: datetime) -> list[Disagreement]:
    """Return where La Redoute and Odoo do not agree on an order, or soon will not.

    Empty: they agree. What La Redoute did not say, and what nobody answered in time, is
    a disagreement too. Of an order that is handled elsewhere Odoo holds nothing that
    could agree.

    :param now: the present, in the zone of the moments of the case
    """
    found: list[Disagreement] = []
    if case.elsewhere:
        return found
    for line in case.lines:
        found += compare_decisions(case, line, now)
        found += compare_documents(case, line)
        found += compare_refund(line, now)
    found += _compare_whole(case, found)
    return list(without_informing(found)) if case.only_followed else found


def _compare_whole(case: Case, of_lines: list[Disagreement]) -> Iterator[Disagreement]:
    """Yield what concerns the order and none of its lines alone."""
    wanted = any(FACTS[line.status].open for line in case.lines if not line.is_dead)
    if case.obstacle:
        ways = (*_answers(case), Way.RETRY)
        yield _found(Code.HELD_UP, Severity.ERROR, *ways, words=case.obstacle)
    elif case.sale is SaleState.NONE and wanted:
        # nothing says why: it was forgotten
        yield _found(Code.NO_SALE_ORDER, Severity.ERROR, Way.RETRY)
    elif case.sale is SaleState.DRAFT and _is_paid(case):
        yield _found(Code.NOT_CONFIRMED, Severity.ERROR, Way.RETRY)
    if case.sale not in (SaleState.DRAFT, SaleState.CONFIRMED):
        return
    if case.sale_currency and case.sale_currency != case.currency:
        yield _found(
            Code.CURRENCY_DIFFERS,
            Severity.ERROR,
            Way.RESTORE,
            theirs=case.currency,
            ours=case.sale_currency,
        )
    yield from _compare_tax(case)
    yield from _compare_places(case)
    yield from _compare_totals(case, of_lines)
    yield from compare_fee(case)
    yield from compare_invoices(case)


def _answers(case: Case) -> tuple[Way, ...]:
    """Return the answers that lines wait for, which a person may give all the same."""
    return tuple(dict.fromkeys(way for line in case.lines for way in answers(line)))


def _compare_tax(case: Case) -> Iterator[Disagreement]:
    """Yield whether a paid order may hold another VAT than the one that is due."""
    facts = [FACTS[line.status] for line in case.lines]
    # the invoice stays when the parcel has arrived
    if case.taxed_elsewhere and any(each.confirmed for each in facts):
        yield _found(
            Code.VAT_DOUBTFUL,
            Severity.WARNING,
            Way.KEEP_OURS,
            theirs=case.taxed_elsewhere,
            ours=case.fiscal_position,
        )


def _compare_places(case: Case) -> Iterator[Disagreement]:
    """Yield what is doubtful about where a paid order goes."""
    if not any(line.status in FOLLOWED for line in case.lines):
        return
    if case.moved_to:
        yield _found(
            Code.ADDRESS_DIFFERS,
            Severity.ERROR,
            Way.KEEP_OURS,
            theirs=case.moved_to,
            ours=case.goes_to,
        )
    if case.leaves_for:
        begun = any(line.sale_line and line.sale_line.left for line in case.lines)
        yield _found(
            Code.ADDRESS_EDITED,
            Severity.ERROR,
            # what left stays with the address it left for
            *(() if begun else (Way.RESTORE,)),
            Way.KEEP_OURS,
            theirs=case.wanted_at,
            ours=case.leaves_for,
        )
    if case.strange_country:
        yield _found(
            Code.COUNTRY_UNKNOWN,
            Severity.ERROR,
            Way.KEEP_OURS,
            theirs=case.strange_country,
            ours=case.goes_to,
        )


def _compare_totals(case: Case, of_lines: list[Disagreement]) -> Iterator[Disagreement]:
    ours = case.sale_total
    if ours is not None and not _is_explained(case, ours, of_lines):
        yield _found(
            Code.TOTAL_DIFFERS,
            Severity.ERROR,
            Way.RESTORE,
            Way.KEEP_OURS,
            theirs=number(case.total),
            ours=number(ours),
        )


def _is_explained(case: Case, ours: Decimal, of_lines: list[Disagreement]) -> bool:
    """Whether the totals are equal, or the lines say why they differ."""
    not_sold = [
        line for line in case.lines if line.sale_line is None and not line.is_dead
    ]
    if not_sold and case.obstacle:
        return True
    if any(each.code in _OF_CONTENT for each in of_lines):
        return True
    away = {
        each.line_id for each in of_lines if each.code is Code.LEFT_THOUGH_CANCELLED
    }
    undecided = [
        line for line in not_sold if line.status in _UNDECIDED or is_declined(line)
    ]
    return ours == (
        case.total
        - sum(line.price for line in undecided)
        - sum(
            line.price - in_cents(line.sale_line.quantity * line.unit_price)
            for line in case.lines
            if line.sale_line
            and not line.is_dead
            and (line.sale_line.quantity == line.expected or is_declined(line))
        )
        + sum(
            line.sale_line.price
            for line in case.lines
            if line.sale_line and line.line_id in away
        )
    )


def _is_paid(case: Case) -> bool:
    """Whether the buyer paid a line that is still to be shipped."""
    facts = [FACTS[line.status] for line in case.lines if not line.is_dead]
    return any(each.confirmed and each.due for each in facts)


def _found(
    code: Code,
    severity: Severity,
    *ways: Way,
    theirs: str = "",
    ours: str = "",
    words: str = "",
) -> Disagreement:
    arguments = {"reason": words} if words else {}
    return Disagreement(
        code, "", theirs, ours, severity, ways, since=None, arguments=arguments
    )
