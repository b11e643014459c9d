# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The category: a sub-category's code, S and digits; F codes are families.

Source: protocol P-35.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .book import RuleBook
from .candidate import Candidate
from .finding import Finding, find

_SUB_CATEGORY = re.compile(r"S[0-9]+")


def check(candidate: Candidate, _book: RuleBook) -> Iterator[Finding]:
    """Yield what is wrong with the category; at most one thing."""
    code = candidate.category_code.strip()
    if not code:
        if candidate.category_source:
            yield find("category_unmapped", source=candidate.category_source)
        else:
            yield find("category_missing")
    elif not _SUB_CATEGORY.fullmatch(code):
        yield find("category_not_sub", category=code)
    elif candidate.category_retired:
        yield find("category_retired", category=code)
