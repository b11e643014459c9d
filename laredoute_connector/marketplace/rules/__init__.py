# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Listing rules: a candidate in, findings out. An error blocks, a warning does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from . import (
    attributes,
    brand,
    category,
    description,
    ean,
    image,
    price,
    sku,
    title,
)
from .candidate import AskedAttribute, Candidate, ImageFacts
from .finding import CODES, Code, Finding
from .image import ImageRefused, PreparedImage, prepare_image
from .title import capitalise

__all__ = [
    "CODES",
    "RULES",
    "AskedAttribute",
    "Candidate",
    "Code",
    "Finding",
    "ImageFacts",
    "ImageRefused",
    "PreparedImage",
    "capitalise",
    "check",
    "prepare_image",
]

#: in the order in which a person reads a form
RULES: tuple[Callable[[Candidate], Iterator[Finding]], ...] = (
    ean.check,
    sku.check,
    title.check,
    description.check,
    brand.check,
    category.check,
    attributes.check,
    image.check,
    price.check,
)


def check(candidate: Candidate) -> tuple[Finding, ...]:
    """Return what every rule finds, in the order of :data:`RULES`."""
    return tuple(finding for rule in RULES for finding in rule(candidate))
