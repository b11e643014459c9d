# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The seller's reference. Source: La Redoute's field list: at most 32 characters."""

from __future__ import annotations

from collections.abc import Iterator

from .candidate import Candidate
from .finding import Finding, find

LIMIT = 32


def check(candidate: Candidate) -> Iterator[Finding]:
    """Yield what is wrong with the reference."""
    length = len(candidate.sku)
    if not candidate.sku.strip():
        yield find("sku_missing")
    elif length > LIMIT:
        yield find("sku_too_long", length=length, limit=LIMIT)
    if not candidate.sku_is_unique:
        yield find("sku_not_unique")
