# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Images as they would be served.

Source: protocol P-39: JPEG, 400 to 3500 pixels a side, at most 500 KB; one to eight,
exactly one for a parent.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from .candidate import Candidate, ImageFacts
from .finding import Finding, find

MINIMUM_SIDE = 400
MAXIMUM_SIDE = 3500
ADVISED_SIDE = 1200
#: 500 KB; the smaller of the two meanings of KB is the safe one
SIZE_LIMIT = 500_000
MOST_IMAGES = 8


def check(candidate: Candidate) -> Iterator[Finding]:
    """Yield what is wrong with the images, and which cannot be among them."""
    yield from _check_count(candidate)
    for finding in candidate.image_findings:
        # one bad image stops only itself: with others the product can go
        if candidate.images and finding.severity == "error":
            yield dataclasses.replace(finding, severity="warning")
        else:
            yield finding
    for number, facts in enumerate(candidate.images, start=1):
        yield from _check_one(number, facts)


def _check_count(candidate: Candidate) -> Iterator[Finding]:
    count = len(candidate.images)
    if candidate.is_parent and count > 1:
        yield find("image_parent_not_one", count=count)
    elif not count and not candidate.image_findings:
        yield find("image_missing")
    elif count > MOST_IMAGES:
        yield find("image_too_many", count=count, limit=MOST_IMAGES)


def _check_one(number: int, facts: ImageFacts) -> Iterator[Finding]:
    width, height = facts.width, facts.height
    if facts.format != "JPEG":
        yield find("image_not_jpeg", number=number, format=facts.format)
    if max(width, height) > MAXIMUM_SIDE:
        yield find(
            "image_too_large",
            number=number,
            width=width,
            height=height,
            maximum=MAXIMUM_SIDE,
        )
    if facts.size > SIZE_LIMIT:
        yield find("image_too_heavy", number=number, size=facts.size, limit=SIZE_LIMIT)
    smallest = min(width, height)
    if smallest >= ADVISED_SIDE:
        return
    sides = {"number": number, "width": width, "height": height}
    if smallest < MINIMUM_SIDE:
        yield find("image_too_small", **sides, minimum=MINIMUM_SIDE)
    else:
        yield find("image_small", **sides, advised=ADVISED_SIDE)
