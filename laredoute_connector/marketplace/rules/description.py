# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The description, in French. Source: protocol P-33, at most 3000 characters.

HTML is an account's choice, none or simple tags: La Redoute itself takes both.
"""

from __future__ import annotations

from collections.abc import Iterator

from .candidate import Candidate
from .finding import Finding, find
from .html_text import SIMPLE_TAGS, find_tag
from .sent_text import sent_text

LIMIT = 3000


def check(candidate: Candidate) -> Iterator[Finding]:
    """Yield what is wrong with the description."""
    text = sent_text(candidate.description)
    if not text:
        yield find("description_missing")
        return
    if len(text) > LIMIT:
        yield find("description_too_long", length=len(text), limit=LIMIT)
    allowed = SIMPLE_TAGS if candidate.html_allowed else frozenset[str]()
    if html := find_tag(text, allowed):
        yield find("description_html", found=html)
