# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a person or a test may do to the pretend platform.

The public methods are the control API: each is served under its own name, with its
arguments as JSON, and mirrored by ``control.ControlClient``.
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import asdict, fields
from decimal import Decimal, InvalidOperation
from typing import Any

from .account import SFTP_LOCKS, TOKEN_SERVICES
from .clock import DAY, HOUR, MINUTE, wall_now
from .faults import FAULTS
from .files import clean
from .orders import Circumstances, Wish
from .orders_service import STATUSES
from .platform import Platform
from .records import Address, Competitor, Line, Order, StoredFile
from .status import clock_status, event_status, full_status

Json = dict[str, Any]
_CHANGES = {"ean", "quantity_text", "price", "delivery_fee"}


class Controls:
    """See the module. A wrong argument raises ``ValueError``."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._world = platform.world
        self._schedule = platform.schedule

    # Looking

    def status(self) -> Json:
        """Everything at a glance; holds no secret and no buyer."""
        return full_status(self._platform)

    def faults(self) -> Json:
        """Return the faults there are, and those that are armed."""
        armed = [asdict(fault) for fault in self._platform.faults.armed()]
        return {"known": FAULTS, "armed": armed}

    def order(self, order_id: str) -> Json:
        """Return one order whole, with its audit."""
        order = self._world.orders.get(order_id)
        if order is None:
            raise ValueError(f"no such order: {order_id}")
        return asdict(order)

    def item(self, ean: str) -> Json:
        """Return an item by its EAN, its offer and whether it is live."""
        for item in self._world.items:
            if item.ean == ean:
                offer = self._world.offers.get(f"{item.vendor_id}/{ean}")
                live = self._platform.offers.live_offer(item) is not None
                shown = None if offer is None else asdict(offer)
                return {**asdict(item), "offer": shown, "live": live}
        raise ValueError(f"no such item: {ean}")

    # Orders

    def place_order(self, lines: list[Json], **how: Any) -> Json:
        """Place an order.

        :param lines: each ``ean``, ``quantity``, ``price`` and, unless it is free,
            ``delivery_fee`` (euros, as text); the EAN need not exist
        :param how: ``relay``, ``payment_fails``, ``fraud`` (it never becomes Created),
            ``checked`` (the fraud check is over at once), ``billing`` (texts that
            replace those of the buyer: title, name, street...), ``vendor``
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

        :param texts: of ``quantity_text``, ``price``, ``delivery_fee`` and ``ean``
        """
        unknown = sorted(set(texts) - _CHANGES)
        if unknown:
            raise ValueError(f"no texts of a line: {', '.join(unknown)}")
        with self._world.change():
            order, line = self._find_line(line_id)
            self._platform.orders.change(order, line, texts)

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
        unknown = sorted(set(address) - {one.name for one in fields(Address)})
        if unknown:
            raise ValueError(f"no texts of an address: {', '.join(unknown)}")
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

    def refuse_refund(self, line_id: str, reason: str = "expired card") -> str:
        """Refuse a line's refund, in progress or to come; return the line's status."""
        return self._platform.updates.refuse_refund(line_id, reason)

    def pay_out(self) -> list[str]:
        """Pay all shipped lines now; return them."""
        return self._platform.orders.pay_out_now()

    # Time

    def clock(self) -> Json:
        """Return the virtual time, its speed and the events to come."""
        return clock_status(self._platform)

    def speed(self, factor: float) -> None:
        """Let the virtual clock run ``factor`` times real time; 0 stops it."""
        self._world.clock.set_speed(float(factor))

    def step(
        self,
        seconds: float = 0,
        minutes: float = 0,
        hours: float = 0,
        days: float = 0,
    ) -> list[Json]:
        """Jump ahead; return what fell due on the way."""
        total = seconds + minutes * MINUTE + hours * HOUR + days * DAY
        return [event_status(event) for event in self._schedule.step(total)]

    def next(self, kind: str | None = None) -> list[Json]:
        """Jump to the next due event (of a kind); return what was run."""
        return [event_status(event) for event in self._schedule.next(kind)]

    # Bad days

    def inject(
        self, fault: str, count: int = 1, service: str = "any", **options: float
    ) -> Json:
        """Arm a fault for the next ``count`` calls; see ``faults``."""
        armed = self._platform.faults.inject(fault, int(count), service, options)
        return asdict(armed)

    def clear_faults(self) -> int:
        """Disarm all faults and write reports held back; return how many of these."""
        self._platform.faults.clear()
        return self._platform.reports.release()

    def expire_token(self, service: str, vendor: str | None = None) -> None:
        """Let a token expire until it is replaced."""
        account = self._world.account(vendor)
        _require(service, TOKEN_SERVICES)
        account.expired_services.append(service)

    def replace_token(
        self, service: str, token: str | None = None, vendor: str | None = None
    ) -> str:
        """Give out a new token, which is returned; it ends with the process."""
        account = self._world.account(vendor)
        _require(service, TOKEN_SERVICES)
        account.tokens[service] = token or secrets.token_urlsafe(16)
        account.expired_services = [s for s in account.expired_services if s != service]
        return account.tokens[service]

    def set_right(self, service: str, allowed: bool, vendor: str | None = None) -> None:
        """Give or take the right to use a token (403 without it)."""
        account = self._world.account(vendor)
        _require(service, TOKEN_SERVICES)
        others = [s for s in account.services_without_right if s != service]
        account.services_without_right = others if allowed else [*others, service]

    def lock_sftp(self, lock: str, vendor: str | None = None) -> None:
        """``none``, ``archive`` (no access to the archive) or ``all``."""
        _require(lock, SFTP_LOCKS)
        self._world.account(vendor).sftp_lock = lock

    def change_host_key(self) -> str:
        """Change the SFTP host key for good; return the new public line."""
        return self._platform.renew_host_key()

    # Reports

    def competitor(
        self, ean: str, price: str, delivery_fee: str = "0.00", sellers: int = 2
    ) -> None:
        """Let others sell an EAN at a price, for the open listing report."""
        best = Competitor(ean, str(_money(price)), str(_money(delivery_fee)), sellers)
        with self._world.change():
            self._world.competitors.put(best)

    def write_open_listing(self, vendor: str | None = None) -> str:
        """Write the open listing report now, empty when nothing is on sale."""
        vendor_id = self._world.account(vendor).vendor_id
        return self._platform.open_listing.write(vendor_id)

    def put_file(
        self,
        path: str,
        content: str,
        encoding: str = "utf-8",
        vendor: str | None = None,
    ) -> None:
        """Put any file into the SFTP home, as it is.

        :param encoding: that of the text, or ``base64`` for bytes
        """
        raw = encoding == "base64"
        data = base64.b64decode(content) if raw else content.encode(encoding)
        vendor_id = self._world.account(vendor).vendor_id
        with self._world.change():
            self._world.files.put(StoredFile(vendor_id, clean(path), data, wall_now()))

    def reset(self) -> None:
        """Forget items, offers, orders, files, events and faults."""
        self._platform.faults.clear()
        self._platform.reports.forget()
        self._world.reset()
        self._platform.open_listing.plan()


def _wish(line: Json) -> Wish:
    known = {one.name for one in fields(Wish)}
    if not set(line) <= known:
        raise ValueError(f"a line has {', '.join(sorted(known))}")
    try:
        return Wish(
            str(line["ean"]),
            int(line.get("quantity", 1)),
            _money(line["price"]),
            _money(line.get("delivery_fee", "0.00")),
        )
    except KeyError as error:
        raise ValueError(f"a line needs {error}") from None


def _money(value: object) -> Decimal:
    try:
        return Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise ValueError(f"not an amount: {value}") from None


def _require(value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise ValueError(f"{value} is not one of {', '.join(known)}")
