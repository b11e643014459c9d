# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Statements as workbooks: numbers, dates, formulas, merged cells, sheets."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from odoo.addons.laredoute_connector.marketplace.settlement import (
    BadRow,
    ReferenceRefused,
    StatementLine,
    open_settlement,
)

from .settlement_case import TYPED, opened, outcome, put_book

HEAD = ["Date", "N° commande", "Type", "Libellé", "Montant"]
NO_TOTAL = ["no_total 59.90"]
SALE = ["2 sale 59.90 A1"]

#: name -> (rows, lines and bad rows, findings)
BOOKS: dict[str, tuple[list[list[object]], list[str], list[str]]] = {
    "numbers": ([[None, "A1", "Vente", None, 59.9]], SALE, NO_TOTAL),
    "amounts as text": ([[None, "A1", "Vente", None, "59,90 €"]], SALE, NO_TOTAL),
    "sum that a spreadsheet cannot hold exactly": (
        [[None, "A1", "Vente", None, 59.900000000000006]],
        SALE,
        NO_TOTAL,
    ),
    "three decimals of a number are no thousand": (
        [[None, "A1", "Vente", None, 1.234], [None, "A2", "Vente", None, 1234]],
        ["2 too_precise Montant", "3 sale 1234.00 A2"],
        ["bad_rows", "no_total 1234.00"],
    ),
    "numbers say nothing about texts": (
        [[None, "A1", "Vente", None, 12.5], [None, "A2", "Vente", None, "1,234"]],
        ["2 sale 12.50 A1", "3 ambiguous_amount Montant"],
        ["bad_rows", "no_total 12.50"],
    ),
    "order number that is a number": (
        [[None, 2026000123, "Vente", None, 59.9]],
        ["2 sale 59.90 2026000123"],
        NO_TOTAL,
    ),
    "order number that became a date": (
        [[None, date(2026, 11, 1), "Vente", None, 59.9]],
        ["2 turned_to_date N° commande"],
        ["bad_rows", "no_total 0.00"],
    ),
    "amount that became a date": (
        [[None, "A1", "Vente", None, date(2026, 9, 5)]],
        ["2 turned_to_date Montant"],
        ["bad_rows", "no_total 0.00"],
    ),
    "formula without a result": (
        [[None, "A1", "Vente", None, "=1+1"], [None, "A2", "Vente", None, 59.9]],
        ["2 formula Montant", "3 sale 59.90 A2"],
        ["bad_rows", *NO_TOTAL],
    ),
    "total": (
        [[None, "A1", "Vente", None, 59.9], ["TOTAL", None, None, None, 59.9]],
        SALE,
        [],
    ),
    "total that is a line above the others": (
        [["Montant du virement", "", "", "", 60.9], [None, "A1", "Vente", None, 59.9]],
        ["3 sale 59.90 A1"],
        ["total_differs -1.00"],
    ),
    "error of a formula": (
        [[None, "A1", "Vente", None, "#DIV/0!"]],
        ["2 bad_amount Montant"],
        ["bad_rows", "no_total 0.00"],
    ),
}


@pytest.mark.parametrize("name", BOOKS)
def test_what_becomes_of_a_workbook(tmp_path: Path, name: str) -> None:
    rows, lines, findings = BOOKS[name]
    path = put_book(tmp_path, [HEAD, *rows])
    assert outcome(path, TYPED) == (lines, findings)


@pytest.mark.parametrize(
    "written",
    [
        date(2026, 11, 3),
        datetime(2026, 11, 3, 14, 30),
        46329,
        46329.6,
        "46329",
        "03/11/2026",
        "3/11/26",
        "03.11.2026",
        "2026-11-03",
        "2026-11-03T10:00:00Z",
        "20261103",
        "3 novembre 2026",
        "3 nov. 2026",
    ],
)
def test_a_date(tmp_path: Path, written: object) -> None:
    path = put_book(tmp_path, [HEAD, [written, "A1", "Vente", "", 1]])
    (line,) = open_settlement(path, TYPED).lines()
    assert isinstance(line, StatementLine) and line.day == date(2026, 11, 3)


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (["03/04/2026", "31/03/2026"], [date(2026, 4, 3), date(2026, 3, 31)]),
        (["03/04/2026", "03/31/2026"], [date(2026, 3, 4), date(2026, 3, 31)]),
        (
            ["03/04/2026", "03/31/2026", "31/03/2026"],
            ["ambiguous_date", date(2026, 3, 31), date(2026, 3, 31)],
        ),
        (["31/02/2026", "demain", "12345", ""], ["bad_date", "bad_date", "bad_date"]),
        (["03/03/2026", "2026-13-01"], [date(2026, 3, 3), "bad_date"]),
    ],
)
def test_dates_of_a_file(tmp_path: Path, texts: list[str], days: list[object]) -> None:
    rows = [[text, "A1", "Vente", "", 1] for text in texts if text]
    path = put_book(tmp_path, [HEAD, *rows])
    found = [
        one.problem if isinstance(one, BadRow) else one.day
        for one in open_settlement(path, TYPED).lines()
    ]
    assert found == days


def test_merged_cells(tmp_path: Path) -> None:
    """A title over all columns is one; an order over three rows is of the first."""
    rows: list[list[object]] = [
        ["Relevé n° R-7 du 21/11/2026", None, None, None, None],
        HEAD,
        [None, "A1", "Vente", None, 100],
        [None, None, "Port", None, 5],
        [None, None, "Commission", None, -17],
    ]
    path = put_book(tmp_path, rows, title="A1:E1", order="B3:B5")
    lines, findings = outcome(path, TYPED)
    assert lines == ["3 sale 100.00 A1", "4 delivery 5.00", "5 commission -17.00"]
    assert findings == ["no_total 88.00", "without_order -12.00"]
    assert opened(path, TYPED).stated.reference == "R-7"


def test_formula_with_its_result(tmp_path: Path) -> None:
    """What Excel computed is read, not the formula."""
    path = put_book(tmp_path, [HEAD, [None, "A1", "Vente", None, "=50+9.9"]])
    kept = tmp_path / "computed.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(kept, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                assert content.count(b"<v></v>") + content.count(b"<v />") == 1
                content = content.replace(b"<v></v>", b"<v>59.9</v>")
                content = content.replace(b"<v />", b"<v>59.9</v>")
            new.writestr(part, content)
    assert outcome(kept, TYPED) == (SALE, NO_TOTAL)


def test_several_sheets(tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Synthèse"
    first.append(["Total", 59.9])
    for name in ("Ventes", "Retours"):
        sheet = book.create_sheet(name)
        sheet.append(HEAD)
        sheet.append([None, name, "Vente", None, 1])
    path = tmp_path / "statement.xlsx"
    book.save(path)
    with pytest.raises(ReferenceRefused) as refused:
        open_settlement(path, TYPED)
    assert refused.value.code == "several_sheets"
    assert refused.value.arguments["found"] == "Ventes, Retours"
    file = open_settlement(path, TYPED, "Retours")
    (line,) = file.lines()
    assert isinstance(line, StatementLine) and line.order == "Retours"
    assert file.recognised.sheet == "Retours"
    book.remove(book["Ventes"])
    book.save(path)
    assert open_settlement(path, TYPED).recognised.sheet == "Retours"
