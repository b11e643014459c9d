# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The brand: a code of La Redoute's list, never 0 ("sans marque").

Source: protocol P-34; error text ``Brand can't be found by code: 0`` (P-170). A seller
is authorised for each brand, and may be by now: that it was refused once only warns.
Nobody says whether a product that La Redoute has follows to another brand.
"""

from __future__ import annotations

from collections.abc import Iterator

from .book import RuleBook
from .candidate import Candidate
from .finding import Finding, find


def check(candidate: Candidate, _book: RuleBook) -> Iterator[Finding]:
    """Yield what is wrong with the brand; at most one thing."""
    code = candidate.brand_code.strip()
    if not code:
        if candidate.brand_source:
            yield find("brand_unmapped", source=candidate.brand_source)
        else:
            yield find("brand_missing")
    elif not code.strip("0"):
        yield find("brand_zero")
    elif candidate.brand_retired:
        yield find("brand_retired", brand=code)
    elif candidate.brand_refused:
        yield find("brand_not_allowed", brand=code)
    elif candidate.sent_brand not in ("", code):
        yield find("brand_changed", brand=code, sent=candidate.sent_brand)
