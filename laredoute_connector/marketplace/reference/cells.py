# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Codes and flags as cells give them: what Excel did to them is reported.

Source of the forms: protocol P-154 (A and three or four digits, V and five or six, S or
F and digits). A brand's form is assumed (digits, B allowed).
"""

from __future__ import annotations

import re

from stdnum import ean

from .columns import plain
from .problems import BadCell

#: texts longer than this are no label, in characters
MAX_LABEL = 500
_FORMS = {
    "category": re.compile(r"[SF][0-9]+"),
    "attribute": re.compile(r"A[0-9]{3,4}"),
    "value": re.compile(r"V[0-9]{5,6}"),
    "brand": re.compile(r"B?[0-9]+"),
    "department": re.compile(r"[^\s;,]{1,64}"),
}
_WHOLE = re.compile(r"([0-9]+)[.,]0+")
_SCIENTIFIC = re.compile(r"[0-9]([.,][0-9]+)?E\+?[0-9]{1,2}", re.IGNORECASE)
_YES = {"1", "oui", "yes", "true", "vrai", "x", "o", "y"}
_NO = {"", "0", "non", "no", "false", "faux", "n", "-"}
_USAGES = {
    "size": "size",
    "taille": "size",
    "colour": "colour",
    "color": "colour",
    "couleur": "colour",
    "couleur generique": "colour",
    "generic colour": "colour",
    "commercial_colour": "commercial_colour",
    "commercial colour": "commercial_colour",
    "couleur commerciale": "commercial_colour",
    "other": "other",
    "autre": "other",
}


def decode_code(noun: str, text: str) -> str:
    """Return a code in its form.

    :param noun: ``category``, ``attribute``, ``value``, ``brand``, ``department``
    :raises BadCell: ``missing_<noun>_code``, ``bad_<noun>_code``, ``scientific``
    """
    code = text if noun == "department" else text.upper()
    if not code:
        raise BadCell(f"missing_{noun}_code")
    if _FORMS[noun].fullmatch(code):
        return code
    whole = _WHOLE.fullmatch(code)
    if whole and _FORMS[noun].fullmatch(whole[1]):
        return whole[1]
    if _SCIENTIFIC.fullmatch(code):
        raise BadCell("scientific", text=text)
    raise BadCell(f"bad_{noun}_code", text=text[:64])


def decode_label(text: str) -> str:
    """Return a label; raises BadCell ``missing_label`` or ``label_too_long``."""
    if not text:
        raise BadCell("missing_label")
    if len(text) > MAX_LABEL:
        raise BadCell("label_too_long", length=len(text), limit=MAX_LABEL)
    return text


def decode_flag(text: str) -> bool:
    """Return *Requis* or *Contraint*; an empty one is no.

    :raises BadCell: ``bad_flag``
    """
    word = plain(text)
    whole = _WHOLE.fullmatch(word)
    word = whole[1] if whole else word
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise BadCell("bad_flag", text=text[:64])


def decode_usage(role: str, label: str) -> str:
    """Return what an attribute is for: its role, else what its label begins with.

    :returns: a usage of :class:`Attribute`, empty when neither says
    """
    if plain(role) in _USAGES:
        return _USAGES[plain(role)]
    words = plain(label)
    if words.startswith(("couleur commerciale", "commercial colo")):
        return "commercial_colour"
    if words.startswith(("couleur generique", "generic colo")):
        return "colour"
    return "size" if re.match(r"(tailles?|pointures?|sizes?)\b", words) else ""


def decode_ean(text: str) -> str:
    """Return an EAN of 13 digits.

    :raises BadCell: ``missing_ean``, ``scientific``, ``short_ean`` (Excel drops
        leading zeros), ``bad_ean``
    """
    if not text:
        raise BadCell("missing_ean")
    if _SCIENTIFIC.fullmatch(text):
        raise BadCell("scientific", text=text)
    whole = _WHOLE.fullmatch(text)
    code = whole[1] if whole else re.sub(r"[ -]", "", text)
    if len(code) == 13 and ean.is_valid(code):
        return code
    if code.isdigit() and len(code) < 13 and ean.is_valid(code.zfill(13)):
        raise BadCell("short_ean", text=code, length=len(code))
    raise BadCell("bad_ean", text=text[:64])
