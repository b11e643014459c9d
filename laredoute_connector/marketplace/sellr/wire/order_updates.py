# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Order updates: decisions out, results in. Source: protocol P-90 to P-95."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml import etree

from ...errors import RefusedData
from ...records import OrderUpdate, UpdateKind, UpdateResult
from ...values import (
    clean_text,
    decode_amount,
    decode_moment,
    decode_quantity,
    encode_amount,
    encode_minute,
    encode_quantity,
    xml_text,
)
from . import assumptions
from .order_of_elements import ORDER_NAMESPACE, local_name
from .order_of_elements import ORDER_REQUESTS as G
from .parsing import text_of, unreadable

_SERVICE = "orders"
VERBS = {
    UpdateKind.ACCEPT: "accept",
    UpdateKind.REFUSE: "refuse",
    UpdateKind.OUT_OF_STOCK: "outOfStock",
    UpdateKind.SHIP: "ship",
    UpdateKind.REFUND: "refunding",
}
_KINDS = {verb: kind for kind, verb in VERBS.items()}
_WEB_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


def encode_updates(updates: Sequence[OrderUpdate], token: str) -> etree._Element:
    """Return the body of an update request.

    :param token: the update token
    :raises RefusedData: when a decision misses what its verb needs; codes
        ``no_line``, ``no_ship_date``, ``tracking_too_long``, ``tracking_url``,
        ``update_value``
    """
    body = etree.Element(
        f"{{{ORDER_NAMESPACE}}}UpdateRequest", nsmap={"ns": ORDER_NAMESPACE}
    )
    etree.SubElement(body, "apikey").text = xml_text(token)
    for update in updates:
        body.append(update_element(update))
    return body


def update_element(update: OrderUpdate) -> etree._Element:
    """Return one verb; raises as :func:`encode_updates`."""
    if not update.line_id:
        raise _refused("a decision about no line", "no_line")
    verb = etree.Element(VERBS[update.kind], {"OrderLineID": xml_text(update.line_id)})
    try:
        if update.kind is UpdateKind.SHIP:
            _add_shipping(verb, update)
        elif update.kind is UpdateKind.REFUND:
            _add_refund(verb, update)
    except ValueError as error:
        raise _refused(f"line {update.line_id!r}: {error}", "update_value") from None
    return verb


def _add_shipping(verb: etree._Element, update: OrderUpdate) -> None:
    if update.shipped_at is None:
        raise _refused("a shipment without its date", "no_ship_date")
    if len(update.tracking_number) > assumptions.TRACKING_LIMIT:
        raise _refused("tracking number too long", "tracking_too_long")
    if update.tracking_url and not _WEB_ADDRESS.fullmatch(update.tracking_url):
        raise _refused("tracking address is not a web address", "tracking_url")
    G.add(verb, "shipDate", encode_minute(update.shipped_at, assumptions.ZONE))
    for name, text in (
        (assumptions.TRACKING_NUMBER, update.tracking_number),
        (assumptions.CARRIER, update.carrier),
        (assumptions.TRACKING_URL, update.tracking_url),
    ):
        if text:
            G.add(verb, name, text)


def _add_refund(verb: etree._Element, update: OrderUpdate) -> None:
    if update.quantity is not None:
        quantity = encode_quantity(update.quantity)
        G.add(verb, assumptions.REFUND_QUANTITY, quantity)
    shipping = "true" if update.refund_shipping else "false"
    G.add(verb, assumptions.REFUND_SHIPPING, shipping)
    if update.amount is not None:
        G.add(verb, assumptions.REFUND_AMOUNT, encode_amount(update.amount))


def decode_updates(body: etree._Element) -> list[OrderUpdate]:
    """Return the decisions of an update request (a stored payload).

    :raises UnreadableData: code ``update_value``
    """
    try:
        return [_decode_update(each) for each in body if local_name(each) in _KINDS]
    except ValueError as error:
        raise unreadable(f"update: {error}", "update_value", _SERVICE) from None


def _decode_update(verb: etree._Element) -> OrderUpdate:
    shipped_at = text_of(verb, "shipDate")
    quantity = text_of(verb, assumptions.REFUND_QUANTITY)
    amount = text_of(verb, assumptions.REFUND_AMOUNT)
    return OrderUpdate(
        kind=_KINDS[local_name(verb)],
        line_id=verb.get("OrderLineID", ""),
        shipped_at=decode_moment(shipped_at, assumptions.ZONE) if shipped_at else None,
        tracking_number=text_of(verb, assumptions.TRACKING_NUMBER),
        carrier=text_of(verb, assumptions.CARRIER),
        tracking_url=text_of(verb, assumptions.TRACKING_URL),
        quantity=decode_quantity(quantity) if quantity else None,
        refund_shipping=text_of(verb, assumptions.REFUND_SHIPPING) == "true",
        amount=decode_amount(amount) if amount else None,
    )


def encode_results(results: Iterable[UpdateResult]) -> etree._Element:
    """Return the answer that says ``results``; reversing :func:`decode_results`."""
    words = {accepted: word for word, accepted in assumptions.RESULT_WORDS.items()}
    answer = etree.Element(
        f"{{{ORDER_NAMESPACE}}}UpdateResponse", nsmap={"ns": ORDER_NAMESPACE}
    )
    for result in results:
        if result.accepted is None:
            continue
        element = etree.SubElement(
            answer,
            assumptions.LINE_RESULT,
            {"OrderLineID": result.line_id, "Status": words[result.accepted]},
        )
        if result.message:
            message = etree.SubElement(element, assumptions.RESULT_MESSAGE)
            message.text = result.message
    return answer


def decode_results(
    root: etree._Element, updates: Sequence[OrderUpdate]
) -> list[UpdateResult]:
    """Return one result for each update, in the same order.

    Several verbs about one line take that line's results one after the other. A
    verb that the answer does not speak of, or with a word we do not know, has
    ``accepted=None``: it must be queried, never told again.
    """
    told: dict[str, list[UpdateResult]] = {}
    for element in root.iter():
        if local_name(element) == assumptions.LINE_RESULT:
            result = _decode_result(element)
            told.setdefault(result.line_id, []).append(result)
    results = []
    for update in updates:
        waiting = told.get(update.line_id)
        results.append(
            waiting.pop(0) if waiting else UpdateResult(update.line_id, None)
        )
    return results


def _decode_result(element: etree._Element) -> UpdateResult:
    word = element.get("Status", "").strip().upper()
    return UpdateResult(
        line_id=element.get("OrderLineID", "").strip(),
        accepted=assumptions.RESULT_WORDS.get(word),
        message=clean_text(text_of(element, assumptions.RESULT_MESSAGE)),
    )


def _refused(message: str, code: str) -> RefusedData:
    return RefusedData(message, code=code, service=_SERVICE)
