# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where a buyer follows a parcel: addresses with a place for its number."""

from __future__ import annotations

import re

#: what stands for the parcel's number, and for the postcode it goes to
NUMBER, ZIP = "{number}", "{zip}"
_ADDRESS = re.compile(r"https?://([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)
# a name with a dot, as public hosts have; no number of a machine, no user before it
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.[^\W\d_][\w-]+(:[0-9]{1,5})?")
_PLACE = re.compile(r"\{[^{}]*\}|<[^<>]*>|%s|@(?=$|&)")
_UNFIT = re.compile(r"[\s<>\"\\^`{|}\x00-\x1f\x7f]")
#: of the number on a Relais Colis label: what the parcel is followed by
_LABEL_PART = slice(2, 12)
_PLAIN = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
)


def address_problem(template: str, *, numbered: bool = True) -> str:
    """Return what is wrong with a tracking address, empty when nothing is.

    :param template: as a person types it, :data:`NUMBER` in place of the number
    :param numbered: whether it is of many parcels, and must hold :data:`NUMBER`
    :return: ``scheme``, ``host``, ``placeholder`` (an unknown one), ``character`` or
        ``number``

    >>> address_problem("https://suivi.example/{number}?cp={zip}")
    ''
    >>> address_problem("www.suivi.example/{number}")
    'scheme'
    """
    found = _ADDRESS.fullmatch(template)
    if not found:
        return "scheme"
    if not _HOST.fullmatch(found[1]):
        return "host"
    places = set(_PLACE.findall(found[2]))
    if places - {NUMBER, ZIP}:
        return "placeholder"
    if _UNFIT.search(found[2].replace(NUMBER, "").replace(ZIP, "")):
        return "character"
    if numbered and NUMBER not in places:
        return "number"
    return ""


def tracking_address(template: str, number: str, zip_code: str = "") -> str:
    """Return where one parcel is followed; empty where it cannot be said.

    >>> tracking_address("https://suivi.example/{number}?cp={zip}", "6A 1", "59100")
    'https://suivi.example/6A%201?cp=59100'
    >>> tracking_address("https://suivi.example/{number}?cp={zip}", "6A1")
    ''
    """
    for place, text in ((NUMBER, number), (ZIP, zip_code)):
        if place in template and not text:
            return ""
        template = template.replace(place, _escaped(text))
    return template


def _escaped(text: str) -> str:
    return "".join(
        chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in text.encode("utf-8")
    )


def label_number(number: str) -> str:
    """Return the number of a parcel by the number on its Relais Colis label.

    It is the label's characters 3 to 12 (protocol P-99). What is shorter is such a
    number already, or no label's.

    >>> label_number("VD4H000000123401")
    '4H00000012'
    >>> label_number("4H00000012")
    '4H00000012'
    """
    return number[_LABEL_PART] if len(number) >= _LABEL_PART.stop else number
