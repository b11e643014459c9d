# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Statements of payouts as files: each form says the same, and it is the ledger's."""

from __future__ import annotations

import base64
import csv
import io
import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from laredoute_simulator import Simulator
from laredoute_simulator.__main__ import main
from laredoute_simulator.statement_files import FORMS

from .seller import Seller
from .test_ledger import WISH, shipped, until_paid

TAKEN = ("Commission", "VAT on commission", "Refunds", "Fees", "Penalties")


@pytest.fixture
def payout(seller: Seller) -> dict[str, Any]:
    """A payout with everything in it, and all that can be wrong but another shop's."""
    control = seller.sim.control
    _first, second, _third = shipped(seller, WISH, {**WISH, "price": "1234.50"}, WISH)
    control.begin_refund(second, amount="34.50", shipping=False)
    control.step(days=3)
    control.payout_fault("doubled_line")
    control.payout_fault("missing_line")
    control.payout_fault("wrong_total")
    due = datetime.fromisoformat(control.ledger()[0]["due"])
    now = datetime.fromisoformat(control.clock()["virtual_now"])
    control.step(seconds=(due - now).total_seconds() - 3600)
    control.charge("penalty", "-10.00", "Expédié trop tard")
    control.charge("correction", "0.01", "Relevé précédent")
    control.next("payout statement")
    control.step(seconds=1)
    return control.payout(control.payouts()[-1]["payout_id"])


def content(sim: Simulator, payout: dict[str, Any], form: str) -> tuple[str, bytes]:
    found = sim.control.payout_file(payout["payout_id"], form)
    return found["name"], base64.b64decode(found["content"])


def table(data: bytes, encoding: str, separator: str) -> list[list[str]]:
    text = io.StringIO(data.decode(encoding), newline="")
    return list(csv.reader(text, delimiter=separator))


def amount(text: str) -> Decimal:
    bare = text.replace("\u202f", "").replace(" €", "").replace(",", ".")
    return Decimal(bare or "0")


def booked(payout: dict[str, Any]) -> list[tuple[str, str, Decimal]]:
    return [
        (one["order_id"], one["line_id"], Decimal(one["amount"]))
        for one in payout["entries"]
    ]


def test_the_payout_has_it_all(payout: dict[str, Any]) -> None:
    assert payout["faults"] == ["missing_line", "doubled_line", "wrong_total"]
    kinds = {one["kind"] for one in payout["entries"]}
    assert kinds >= {"sale", "delivery", "commission", "refund", "commission_refund"}
    assert kinds >= {"commission_vat", "penalty", "correction", "fee"}


def test_a_row_for_each_amount(seller: Seller, payout: dict[str, Any]) -> None:
    name, data = content(seller.sim, payout, "types")
    assert name == f"releve-{payout['payout_id']}.csv"
    assert data.startswith(b"\xef\xbb\xbf")
    rows = table(data, "utf-8-sig", ";")
    assert rows[1] == [f"Relevé n° {payout['payout_id']}"]
    assert rows[5][5:] == ["Type", "Libellé", "Montant"]
    body = rows[6:-1]
    assert [(row[1], row[2], amount(row[7])) for row in body] == booked(payout)
    assert rows[-1][0] == "Total" and str(amount(rows[-1][7])) == payout["stated"]
    assert {row[5] for row in body} >= {"Vente", "Frais de port", "Abonnement"}


def test_credit_and_debit(seller: Seller, payout: dict[str, Any]) -> None:
    _name, data = content(seller.sim, payout, "sides")
    rows = table(data, "utf-16", "\t")
    found = [(row[1], row[2], amount(row[8]) - amount(row[7])) for row in rows[1:-1]]
    assert found == booked(payout)
    assert not [row for row in rows[1:-1] if "-" in row[7] + row[8]]
    assert any("\u202f" in row[8] for row in rows)
    assert rows[-1][0] == "Net à payer" and str(amount(rows[-1][8])) == payout["stated"]


def test_a_row_for_each_order_line(seller: Seller, payout: dict[str, Any]) -> None:
    _name, data = content(seller.sim, payout, "orders")
    head, *rows, total = table(data, "cp1252", ",")
    kinds = range(6, len(head) - 1)
    for row in rows:
        signed = [
            -amount(row[at]) if head[at] in TAKEN else amount(row[at]) for at in kinds
        ]
        assert sum(signed) == amount(row[-1])
    whole = sum((amount(row[-1]) for row in rows), Decimal(0))
    assert whole == Decimal(payout["total"]) == Decimal(payout["stated"]) - 10
    assert total[0] == "Total" and total[-1] == payout["stated"]
    for at in kinds:
        assert amount(total[at]) == sum(amount(row[at]) for row in rows)
    numbers = [row[1] for row in rows if row[1]]
    # the doubled line stands in two rows
    assert len(numbers) == len(set(numbers)) + 1


def test_a_workbook(seller: Seller, payout: dict[str, Any]) -> None:
    name, data = content(seller.sim, payout, "workbook")
    assert name.endswith(".xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None and "A1:H1" in map(str, sheet.merged_cells.ranges)
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    cents = Decimal("0.01")
    found = [
        (row[0] or "", row[1] or "", Decimal(str(row[7])).quantize(cents))
        for row in rows[:-1]
    ]
    assert found == booked(payout)
    assert all(hasattr(row[4], "year") for row in rows[:-1])
    assert Decimal(str(rows[-1][7])).quantize(cents) == Decimal(payout["stated"])


@pytest.mark.parametrize("form", FORMS)
def test_written_by_the_command_line(
    seller: Seller, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped(seller)
    found = until_paid(seller.sim)
    url = seller.sim.addresses["control"]
    arguments = ["payout-file", found["payout_id"], str(tmp_path), "--layout", form]
    assert main(["ctl", "--url", url, *arguments]) == 0
    path = Path(json.loads(capsys.readouterr().out))
    assert path.parent == tmp_path
    name, data = content(seller.sim, found, form)
    assert path.name == name
    # a workbook holds the moment it was written
    assert form == "workbook" or path.read_bytes() == data
    assert main(["ctl", "--url", url, "payout", found["payout_id"]]) == 0
