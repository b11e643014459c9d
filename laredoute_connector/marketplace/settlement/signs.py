# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""On which side of zero a statement writes each kind of amount."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, combinations

from ..reference.problems import BadCell
from .amounts import Habit, decode_amount, parse_amount
from .records import OWED, TAKEN, ZERO, LineKind

#: more kinds than these are not tried in all their combinations
_MOST_OPEN = 6


@dataclass(frozen=True)
class Side:
    """How a kind is written.

    :ivar inverted: with the sign of the other side
    :ivar doubt: ``unsure_sign``, ``mixed_signs``; empty: it is sure
    """

    inverted: bool
    doubt: str = ""


def value_of(text: str) -> Decimal:
    """Return about how much an amount is; 0 of what is none."""
    try:
        found = parse_amount(text)
    except BadCell:
        return ZERO
    return found.value if found else ZERO


def side_of(kind: LineKind, texts: Iterable[str]) -> Side:
    """Return on which side a kind is written, by amounts of it: most of them count."""
    if kind not in TAKEN | OWED:
        return Side(inverted=False)
    above = below = 0
    for amount in map(value_of, texts):
        above += amount > 0
        below += amount < 0
    inverted = above > below if kind in TAKEN else below > above
    if not above and not below:
        return Side(inverted, "unsure_sign")
    if above and below:
        return Side(inverted, "mixed_signs")
    # sales below zero are odd, whatever the habit
    return Side(inverted, "unsure_sign" if inverted and kind in OWED else "")


def like_others(sides: Mapping[LineKind, Side]) -> set[LineKind]:
    """Return the kinds that are inverted; what has no amount is like what is taken."""
    sure = {k for k, side in sides.items() if k in TAKEN and not side.doubt}
    found = {kind for kind, side in sides.items() if side.inverted}
    if sure and sure <= found:
        unsure = {k for k, side in sides.items() if side.doubt == "unsure_sign"}
        found |= unsure & TAKEN
    return found


def proved_by_net(
    rows: Sequence[Sequence[str]],
    amounts: Mapping[int, LineKind],
    net: int,
    inverted: set[LineKind],
    open_kinds: set[LineKind],
) -> tuple[set[LineKind], set[LineKind]]:
    """Return the kinds that are inverted, as the sums of the rows prove, and those
    of which they prove nothing.

    :param amounts: index of a column -> its kind
    :param net: the index of the column of sums
    :param inverted: those that are, as far as it is known
    :param open_kinds: those of which it is not
    """
    habit = Habit()
    for text in chain.from_iterable(rows):
        habit.add(text)
    read = [[_cents(row, at, habit) for at in (*amounts, net)] for row in rows]
    # of a kind without an amount no sum says anything
    used = [k for k in open_kinds if _is_used(k, list(amounts.values()), read)]
    if len(used) > _MOST_OPEN:
        return inverted, open_kinds
    sure = inverted - set(used)
    proved = []
    for size in range(len(used) + 1):
        for some in combinations(used, size):
            tried = sure | set(some)
            signs = [-1 if kind in tried else 1 for kind in amounts.values()]
            if all(_sum(row, signs) == row[-1] for row in read):
                proved.append(tried)
    if len(proved) != 1:
        return inverted, open_kinds
    return proved[0], open_kinds - set(used)


def _is_used(
    kind: LineKind, kinds: Sequence[LineKind], read: Sequence[Sequence[Decimal]]
) -> bool:
    return any(row[at] for row in read for at, one in enumerate(kinds) if one is kind)


def _sum(row: Sequence[Decimal], signs: Sequence[int]) -> Decimal:
    pairs = zip(signs, row, strict=False)
    return sum((sign * amount for sign, amount in pairs), ZERO)


def _cents(row: Sequence[str], at: int, habit: Habit) -> Decimal:
    try:
        amount = decode_amount(row[at] if at < len(row) else "", habit.decimal)
    except BadCell:
        return ZERO
    return amount or ZERO
