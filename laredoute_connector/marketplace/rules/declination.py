# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Declinations and their parents: what La Redoute was sent of them never changes.

Source: protocol P-40: a product first sent alone never gets declinations. That a
declination cannot become single, nor change its parent, is assumed: nothing shows the
platform moving one. Two with the same size and colours (P-27) are one to a buyer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..records import ProductAttribute
from .book import RuleBook
from .candidate import Candidate
from .finding import Finding, find
from .sent_text import sent_text


def check(candidate: Candidate, book: RuleBook) -> Iterator[Finding]:
    """Yield what changed that may not, and a parent that cannot go."""
    parent, sent = candidate.parent_sku, candidate.sent_parent_sku
    fixed = "parent_sku" in book.fixed
    if fixed and candidate.sent_alone and parent:
        yield find("declination_of_single")
    elif fixed and sent and not parent:
        yield find("single_of_declination", sent=sent)
    elif fixed and sent and sent != parent:
        yield find("parent_changed", sent=sent, parent=parent)
    if candidate.parent_blocked and candidate.is_declination:
        yield find("parent_blocked", parent=parent)
    if candidate.same_declination and candidate.is_declination:
        yield find(
            "declination_same",
            other=candidate.same_declination,
            values=axes(candidate.given),
        )


def axes(given: Iterable[ProductAttribute]) -> str:
    """Return what distinguishes a declination, as a buyer reads it; empty: nothing.

    Two of one parent are the same where it is the same without case.

    >>> size = ProductAttribute("A0301", " 38 ", "V030102", declinable=True)
    >>> axes([ProductAttribute("A0001", "lin"), size])
    '38'

    :param given: the attributes as they would be sent
    """
    sizes_and_colours = sorted(
        (each.code, sent_text(each.label) or each.value_code)
        for each in given
        if each.declinable
    )
    return " / ".join(filter(None, (text for _code, text in sizes_and_colours)))
