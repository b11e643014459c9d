# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whether two orders are surely one buyer's: name, whole address and phone agree.

La Redoute's e-mail is another one for each order (protocol P-80) and says nothing.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable

#: calling code of France, and the digits of a number without it
_FRANCE, _NATIONAL = "33", 9


def contact_key(name: str, address: Iterable[str], phone: str) -> str:
    """Return a checksum that buyers share who are surely one; empty where none is.

    Case, accents, blanks and punctuation do not count, nor how a phone number is
    written. Each part must be there: a name alone is that of many.

    >>> one = contact_key("Élise DUPONT", ["12 rue Bleue", "59100"], "06 12 34 56 78")
    >>> one == contact_key("elise dupont", ["12, Rue Bleue", "59100"], "+33612345678")
    True
    >>> contact_key("Élise DUPONT", ["12 rue Bleue", "59100"], "")
    ''

    :param address: its lines, zip code, town and country, in one order always
    """
    place = [_bare(each) for each in address]
    parts = [_bare(name), *place, _number(phone)]
    if not parts[0] or not any(place) or not parts[-1]:
        return ""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _bare(text: str) -> str:
    """Words alone, without accents or capitals."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = (each if each.isalnum() else " " for each in plain if not _is_accent(each))
    return " ".join("".join(kept).split())


def _is_accent(character: str) -> bool:
    return bool(unicodedata.combining(character))


def _number(phone: str) -> str:
    """Return the digits of a phone number, of a French one without what is before."""
    digits = "".join(each for each in phone if each.isdecimal())
    international = phone.strip().startswith("+") or digits.startswith("00")
    digits = digits.lstrip("0")
    if international and digits.startswith(_FRANCE):
        digits = digits[len(_FRANCE) :].lstrip("0")
    return digits if len(digits) >= _NATIONAL else ""
