# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Images as they would be served.

Source: protocol P-39: JPEG, 400 to 3500 pixels a side, at most 500 KB; one to eight,
exactly one for a parent; P-133: La Redoute fetches them, from a public host then.
"""

from __future__ import annotations

import dataclasses
import ipaddress
from collections.abc import Iterator

from .book import ImageLimits, RuleBook
from .candidate import Candidate, ImageFacts
from .finding import Finding, find

#: endings of names that mean something else, or nothing, elsewhere
_OWN_NAMES = (
    *(".localhost", ".local", ".localdomain", ".internal", ".home.arpa"),
    *(".lan", ".home", ".corp", ".test", ".example", ".invalid"),
)


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
    for host in sorted(candidate.image_hosts):
        if is_private_host(host):
            yield find("image_host_private", host=host)


def is_private_host(host: str) -> bool:
    """Return whether nobody outside a company's own network finds a host.

    >>> is_private_host("odoo.local"), is_private_host("192.168.1.4")
    (True, True)

    Source: RFC 6761 and 6762, the names; RFC 6890, the numbers; RFC 8375 and ICANN's
    resolution 2024.07.29.06 for ``home.arpa`` and ``internal``. No name is looked up.

    :param host: a name or an IP address, without port and brackets
    """
    name = host.strip().rstrip(".").lower()
    try:
        return not ipaddress.ip_address(name).is_global
    except ValueError:
        return "." not in name or name.endswith(_OWN_NAMES)


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
