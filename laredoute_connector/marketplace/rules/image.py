# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Images as they would be served.

Source: protocol P-39: JPEG, 400 to 3500 pixels a side, at most 500 KB; one to eight,
exactly one for a parent.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from .book import ImageLimits, RuleBook
from .candidate import Candidate, ImageFacts
from .finding import Finding, find


def check(candidate: Candidate, book: RuleBook) -> Iterator[Finding]:
    """Yield what is wrong with the images, and which cannot be among them."""
    limits = book.limits.images
    yield from _check_count(candidate, limits.count)
    for finding in candidate.image_findings:
        # one bad image stops only itself: with others the product can go
        if candidate.images and finding.severity == "error":
            yield dataclasses.replace(finding, severity="warning")
        else:
            yield finding
    for number, facts in enumerate(candidate.images, start=1):
        yield from _check_one(number, facts, limits)


def _check_count(candidate: Candidate, most: int) -> Iterator[Finding]:
    count = len(candidate.images)
    if candidate.is_parent and count > 1:
        yield find("image_parent_not_one", count=count)
    elif not count and not candidate.image_findings:
        yield find("image_missing")
    elif count > most:
        yield find("image_too_many", count=count, limit=most)


def _check_one(
    number: int, facts: ImageFacts, limits: ImageLimits
) -> Iterator[Finding]:
    width, height = facts.width, facts.height
    sides = {"number": number, "width": width, "height": height}
    if facts.format != "JPEG":
        yield find("image_not_jpeg", number=number, format=facts.format)
    if max(width, height) > limits.longest:
        yield find("image_too_large", **sides, maximum=limits.longest)
    if limits.size is not None and facts.size > limits.size:
        yield find("image_too_heavy", number=number, size=facts.size, limit=limits.size)
    smallest = min(width, height)
    if smallest < limits.shortest:
        yield find("image_too_small", **sides, minimum=limits.shortest)
    elif smallest < limits.advised:
        yield find("image_small", **sides, advised=limits.advised)
