# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The simulator's statements, read by layouts that are proposed: its ledger's cents."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from odoo.addons.laredoute_connector.marketplace.settlement import (
    BadRow,
    Checks,
    Finding,
    Layout,
    LineKind,
    SettlementFile,
    open_settlement,
    peek,
    propose,
)

from laredoute_simulator import Account, Simulator

FORMS = ("types", "sides", "orders", "workbook")
WISH = {
    "ean": "3700000000013",
    "quantity": 2,
    "price": "1059.90",
    "delivery_fee": "4.90",
}


@pytest.fixture
def sim() -> Iterator[Simulator]:
    other = Account("70124", login="other", sftp_user="other")
    with Simulator(speed=0, accounts=[Account(), other]) as one:
        yield one


def paid(sim: Simulator, *faults: str) -> dict[str, Any]:
    """A payout of two lines, one of them refunded in part, and of what is charged."""
    control = sim.control
    control.place_order([WISH], checked=True, vendor="70124")
    lines = control.place_order([WISH, WISH], checked=True)["line_ids"]
    for line in lines:
        control.set_status(line, "Shipped")
    control.pay_out()
    control.begin_refund(lines[0], amount="12.34", shipping=False)
    control.step(days=3)
    control.charge("penalty", "-10.00", "Retard d'expédition")
    control.charge("correction", "3.21", "Total du relevé précédent")
    (third,) = control.place_order([WISH], checked=True)["line_ids"]
    control.set_status(third, "Shipped")
    for fault in faults:
        control.payout_fault(fault)
    control.pay_out()
    return control.payout(control.payouts()[-1]["payout_id"])


def write(sim: Simulator, payout: dict[str, Any], form: str, folder: Path) -> Path:
    found = sim.control.payout_file(payout["payout_id"], form)
    path = folder / str(found["name"])
    path.write_bytes(base64.b64decode(found["content"]))
    return path


def read(path: Path) -> tuple[SettlementFile, Checks, list[Finding], list[Any]]:
    seen = peek(path)
    proposal = propose(seen.headings, seen.sample)
    assert {one.code for one in proposal.doubts} <= {"mixed_signs", "unsure_sign"}
    file = open_settlement(path, Layout.from_json(proposal.layout.to_json()))
    checks = Checks()
    lines = list(file.lines())
    for one in lines:
        checks.add(one)
    return file, checks, checks.findings(file.stated, file.recognised.unknown), lines


def by_line(rows: list[tuple[str, str, LineKind, Decimal]]) -> dict[Any, Decimal]:
    sums: dict[Any, Decimal] = {}
    for order, line, kind, amount in rows:
        key = (order, line, kind)
        sums[key] = sums.get(key, Decimal(0)) + amount
    return {key: amount for key, amount in sums.items() if amount}


@pytest.mark.parametrize("form", FORMS)
def test_a_statement_is_the_ledger(sim: Simulator, form: str, tmp_path: Path) -> None:
    payout = paid(sim)
    file, checks, findings, lines = read(write(sim, payout, form, tmp_path))
    assert findings == [] and not [one for one in lines if isinstance(one, BadRow)]
    assert by_line([(one.order, one.line, one.kind, one.amount) for one in lines]) == (
        by_line(
            [
                (
                    one["order_id"],
                    one["line_id"],
                    LineKind(one["kind"]),
                    Decimal(one["amount"]),
                )
                for one in payout["entries"]
            ]
        )
    )
    assert checks.total == Decimal(payout["total"])
    assert file.stated.total and file.stated.total.amount == checks.total
    if form in ("types", "workbook"):
        assert file.stated.reference == payout["payout_id"]
        assert str(file.stated.paid_on) == payout["paid"][:10]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("fault", "codes"),
    [
        ("wrong_total", ["total_differs"]),
        ("doubled_line", ["doubled"]),
        ("foreign_line", []),
        ("unknown_order", []),
    ],
)
def test_what_is_wrong_is_found(
    sim: Simulator, form: str, fault: str, codes: list[str], tmp_path: Path
) -> None:
    payout = paid(sim, fault)
    assert payout["faults"] == [fault]
    _file, checks, findings, _lines = read(write(sim, payout, form, tmp_path))
    assert [one.code for one in findings] == codes
    assert checks.total == Decimal(payout["total"])
    if codes == ["total_differs"]:
        assert findings[0].amount == -10
