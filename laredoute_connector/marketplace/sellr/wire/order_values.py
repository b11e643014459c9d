# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders and lines made of their elements' texts. Source: protocol P-75 to P-83."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from lxml import etree

from ...records import Address, Delivery, LineStatus, Order, OrderLine
from ...statuses import FACTS
from ...values import decode_amount, decode_moment, decode_quantity
from . import assumptions
from .order_elements import ADDRESS, Elements

_EMPTY = "."
#: most characters of a number that La Redoute gives, and of a text about a buyer: of
#: four bytes each, they fit an index of the database still (2704 bytes)
NUMBER_LIMIT = 100
TEXT_LIMIT = 600
#: beyond these stands a fault, and what follows would not fit the database's numbers,
#: or the calendar: pieces and euros of a line, years of an order
PIECES_LIMIT = 1_000_000
EUROS_LIMIT = 10_000_000
YEARS = range(2000, 2101)
_RELAY = f"Delivery/{assumptions.ORDER_RELAY}"
_BILLING = tuple(f"BillingAddress/{name}" for name in ADDRESS)
_PLACE = tuple(f"DeliveryAddress/{name}" for name in ADDRESS)


class Broken(Exception):
    """Why one order cannot be read: ``word: where``; never a buyer's data."""


def decode_status(text: str) -> LineStatus:
    """Return the status that a word stands for, ``UNKNOWN`` when we do not know it.

    Case, spaces and underscores do not count. Source: protocol P-71.
    """
    return _STATUSES.get(_plain(text), LineStatus.UNKNOWN)


def _plain(word: str) -> str:
    return re.sub(r"[\s_]+", "", word).lower()


_STATUSES = {
    **{_plain(word): status for status, word in assumptions.STATUS_WORDS.items()},
    **assumptions.STATUS_ALIASES,
}


def clean(text: str | None) -> str:
    """Return a text from the parser, trimmed; ``"."`` stands for empty (P-78).

    What XML forbids cannot be in it.
    """
    cleaned = text.strip() if text else ""
    return "" if cleaned == _EMPTY else cleaned


def decode_order_values(
    order: etree._Element,
    found: Elements,
    lines: Sequence[tuple[etree._Element, Elements]],
    source: bytes,
) -> Order:
    """Return an order.

    :param source: its canonical XML
    :raises Broken: when it cannot be read
    """
    remote_id = _number(order.get("OrderID"), "order_id", "Order")
    decoded = [_decode_line(*each) for each in lines]
    if not decoded:
        raise Broken(f"no_lines: Order {remote_id}")
    seen = set[str]()
    for line, _delivery in decoded:
        if line.remote_id in seen:
            raise Broken(f"line_id_twice: OrderLine {line.remote_id}")
        seen.add(line.remote_id)
    try:
        ordered_at = decode_moment(order.get("OrderDate", ""), assumptions.ZONE)
        if ordered_at.year not in YEARS:
            raise ValueError("of another century")
    except ValueError as error:
        raise Broken(f"date_unreadable: Order {remote_id}, {error}") from None
    common = _first_delivery(decoded)
    return Order(
        remote_id=remote_id,
        ordered_at=ordered_at,
        billing_address=_decode_address(found.texts, _BILLING),
        delivery=common,
        lines=tuple(
            line if delivery == common else replace(line, delivery=delivery)
            for line, delivery in decoded
        ),
        source=source,
        digest=hashlib.sha256(source).hexdigest(),
        unknown=tuple(found.unknown),
    )


def _number(text: str | None, word: str, where: str) -> str:
    """Return the number of an order or a line, which is never empty."""
    number = clean(text)
    if not number:
        raise Broken(f"{word}_missing: {where}")
    if len(number) > NUMBER_LIMIT:
        raise Broken(f"{word}_too_long: {where} {number[:NUMBER_LIMIT]}")
    return number


def _first_delivery(lines: list[tuple[OrderLine, Delivery]]) -> Delivery:
    """Return the delivery of the first line that is alive, else of the first.

    Of a line whose buyer has not paid La Redoute says but the town (protocol P-77):
    those that say more go before.
    """
    alive = [delivery for line, delivery in lines if not FACTS[line.status].dead]
    whole = [delivery for delivery in alive if delivery.address.is_whole]
    return next(iter([*whole, *alive, lines[0][1]]))


def _decode_line(
    element: etree._Element, found: Elements
) -> tuple[OrderLine, Delivery]:
    """Return a line without its delivery, and its delivery."""
    line_id = _number(element.get("OrderLineID"), "line_id", "OrderLine")
    ean = clean(found.item.get("ItemStandardID"))
    if len(ean) > NUMBER_LIMIT:
        raise Broken(f"ean_too_long: OrderLine {line_id}")
    status_text = element.get("StatusCode", "")
    quantity, unit_price, delivery_fee = _numbers(found.texts, line_id)
    line = OrderLine(
        remote_id=line_id,
        status=decode_status(status_text),
        status_text=status_text,
        ean=ean,
        quantity=quantity,
        unit_price=unit_price,
        delivery_fee=delivery_fee,
        refund_refused_reason=_text(
            found.texts, assumptions.REFUND_REFUSED_REASON, limit=None
        ),
        unknown=tuple(found.unknown),
    )
    return line, _decode_delivery(found)


def _numbers(texts: dict[str, str], line_id: str) -> tuple[Decimal, Decimal, Decimal]:
    """Return quantity, unit price and delivery fee."""
    fee = texts.get("Offer/Delivery/DeliveryFee")
    try:
        word = "quantity_unreadable"
        quantity = _below(PIECES_LIMIT, decode_quantity(texts.get("Quantity", "")))
        word = "price_unreadable"
        price = decode_amount(texts.get("Offer/SellingPrice", ""))
        unit_price = _below(EUROS_LIMIT, price)
        word = "delivery_fee_unreadable"
        delivery_fee = assumptions.MISSING_DELIVERY_FEE
        if fee:
            delivery_fee = _below(EUROS_LIMIT, decode_amount(fee))
    except ValueError as error:
        raise Broken(f"{word}: OrderLine {line_id}, {error}") from None
    return quantity, unit_price, delivery_fee


def _below(limit: int, number: Decimal) -> Decimal:
    if number >= limit:
        raise ValueError(f"{limit} or more")
    return number


def _decode_delivery(found: Elements) -> Delivery:
    texts = found.texts
    return Delivery(
        address=_decode_address(texts, _PLACE),
        phone=_text(found.phones, "home"),
        mobile=_text(found.phones, "mobile"),
        email=_text(texts, "Delivery/AliasEmail"),
        instruction=_text(texts, "Delivery/DeliveryInstruction", limit=None),
        mode=_way(texts, assumptions.ORDER_DELIVERY_MODE),
        kind=_way(texts, assumptions.ORDER_DELIVERY_TYPE),
        relay_id=_text(texts, _RELAY),
    )


def _way(texts: dict[str, str], name: str) -> str:
    """Return a word on how a parcel goes: the element's, else the attribute's."""
    return _text(texts, f"Delivery/{name}") or _text(texts, f"Delivery/@{name}")


def _text(texts: dict[str, str], path: str, limit: int | None = TEXT_LIMIT) -> str:
    text = texts.get(path, "")
    if limit is not None and len(text) > limit:
        raise Broken(f"text_too_long: {path}")
    return "" if text == _EMPTY else text


def _decode_address(texts: dict[str, str], paths: Sequence[str]) -> Address:
    title, name, first, second, third, zip_code, city, country = (
        _text(texts, path) for path in paths
    )
    return Address(title, name, first, second, third, zip_code, city, country.upper())
