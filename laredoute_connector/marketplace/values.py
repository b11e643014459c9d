# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Plain values, both ways: amounts, quantities, moments, texts.

The ``decode_*`` functions raise :class:`ValueError` with a message that never
repeats the text they were given: it may hold a buyer's data.
"""

from __future__ import annotations

import html
import re
import unicodedata
from datetime import datetime, timezone, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

CENT = Decimal("0.01")

_DECIMAL = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,10})?", re.ASCII)
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2})(:[0-9]{2})?(?:\.[0-9]+)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?",
    re.ASCII,
)
# What XML 1.0 cannot hold, even escaped (XML 1.0, production 2 "Char").
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# gaps among them: a vertical tab, the end of a page
_GAPS = {11: " ", 12: " "}
_EMPTY = "."
# whole ones only: "&para" begins many a word
_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]\w*);", re.ASCII)


# ------------------------------------------------------------------------ texts
def xml_text(text: str) -> str:
    """Return ``text`` without the characters that XML 1.0 forbids."""
    return _NOT_XML.sub("", text)


def wire_text(text: str) -> str:
    """Return a text as it is sent: without what XML forbids, and what nobody sees.

    What has no width would make two references of one, and a title of nothing. Tabs and
    pages that XML cannot hold become a blank: without one they would join words.

    >>> wire_text("Robe\u200b\x0bLongue")
    'Robe Longue'
    """
    if text.isascii() and text.isprintable():
        return text
    return _without_width(xml_text(text.translate(_GAPS)))


def clean_text(text: str | None) -> str:
    """Return a text as people mean it: trimmed, and ``"."`` standing for empty.

    Source: protocol P-78 ("." stands for empty).
    """
    cleaned = xml_text(text or "").strip()
    return "" if cleaned == _EMPTY else cleaned


def one_line(text: str) -> str:
    """Return a text that somebody typed, as one line of what is seen of it.

    What was escaped twice is read, what has no width goes, line breaks and other gaps
    become a blank: they would part or join words where nobody sees it.
    """
    text = text.strip()
    if text.isprintable() and "&" not in text and "  " not in text:
        return text
    read = _REFERENCE.sub(_read, text)
    return " ".join(_without_width(read).split())


def _without_width(text: str) -> str:
    """Return a text without what has no width: zero-width spaces, hyphens to be."""
    return "".join(each for each in text if unicodedata.category(each) != "Cf")


def _read(reference: re.Match[str]) -> str:
    """Return what a reference stands for; a blank for what is no character."""
    return html.unescape(reference[0]) or " "


# ---------------------------------------------------------------------- numbers
def round_cents(amount: Decimal) -> Decimal:
    """Return ``amount`` rounded half up (away from zero) to the cent."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def decode_decimal(text: str) -> Decimal:
    """Return a decimal number written with a dot, exactly as written.

    :raises ValueError: for anything else, exponents and "NaN" included
    """
    stripped = text.strip()
    if not _DECIMAL.fullmatch(stripped):
        raise ValueError("not a decimal number")
    return Decimal(stripped)


def decode_amount(text: str) -> Decimal:
    """Return an amount of euros, zero or more, exactly as written.

    :raises ValueError: when it is not a number, or negative
    """
    amount = decode_decimal(text)
    if amount < 0:
        raise ValueError("negative amount")
    return amount


def encode_amount(amount: Decimal) -> str:
    """Return an amount of euros with a dot and two decimals, rounded half up.

    :raises ValueError: when it is negative or not a number
    """
    if not amount.is_finite() or amount < 0:
        raise ValueError("not an amount of zero or more")
    return format(round_cents(amount), "f")


def encode_rate(rate: Decimal) -> str:
    """Return a VAT rate as the wire's fraction: ``0.20``, ``0.055``.

    :raises ValueError: when it is not between 0 and 1
    """
    if not rate.is_finite() or not 0 <= rate < 1:
        raise ValueError("not a fraction between 0 and 1")
    whole, _dot, decimals = format(rate, "f").partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"


def decode_quantity(text: str) -> Decimal:
    """Return a quantity of pieces; ``1``, ``1.0`` and ``2.000`` are whole.

    Source: protocol P-75.

    :raises ValueError: when it is not a number, negative, or not whole
    """
    quantity = decode_decimal(text)
    if quantity < 0:
        raise ValueError("negative quantity")
    if quantity != quantity.to_integral_value():
        raise ValueError("quantity is not whole")
    return quantity.quantize(Decimal(1))


def encode_quantity(quantity: Decimal) -> str:
    """Return a quantity of pieces as a whole number.

    :raises ValueError: when it is negative, not whole, or not a number
    """
    if not quantity.is_finite() or quantity < 0:
        raise ValueError("not a quantity of zero or more")
    if quantity != quantity.to_integral_value():
        raise ValueError("quantity is not whole")
    return format(quantity.quantize(Decimal(1)), "f")


# ---------------------------------------------------------------------- moments
def decode_moment(text: str, zone: tzinfo = timezone.utc) -> datetime:
    """Return the UTC moment of ``yyyy-MM-ddTHH:mm[:ss[.fff]][Z|+hh:mm]``.

    Fractions of a second are dropped.

    :param zone: the time zone of texts that name none
    :raises ValueError: for any other form, or a day that does not exist
    """
    found = _MOMENT.fullmatch(text.strip())
    if not found:
        raise ValueError("not a moment")
    day, minutes, seconds, offset = found.groups()
    offset = "+00:00" if offset == "Z" else offset or ""
    try:
        moment = datetime.fromisoformat(f"{day}T{minutes}{seconds or ':00'}{offset}")
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone)
        return moment.astimezone(timezone.utc)
    except (ValueError, OverflowError):
        raise ValueError("not a moment that exists") from None


def _in_zone(moment: datetime, zone: tzinfo) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(zone)


def encode_minute(moment: datetime, zone: tzinfo = timezone.utc) -> str:
    """Return ``yyyy-MM-ddTHH:mm``; raises ``ValueError`` for a naive moment."""
    return _in_zone(moment, zone).strftime("%Y-%m-%dT%H:%M")


def encode_second(moment: datetime, zone: tzinfo = timezone.utc) -> str:
    """Return ``yyyy-MM-ddTHH:mm:ss``; raises ``ValueError`` for a naive moment."""
    return _in_zone(moment, zone).strftime("%Y-%m-%dT%H:%M:%S")


@lru_cache(maxsize=64)
def encode_offer_moment(moment: datetime) -> str:
    """Return ``yyyy-MM-ddTHH:mm:00.000Z``. Source: protocol P-53.

    :raises ValueError: for a naive moment
    """
    return encode_minute(moment) + ":00.000Z"


def encode_file_moment(moment: datetime) -> str:
    """Return ``yyyy-MM-dd-HH-mm-ss`` (UTC), the form used in file names.

    :raises ValueError: for a naive moment
    """
    return _in_zone(moment, timezone.utc).strftime("%Y-%m-%d-%H-%M-%S")


def decode_file_moment(text: str) -> datetime:
    """Return the UTC moment of ``yyyy-MM-dd-HH-mm-ss``; raises ``ValueError``."""
    return datetime.strptime(text, "%Y-%m-%d-%H-%M-%S").replace(tzinfo=timezone.utc)
