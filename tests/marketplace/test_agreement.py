# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where La Redoute and Odoo differ on an order: shown while it is so, and no longer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from odoo.addons.laredoute_connector.marketplace.agreement import (
    Code,
    Outcome,
    SaleState,
)
from odoo.addons.laredoute_connector.marketplace.statuses import (
    FACTS,
    DecisionKind,
    LineStatus,
)

from .agreement_case import case, codes, decision, found, line, sale_line

S, D, O = LineStatus, DecisionKind, Outcome  # noqa: E741 (a table reads better)
ACCEPT, REFUSE, SHIP = D.ACCEPT, D.REFUSE, D.SHIP
KNOWN = [status for status in S if status is not S.UNKNOWN]


# ----------------------------------------------------------------- both sides agree
@pytest.mark.parametrize("status", KNOWN)
def test_documents_that_follow_the_status_agree(status: LineStatus) -> None:
    assert found(case(line(status))) == []


@pytest.mark.parametrize("status", list(S))
def test_what_others_handle_is_not_compared(status: LineStatus) -> None:
    alone = line(status, sale_line=None, decisions=(decision(ACCEPT, O.REFUSED),))
    theirs = case(alone, sale=SaleState.NONE, obstacle="no product")
    assert found(theirs)
    assert found(replace(theirs, elsewhere=True)) == []


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
