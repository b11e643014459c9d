# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Another platform's book: other rules, other limits, other codes that may change."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from odoo.addons.laredoute_connector.marketplace.platforms import image_limits
from odoo.addons.laredoute_connector.marketplace.rules import (
    OFFER_RULES,
    Candidate,
    Limits,
    RuleBook,
    check,
    ean,
    only,
    strictest,
    title,
)
from odoo.addons.laredoute_connector.marketplace.sellr.rule_book import BOOK

from .rule_case import GOOD, GOOD_IMAGE

IMAGES = BOOK.limits.images
#: what of a product its offer speaks of
OFFERED = (
    *("ean", "sku", "price", "vat_rate", "vat_rates", "quantity"),
    *("delivery_fee", "shipment_delay", "min_days", "max_days"),
)
#: how codes about a product's sheet begin
SHEET = ("title", "description", "brand", "category", "attribute", "image", "size")


def codes(candidate: Candidate, book: RuleBook) -> set[str]:
    return {finding.code for finding in check(candidate, book)}


def with_limits(limits: Limits) -> RuleBook:
    return replace(BOOK, limits=limits)


def test_only_the_rules_of_the_book_apply() -> None:
    book = replace(BOOK, rules=(ean.check, title.check))
    assert codes(Candidate(), book) == {"ean_missing", "title_missing"}


def test_an_offer_needs_no_sheet() -> None:
    bare = Candidate(**{name: getattr(GOOD, name) for name in OFFERED})
    assert codes(bare, BOOK)
    assert codes(bare, only(BOOK, OFFER_RULES)) == set()
    found = codes(Candidate(), only(BOOK, OFFER_RULES))
    assert {"ean_missing", "sku_missing", "price_missing", "vat_missing"} <= found
    assert not any(code.startswith(SHEET) for code in found)


def test_a_platform_s_own_rules_stay_its_own() -> None:
    book = replace(BOOK, rules=(ean.check, title.check))
    assert only(book, OFFER_RULES).rules == (ean.check,)


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"title_length": 5}, "title_too_long"),
        ({"description_length": 5}, "description_too_long"),
        ({"sku_length": 5}, "sku_too_long"),
        ({"currency": "CHF"}, "price_not_euro"),
        ({"vat_rates": (Decimal("0.25"),)}, "vat_unknown"),
        ({"images": replace(IMAGES, shortest=1501)}, "image_too_small"),
        ({"images": replace(IMAGES, longest=1499)}, "image_too_large"),
        ({"images": replace(IMAGES, size=1000)}, "image_too_heavy"),
        ({"images": replace(IMAGES, advised=1501)}, "image_small"),
    ],
)
def test_each_limit_is_the_book_s(limits: dict[str, object], code: str) -> None:
    other = replace(BOOK.limits, **limits)  # type: ignore[arg-type]
    assert codes(GOOD, BOOK) == set()
    assert codes(GOOD, with_limits(other)) == {code}


def test_number_of_images_is_the_book_s() -> None:
    three = replace(GOOD, images=(GOOD_IMAGE,) * 3)
    two = replace(BOOK.limits, images=replace(IMAGES, count=2))
    assert codes(three, BOOK) == set()
    assert codes(three, with_limits(two)) == {"image_too_many"}


def test_weight_of_an_image_may_have_no_limit() -> None:
    heavy = replace(GOOD, images=(replace(GOOD_IMAGE, size=10**9),))
    free = replace(BOOK.limits, images=replace(IMAGES, size=None))
    assert codes(heavy, with_limits(free)) == set()


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"sent_ean": "4006381333931"}, "ean", "ean_changed"),
        ({"sent_sku": "ROBE-1"}, "sku", "sku_changed"),
        ({"sent_parent_sku": "ROBE-00"}, "parent_sku", "parent_changed"),
        ({"sent_alone": True}, "parent_sku", "declination_of_single"),
        (
            {"sent_parent_sku": "R", "parent_sku": ""},
            "parent_sku",
            "single_of_declination",
        ),
    ],
)
def test_what_is_not_fixed_may_change(
    values: dict[str, object], field: str, code: str
) -> None:
    changed = replace(GOOD, **values)  # type: ignore[arg-type]
    assert codes(changed, BOOK) == {code}
    free = replace(BOOK, fixed=BOOK.fixed - {field})
    assert codes(changed, free) == set()


def test_images_are_made_for_the_strictest_book() -> None:
    assert image_limits() == IMAGES
    other = replace(IMAGES, shortest=500, longest=3000, size=None, count=9)
    both = strictest([BOOK, with_limits(replace(BOOK.limits, images=other))])
    assert (both.shortest, both.longest) == (500, 3000)
    assert (both.size, both.count) == (IMAGES.size, IMAGES.count)
