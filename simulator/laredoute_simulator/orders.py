# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders: how they are placed, and what falls due on them."""

from __future__ import annotations

import logging
import random
from dataclasses import dataclass, replace
from decimal import Decimal

from .clock import as_datetime, wall_now
from .durations import ANSWER_DEADLINE, FRAUD_CHECK, PAYMENT_CHECK, PAYOUT_WAIT
from .ledger import Ledger
from .offers import OfferDesk
from .payout_sums import payout_day
from .people import People
from .records import Address, Line, Order
from .schedule import Schedule
from .world import World

_logger = logging.getLogger(__name__)

FRAUD = "fraud check"
DEADLINE = "answer deadline"
PAYMENT = "payment check"
PAYOUT = "payout"
AUTO_ORDER = "automatic order"


@dataclass
class Wish:
    """What a buyer orders of one EAN; ``price`` and ``delivery_fee`` in euros."""

    ean: str
    quantity: int
    price: Decimal
    delivery_fee: Decimal = Decimal("0.00")


@dataclass
class Circumstances:
    """How an order comes about; see the control API."""

    relay: bool = False
    delivery_mode: str = ""
    delivery_type: str = "Regular"
    payment_fails: bool = False
    fraud: bool = False
    checked: bool = False
    billing: dict[str, str] | None = None


