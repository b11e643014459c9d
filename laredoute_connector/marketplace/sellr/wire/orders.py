# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders as they are read. Source: protocol P-70 to P-84.

An answer is read order by order. One that cannot be read becomes a
:class:`~...records.BrokenOrder` whose reason begins with a stable word; the others
go on, also where the answer is not well-formed. What we do not know is kept in
``unknown``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
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
from .parsing import CUT, MALFORMED, TOO_LARGE, iter_elements, read_document, unreadable
from .recovery import recover, take_to_pieces

_SERVICE = "orders"
#: why an order is broken of which the parser does not know a prefix
_UNDECLARED = "namespace_unreadable"
#: bytes kept of an answer that cannot be read
KEPT = 4 * 1024 * 1024
# what makes an answer a fault, a web page, or hostile
_SUSPECT = re.compile(
    rb"<!DOCTYPE|<!ENTITY|<html|<(?:[\w.-]+:)?(?:Inject)?Fault[\s>]", re.I
)


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

    Of an answer that is not well-formed, what is whole and what can be recovered; then
    memory holds the answer. Silence is no answer: without an order, its element must
    be there (protocol P-85).

    :param stream: at its first byte; it can go back
    :param limit: most bytes to read
    :raises UnreadableData: when the answer is cut, hostile or not an answer, or when
        what is wrong with it lies outside of the orders; those that are whole are
        yielded first. ``content`` is what came
    :raises MarketplaceError: when the answer holds a fault
    """
    seen, explained = set[str](), False
    try:
        for order in _decode_strictly(stream, limit):
            seen.add(order.remote_id)
            # the parser goes on after it, and complains of it at the end
            explained |= isinstance(order, BrokenOrder) and _UNDECLARED in order.reason
            yield order
    except UnreadableData as error:
        if error.code == TOO_LARGE:
            raise
        error.content = _end_of(stream)
        if error.code not in (MALFORMED, CUT):
            raise
        yield from _decode_damaged(stream, seen, error, explained)


def _decode_strictly(
    stream: IO[bytes], limit: int | None
) -> Iterator[Order | BrokenOrder]:
    wanted = frozenset({"Order", *FAULT_NAMES})
    in_body: list[str] = []
    root, found = "", False
    for event, element in iter_elements(stream, wanted, limit, in_body):
        if event == "root":
            root = local_name(element)
            if root.lower() == "html":
                raise _no_answer()
        elif local_name(element) in FAULT_NAMES:
            raise fault_error(element, _SERVICE)
        else:
            found = True
            yield read_order(element)
    if not (found or _is_answer(root, in_body)):
        raise _no_answer()


def _is_answer(root: str, in_body: list[str]) -> bool:
    """Whether an answer without orders says that there are none (protocol P-85)."""
    return root == "Envelope" and any(
        word in name.lower()
        for name in in_body
        for word in assumptions.ORDERS_ANSWER_WORDS
    )


def _decode_damaged(
    stream: IO[bytes], seen: set[str], error: UnreadableData, explained: bool
) -> Iterator[Order | BrokenOrder]:
    """Yield what is new of an answer that is not well-formed.

    :param seen: numbers of the orders that were yielded
    :param error: what is wrong with the answer; raised when no order explains it
    :param explained: whether one of those that were yielded does
    """
    stream.seek(0)
    pieces = take_to_pieces(stream.read())
    if pieces.orders:
        # the parser takes some damage in the middle for an end
        error.code = MALFORMED if pieces.ended else CUT
        error.too_much = not pieces.ended
    if not pieces.orders or _SUSPECT.search(pieces.rest):
        raise error
    for fragment in pieces.fragments():
        number = fragment.number[:NUMBER_LIMIT]
        if number and number in seen:
            continue
        explained |= bool(fragment.raw)
        if fragment.element is None:
            yield BrokenOrder(number, f"{MALFORMED}: Order {number}", fragment.raw)
            continue
        order = read_order(fragment.element)
        if isinstance(order, Order):
            order = replace(order, damaged=fragment.raw)
        yield order
    if not (explained and pieces.ended):
        raise error


def _no_answer() -> UnreadableData:
    return unreadable("not an answer", "unexpected_document", _SERVICE)


def _end_of(stream: IO[bytes]) -> bytes:
    """Return an answer's end: of a large one its orders are kept each by itself."""
    # before Python 3.11 a spooled file does not say where it went
    stream.seek(0, os.SEEK_END)
    stream.seek(max(0, stream.tell() - KEPT))
    return stream.read()


def read_order(element: etree._Element) -> Order | BrokenOrder:
    """Return one order, or why it cannot be read."""
    remote_id = clean(element.get("OrderID"))[:NUMBER_LIMIT]
    found, lines = elements_of_order(element)
    undeclared = found.undeclared or any(each.undeclared for _line, each in lines)
    source = None if undeclared else _source(element)
    try:
        if source is None:
            raise Broken(f"{_UNDECLARED}: Order {remote_id}")
        return decode_order_values(element, found, lines, source)
    except Broken as error:
        kept = source or etree.tostring(element, encoding="UTF-8", with_tail=False)
        return BrokenOrder(remote_id=remote_id, reason=str(error), source=kept)


def decode_order(source: bytes) -> Order:
    """Read again one stored ``Order.source``.

    :raises UnreadableData: when it cannot be read, nor recovered; ``code`` is the
        stable word of the reason
    """
    try:
        root = read_document(source)
    except UnreadableData as error:
        found = recover(source) if error.code in (MALFORMED, CUT) else None
        if found is None:
            raise
        root = found
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
