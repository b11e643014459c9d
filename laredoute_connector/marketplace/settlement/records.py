# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a statement of a payout says, line by line.

Amounts are euros, in whole cents, signed from the seller's side: above zero is owed to
the seller, below zero is taken by La Redoute.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from ..reference.problems import Arguments

ZERO = Decimal("0.00")


class LineKind(str, Enum):
    """What an amount is for."""

    SALE = "sale"
    DELIVERY = "delivery"
    COMMISSION = "commission"
    #: VAT on what La Redoute takes: on commission, and on fees where it is apart
    COMMISSION_VAT = "commission_vat"
    REFUND = "refund"
    COMMISSION_REFUND = "commission_refund"
    FEE = "fee"
    PENALTY = "penalty"
    CORRECTION = "correction"
    OTHER = "other"


#: what La Redoute takes, when all goes its way
TAKEN = frozenset(
    {
        LineKind.COMMISSION,
        LineKind.COMMISSION_VAT,
        LineKind.REFUND,
        LineKind.FEE,
        LineKind.PENALTY,
    }
)
#: what it owes, when all goes its way; a correction and the rest go either way
OWED = frozenset({LineKind.SALE, LineKind.DELIVERY, LineKind.COMMISSION_REFUND})
#: what belongs to an order
OF_AN_ORDER = frozenset(
    {
        LineKind.SALE,
        LineKind.DELIVERY,
        LineKind.COMMISSION,
        LineKind.REFUND,
        LineKind.COMMISSION_REFUND,
    }
)


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One amount of a statement.

    :ivar row: the number of its row in the file, from 1; a row may hold several
    :ivar kind: what the amount is for
    :ivar amount: euros, + owed to the seller, − taken
    :ivar order: the order's number as written; empty: of no order
    :ivar line: the order line's number as written
    :ivar day: of the operation; None: the file does not say
    :ivar period: the period or payout that the row itself names, as written
    """

    row: int
    kind: LineKind
    amount: Decimal
    order: str = ""
    line: str = ""
    ean: str = ""
    sku: str = ""
    day: date | None = None
    label: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read: none of its amounts counts.

    :ivar column: the heading of the cell that stops it; empty: the row as a whole
    :ivar problem: one of ``ROW_PROBLEMS``
    :ivar raw: the row as it stands in the file, cut
    """

    row: int
    problem: str
    column: str = ""
    raw: str = ""
    arguments: Arguments = field(default_factory=dict)


@dataclass(frozen=True)
class StatedTotal:
    """A sum that the file itself states.

    :ivar amount: of the whole statement, signed as its lines are; None when the row
        has sums of columns only
    :ivar by_kind: sums of the columns of a file with a column for each kind
    :ivar rank: how surely it is the sum of everything: a higher one wins; 0: of a part
    :ivar is_payment: whether it is the payment itself, which some write below zero,
        as what brings the account back to nothing
    """

    row: int
    label: str
    amount: Decimal | None
    by_kind: dict[LineKind, Decimal] = field(default_factory=dict)
    rank: int = 1
    is_payment: bool = False


@dataclass
class Stated:
    """What a file says of itself, above its heading and below its lines.

    :ivar total: the surest sum of everything; None: none is stated
    :ivar others: further sums: parts, and less sure ones
    """

    reference: str = ""
    begins_on: date | None = None
    ends_on: date | None = None
    paid_on: date | None = None
    total: StatedTotal | None = None
    others: list[StatedTotal] = field(default_factory=list)

    def add(self, found: StatedTotal) -> None:
        """Keep a sum; of two of the same rank the later one is that of everything."""
        if found.rank and (self.total is None or found.rank >= self.total.rank):
            if self.total:
                self.others.append(self.total)
            self.total = found
        else:
            self.others.append(found)


#: why a row cannot be read
ROW_PROBLEMS = (
    "ambiguous_amount", "ambiguous_date", "bad_amount", "bad_date", "bare_amounts",
    "both_sides", "foreign_currency", "formula", "line_too_long", "no_amount",
    "no_kind", "open_quote", "row_differs", "scientific", "sign_against_column",
    "too_many_columns", "too_precise", "turned_to_date", "undecodable", "unknown_kind",
)  # fmt: skip