class OrderDesk:
    def __init__(self, world: World, schedule: Schedule, offers: OfferDesk) -> None:
        self._world = world
        self._schedule = schedule
        self._offers = offers
        self.ledger = Ledger(world, schedule)
        schedule.on(FRAUD, self._fraud_checked)
        schedule.on(DEADLINE, self._deadline_passed)
        schedule.on(PAYMENT, self._payment_checked)
        schedule.on(PAYOUT, self._paid_out)
        schedule.on(AUTO_ORDER, self._auto_order)

    def place(
        self, vendor_id: str, wishes: list[Wish], how: Circumstances, at: float
    ) -> Order:
        """Place an order; the seller sees it once the fraud check has passed.

        :param at: the virtual moment it is placed
        """
        with self._world.change():
            order = self._make(vendor_id, wishes, how)
            self._world.orders.put(order)
            if how.checked and not how.fraud:
                self._fraud_checked(order.order_id, at)
            elif not how.fraud:
                self._schedule.add(FRAUD, order.order_id, at + FRAUD_CHECK)
        return order

    def _make(self, vendor_id: str, wishes: list[Wish], how: Circumstances) -> Order:
        number = self._world.number("order")
        people = People(number)
        now = wall_now()
        order_id = as_datetime(now).strftime("1-%Y.%j.") + f"{number:07d}"
        buyer = people.buyer()
        for name, value in (how.billing or {}).items():
            setattr(buyer, name, value)
        relay_id, delivery = people.relay() if how.relay else ("", buyer)
        digits = order_id.partition("-")[2].replace(".", "")
        return Order(
            order_id=order_id,
            vendor_id=vendor_id,
            ordered_wall=now,
            billing=buyer,
            delivery=Address(**vars(delivery)),
            phones=people.phones(),
            alias=f"mp+{digits}@web.redoute.fr",
            instruction=people.instruction(),
            relay_id=relay_id,
            delivery_mode=how.delivery_mode,
            delivery_type=how.delivery_type,
            payment_fails=how.payment_fails,
            fraud=how.fraud,
            visible=False,
            lines=[_line(order_id, i, w) for i, w in enumerate(wishes, start=1)],
        )

    def _fraud_checked(self, order_id: str, at: float) -> None:
        with self._world.change():
            order = self._world.orders.get(order_id)
            if order is None or order.fraud or order.visible:
                return
            order.visible = True
            for line in order.lines:
                self.set_status(order, line, "Created")
            self._schedule.add(DEADLINE, order_id, at + ANSWER_DEADLINE)

    def _deadline_passed(self, order_id: str, at: float) -> None:
        with self._world.change():
            order = self._world.orders.get(order_id)
            for line in order.lines if order is not None else []:
                if order is not None and line.status == "Created":
                    self.set_status(order, line, "Cancelled")

    def _payment_checked(self, line_id: str, at: float) -> None:
        with self._world.change():
            order, line = self.find_line(line_id)
            if order is None or line is None or line.status != "Accepted":
                return
            if order.payment_fails:
                self.set_status(order, line, "Cancelled")
                return
            line.address_known = True
            self.set_status(order, line, "Toship")

    def accepted(self, line: Line, at: float) -> None:
        self._schedule.add(PAYMENT, line.line_id, at + PAYMENT_CHECK)

    def shipped(self, order: Order, line: Line, at: float) -> None:
        """A line was shipped: it is owed, and paid on the day of a payout."""
        line.shipped_virtual = at
        due = payout_after(at)
        now = self._world.clock.now()
        if due < now:
            # its day passed while a refund of it was in progress
            due = payout_day(now)
        self._schedule.add(PAYOUT, line.line_id, due)
        self.ledger.shipped(order, line, at, due)

    def _paid_out(self, line_id: str, at: float) -> None:
        with self._world.change():
            order, line = self.find_line(line_id)
            if order is not None and line is not None and line.status == "Shipped":
                self.set_status(order, line, "Paid")

    def pay_out_now(self) -> list[str]:
        """Pay every shipped line at once, and all else that waits."""
        paid: list[str] = []
        now = self._world.clock.now()
        with self._world.change():
            for order in self._world.orders:
                for line in order.lines:
                    if line.status == "Shipped":
                        # one that a person set to Shipped was not owed before
                        shipped = line.shipped_virtual or now
                        self.ledger.shipped(order, line, shipped, now)
                        self._schedule.cancel(PAYOUT, line.line_id)
                        self._paid_out(line.line_id, 0.0)
                        paid.append(line.line_id)
            for account in self._world.accounts:
                self.ledger.pay_out(account.vendor_id, now, everything=True)
        return paid

    def set_status(self, order: Order, line: Line, status: str) -> None:
        """Change a line's status; the date of the change is wall-clock time."""
        line.status, line.status_text = status, None
        line.changed_wall = wall_now()
        line.history.append(status)
        _logger.info("order line %s is %s", line.line_id, status)
        if all(one.status != "Created" for one in order.lines):
            self._schedule.cancel(DEADLINE, order.order_id)
        self._world.orders.put(order)

    def change(self, order: Order, line: Line, texts: dict[str, str]) -> None:
        """La Redoute says something else of a line: any texts, also absurd ones.

        :param texts: of ``ean``, ``quantity_text``, ``price``, ``delivery_fee`` and
            ``status_text``
        """
        for name, text in texts.items():
            setattr(line, name, text)
        line.changed_wall = wall_now()
        self._world.orders.put(order)

    def change_order(self, order: Order, texts: dict[str, str]) -> None:
        """La Redoute writes another number or date of an order, also absurd ones.

        :param texts: of ``number_text`` and ``date_text``
        """
        for name, text in texts.items():
            setattr(order, name, text)
        for line in order.lines:
            line.changed_wall = wall_now()
        self._world.orders.put(order)

    def add_line(self, order: Order, wish: Wish) -> Line:
        """Add a line to an order that was placed already."""
        line = _line(order.order_id, len(order.lines) + 1, wish)
        order.lines.append(line)
        self.set_status(order, line, "Created")
        return line

    def redirect(self, order: Order, line: Line | None, texts: dict[str, str]) -> None:
        """The parcel goes elsewhere: of the whole order, or of one line."""
        if line is None:
            order.delivery = replace(order.delivery, **texts)
        else:
            line.delivery = texts
        for changed in order.lines if line is None else [line]:
            changed.changed_wall = wall_now()
        self._world.orders.put(order)

    def find_line(self, line_id: str) -> tuple[Order | None, Line | None]:
        order = self._world.orders.get(line_id.rpartition("-")[0])
        return order, None if order is None else order.line(line_id)

    def place_random(self, count: int, at: float, lines_max: int = 3) -> list[Order]:
        """Place orders for what is live; none when nothing is."""
        placed: list[Order] = []
        for _ in range(count):
            live = self._offers.live()
            if not live:
                break
            draw = random.Random(int(self._world.setting("order", 0)))
            vendor_id = draw.choice(live)[0].vendor_id
            own = [pair for pair in live if pair[0].vendor_id == vendor_id]
            drawn = draw.sample(own, min(len(own), draw.randint(1, lines_max)))
            relay = draw.random() < 0.25
            wishes = [
                Wish(item.ean, draw.choice((1, 1, 1, 2)), Decimal(offer.amount), fee)
                for item, offer in drawn
                for fee in [_fee(offer.delivery_fees, relay)]
            ]
            placed.append(self.place(vendor_id, wishes, Circumstances(relay), at))
        return placed

    def auto_place(self, per_hour: float) -> None:
        """Place orders by itself, ``per_hour`` virtual hour; 0 ends it."""
        with self._world.change():
            self._schedule.cancel(AUTO_ORDER)
            self._world.set_setting("auto_per_hour", per_hour)
            if per_hour > 0:
                due = self._world.clock.now() + 3600 / per_hour
                self._schedule.add(AUTO_ORDER, "", due)

    def _auto_order(self, key: str, at: float) -> None:
        per_hour = float(self._world.setting("auto_per_hour", 0))
        if per_hour <= 0:
            return
        with self._world.change():
            self.place_random(1, at)
            # A clock that ran far ahead does not make up for what it skipped.
            due = max(at, self._world.clock.now()) + 3600 / per_hour
            self._schedule.add(AUTO_ORDER, "", due)


def _fee(fees: dict[str, str], relay: bool) -> Decimal:
    home = fees.get("Home", "0.00")
    return Decimal(fees.get("Relais", home) if relay else home)


def _line(order_id: str, number: int, wish: Wish) -> Line:
    # Quantities come in several spellings, as they do in real life.
    spelling = ("{}", "{}.0", "{}.000")[number % 3]
    return Line(
        line_id=f"{order_id}-{number}",
        ean=wish.ean,
        quantity=wish.quantity,
        quantity_text=spelling.format(wish.quantity),
        price=str(wish.price),
        delivery_fee=str(wish.delivery_fee),
        status="",
        changed_wall=wall_now(),
    )


def payout_after(shipped: float) -> float:
    """Return the first payout at least 30 days after shipping (virtual calendar)."""
    return payout_day(shipped + PAYOUT_WAIT)
