# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The number of a parcel, however a person or a carrier writes it."""

from __future__ import annotations

import itertools
import re
import unicodedata

#: what stands between several numbers, whatever they are
_BETWEEN = re.compile(r"[,;|+&\\\r\n\t]+|\s-\s|\bet\b|\band\b")
#: what does so only between numbers: it is a part of others (``WH/OUT/00012``)
_SLASH = re.compile(r"(?<=\w{8})\s*/\s*(?=\w{8})")
#: what a number may begin with, printed apart: ``XY 123 456 789 FR``
_PREFIX = re.compile(r"[A-Z]{2}")
#: characters of a number that stands alone, and of a group that is printed
_ALONE, _GROUP = 10, 7
#: characters of the longest number that is printed in groups
_LONGEST = 22


def parcel_number(text: str) -> str:
    """Return the first parcel's number: La Redoute takes one, and finds it by it.

    Numbers that stand side by side are several; one that is printed in groups is one.
    What may be read in two ways is none: the delivery then lacks its number, and says
    so, which a wrong number would not.

    >>> parcel_number("Colissimo 6A12345678901; 6A12345678902")
    '6A12345678901'
    >>> parcel_number("8R 4512 7890 123")
    '8R45127890123'
    """
    seen = "".join(each for each in text if unicodedata.category(each) != "Cf")
    for part in _BETWEEN.split(seen):
        for piece in _SLASH.split(part):
            if piece.strip():
                return _of_groups(piece.split())
    return ""


def has_several_numbers(text: str) -> bool:
    """Whether more than one parcel's number stands in a text.

    >>> has_several_numbers("6A12345678901 6A12345678902")
    True
    >>> has_several_numbers("Colissimo 6A1 234 567")
    False
    """
    found = set[str]()
    for part in _BETWEEN.split(text):
        for piece in _SLASH.split(part):
            words = [word for word in piece.split() if not _is_name(word)]
            alone = len(words) > 1 and all(len(word) >= _ALONE for word in words)
            found |= set(words) if alone else {"".join(words)}
    return len(found - {""}) > 1


def _is_name(word: str) -> bool:
    """Whether it is a carrier's name, or a part of it: it holds no digit."""
    return not any(map(str.isdigit, word))


def _of_groups(words: list[str]) -> str:
    """Return the number that words without anything between them are."""
    groups = list(itertools.dropwhile(_is_name, words)) or words
    before = words[: len(words) - len(groups)]
    if before and _PREFIX.fullmatch(before[-1]):
        groups = [before[-1], *groups]
    if len(groups) == 1:
        return groups[0]
    if all(len(group) >= _ALONE for group in groups):
        return groups[0]
    if groups[0] in groups[1:]:
        groups = groups[: groups.index(groups[0], 1)]
    number = "".join(groups)
    printed = all(len(group) <= _GROUP for group in groups)
    return number if printed and len(number) <= _LONGEST else ""
