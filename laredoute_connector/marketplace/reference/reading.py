# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Opening a reference file, and reading it line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from .columns import Kind
from .header import HEAD_ROWS, Header, find_header, no_header
from .lines import DECODERS, GENERIC_COLOUR, Cells
from .problems import BadCell, ReferenceRefused
from .records import BadLine, GoodLine
from .signature import is_workbook
from .table import Row, Table, clean
from .text import text_tables
from .workbook import sheet_tables

#: lines shown of what was recognised
SAMPLE = 5
#: kinds whose lines need an attribute that the file may not name
_LISTS = (Kind.SIZES, Kind.COLOURS)


@dataclass(frozen=True)
class Recognised:
    """What a file was taken for, before anything of it is used.

    :ivar columns: field -> the header of its column, as written
    :ivar ignored: the headers of the columns that say nothing to us
    :ivar encoding: ``utf-8``, ``utf-8-sig``, ``utf-16``…, ``cp1252`` or ``xlsx``
    :ivar separator: what stands between columns, empty in a workbook
    :ivar sheet: the name of the sheet, empty in a text file
    :ivar header_line: the number of the header's line, from 1
    :ivar sample: the first rows below it, field -> text
    """

    kind: Kind
    columns: dict[str, str]
    ignored: tuple[str, ...]
    encoding: str
    separator: str
    sheet: str
    header_line: int
    sample: tuple[dict[str, str], ...]


class ReferenceFile:
    """A file whose header was recognised.

    :ivar recognised: what it was taken for
    """

    def __init__(self, table: Table, header: Header, attribute: str) -> None:
        self._table = table
        self._header = header
        self._attribute = attribute
        self.recognised = Recognised(
            kind=header.kind,
            columns=header.titles,
            ignored=tuple(one for one in header.ignored if one),
            encoding=table.encoding,
            separator=table.separator,
            sheet=table.name,
            header_line=header.row.number,
            sample=tuple(
                self._named(row.cells) for row in islice(self._body(), SAMPLE)
            ),
        )

    def lines(self) -> Iterator[GoodLine | BadLine]:
        """Yield each line that is not blank, parsed or bad; memory stays flat.

        :raises ReferenceRefused: when a workbook turns out to be broken further on
        """
        decode = DECODERS[self._header.kind]
        for row in self._body():
            try:
                cells = Cells(self._checked(row), self._attribute)
                yield GoodLine(row.number, row.raw, tuple(decode(cells)))
            except BadCell as error:
                yield BadLine(row.number, error.reason, row.raw, error.arguments)

    def _body(self) -> Iterator[Row]:
        header = [cell.strip() for cell in self._header.row.cells]
        for row in self._table.rows():
            if row.number <= self._header.row.number or row.is_blank:
                continue
            if [cell.strip() for cell in row.cells] != header:
                yield row

    def _checked(self, row: Row) -> dict[str, str]:
        """Return the cells by field, when there are as many as the header names."""
        if row.problem:
            raise BadCell(row.problem, **row.arguments)
        filled = max(
            (at + 1 for at, cell in enumerate(row.cells) if cell.strip()), default=0
        )
        width = self._header.width
        if filled > width:
            raise BadCell("too_many_columns", found=filled, expected=width)
        if len(row.cells) == 1 < width and self._table.separator:
            raise BadCell("too_few_columns", found=1, expected=width)
        return self._named(row.cells)

    def _named(self, cells: list[str]) -> dict[str, str]:
        fields = self._header.fields.items()
        return {
            name: clean(cells[at]) if at < len(cells) else "" for name, at in fields
        }


def open_reference(
    path: Path, *, name: str = "", kind: Kind | None = None, attribute: str = ""
) -> ReferenceFile:
    """Recognise a reference file; nothing is read beyond its first lines.

    :param name: the file's name at the person's, a hint for its kind
    :param kind: what it is, ``None`` to guess from its headers
    :param attribute: the attribute code (``A`` and digits) of a list of sizes or
        colours that does not name one; a list of colours is the generic colour's
    :raises ReferenceRefused: when it is no table, or its columns are not known
    """
    is_book = is_workbook(path)
    tables: list[Table] = [*(sheet_tables(path) if is_book else text_tables(path))]
    best: tuple[Header, Table] | None = None
    for table in tables:
        hint = f"{table.name} {Path(name).stem}"
        found = find_header(_head(table), kind, hint)
        if found and (best is None or found.score > best[0].score):
            best = found, table
        if found and table.name:
            break
    if best is None:
        rows = (row for table in tables for row in _head(table))
        raise no_header(rows, kind)
    header, table = best
    if header.kind is Kind.COLOURS:
        attribute = attribute or GENERIC_COLOUR
    if header.kind in _LISTS and not attribute and "attribute" not in header.fields:
        raise ReferenceRefused("no_attribute")
    return ReferenceFile(table, header, attribute)


def _head(table: Table) -> Iterator[Row]:
    return islice((row for row in table.rows() if not row.is_blank), HEAD_ROWS)
