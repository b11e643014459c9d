# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the rules look at: one variant, or one parent, as it would be sent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class ImageFacts:
    """An image as it would be served.

    :ivar format: as Pillow names it: ``JPEG``, ``PNG``…
    :ivar width: pixels
    :ivar height: pixels
    :ivar size: bytes
    """

    format: str
    width: int
    height: int
    size: int


@dataclass(frozen=True)
class AskedAttribute:
    """An attribute that a category or its family asks for."""

    code: str
    name: str = ""
    usage: str = "other"
    required: bool = False
    constrained: bool = False
    value_codes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Candidate:
    """One product before it is sent; nothing here needs the database any more.

    :ivar ean: empty on a parent
    :ivar parent_sku: the parent's reference; on a parent its own
    :ivar html_allowed: whether the account sends simple tags in descriptions
    :ivar price: euros, VAT included
    :ivar vat_rate: a fraction: ``Decimal("0.20")``
    :ivar struck_price: euros; ``None`` when nothing is struck through
    :ivar attribute_codes: codes of the attributes given, one for each value
    :ivar required_attribute_codes: codes that the category and its family ask for
    :ivar generic_colour: whether the generic colour is given
    :ivar commercial_colour: whether the commercial colour is given
    :ivar ean_is_unique: whether no other listing of the account has this EAN
    :ivar sku_is_unique: whether no other listing of the account has this SKU
    """

    ean: str = ""
    sku: str = ""
    parent_sku: str = ""
    title: str = ""
    description: str = ""
    html_allowed: bool = False
    category_code: str = ""
    brand_code: str = ""
    price: Decimal | None = None
    vat_rate: Decimal | None = None
    struck_price: Decimal | None = None
    images: tuple[ImageFacts, ...] = ()
    attribute_codes: tuple[str, ...] = ()
    required_attribute_codes: tuple[str, ...] = ()
    has_size: bool = False
    generic_colour: bool = False
    commercial_colour: bool = False
    is_parent: bool = False
    ean_is_unique: bool = True
    sku_is_unique: bool = True

    @property
    def is_declination(self) -> bool:
        """Whether it is one of several variants of a parent."""
        return bool(self.parent_sku) and not self.is_parent
