# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The country of an address, however it is written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from babel import Locale
from babel.core import get_global

#: codes and names that people and offices use, and Babel's lists lack
_OWN = {
    "el": "GR",
    "ic": "ES",
    "ea": "ES",
    "rom": "RO",
    "usa": "US",
    "u s a": "US",
    "grande bretagne": "GB",
    "angleterre": "GB",
    "great britain": "GB",
    "england": "GB",
    "hollande": "NL",
    "republique tcheque": "CZ",
    "czech republic": "CZ",
    "france metropolitaine": "FR",
    "corse": "FR",
    "ile de la reunion": "RE",
    "guyane": "GF",
    "polynesie": "PF",
    "hong kong": "HK",
}
#: in Babel's lists, and no countries: the Union, the euro zone, parts of countries
_NONE = frozenset(
    "EU EZ UN XA XB ZZ IC EA AC TA DG CP CQ QO".split()  # noqa: SIM905
)
_LANGUAGES = ("fr", "en")


def decode_country(text: str) -> str:
    """Return a country's two letters (ISO 3166 alpha-2); empty where nobody knows it.

    Two letters, three letters and numbers of ISO 3166, codes it gave up (``FX``), those
    of others (``UK``, ``EL``), and names in French and English, whatever the case and
    the accents. Never a guess: three letters are no two letters with one too many.

    >>> [decode_country(word) for word in ("fr", "AUT", "UK", "Belgique", "Atlantis")]
    ['FR', 'AT', 'GB', 'BE', '']
    """
    code = text.strip().upper()
    if len(code) == 2 and code in _codes():
        return code
    aliases = get_global("territory_aliases").get(code, ())
    if len(aliases) == 1 and aliases[0] in _codes():
        return str(aliases[0])
    name = _plain(text)
    return _OWN.get(name) or _names().get(name, "")


def _plain(text: str) -> str:
    """Return a name without accents, case and what is between its letters."""
    parts = unicodedata.normalize("NFKD", text.replace("&", " and "))
    letters = "".join(each for each in parts if not unicodedata.combining(each))
    return re.sub(r"[^a-z]+", " ", letters.casefold()).strip()


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    found = {str(code) for code in Locale("en").territories}
    return frozenset(code for code in found - _NONE if re.fullmatch("[A-Z]{2}", code))


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {
        _plain(str(name)): str(code)
        for language in _LANGUAGES
        for code, name in Locale(language).territories.items()
        if code in _codes()
    }
