# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How one file writes amounts and dates: found in all of it, and only when needed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ..reference.problems import BadCell
from ..reference.table import Row, Table, clean
from .amounts import Habit, decode_amount, decode_number, is_ambiguous
from .columns import Columns
from .days import Order, decode_day, needs_order
from .layout import Layout


@dataclass
class Habits:
    """Reads the cells of one file.

    The file is read once more, to its end, by the first amount or date that the rest
    of it has to explain; most files hold none.
    """

    table: Table
    columns: Columns
    layout: Layout
    _found: tuple[str, str] | None = field(default=None, repr=False)

    def amount(self, row: Row, at: int) -> Decimal | None:
        """Return the amount in a cell, in cents; None of an empty cell.

        :raises BadCell: see :func:`decode_amount`; ``turned_to_date``
        """
        text = clean(row.cells[at]) if at < len(row.cells) else ""
        if at in row.numbers:
            return decode_number(text)
        if row.problem == "turned_to_date" and is_moment(text):
            raise BadCell("turned_to_date", text=text)
        return self.money(text)

    def money(self, text: str) -> Decimal | None:
        """Return a written amount; raises BadCell, as ``amount`` does."""
        decimal = self.layout.decimal
        if not decimal and is_ambiguous(text):
            decimal = self._habits()[0]
        return decode_amount(text, decimal)

    def day(self, text: str) -> date | None:
        """Return a date; None of an empty cell.

        :raises BadCell: ``bad_date``, ``ambiguous_date``
        """
        first = self.layout.date_order
        if not first:
            first = self._habits()[1] if needs_order(text) else "day_first"
        return decode_day(text, first)

    def _habits(self) -> tuple[str, str]:
        if self._found is None:
            habit, order = Habit(), Order()
            day_at = self.columns.fields.get("date", -1)
            for row in self.table.rows():
                if row.number <= self.columns.row:
                    continue
                for at, cell in enumerate(row.cells):
                    if at == day_at:
                        order.add(clean(cell))
                    elif at in self.columns.money and at not in row.numbers:
                        habit.add(clean(cell))
            self._found = habit.decimal, order.first
        return self._found


def is_moment(text: str) -> bool:
    """Return whether a text is a date as a workbook's cell gives it."""
    head, _blank, tail = text.partition(" ")
    return len(head) == 10 and head[4] == head[7] == "-" and tail[2:3] in ("", ":")
