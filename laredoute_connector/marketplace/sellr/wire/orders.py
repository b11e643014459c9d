# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders as they are read. Source: protocol P-70 to P-84.

An answer is read order by order. One that cannot be read becomes a
:class:`~...records.BrokenOrder` whose reason begins with a stable word; the others
go on. What we do not know is kept in ``unknown``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import IO

from lxml import etree

from ...errors import UnreadableData
from ...records import Address, BrokenOrder, Delivery, LineStatus, Order, OrderLine
from ...statuses import FACTS
from ...values import (
    clean_text,
    decode_amount,
    decode_moment,
    decode_quantity,
    encode_second,
    xml_text,
)
from . import assumptions
from .faults import FAULT_NAMES, fault_error
from .order_of_elements import ORDER_NAMESPACE, local_name
from .order_of_elements import ORDER_REQUESTS as REQUESTS
from .parsing import (
    child_of,
    children_of,
    iter_elements,
    read_document,
    text_of,
    unreadable,
)
from .unknown import unknown_of_line, unknown_of_order

_SERVICE = "orders"


class _Broken(Exception):
    """Why one order cannot be read: ``word: where``; never a buyer's data."""


# --------------------------------------------------------------------- request
def encode_retrieve(token: str, since: datetime, until: datetime) -> etree._Element:
    """Return the body that requests orders, with every status that has a word.

    :param token: the read token
    :raises ValueError: for moments without a time zone
    """
    body = etree.Element(
        f"{{{ORDER_NAMESPACE}}}RetrieveByStatusRequest", nsmap={"ns": ORDER_NAMESPACE}
    )
    REQUESTS.add(body, "apikey", token)
    wanted = REQUESTS.add(body, "Statuses")
    for word in assumptions.STATUS_WORDS.values():
        REQUESTS.add(wanted, "Status", word)
    period = REQUESTS.add(wanted, "Period")
    REQUESTS.add(period, "minDate", encode_second(since, assumptions.ZONE))
    REQUESTS.add(period, "maxDate", encode_second(until, assumptions.ZONE))
    return body


# ---------------------------------------------------------------------- answer
def decode_orders(
    stream: IO[bytes], limit: int | None = None
) -> Iterator[Order | BrokenOrder]:
    """Yield the orders of an answer, at any depth; memory stays flat.

    :param limit: most bytes to read
    :raises UnreadableData: when the answer is cut, malformed, hostile or not an
        answer; orders that were whole before the fault are yielded first
    :raises MarketplaceError: when the answer holds a fault
    """
    wanted = frozenset({"Order", *FAULT_NAMES})
    for event, element in iter_elements(stream, wanted, limit):
        if event == "root":
            if local_name(element) == "html":
                raise unreadable("not an answer", "unexpected_document", _SERVICE)
        elif local_name(element) in FAULT_NAMES:
            raise fault_error(element, _SERVICE)
        else:
            yield read_order(element)


def read_order(element: etree._Element) -> Order | BrokenOrder:
    """Return one order, or why it cannot be read."""
    remote_id = clean_text(element.get("OrderID"))
    source = _source(element)
    try:
        if source is None:
            raise _Broken(f"namespace_unreadable: Order {remote_id}")
        return _decode_order(element, source)
    except _Broken as error:
        kept = source or etree.tostring(element, encoding="UTF-8", with_tail=False)
        return BrokenOrder(remote_id=remote_id, reason=str(error), source=kept)


def decode_order(source: bytes) -> Order:
    """Read again one stored ``Order.source``.

    :raises UnreadableData: when it cannot be read; ``code`` is the stable word of
        the reason
    """
    root = read_document(source)
    if local_name(root) != "Order":
        raise unreadable("not an order", "unexpected_document", _SERVICE)
    order = read_order(root)
    if isinstance(order, BrokenOrder):
        word = order.reason.partition(":")[0]
        raise UnreadableData(order.reason, code=word, service=_SERVICE)
    return order


def _source(element: etree._Element) -> bytes | None:
    """Return an order's canonical XML, ``None`` when it could not be read again."""
    if any(_has_undeclared_prefix(each) for each in element.iter()):
        return None
    try:
        content = etree.tostring(
            element, method="c14n", exclusive=True, with_comments=False, with_tail=False
        )
    except etree.C14NError:  # a relative namespace, for one
        return None
    assert isinstance(content, bytes)
    return content


def _has_undeclared_prefix(element: etree._Element) -> bool:
    # the parser leaves such a prefix in the name
    names = (element.tag, *element.attrib)
    return any(":" in str(name).rpartition("}")[2] for name in names)


