# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A warehouse's file of parcels, however it was saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from odoo.addons.laredoute_connector.marketplace.parcel_file import (
    MAX_LINES,
    ParcelRow,
    read_parcels,
)
from odoo.addons.laredoute_connector.marketplace.places import has_several_numbers
from odoo.addons.laredoute_connector.marketplace.reference import ReferenceRefused

ORDER = "1-2026.325.0001234"


def read(folder: Path, content: str, encoding: str = "utf-8") -> list[ParcelRow]:
    path = folder / "parcels.csv"
    path.write_bytes(content.encode(encoding))
    return read_parcels(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_any_encoding_and_separator(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    header = separator.join(
        ("Transporteur", "N° de commande", "Numéro de suivi", "EAN", "Quantité")
    )
    line = separator.join(("Colissimo", ORDER, "6A1", "3500000000017", "2"))
    (row,) = read(tmp_path, f"{header}\r\n{line}\r\n\r\n", encoding)
    assert row == ParcelRow(2, ORDER, "6A1", "Colissimo", "3500000000017", 2)


@pytest.mark.parametrize(
    "header",
    [
        "commande;suivi",
        "Order Number;Tracking Number",
        "OrderID;TrackingCode",
        "Réf. commande;N° colis",
        "No commande;No de suivi",
    ],
)
def test_usual_headers(tmp_path: Path, header: str) -> None:
    (row,) = read(tmp_path, f"Colis du 12/11\n\n{header}\n{ORDER};6A1\n")
    assert (row.order, row.tracking, row.problem) == (ORDER, "6A1", "")


def test_two_columns_without_headers_are_order_and_number(tmp_path: Path) -> None:
    rows = read(tmp_path, f"{ORDER};6A1\nS00012;6A2\n")
    assert [(row.order, row.tracking) for row in rows] == [
        (ORDER, "6A1"),
        ("S00012", "6A2"),
    ]


def test_workbook(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Commande", "Suivi", "Référence article", "Qté"])
    book.active.append(["S00012", 12345678901234, "ROBE-001", 1.0])
    path = tmp_path / "parcels.xlsx"
    book.save(path)
    (row,) = read_parcels(path)
    assert row == ParcelRow(2, "S00012", "12345678901234", "", "ROBE-001", 1)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (f"{ORDER};", "no_number"),
        (";6A1", "no_order"),
        (f"{ORDER};6A12345678901 6A12345678902", "two_numbers"),
        (f"{ORDER};6A1 / 6A2, 6A3", "two_numbers"),
        (f"{ORDER};1,23457E+13", "scientific"),
        (f"{ORDER};6A1;deux", "bad_quantity"),
        (f"{ORDER};6A1;0", "bad_quantity"),
        (f"{ORDER};6A1;-1", "bad_quantity"),
        (f"{ORDER};6A1;1,5", "bad_quantity"),
        (f"{ORDER};8R 4512 7890 123", ""),
        (f"{ORDER};Colissimo 6A1", ""),
        (f"{ORDER};6A1;2,0", ""),
    ],
)
def test_what_is_wrong_with_a_line(tmp_path: Path, line: str, problem: str) -> None:
    (row,) = read(tmp_path, f"commande;suivi;quantité\n{line}\n")
    assert row.problem == problem


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "empty"),
        ("commande;client\nS1;Dupont\n", "missing_columns"),
        ("Bonjour\n", "missing_columns"),
        ("%PDF-1.7 rien", "pdf"),
        (f"commande;suivi\n{'S1;6A1' + chr(10)}" * (MAX_LINES + 2), "too_many_lines"),
    ],
)
def test_file_that_is_refused(tmp_path: Path, content: str, code: str) -> None:
    with pytest.raises(ReferenceRefused) as error:
        read(tmp_path, content)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("6A1", False),
        ("6A1; 6A1", False),
        ("6A1; 6A2", True),
        ("6A12345678901 et 6A12345678902", True),
        ("6A12345678901 6A12345678901", False),
        ("WH/OUT/00012", False),
        ("XY 123 456 789 FR", False),
        ("", False),
    ],
)
def test_several_numbers(text: str, several: bool) -> None:
    assert has_several_numbers(text) == several
