# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a person has to know of a statement before it is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import blake2b

from .reading import SettlementFile
from .records import (
    OF_AN_ORDER,
    OWED,
    TAKEN,
    ZERO,
    BadRow,
    LineKind,
    Stated,
    StatedTotal,
    StatementLine,
)

#: row numbers that a finding names at most
MOST_ROWS = 200
#: that many different periods are named
_MOST_PERIODS = 12
#: in the order in which a person wants to know
FINDINGS = (
    "empty", "bad_rows", "total_differs", "kind_total_differs", "no_total", "doubled",
    "several_periods", "negative_total", "unusual_sign", "without_order",
    "unknown_column",
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One thing about a statement.

    :ivar code: one of ``FINDINGS``
    :ivar amount: euros: the difference (lines less what is stated), or the sum of the
        lines that it is about
    :ivar stated: euros, as the file says; None: it is about no stated sum
    :ivar count: how many rows, columns or periods it is about
    :ivar rows: their numbers, the first ones of many
    :ivar kind: the kind that it is about; None: about all
    :ivar texts: headings or periods, as written
    """

    code: str
    amount: Decimal | None = None
    stated: Decimal | None = None
    count: int = 0
    rows: tuple[int, ...] = ()
    kind: LineKind | None = None
    texts: tuple[str, ...] = ()


@dataclass
class _Some:
    """The rows of a finding, while they are counted."""

    count: int = 0
    amount: Decimal = ZERO
    rows: list[int] = field(default_factory=list)

    def add(self, row: int, amount: Decimal = ZERO) -> None:
        self.count += 1
        self.amount += amount
        if len(self.rows) < MOST_ROWS:
            self.rows.append(row)

    def finding(self, code: str, *, counts: bool = True) -> Iterator[Finding]:
        if self.count:
            amount = self.amount if counts else None
            yield Finding(code, amount, count=self.count, rows=tuple(self.rows))


class Checks:
    """Counts what a statement holds, line by line.

    :ivar count: lines
    :ivar total: their sum in euros
    :ivar by_kind: their sums by kind
    """

    def __init__(self) -> None:
        self.count = 0
        self.total = ZERO
        self.by_kind: dict[LineKind, Decimal] = defaultdict(lambda: ZERO)
        self._seen: set[bytes] = set()
        self._bad, self._doubled, self._without = _Some(), _Some(), _Some()
        self._periods: dict[str, int] = {}

    def add(self, one: StatementLine | BadRow) -> bool:
        """Count a line, or a row that cannot be read.

        :return: whether the same line stood there before
        """
        if isinstance(one, BadRow):
            self._bad.add(one.row)
            return False
        self.count += 1
        self.total += one.amount
        self.by_kind[one.kind] += one.amount
        if one.kind in OF_AN_ORDER and not one.order:
            self._without.add(one.row, one.amount)
        if one.period and len(self._periods) <= _MOST_PERIODS:
            self._periods.setdefault(one.period, one.row)
        key = _key(one)
        doubled = key in self._seen
        self._seen.add(key)
        if doubled:
            self._doubled.add(one.row, one.amount)
        return doubled

    def findings(self, stated: Stated, unknown: tuple[str, ...] = ()) -> list[Finding]:
        """Return what there is to know, once all lines were added.

        :param unknown: headings of columns that were not read
        """
        found = [*self._sums(stated)]
        found += self._doubled.finding("doubled")
        if len(self._periods) > 1:
            rows, texts = tuple(self._periods.values()), tuple(self._periods)
            found.append(
                Finding("several_periods", count=len(texts), rows=rows, texts=texts)
            )
        if self.total < 0:
            found.append(Finding("negative_total", self.total))
        found += self._signs()
        found += self._without.finding("without_order")
        if unknown:
            found.append(Finding("unknown_column", count=len(unknown), texts=unknown))
        return found

    def _sums(self, stated: Stated) -> Iterator[Finding]:
        if not self.count and not self._bad.count:
            yield Finding("empty")
        yield from self._bad.finding("bad_rows", counts=False)
        total = stated.total
        if total is None or total.amount is None:
            yield Finding("no_total", self.total)
            return
        difference = self.total - total.amount
        if total.is_payment:
            # the payment may be what brings the account back to nothing
            difference = min(difference, self.total + total.amount, key=abs)
        if difference:
            rows = (total.row,)
            yield Finding("total_differs", difference, total.amount, 1, rows)
        yield from self._by_column(total)

    def _by_column(self, total: StatedTotal) -> Iterator[Finding]:
        for kind, amount in total.by_kind.items():
            found = self.by_kind.get(kind, ZERO)
            if found != amount:
                difference = found - amount
                rows = (total.row,)
                yield Finding("kind_total_differs", difference, amount, 1, rows, kind)

    def _signs(self) -> Iterator[Finding]:
        """Yield kinds whose sum goes the other way than it does on a usual day."""
        for kind, amount in self.by_kind.items():
            if (kind in TAKEN and amount > 0) or (kind in OWED and amount < 0):
                yield Finding("unusual_sign", amount, kind=kind)


def check_settlement(file: SettlementFile) -> tuple[Checks, list[Finding]]:
    """Read a statement to its end, for what there is to know of it.

    :raises ReferenceRefused: when a workbook turns out to be broken further on
    """
    checks = Checks()
    for one in file.lines():
        checks.add(one)
    return checks, checks.findings(file.stated, file.recognised.unknown)


def _key(one: StatementLine) -> bytes:
    """Return what two lines that are the same have in common, in little memory."""
    label = "" if one.order else one.label
    parts = (one.kind.value, str(one.amount), one.order, one.line, one.ean, one.sku)
    whole = "\x1f".join((*parts, str(one.day), one.period, label))
    return blake2b(whole.encode(), digest_size=16).digest()
