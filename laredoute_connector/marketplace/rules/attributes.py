# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Attributes: what the category asks for, sizes, and the two colours.

Source: La Redoute's field list: required attributes exactly once; a declination
without size stays "A référencer"; the two colours both or neither. A parent has
no attributes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .candidate import Candidate
from .finding import Finding, find


def check(candidate: Candidate) -> Iterator[Finding]:
    """Yield what is wrong with the attributes."""
    if candidate.is_parent:
        return
    given = Counter(candidate.attribute_codes)
    for code in dict.fromkeys(candidate.required_attribute_codes):
        if not given[code]:
            yield find("attribute_missing", attribute=code)
    for code, count in given.items():
        if count > 1:
            yield find("attribute_twice", attribute=code)
    if candidate.is_declination and not candidate.has_size:
        yield find("size_missing")
    if candidate.generic_colour != candidate.commercial_colour:
        missing = "commercial" if candidate.generic_colour else "generic"
        yield find("colour_half", missing=missing)
