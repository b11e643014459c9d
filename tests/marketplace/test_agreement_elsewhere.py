# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders that another tool handles: what is shown asks nobody to inform La Redoute."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from odoo.addons.laredoute_connector.marketplace.agreement import (
    Code,
    Outcome,
    SaleState,
    Way,
    compare,
)
from odoo.addons.laredoute_connector.marketplace.statuses import (
    DecisionKind,
    LineStatus,
)

from .agreement_case import NOW, case, codes, decision, line

S = LineStatus
INFORMING = {
    Way.ACCEPT,
    Way.REFUSE,
    Way.OUT_OF_STOCK,
    Way.SEND_AGAIN,
    Way.REFUND,
    Way.REFUND_AGAIN,
    Way.COMPLETE,
}
NONE = {"to_leave": Decimal(0), "left": Decimal(0)}


def test_a_deadline_is_the_other_tools() -> None:
    order = case(line(S.TO_ACCEPT), answer_before=NOW + timedelta(hours=1))
    assert codes(order) == [Code.UNANSWERED]
    assert codes(replace(order, only_followed=True)) == []


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.UNKNOWN, Outcome.QUEUED])
def test_decisions_of_before_are_no_alarm(outcome: Outcome) -> None:
    made = decision(DecisionKind.ACCEPT, outcome, hours=30)
    order = case(line(S.TO_ACCEPT, decisions=(made,)))
    assert codes(order)
    assert codes(replace(order, only_followed=True)) == []


@pytest.mark.parametrize(
    ("status", "values", "sale"),
    [
        (S.TO_SHIP, NONE, SaleState.CONFIRMED),
        (S.TO_SHIP, NONE, SaleState.CANCELLED),
        (S.TO_SHIP, {"quantity": Decimal(1)}, SaleState.CONFIRMED),
        (S.TO_SHIP, {"lacks": Decimal(2)}, SaleState.CONFIRMED),
        (S.ACCEPTED, {"left": Decimal(2)}, SaleState.CONFIRMED),
        (S.SHIPPED, NONE, SaleState.CONFIRMED),
    ],
)
def test_no_way_out_informs_la_redoute_and_each_has_one(status, values, sale) -> None:
    order = case(line(status, **values), sale=sale)
    here = {each.code for each in compare(order, NOW)}
    found = compare(replace(order, only_followed=True), NOW)
    assert {each.code for each in found} == here
    for each in found:
        assert each.ways
        assert not INFORMING & set(each.ways)


def test_what_left_elsewhere_is_delivered_here() -> None:
    (one,) = compare(case(line(S.SHIPPED, **NONE), only_followed=True), NOW)
    assert one.code is Code.SHIPPED_SHORT
    assert one.ways == (Way.RESTORE, Way.KEEP_OURS)


def test_what_is_declined_and_taken_out_explains_the_total() -> None:
    given_up = decision(DecisionKind.OUT_OF_STOCK, Outcome.SENT)
    out = line(S.TO_SHIP, decisions=(given_up,), quantity=1, **NONE)
    out = replace(out, sale_line=replace(out.sale_line, quantity=Decimal(0)))
    order = case(out, total=Decimal("59.90"), sale_total=Decimal(0))
    assert codes(order) == []
    missing = replace(out, sale_line=None)
    assert codes(replace(order, lines=(missing,))) == []
    still = replace(out, decisions=())
    assert Code.QUANTITY_DIFFERS in codes(replace(order, lines=(still,)))
