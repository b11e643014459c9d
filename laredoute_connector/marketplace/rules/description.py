# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The description, in French. Source: protocol P-33, at most 3000 characters.

HTML is an account's choice, none or simple tags: La Redoute itself takes both.
"""

from __future__ import annotations

from collections.abc import Iterator

from .book import RuleBook
from .candidate import Candidate
from .finding import Finding, find
from .french import reads_french
from .html_text import SIMPLE_TAGS, find_tag
from .sent_text import sent_text


def check(candidate: Candidate, book: RuleBook) -> Iterator[Finding]:
    """Yield what is wrong with the description."""
    text = sent_text(candidate.description)
    if not text:
        yield find("description_missing")
        return
    limit = book.limits.description_length
    if len(text) > limit:
        yield find("description_too_long", length=len(text), limit=limit)
    allowed = SIMPLE_TAGS if candidate.html_allowed else frozenset[str]()
    if html := find_tag(text, allowed):
        yield find("description_html", found=html)
    if candidate.description_untranslated and not reads_french(text):
        yield find("description_untranslated")
