# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Towns, however they are written."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Town:
    """A town as an address says it; the country is compared elsewhere.

    Overseas places are written with France's code as well as with their own.
    """

    zip_code: str
    name: str

    def __str__(self) -> str:
        """As short as people call it: zip code and name."""
        return f"{self.zip_code} {self.name}".strip()

    def is_same(self, other: Town) -> bool:
        """Return whether a parcel for one arrives in the other.

        Names are spelled in many ways; zip codes, where both are known, are not.

        >>> Town("59100", "ROUBAIX").is_same(Town("59 100", "Roubaix Cedex"))
        True
        """
        if self.zip_code and other.zip_code:
            return _bare(self.zip_code) == _bare(other.zip_code)
        return _bare(self.name) == _bare(other.name)


def _bare(text: str) -> str:
    """Letters and digits alone, without accents or capitals."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(each for each in plain if each.isalnum())
