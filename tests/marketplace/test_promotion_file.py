# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A list of promotion prices, however it was written."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from odoo.addons.laredoute_connector.marketplace.promotions import (
    PriceRow,
    read_prices,
)
from odoo.addons.laredoute_connector.marketplace.promotions.price_file import (
    decode_moment,
    decode_price,
)
from odoo.addons.laredoute_connector.marketplace.reference import ReferenceRefused


def read(folder: Path, content: str, encoding: str = "utf-8") -> list[PriceRow]:
    path = folder / "prices.csv"
    path.write_bytes(content.encode(encoding))
    return read_prices(path)


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("49,9", "49.90"),
        ("49.90", "49.90"),
        ("49,90 €", "49.90"),
        ("1 299,00", "1299.00"),
        ("1\u202f299,00\u00a0EUR", "1299.00"),
        ("1.299,50", "1299.50"),
        ("1,299.50", "1299.50"),
        ("19.989999999999998", "19.99"),
        ("50", "50.00"),
        ("0", "0.00"),
        ("1.299", None),
        ("1,299", None),
        ("49,905", None),
        ("49,9051", None),
        ("-5", None),
        ("30 %", None),
        ("1.299.50", None),
        ("abc", None),
    ],
)
def test_an_amount(text: str, price: str | None) -> None:
    found = decode_price(text)
    assert (found and str(found)) == price or (
        found is not None and str(found) == price
    )


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("31/12/2026", datetime(2026, 12, 31)),
        ("31/12/2026 08:30", datetime(2026, 12, 31, 8, 30)),
        ("31/12/2026 8h", datetime(2026, 12, 31, 8)),
        ("2026-12-31", datetime(2026, 12, 31)),
        ("2026-12-31T08:30:00", datetime(2026, 12, 31, 8, 30)),
        ("2026-12-31 00:00:00", datetime(2026, 12, 31)),
        ("12/31/2026", None),
        ("31/02/2026", None),
        ("31/12/26", None),
        ("demain", None),
    ],
)
def test_a_date(text: str, moment: datetime | None) -> None:
    assert decode_moment(text) == moment


@pytest.mark.parametrize("text", ["31/12/2026", "2026-12-31", "2026-12-31 00:00:00"])
def test_a_last_day_counts_as_a_whole(text: str) -> None:
    assert decode_moment(text, ends=True) == datetime(2027, 1, 1)
    assert decode_moment("2026-12-31T00:00:00", ends=True) == datetime(2026, 12, 31)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_file_and_its_bad_lines(tmp_path: Path, encoding: str) -> None:
    rows = read(
        tmp_path,
        "Référence;Prix promotionnel;Date de début;Date de fin\r\n"
        "ROBE-1;39,90 €;08/01/2027 08:00;31/01/2027\r\n"
        ";39,90;;\r\n"
        "ROBE-2;;;\r\n"
        "ROBE-3;0;;\r\n"
        "ROBE-4;trente;;\r\n"
        "3,5E+12;39,90;;\r\n"
        "ROBE-5;39.90;31/31/2027;\r\n"
        "ROBE-6;39.90;2027-02-01;2027-01-01\r\n"
        "ROBE-7;39.90;;\r\n",
        encoding,
    )
    assert rows[0] == PriceRow(
        2,
        "ROBE-1",
        Decimal("39.90"),
        datetime(2027, 1, 8, 8),
        datetime(2027, 2, 1),
    )
    problems = [row.problem for row in rows]
    assert problems == [
        "",
        "no_item",
        "no_price",
        "zero_price",
        "bad_price",
        "scientific",
        "bad_date",
        "dates_crossed",
        "",
    ]
    assert [row.number for row in rows] == list(range(2, 11))


def test_a_workbook_with_dates_as_dates(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["EAN", "Prix", "Début", "Fin"])
    sheet.append([3500000000017, 39.9, date(2027, 1, 8), datetime(2027, 1, 31)])
    sheet.append([date(2027, 1, 8), 39.9, None, None])
    path = tmp_path / "prices.xlsx"
    book.save(path)
    good, bad = read_prices(path)
    assert good == PriceRow(
        2,
        "3500000000017",
        Decimal("39.90"),
        datetime(2027, 1, 8),
        datetime(2027, 2, 1),
    )
    assert (bad.number, bad.problem) == (3, "turned_to_date")


def test_a_file_without_a_price(tmp_path: Path) -> None:
    with pytest.raises(ReferenceRefused) as refused:
        read(tmp_path, "EAN;Stock\r\n3500000000017;3\r\n")
    assert refused.value.code == "missing_columns"
