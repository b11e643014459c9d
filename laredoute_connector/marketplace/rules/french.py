# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whether a text reads as French, the language of La Redoute (protocol P-32)."""

from __future__ import annotations

import re

_ACCENTS = frozenset("àâçèéêëîïôùûœ")
#: small words that few texts of another language hold
_WORDS = frozenset(
    (
        *("au", "aux", "avec", "ce", "cette", "ces", "de", "des", "du", "elle", "en"),
        *("est", "et", "il", "je", "la", "le", "les", "leur", "ou", "par", "pas"),
        *("pour", "que", "qui", "sa", "sans", "ses", "sont", "sous", "sur", "un"),
        *("une", "vos", "votre", "vous"),
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_ELISION = re.compile(r"\b(?:d|l|qu)['’]\w")


def reads_french(text: str) -> bool:
    """Return whether something in a text is French; of a few words nothing may be.

    >>> reads_french("Robe longue à fleurs"), reads_french("Long dress, size L")
    (True, False)
    """
    lowered = text.casefold()
    if not _ACCENTS.isdisjoint(lowered):
        return True
    return not _WORDS.isdisjoint(_WORD.findall(lowered)) or bool(
        _ELISION.search(lowered)
    )