def _decode_order(element: etree._Element, source: bytes) -> Order:
    remote_id = clean_text(element.get("OrderID"))
    if not remote_id:
        raise _Broken("order_id_missing: Order")
    lines = [_decode_line(line) for line in children_of(element, "OrderLine")]
    if not lines:
        raise _Broken(f"no_lines: Order {remote_id}")
    ids = [line.remote_id for line, _delivery in lines]
    for each in ids:
        if ids.count(each) > 1:
            raise _Broken(f"line_id_twice: OrderLine {each}")
    try:
        ordered_at = decode_moment(element.get("OrderDate", ""), assumptions.ZONE)
    except ValueError as error:
        raise _Broken(f"date_unreadable: Order {remote_id}, {error}") from None
    common = _first_delivery(lines)
    return Order(
        remote_id=remote_id,
        ordered_at=ordered_at,
        billing_address=_decode_address(child_of(element, "BillingAddress")),
        delivery=common,
        lines=tuple(
            line if delivery == common else replace(line, delivery=delivery)
            for line, delivery in lines
        ),
        source=source,
        digest=hashlib.sha256(source).hexdigest(),
        unknown=unknown_of_order(element),
    )


def _first_delivery(lines: list[tuple[OrderLine, Delivery]]) -> Delivery:
    """Return the delivery of the first line that is alive, else of the first."""
    alive = [delivery for line, delivery in lines if not FACTS[line.status].dead]
    return alive[0] if alive else lines[0][1]


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


def _decode_line(element: etree._Element) -> tuple[OrderLine, Delivery]:
    """Return a line without its delivery, and its delivery."""
    line_id = clean_text(element.get("OrderLineID"))
    if not line_id:
        raise _Broken("line_id_missing: OrderLine")
    status_text = xml_text(element.get("StatusCode", ""))
    quantity, unit_price, delivery_fee = _numbers(element, line_id)
    line = OrderLine(
        remote_id=line_id,
        status=decode_status(status_text),
        status_text=status_text,
        ean=_ean(element),
        quantity=quantity,
        unit_price=unit_price,
        delivery_fee=delivery_fee,
        refund_refused_reason=_text(element, assumptions.REFUND_REFUSED_REASON),
        unknown=unknown_of_line(element),
    )
    return line, _decode_delivery(element)


def _decode_delivery(element: etree._Element) -> Delivery:
    delivery = child_of(element, "Delivery")
    return Delivery(
        address=_decode_address(child_of(element, "DeliveryAddress")),
        phone=_phone(delivery, "home"),
        mobile=_phone(delivery, "mobile"),
        email=_text(delivery, "AliasEmail"),
        instruction=_text(delivery, "DeliveryInstruction"),
        mode=_text(delivery, assumptions.ORDER_DELIVERY_MODE),
        relay_id=_text(delivery, assumptions.ORDER_RELAY),
    )


def _numbers(element: etree._Element, line_id: str) -> tuple[Decimal, Decimal, Decimal]:
    """Return quantity, unit price and delivery fee."""
    where = f"OrderLine {line_id}"
    try:
        word = "quantity_unreadable"
        quantity = decode_quantity(text_of(element, "Quantity"))
        word = "price_unreadable"
        unit_price = decode_amount(text_of(element, "Offer", "SellingPrice"))
        word = "delivery_fee_unreadable"
        fee = text_of(element, "Offer", "Delivery", "DeliveryFee")
        delivery_fee = decode_amount(fee) if fee else assumptions.MISSING_DELIVERY_FEE
    except ValueError as error:
        raise _Broken(f"{word}: {where}, {error}") from None
    return quantity, unit_price, delivery_fee


def _ean(element: etree._Element) -> str:
    """Return the EAN: an attribute of the FIRST child, whatever its name."""
    return clean_text(element[0].get("ItemStandardID")) if len(element) else ""


def _text(element: etree._Element | None, name: str) -> str:
    return clean_text(text_of(element, name))


def _phone(delivery: etree._Element | None, kind: str) -> str:
    if delivery is None:
        return ""
    for element in children_of(delivery, "PhoneNumber"):
        if element.get("PhoneType", "").strip().lower() == kind:
            return clean_text(element.text)
    return ""


def _decode_address(element: etree._Element | None) -> Address:
    return Address(
        title=_text(element, "Title"),
        name=_text(element, "Name1"),
        address1=_text(element, "Address1"),
        address2=_text(element, "Address2"),
        address3=_text(element, assumptions.THIRD_ADDRESS_LINE),
        zip_code=_text(element, "ZIPCode"),
        city=_text(element, "City"),
        country_code=_text(element, "CountryCode").upper(),
    )
