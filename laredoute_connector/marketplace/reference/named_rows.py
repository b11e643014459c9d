# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The lines of a person's own table: its columns go by the headers that they know."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import islice
from pathlib import Path

from .columns import Layout, words_of
from .header import HEAD_ROWS, assign
from .problems import ReferenceRefused
from .signature import is_workbook
from .table import Row, Table, clean
from .text import text_tables
from .workbook import sheet_tables


def layout_of(names: dict[str, str], needed: str) -> Layout:
    """Return a layout of which some columns must be there.

    :param names: field -> the headers it goes by, with ``|`` between them
    :param needed: alternatives of fields, with ``|`` between them, blanks within
    """
    return Layout(
        {
            name: tuple(words_of(header) for header in headers.split("|"))
            for name, headers in names.items()
        },
        tuple(tuple(fields.split()) for fields in needed.split("|")),
        ".*",
        words_of(""),
    )


def named_rows(
    path: Path,
    layout: Layout,
    most: int,
    is_bare: Callable[[Row], bool] = lambda _row: False,
    bare: dict[str, int] | None = None,
    dates: Collection[str] = (),
) -> list[tuple[Row, dict[str, str]]]:
    """Return each line that is not blank, with {field: its text}.

    :param most: lines of the longest file
    :param is_bare: whether a table whose first line this is has no headers
    :param bare: field -> index, of a table without headers
    :param dates: fields that may hold a date, which spoils every other one
    :return: nothing of a line whose row says what is wrong with it
    :raises ReferenceRefused: when it is no table, or lacks a column; ``code`` may be
        ``too_many_lines`` or ``missing_columns``, besides those of a list
    """
    tables: list[Table] = [
        *(sheet_tables(path) if is_workbook(path) else text_tables(path))
    ]
    for table in tables:
        for row in _head(table):
            fields, _score = assign([cell.strip() for cell in row.cells], layout)
            if any(set(needed) <= fields.keys() for needed in layout.needed):
                return _lines(table, fields, row.number, most, dates)
    for table in tables:
        first = next(_head(table), None)
        if bare and first and is_bare(first):
            return _lines(table, bare, 0, most, dates)
    heads = [row for table in tables for row in islice(_head(table), 1)]
    if not heads and not path.stat().st_size:
        raise ReferenceRefused("empty")
    cells = heads[0].cells if heads else []
    found = ", ".join(cell.strip() for cell in cells if cell.strip())
    raise ReferenceRefused("missing_columns", found=found[:200])


def _head(table: Table) -> Iterator[Row]:
    return islice((row for row in table.rows() if not row.is_blank), HEAD_ROWS)


def _lines(
    table: Table,
    fields: dict[str, int],
    after: int,
    most: int,
    dates: Collection[str],
) -> list[tuple[Row, dict[str, str]]]:
    """Return the lines below the header.

    :param after: the number of the header's line; 0 without one
    """
    found: list[tuple[Row, dict[str, str]]] = []
    columns = {at + 1 for name, at in fields.items() if name in dates}
    for row in table.rows():
        if row.number <= after or row.is_blank:
            continue
        if len(found) == most:
            raise ReferenceRefused("too_many_lines", limit=most)
        cells = {
            name: clean(row.cells[at]) if at < len(row.cells) else ""
            for name, at in fields.items()
        }
        is_date = row.problem == "turned_to_date"
        usable = not row.problem or (is_date and row.arguments["column"] in columns)
        found.append((row, cells if usable else {}))
    return found
