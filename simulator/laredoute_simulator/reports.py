# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reports: their XML, and their way into the seller's SFTP folder."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from .clock import name_second, wall_now, wire_second
from .faults import FaultBox
from .records import Competitor, StoredFile
from .world import World

_logger = logging.getLogger(__name__)

FOLDER = "/reports"
ARCHIVE = "/reports/archive"
PRODUCTS = "products_laredoute"
OFFERS = "offers_laredoute"
OPEN_LISTING = "openlisting_laredoute"
_PART_SECONDS = 0.02  # real seconds a report is seen as *.part


@dataclass
class Refused:
    """One item the platform refused, with its errors as (code, text)."""

    ean: str
    sku: str
    errors: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Integrated:
    """One sellable item the platform integrated, with La Redoute's own number of it."""

    ean: str
    sku: str
    part_number: str


def integration_report(
    batch_id: str,
    kind: str,
    read: int,
    refused: list[Refused],
    integrated: Iterable[Integrated] = (),
) -> bytes:
    """Write an integration report.

    Assumed (A): the report on products also names the sellable items that were
    integrated, with ``PartNumber`` and without ``Error``; ``ItemsRejected`` counts
    the refused items alone.

    :param kind: :data:`PRODUCTS` or :data:`OFFERS`
    :param read: how many items the file held
    """
    root = etree.Element(
        "IntegrationReport",
        BatchId=batch_id,
        Kind=kind,
        Date=wire_second(wall_now()),
        ItemsRead=str(read),
        ItemsRejected=str(len(refused)),
    )
    for one in refused:
        item = etree.SubElement(root, "Item", EAN=one.ean, ProductId=one.sku)
        for code, text in one.errors:
            etree.SubElement(item, "Error", Code=code).text = text
    for each in integrated:
        etree.SubElement(
            root,
            "Item",
            EAN=each.ean,
            ProductId=each.sku,
            PartNumber=each.part_number,
        )
    return _bytes(root)


def open_listing_report(rows: Iterable[tuple[Competitor, bool]]) -> bytes:
    """Write the best offer per EAN, and whether it is the seller's own."""
    root = etree.Element("OpenListingReport", Date=wire_second(wall_now()))
    for best, ours in rows:
        item = etree.SubElement(root, "Item", EAN=best.ean)
        price = etree.SubElement(item, "BestPrice", CurrencyCode="EUR")
        price.text = best.price
        etree.SubElement(item, "BestDeliveryFee").text = best.delivery_fee
        etree.SubElement(item, "SellerCount").text = str(best.sellers)
        etree.SubElement(item, "IsOurs").text = "true" if ours else "false"
    return _bytes(root)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", pretty_print=True
    )


class ReportDesk:
    """Delivers reports: as ``*.part``, then renamed, unless a fault says otherwise."""

    def __init__(self, world: World, faults: FaultBox) -> None:
        self._world = world
        self._faults = faults
        self._held: list[tuple[str, str, bytes]] = []
        self._pause = threading.Event()

    def deliver(self, vendor_id: str, kind: str, batch_id: str, body: bytes) -> str:
        """Put a report into the seller's folder and return its path."""
        stamp = name_second(wall_now())
        path = f"{FOLDER}/{vendor_id}.{kind}.{batch_id}.{stamp}.xml"
        if self._faults.take("sftp", ["reports_out_of_order"]):
            self._held.append((vendor_id, path, body))
            return path
        self._write(vendor_id, path, body)
        self.release()
        return path

    def release(self) -> int:
        """Write the reports held back by a fault; return how many there were."""
        held, self._held = self._held, []
        for vendor_id, path, body in held:
            self._write(vendor_id, path, body)
        return len(held)

    def forget(self) -> None:
        self._held.clear()

    @property
    def held(self) -> int:
        return len(self._held)

    def _write(self, vendor_id: str, path: str, body: bytes) -> None:
        _logger.info("report %s", path)
        fault = self._faults.take("sftp", ["half_written_report"])
        if fault is not None:
            self._write_in_place(vendor_id, path, body, fault.option("hold"))
            return
        part = StoredFile(vendor_id, f"{path}.part", body, wall_now(), len(body) // 2)
        with self._world.change():
            self._world.files.put(part)
        self._pause.wait(_PART_SECONDS)
        with self._world.change():
            self._world.files.delete(f"{vendor_id}:{part.path}")
            self._world.files.put(StoredFile(vendor_id, path, body, wall_now()))

    def _write_in_place(
        self, vendor_id: str, path: str, body: bytes, hold: float
    ) -> None:
        """Show half of a file under its final name; whole after a read or a while."""
        half = StoredFile(vendor_id, path, body, wall_now(), len(body) // 2)
        with self._world.change():
            self._world.files.put(half)
        timer = threading.Timer(hold, self.complete, (vendor_id, path))
        timer.daemon = True
        timer.start()

    def complete(self, vendor_id: str, path: str) -> None:
        """End the writing of a half-written file."""
        with self._world.change():
            found = self._world.files.get(f"{vendor_id}:{path}")
            if found is not None and found.shown is not None:
                found.shown = None
                found.modified_wall = wall_now()
                self._world.files.put(found)
