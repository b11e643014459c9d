# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Offer files and the request that carries them. Source: protocol P-50, P-53."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from lxml import etree

from ...errors import RefusedData
from ...records import DeliveryPromise, Offer
from ...settings import SITE
from ...values import (
    encode_amount,
    encode_file_moment,
    encode_offer_moment,
    encode_quantity,
    encode_rate,
    encode_second,
)
from . import assumptions
from .order_of_elements import INJECT_FILE
from .order_of_elements import OFFERS as G

FLOW_NAME = "MKP_SellerOffer"
FLOW_VERSION = "001"
_CURRENCY = "EUR"
_SERVICE = "offers"
_ROOT = "SellerOfferRequest"


@dataclass(frozen=True)
class OfferSender:
    """Who an offer file is from: vendor id, and hub id (400 for a direct seller).

    :ivar site: where the offers are on sale
    """

    vendor_id: str
    hub_id: str
    site: str = SITE


def offer_file_name(vendor_id: str, now: datetime) -> str:
    """Return ``<vendorId>.MKP_SellerOffer.001.<yyyy-MM-dd-HH-mm-ss>.xml`` (UTC)."""
    moment = encode_file_moment(now)
    return f"{vendor_id}.{FLOW_NAME}.{FLOW_VERSION}.{moment}.xml"


def encode_offers(
    offers: Iterable[Offer], sender: OfferSender, path: Path, now: datetime
) -> int:
    """Stream an offer file, dated ``now``, and return how many items it holds.

    :raises RefusedData: when an offer holds what the file cannot, naming its SKU
    """
    count = 0
    attributes = {
        "MessageRelease": "1.0",
        "MessageDate": encode_second(now) + "Z",
        "SellerID": sender.vendor_id,
        "HubID": sender.hub_id,
    }
    deliveries = _Deliveries()
    with etree.xmlfile(str(path), encoding="UTF-8") as file:
        file.write_declaration()
        with file.element(G.tag(_ROOT), attributes, nsmap={None: G.namespace}):
            for offer in offers:
                file.write(offer_element(offer, sender.site, deliveries))
                count += 1
    return count


class _Deliveries:
    """Elements of deliveries: thousands of offers of a file promise the same."""

    def __init__(self) -> None:
        self._made: dict[tuple[DeliveryPromise, ...], etree._Element] = {}

    def of(self, promises: tuple[DeliveryPromise, ...]) -> etree._Element:
        """Return a ``Deliveries`` element of its own."""
        made = self._made.get(promises)
        if made is None:
            made = self._made[promises] = G.root("Deliveries")
            for promise in promises:
                _add_delivery(made, promise)
        return deepcopy(made)


def offer_element(
    offer: Offer, site: str = SITE, deliveries: _Deliveries | None = None
) -> etree._Element:
    """Return one ``Item``.

    :param site: where it is on sale: La Brand Boutique is another one (protocol P-9)
    :param deliveries: those of the same file
    :raises RefusedData: code ``offer_value`` when a value has no wire form
    """
    try:
        item = G.root("Item")
        identification = G.add(item, "ItemIdentification")
        G.add(identification, "ItemStandardID", offer.ean, Qualifier="EN")
        conditions = G.add(item, "ItemConditions")
        condition = G.add(conditions, "ItemCondition", Condition="New")
        quantity = encode_quantity(Decimal(offer.quantity))
        G.add(G.add(condition, "Availability"), "StockQuantity", quantity)
        seller = G.add(
            G.add(condition, "SellerOffers"),
            "SellerOffer",
            Site=site,
            CountryCode="FR",
        )
        _add_price(G.add(seller, "SellerOfferPrices"), offer)
        G.append(seller, (deliveries or _Deliveries()).of(offer.deliveries))
        return item
    except ValueError as error:
        raise RefusedData(
            f"offer {offer.sku!r}: {error}", code="offer_value", service=_SERVICE
        ) from None


def _add_price(prices: etree._Element, offer: Offer) -> None:
    price = G.add(
        prices,
        "SellerOfferPrice",
        SellerOfferID=offer.sku,
        OfferNature="Standard",
        CustomerTarget="All",
    )
    period = G.add(price, "OfferPeriod")
    G.add(period, "StartDate", encode_offer_moment(offer.starts_at))
    G.add(period, "EndDate", encode_offer_moment(offer.ends_at))
    selling = G.add(
        price, "SellingPrice", CurrencyCode=_CURRENCY, PriceType="SellingPrice"
    )
    G.add(selling, "Amount", encode_amount(offer.price))
    G.add(selling, "VATRate", encode_rate(offer.vat_rate))
    if offer.eco_fee:
        G.add(selling, assumptions.ECO_FEE_ELEMENT, encode_amount(offer.eco_fee))
    struck, amount = encode_amount(offer.struck_price), encode_amount(offer.price)
    if struck != amount or assumptions.EQUAL_STRUCK_PRICE_STRIKES_NOTHING:
        G.add(price, "BlockedPrice", struck)


def _add_delivery(deliveries: etree._Element, promise: DeliveryPromise) -> None:
    delivery = G.add(
        deliveries,
        "Delivery",
        DeliveryType="Regular",
        DeliveryMode=assumptions.DELIVERY_MODES[promise.mode],
    )
    G.add(delivery, "DeliveryFee", encode_amount(promise.fee), CurrencyCode=_CURRENCY)
    G.add(delivery, "ShipmentDelay", str(promise.shipment_delay))
    days = G.add(delivery, "DeliveryDaysRange")
    G.add(days, "Min", str(promise.min_days))
    G.add(days, "Max", str(promise.max_days))


def encode_inject_file(
    sender: OfferSender, file_name: str, items: int
) -> etree._Element:
    """Return the body of the request that carries an offer file."""
    body = INJECT_FILE.root("InjectFileRequest_1.0")
    INJECT_FILE.add(body, "EUserId", sender.vendor_id)
    INJECT_FILE.add(body, "ESystem", sender.hub_id)
    INJECT_FILE.add(body, "FlowName", FLOW_NAME)
    INJECT_FILE.add(body, "FlowVersion", FLOW_VERSION)
    INJECT_FILE.add(body, "FileName", file_name)
    INJECT_FILE.add(body, "NumberOfElements", str(items))
    INJECT_FILE.add(body, "fileAttachedWithSoapMsg", "true")
    return body
