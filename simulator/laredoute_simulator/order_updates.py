# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The verbs by which a seller updates order lines, and the refund chain they start."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from .durations import (
    REFUND_APPROVAL,
    REFUND_PAYMENT,
    REFUND_REASONS,
    REFUND_REQUESTED,
    TRACKING_LENGTH,
)
from .orders import PAYOUT, OrderDesk
from .records import IN_REFUND, Line, Order
from .schedule import Schedule
from .world import World

_logger = logging.getLogger(__name__)
_URL = re.compile(r"https?://[^\s/]+\S*$")

REFUND = "refund step"
REFUND_STEPS = {"Torefund": "Toapprove", "Toapprove": "Refunding"}
REFUND_REFUSED = "Refund refused"

# verb: (statuses it is allowed at, status it leads to)
VERBS: dict[str, tuple[tuple[str, ...], str]] = {
    "accept": (("Created",), "Accepted"),
    "refuse": (("Created",), "Refused"),
    "outOfStock": (("Toship",), "Outofstock"),
    "ship": (("Toship",), "Shipped"),
    "refunding": (("Toship", "Shipped", REFUND_REFUSED), "Torefund"),
}


@dataclass
class Verb:
    """One verb of an update; ``fields`` holds its children's texts."""

    name: str
    line_id: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass
class LineResult:
    """``message`` is empty when the verb was carried out."""

    line_id: str
    message: str


class UpdateDesk:
    def __init__(self, world: World, schedule: Schedule, orders: OrderDesk) -> None:
        self._world = world
        self._schedule = schedule
        self._orders = orders
        schedule.on(REFUND, self._refund_step)

    def update(self, vendor_id: str, verbs: list[Verb]) -> list[LineResult]:
        """Carry out what the lines' statuses allow; refuse the rest verb by verb."""
        results: list[LineResult] = []
        at = self._world.clock.now()
        # what one request says of the lines of an order is one refund
        together = {verb.line_id for verb in verbs if verb.name == "refunding"}
        with self._world.change():
            before = self._in_refund(together)
            for verb in verbs:
                message = self._apply(vendor_id, verb, at, before)
                results.append(LineResult(verb.line_id, message))
        return results

    def _in_refund(self, line_ids: set[str]) -> set[str]:
        """Return the numbers of these lines' orders that have a refund in progress."""
        orders = [self._orders.find_line(line_id)[0] for line_id in line_ids]
        return {
            order.order_id
            for order in orders
            if order and any(line.status in IN_REFUND for line in order.lines)
        }

    def _apply(self, vendor_id: str, verb: Verb, at: float, before: set[str]) -> str:
        order, line = self._orders.find_line(verb.line_id)
        if order is None or line is None or not order.visible:
            return f"Order line can't be found: {verb.line_id}"
        if order.vendor_id != vendor_id:
            return f"Order line can't be found: {verb.line_id}"
        message = _refusal(order, line, verb, before) or line.refusals.pop(
            verb.name, ""
        )
        counts = line.audit.setdefault(verb.name, {"effect": 0, "refused": 0})
        counts["refused" if message else "effect"] += 1
        if not message:
            self._carry_out(order, line, verb, at)
        self._world.orders.put(order)
        return message

    def refuse_next(self, order: Order, line: Line, verb: str, words: str) -> None:
        """Refuse the next verb of a name about a line, though its status allows it.

        :raises ValueError: an unknown verb, or no words
        """
        if verb not in VERBS:
            raise ValueError(f"the verb is one of: {', '.join(VERBS)}")
        if not words:
            raise ValueError("a refusal has words")
        line.refusals[verb] = words
        self._world.orders.put(order)

    def _carry_out(self, order: Order, line: Line, verb: Verb, at: float) -> None:
        if verb.name == "refunding":
            self._begin_refund(order, line, verb.fields, at)
            return
        self._orders.set_status(order, line, VERBS[verb.name][1])
        if verb.name == "accept":
            self._orders.accepted(line, at)
        elif verb.name == "ship":
            line.tracking_number = verb.fields["trackingNumber"]
            line.carrier = verb.fields["carrier"]
            line.tracking_url = verb.fields["trackingUrl"]
            self._orders.shipped(order, line, at)

    # ---------------------------------------------------------------- refunds
    def _begin_refund(
        self, order: Order, line: Line, fields: dict[str, str], at: float
    ) -> None:
        # one that was refused before leaves the line where it was before that
        if line.status != REFUND_REFUSED:
            line.before_refund = line.status
        elif line.refund:
            line.refund_refusal = ""
        # of what was refunded before the buyer keeps the money
        line.refunded_before = str(refunded(line))
        line.refund = dict(fields)
        self._orders.set_status(order, line, "Torefund")
        if _asks_too_much(line):
            line.refund_refusal = "amount above the order"
        self._schedule.cancel(PAYOUT, line.line_id)
        self._schedule.add(REFUND, line.line_id, at + REFUND_REQUESTED)

    def begin_refund(self, order: Order, line: Line, fields: dict[str, str]) -> None:
        """La Redoute refunds a line by itself, whatever its status."""
        with self._world.change():
            self._begin_refund(order, line, fields, self._world.clock.now())
            self._world.orders.put(order)

    def drop_refund(self, order: Order, line: Line) -> str:
        """Forget the refund in progress of a line, as for a newer request.

        :raises ValueError: none is in progress
        :return: the line's status, which is that of before
        """
        if line.status not in IN_REFUND:
            raise ValueError(f"no refund of {line.line_id} is in progress")
        with self._world.change():
            self._schedule.cancel(REFUND, line.line_id)
            line.refund = {}
            self._orders.set_status(order, line, line.before_refund or "Shipped")
            if line.status == "Shipped" and line.shipped_virtual is not None:
                self._orders.shipped(order, line, line.shipped_virtual)
            self._world.orders.put(order)
        return line.status

    def _refund_step(self, line_id: str, at: float) -> None:
        with self._world.change():
            order, line = self._orders.find_line(line_id)
            if order is None or line is None or line.status not in IN_REFUND:
                return
            if line.status == "Toapprove" and line.refund_refusal:
                self._orders.set_status(order, line, REFUND_REFUSED)
                return
            following = REFUND_STEPS.get(line.status, "Refunded")
            self._orders.set_status(order, line, following)
            if following == "Refunded":
                self._book_refund(line, at)
            if following == "Toapprove":
                self._schedule.add(REFUND, line_id, at + REFUND_APPROVAL)
            elif following == "Refunding":
                self._schedule.add(REFUND, line_id, at + REFUND_PAYMENT)

    def _book_refund(self, line: Line, at: float) -> None:
        try:
            self._orders.ledger.refunded(line, refunded(line), at)
        except InvalidOperation:
            # its price is no amount, on demand
            _logger.warning("a refund of order line %s has no amount", line.line_id)

    def refuse_refund(self, line_id: str, reason: str) -> str:
        """Refuse the refund in progress of a line, or else the next request.

        :raises ValueError: an unknown reason or line
        :return: the line's status
        """
        if reason not in REFUND_REASONS:
            raise ValueError(f"the reason is one of: {', '.join(REFUND_REASONS)}")
        with self._world.change():
            order, line = self._orders.find_line(line_id)
            if order is None or line is None:
                raise ValueError(f"no such order line: {line_id}")
            line.refund_refusal = reason
            if line.status in IN_REFUND:
                self._schedule.cancel(REFUND, line_id)
                self._orders.set_status(order, line, REFUND_REFUSED)
            self._world.orders.put(order)
            return line.status


