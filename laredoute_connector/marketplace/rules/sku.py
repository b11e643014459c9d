# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The seller's reference.

Source: protocol P-31, at most 32 characters; P-30, for ever the same once it was sent;
P-25, a product whose reference is also its parent's is read as a parent.
"""

from __future__ import annotations

from collections.abc import Iterator

from .book import RuleBook
from .candidate import Candidate
from .finding import Finding, find
from .sent_text import sent_text


def check(candidate: Candidate, book: RuleBook) -> Iterator[Finding]:
    """Yield what is wrong with the reference."""
    sku, sent = candidate.sku, candidate.sent_sku
    arrives = sent_text(sku)
    if "sku" in book.fixed and sent and sent != sku:
        yield find("sku_changed", sent=sent)
    if not arrives:
        yield find("sku_missing")
    elif arrives != sku:
        # reports and offers would speak of another reference than ours
        yield find("sku_mangled", arrives=arrives)
    limit = book.limits.sku_length
    if len(arrives) > limit:
        yield find("sku_too_long", length=len(arrives), limit=limit)
    elif sku and sku == candidate.parent_sku and not candidate.is_parent:
        yield find("sku_is_parent")
    if not candidate.sku_is_unique:
        yield find("sku_not_unique")
