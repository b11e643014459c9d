# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a person or a test may do to orders: part of the control API."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Any

from .orders import Circumstances, Wish
from .orders_service import STATUSES
from .platform import Platform
from .records import Address, Line, Order

Json = dict[str, Any]
_LINE_TEXTS = {"ean", "quantity_text", "price", "delivery_fee", "status_text"}
_ORDER_TEXTS = {"number_text", "date_text"}


class OrderControls:
    """See ``controls.Controls``. A wrong argument raises ``ValueError``."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._world = platform.world

    def place_order(self, lines: list[Json], **how: Any) -> Json:
        """Place an order.

        :param lines: each ``ean``, ``quantity``, ``price`` and, unless it is free,
            ``delivery_fee`` (euros, as text); the EAN need not exist
        :param how: ``relay``, ``delivery_mode`` and ``delivery_type`` (words of its own
            in place of Home or Relais, and Regular), ``payment_fails``, ``fraud`` (it
            never becomes Created), ``checked`` (the fraud check is over at once),
            ``billing`` (texts that replace those of the buyer: title, name, street...),
            ``vendor``
        """
        vendor = self._world.account(how.pop("vendor", None)).vendor_id
        unknown = sorted(set(how) - {one.name for one in fields(Circumstances)})
        if unknown:
            raise ValueError(f"unknown circumstances: {', '.join(unknown)}")
        wishes = [_wish(line) for line in lines]
        if not wishes:
            raise ValueError("an order has at least one line")
        now = self._world.clock.now()
        order = self._platform.orders.place(vendor, wishes, Circumstances(**how), now)
        lines_placed = [line.line_id for line in order.lines]
        return {"order_id": order.order_id, "line_ids": lines_placed}

    def place_random(self, count: int = 1, lines_max: int = 3) -> list[str]:
        """Place orders for items that are live; return their numbers."""
        now = self._world.clock.now()
        placed = self._platform.orders.place_random(int(count), now, int(lines_max))
        return [order.order_id for order in placed]

    def auto_place(self, per_hour: float) -> None:
        """Place so many orders per virtual hour among live items; 0 ends it."""
        if not 0 <= per_hour <= 3600:
            raise ValueError("0 to 3600 orders per virtual hour")
        self._platform.orders.auto_place(float(per_hour))

    def set_status(self, line_id: str, status: str) -> None:
        """Give a line any status word, also one the protocol does not know."""
        with self._world.change():
            order, line = self._find_line(line_id)
            line.address_known |= status in STATUSES[3:]
            order.visible = True
            self._platform.orders.set_status(order, line, status)

    def change_line(self, line_id: str, **texts: str) -> None:
        """Say something else of a line, whatever it is.

        :param texts: of ``quantity_text``, ``price``, ``delivery_fee``, ``ean`` and
            ``status_text``: the word that is written instead of its status (empty:
            none), until the status changes
        """
        _only(texts, _LINE_TEXTS, "a line")
        with self._world.change():
            order, line = self._find_line(line_id)
            self._platform.orders.change(order, line, texts)

    def change_order(self, order_id: str, **texts: str) -> None:
        """Write something else of an order, whatever it is.

        :param texts: of ``number_text`` and ``date_text``, written instead of its
            number and its date; empty: itself again
        """
        _only(texts, _ORDER_TEXTS, "an order")
        with self._world.change():
            self._platform.orders.change_order(self._find_order(order_id), texts)

    def add_line(self, order_id: str, line: Json) -> str:
        """Add a line to an order; return its number."""
        wish = _wish(line)
        with self._world.change():
            order = self._find_order(order_id)
            return self._platform.orders.add_line(order, wish).line_id

    def redirect(self, order_id: str, line_id: str = "", **address: str) -> None:
        """Have the parcels of an order, or of one of its lines, go elsewhere.

        :param address: texts that replace those of the address: name, street, city...
        """
        _only(address, {one.name for one in fields(Address)}, "an address")
        with self._world.change():
            order = self._find_order(order_id)
            line = self._find_line(line_id)[1] if line_id else None
            self._platform.orders.redirect(order, line, address)

    def _find_order(self, order_id: str) -> Order:
        order = self._world.orders.get(order_id)
        if order is None:
            raise ValueError(f"no such order: {order_id}")
        return order

    def _find_line(self, line_id: str) -> tuple[Order, Line]:
        order, line = self._platform.orders.find_line(line_id)
        if order is None or line is None:
            raise ValueError(f"no such order line: {line_id}")
        return order, line

    def refuse_decision(
        self, line_id: str, verb: str, words: str = "The order line is locked"
    ) -> None:
        """Refuse the next decision of a kind about a line, though its status allows it.

        :param verb: ``accept``, ``refuse``, ``outOfStock``, ``ship`` or ``refunding``
        :param words: La Redoute's own
        """
        with self._world.change():
            order, line = self._find_line(line_id)
            self._platform.updates.refuse_next(order, line, verb, words)

    def refuse_refund(self, line_id: str, reason: str = "expired card") -> str:
        """Refuse a line's refund, in progress or to come; return the line's status."""
        return self._platform.updates.refuse_refund(line_id, reason)

    def begin_refund(
        self, line_id: str, quantity: str = "", amount: str = "", shipping: bool = True
    ) -> str:
        """Have La Redoute refund a line by itself; return the line's status.

        :param quantity: pieces; empty: all of the line
        :param amount: euros, of a part of the price; empty: the price of the quantity
        :param shipping: whether the delivery fee is refunded, too
        """
        fields = {"quantity": quantity, "amount": amount and str(money(amount))}
        given = {name: text for name, text in fields.items() if text}
        order, line = self._find_line(line_id)
        given["refundShipping"] = "true" if shipping else "false"
        self._platform.updates.begin_refund(order, line, given)
        return line.status

    def drop_refund(self, line_id: str) -> str:
        """Forget a line's refund in progress; return the line's status."""
        return self._platform.updates.drop_refund(*self._find_line(line_id))

    def pay_out(self) -> list[str]:
        """Pay all shipped lines now; return them."""
        return self._platform.orders.pay_out_now()


def _only(texts: dict[str, str], known: set[str], what: str) -> None:
    unknown = sorted(set(texts) - known)
    if unknown:
        raise ValueError(f"no texts of {what}: {', '.join(unknown)}")


def _wish(line: Json) -> Wish:
    known = {one.name for one in fields(Wish)}
    if not set(line) <= known:
        raise ValueError(f"a line has {', '.join(sorted(known))}")
    try:
        return Wish(
            str(line["ean"]),
            int(line.get("quantity", 1)),
            money(line["price"]),
            money(line.get("delivery_fee", "0.00")),
        )
    except KeyError as error:
        raise ValueError(f"a line needs {error}") from None


def money(value: object) -> Decimal:
    """Return an amount in cents of a text or a number.

    :raises ValueError: it is none
    """
    try:
        return Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise ValueError(f"not an amount: {value}") from None
