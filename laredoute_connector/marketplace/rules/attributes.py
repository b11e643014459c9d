# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Attributes: what the category asks for, sizes, and the two colours.

Source: protocol P-36, required attributes ("Requis"), one value each, from the list
when there is one ("Contraint"), none on a parent; P-37, a declination without size
stays "A référencer"; P-38, the two colours both or neither, and without any the site
shows "couleur unique"; P-26, assumed, an attribute
without a list takes no value code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ..records import ProductAttribute
from .book import RuleBook
from .candidate import Candidate, RequestedAttribute
from .finding import Finding, find
from .sent_text import sent_text

_COLOURS = {"colour": "generic", "commercial_colour": "commercial"}


def check(candidate: Candidate, _book: RuleBook) -> Iterator[Finding]:
    """Yield what is wrong with the attributes.

    Without a category nothing is known of them: its own rule says so.
    """
    if candidate.is_parent or not candidate.category_code:
        return
    requested = {each.code: each for each in candidate.requested}
    given = Counter(each.code for each in candidate.given)
    yield from _missing(candidate, given)
    for code, count in given.items():
        if count > 1:
            name = requested[code].name if code in requested else code
            yield find("attribute_twice", attribute=code, name=name)
    for value in candidate.given:
        yield from _check_value(value, requested.get(value.code))
    yield from _colours(candidate.requested, given)


def _missing(candidate: Candidate, given: Mapping[str, int]) -> Iterator[Finding]:
    sizes = [each.code for each in candidate.requested if each.usage == "size"]
    lacks_size = bool(sizes) and not any(code in given for code in sizes)
    distinguished = candidate.is_declination and lacks_size
    for each in candidate.requested:
        # the size of a declination has its own finding
        known_gap = distinguished and each.usage == "size"
        if each.required and each.code not in given and not known_gap:
            yield find("attribute_missing", attribute=each.code, name=each.name)
    if distinguished:
        yield find("size_missing")


def _check_value(
    value: ProductAttribute, requested: RequestedAttribute | None
) -> Iterator[Finding]:
    label, value_code = sent_text(value.label), value.value_code.strip()
    if requested is None:
        name = label or value_code
        yield find("attribute_not_requested", attribute=value.code, value=name)
        return
    if not label and not value_code:
        yield find("attribute_empty", attribute=value.code, name=requested.name)
    elif requested.constrained and not value_code:
        yield find(
            "attribute_code_missing",
            attribute=value.code,
            name=requested.name,
            value=label,
        )
    elif requested.constrained and value_code not in requested.value_codes:
        yield find(
            "attribute_not_in_list",
            attribute=value.code,
            name=requested.name,
            value=label or value_code,
        )
    elif value_code and not requested.constrained:
        yield find(
            "attribute_code_unwanted",
            attribute=value.code,
            name=requested.name,
            value=label or value_code,
        )


def _colours(
    requested: tuple[RequestedAttribute, ...], given: Mapping[str, int]
) -> Iterator[Finding]:
    wanted = {each.usage for each in requested if each.usage in _COLOURS}
    present = {
        each.usage
        for each in requested
        if each.usage in _COLOURS and each.code in given
    }
    # where the category asks for one colour only, there is no pair to complete
    missed = any(each.required for each in requested if each.usage in _COLOURS)
    # one that the category requires is missing by a rule of its own
    if wanted and not present and not missed:
        yield find("colour_missing")
    if len(wanted) == 2 and len(present) == 1:
        (lacking,) = wanted - present
        yield find("colour_half", missing=_COLOURS[lacking])