def _refusal(order: Order, line: Line, verb: Verb, in_refund: set[str]) -> str:
    """Say why a verb is refused; an empty text when it is not.

    :param in_refund: numbers of orders of which a refund was in progress before
    """
    allowed, _status = VERBS[verb.name]
    if line.status not in allowed:
        return f"{verb.name} is not allowed at status {line.status}"
    if verb.name == "ship":
        return _ship_refusal(verb.fields)
    if verb.name == "refunding":
        if order.order_id in in_refund:
            return "A refund of this order is already in progress"
        return _refund_refusal(line, verb.fields)
    return ""


def _ship_refusal(fields: dict[str, str]) -> str:
    """Number, carrier and address of the tracking are all required by La Redoute."""
    for name in ("trackingNumber", "carrier", "trackingUrl"):
        if not fields.get(name, "").strip():
            return f"{name} is required"
    if len(fields["trackingNumber"]) > TRACKING_LENGTH:
        return f"trackingNumber is longer than {TRACKING_LENGTH} characters"
    if not _URL.match(fields["trackingUrl"]):
        return "trackingUrl must begin with http:// or https://"
    return ""


def _refund_refusal(line: Line, fields: dict[str, str]) -> str:
    quantity = Decimal(fields.get("quantity") or line.quantity)
    if quantity != int(quantity) or not 1 <= quantity <= line.quantity:
        return f"quantity is not 1 to {line.quantity}"
    if "amount" in fields and Decimal(fields["amount"]) <= 0:
        return "amount must be above 0"
    return ""


def _asks_too_much(line: Line) -> bool:
    """Such a refund is taken, and refused when it is looked at (a known reason)."""
    return Decimal(line.refund.get("amount", "0")) > Decimal(line.price) * line.quantity


def refunded(line: Line) -> Decimal:
    """Return what the buyer has back of a line, in euros, its delivery fee included."""
    before = Decimal(line.refunded_before)
    if line.status != "Refunded" or (before and not line.refund):
        return before
    fields = line.refund
    quantity = Decimal(fields.get("quantity") or line.quantity)
    goods = Decimal(fields.get("amount") or Decimal(line.price) * quantity)
    fee = fields.get("refundShipping") == "true"
    return before + goods + (Decimal(line.delivery_fee) if fee else 0)
