# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Order updates: decisions out, results in. Source: protocol P-90 to P-95."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from ...errors import RefusedData
from ...records import Decision, DecisionKind, LineDecision, LineResult, Shipment
from ...values import (
    clean_text,
    encode_amount,
    encode_minute,
    encode_quantity,
    xml_text,
)
from . import assumptions
from .envelope import has_element
from .faults import unclear
from .order_of_elements import ORDER_NAMESPACE, local_name
from .order_of_elements import ORDER_REQUESTS as G
from .parsing import text_of

_SERVICE = "orders"
VERBS = {
    DecisionKind.ACCEPT: "accept",
    DecisionKind.REFUSE: "refuse",
    DecisionKind.OUT_OF_STOCK: "outOfStock",
    DecisionKind.SHIP: "ship",
    DecisionKind.REFUND: "refunding",
}
_WEB_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


def encode_updates(decisions: Sequence[Decision], token: str) -> etree._Element:
    """Return the body of an update request: one verb for each line decided about.

    :param token: the update token
    :raises RefusedData: when a decision misses what its verb needs; codes
        ``no_line``, ``no_ship_date``, ``tracking_too_long``, ``tracking_url``,
        ``update_value``
    """
    body = etree.Element(
        f"{{{ORDER_NAMESPACE}}}UpdateRequest", nsmap={"ns": ORDER_NAMESPACE}
    )
    etree.SubElement(body, "apikey").text = xml_text(token)
    for decision in decisions:
        for line in decision.lines:
            body.append(_verb(line, decision.shipment or Shipment()))
    return body


def _verb(line: LineDecision, shipment: Shipment) -> etree._Element:
    if not line.line_id:
        raise _refused("a decision about no line", "no_line")
    verb = etree.Element(VERBS[line.kind], {"OrderLineID": xml_text(line.line_id)})
    try:
        if line.kind is DecisionKind.SHIP:
            _add_shipping(verb, shipment)
        elif line.kind is DecisionKind.REFUND:
            _add_refund(verb, line)
    except ValueError as error:
        raise _refused(f"line {line.line_id!r}: {error}", "update_value") from None
    return verb


def _add_shipping(verb: etree._Element, shipment: Shipment) -> None:
    if shipment.shipped_at is None:
        raise _refused("a shipment without its date", "no_ship_date")
    if len(shipment.tracking_number) > assumptions.TRACKING_LIMIT:
        raise _refused("tracking number too long", "tracking_too_long")
    if shipment.tracking_url and not _WEB_ADDRESS.fullmatch(shipment.tracking_url):
        raise _refused("tracking address is not a web address", "tracking_url")
    G.add(verb, "shipDate", encode_minute(shipment.shipped_at, assumptions.ZONE))
    for name, text in (
        (assumptions.TRACKING_NUMBER, shipment.tracking_number),
        (assumptions.CARRIER, shipment.carrier),
        (assumptions.TRACKING_URL, shipment.tracking_url),
    ):
        if text:
            G.add(verb, name, text)


def _add_refund(verb: etree._Element, line: LineDecision) -> None:
    if line.quantity is not None:
        quantity = encode_quantity(line.quantity)
        G.add(verb, assumptions.REFUND_QUANTITY, quantity)
    shipping = "true" if line.refund_shipping else "false"
    G.add(verb, assumptions.REFUND_SHIPPING, shipping)
    if line.amount is not None:
        G.add(verb, assumptions.REFUND_AMOUNT, encode_amount(line.amount))


def decode_results(
    root: etree._Element, lines: Sequence[LineDecision]
) -> list[LineResult]:
    """Return one result for each line decided about, in the same order.

    Several verbs about one line take that line's results one after the other. A
    verb that the answer does not mention, or with a word we do not know, has
    ``accepted=None``: the line's status must be read before it is sent again.

    :raises UnknownOutcome: when the answer mentions none of them, or, where there was
        none, is not to an update (protocol P-95)
    """
    waiting: dict[str, list[LineResult]] = {}
    for element in root.iter():
        if local_name(element) == assumptions.LINE_RESULT:
            result = _decode_result(element)
            waiting.setdefault(result.line_id, []).append(result)
    results = []
    for line in lines:
        found = waiting.get(line.line_id)
        results.append(found.pop(0) if found else LineResult(line.line_id, None))
    silent = all(result.accepted is None for result in results)
    if silent and (lines or not has_element(root, "update")):
        raise unclear("the answer mentions nothing of what was sent", _SERVICE)
    return results


def _decode_result(element: etree._Element) -> LineResult:
    word = element.get("Status", "").strip().upper()
    return LineResult(
        line_id=element.get("OrderLineID", "").strip(),
        accepted=assumptions.RESULT_WORDS.get(word),
        message=clean_text(text_of(element, assumptions.RESULT_MESSAGE)),
    )


def _refused(message: str, code: str) -> RefusedData:
    return RefusedData(message, code=code, service=_SERVICE)
