# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Tables for spreadsheets: whatever stands in a cell comes out as it is, as text."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.laredoute_connector.marketplace.table_file import write_table

CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)


def read(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_a_spreadsheet_in_french_opens_it() -> None:
    content = write_table(["EAN", "Référence"], [["3500000000017", "ROBE;1"]])
    assert content.startswith(b"\xef\xbb\xbf")
    assert read(content) == [["EAN", "Référence"], ["3500000000017", "ROBE;1"]]


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=4))
def test_no_cell_is_lost_and_none_is_computed(rows: list[list[str]]) -> None:
    found = read(write_table(["a", "b"], rows))[1:]
    assert [[cell.removeprefix("'") for cell in row] for row in found] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]
    assert not [c for row in found for c in row if c.startswith(("=", "+", "-", "@"))]
