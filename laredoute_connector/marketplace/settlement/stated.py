# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a statement says of itself: reference, period, day of payment, sums."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from ..reference.problems import BadCell
from ..reference.table import Row, clean
from .columns import Columns
from .habits import Habits
from .records import Stated, StatedTotal
from .words import normal, sum_rank

_NUMBERED = re.compile(
    r"(?:relev[ée]|versement|virement|payout|statement|settlement|d[ée]compte)"
    r"\s*(?:de\s+\w+\s*)?(?:n\s*[°ºo]\.?|num[ée]ro|number|no\.?|#)\s*:?\s*(\S+)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"((n|no|numero|ref|reference|id|payout|payment|statement|settlement) )*"
    r"(de |du )?(releve|versement|paiement|virement|payout|payment|statement"
    r"|settlement|reference|decompte)( (n|no|numero|id|number|reference))*$"
)
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{2}-\d{2}", re.ASCII)
_PERIOD = re.compile(r"\b(periode|period|du|from)\b")
_PAID = re.compile(r"\b(paiement|versement|virement|payment|payout|paid|verse|paye)\b")


def read_title(row: Row, stated: Stated, habits: Habits) -> None:
    """Note what a row above the heading says."""
    cells = [cell for cell in map(clean, row.cells) if cell]
    whole = " ".join(cells)
    numbered = _NUMBERED.search(whole)
    if numbered and not stated.reference:
        stated.reference = numbered[1].strip(" ,;.")
    _note_days(whole, stated, habits)
    for key, value in _pairs(cells):
        total = _stated(row.number, key, value, habits)
        if total:
            stated.add(total)
        elif _REFERENCE.fullmatch(normal(key)) and not _DAY.search(value):
            stated.reference = stated.reference or value


def _pairs(cells: list[str]) -> list[tuple[str, str]]:
    """Return what stands before and after colons, in one cell or in two beside."""
    found = []
    for at, cell in enumerate(cells):
        key, colon, value = cell.partition(":")
        following = cells[at + 1] if at + 1 < len(cells) else ""
        if not colon or not value.strip():
            value = following
        found.append((key.strip(), value.strip()))
    return found


def _note_days(whole: str, stated: Stated, habits: Habits) -> None:
    words = normal(whole)
    days: list[date] = []
    for text in _DAY.findall(whole):
        try:
            day = habits.day(text)
        except BadCell:
            continue
        if day:
            days.append(day)
    if len(days) == 2 and _PERIOD.search(words):
        stated.begins_on, stated.ends_on = sorted(days)
    elif len(days) == 1 and _PAID.search(words):
        stated.paid_on = days[0]


def _stated(row: int, key: str, value: str, habits: Habits) -> StatedTotal | None:
    rank = sum_rank(key)
    # a number alone may be one of lines, or the name of the statement
    if rank is None or not re.search(r"[.,]\d|€|EUR", value):
        return None
    try:
        amount = habits.money(value)
    except BadCell:
        return None
    return None if amount is None else StatedTotal(row, key, amount, rank=rank)


def sum_label(cells: list[str], columns: Columns) -> tuple[str, int] | None:
    """Return the label of a row that states a sum, and how sure it is; else None.

    What names an order, an article or a day is a line, whatever its label says.
    """
    first = next((at for at, cell in enumerate(cells) if cell), None)
    if first is None:
        return None
    found = None
    for at in dict.fromkeys((first, *columns.fields.values())):
        cell = cells[at] if at < len(cells) and at not in columns.money else ""
        rank = sum_rank(cell.partition(":")[0]) if cell else None
        if rank is not None:
            found = at, cell, rank
            break
    if found is None:
        return None
    if found[0] in (columns.fields.get("order"), columns.fields.get("kind")):
        return found[1], found[2]
    names = ("order", "line", "ean", "sku", "date")
    own = {columns.fields[n] for n in names if n in columns.fields} - {found[0]}
    # in the column of an order's number there may be the number of orders
    if any(cells[at] for at in own if at < len(cells) and not cells[at].isdigit()):
        return None
    if any(len(cells[at]) > 5 for at in own if at < len(cells)):
        return None
    return found[1], found[2]


def sum_beside(row: Row, habits: Habits) -> Decimal | None:
    """Return the only amount beside a label, in a column of its own or after a colon.

    :raises BadCell: see :func:`decode_amount`
    """
    cells = [clean(cell) for cell in row.cells]
    first = next(cell for cell in cells if cell)
    found = []
    for at, cell in enumerate(cells):
        if any(map(str.isdigit, cell)) and sum_rank(cell) is None:
            found.append(at)
    if len(found) == 1:
        return habits.amount(row, found[0])
    tail = first.partition(":")[2].strip()
    return habits.money(tail) if not found and tail else None
