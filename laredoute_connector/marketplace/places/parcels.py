# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The number of a parcel, however a person or a carrier writes it."""

from __future__ import annotations

import re

#: what stands between several numbers
_BETWEEN = re.compile(r"[,;/|+\r\n\t]+")
#: characters of the shortest number of a parcel: shorter ones are printed groups
_SHORTEST = 8


def parcel_number(text: str) -> str:
    """Return the first parcel's number: La Redoute takes one, and finds it by it.

    Numbers that stand side by side are several; one that is printed in groups is one.

    >>> parcel_number("6A12345678901; 6A12345678902")
    '6A12345678901'
    >>> parcel_number("8R 4512 7890 123")
    '8R45127890123'
    """
    parts = [part.split() for part in _BETWEEN.split(text)]
    groups = next((part for part in parts if part), [])
    several = all(len(group) >= _SHORTEST for group in groups)
    return groups[0] if groups and several else "".join(groups)
