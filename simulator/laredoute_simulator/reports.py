# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reports: their XML, and their way into the seller's SFTP folder."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml import etree

from . import report_faults
from .clock import name_second, wall_now, wire_second
from .faults import REPORTS, FaultBox
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
        self._held: list[StoredFile] = []
        self._pause = threading.Event()

    def deliver(self, vendor_id: str, kind: str, batch_id: str, body: bytes) -> str:
        """Put a report into the seller's folder and return its path."""
        stamp = name_second(wall_now())
        path = f"{FOLDER}/{vendor_id}.{kind}.{batch_id}.{stamp}.xml"
        file = StoredFile(vendor_id, path, body, wall_now())
        fault = self._faults.take("sftp", REPORTS)
        if fault is not None and fault.name == "report_lost":
            return path
        if fault is not None:
            file = report_faults.spoilt(file, fault.name)
        if self._faults.take("sftp", ["reports_out_of_order"]):
            self._held.append(file)
            return file.path
        self._write(file)
        self.release()
        return file.path

    def release(self) -> int:
        """Write the reports held back by a fault; return how many there were."""
        held, self._held = self._held, []
        for file in held:
            self._write(file)
        return len(held)

    def restore(self) -> None:
        """Give back what faults took of the reports on the server: right and name."""
        with self._world.change():
            for file in self._world.files:
                if file.forbidden or file.latin:
                    self._world.files.delete(f"{file.vendor_id}:{file.path}")
                    self._world.files.put(report_faults.restored(file))

    def forget(self) -> None:
        self._held.clear()

    @property
    def held(self) -> int:
        return len(self._held)

    def _write(self, file: StoredFile) -> None:
        _logger.info("report %s", file.path)
        half = replace(file, modified_wall=wall_now(), shown=len(file.content) // 2)
        fault = self._faults.take("sftp", ["half_written_report"])
        if fault is not None:
            self._write_in_place(half, fault.option("hold"))
            return
        part = replace(half, path=f"{file.path}.part")
        with self._world.change():
            self._world.files.put(part)
        self._pause.wait(_PART_SECONDS)
        with self._world.change():
            self._world.files.delete(f"{file.vendor_id}:{part.path}")
            self._world.files.put(replace(file, modified_wall=wall_now()))

    def _write_in_place(self, half: StoredFile, hold: float) -> None:
        """Show half of a file under its final name; whole after a read or a while."""
        with self._world.change():
            self._world.files.put(half)
        timer = threading.Timer(hold, self.complete, (half.vendor_id, half.path))
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
