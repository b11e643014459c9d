# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Listing rules: what is good, what a parent needs, and how findings are made."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.laredoute_connector.marketplace.rules import (
    CODES,
    RULES,
    Candidate,
    PromotionFacts,
    capitalise,
    check,
    find,
)
from odoo.addons.laredoute_connector.marketplace.sellr.rule_book import BOOK

from .rule_case import (
    BLUE,
    COLOUR,
    FLARED,
    GOOD,
    GOOD_IMAGE,
    NIGHT,
    PARENT,
    REQUESTED,
    SHAPE,
    SINGLE,
    SIZE,
    SIZE_38,
    found,
    image,
    promotion,
)

NO_SIZE = (BLUE, NIGHT, FLARED)
WHOLE_SIZE = replace(SIZE, required=True)


@pytest.mark.parametrize(
    "candidate", [GOOD, SINGLE, PARENT, replace(GOOD, struck_price=None)]
)
def test_good_candidate_has_no_finding(candidate: Candidate) -> None:
    assert check(candidate, BOOK) == ()


@pytest.mark.parametrize(
    "values",
    [
        {"title": "Robe R&D <3 A < B"},
        {"title": "T-Shirt 2P 38/40 - Élégant"},
        {"title": "ß Straße"},
        {"description": "<p>x<br/>&amp;</p>", "html_allowed": True},
        {"description": "a < b & c > d"},
        {"images": (GOOD_IMAGE,) * 8},
        {"images": image(width=3500, height=1200, size=500_000)},
        {"title": "Robe & Jupe; R&D"},
        {"description": "x\r\n" * 1000},
        {"description": " " + "x" * 3000 + "\x07"},
        {"parent_sku": "", "given": NO_SIZE},
        {"given": (BLUE, SIZE_38, FLARED), "requested": (COLOUR, SIZE, SHAPE)},
        {"given": NO_SIZE, "requested": (*REQUESTED[:2], SHAPE)},
        {"sku": "RÉF 01/38 & <A>"},
        {"sent_ean": GOOD.ean, "sent_sku": GOOD.sku, "sent_parent_sku": "ROBE-01"},
        {"promotion": promotion()},
        {"promotion": promotion("49.90", starts=1)},
        {"promotion": PromotionFacts(Decimal(9))},
        {"promotion": promotion(starts=-7), "now": None},
        {"price": Decimal("49.8951"), "struck_price": Decimal("49.90")},
        {"delivery_fee": Decimal(0), "min_days": 4, "shipment_delay": 0},
        {"sent_price": Decimal(55), "price_drop_guard": Decimal("0.30")},
        {"sent_price": Decimal(99)},
        {"quantity": None},
        {"quantity": 0, "never_listed": False},
        {"quantity": 0, "send_without_stock": True},
        {"vat_rate": Decimal("0.0550")},
        {"sku": "x" * 32},
        {"title": "R" + "o" * 35},
        {"description": "x" * 3000},
    ],
)
def test_good_data_is_not_refused(values: dict[str, Any]) -> None:
    assert check(replace(GOOD, **values), BOOK) == ()


def test_parent_has_exactly_one_image_and_no_ean() -> None:
    two = replace(PARENT, images=(GOOD_IMAGE,) * 2)
    assert found(two) == {"image_parent_not_one": {"count": 2}}
    assert found(replace(PARENT, images=())) == {"image_missing": {}}
    assert found(replace(PARENT, ean=GOOD.ean)) == {"ean_on_parent": {}}


def test_parent_needs_nothing_of_an_offer() -> None:
    sold = {"currency": "USD", "promotion": promotion("0"), "parent_blocked": True}
    assert check(replace(PARENT, **sold), BOOK) == ()


def test_single_product_that_was_sent_never_becomes_a_parent() -> None:
    assert found(replace(PARENT, sent_alone=True)) == {"declination_of_single": {}}
    assert check(replace(SINGLE, sent_alone=True), BOOK) == ()


def test_without_a_category_nothing_is_said_of_attributes() -> None:
    lost = replace(GOOD, category_code="", requested=())
    assert found(lost) == {"category_missing": {}}


REFUSED = find("image_unreachable", number=2, reason="HTTP 404")


def test_image_that_cannot_be_made_fit_blocks_when_it_is_the_only_one() -> None:
    alone = replace(GOOD, images=(), image_findings=(REFUSED,))
    assert check(alone, BOOK) == (REFUSED,)


def test_image_that_cannot_be_made_fit_stops_only_itself() -> None:
    small = find("image_small", number=3, width=800, height=800, advised=1200)
    among = replace(GOOD, image_findings=(REFUSED, small))
    assert check(among, BOOK) == (replace(REFUSED, severity="warning"), small)


def test_unsure_rules_warn_and_published_ones_block() -> None:
    warnings = {code for code, known in CODES.items() if known.severity == "warning"}
    assert warnings == {
        "ean_internal",
        "title_markup",
        "title_too_long",
        "title_without_capital",
        "title_composition",
        "title_capitals",
        "title_repeats",
        "title_untranslated",
        "description_untranslated",
        "composition_missing",
        "composition_english",
        "declination_same",
        "colour_missing",
        "brand_not_allowed",
        "brand_changed",
        "vat_several",
        "image_small",
        "price_drop",
        "stock_capped",
        "stock_untracked",
    }


def test_rules_of_our_own_are_named() -> None:
    own = {code for code, known in CODES.items() if known.own}
    assert own == {
        "sku_mangled",
        "description_html",
        "price_not_euro",
        "no_stock",
        "warehouse_archived",
    }


def test_every_field_of_a_code_is_one_of_the_candidate() -> None:
    fields = set(Candidate.__dataclass_fields__)
    assert {known.field for known in CODES.values()} <= fields


def test_arguments_of_a_finding_are_those_declared() -> None:
    with pytest.raises(ValueError, match="sku_too_long takes"):
        find("sku_too_long", length=1)
    with pytest.raises(KeyError):
        find("no_such_code")


def test_empty_candidate_meets_every_kind_of_rule() -> None:
    assert len(RULES) == 15
    assert list(found(Candidate())) == [
        "ean_missing",
        "sku_missing",
        "title_missing",
        "description_missing",
        "brand_missing",
        "category_missing",
        "image_missing",
        "price_missing",
        "vat_missing",
        "delivery_fee_missing",
        "delivery_days_missing",
    ]


@given(st.text())
def test_capitalised_title_has_capitals_and_no_other_change(title: str) -> None:
    capitalised = capitalise(title)
    assert capitalised.upper() == title.upper()
    assert capitalise(capitalised) == capitalised
    findings = found(replace(GOOD, title=capitalised))
    assert "title_without_capital" not in findings


@given(st.from_regex(r"[0-9]{12}", fullmatch=True))
def test_exactly_one_check_digit_is_right(digits: str) -> None:
    wrong = {
        each.arguments.get("expected")
        for digit in "0123456789"
        for each in check(replace(GOOD, ean=digits + digit), BOOK)
        if each.code == "ean_check_digit"
    }
    (right,) = wrong
    ean = f"{digits}{right}"
    assert set(found(replace(GOOD, ean=ean))) <= {"ean_internal"}
    # GS1: weights of 1 and 3 in turn
    assert sum(int(each) * (1 + 2 * (i % 2)) for i, each in enumerate(ean)) % 10 == 0
