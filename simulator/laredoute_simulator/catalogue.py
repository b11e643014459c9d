# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The catalogue: product files wait, are looked at one by one, and become items."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO

from . import product_rules
from .account import Account
from .clock import wall_now
from .durations import FIRST_INTEGRATION, INTEGRATION
from .images import measure_all
from .records import Batch, Item
from .reports import (
    PRODUCTS,
    Integrated,
    Refused,
    ReportDesk,
    integration_report,
)
from .safe_xml import XmlRefused
from .schedule import Schedule
from .sheets import Sheet, count_sheets, pack, read_sheets
from .world import World, item_key

_logger = logging.getLogger(__name__)

_CHUNK = 100
INTEGRATE = "integrate products"


#: Assumed (A): what La Redoute's own numbers of products look like.
_PART_NUMBER = "35{:07d}"


@dataclass
class _Reading:
    """What came of one file so far, and the EANs and references met in it."""

    refused: list[Refused] = field(default_factory=list)
    integrated: list[Integrated] = field(default_factory=list)
    eans: set[str] = field(default_factory=set)
    skus: set[str] = field(default_factory=set)


class Catalogue:
    def __init__(self, world: World, schedule: Schedule, reports: ReportDesk) -> None:
        self._world = world
        self._schedule = schedule
        self._reports = reports
        self._by_sku: dict[str, Item] = {}
        schedule.on(INTEGRATE, self._integrate)

    def receive(self, account: Account, file: IO[bytes]) -> str:
        """Take a product file and return its BatchId.

        :raises XmlRefused: the file breaks the schema or holds no product; nothing
            was taken
        """
        elements = count_sheets(file)
        if elements == 0:
            raise XmlRefused("it holds no VendorItem")
        file.seek(0)
        content = pack(file)
        now = self._world.clock.now()
        with self._world.change():
            number = self._world.number("batch")
            batch = Batch(
                batch_id=f"{number:08d}",
                vendor_id=account.vendor_id,
                kind=PRODUCTS,
                elements=elements,
                received=now,
                received_wall=wall_now(),
                due=self._due(account.vendor_id, now),
                content=content,
            )
            self._world.batches.put(batch)
            self._schedule.add(INTEGRATE, batch.batch_id, batch.due)
        return batch.batch_id

    def _due(self, vendor_id: str, now: float) -> float:
        """A vendor's first file takes longer, and no file overtakes another."""
        earlier = [
            batch.due
            for batch in self._world.batches
            if batch.vendor_id == vendor_id and batch.kind == PRODUCTS
        ]
        if not earlier:
            return now + FIRST_INTEGRATION
        return max(now + INTEGRATION, *earlier)

    def _integrate(self, batch_id: str, at: float) -> None:
        batch = self._world.batches.get(batch_id)
        if batch is None or batch.state != "waiting":
            return
        account = self._world.account(batch.vendor_id)
        self._index(batch.vendor_id)
        reading = _Reading()
        # Parents first: a declination may stand before its parent in the file.
        for wanted in (True, False):
            sheets = (s for s in read_sheets(batch.content) if s.is_parent is wanted)
            for chunk in _chunks(sheets):
                self._integrate_chunk(chunk, account, batch_id, reading)
        refused = reading.refused
        body = integration_report(
            batch_id, PRODUCTS, batch.elements, refused, reading.integrated
        )
        figures = (batch_id, batch.elements, len(refused))
        _logger.info("product file %s: %s read, %s refused", *figures)
        with self._world.change():
            batch.state = "done"
            batch.rejected = len(refused)
            batch.content = b""
            self._world.batches.put(batch)
        self._reports.deliver(batch.vendor_id, PRODUCTS, batch_id, body)

    def _integrate_chunk(
        self, chunk: list[Sheet], account: Account, batch_id: str, reading: _Reading
    ) -> None:
        # No lock while images are fetched: their server may be talking to us.
        urls = [media.url for sheet in chunk for media in sheet.medias]
        measures = measure_all(urls, account.image_hosts)
        with self._world.change():
            for sheet in chunk:
                errors = product_rules.check_sheet(sheet, account)
                errors += product_rules.check_images(sheet, measures)
                errors += self._against_catalogue(sheet, account.vendor_id, reading)
                reading.eans.add(sheet.ean)
                reading.skus.add(sheet.sku)
                if not errors:
                    errors = self._keep(sheet, account.vendor_id, batch_id, reading)
                if errors:
                    reading.refused.append(Refused(sheet.ean, sheet.sku, errors))

    def _keep(
        self, sheet: Sheet, vendor_id: str, batch_id: str, reading: _Reading
    ) -> list[product_rules.Problem]:
        """Put the item into the catalogue; one without its size is kept, not shown."""
        lacks_size = product_rules.lacks_size(sheet)
        number = self._part_number(sheet, vendor_id, lacks_size)
        item = Item(
            vendor_id=vendor_id,
            ean=sheet.ean,
            sku=sheet.sku,
            parent_sku=sheet.parent_sku,
            is_parent=sheet.is_parent,
            title=sheet.title,
            category=sheet.category,
            brand=sheet.brand,
            attributes={a.code: a.value_code or a.label for a in sheet.attributes},
            state="to_reference" if lacks_size else "integrated",
            batch_id=batch_id,
            integrated_wall=wall_now(),
            part_number=number,
        )
        self._by_sku[item.sku] = self._world.items.put(item)
        if lacks_size:
            return [(product_rules.TO_REFERENCE_CODE, product_rules.TO_REFERENCE)]
        if not item.is_parent:
            reading.integrated.append(Integrated(item.ean, item.sku, number))
        return []

    def _part_number(self, sheet: Sheet, vendor_id: str, lacks_size: bool) -> str:
        """Return the number the item has, or the next one when it is integrated now."""
        known = self._world.items.get(item_key(vendor_id, sheet.ean, sheet.sku))
        if known is not None and known.part_number:
            return known.part_number
        if sheet.is_parent or lacks_size:
            return ""
        return _PART_NUMBER.format(self._world.number("part number"))

    def _against_catalogue(
        self, sheet: Sheet, vendor_id: str, reading: _Reading
    ) -> Iterator[product_rules.Problem]:
        if sheet.ean and sheet.ean in reading.eans:
            yield "EAN_TWICE", f"EAN is twice in the file: {sheet.ean}"
        if sheet.sku in reading.skus:
            yield "SKU_TWICE", f"ProductId is twice in the file: {sheet.sku}"
        by_sku = self._by_sku.get(sheet.sku)
        by_ean = self._world.items.get(item_key(vendor_id, sheet.ean, sheet.sku))
        if by_ean is not None and by_ean.sku != sheet.sku:
            yield "SKU_CHANGED", f"ProductId can't be changed: {by_ean.sku}"
        if by_sku is not None and by_sku.ean != sheet.ean:
            yield from _other_ean(sheet, by_sku)
        if by_sku is not None and by_sku.parent_sku != sheet.parent_sku:
            yield "PARENT_CHANGED", f"ParentProductId can't be changed: {sheet.sku}"
        if sheet.is_declination:
            yield from self._against_parent(sheet)

    def _against_parent(self, sheet: Sheet) -> Iterator[product_rules.Problem]:
        parent = self._by_sku.get(sheet.parent_sku)
        if parent is None:
            yield "PARENT", f"Parent can't be found: {sheet.parent_sku}"
        elif not parent.is_parent:
            text = f"A standalone product gets no declinations: {sheet.parent_sku}"
            yield "STANDALONE", text

    def _index(self, vendor_id: str) -> None:
        """Learn a vendor's references once per file; one file runs at a time."""
        items = (item for item in self._world.items if item.vendor_id == vendor_id)
        self._by_sku = {item.sku: item for item in items}


def _other_ean(sheet: Sheet, known: Item) -> Iterator[product_rules.Problem]:
    if sheet.is_parent:
        text = f"A standalone product gets no declinations: {sheet.sku}"
        yield "STANDALONE", text
    else:
        yield "EAN_CHANGED", f"EAN can't be changed: {known.ean}"


def _chunks(sheets: Iterable[Sheet]) -> Iterator[list[Sheet]]:
    chunk: list[Sheet] = []
    for sheet in sheets:
        chunk.append(sheet)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
