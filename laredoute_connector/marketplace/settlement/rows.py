# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""From a row of a statement to its amounts, or to why it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from ..reference.problems import BadCell
from ..reference.table import Row, clean
from .columns import Columns
from .habits import Habits, is_moment
from .layout import Layout
from .records import ZERO, BadRow, LineKind, StatedTotal, StatementLine
from .stated import sum_beside, sum_label
from .words import SKIPPED, STATED, normal

Found: TypeAlias = StatementLine | BadRow | StatedTotal

_WHOLE = re.compile(r"([0-9]+)[.,]0+", re.ASCII)
_SCIENTIFIC = re.compile(r"[0-9]+([.,][0-9]+)?E\+[0-9]{1,2}", re.IGNORECASE)
_EUROS = frozenset({"", "eur", "euro", "euros"})
#: fields that are texts, and those that Excel must not have changed
_TEXTS = ("order", "line", "ean", "sku", "label", "period")
_NUMBERS = ("order", "line", "ean", "sku")
_VITAL = ("order", "line")
_SHOWN = 64


class _Bad(Exception):
    """A cell stops its row."""

    def __init__(self, at: int | None, error: BadCell) -> None:
        super().__init__(error.reason)
        self.at = at
        self.error = error


@dataclass
class RowReader:
    """Reads the rows below the heading, in their order.

    :ivar separator: what stands between cells; empty in a workbook
    :ivar skipped: how many rows held nothing that counts
    """

    layout: Layout
    columns: Columns
    habits: Habits
    separator: str = ""
    skipped: int = 0
    _sums: dict[int, Decimal] = field(default_factory=dict)

    def read(self, row: Row) -> Iterator[Found]:
        """Yield the amounts of a row, the sum it states, or why it cannot be read."""
        try:
            found = self._read(row)
        except _Bad as bad:
            column = "" if bad.at is None else self.columns.heading(bad.at)
            arguments = bad.error.arguments
            yield BadRow(row.number, bad.error.reason, column, row.raw, arguments)
            return
        if not found:
            self.skipped += 1
        yield from found

    def _read(self, row: Row) -> list[Found]:
        if row.problem and row.problem != "turned_to_date":
            column = int(row.arguments.get("column", 0))
            at = column - 1 if column else None
            raise _Bad(at, BadCell(row.problem, **row.arguments))
        cells = [clean(cell) for cell in row.cells]
        if self.columns.is_heading(cells):
            return []
        self._check_width(cells)
        meaning = self._meaning(cells)
        label = sum_label(cells, self.columns) if not meaning else None
        if meaning == STATED or label:
            text, rank = label or (self._cell(cells, "kind"), 4)
            return self._total(row, text, rank, is_payment=meaning == STATED)
        if meaning == SKIPPED or self._is_remark(cells):
            return []
        if self._is_bare(cells):
            return self._bare(row)
        if self.layout.is_by_amount:
            return [self._one(row, cells, meaning)]
        return [*self._order(row, cells)]

    # ------------------------------------------------------------ what sort of row
    def _check_width(self, cells: list[str]) -> None:
        """Refuse cells beyond the heading: an amount's comma may have parted it."""
        width = self.columns.width
        filled = max((at + 1 for at, cell in enumerate(cells) if cell), default=0)
        found = len(cells) if self.separator == "," and filled > 1 else filled
        # the cells of a workbook stand where they stand
        if self.separator and found > width:
            error = BadCell("too_many_columns", found=found, expected=width)
            raise _Bad(None, error)

    def _meaning(self, cells: list[str]) -> str:
        word = self._cell(cells, "kind") if self.layout.is_by_amount else ""
        return self.layout.meaning(word) if word else ""

    def _is_remark(self, cells: list[str]) -> bool:
        """Whether a row is words only: it names no order, no kind and no amount."""
        money = [cells[at] for at in self.columns.money if at < len(cells)]
        named = self._cell(cells, "order") and len([c for c in cells if c]) > 1
        return not any(money) and not named and not self._cell(cells, "kind")

    def _is_bare(self, cells: list[str]) -> bool:
        """Whether a row is amounts only."""
        others = [c for at, c in enumerate(cells) if at not in self.columns.money]
        return not any(others)

    def _bare(self, row: Row) -> list[Found]:
        """Amounts without a word are sums when they are those of the rows above."""
        sums = {at: self._amount(row, at) for at in self.columns.money}
        filled = {at: amount for at, amount in sums.items() if amount is not None}
        if any(self._sums.get(at, ZERO) != amount for at, amount in filled.items()):
            raise _Bad(None, BadCell("bare_amounts"))
        return self._total(row, "", 2)

    # --------------------------------------------------------------------- sums
    def _total(
        self, row: Row, label: str, rank: int, *, is_payment: bool = False
    ) -> list[Found]:
        cells = {at: self._amount(row, at) for at in self.columns.money}
        filled = {at: amount for at, amount in cells.items() if amount is not None}
        by_kind: dict[LineKind, Decimal] = {}
        if not filled:
            try:
                amount = sum_beside(row, self.habits)
            except BadCell as error:
                raise _Bad(None, error) from error
            if amount is None:
                return []
        elif self.layout.is_by_amount:
            amount = sum((self._sided(at, one) for at, one in filled.items()), ZERO)
        else:
            amount, by_kind = self._sums_of_columns(filled)
        return [StatedTotal(row.number, label, amount, by_kind, rank, is_payment)]

    def _sums_of_columns(
        self, filled: dict[int, Decimal]
    ) -> tuple[Decimal | None, dict[LineKind, Decimal]]:
        net = filled.pop(self.columns.fields.get("net", -1), None)
        if net is None and len(filled) == 1 < len(self.columns.amounts):
            # one amount somewhere below is not that of its column
            return next(iter(filled.values())), {}
        by_kind: dict[LineKind, Decimal] = {}
        for at, amount in filled.items():
            kind = self.columns.amounts[at]
            by_kind[kind] = by_kind.get(kind, ZERO) + self._signed(kind, amount)
        return net if net is not None else sum(by_kind.values(), ZERO), by_kind

    def _sided(self, at: int, amount: Decimal) -> Decimal:
        """Return an amount of a sum, signed as the lines are."""
        is_debit = at == self.columns.fields.get("debit", -1)
        return -abs(amount) if is_debit else amount

    # -------------------------------------------------------------------- lines
    def _one(self, row: Row, cells: list[str], meaning: str) -> StatementLine:
        at = self.columns.fields["kind"]
        word = self._cell(cells, "kind")
        if not meaning:
            reason = "unknown_kind" if word else "no_kind"
            raise _Bad(at, BadCell(reason, text=word[:_SHOWN]))
        kind = LineKind(meaning)
        if "amount" in self.columns.fields:
            at = self.columns.fields["amount"]
            written = self._amount(row, at)
            if written is None:
                raise _Bad(at, BadCell("no_amount"))
            amount = self._signed(kind, written)
            self._note(at, written)
        else:
            amount = self._side(row)
        return self._line(row, cells, kind, amount)

    def _side(self, row: Row) -> Decimal:
        """Return the amount of a row that has one for each side."""
        sides = {}
        for name in ("credit", "debit"):
            at = self.columns.fields.get(name)
            written = None if at is None else self._amount(row, at)
            if at is None or written is None:
                continue
            self._note(at, written)
            below = name == "debit" and self.layout.signed_debits
            if written and (written < 0) != below:
                raise _Bad(at, BadCell("sign_against_column", text=str(written)))
            sides[name] = self._sided(at, written)
        if not sides:
            raise _Bad(None, BadCell("no_amount"))
        if all(sides.get(name) for name in ("credit", "debit")):
            raise _Bad(None, BadCell("both_sides"))
        return sum(sides.values(), ZERO)

    def _order(self, row: Row, cells: list[str]) -> Iterator[StatementLine]:
        amounts = {
            at: written
            for at in self.columns.amounts
            if (written := self._amount(row, at)) is not None
        }
        if not amounts:
            raise _Bad(None, BadCell("no_amount"))
        signed = {
            at: self._signed(self.columns.amounts[at], one)
            for at, one in amounts.items()
        }
        self._check_net(row, sum(signed.values(), ZERO))
        for at, written in amounts.items():
            self._note(at, written)
        shown = {at: one for at, one in signed.items() if one}
        for at, amount in (shown or dict([next(iter(signed.items()))])).items():
            yield self._line(row, cells, self.columns.amounts[at], amount)

    def _check_net(self, row: Row, found: Decimal) -> None:
        at = self.columns.fields.get("net")
        net = None if at is None else self._amount(row, at)
        if at is None or net is None:
            return
        if net != found:
            error = BadCell("row_differs", stated=str(net), found=str(found))
            raise _Bad(at, error)
        self._note(at, net)

    def _line(
        self, row: Row, cells: list[str], kind: LineKind, amount: Decimal
    ) -> StatementLine:
        if normal(self._cell(cells, "currency")) not in _EUROS:
            text = self._cell(cells, "currency")[:_SHOWN]
            at = self.columns.fields["currency"]
            if text != "€":
                raise _Bad(at, BadCell("foreign_currency", text=text))
        texts = {name: self._text(row, cells, name) for name in _TEXTS}
        day_at = self.columns.fields.get("date", -1)
        try:
            day = self.habits.day(self._cell(cells, "date"))
        except BadCell as error:
            raise _Bad(day_at, error) from error
        return StatementLine(row.number, kind, amount, day=day, **texts)

    # -------------------------------------------------------------------- cells
    def _text(self, row: Row, cells: list[str], name: str) -> str:
        text = self._cell(cells, name)
        at = self.columns.fields.get(name, -1)
        if name in _NUMBERS and (whole := _WHOLE.fullmatch(text)):
            return whole[1]
        if name in _VITAL and _SCIENTIFIC.fullmatch(text):
            raise _Bad(at, BadCell("scientific", text=text))
        if name in _VITAL and row.problem == "turned_to_date" and is_moment(text):
            raise _Bad(at, BadCell("turned_to_date", text=text))
        return text

    def _cell(self, cells: list[str], name: str) -> str:
        at = self.columns.fields.get(name, len(cells))
        return cells[at] if at < len(cells) else ""

    def _amount(self, row: Row, at: int) -> Decimal | None:
        try:
            return self.habits.amount(row, at)
        except BadCell as error:
            raise _Bad(at, error) from error

    def _signed(self, kind: LineKind, written: Decimal) -> Decimal:
        return -written if kind in self.layout.inverted and written else written

    def _note(self, at: int, written: Decimal) -> None:
        self._sums[at] = self._sums.get(at, ZERO) + written
