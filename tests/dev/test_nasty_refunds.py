# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The document of nasty refunds says what the tests prove."""

from __future__ import annotations

from dev.paths import REPOSITORY
from tests.orm.refund.nasty_refunds import REFUNDS, document


def test_the_document_holds_the_rows_that_are_tried() -> None:
    written = (REPOSITORY / "docs" / "nasty-refunds.md").read_text(encoding="utf-8")
    assert written == document()


def test_the_table_is_long_and_no_row_stands_twice() -> None:
    names = [each.name for each in REFUNDS]
    assert len(names) >= 80
    assert len(set(names)) == len(names)
