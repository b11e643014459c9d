# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Amounts as people and programs write them; what may be read two ways is not guessed.

``1.234`` is a thousand or a fraction: the other amounts of the file decide, and where
they say nothing, or contradict each other, nobody does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from ..reference.problems import BadCell
from ..values import round_cents

#: what a spreadsheet adds to a number that it cannot hold exactly
_NOISE = Decimal("0.00000001")
#: longer amounts are none, in characters; longer texts are shown cut
_LONGEST, SHOWN = 40, 64
_CURRENCY = re.compile(r"€|\bEUR(?:OS?)?\b", re.IGNORECASE)
_FOREIGN = re.compile(r"[$£¥]|\b(?:USD|GBP|CHF|PLN|SEK|CAD)\b", re.IGNORECASE)
_BLANKS = re.compile("[\\s\u00a0\u2000-\u200b\u202f\u205f\u3000]+")
_MINUS = re.compile("[\u2010-\u2015\u2212\ufe63\uff0d]")
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?E[+-]?[0-9]{1,3}", re.IGNORECASE)
_PLAIN = re.compile(r"[0-9]+")
_SPACED = re.compile(r"([0-9]{1,3})((?: [0-9]{3})+|(?:'[0-9]{3})+)([.,][0-9]+)?")
_BOTH = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*([.,])([0-9]+)")
_GROUPS = re.compile(r"[0-9]{1,3}([.,])[0-9]{3}(?:\1[0-9]{3})+")
_ONE = re.compile(r"([0-9]*)([.,])([0-9]+)")
_OTHER = {".": ",", ",": "."}


@dataclass(frozen=True)
class Amount:
    """What an amount says before the file's habit is known.

    :ivar value: read with a comma or a point as decimals; None when it has neither
        meaning
    :ivar thousands: read with its separator as that of thousands; None: cannot be
    :ivar separator: the decimal separator that it proves, or the one it is read with
        when ``thousands`` is there, too; empty: it says nothing
    """

    value: Decimal
    thousands: Decimal | None = None
    separator: str = ""


@dataclass
class Habit:
    """Which decimal separators the clear amounts of a file prove."""

    comma: bool = False
    point: bool = False

    def add(self, text: str) -> None:
        """Let an amount say what it proves; what is no amount proves nothing."""
        try:
            found = parse_amount(text)
        except BadCell:
            return
        if found and found.thousands is None:
            self.comma |= found.separator == ","
            self.point |= found.separator == "."

    @property
    def decimal(self) -> str:
        """``,`` or ``.``; empty when nothing, or both, is proved."""
        return "" if self.comma == self.point else "," if self.comma else "."


@lru_cache(maxsize=4096)
def parse_amount(text: str) -> Amount | None:
    """Return what a written amount may mean; None of an empty cell.

    :raises BadCell: ``bad_amount``, ``scientific``, ``foreign_currency``
    """
    if not text.strip():
        return None
    shown = text[:SHOWN]
    bare = _BLANKS.sub(" ", _MINUS.sub("-", text.replace("’", "'"))).strip()
    if _FOREIGN.search(bare):
        raise BadCell("foreign_currency", text=shown)
    bare = _CURRENCY.sub("", bare).strip()
    if bare == "-":
        return None
    if not bare or len(bare) > _LONGEST:
        raise BadCell("bad_amount", text=shown)
    if _SCIENTIFIC.fullmatch(bare):
        raise BadCell("scientific", text=shown)
    sign, bare = _sign(bare, shown)
    found = _unsigned(bare.lstrip("'"))
    if found is None:
        raise BadCell("bad_amount", text=shown)
    other = None if found.thousands is None else sign * found.thousands
    return Amount(sign * found.value, other, found.separator)


def _sign(bare: str, shown: str) -> tuple[int, str]:
    """Return 1 or -1, and the amount without its sign.

    :raises BadCell: ``bad_amount``, for two signs
    """
    signs = []
    if bare.startswith("(") and bare.endswith(")"):
        signs.append(-1)
        bare = bare[1:-1].strip()
    if bare[:1] in ("+", "-", "'") and bare.lstrip("'")[:1] in ("+", "-"):
        bare = bare.lstrip("'")
        signs.append(-1 if bare[0] == "-" else 1)
        bare = bare[1:].strip()
    if bare[-1:] in ("+", "-"):
        signs.append(-1 if bare[-1] == "-" else 1)
        bare = bare[:-1].strip()
    if len(signs) > 1:
        raise BadCell("bad_amount", text=shown)
    return (signs[0] if signs else 1), bare


def _unsigned(bare: str) -> Amount | None:
    if _PLAIN.fullmatch(bare):
        return Amount(Decimal(bare))
    if spaced := _SPACED.fullmatch(bare):
        whole = re.sub("[ ']", "", spaced[1] + spaced[2])
        end = spaced[3] or ""
        value = Decimal(f"{whole}.{end[1:]}") if end else Decimal(whole)
        return Amount(value, separator=end[:1])
    if (both := _BOTH.fullmatch(bare)) and both[1] != both[2]:
        whole = bare[: both.start(2)].replace(both[1], "")
        return Amount(Decimal(f"{whole}.{both[3]}"), separator=both[2])
    if groups := _GROUPS.fullmatch(bare):
        value = Decimal(bare.replace(groups[1], ""))
        return Amount(value, separator=_OTHER[groups[1]])
    one = _ONE.fullmatch(bare)
    if not one:
        return None
    value = Decimal(f"{one[1] or '0'}.{one[3]}")
    # a thousand has three digits after it, one to three before, and no leading zero
    if len(one[3]) == 3 and 1 <= len(one[1]) <= 3 and one[1][0] != "0":
        return Amount(value, Decimal(one[1] + one[3]), one[2])
    return Amount(value, separator=one[2])


def decode_amount(text: str, decimal: str) -> Decimal | None:
    """Return an amount in cents; None of an empty cell.

    >>> [str(decode_amount(text, ",")) for text in ("1.234", "(12,50 €)", "3,20-")]
    ['1234.00', '-12.50', '-3.20']

    :param decimal: the file's decimal separator; empty when it is not known
    :raises BadCell: ``ambiguous_amount``, ``too_precise``, ``bad_amount``,
        ``scientific``, ``foreign_currency``
    """
    found = parse_amount(text)
    if found is None:
        return None
    if found.thousands is None:
        return _cents(found.value, text)
    if not decimal:
        raise BadCell("ambiguous_amount", text=text[:SHOWN])
    is_decimal = decimal == found.separator
    return _cents(found.value if is_decimal else found.thousands, text)


def is_ambiguous(text: str) -> bool:
    """Return whether an amount needs the file's others to be read."""
    try:
        found = parse_amount(text)
    except BadCell:
        return False
    return found is not None and found.thousands is not None


def decode_number(text: str) -> Decimal | None:
    """Return what a workbook holds as a number, in cents.

    :raises BadCell: ``bad_amount``, ``too_precise``
    """
    try:
        return _cents(Decimal(text), text) if text.strip() else None
    except InvalidOperation:
        raise BadCell("bad_amount", text=text[:SHOWN]) from None


def _cents(exact: Decimal, text: str) -> Decimal:
    if not exact.is_finite():
        raise BadCell("bad_amount", text=text[:SHOWN])
    amount = round_cents(exact)
    if abs(amount - exact) >= _NOISE:
        raise BadCell("too_precise", text=text[:SHOWN])
    # minus zero is zero
    return amount or abs(amount)
