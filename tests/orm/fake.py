# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A marketplace in memory that keeps the port's promises, with failures on demand."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from odoo.addons.laredoute_connector.marketplace.budget import CallBudget
from odoo.addons.laredoute_connector.marketplace.port import (
    AnswerReader,
    Capabilities,
    Marketplace,
    Platform,
    Scope,
)
from odoo.addons.laredoute_connector.marketplace.records import (
    AccessCheck,
    AnswerHeader,
    AnswerKind,
    AnswerRef,
    AnswerResult,
    DecisionKind,
    EncodedFile,
    FileKind,
    LineResult,
    Receipt,
)
from odoo.addons.laredoute_connector.marketplace.refusals import explain
from odoo.addons.laredoute_connector.marketplace.sellr.order_number import ordered_on
from odoo.addons.laredoute_connector.marketplace.sellr.platform import confirms
from odoo.addons.laredoute_connector.marketplace.sellr.rule_book import BOOK
from odoo.addons.laredoute_connector.marketplace.settings import SellrSettings


class FakeReport(AnswerReader):
    def __init__(self, header, lines, shows_end=True):
        self.header = header
        self.shows_end = shows_end
        self._lines = lines

    def __iter__(self):
        for line in self._lines:
            if isinstance(line, Exception):
                raise line
            yield line


class Decided(NamedTuple):
    """A decision about one line, as La Redoute received it."""

    kind: DecisionKind
    line_id: str
    shipped_at: datetime | None
    tracking_number: str
    carrier: str
    tracking_url: str
    quantity: Decimal | None = None
    amount: Decimal | None = None
    refund_shipping: bool = False


