# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Declinations and their parents: what La Redoute was sent of them never changes.

Source: protocol P-40: a product first sent alone never gets declinations. That a
declination cannot become single, nor change its parent, is assumed: nothing shows the
platform moving one.
"""

from __future__ import annotations

from collections.abc import Iterator

from .book import RuleBook
from .candidate import Candidate
from .finding import Finding, find


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
