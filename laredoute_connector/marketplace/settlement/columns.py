# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A layout laid over the heading of a file: which column of it is what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from ..reference.problems import ReferenceRefused
from ..reference.table import Row, Table, clean
from .layout import Layout
from .records import LineKind
from .words import normal

#: rows among which the heading is looked for: exports begin with a title
HEAD_ROWS = 60
_SHOWN = 200


@dataclass(frozen=True)
class Columns:
    """The columns of one file.

    :ivar row: the number of the heading's row
    :ivar headings: as written, by index
    :ivar width: how many cells the heading's row has, empty ones at its end included
    :ivar fields: field -> index
    :ivar amounts: index -> kind of the amounts below, where each row is an order
    :ivar missing: headings of the layout that the file lacks, and can be read without
    :ivar unknown: headings that the layout knows nothing of
    """

    row: int
    headings: tuple[str, ...]
    width: int
    fields: dict[str, int]
    amounts: dict[int, LineKind] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @cached_property
    def money(self) -> list[int]:
        """The indexes of all columns of amounts."""
        names = ("amount", "credit", "debit", "net")
        return [*self.amounts, *(self.fields[n] for n in names if n in self.fields)]

    def is_heading(self, cells: list[str]) -> bool:
        """Return whether a row repeats the heading, as at the top of a page."""
        names = self._names
        first = next(at for at, name in enumerate(names) if name)
        # nearly every row is another one at its first cell
        if first >= len(cells) or normal(cells[first]) != names[first]:
            return False
        found = [normal(cell) for cell in cells]
        return found[: len(names)] == names and not any(found[len(names) :])

    @cached_property
    def _names(self) -> list[str]:
        return [normal(cell) for cell in self.headings]

    def heading(self, at: int) -> str:
        """Return the heading of a column, or its number from 1 where it has none."""
        named = at < len(self.headings) and self.headings[at]
        return named or str(at + 1)


def head(table: Table) -> Iterator[Row]:
    """Yield the first rows of a table that are not blank."""
    return islice((row for row in table.rows() if not row.is_blank), HEAD_ROWS)


def columns_of(row: Row, layout: Layout) -> Columns | None:
    """Return the columns when this row is the heading of such a file, else None.

    :raises ReferenceRefused: ``heading_twice``
    """
    headings = [clean(cell) for cell in row.cells]
    while headings and not headings[-1]:
        headings.pop()
    names = [normal(one) for one in headings]
    if not set(layout.needed) <= set(names):
        return None
    used = {**layout.fields, **{h: h for h in layout.amounts}}.values()
    wanted = {normal(heading): heading for heading in used}
    twice = [one for one in wanted if names.count(one) > 1]
    if twice:
        raise ReferenceRefused("heading_twice", found=wanted[twice[0]])
    ignored = {normal(one) for one in layout.ignored}
    return Columns(
        row.number,
        tuple(headings),
        len(row.cells),
        {n: names.index(normal(h)) for n, h in layout.fields.items() if _in(h, names)},
        {names.index(normal(h)): kind for h, kind in layout.amounts.items()},
        tuple(h for one, h in wanted.items() if one not in names),
        tuple(
            heading
            for heading, name in zip(headings, names, strict=True)
            if heading and name not in wanted and name not in ignored
        ),
    )


def _in(heading: str, names: list[str]) -> bool:
    return normal(heading) in names


def find_columns(tables: Iterable[Table], layout: Layout) -> tuple[Table, Columns]:
    """Return the one table that has the heading.

    :raises ReferenceRefused: ``several_sheets``, ``missing_columns``, ``heading_twice``
    """
    found: list[tuple[Table, Columns]] = []
    closest: tuple[int, str, str] = (-1, "", "")
    for table in tables:
        for row in head(table):
            columns = columns_of(row, layout)
            if columns:
                found.append((table, columns))
                break
            closest = max(closest, _distance(row, layout))
    if not found:
        _score, seen, missing = closest
        raise ReferenceRefused("missing_columns", found=seen, missing=missing)
    if len(found) > 1 and found[0][0].name:
        sheets = ", ".join(table.name for table, _columns in found)
        raise ReferenceRefused("several_sheets", found=sheets[:_SHOWN])
    return found[0]


def _distance(row: Row, layout: Layout) -> tuple[int, str, str]:
    """Return how many headings a row has, what it says, and which ones it lacks."""
    cells = [clean(cell) for cell in row.cells]
    names = {normal(cell) for cell in cells}
    missing = [h for one, h in layout.needed.items() if one not in names]
    shown = ", ".join(cell for cell in cells if cell)
    score = len(layout.needed) - len(missing)
    return score, shown[:_SHOWN], ", ".join(missing)[:_SHOWN]