class FakeMarketplace(Marketplace):
    """What a test wants La Redoute to hold, and what La Redoute received.

    ``fail[name]`` is a list of exceptions raised by the next calls of a method; of
    ``send``, the names are ``send_products`` and ``send_offers``. The same names are
    those of the operations that are limited.
    """

    name = "sellr"
    settings = SellrSettings
    rule_book = BOOK
    capabilities = Capabilities(
        answers=True,
        decisions={
            **dict.fromkeys(DecisionKind, Scope.LINE),
            DecisionKind.REFUND: Scope.REFUND,
        },
        decisions_per_call=3,
        file_interval={FileKind.OFFERS: timedelta(hours=1)},
        answer_delay={
            FileKind.PRODUCTS: timedelta(hours=48),
            FileKind.OFFERS: timedelta(hours=4),
        },
        answer_within=timedelta(hours=72),
    )

    def __init__(self):
        self.orders = {}
        self.history = ()
        self.broken = []
        self.files = []
        self.updates = []
        self.results = {}
        self.reports = []
        self.fetched = []
        self.archived = []
        self.put_away = []
        self.fail = {}
        self.budget = CallBudget()
        self.periods = []
        self.batch = 0
        self.encoded = {}
        self.checks = [AccessCheck("items"), AccessCheck("sftp")]

    def platform(self):
        """The platform that opens this marketplace for every account."""
        return Platform(
            name=self.name,
            label="Fake",
            settings=self.settings,
            open=self._open,
            capabilities=lambda _settings: self.capabilities,
            # looked up when it is called: a test may replace it
            decode_order=lambda source: self.decode_order(source),  # noqa: PLW0108
            confirms=confirms,
            ordered_on=self.ordered_on,
            explain=explain,
            rule_book=self.rule_book,
        )

    def _open(self, _settings, budget):
        self.budget = budget
        return self

    def _maybe_fail(self, name):
        self.budget.require(name)
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

    # ----------------------------------------------------------------- files
    def encode(self, kind, records, path, now):
        records = list(records)
        Path(path).write_text(repr(records))
        self.encoded[kind] = records
        name = {
            FileKind.PRODUCTS: "V1.VendorItems.xml",
            FileKind.OFFERS: f"V1.MKP_SellerOffer.001.{now:%Y-%m-%d-%H-%M-%S}.xml",
        }[kind]
        return EncodedFile(path, name, len(records))

    def send(self, kind, file):
        self._maybe_fail(f"send_{kind.value}")
        self.batch += 1
        content = file.path.read_text()
        self.files.append((kind.value, content, self.encoded.get(kind)))
        return Receipt(f"B{self.batch}", kind)

    def sent(self, kind):
        """Records of the last file of a kind."""
        return [records for sent, _text, records in self.files if sent == kind][-1]

    # ---------------------------------------------------------------- orders
    def fetch_orders(self, since, until):
        self.budget.require("fetch_orders")
        self.periods.append((since, until))
        self._maybe_fail("fetch_orders")
        yield from self.orders.values()
        yield from self.broken

    def find_orders(self, numbers):
        raise AssertionError("there is no call by number here")

    @staticmethod
    def ordered_on(number):
        """The number says the day, as Sell-R's does."""
        return ordered_on(number)

    def finished(self, order):
        """Return an order with what this platform says besides."""
        return order

    def decode_order(self, source):
        remote_id = source.decode().split("|")[0]
        return next(
            order
            for order in self.history
            if order.source == source and order.remote_id == remote_id
        )

    def put(self, order):
        """La Redoute says this of an order from now on."""
        self.orders[order.remote_id] = order
        self.history = (*self.history, order)

    def decide(self, decisions):
        self._maybe_fail("decide")
        for decision in decisions:
            for line in decision.lines:
                parcel = decision.shipment
                self.updates.append(
                    Decided(
                        line.kind,
                        line.line_id,
                        parcel and parcel.shipped_at,
                        parcel.tracking_number if parcel else "",
                        parcel.carrier if parcel else "",
                        parcel.tracking_url if parcel else "",
                        line.quantity,
                        line.amount,
                        line.refund_shipping,
                    )
                )
                yield self.results.get(line.line_id, LineResult(line.line_id, True))

    # --------------------------------------------------------------- answers
    def add_answer(self, kind, batch_id, lines, items_read, rest=AnswerResult.ACCEPTED):
        """La Redoute answers a file.

        :param kind: value of AnswerKind
        :param rest: what its silence means of an item
        """
        number = len(self.reports) + 1
        name = f"V1.{kind}_laredoute.{batch_id}.{number}.xml"
        moment = datetime.now(timezone.utc)
        ref = AnswerRef(
            key=name,
            name=name,
            size=100 + number,
            modified_at=moment,
            kind=AnswerKind(kind),
            batch_id=batch_id,
            path=f"reports/{name}",
        )
        header = AnswerHeader(
            ref.kind, batch_id, moment, items_read, len(lines), rest=rest
        )
        self.reports.append((ref, header, lines))

    def list_answers(self, pending):
        self._maybe_fail("list_answers")
        for ref, _header, _lines in self.reports:
            yield ref

    def find_answers(self, pending):
        """Those in ``put_away``, by the batches that are missing."""
        self._maybe_fail("find_answers")
        wanted = {receipt.batch_id for receipt in pending}
        for ref in self.put_away:
            if ref.batch_id in wanted:
                yield replace(ref, settled=True)

    def fetch_answer(self, ref, path):
        self._maybe_fail("fetch_answer")
        self._maybe_fail(f"fetch {ref.name}")
        self.fetched.append(ref.name)
        Path(path).write_text(f"{ref.name} {ref.size}")

    def settle_answer(self, ref):
        self._maybe_fail("settle_answer")
        self._maybe_fail(f"settle {ref.name}")
        self.archived.append(ref.name)

    def open_answer(self, stream, name):
        for ref, header, lines in self.reports:
            if ref.name == name:
                return FakeReport(header, lines, not name.endswith(".csv"))
        return FakeReport(AnswerHeader(ref.kind, "", None), [])
