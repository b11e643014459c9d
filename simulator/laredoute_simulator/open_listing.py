# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The daily report on the best offer of each product a vendor sells."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from .durations import OPEN_LISTING_EVERY
from .offers import OfferDesk
from .records import Competitor, Item, Offer
from .reports import OPEN_LISTING, ReportDesk, open_listing_report
from .schedule import Schedule
from .world import World

DAILY = "open listing"


class OpenListing:
    def __init__(
        self, world: World, schedule: Schedule, reports: ReportDesk, offers: OfferDesk
    ) -> None:
        self._world = world
        self._schedule = schedule
        self._reports = reports
        self._offers = offers
        schedule.on(DAILY, self._daily)

    def plan(self) -> None:
        """Make sure that each vendor's report is in the queue."""
        planned = {
            event.key for event in self._schedule.waiting() if event.kind == DAILY
        }
        for account in self._world.accounts:
            if account.vendor_id not in planned:
                due = self._world.clock.now() + OPEN_LISTING_EVERY
                self._schedule.add(DAILY, account.vendor_id, due)

    def _daily(self, vendor_id: str, at: float) -> None:
        self._schedule.add(DAILY, vendor_id, at + OPEN_LISTING_EVERY)
        if self._offers.live(vendor_id):
            self.write(vendor_id)

    def write(self, vendor_id: str) -> str:
        """Write the report, without items when nothing is on sale; return its path."""
        with self._world.change():
            rows = list(self._rows(vendor_id))
            batch_id = f"{self._world.number('batch'):08d}"
        body = open_listing_report(rows)
        return self._reports.deliver(vendor_id, OPEN_LISTING, batch_id, body)

    def _rows(self, vendor_id: str) -> Iterator[tuple[Competitor, bool]]:
        for item, offer in self._offers.live(vendor_id):
            yield self._best(item, offer)

    def _best(self, item: Item, offer: Offer) -> tuple[Competitor, bool]:
        fee = offer.delivery_fees.get("Home", "0.00")
        ours = Competitor(item.ean, offer.amount, fee, 1)
        other = self._world.competitors.get(item.ean)
        if other is None:
            return ours, True
        if _total(other) < _total(ours):
            return other, False
        return Competitor(item.ean, ours.price, fee, other.sellers), True


def _total(best: Competitor) -> Decimal:
    return Decimal(best.price) + Decimal(best.delivery_fee)
