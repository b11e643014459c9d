# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What an offer file says of one EAN, and what makes the platform refuse it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from decimal import Decimal
from typing import IO

from lxml import etree

from . import safe_xml
from .clock import wall_now
from .durations import VAT_RATES
from .records import Item
from .sheets import text_of

NAMESPACE = "http://RedCats/MarketPlace/Partnership/2.0"
_N = f"{{{NAMESPACE}}}"
_OFFER = "ItemConditions/ItemCondition/SellerOffers/SellerOffer"
_PRICE = f"{_OFFER}/SellerOfferPrices/SellerOfferPrice"

Problem = tuple[str, str]


@dataclass(frozen=True)
class Delivery:
    mode: str
    fee: Decimal
    shipment_delay: int
    days_min: int
    days_max: int


@dataclass(frozen=True)
class OfferLine:
    """An ``Item`` of an offer file. Dates are the texts of the wire."""

    site: str
    ean: str
    quantity: Decimal
    sku: str
    start: str
    end: str
    amount: Decimal
    vat_rate: Decimal
    eco_fee: Decimal | None
    blocked_price: Decimal
    deliveries: tuple[Delivery, ...]


@dataclass(frozen=True)
class FileHead:
    seller_id: str
    hub_id: str


def check_file(file: IO[bytes]) -> tuple[FileHead, int]:
    """Check a whole offer file against the schema; return its head and its count.

    :raises XmlRefused: see ``safe_xml.stream``
    """
    head = FileHead("", "")
    count = 0
    for element in safe_xml.stream(file, "seller_offers", f"{_N}Item"):
        if element.tag == f"{_N}Item":
            count += 1
        else:
            head = FileHead(element.get("SellerID", ""), element.get("HubID", ""))
    return head, count


def read_lines(file: IO[bytes]) -> Iterator[OfferLine]:
    """Yield the offers of a file that has passed ``check_file``."""
    for element in safe_xml.stream(file, "seller_offers", f"{_N}Item"):
        if element.tag == f"{_N}Item":
            yield _line(element)


def _line(element: etree._Element) -> OfferLine:
    def text(path: str) -> str:
        return text_of(element, path, NAMESPACE)

    price = _find(element, _PRICE)
    eco_fee = text(f"{_PRICE}/SellingPrice/WEEFee")
    deliveries = _find(element, f"{_OFFER}/Deliveries")
    return OfferLine(
        site=_find(element, _OFFER).get("Site", ""),
        ean=text("ItemIdentification/ItemStandardID"),
        quantity=Decimal(
            text("ItemConditions/ItemCondition/Availability/StockQuantity")
        ),
        sku=price.get("SellerOfferID", ""),
        start=text(f"{_PRICE}/OfferPeriod/StartDate"),
        end=text(f"{_PRICE}/OfferPeriod/EndDate"),
        amount=Decimal(text(f"{_PRICE}/SellingPrice/Amount")),
        vat_rate=Decimal(text(f"{_PRICE}/SellingPrice/VATRate")),
        eco_fee=Decimal(eco_fee) if eco_fee else None,
        blocked_price=Decimal(text(f"{_PRICE}/BlockedPrice")),
        deliveries=tuple(_delivery(one) for one in deliveries),
    )


def _find(element: etree._Element, path: str) -> etree._Element:
    found = element.find("/".join(_N + name for name in path.split("/")))
    if found is None:
        raise safe_xml.XmlRefused(f"{path} is missing")
    return found


def _delivery(element: etree._Element) -> Delivery:
    def number(path: str) -> int:
        return int(text_of(element, path, NAMESPACE))

    return Delivery(
        element.get("DeliveryMode", ""),
        Decimal(text_of(element, "DeliveryFee", NAMESPACE)),
        number("ShipmentDelay"),
        number("DeliveryDaysRange/Min"),
        number("DeliveryDaysRange/Max"),
    )


def moment(text: str) -> float | None:
    """Read ``yyyy-MM-ddTHH:mm:00.000Z`` as epoch seconds; ``None``: no such day."""
    try:
        day = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.000Z")
    except ValueError:
        return None
    return day.replace(tzinfo=timezone.utc).timestamp()


def check_line(line: OfferLine, item: Item | None) -> list[Problem]:
    """Return every problem of an offer as (code, text).

    :param item: the seller's item of this EAN, when the catalogue has one
    """
    if item is None:
        return [("PRODUCT_NOT_FOUND", "PRODUCT NOT FOUND")]
    problems = [*_price_problems(line), *_period_problems(line)]
    if line.sku != item.sku:
        problems.append(("OFFER_ID", f"SellerOfferID is not the product's: {line.sku}"))
    if line.quantity < 0 or line.quantity != line.quantity.to_integral_value():
        text = f"StockQuantity is not a whole number: {line.quantity}"
        problems.append(("QUANTITY", text))
    problems += _delivery_problems(line.deliveries)
    return problems


def _price_problems(line: OfferLine) -> Iterator[Problem]:
    if line.amount <= 0:
        yield "PRICE", f"Amount must be above 0: {line.amount}"
    if not all(_is_money(v) for v in (line.amount, line.blocked_price)):
        yield "PRICE_DECIMALS", "A price has at most two decimals"
    if line.vat_rate not in VAT_RATES:
        yield "VAT", f"VATRate is unknown: {line.vat_rate}"
    if line.blocked_price < line.amount:
        yield "BLOCKED_PRICE", "BlockedPrice is below Amount"
    if line.eco_fee is not None and (line.eco_fee <= 0 or not _is_money(line.eco_fee)):
        yield "ECO_FEE", f"WEEFee is not valid: {line.eco_fee}"


def _is_money(value: Decimal) -> bool:
    return value == value.quantize(Decimal("0.01"))


def _period_problems(line: OfferLine) -> Iterator[Problem]:
    start, end = moment(line.start), moment(line.end)
    if start is None or end is None:
        yield "PERIOD", "OfferPeriod has a date that does not exist"
    elif start >= end:
        yield "PERIOD", "StartDate is not before EndDate"
    elif end < wall_now():
        yield "PERIOD_PAST", "EndDate is in the past"


def _delivery_problems(deliveries: tuple[Delivery, ...]) -> Iterator[Problem]:
    modes = [one.mode for one in deliveries]
    if "Home" not in modes or len(set(modes)) != len(modes):
        yield "DELIVERY", "One Delivery to Home, at most one to Relais"
    for one in deliveries:
        if one.fee < 0 or not _is_money(one.fee):
            yield "DELIVERY_FEE", f"DeliveryFee is not valid: {one.fee}"
        if one.days_min > one.days_max:
            yield "DELIVERY_DAYS", "DeliveryDaysRange: Min is above Max"
