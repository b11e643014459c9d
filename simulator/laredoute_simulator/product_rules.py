# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What makes the platform refuse one product (protocol P-132).

A rule that needs only the sheet stands here; one that needs the catalogue (duplicates,
changed references, parents) stands in ``catalogue``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from stdnum import ean as stdnum_ean

from .account import Account
from .durations import DESCRIPTION_LENGTH, IMAGE_COUNT, SKU_LENGTH
from .images import Measure
from .reference import Attribute, Category, load_reference
from .sheets import AttributeGiven, Sheet

TO_REFERENCE = "A référencer"
TO_REFERENCE_CODE = "SIZE_MISSING"
_HTML = re.compile(r"<[^>]*>|&(#\d+|[a-zA-Z]+);")

Problem = tuple[str, str]


def check_sheet(sheet: Sheet, account: Account) -> list[Problem]:
    """Return every problem of a sheet as (code, text); images are looked at apart."""
    return [problem for rule in _RULES for problem in rule(sheet, account)]


def _vendor(sheet: Sheet, account: Account) -> Iterator[Problem]:
    if sheet.vendor_id != account.vendor_id:
        yield "VENDOR", f"Vendor can't be found by id: {sheet.vendor_id}"


def _sku(sheet: Sheet, account: Account) -> Iterator[Problem]:
    if not sheet.sku:
        yield "SKU_MISSING", "ProductId is missing"
    if len(sheet.sku) > SKU_LENGTH:
        yield "SKU_LENGTH", f"ProductId is longer than {SKU_LENGTH} characters"


def _ean(sheet: Sheet, account: Account) -> Iterator[Problem]:
    if sheet.is_parent:
        if sheet.ean:
            yield "PARENT_EAN", "A parent product has no EAN"
    elif not sheet.ean:
        yield "EAN_MISSING", "EAN is missing"
    elif len(sheet.ean) != 13 or not stdnum_ean.is_valid(sheet.ean):
        yield "EAN", f"EAN is not valid: {sheet.ean}"


def _texts(sheet: Sheet, account: Account) -> Iterator[Problem]:
    if not sheet.title:
        yield "TITLE_MISSING", "ProductTitle is missing"
    if _HTML.search(sheet.title):
        yield "TITLE_HTML", "ProductTitle contains HTML"
    if not sheet.description:
        yield "DESCRIPTION_MISSING", "ProductDescription is missing"
    if len(sheet.description) > DESCRIPTION_LENGTH:
        limit = f"{DESCRIPTION_LENGTH} characters"
        yield "DESCRIPTION_LENGTH", f"ProductDescription is longer than {limit}"


def _brand(sheet: Sheet, account: Account) -> Iterator[Problem]:
    brand = load_reference().brands.get(sheet.brand)
    if brand is None:
        yield "BRAND", f"Brand can't be found by code: {sheet.brand}"
    elif brand.restricted and brand.code not in account.extra_brands:
        yield "BRAND_NOT_ALLOWED", f"Brand is not allowed for vendor: {brand.code}"


def _category(sheet: Sheet, account: Account) -> Iterator[Problem]:
    if sheet.category not in load_reference().categories:
        yield "CATEGORY", f"Category can't be found by code: {sheet.category}"


def _medias(sheet: Sheet, account: Account) -> Iterator[Problem]:
    count = len(sheet.medias)
    if sheet.is_parent and count != 1:
        yield "PARENT_MEDIA", "A parent product has exactly one Media"
    elif not 1 <= count <= IMAGE_COUNT:
        yield "MEDIA_COUNT", f"A product has 1 to {IMAGE_COUNT} Media, not {count}"
    ranks = sorted(media.rank for media in sheet.medias)
    if ranks != list(range(1, count + 1)):
        yield "MEDIA_RANK", "PublicationRank goes from 1 to the number of Media"
    if any(media.encoding != "jpg" for media in sheet.medias):
        yield "MEDIA_ENCODING", "MediaEncoding must be jpg"


def _attributes(sheet: Sheet, account: Account) -> Iterator[Problem]:
    category = load_reference().categories.get(sheet.category)
    if sheet.is_parent:
        if sheet.attributes:
            yield "PARENT_ATTRIBUTES", "A parent product has no Attributes"
        return
    if category is None:
        return
    given = [one.code for one in sheet.attributes]
    for code in sorted({code for code in given if given.count(code) > 1}):
        yield "ATTRIBUTE_TWICE", f"Attribute has more than one value: {code}"
    for one in sheet.attributes:
        yield from _attribute(one, category)
    for code, required in category.attributes.items():
        if required and code not in given:
            yield "ATTRIBUTE_MISSING", f"Required attribute is missing: {code}"
    yield from _colours(set(given))


def _attribute(one: AttributeGiven, category: Category) -> Iterator[Problem]:
    known = load_reference().attributes.get(one.code)
    if known is None or one.code not in category.attributes:
        yield "ATTRIBUTE", f"Attribute is unknown in {category.code}: {one.code}"
        return
    if known.constrained and one.value_code not in known.values:
        wrong = one.value_code or one.label
        yield "ATTRIBUTE_VALUE", f"Value is not allowed for {one.code}: {wrong}"
    if not known.constrained and one.value_code:
        yield "ATTRIBUTE_VALUE", f"Attribute takes no value code: {one.code}"
    if not one.value_code and not one.label:
        yield "ATTRIBUTE_VALUE", f"Attribute has no value: {one.code}"
    if not _declinable_fits(known, one.declinable):
        right = "false" if one.declinable else "true"
        yield "ATTRIBUTE_AXIS", f"IsDeclinable must be {right} for {one.code}"


def _declinable_fits(known: Attribute, declinable: bool) -> bool:
    # Protocol P-27 says colour; whether the commercial one too is left open.
    if known.role == "commercial_colour":
        return True
    return declinable == (known.role in ("colour", "size"))


def _colours(given: set[str]) -> Iterator[Problem]:
    roles = {load_reference().attributes[c].role for c in given if _known(c)}
    if ("colour" in roles) != ("commercial_colour" in roles):
        yield "COLOURS", "Generic and commercial colour go together"


def _known(code: str) -> bool:
    return code in load_reference().attributes


def lacks_size(sheet: Sheet) -> bool:
    """A declination of a category with sizes that gives none is not shown (K)."""
    category = load_reference().categories.get(sheet.category)
    if category is None or not category.size or not sheet.is_declination:
        return False
    return category.size not in {one.code for one in sheet.attributes}


def check_images(sheet: Sheet, measures: Mapping[str, Measure]) -> list[Problem]:
    """Return the problems of a sheet's images, already fetched."""
    problems: list[Problem] = []
    for media in sheet.medias:
        found = measures[media.url]
        if found.problem:
            problems.append(("IMAGE", found.problem))
        elif found.md5 != media.checksum:
            problems.append(("IMAGE_CHECKSUM", f"Checksum differs: {media.url}"))
    return problems


_RULES: tuple[Callable[[Sheet, Account], Iterator[Problem]], ...] = (
    _vendor,
    _sku,
    _ean,
    _texts,
    _brand,
    _category,
    _medias,
    _attributes,
)
