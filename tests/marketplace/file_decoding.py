# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What files hold, as La Redoute reads them; we only write them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from lxml import etree

from odoo.addons.laredoute_connector.marketplace.records import (
    DeliveryMode,
    DeliveryPromise,
    Offer,
    Product,
    ProductAttribute,
    ProductImage,
)
from odoo.addons.laredoute_connector.marketplace.sellr.wire import assumptions
from odoo.addons.laredoute_connector.marketplace.sellr.wire.parsing import (
    child_of,
    children_of,
    iter_elements,
    text_of,
)
from odoo.addons.laredoute_connector.marketplace.values import (
    decode_amount,
    decode_decimal,
    decode_moment,
    decode_quantity,
)

_MODES = {word: mode for mode, word in assumptions.DELIVERY_MODES.items()}


def decode_products(stream: IO[bytes]) -> Iterator[Product]:
    """Yield the products of a file, in its order."""
    for event, element in iter_elements(stream, frozenset({"VendorItem"})):
        if event == "item":
            yield decode_product(element)


def decode_product(item: etree._Element) -> Product:
    """Return the product of one ``VendorItem``."""
    element = child_of(item, "Product")
    medias = child_of(element, "Medias")
    attributes = child_of(item, "Attributes")
    return Product(
        ean=text_of(item, "EAN"),
        sku=text_of(element, "ProductId"),
        category_code=text_of(item, "Classification", "ClassificationValue"),
        title=text_of(element, "ProductTitles", "ProductTitle"),
        description=text_of(element, "ProductDescriptions", "ProductDescription"),
        brand_code=text_of(element, "ProductBrand", "BrandCode"),
        images=tuple(
            ProductImage(text_of(media, "MediaURL"), text_of(media, "Checksum"))
            for media in (children_of(medias, "Media") if medias is not None else ())
        ),
        parent_sku=text_of(element, assumptions.PARENT_ELEMENT),
        attributes=tuple(
            _decode_attribute(each)
            for each in (
                children_of(attributes, "Attribute") if attributes is not None else ()
            )
        ),
    )


def _decode_attribute(element: etree._Element) -> ProductAttribute:
    return ProductAttribute(
        code=text_of(element, "AttributeCode"),
        label=text_of(element, "AttributeValues", "AttributeValueLabel"),
        value_code=text_of(element, "AttributeValues", "AttributeValueCode"),
        declinable=text_of(element, "IsDeclinable") == "true",
    )


def decode_offers(stream: IO[bytes]) -> Iterator[Offer]:
    """Yield the offers of a file, in its order."""
    for event, element in iter_elements(stream, frozenset({"Item"})):
        if event == "item":
            yield decode_offer(element)


def decode_offer(item: etree._Element) -> Offer:
    """Return the offer of one ``Item``."""
    condition = child_of(item, "ItemConditions", "ItemCondition")
    seller = child_of(condition, "SellerOffers", "SellerOffer")
    price = child_of(seller, "SellerOfferPrices", "SellerOfferPrice")
    deliveries = child_of(seller, "Deliveries")
    eco_fee = text_of(price, "SellingPrice", assumptions.ECO_FEE_ELEMENT)
    return Offer(
        ean=text_of(item, "ItemIdentification", "ItemStandardID"),
        sku=price.get("SellerOfferID", "") if price is not None else "",
        quantity=int(
            decode_quantity(text_of(condition, "Availability", "StockQuantity"))
        ),
        price=decode_amount(text_of(price, "SellingPrice", "Amount")),
        struck_price=decode_amount(text_of(price, "BlockedPrice")),
        vat_rate=decode_decimal(text_of(price, "SellingPrice", "VATRate")),
        starts_at=decode_moment(text_of(price, "OfferPeriod", "StartDate")),
        ends_at=decode_moment(text_of(price, "OfferPeriod", "EndDate")),
        deliveries=tuple(
            _decode_delivery(each)
            for each in (
                children_of(deliveries, "Delivery") if deliveries is not None else ()
            )
        ),
        eco_fee=decode_amount(eco_fee) if eco_fee else None,
    )


def _decode_delivery(element: etree._Element) -> DeliveryPromise:
    mode = _MODES.get(element.get("DeliveryMode", ""), DeliveryMode.HOME)
    return DeliveryPromise(
        mode=mode,
        fee=decode_amount(text_of(element, "DeliveryFee")),
        shipment_delay=_days(text_of(element, "ShipmentDelay")),
        min_days=_days(text_of(element, "DeliveryDaysRange", "Min")),
        max_days=_days(text_of(element, "DeliveryDaysRange", "Max")),
    )


def _days(text: str) -> int:
    return int(decode_quantity(text))
