# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The orders service: reading by status, updating by verbs (protocol P-70, P-90)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone

from lxml import etree

from . import soap
from .order_updates import UpdateDesk, Verb
from .orders_xml import order_element
from .records import Order
from .request import Request
from .services import Service
from .world import World

ORDERS = "http://RedouteFrance/seller/order/1.2"
READ = "NewOrdersService.RetrieveByStatusRequest"
UPDATE = "NewOrdersService.UpdateRequest"
_BODIES = {READ: "RetrieveByStatusRequest", UPDATE: "UpdateRequest"}
STATUSES = (
    "Created",
    "Accepted",
    "Refused",
    "Toship",
    "Outofstock",
    "Shipped",
    "Cancelled",
    "Paid",
    "Torefund",
    "Toapprove",
    "Refunding",
    "Refunded",
    "Refund refused",
)


class OrdersService(Service):
    def __init__(self, world: World, updates: UpdateDesk) -> None:
        self._world = world
        self._updates = updates

    def name(self, action: str) -> str:
        return "orders_update" if action == UPDATE else "orders_read"

    def handle(self, request: Request) -> soap.Answer:
        action = request.require_action(READ, UPDATE)
        children = request.plain(self.version)
        wanted = f"{{{ORDERS}}}{_BODIES[action]}"
        if [child.tag for child in children] != [wanted]:
            raise soap.Refusal(f"the body of {action} holds one {wanted}")
        body = soap.checked(children[0], "orders_body")
        request.check_token(self.name(action), body.findtext("apikey") or "")
        if action == READ:
            return self._read(request.account.vendor_id, body)
        return self._update(request.account.vendor_id, body)

    def _read(self, vendor_id: str, body: etree._Element) -> soap.Answer:
        words = [_plain(one.text or "") for one in body.iterfind("Statuses/Status")]
        known = {_plain(word) for word in STATUSES}
        low = _moment(body.findtext("Statuses/Period/minDate") or "")
        high = _moment(body.findtext("Statuses/Period/maxDate") or "")
        unknown = sorted(set(words) - known)
        if unknown:
            return self._inject_fault(f"unknown status: {', '.join(unknown)}")
        if low > high:
            return self._inject_fault("minDate is after maxDate")
        answer = etree.Element(
            f"{{{ORDERS}}}RetrieveByStatusResponse", nsmap={"ord": ORDERS}
        )
        holder = etree.SubElement(answer, "Orders")
        with self._world.lock:
            for order in self._matching(vendor_id, set(words), (low, high)):
                holder.append(order_element(order))
        return soap.envelope(self.version, answer)

    def _matching(
        self, vendor_id: str, words: set[str], period: tuple[int, int]
    ) -> Iterator[Order]:
        """Yield orders of which one line has such a status since such a date.

        Assumed (A): the whole order is answered, not only the lines that match.
        """
        low, high = period
        for order in self._world.orders:
            if order.vendor_id != vendor_id or not order.visible:
                continue
            for line in order.lines:
                # To the second on both sides, both ends included.
                if (
                    _plain(line.status) in words
                    and low <= int(line.changed_wall) <= high
                ):
                    yield order
                    break

    def _inject_fault(self, message: str) -> soap.Answer:
        answer = etree.Element(f"{{{ORDERS}}}InjectFault", nsmap={"ord": ORDERS})
        etree.SubElement(answer, "Message").text = message
        return soap.envelope(self.version, answer)

    def _update(self, vendor_id: str, body: etree._Element) -> soap.Answer:
        verbs = [_verb(child) for child in list(body)[1:] if isinstance(child.tag, str)]
        answer = etree.Element(f"{{{ORDERS}}}UpdateResponse", nsmap={"ord": ORDERS})
        for result in self._updates.update(vendor_id, verbs):
            status = "KO" if result.message else "OK"
            element = etree.SubElement(
                answer, "LineResult", OrderLineID=result.line_id, Status=status
            )
            if result.message:
                etree.SubElement(element, "Message").text = result.message
        return soap.envelope(self.version, answer)


def _plain(word: str) -> str:
    return word.lower().replace(" ", "").replace("_", "")


def _moment(text: str) -> int:
    """Read a date of the wire; assumed (A) to be UTC."""
    day = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S")
    return int(day.replace(tzinfo=timezone.utc).timestamp())


def _verb(element: etree._Element) -> Verb:
    fields = {str(c.tag): (c.text or "").strip() for c in element}
    return Verb(str(element.tag), element.get("OrderLineID", ""), fields)
