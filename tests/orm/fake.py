# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A marketplace in memory that keeps the port's promises, with failures on demand."""

from datetime import timedelta
from pathlib import Path

from odoo.addons.laredoute_connector.marketplace.port import (
    Capabilities,
    EncodedFile,
    Marketplace,
    ReportReader,
)
from odoo.addons.laredoute_connector.marketplace.records import (
    AccessCheck,
    Receipt,
    ReportHeader,
    UpdateKind,
    UpdateResult,
)


class FakeReport(ReportReader):
    def __init__(self, header, lines):
        self.header = header
        self._lines = lines

    def __iter__(self):
        for line in self._lines:
            if isinstance(line, Exception):
                raise line
            yield line


class FakeMarketplace(Marketplace):
    """What a test wants La Redoute to hold, and what La Redoute was told.

    ``fail[name]`` is a list of exceptions raised by the next calls of a method.
    """

    capabilities = Capabilities(
        update_kinds=frozenset(UpdateKind),
        report_files=True,
        offer_interval=timedelta(hours=1),
        product_report_delay=timedelta(hours=48),
        offer_report_delay=timedelta(hours=4),
        updates_per_request=3,
    )

    def __init__(self):
        self.orders = {}
        self.broken = []
        self.files = []
        self.updates = []
        self.results = {}
        self.reports = []
        self.archived = []
        self.fail = {}
        self.periods = []
        self.batch = 0
        self.pending = {}
        self.checks = [AccessCheck("items"), AccessCheck("sftp")]

    def _maybe_fail(self, name):
        waiting = self.fail.get(name)
        if waiting:
            raise waiting.pop(0)

    def close(self):
        pass

    def check_access(self, now):
        yield from self.checks

    def server_key(self):
        self._maybe_fail("server_key")
        return "ssh-ed25519 AAAAfake"

    # ------------------------------------------------------------- files out
    def _encode(self, kind, records, path, name):
        records = list(records)
        Path(path).write_text(repr(records))
        self.pending[kind] = records
        return EncodedFile(path, name, len(records))

    def encode_products(self, products, path):
        return self._encode("products", products, path, "V1.VendorItems.xml")

    def encode_offers(self, offers, path, now):
        name = f"V1.MKP_SellerOffer.001.{now:%Y-%m-%d-%H-%M-%S}.xml"
        return self._encode("offers", offers, path, name)

    def _send(self, kind, file):
        self._maybe_fail(f"send_{kind}")
        self.batch += 1
        self.files.append((kind, file.path.read_text(), self.pending.get(kind)))
        return Receipt(f"B{self.batch}")

    def send_products(self, file):
        return self._send("products", file)

    def send_offers(self, file):
        return self._send("offers", file)

    def told(self, kind):
        """Records of the last file of a kind."""
        return [records for sent, _text, records in self.files if sent == kind][-1]

    # ---------------------------------------------------------------- orders
    def fetch_orders(self, statuses, since, until):
        self.periods.append((since, until))
        self._maybe_fail("fetch_orders")
        yield from self.orders.values()
        yield from self.broken

    def decode_order(self, source):
        remote_id = source.decode().split("|")[0]
        return next(
            order
            for order in self.history
            if order.source == source and order.remote_id == remote_id
        )

    @property
    def history(self):
        return self._history

    _history = ()

    def put(self, order):
        """La Redoute says this of an order from now on."""
        self.orders[order.remote_id] = order
        self._history = (*self._history, order)

    def send_updates(self, updates):
        self._maybe_fail("send_updates")
        self.updates.extend(updates)
        return [
            self.results.get(update.line_id, UpdateResult(update.line_id, True))
            for update in updates
        ]

    # --------------------------------------------------------------- reports
    def list_reports(self):
        self._maybe_fail("list_reports")
        return [file for file, _header, _lines in self.reports]

    def download_report(self, file, path):
        self._maybe_fail("download_report")
        Path(path).write_text(f"{file.name} {file.size}")

    def archive_report(self, file):
        self._maybe_fail("archive_report")
        self.archived.append(file.name)

    def open_report(self, stream, name):
        for file, header, lines in self.reports:
            if file.name == name:
                return FakeReport(header, lines)
        return FakeReport(ReportHeader(file.kind, "", None), [])
