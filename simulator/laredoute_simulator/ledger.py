# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute owes each seller, and its payouts (protocol P-137, P-140).

A line is owed from its shipping on: sale and delivery, less commission and the VAT on
it. What is refunded of a line that was shipped is taken, and its commission given back.
A payout takes all that is due; a line of which a refund is in progress waits.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from .clock import as_datetime
from .durations import COMMISSION_RATE, COMMISSION_VAT, MONTHLY_FEE
from .payout_faults import Flawed, add_faults
from .payout_sums import cents, commission_on, month_of, payout_day
from .records import Entry, Line, Order, Payout
from .schedule import Schedule
from .world import World, item_key

_logger = logging.getLogger(__name__)

STATEMENT = "payout statement"
KINDS = (
    "sale",
    "delivery",
    "commission",
    "commission_vat",
    "refund",
    "commission_refund",
    "fee",
    "penalty",
    "correction",
    "other",
)
_ZERO = Decimal("0.00")


class Ledger:
    def __init__(self, world: World, schedule: Schedule) -> None:
        self._world = world
        self._schedule = schedule
        schedule.on(STATEMENT, self._due)
        self._planned: set[tuple[str, float]] = {
            (event.key, event.due)
            for event in schedule.waiting()
            if event.kind == STATEMENT
        }

    def forget(self) -> None:
        """Know of no planned payout any more, as after a reset."""
        self._planned.clear()

    # -------------------------------------------------------------------- rates
    def rate(self, vendor_id: str, ean: str) -> Decimal:
        """Return the commission rate of an article, by its category."""
        item = self._world.items.get(item_key(vendor_id, ean, ""))
        rates: dict[str, str] = self._world.setting("books rates", {})
        usual = rates.get("", str(COMMISSION_RATE))
        return Decimal(rates.get(item.category, usual) if item else usual)

    def set_rate(self, category: str, rate: Decimal) -> None:
        """Change the rate of a category (empty: the usual one) for what is to come."""
        rates: dict[str, str] = self._world.setting("books rates", {})
        with self._world.change():
            self._world.set_setting("books rates", {**rates, category: str(rate)})

    # ------------------------------------------------------------------ booking
    def shipped(self, order: Order, line: Line, at: float, due: float) -> None:
        """Book what a shipped line is owed; once, whatever comes after.

        A line whose price is no amount is owed nothing.
        """
        if self._world.entries.get(f"{line.line_id}/sale"):
            return
        try:
            sale = cents(Decimal(line.price) * line.quantity)
            delivery = cents(Decimal(line.delivery_fee))
        except InvalidOperation:
            _logger.warning("order line %s has no amounts", line.line_id)
            return
        rate = self.rate(order.vendor_id, line.ean)
        commission, vat = commission_on(rate, sale + delivery)
        amounts = {
            "sale": sale,
            "delivery": delivery,
            "commission": -commission,
            "commission_vat": -vat,
        }
        like = self._of_line(order, line, rate)
        with self._world.change():
            for kind, amount in amounts.items():
                entry = replace(
                    like,
                    entry_id=f"{line.line_id}/{kind}",
                    kind=kind,
                    amount=str(amount),
                    booked=at,
                    due=due,
                )
                if amount or kind == "sale":
                    self._world.entries.put(entry)
            self._begin_fees(order.vendor_id, at)
            self._plan(order.vendor_id, due)

    def _of_line(self, order: Order, line: Line, rate: Decimal) -> Entry:
        item = self._world.items.get(item_key(order.vendor_id, line.ean, ""))
        return replace(
            _about(order.vendor_id, order.order_id, item.title if item else ""),
            line_id=line.line_id,
            ean=line.ean,
            sku=item.sku if item else "",
            rate=str(rate),
        )

    def refunded(self, line: Line, total: Decimal, at: float) -> None:
        """Book that a refund of a line ended; one that was never shipped is owed none.

        :param total: euros that the buyer has back of the line, by all its refunds
        """
        found = self._world.entries.get(f"{line.line_id}/sale")
        if found is None:
            return
        before = Decimal(line.refunded_before)
        delivery = self._world.entries.get(f"{line.line_id}/delivery")
        paid = Decimal(found.amount) + Decimal(delivery.amount if delivery else 0)
        # sums that are rounded as a whole: parts of a line give back all of it
        back = commission_on(Decimal(found.rate), min(total, paid))
        given = commission_on(Decimal(found.rate), min(before, paid))
        amounts = {
            "refund": -cents(total - before),
            "commission_refund": back[0] - given[0],
            "commission_vat": back[1] - given[1],
        }
        due = payout_day(at)
        if not found.payout_id:
            # it is settled together with the sale
            due = max(due, found.due)
        with self._world.change():
            for kind, amount in amounts.items():
                if amount:
                    self._add(found, kind, amount, at, due)

    def charge(
        self, vendor_id: str, kind: str, amount: Decimal, label: str, order_id: str = ""
    ) -> Entry:
        """Book anything else, for the next payout.

        :param amount: euros, above zero is owed to the seller
        """
        at = self._world.clock.now()
        like = _about(vendor_id, order_id, label)
        with self._world.change():
            return self._add(like, kind, amount, at, payout_day(at))

    def _add(
        self, like: Entry, kind: str, amount: Decimal, at: float, due: float
    ) -> Entry:
        """Book an amount about what another one is about, and plan its payout."""
        self._plan(like.vendor_id, due)
        return self._put(like, kind, amount, at, due)

    def _put(
        self, like: Entry, kind: str, amount: Decimal, at: float, due: float
    ) -> Entry:
        entry = replace(
            like,
            entry_id=f"{self._world.number('entry'):09d}",
            kind=kind,
            amount=str(cents(amount)),
            booked=at,
            due=due,
            payout_id="",
            copy=False,
        )
        return self._world.entries.put(entry)

    def _begin_fees(self, vendor_id: str, at: float) -> None:
        name = f"books fee {vendor_id}"
        if self._world.setting(name) is None:
            self._world.set_setting(name, month_of(at))

    def _book_fees(self, vendor_id: str, at: float) -> None:
        """Book the subscription of each month that began since the one before."""
        name = f"books fee {vendor_id}"
        month = self._world.setting(name)
        vat = cents(MONTHLY_FEE * COMMISSION_VAT)
        while month is not None and month <= month_of(at):
            year, number = divmod(month, 12)
            text = f"{number + 1:02}/{year}"
            for kind, amount, label in (
                ("fee", MONTHLY_FEE, f"Abonnement {text}"),
                ("commission_vat", vat, f"TVA sur abonnement {text}"),
            ):
                # the payout that takes them is being made
                self._put(_about(vendor_id, "", label), kind, -amount, at, at)
            month += 1
            self._world.set_setting(name, month)

    # ------------------------------------------------------------------ payouts
    def _plan(self, vendor_id: str, due: float) -> None:
        if (vendor_id, due) not in self._planned:
            self._planned.add((vendor_id, due))
            self._schedule.add(STATEMENT, vendor_id, due)

    def _due(self, vendor_id: str, at: float) -> None:
        self._planned.discard((vendor_id, at))
        self.pay_out(vendor_id, at)

    def waiting(self, vendor_id: str) -> Iterator[Entry]:
        """Yield what is not paid out yet, whether it is due or not."""
        for entry in self._world.entries:
            if entry.vendor_id == vendor_id and not entry.payout_id:
                yield entry

    def balance(self, vendor_id: str) -> Decimal:
        """Return what is owed to a seller now, in euros; what is not due counts."""
        return sum((Decimal(one.amount) for one in self.waiting(vendor_id)), _ZERO)

    def _is_held(self, entry: Entry) -> bool:
        order = self._world.orders.get(entry.order_id)
        line = order.line(entry.line_id) if order and entry.line_id else None
        return line is not None and line.in_refund

    def pay_out(
        self, vendor_id: str, at: float, *, everything: bool = False
    ) -> Payout | None:
        """Pay what is due, and begin the subscription's months.

        :param everything: also what is not due yet
        :return: None: there is nothing to pay
        """
        with self._world.change():
            if not self._payable(vendor_id, at, everything):
                return None
            self._book_fees(vendor_id, at)
            found = self._payable(vendor_id, at, everything)
            flawed = self._flawed(vendor_id, found, at)
            paid = self._close(vendor_id, flawed, at) if flawed.entries else None
            if any(one.due <= at for one in self.waiting(vendor_id)):
                self._plan(vendor_id, payout_day(at + 1))
        return paid

    def _payable(self, vendor_id: str, at: float, everything: bool) -> list[Entry]:
        return [
            one
            for one in self.waiting(vendor_id)
            if (everything or one.due <= at) and not self._is_held(one)
        ]

    def _flawed(self, vendor_id: str, found: list[Entry], at: float) -> Flawed:
        name = f"books faults {vendor_id}"
        faults: list[str] = self._world.setting(name, [])
        self._world.set_setting(name, [])
        return add_faults(self._world, vendor_id, found, faults, at)

    def _close(self, vendor_id: str, flawed: Flawed, at: float) -> Payout:
        number = self._world.number("payout")
        payout_id = as_datetime(at).strftime(f"R-{vendor_id}-%Y%m%d-{number:04d}")
        for entry in flawed.entries:
            entry.payout_id = payout_id
            self._world.entries.put(entry)
        for wrong in flawed.wrong:
            label = f"Correction du relevé {payout_id}"
            like = _about(vendor_id, wrong.order_id, label)
            amount = -Decimal(wrong.amount)
            self._add(like, "correction", amount, at, payout_day(at + 1))
        total = sum((Decimal(one.amount) for one in flawed.entries), _ZERO)
        stated = str(total + flawed.stated_more)
        paid = Payout(payout_id, vendor_id, at, str(total), stated, flawed.faults)
        _logger.info("payout %s of %s", payout_id, total)
        return self._world.payouts.put(paid)


def _about(vendor_id: str, order_id: str, label: str) -> Entry:
    return Entry("", vendor_id, "", "", 0.0, 0.0, order_id, label=label)
