# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The order of elements, as data; a name that is not in it cannot be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ...values import wire_text
from . import assumptions

PRODUCT_NAMESPACE = "http://RedouteFrance/CAT-EXT-INTG/Product/VendorItems/1.0"
OFFER_NAMESPACE = "http://RedCats/MarketPlace/Partnership/2.0"
INJECT_FILE_NAMESPACE = "http://Redcats/File/ESB-TIBCO/File/1.0/InjectFile/1.0"
ORDER_NAMESPACE = "http://RedouteFrance/seller/order/1.2"


class UnknownElement(ValueError):
    """An element is written that its parent does not have, or out of order."""


@dataclass(frozen=True)
class Grammar:
    """Which children each element may have, in their order.

    :ivar namespace: of every element; empty for none
    :ivar children: parent's name to its children's names
    """

    namespace: str
    children: Mapping[str, tuple[str, ...]]

    def tag(self, name: str) -> str:
        """Return a name as the XML library wants it."""
        return f"{{{self.namespace}}}{name}" if self.namespace else name

    def root(self, name: str, **attributes: str) -> etree._Element:
        """Return a new element that has no parent yet."""
        if name not in self.children:
            raise UnknownElement(f"{name} is not known")
        # the library's types do not know the key that means "no prefix"
        nsmap: Any = {None: self.namespace} if self.namespace else None
        return etree.Element(self.tag(name), _clean(attributes), nsmap=nsmap)

    def add(
        self, parent: etree._Element, name: str, text: str = "", **attributes: str
    ) -> etree._Element:
        """Append a child and return it.

        :raises UnknownElement: when ``parent`` has no such child, or it comes
            after one that must follow it
        """
        self._check_place(parent, name)
        child = etree.SubElement(parent, self.tag(name), _clean(attributes))
        if text:
            child.text = wire_text(text)
        return child

    def append(self, parent: etree._Element, child: etree._Element) -> None:
        """Append a child that was made apart; raises as :meth:`add`."""
        self._check_place(parent, local_name(child))
        parent.append(child)

    def _check_place(self, parent: etree._Element, name: str) -> None:
        order = self.children.get(local_name(parent), ())
        if name not in order:
            raise UnknownElement(f"{local_name(parent)} has no child {name}")
        if len(parent) and order.index(name) < order.index(local_name(parent[-1])):
            raise UnknownElement(f"{name} comes too late in {local_name(parent)}")


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _clean(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: wire_text(value) for name, value in attributes.items()}


#: protocol P-23
PRODUCTS = Grammar(
    PRODUCT_NAMESPACE,
    {
        "VendorItem": ("EAN", "Classification", "Product", "Vendor", "Attributes"),
        "Classification": ("ClassificationValue",),
        "Product": (
            "ProductId",
            assumptions.PARENT_ELEMENT,
            "ProductTitles",
            "ProductDescriptions",
            "ProductBrand",
            "Medias",
        ),
        "ProductTitles": ("ProductTitle",),
        "ProductDescriptions": ("ProductDescription",),
        "ProductBrand": ("BrandCode",),
        "Medias": ("Media",),
        "Media": (
            "MediaURL",
            "MediaType",
            "MediaEncoding",
            "PublicationRank",
            "Checksum",
            "ChecksumType",
        ),
        "Vendor": ("VendorId",),
        "Attributes": ("Attribute",),
        "Attribute": ("AttributeCode", "IsDeclinable", "AttributeValues"),
        "AttributeValues": ("AttributeValueCode", "AttributeValueLabel"),
    },
)

#: protocol P-53
OFFERS = Grammar(
    OFFER_NAMESPACE,
    {
        "Item": ("ItemIdentification", "ItemConditions"),
        "ItemIdentification": ("ItemStandardID",),
        "ItemConditions": ("ItemCondition",),
        "ItemCondition": ("Availability", "SellerOffers"),
        "Availability": ("StockQuantity",),
        "SellerOffers": ("SellerOffer",),
        "SellerOffer": ("SellerOfferPrices", "Deliveries"),
        "SellerOfferPrices": ("SellerOfferPrice",),
        "SellerOfferPrice": ("OfferPeriod", "SellingPrice", "BlockedPrice"),
        "OfferPeriod": ("StartDate", "EndDate"),
        "SellingPrice": ("Amount", "VATRate", assumptions.ECO_FEE_ELEMENT),
        "Deliveries": ("Delivery",),
        "Delivery": ("DeliveryFee", "ShipmentDelay", "DeliveryDaysRange"),
        "DeliveryDaysRange": ("Min", "Max"),
    },
)

#: protocol P-50: the request that carries an offer file
INJECT_FILE = Grammar(
    INJECT_FILE_NAMESPACE,
    {
        "InjectFileRequest_1.0": (
            "EUserId",
            "ESystem",
            "FlowName",
            "FlowVersion",
            "FileName",
            "FilePath",
            "NumberOfElements",
            "fileAttachedWithSoapMsg",
            "FunctionalValidationInformation",
            "Overwrite",
        ),
    },
)

_ADDRESS = (
    "Title",
    "Name1",
    "Address1",
    "Address2",
    assumptions.THIRD_ADDRESS_LINE,
    "ZIPCode",
    "City",
    "CountryCode",
)

#: protocol P-75: one order as it is read
ORDERS = Grammar(
    "",
    {
        "Order": ("BillingAddress", "OrderLine"),
        "BillingAddress": _ADDRESS,
        "DeliveryAddress": _ADDRESS,
        "OrderLine": (
            "Item",
            "Quantity",
            "Offer",
            "DeliveryAddress",
            "Delivery",
            assumptions.REFUND_REFUSED_REASON,
        ),
        # the same name means a fee below an offer and a place below a line
        "Offer": ("SellingPrice", "Delivery"),
        "Delivery": (
            "DeliveryFee",
            "PhoneNumber",
            "AliasEmail",
            "DeliveryInstruction",
            assumptions.ORDER_DELIVERY_MODE,
            assumptions.ORDER_RELAY,
        ),
    },
)

#: protocol P-70, P-92, P-94: children of the two requests, in no namespace
ORDER_REQUESTS = Grammar(
    "",
    {
        "RetrieveByStatusRequest": ("apikey", "Statuses"),
        "Statuses": ("Status", "Period"),
        "Period": ("minDate", "maxDate"),
        "ship": (
            "shipDate",
            assumptions.TRACKING_NUMBER,
            assumptions.CARRIER,
            assumptions.TRACKING_URL,
        ),
        "refunding": (
            assumptions.REFUND_QUANTITY,
            assumptions.REFUND_SHIPPING,
            assumptions.REFUND_AMOUNT,
        ),
    },
)
