# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Statements for tests: two layouts, files made of rows, what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from odoo.addons.laredoute_connector.marketplace.settlement import (
    BadRow,
    Finding,
    Layout,
    LineKind,
    SettlementFile,
    StatementLine,
    check_settlement,
    open_settlement,
)

#: a row for each amount
TYPED = Layout(
    fields={
        "date": "Date",
        "order": "N° commande",
        "kind": "Type",
        "label": "Libellé",
        "amount": "Montant",
    },
    words={
        "Vente": "sale",
        "Port": "delivery",
        "Commission": "commission",
        "TVA commission": "commission_vat",
        "Remboursement": "refund",
        "Commission remboursée": "commission_refund",
        "Abonnement": "fee",
        "Pénalité": "penalty",
        "Correction": "correction",
        "Virement": "stated",
        "Sous-total": "skipped",
    },
)
#: a row for each order; what is taken is written above zero
BY_ORDER = Layout(
    fields={"order": "Order number", "date": "Date", "label": "Label", "net": "Net"},
    amounts={
        "Sales": LineKind.SALE,
        "Shipping": LineKind.DELIVERY,
        "Commission": LineKind.COMMISSION,
        "VAT on commission": LineKind.COMMISSION_VAT,
        "Refunds": LineKind.REFUND,
        "Fees": LineKind.FEE,
    },
    inverted=frozenset({LineKind.COMMISSION, LineKind.COMMISSION_VAT, LineKind.FEE}),
)
TYPED_HEAD = "Date;N° commande;Type;Libellé;Montant"
ORDER_HEAD = "Order number,Date,Label,Sales,Shipping,Commission,VAT on commission"
ORDER_HEAD += ",Refunds,Fees,Net"


def put(folder: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / "statement.csv"
    path.write_bytes(
        content if isinstance(content, bytes) else content.encode(encoding)
    )
    return path


def put_book(folder: Path, rows: Sequence[Sequence[object]], **merged: str) -> Path:
    """Write a workbook; ``merged`` has ranges that are merged, by any name."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cells in merged.values():
        sheet.merge_cells(cells)
    path = folder / "statement.xlsx"
    book.save(path)
    return path


def shown(one: StatementLine | BadRow) -> str:
    if isinstance(one, BadRow):
        return f"{one.row} {one.problem} {one.column}".strip()
    return f"{one.row} {one.kind.value} {one.amount} {one.order}".strip()


def shown_finding(one: Finding) -> str:
    kind = f" {one.kind.value}" if one.kind else ""
    amount = "" if one.amount is None else f" {one.amount}"
    return f"{one.code}{kind}{amount}"


def outcome(path: Path, layout: Layout) -> tuple[list[str], list[str]]:
    """What becomes of a file: its lines and bad rows, and what there is to know."""
    file = open_settlement(path, layout)
    lines = [shown(one) for one in file.lines()]
    _checks, findings = check_settlement(file)
    return lines, [shown_finding(one) for one in findings]


def opened(path: Path, layout: Layout) -> SettlementFile:
    """A file that was read to its end."""
    file = open_settlement(path, layout)
    check_settlement(file)
    return file
