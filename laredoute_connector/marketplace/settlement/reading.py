# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Opening a statement, and reading it amount by amount."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from ..reference.signature import is_workbook
from ..reference.table import Row, Table
from ..reference.text import text_tables
from ..reference.workbook import sheet_tables
from .columns import Columns, find_columns, head
from .habits import Habits
from .layout import Layout
from .records import BadRow, Stated, StatedTotal, StatementLine
from .rows import RowReader
from .stated import read_title


@dataclass(frozen=True)
class Recognised:
    """What a statement was taken for.

    :ivar encoding: ``utf-8``, ``cp1252``, ``utf-16``…, or ``xlsx``
    :ivar separator: what stands between cells; empty in a workbook
    :ivar sheet: the name of the sheet; empty in a text file
    :ivar heading_row: the number of the heading's row, from 1
    :ivar missing: headings of the layout that the file lacks, none of them needed
    :ivar unknown: headings that the layout knows nothing of: amounts may stand there
    """

    encoding: str
    separator: str
    sheet: str
    heading_row: int
    missing: tuple[str, ...]
    unknown: tuple[str, ...]


class SettlementFile:
    """A statement whose columns were found.

    :ivar recognised: what it was taken for
    :ivar stated: what it says of itself; its sums are whole once all lines were read
    :ivar skipped: rows read so far that hold nothing that counts
    """

    def __init__(self, table: Table, columns: Columns, layout: Layout) -> None:
        self._table = table
        self._columns = columns
        self._layout = layout
        self._habits = Habits(table, columns, layout)
        self._title = Stated()
        for row in self._above():
            read_title(row, self._title, self._habits)
        self.stated = deepcopy(self._title)
        self.skipped = 0
        self.recognised = Recognised(
            table.encoding,
            table.separator,
            table.name,
            columns.row,
            columns.missing,
            columns.unknown,
        )

    def lines(self) -> Iterator[StatementLine | BadRow]:
        """Yield each amount, and each row that cannot be read; memory stays flat.

        It may be called again, and begins anew.

        :raises ReferenceRefused: when a workbook turns out to be broken further on
        """
        self.stated = deepcopy(self._title)
        separator = self._table.separator
        reader = RowReader(self._layout, self._columns, self._habits, separator)
        for row in self._table.rows():
            if row.number <= self._columns.row or row.is_blank:
                continue
            for found in reader.read(row):
                if isinstance(found, StatedTotal):
                    self.stated.add(found)
                else:
                    yield found
            self.skipped = reader.skipped

    def _above(self) -> Iterator[Row]:
        for row in head(self._table):
            if row.number >= self._columns.row:
                return
            yield row


def open_settlement(path: Path, layout: Layout, sheet: str = "") -> SettlementFile:
    """Find the columns of a statement; nothing is read beyond its first rows.

    :param sheet: the one to read, where several of a workbook have the columns
    :raises BadLayout: when nothing can be read with the layout
    :raises ReferenceRefused: when it is no table (its codes are those of La Redoute's
        lists), or ``missing_columns`` (``missing``, ``found``), ``heading_twice``
        (``found``), ``several_sheets`` (``found``)
    """
    layout.check()
    tables = tables_of(path)
    if sheet:
        tables = [table for table in tables if table.name == sheet]
    return SettlementFile(*find_columns(tables, layout), layout)


def tables_of(path: Path) -> list[Table]:
    """Return the tables that a file may be: its sheets, or one for each separator.

    :raises ReferenceRefused: when it is no table
    """
    return [*(sheet_tables(path) if is_workbook(path) else text_tables(path))]
