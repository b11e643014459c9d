# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Writers of reference files in every way people save them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

from odoo.addons.laredoute_connector.marketplace.reference import (
    BadLine,
    GoodLine,
    Kind,
    Record,
    ReferenceFile,
    open_reference,
)

Grid = Sequence[Sequence[Any]]
_FORMULA = re.compile(rb'><f>"([^<"]*)"</f>(?:<v ?/>|<v></v>)')


def csv_bytes(
    rows: Grid,
    separator: str = ";",
    encoding: str = "utf-8",
    end: str = "\n",
    quote: bool = False,
) -> bytes:
    """A text file of these rows; only what needs quotes has them, or all."""

    def cell(value: Any) -> str:
        text = str(value)
        if quote or any(each in text for each in (separator, '"', "\n")):
            return '"' + text.replace('"', '""') + '"'
        return text

    lines = (separator.join(map(cell, row)) for row in rows)
    return "".join(line + end for line in lines).encode(encoding)


def xlsx_bytes(rows: Grid, title: str = "Feuil1", **hidden: Grid) -> bytes:
    """A workbook with these rows; each named one more is a hidden sheet before it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, content in hidden.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden"
        for row in content:
            sheet.append(list(row))
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return _with_results(stream)


def _with_results(book: io.BytesIO) -> bytes:
    """Give formulas that are only a text their result, which Excel stores beside them.

    openpyxl computes nothing: it writes a formula and an empty value.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(book) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name.startswith("xl/worksheets/"):
                content = _FORMULA.sub(rb' t="str"><f>"\1"</f><v>\1</v>', content)
            after.writestr(name, content)
    return stream.getvalue()


def opened(
    folder: Path,
    content: bytes,
    name: str = "",
    kind: Kind | None = None,
    attribute: str = "",
) -> ReferenceFile:
    path = folder / "file"
    path.write_bytes(content)
    return open_reference(path, name=name, kind=kind, attribute=attribute)


def read(file: ReferenceFile) -> tuple[list[Record], list[BadLine]]:
    """Everything that a file says, and its bad lines."""
    records: list[Record] = []
    bad: list[BadLine] = []
    for line in file.lines():
        if isinstance(line, GoodLine):
            records += line.records
        else:
            bad.append(line)
    return records, bad
