# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Tables that people open in a spreadsheet, or send to La Redoute's support."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

#: what a spreadsheet would take for a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as CSV that a French spreadsheet opens as it is.

    UTF-8 with its first bytes, ``;`` between cells. A cell that would be computed
    is text: it begins with an apostrophe.

    :param headings: of the columns
    :param rows: cells, in the order of the headings
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(headings)
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
