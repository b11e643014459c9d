# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Listing rules: a candidate in, findings out. An error blocks, a warning does not."""

from __future__ import annotations

from . import (
    attributes,
    brand,
    category,
    composition,
    declination,
    delivery,
    description,
    ean,
    image,
    price,
    price_drop,
    promotion,
    sku,
    stock,
    title,
)
from .book import ImageLimits, Limits, Rule, RuleBook, check, only, strictest
from .candidate import Candidate, ImageFacts, PromotionFacts, RequestedAttribute, Usage
from .codes import CODES, Code
from .finding import Finding, find
from .image_prepare import ImageRefused, PreparedImage, prepare_image, prepare_logo
from .price_drop import is_price_drop
from .title import capitalise

__all__ = [
    "CODES",
    "OFFER_RULES",
    "RULES",
    "Candidate",
    "Code",
    "Finding",
    "ImageFacts",
    "ImageLimits",
    "ImageRefused",
    "Limits",
    "PreparedImage",
    "PromotionFacts",
    "RequestedAttribute",
    "Rule",
    "RuleBook",
    "Usage",
    "capitalise",
    "check",
    "find",
    "is_price_drop",
    "only",
    "prepare_image",
    "prepare_logo",
    "strictest",
]

#: every rule there is, in the order in which a person reads a form
RULES: tuple[Rule, ...] = (
    ean.check,
    sku.check,
    declination.check,
    title.check,
    description.check,
    composition.check,
    brand.check,
    category.check,
    attributes.check,
    image.check,
    price.check,
    price_drop.check,
    promotion.check,
    delivery.check,
    stock.check,
)

#: what an offer needs that is matched by its EAN: La Redoute has the product's sheet
#: already. Source: the flat fields of an offer-only feed (L-SR).
OFFER_RULES: tuple[Rule, ...] = (
    ean.check,
    sku.check,
    price.check,
    price_drop.check,
    promotion.check,
    delivery.check,
    stock.check,
)
