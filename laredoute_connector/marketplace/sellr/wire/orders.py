# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders as they are read. Source: protocol P-70 to P-84.

An answer is read order by order. One that cannot be read becomes a
:class:`~...records.BrokenOrder` whose reason begins with a stable word; the others
go on. What we do not know is kept in ``unknown``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import IO

from lxml import etree

from ...errors import UnreadableData
from ...records import BrokenOrder, Order
from ...values import encode_second
from . import assumptions
from .faults import FAULT_NAMES, fault_error
from .order_elements import elements_of_order
from .order_of_elements import ORDER_NAMESPACE, local_name
from .order_of_elements import ORDER_REQUESTS as REQUESTS
from .order_values import NUMBER_LIMIT, Broken, clean, decode_order_values
from .parsing import iter_elements, read_document, unreadable

_SERVICE = "orders"


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
    remote_id = clean(element.get("OrderID"))[:NUMBER_LIMIT]
    found, lines = elements_of_order(element)
    undeclared = found.undeclared or any(each.undeclared for _line, each in lines)
    source = None if undeclared else _source(element)
    try:
        if source is None:
            raise Broken(f"namespace_unreadable: Order {remote_id}")
        return decode_order_values(element, found, lines, source)
    except Broken as error:
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
    """Return an order's canonical XML, ``None`` when it has none."""
    try:
        content = etree.tostring(
            element, method="c14n", exclusive=True, with_comments=False, with_tail=False
        )
    except etree.C14NError:  # a relative namespace, for one
        return None
    assert isinstance(content, bytes)
    return content
