# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Candidates without a fault, and what is found of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from odoo.addons.laredoute_connector.marketplace.records import ProductAttribute
from odoo.addons.laredoute_connector.marketplace.rules import (
    Candidate,
    ImageFacts,
    PromotionFacts,
    RequestedAttribute,
    check,
)
from odoo.addons.laredoute_connector.marketplace.sellr.rule_book import BOOK

NOW = datetime(2026, 11, 21, 10, 30, 5, tzinfo=timezone.utc)
GOOD_IMAGE = ImageFacts("JPEG", 1500, 1500, 200_000)
COLOUR = RequestedAttribute(
    "A0485", "Couleur", "colour", constrained=True, value_codes=frozenset({"V002232"})
)
COMMERCIAL = RequestedAttribute("A1114", "Couleur commerciale", "commercial_colour")
SIZE = RequestedAttribute(
    "A0301",
    "Taille femme",
    "size",
    constrained=True,
    value_codes=frozenset({"V030102", "V030103"}),
)
SHAPE = RequestedAttribute("A0001", "Forme", required=True)
REQUESTED = (COLOUR, COMMERCIAL, SIZE, SHAPE)

BLUE = ProductAttribute("A0485", "bleu", "V002232", declinable=True)
NIGHT = ProductAttribute("A1114", "bleu nuit", declinable=True)
SIZE_38 = ProductAttribute("A0301", "38", "V030102", declinable=True)
FLARED = ProductAttribute("A0001", "évasée")
GIVEN = (BLUE, NIGHT, SIZE_38, FLARED)

GOOD = Candidate(
    ean="3401597000010",
    sku="ROBE-01-38",
    parent_sku="ROBE-01",
    title="Robe Longue Évasée",
    description="Robe d'été. Composition : 100 % coton.",
    category_code="S783",
    brand_code="1234",
    requested=REQUESTED,
    given=GIVEN,
    images=(GOOD_IMAGE,),
    price=Decimal("49.90"),
    vat_rate=Decimal("0.2"),
    struck_price=Decimal("49.90"),
    now=NOW,
    delivery_fee=Decimal("4.90"),
    shipment_delay=1,
    min_days=2,
    max_days=4,
    quantity=7,
    never_listed=True,
)
SINGLE = replace(GOOD, parent_sku="")
PARENT = Candidate(
    sku="ROBE-01",
    parent_sku="ROBE-01",
    is_parent=True,
    title="Robe Longue",
    description="Robe d'été.",
    category_code="S783",
    brand_code="1234",
    requested=REQUESTED,
    images=(GOOD_IMAGE,),
    quantity=0,
    never_listed=True,
)


def image(**values: Any) -> tuple[ImageFacts, ...]:
    return (replace(GOOD_IMAGE, **values),)


def promotion(price: str = "39.90", days: int = 7, starts: int = 0) -> PromotionFacts:
    begins = NOW + timedelta(days=starts)
    return PromotionFacts(Decimal(price), begins, begins + timedelta(days=days))


def found(candidate: Candidate) -> dict[str, dict[str, Any]]:
    return {each.code: dict(each.arguments) for each in check(candidate, BOOK)}
