# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Dates of a statement: French, ISO, and the serial numbers of spreadsheets.

``03/04/2026`` is the third of April, as in France, unless the file's other dates prove
that it puts the month first; where they prove both, it is not guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from ..reference.columns import plain
from ..reference.problems import BadCell

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?", re.ASCII)
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)", re.ASCII)
_PARTS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[T ].*)?", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})(?:er)? ([a-z]{3,9})\.? (\d{4})", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?", re.ASCII)
#: serial numbers of the years 2000 to 2099; day 0 as spreadsheets count
_SERIALS = range(36526, 73051)
_DAY_ZERO = date(1899, 12, 30)
#: what no two months share, French or English: "jui" is two of them
_MONTHS = {
    **{"jan": 1, "feb": 2, "fev": 2, "mar": 3, "apr": 4, "avr": 4, "may": 5, "mai": 5},
    **{"jun": 6, "juin": 6, "jul": 7, "juil": 7, "aug": 8, "aou": 8, "sep": 9},
    **{"oct": 10, "nov": 11, "dec": 12},
}
DAY_FIRST, MONTH_FIRST = "day_first", "month_first"
_SHOWN = 64


@dataclass
class Order:
    """Which of day and month stands first, as the clear dates of a file prove."""

    day: bool = False
    month: bool = False

    def add(self, text: str) -> None:
        """Let a date say what it proves."""
        found = _PARTS.fullmatch(text.strip())
        if found:
            first, second = int(found[1]), int(found[2])
            self.day |= first > 12 >= second
            self.month |= second > 12 >= first

    @property
    def first(self) -> str:
        """``day_first``, ``month_first``; empty when the dates prove both."""
        if self.day and self.month:
            return ""
        return MONTH_FIRST if self.month else DAY_FIRST


def needs_order(text: str) -> bool:
    """Return whether a date needs to know what stands first."""
    return bool(_PARTS.fullmatch(text.strip()))


def decode_day(text: str, first: str = DAY_FIRST) -> date | None:
    """Return a date; None of an empty cell.

    >>> decode_day("1er déc. 2026"), decode_day("46357")
    (datetime.date(2026, 12, 1), datetime.date(2026, 12, 1))

    :param first: ``day_first``, ``month_first``; empty when the file is of two minds
    :raises BadCell: ``bad_date``, ``ambiguous_date``
    """
    bare = " ".join(text.split())
    if not bare:
        return None
    for form in (_ISO, _COMPACT):
        if found := form.fullmatch(bare):
            return _made(int(found[1]), int(found[2]), int(found[3]), text)
    if found := _PARTS.fullmatch(bare):
        return _parts(int(found[1]), int(found[2]), found[3], first, text)
    if (found := _SERIAL.fullmatch(bare)) and int(found[1]) in _SERIALS:
        whole = int(Decimal(bare.replace(",", ".")))
        return _DAY_ZERO + timedelta(days=whole)
    if found := _WORDS.fullmatch(plain(bare)):
        word = found[2]
        month = _MONTHS.get(word[:4]) or _MONTHS.get(word[:3], 0)
        return _made(int(found[3]), month, int(found[1]), text)
    raise BadCell("bad_date", text=text[:_SHOWN])


def _parts(one: int, two: int, year: str, first: str, text: str) -> date:
    whole = int(year) + (2000 if len(year) == 2 else 0)
    if not first and one <= 12 and two <= 12 and one != two:
        raise BadCell("ambiguous_date", text=text[:_SHOWN])
    # a clear date is read by itself where the file is of two minds
    month_first = first == MONTH_FIRST or (not first and two > 12)
    day, month = (two, one) if month_first else (one, two)
    return _made(whole, month, day, text)


def _made(year: int, month: int, day: int, text: str) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise BadCell("bad_date", text=text[:_SHOWN]) from None
    if not 2000 <= found.year < 2100:
        raise BadCell("bad_date", text=text[:_SHOWN])
    return found
