# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Our rules and the simulator's, written apart, say the same of the same product.

Each product goes over the wire: what the simulator checks is what it has read.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from odoo.addons.laredoute_connector.marketplace.records import (
    Product,
    ProductAttribute,
    ProductImage,
)
from odoo.addons.laredoute_connector.marketplace.rules import (
    CODES,
    Candidate,
    RequestedAttribute,
    check,
)
from odoo.addons.laredoute_connector.marketplace.sellr.rule_book import BOOK
from odoo.addons.laredoute_connector.marketplace.sellr.wire.products import (
    encode_products,
)

from laredoute_simulator import product_rules
from laredoute_simulator.account import Account
from laredoute_simulator.reference import load_reference
from laredoute_simulator.safe_xml import XmlRefused
from laredoute_simulator.sheets import pack, read_sheets

from .rule_case import GOOD, GOOD_IMAGE

REFERENCE = load_reference()
ROBES = REFERENCE.categories["S0101"]
REQUESTED = tuple(
    RequestedAttribute(
        code,
        known.label,
        known.role or "other",  # type: ignore[arg-type]
        required,
        known.constrained,
        frozenset(known.values),
    )
    for code, required in ROBES.attributes.items()
    for known in (REFERENCE.attributes[code],)
)
GIVEN = (
    ProductAttribute("A0485", "bleu", "V002232", declinable=True),
    ProductAttribute("A1114", "bleu nuit", declinable=True),
    ProductAttribute("A0301", "38", "V030102", declinable=True),
    *(
        ProductAttribute(each.code, "coton")
        for each in REQUESTED
        if each.required and each.usage == "other"
    ),
)
SENT = replace(
    GOOD, category_code="S0101", brand_code="B00101", requested=REQUESTED, given=GIVEN
)
SHOP = Account(vendor_id="V42")
# what makes texts nasty: signs of HTML and XML, blanks and what XML cannot hold
NASTY = st.text(
    st.sampled_from(
        "<>&;#!-/ x3bBé\u00a0\t\n\r\x00\x07\ud800\uffff]0'\"\u2028€😀\u200b\u00ad\x0b"
    ),
    max_size=40,
)


def blocked(candidate: Candidate) -> set[str]:
    return {
        each.code
        for each in check(candidate, BOOK)
        if each.severity == "error" and not CODES[each.code].own
    }


def refused(candidate: Candidate, folder: Path) -> set[str]:
    product = Product(
        ean=candidate.ean,
        sku=candidate.sku,
        category_code=candidate.category_code,
        title=candidate.title,
        description=candidate.description,
        brand_code=candidate.brand_code,
        images=(ProductImage("https://img.example/1.jpg", "0" * 32),)
        * len(candidate.images),
        parent_sku=candidate.parent_sku,
        attributes=candidate.given,
    )
    path = folder / "products.xml"
    encode_products([product], "V42", path)
    try:
        (sheet,) = read_sheets(pack(io.BytesIO(path.read_bytes())))
    except XmlRefused:
        # a file with an empty element is refused as a whole
        return {"NOT_SENT"}
    problems = {code for code, _text in product_rules.check_sheet(sheet, SHOP)}
    if product_rules.lacks_size(sheet):
        problems.add(product_rules.TO_REFERENCE_CODE)
    return problems


def test_the_starting_point_is_good(tmp_path: Path) -> None:
    assert not refused(SENT, tmp_path)
    assert not blocked(SENT)


ONE_FOLDER = settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@ONE_FOLDER
@given(NASTY)
@example("a < b > c")
@example("&foo;")
@example("&#x41; <!-- <3")
@example("&#٣;")
@example("\u200b")
@example("<\u2060b>")
def test_title_is_checked_alike(tmp_path: Path, title: str) -> None:
    candidate = replace(SENT, title=title)
    assert bool(blocked(candidate)) is bool(refused(candidate, tmp_path))


@ONE_FOLDER
@given(NASTY.filter(bool))
@example(" " + "x" * 32)
@example("x" * 33 + " ")
@example("\x07")
@example("\u200b")
@example("x" * 32 + "\ufeff")
def test_reference_is_checked_alike(tmp_path: Path, sku: str) -> None:
    candidate = replace(SENT, sku=sku)
    assert bool(blocked(candidate)) is bool(refused(candidate, tmp_path))


@ONE_FOLDER
@given(NASTY)
@example("]]>")
def test_description_is_checked_alike(tmp_path: Path, text: str) -> None:
    candidate = replace(SENT, description=text)
    assert bool(blocked(candidate)) is bool(refused(candidate, tmp_path))


@pytest.mark.parametrize("line", ["x\r\n", "é\n", "😀", "\x07", "&lt;", "x\r"])
@pytest.mark.parametrize("length", [2999, 3000, 3001, 3002, 6000])
def test_length_is_counted_alike(tmp_path: Path, line: str, length: int) -> None:
    text = (line * length)[:length] + "."
    candidate = replace(SENT, description=text)
    assert bool(blocked(candidate)) is bool(refused(candidate, tmp_path))


ATTRIBUTES = st.builds(
    ProductAttribute,
    st.sampled_from([*ROBES.attributes, "A0302", "A9999"]),
    st.sampled_from(["", " ", "bleu", "38", "\x07"]),
    st.sampled_from(["", "V002232", "V030102", "V9"]),
)


def axes(given_: list[ProductAttribute]) -> tuple[ProductAttribute, ...]:
    """The same, with what distinguishes declinations flagged as it is."""
    roles = {each.code: each.role for each in REFERENCE.attributes.values()}
    return tuple(
        replace(each, declinable=bool(roles.get(each.code))) for each in given_
    )


@ONE_FOLDER
@given(st.lists(ATTRIBUTES, max_size=3), st.booleans(), st.integers(0, len(GIVEN)))
def test_attributes_are_checked_alike(
    tmp_path: Path, more: list[ProductAttribute], single: bool, kept: int
) -> None:
    candidate = replace(
        SENT,
        given=axes([*GIVEN[:kept], *more]),
        parent_sku="" if single else SENT.parent_sku,
    )
    assert bool(blocked(candidate)) is bool(refused(candidate, tmp_path))


@pytest.mark.parametrize("count", range(11))
@pytest.mark.parametrize("parent", [False, True])
def test_images_are_counted_alike(tmp_path: Path, count: int, parent: bool) -> None:
    candidate = replace(SENT, images=(GOOD_IMAGE,) * count)
    if parent:
        candidate = replace(
            candidate, ean="", sku=SENT.parent_sku, given=(), is_parent=True
        )
    refusals = refused(candidate, tmp_path) - {"MEDIA_RANK"}
    assert bool(blocked(candidate)) is bool(refusals)


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\ufeff", "\x0b"])
def test_f_what_nobody_sees_does_not_arrive(tmp_path: Path, sign: str) -> None:
    title = f"Robe{sign}Longue"
    candidate = replace(SENT, title=title, description=title, sku=f"RO{sign}BE")
    assert not refused(candidate, tmp_path)
    text = (tmp_path / "products.xml").read_text(encoding="utf-8")
    assert sign not in text
    gap = " " if sign.isspace() else ""
    assert text.count(f"Robe{gap}Longue") == 2
    # it would be another reference than ours
    assert "sku_mangled" in {each.code for each in check(candidate, BOOK)}
