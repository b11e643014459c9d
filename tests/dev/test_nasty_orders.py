# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The document of nasty orders says what the tests prove."""

from __future__ import annotations

from dev.paths import REPOSITORY
from tests.orm.order.nasty_orders import ORDERS, document


def test_the_document_holds_the_rows_that_are_tried() -> None:
    written = (REPOSITORY / "docs" / "nasty-orders.md").read_text(encoding="utf-8")
    assert written == document()


def test_the_table_is_long_and_no_row_stands_twice() -> None:
    names = [each.name for each in ORDERS]
    assert len(names) >= 60
    assert len(set(names)) == len(names)
