# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the rules look at: one variant, or one parent, as it would be sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

from ..records import ProductAttribute
from .finding import Finding

Usage = Literal["size", "colour", "commercial_colour", "other"]


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
class RequestedAttribute:
    """An attribute that a category, or its family, asks for.

    :ivar code: A and digits
    :ivar required: "Requis" in La Redoute's file: a product without it is refused
    :ivar constrained: "Contraint": the value is one of ``value_codes``
    :ivar value_codes: V and digits; empty when not constrained
    """

    code: str
    name: str
    usage: Usage = "other"
    required: bool = False
    constrained: bool = False
    value_codes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PromotionFacts:
    """A promotion as it would be sent.

    :ivar price: euros, VAT included
    :ivar starts_at: with a time zone; ``None`` when the promotion has begun already
    :ivar ends_at: with a time zone; ``None`` when it does not end
    """

    price: Decimal
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True)
class Candidate:
    """One product before it is sent; nothing here needs the database any more.

    What was *sent* is what La Redoute took, or may have taken; empty before.

    :ivar ean: empty on a parent
    :ivar parent_sku: the parent's reference; on a parent its own
    :ivar sent_alone: whether it was sent as a product without declinations
    :ivar sent_brand: the brand's code that it took last
    :ivar same_declination: reference of another declination of its parent with the same
        size and colours; empty without one
    :ivar parent_blocked: whether its parent has an error and La Redoute lacks it
    :ivar title_untranslated: whether Odoo has it in another language only, though it
        has French, too
    :ivar description_untranslated: the same of the description
    :ivar html_allowed: whether the account sends simple tags in descriptions
    :ivar category_name: in La Redoute's words
    :ivar category_source: Odoo's name of its category, when it has one
    :ivar category_retired: whether La Redoute's last list lacks it
    :ivar brand_name: in La Redoute's words
    :ivar brand_source: what Odoo calls its brand, when it knows one
    :ivar brand_retired: whether La Redoute's last list lacks it
    :ivar brand_refused: whether La Redoute refused this seller the brand before
    :ivar requested: of the category and its family; candidates may share one tuple
    :ivar given: the attributes as they would be sent, one for each value
    :ivar images: those that could be made fit, in their order
    :ivar image_findings: about images that could not
    :ivar image_hosts: from which La Redoute is to fetch them; empty where it need not
        reach them, as the simulator
    :ivar price: VAT included, without promotion
    :ivar vat_rate: a fraction: ``Decimal("0.20")``
    :ivar vat_rates: those of all its sales taxes, of which one is sent
    :ivar struck_price: ``None`` when nothing is struck through
    :ivar price_drop_guard: a fraction, 0.30: a deeper drop needs a person; ``None``:
        any drop goes
    :ivar confirmed_price: to which a person let the price drop
    :ivar now: the moment of the check, with a time zone; ``None``: not looked at
    :ivar delivery_fee: euros, to the buyer's home
    :ivar shipment_delay: days
    :ivar min_days: days of transport, at least
    :ivar max_days: days of transport, at most
    :ivar quantity: free to sell; ``None`` when its stock is not counted, or nothing of
        it is doubtful
    :ivar stock_followed: whether Odoo follows its stock; if not, none is offered
    :ivar warehouse_archived: whether the warehouse that delivers is no longer used
    :ivar never_listed: whether no offer of it was sent yet
    :ivar send_without_stock: whether the account lists what it cannot sell yet
    :ivar ean_is_unique: whether no other listing of the account has this EAN
    :ivar sku_is_unique: whether no other listing of the account has this SKU
    """

    ean: str = ""
    sku: str = ""
    parent_sku: str = ""
    is_parent: bool = False
    ean_is_unique: bool = True
    sku_is_unique: bool = True
    sent_ean: str = ""
    sent_sku: str = ""
    sent_parent_sku: str = ""
    sent_brand: str = ""
    sent_alone: bool = False
    same_declination: str = ""
    parent_blocked: bool = False
    title: str = ""
    title_untranslated: bool = False
    description: str = ""
    description_untranslated: bool = False
    html_allowed: bool = False
    category_code: str = ""
    category_name: str = ""
    category_source: str = ""
    category_retired: bool = False
    brand_code: str = ""
    brand_name: str = ""
    brand_source: str = ""
    brand_retired: bool = False
    brand_refused: bool = False
    requested: tuple[RequestedAttribute, ...] = ()
    given: tuple[ProductAttribute, ...] = ()
    images: tuple[ImageFacts, ...] = ()
    image_findings: tuple[Finding, ...] = field(default=(), repr=False)
    image_hosts: frozenset[str] = frozenset()
    price: Decimal | None = None
    currency: str = "EUR"
    vat_rate: Decimal | None = None
    vat_rates: tuple[Decimal, ...] = ()
    struck_price: Decimal | None = None
    sent_price: Decimal | None = None
    confirmed_price: Decimal | None = None
    price_drop_guard: Decimal | None = None
    promotion: PromotionFacts | None = None
    now: datetime | None = None
    delivery_fee: Decimal | None = None
    shipment_delay: int | None = None
    min_days: int | None = None
    max_days: int | None = None
    quantity: int | None = None
    stock_followed: bool = True
    warehouse_archived: bool = False
    never_listed: bool = False
    send_without_stock: bool = False

    @property
    def is_declination(self) -> bool:
        """Whether it is one of several variants of a parent."""
        return bool(self.parent_sku) and not self.is_parent
