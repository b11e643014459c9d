# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A list of promotion prices: reference or EAN, price, and dates where wanted.

Read as La Redoute's lists are: any encoding, separator, order of columns and usual
headers, CSV or XLSX. Amounts have a comma or a point, dates are French or ISO.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from ..reference.named_rows import layout_of, named_rows
from ..reference.problems import Arguments
from ..reference.table import Row
from ..values import round_cents

#: lines of the longest file
MAX_LINES = 20_000
_LAYOUT = layout_of(
    {
        "item": "ean|ean code|gtin|sku|reference interne|internal reference|reference"
        "|ref|product code|article code|article|product|code|code barre",
        "price": "prix promotionnel|prix promo|prix remise|prix solde|prix reduit"
        "|prix operation|promotion price|sale price|reduced price|prix ttc|prix"
        "|price|nouveau prix",
        "begins_at": "date debut|debut|begin date|start date|begin|start|date from",
        "ends_at": "date fin|fin|end date|end|date to",
    },
    "item price",
)
_CURRENCY = re.compile(r"(€|EUR|euros?)$", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}([.,])[0-9]{3}(?:\1[0-9]{3})*([.,])[0-9]+")
_AMOUNT = re.compile(r"[0-9]+[.,][0-9]+")
_WHOLE = re.compile(r"([0-9]+)[.,]0+")
_SCIENTIFIC = re.compile(r"[0-9]+([.,][0-9]+)?E\+?[0-9]{1,2}", re.IGNORECASE)
_BLANKS = str.maketrans("", "", " \u00a0\u202f'’")
#: what a spreadsheet adds to a number that it cannot hold exactly
_NOISE = Decimal("0.000001")
_DATES = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d")
_TIMES = ("%H:%M", "%H:%M:%S", "%Hh%M", "%Hh")
_NO_HOUR = "00:00:00"
#: longer texts are shown cut
_SHOWN = 64


@dataclass(frozen=True)
class PriceRow:
    """A line of the file.

    :ivar number: of the line, from 1
    :ivar item: EAN or reference
    :ivar price: euros with VAT; None where it cannot be used
    :ivar begins_at: by the shop's clock, without a zone; None: as the promotion
    :ivar ends_at: likewise; a day without a time counts as a whole
    :ivar problem: why the line cannot be used: ``no_item``, ``scientific``,
        ``no_price``, ``bad_price``, ``zero_price``, ``bad_date``,
        ``dates_crossed``, or a problem of its cells
    """

    number: int
    item: str = ""
    price: Decimal | None = None
    begins_at: datetime | None = None
    ends_at: datetime | None = None
    problem: str = ""
    arguments: Arguments = field(default_factory=dict)


def read_prices(path: Path) -> list[PriceRow]:
    """Return each line of a file that is not blank; a bad one stops only itself.

    :raises ReferenceRefused: when it is no table, or lacks a column; ``code`` may be
        ``too_many_lines`` or ``missing_columns``, besides those of a list
    """
    rows = named_rows(path, _LAYOUT, MAX_LINES, dates=("begins_at", "ends_at"))
    return [_line(row, cells) for row, cells in rows]


def _line(row: Row, cells: dict[str, str]) -> PriceRow:
    if not cells:
        return PriceRow(row.number, problem=row.problem, arguments=row.arguments)
    item = cells["item"]
    whole = _WHOLE.fullmatch(item)
    item = whole[1] if whole else item
    if not item:
        return PriceRow(row.number, problem="no_item")
    if _SCIENTIFIC.fullmatch(item):
        return PriceRow(row.number, item, problem="scientific")
    text = cells["price"]
    price = decode_price(text)
    if price is None or not price:
        problem = "zero_price" if price is not None else "bad_price"
        return PriceRow(
            row.number,
            item,
            problem=problem if text else "no_price",
            arguments={"text": text[:_SHOWN]},
        )
    days: list[datetime | None] = []
    for name in ("begins_at", "ends_at"):
        day = cells.get(name, "")
        moment = decode_moment(day, ends=name == "ends_at") if day else None
        if day and moment is None:
            shown: Arguments = {"text": day[:_SHOWN]}
            return PriceRow(row.number, item, problem="bad_date", arguments=shown)
        days.append(moment)
    begins_at, ends_at = days
    if begins_at and ends_at and ends_at <= begins_at:
        return PriceRow(row.number, item, problem="dates_crossed")
    return PriceRow(row.number, item, price, begins_at, ends_at)


def decode_price(text: str) -> Decimal | None:
    """Return an amount to the cent; None for what is none, or may be read two ways.

    >>> [str(decode_price(text)) for text in ("49,9", "1 299.00 €", "1.299,50")]
    ['49.90', '1299.00', '1299.50']
    >>> decode_price("1.299"), decode_price("-5")
    (None, None)
    """
    bare = _CURRENCY.sub("", text.translate(_BLANKS))
    if _DIGITS.fullmatch(bare):
        return Decimal(bare).quantize(Decimal("0.01"))
    grouped = _GROUPED.fullmatch(bare)
    if grouped and grouped[1] != grouped[2]:
        bare = bare.replace(grouped[1], "")
    if not _AMOUNT.fullmatch(bare):
        return None
    exact = Decimal(bare.replace(",", "."))
    price = round_cents(exact)
    return price if abs(price - exact) <= _NOISE and _is_clear(bare) else None


def _is_clear(amount: str) -> bool:
    """Whether the separator is one of decimals: 1.290 may be a thousand."""
    return len(re.split("[.,]", amount)[1]) != 3


def decode_moment(text: str, *, ends: bool = False) -> datetime | None:
    """Return a date with or without a time, French or ISO; None for what is none.

    >>> decode_moment("31/12/2026 8h30"), decode_moment("2026-12-31", ends=True)
    (datetime.datetime(2026, 12, 31, 8, 30), datetime.datetime(2027, 1, 1, 0, 0))

    :param ends: whether a day without a time is there until its end
    """
    day, _blank, hour = text.strip().replace("T", " ").partition(" ")
    date = _parsed(day, _DATES)
    if date is None or not 2000 <= date.year < 2100:
        return None
    hour = hour.strip()
    # a spreadsheet's date has a midnight that nobody typed
    if not hour or (hour == _NO_HOUR and "T" not in text):
        return date + timedelta(days=1) if ends else date
    clock = _parsed(hour, _TIMES)
    return clock and datetime.combine(date, clock.time())


def _parsed(text: str, forms: tuple[str, ...]) -> datetime | None:
    for form in forms:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return None
