# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The listing rules, as tables of cases."""

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
    ImageFacts,
    capitalise,
    check,
)
from odoo.addons.laredoute_connector.marketplace.rules.finding import find

GOOD_IMAGE = ImageFacts("JPEG", 1500, 1500, 200_000)
GOOD = Candidate(
    ean="3401597000010",
    sku="ROBE-01-38",
    parent_sku="ROBE-01",
    title="Robe Longue 38",
    description="Robe d'été. Composition : 100 % coton.",
    category_code="S783",
    brand_code="1234",
    price=Decimal("49.90"),
    vat_rate=Decimal("0.2"),
    struck_price=Decimal("49.90"),
    images=(GOOD_IMAGE,),
    attribute_codes=("A0485", "A1114", "A0001"),
    required_attribute_codes=("A0001",),
    has_size=True,
    generic_colour=True,
    commercial_colour=True,
)
PARENT = replace(GOOD, ean="", sku="ROBE-01", is_parent=True, attribute_codes=())


def image(**values: Any) -> tuple[ImageFacts, ...]:
    return (replace(GOOD_IMAGE, **values),)


def found(candidate: Candidate) -> dict[str, dict[str, Any]]:
    return {each.code: dict(each.arguments) for each in check(candidate)}


@pytest.mark.parametrize("candidate", [GOOD, PARENT, replace(GOOD, struck_price=None)])
def test_good_candidate_has_no_finding(candidate: Candidate) -> None:
    assert check(candidate) == ()


@pytest.mark.parametrize(
    ("values", "code", "arguments"),
    [
        ({"ean": ""}, "ean_missing", {}),
        ({"ean": "12345670"}, "ean_not_13_digits", {"length": 8}),
        ({"ean": "34015970000AB"}, "ean_not_13_digits", {"length": 13}),
        ({"ean": "٣401597000016"}, "ean_not_13_digits", {"length": 13}),
        ({"ean": "3401597000011"}, "ean_check_digit", {"expected": "0"}),
        ({"ean_is_unique": False}, "ean_not_unique", {}),
        ({"sku": " "}, "sku_missing", {}),
        ({"sku": "x" * 33}, "sku_too_long", {"length": 33, "limit": 32}),
        ({"sku_is_unique": False}, "sku_not_unique", {}),
        ({"title": " "}, "title_missing", {}),
        ({"title": "Robe <b>Longue</b>"}, "title_html", {"found": "<b>"}),
        ({"title": "Robe &amp; Jupe"}, "title_html", {"found": "&amp;"}),
        ({"title": "Robe <!-- X -->"}, "title_html", {"found": "<!--"}),
        ({"title": "R" * 37}, "title_too_long", {"length": 37, "limit": 36}),
        ({"title": "Robe longue"}, "title_without_capital", {"word": "longue"}),
        ({"title": "Robe d'Été"}, "title_without_capital", {"word": "d'Été"}),
        ({"title": "Robe 55 % Lin"}, "title_composition", {"found": "55 %"}),
        ({"title": "Robe En Coton"}, "title_composition", {"found": "Coton"}),
        ({"description": ""}, "description_missing", {}),
        (
            {"description": "x" * 3001},
            "description_too_long",
            {"length": 3001, "limit": 3000},
        ),
        ({"description": "<p>x</p>"}, "description_html", {"found": "<p>"}),
        (
            {"description": "<p>x</p><script>", "html_allowed": True},
            "description_html",
            {"found": "<script>"},
        ),
        ({"brand_code": ""}, "brand_missing", {}),
        ({"brand_code": "0"}, "brand_zero", {}),
        ({"brand_code": "000"}, "brand_zero", {}),
        ({"category_code": ""}, "category_missing", {}),
        ({"category_code": "F12"}, "category_not_sub", {"category": "F12"}),
        ({"attribute_codes": ()}, "attribute_missing", {"attribute": "A0001"}),
        (
            {"attribute_codes": ("A0001", "A0001")},
            "attribute_twice",
            {"attribute": "A0001"},
        ),
        ({"has_size": False}, "size_missing", {}),
        ({"generic_colour": False}, "colour_half", {"missing": "generic"}),
        ({"commercial_colour": False}, "colour_half", {"missing": "commercial"}),
        ({"images": ()}, "image_missing", {}),
        ({"images": (GOOD_IMAGE,) * 9}, "image_too_many", {"count": 9, "limit": 8}),
        (
            {"images": image(format="PNG")},
            "image_not_jpeg",
            {"number": 1, "format": "PNG"},
        ),
        (
            {"images": image(height=399)},
            "image_too_small",
            {"number": 1, "width": 1500, "height": 399, "minimum": 400},
        ),
        (
            {"images": image(width=3501)},
            "image_too_large",
            {"number": 1, "width": 3501, "height": 1500, "maximum": 3500},
        ),
        (
            {"images": image(size=500_001)},
            "image_too_heavy",
            {"number": 1, "size": 500_001, "limit": 500_000},
        ),
        (
            {"images": (GOOD_IMAGE, *image(width=1199))},
            "image_small",
            {"number": 2, "width": 1199, "height": 1500, "advised": 1200},
        ),
        ({"price": None}, "price_missing", {}),
        ({"price": Decimal(0)}, "price_not_positive", {"price": "0"}),
        ({"vat_rate": None}, "vat_missing", {}),
        ({"vat_rate": Decimal(20)}, "vat_unknown", {"rate": "20"}),
        (
            {"struck_price": Decimal("49.89")},
            "struck_price_below_price",
            {"struck_price": "49.89", "price": "49.90"},
        ),
    ],
)
def test_one_fault_is_one_finding(
    values: dict[str, Any], code: str, arguments: dict[str, Any]
) -> None:
    assert found(replace(GOOD, **values)) == {code: arguments}


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
        {"parent_sku": "", "has_size": False},
        {"generic_colour": False, "commercial_colour": False},
        {"vat_rate": Decimal("0.0550")},
        {"sku": "x" * 32},
        {"title": "R" * 36},
        {"description": "x" * 3000},
    ],
)
def test_good_data_is_not_refused(values: dict[str, Any]) -> None:
    assert check(replace(GOOD, **values)) == ()


def test_parent_has_exactly_one_image_and_nothing_of_an_offer() -> None:
    two = replace(PARENT, images=(GOOD_IMAGE,) * 2)
    assert found(two) == {"image_parent_not_one": {"count": 2}}
    assert found(replace(PARENT, images=())) == {"image_missing": {}}
    assert check(replace(PARENT, price=None, vat_rate=None, has_size=False)) == ()


def test_unsure_rules_warn_and_published_ones_block() -> None:
    warnings = {code for code, known in CODES.items() if known.severity == "warning"}
    assert warnings == {
        "title_too_long",
        "title_without_capital",
        "title_composition",
        "image_small",
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
    assert len(RULES) == 9
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
    right = [d for d in "0123456789" if not found(replace(GOOD, ean=digits + d))]
    assert len(right) == 1
    (wrong,) = check(replace(GOOD, ean=digits + ("0" if right != ["0"] else "1")))
    assert wrong.arguments == {"expected": right[0]}
