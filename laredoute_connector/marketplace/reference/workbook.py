# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Tables kept as a workbook (XLSX), read row by row.

Excel gives back more than was typed: numbers for codes, dates for sizes such as
``10/12``, results for formulas. What it changed beyond repair is said of the row.
"""

from __future__ import annotations

import re
import weakref
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import repeat
from pathlib import Path
from typing import Any

import openpyxl

from .problems import Arguments, ReferenceRefused
from .table import RAW_LENGTH, Row

#: columns read of a sheet
MAX_COLUMNS = 32
#: what a workbook may hold once unpacked, in bytes: all of it, and one shared part
MAX_UNPACKED = 512 * 1024 * 1024
MAX_SHARED = 96 * 1024 * 1024
MAX_PARTS = 2000
#: what a sheet can hold; the library fills the gap before a row, whatever its number
MAX_ROWS = 1_048_576
_SHARED = ("sharedStrings.xml", "styles.xml", "workbook.xml", "theme1.xml")
_BLOCK = 1024 * 1024
# the number of a row far beyond a sheet's: filling the gap would take an hour
_FAR_ROW = re.compile(rb"""\sr=["'][0-9]{8,}""")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
)


class _Book:
    """An open workbook: its shared texts are read once for all its sheets."""

    def __init__(self, path: Path, *, results: bool) -> None:
        # a stream: of a path the library would want to see its own suffix
        stream = path.open("rb")
        weakref.finalize(self, stream.close)
        try:
            self.content = openpyxl.load_workbook(
                stream, read_only=True, data_only=results, keep_links=False
            )
        except Exception as error:
            stream.close()
            raise ReferenceRefused("broken_workbook") from error

    def visible(self) -> list[str]:
        """Return the names of the sheets that a person sees."""
        sheets = self.content.worksheets
        return [one.title for one in sheets if one.sheet_state == "visible"]

    def rows(self, name: str) -> Iterator[tuple[Any, ...]]:
        """Yield the cells of each row; the file's word for its size is not believed.

        :raises ReferenceRefused: ``broken_workbook``; ``bomb`` when a row is beyond a
            sheet's
        """
        sheet = self.content[name]
        try:
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True)
            for number, cells in enumerate(rows, start=1):
                if number > MAX_ROWS:
                    raise ReferenceRefused("bomb")
                yield cells
        except ReferenceRefused:
            raise
        except Exception as error:
            raise ReferenceRefused("broken_workbook") from error


class SheetTable:
    """One visible sheet of a workbook."""

    encoding = "xlsx"
    separator = ""

    def __init__(self, name: str, results: _Book, written: _Book | None) -> None:
        self.name = name
        self._results = results
        self._written = written

    def rows(self) -> Iterator[Row]:
        """Yield its rows.

        :raises ReferenceRefused: ``broken_workbook``
        """
        results = self._results.rows(self.name)
        written: Iterator[tuple[Any, ...]] = repeat(())
        if self._written:
            written = self._written.rows(self.name)
        pairs = zip(results, written, strict=False)
        for number, (values, formulas) in enumerate(pairs, start=1):
            yield _row(number, values, formulas)


def sheet_tables(path: Path) -> Iterator[SheetTable]:
    """Yield the visible sheets of a workbook.

    :raises ReferenceRefused: when it is none, is broken, or unpacks to too much
    """
    formulas = _look_inside(path)
    results = _Book(path, results=True)
    written = _Book(path, results=False) if formulas else None
    for name in results.visible():
        yield SheetTable(name, results, written)


def _look_inside(path: Path) -> bool:
    """Refuse what would fill the memory; return whether there are formulas."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_parts(archive)
            sheets = [
                part
                for part in archive.namelist()
                if part.startswith("xl/worksheets/") and part.endswith(".xml")
            ]
            # every sheet is looked at for what a sheet must not hold
            return sum(_has_formulas(archive, part) for part in sheets) > 0
    except _BROKEN as error:
        raise ReferenceRefused("broken_workbook") from error


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        is_ods = "content.xml" in names and "mimetype" in names
        is_binary = "xl/workbook.bin" in names
        raise ReferenceRefused("ods" if is_ods else "xlsb" if is_binary else "archive")
    too_much = (
        len(parts) > MAX_PARTS
        or sum(part.file_size for part in parts) > MAX_UNPACKED
        or any(
            part.file_size > MAX_SHARED
            for part in parts
            if part.filename.endswith(_SHARED)
        )
    )
    if too_much:
        raise ReferenceRefused("bomb")


def _has_formulas(archive: zipfile.ZipFile, part: str) -> bool:
    found = False
    tail = b""
    with archive.open(part) as stream:
        while block := stream.read(_BLOCK):
            text = tail + block
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise ReferenceRefused("broken_workbook")
            if _FAR_ROW.search(text):
                raise ReferenceRefused("bomb")
            found = found or b"<f>" in text or b"<f " in text
            tail = block[-16:]
    return found


def _row(number: int, values: tuple[Any, ...], written: tuple[Any, ...]) -> Row:
    formula = _formula_without_result(values, written) if written else 0
    last = len(values)
    while last > formula and values[last - 1] is None:
        last -= 1
    cells = [_text(value) for value in values[:last]]
    raw = ";".join(cells)[:RAW_LENGTH]
    numbers = frozenset(
        at
        for at, value in enumerate(values[:last])
        if isinstance(value, int | float) and not isinstance(value, bool)
    )
    if formula:
        return Row(number, cells, raw, "formula", {"column": formula}, numbers)
    for at, value in enumerate(values[:last], start=1):
        if isinstance(value, datetime | date | time):
            found: Arguments = {"column": at}
            return Row(number, cells, raw, "turned_to_date", found, numbers)
    return Row(number, cells, raw, numbers=numbers)


def _formula_without_result(values: tuple[Any, ...], written: tuple[Any, ...]) -> int:
    """Return the column of a formula that was never computed, or 0."""
    pairs = enumerate(zip(values, written, strict=False), start=1)
    for at, (value, text) in pairs:
        if value is None and isinstance(text, str) and text.startswith("="):
            return at
    return 0


def _text(value: object) -> str:
    """Return a cell as it was most likely typed: a whole number has no decimals."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        return str(int(value)) if whole else format(Decimal(repr(value)), "f")
    return str(value)
