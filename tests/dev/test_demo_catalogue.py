# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The demo's catalogue: what La Redoute's rules say of it is what is announced."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal

import pytest
from PIL import Image
from stdnum import ean as stdnum_ean

from odoo.addons.laredoute_connector.marketplace.records import ProductAttribute
from odoo.addons.laredoute_connector.marketplace.rules import (
    Candidate,
    ImageFacts,
    RequestedAttribute,
    Usage,
    check,
)
from odoo.addons.laredoute_connector.marketplace.sellr.rule_book import BOOK

from dev.demo.catalogue import BLOCKED, CATALOGUE, REJECTED, VARIANTS
from dev.demo.designs import CENT, VAT_FACTOR, Design, Variant
from dev.demo.ean import check_digit, ean, wrong_ean
from dev.demo.faulty import FAULTY
from dev.demo.images import SIDE, draw_image
from dev.demo.reference import COMPOSITION
from laredoute_simulator.reference import Reference, load_reference

GENERIC_COLOUR, COMMERCIAL_COLOUR = "A0485", "A1114"
#: the simulator's word for what an attribute is, and ours
USAGES: dict[str, Usage] = {
    "size": "size",
    "colour": "colour",
    "commercial_colour": "commercial_colour",
    "": "other",
}
#: findings that a demo product has on purpose, by its code
ON_PURPOSE = {
    "TABMAN": {"image_missing"},
    "TAIBRO": {"ean_check_digit"},
    "ETAMET": {"brand_missing"},
}


@pytest.fixture(scope="module")
def lists() -> Reference:
    return load_reference()


def test_catalogue_is_as_large_as_announced() -> None:
    good = [design for design in CATALOGUE if design not in FAULTY]
    held = [variant for variant in VARIANTS if variant.design in FAULTY]
    assert len(good) >= 12
    assert len(VARIANTS) - len(held) >= 40
    assert len(held) == BLOCKED + REJECTED


def test_references_and_eans_are_unique() -> None:
    assert len({variant.sku for variant in VARIANTS}) == len(VARIANTS)
    assert len({variant.ean for variant in VARIANTS}) == len(VARIANTS)


@pytest.mark.parametrize(("digits", "digit"), [("590123412345", "7"), ("0" * 12, "0")])
def test_check_digit(digits: str, digit: str) -> None:
    assert check_digit(digits) == digit
    assert stdnum_ean.is_valid(digits + digit)


@pytest.mark.parametrize("digits", ["", "37999", "3799999001019", "37999990010a"])
def test_check_digit_wants_twelve_digits(digits: str) -> None:
    with pytest.raises(ValueError, match="twelve"):
        check_digit(digits)


def test_every_ean_is_right_and_every_wrong_one_is_wrong() -> None:
    for number in (0, 7, 101, 99999):
        assert stdnum_ean.is_valid(ean(number))
        assert not stdnum_ean.is_valid(wrong_ean(number))
        assert len(wrong_ean(number)) == 13


@pytest.mark.parametrize("design", CATALOGUE, ids=lambda design: design.code)
def test_price_with_vat_comes_back_to_the_cent(design: Design) -> None:
    assert (design.net_price * VAT_FACTOR).quantize(CENT) == design.price


@pytest.mark.parametrize("design", CATALOGUE, ids=lambda design: design.code)
def test_design_names_only_what_la_redoute_knows(
    design: Design, lists: Reference
) -> None:
    category = lists.categories[design.category]
    colours = set(lists.attributes[GENERIC_COLOUR].values.values())
    assert {colour.generic for colour in design.colours} <= colours
    sizes = lists.attributes[category.size].values.values() if category.size else ()
    assert set(design.sizes) <= set(sizes)
    for code, label in design.others:
        assert code in category.attributes
        assert label in lists.attributes[code].values.values()
    if design.composition:
        assert COMPOSITION in category.attributes
    brands = {brand.label: brand.restricted for brand in lists.brands.values()}
    refused = design in FAULTY and brands.get(design.brand, False)
    assert refused or not brands.get(design.brand, False)


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.sku)
def test_rules_find_what_is_wrong_on_purpose_only(
    variant: Variant, lists: Reference
) -> None:
    found = {finding.code for finding in check(_candidate(variant, lists), BOOK)}
    assert found == ON_PURPOSE.get(variant.design.code, set())


def _candidate(variant: Variant, lists: Reference) -> Candidate:
    design = variant.design
    several = len(design.colours) * max(len(design.sizes), 1) > 1
    category = lists.categories[design.category]
    return Candidate(
        ean=variant.ean,
        sku=variant.sku,
        parent_sku=f"ML-{design.code}" if several else "",
        title=design.name,
        description=design.description,
        category_code=design.category,
        category_name=category.label,
        brand_name=design.brand,
        brand_code=next(
            (one.code for one in lists.brands.values() if one.label == design.brand), ""
        ),
        price=design.price,
        struck_price=design.price,
        vat_rate=Decimal("0.20"),
        delivery_fee=Decimal("5.90"),
        shipment_delay=2,
        min_days=2,
        max_days=4,
        images=(ImageFacts("JPEG", SIDE, SIDE, 100_000),) if design.shape else (),
        requested=tuple(
            _required(code, required, lists)
            for code, required in category.attributes.items()
        ),
        given=tuple(_given(variant, category.size, lists)),
    )


def _required(code: str, required: bool, lists: Reference) -> RequestedAttribute:
    one = lists.attributes[code]
    return RequestedAttribute(
        code=code,
        name=one.label,
        usage=USAGES[one.role],
        required=required,
        constrained=one.constrained,
        value_codes=frozenset(one.values),
    )


def _given(variant: Variant, size: str, lists: Reference) -> Iterator[ProductAttribute]:
    """What the mappings of the demo make of a variant."""
    design, colour = variant.design, variant.colour
    given = [(GENERIC_COLOUR, colour.generic), *design.others]
    if variant.size:
        given.append((size, variant.size))
    for code, label in given:
        codes = {name: value for value, name in lists.attributes[code].values.items()}
        yield ProductAttribute(code, label, codes[label])
    yield ProductAttribute(COMMERCIAL_COLOUR, colour.name)
    if design.composition:
        yield ProductAttribute(COMPOSITION, design.composition)


def test_images_are_what_la_redoute_takes_and_all_distinct() -> None:
    wanted = {
        (design.shape, colour.rgb)
        for design in CATALOGUE
        for colour in design.colours
        if design.shape
    }
    drawn = {}
    for shape, rgb in sorted(wanted):
        data = draw_image(shape, rgb)
        assert len(data) <= 500 * 1024
        with Image.open(io.BytesIO(data)) as image:
            assert image.format == "JPEG"
            assert image.size == (SIDE, SIDE)
        drawn[data] = (shape, rgb)
    assert len(drawn) == len(wanted)
    announced = [
        (design.code, colour.rgb)
        for design in CATALOGUE
        for colour in design.colours
        if design.shape
    ]
    assert len(wanted) == len(announced)
