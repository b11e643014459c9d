# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A small workbook that claims many rows is refused before it takes long."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from odoo.addons.laredoute_connector.marketplace.reference.problems import (
    ReferenceRefused,
)
from odoo.addons.laredoute_connector.marketplace.reference.workbook import (
    MAX_ROWS,
    sheet_tables,
)


def workbook(path: Path, row: str, old: bytes = b'<row r="3"') -> Path:
    """Write a sheet of three rows, the number of the third one changed."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in (["code", "label"], ["1", "A"], ["2", "B"]):
        sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(path, "w") as made:
        for part in source.namelist():
            content = source.read(part)
            if part == "xl/worksheets/sheet1.xml":
                assert old in content
                content = content.replace(old, b'<row r="%s"' % row.encode())
            made.writestr(part, content)
    return path


def texts(path: Path) -> list[list[str]]:
    (table,) = sheet_tables(path)
    return [row.cells for row in table.rows() if not row.is_blank]


@pytest.mark.parametrize("row", ["2000000000", "1048577"])
def test_b12_a_row_far_from_the_others_is_refused(tmp_path: Path, row: str) -> None:
    path = workbook(tmp_path / "far.xlsx", row)
    assert path.stat().st_size < 20_000
    began = time.monotonic()
    with pytest.raises(ReferenceRefused) as caught:
        texts(path)
    assert caught.value.code == "bomb"
    assert time.monotonic() - began < 30


def test_b12_the_first_row_too(tmp_path: Path) -> None:
    path = workbook(tmp_path / "far.xlsx", "2000000000", b'<row r="1"')
    with pytest.raises(ReferenceRefused) as caught:
        texts(path)
    assert caught.value.code == "bomb"


@pytest.mark.parametrize("row", ["3", "10", str(MAX_ROWS), "1", "-5"])
def test_b12_a_gap_that_people_leave_is_read(tmp_path: Path, row: str) -> None:
    path = workbook(tmp_path / "near.xlsx", row)
    assert texts(path)[:2] == [["code", "label"], ["1", "A"]]
