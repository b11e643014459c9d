# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Offer files: taken, held for an hour, then put to work or blocked by another one."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import IO

from .account import Account
from .clock import wall_now
from .durations import OFFER_PROCESSING, OFFER_WINDOW
from .offer_lines import OfferLine, check_line, moment, read_lines
from .records import Batch, Item, Offer
from .reports import OFFERS, Refused, ReportDesk, integration_report
from .schedule import Schedule
from .sheets import pack, unpack
from .world import World, item_key

_logger = logging.getLogger(__name__)

PROCESS = "process offers"
BLOCKED_CODE = "FILE_BLOCKED"
BLOCKED_TEXT = "OFFER FILE BLOCKED: TWO FILES WITHIN AN HOUR"


class OfferDesk:
    def __init__(self, world: World, schedule: Schedule, reports: ReportDesk) -> None:
        self._world = world
        self._schedule = schedule
        self._reports = reports
        schedule.on(PROCESS, self._process)

    def receive(self, account: Account, file: IO[bytes], elements: int) -> str:
        """Take a checked offer file and return its BatchId.

        Two files of a vendor within an hour block each other: neither counts.
        """
        file.seek(0)
        content = pack(file)
        now = self._world.clock.now()
        with self._world.change():
            number = self._world.number("batch")
            batch = Batch(
                batch_id=f"{number:08d}",
                vendor_id=account.vendor_id,
                kind=OFFERS,
                elements=elements,
                received=now,
                received_wall=wall_now(),
                due=now + OFFER_PROCESSING,
                content=content,
            )
            for other in self._within_the_hour(account.vendor_id, now):
                batch.state = "blocked"
                if other.state == "waiting":
                    other.state = "blocked"
                    self._world.batches.put(other)
            self._world.batches.put(batch)
            self._schedule.add(PROCESS, batch.batch_id, batch.due)
        return batch.batch_id

    def _within_the_hour(self, vendor_id: str, now: float) -> Iterator[Batch]:
        for batch in self._world.batches:
            ours = batch.vendor_id == vendor_id and batch.kind == OFFERS
            if ours and now - batch.received < OFFER_WINDOW:
                yield batch

    def _process(self, batch_id: str, at: float) -> None:
        with self._world.change():
            batch = self._world.batches.get(batch_id)
            if batch is None or not batch.content:
                return
            blocked = batch.state == "blocked"
            refused = list(self._refused(batch, blocked))
            batch.state = "blocked" if blocked else "done"
            batch.rejected = len(refused)
            batch.content = b""
            self._world.batches.put(batch)
            body = integration_report(batch_id, OFFERS, batch.elements, refused)
        figures = (batch_id, batch.state, batch.elements, len(refused))
        _logger.info("offer file %s: %s, %s read, %s refused", *figures)
        self._reports.deliver(batch.vendor_id, OFFERS, batch_id, body)

    def _refused(self, batch: Batch, blocked: bool) -> Iterator[Refused]:
        seen: set[str] = set()
        site = self._site_of(batch.vendor_id)
        for line in read_lines(unpack(batch.content)):
            if blocked:
                yield Refused(line.ean, line.sku, [(BLOCKED_CODE, BLOCKED_TEXT)])
                continue
            key = item_key(batch.vendor_id, line.ean, line.sku)
            known = self._world.items.get(key)
            item = known or self._of_others(line, batch)
            errors = check_line(line, item)
            if line.site != site:
                errors.append(("SITE", f"Site is not the seller's: {line.site}"))
            if line.ean in seen:
                errors.append(("EAN_TWICE", f"EAN is twice in the file: {line.ean}"))
            seen.add(line.ean)
            if errors:
                yield Refused(line.ean, line.sku, errors)
            else:
                if item is not None and known is None:
                    self._world.items.put(item)
                self._keep(line, batch)

    def _of_others(self, line: OfferLine, batch: Batch) -> Item | None:
        """Return the item of an EAN that others sell: an offer of it is enough.

        Its sheet is La Redoute's, the reference is whichever the seller gives it.
        """
        if self._world.competitors.get(line.ean) is None:
            return None
        return Item(
            vendor_id=batch.vendor_id,
            ean=line.ean,
            sku=line.sku,
            parent_sku="",
            is_parent=False,
            title="",
            category="",
            brand="",
            attributes={},
            state="integrated",
            batch_id=batch.batch_id,
            integrated_wall=wall_now(),
        )

    def _site_of(self, vendor_id: str) -> str:
        accounts = self._world.accounts
        return next(each.site for each in accounts if each.vendor_id == vendor_id)

    def _keep(self, line: OfferLine, batch: Batch) -> None:
        self._world.offers.put(
            Offer(
                vendor_id=batch.vendor_id,
                ean=line.ean,
                amount=str(line.amount),
                vat_rate=str(line.vat_rate),
                blocked_price=str(line.blocked_price),
                eco_fee="" if line.eco_fee is None else str(line.eco_fee),
                quantity=int(line.quantity),
                start_wall=moment(line.start) or 0.0,
                end_wall=moment(line.end) or 0.0,
                delivery_fees={one.mode: str(one.fee) for one in line.deliveries},
                batch_id=batch.batch_id,
            )
        )

    def live_offer(self, item: Item) -> Offer | None:
        """Return the offer by which an item is on sale now, or ``None``."""
        offer = self._world.offers.get(f"{item.vendor_id}/{item.ean}")
        if offer is None or item.is_parent or item.state != "integrated":
            return None
        within = offer.start_wall <= wall_now() <= offer.end_wall
        return offer if within and offer.quantity > 0 else None

    def live(self, vendor_id: str | None = None) -> list[tuple[Item, Offer]]:
        """Return what a buyer can find on the site (of one vendor, or of all)."""
        found: list[tuple[Item, Offer]] = []
        with self._world.lock:
            for item in self._world.items:
                offer = self.live_offer(item)
                if offer is not None and vendor_id in (None, item.vendor_id):
                    found.append((item, offer))
        return found
