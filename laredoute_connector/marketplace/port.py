# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The promises every platform keeps to the ORM side.

Every method may raise the errors of :mod:`.errors` and nothing else. No method
reads a clock or sleeps: moments come in as arguments. What a platform cannot do
is declared in :class:`Capabilities`, not discovered by an exception.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from .records import (
    AccessCheck,
    BrokenOrder,
    CompetingOffer,
    LineStatus,
    Offer,
    Order,
    OrderUpdate,
    Product,
    Receipt,
    RemoteFile,
    ReportError,
    ReportHeader,
    UpdateKind,
    UpdateResult,
)


@dataclass(frozen=True)
class Capabilities:
    """What a platform can do, and how it wants it done."""

    #: verbs it understands
    update_kinds: frozenset[UpdateKind]
    #: reports come as files that must be collected
    report_files: bool
    #: shortest time between two offer files
    offer_interval: timedelta
    #: longest time until a product file is reported on (first file counted)
    product_report_delay: timedelta
    #: longest time until an offer file is reported on
    offer_report_delay: timedelta
    #: most updates in one request
    updates_per_request: int


@dataclass(frozen=True)
class EncodedFile:
    """A file made ready to send, on disk.

    :ivar path: where it lies; the caller removes it
    :ivar filename: the name the platform wants
    :ivar items: how many items it holds
    """

    path: Path
    filename: str
    items: int


class ReportReader(ABC):
    """A report opened for reading: header first, then lines, streamed once."""

    header: ReportHeader

    @abstractmethod
    def __iter__(self) -> Iterator[ReportError | CompetingOffer]:
        """Yield the report's lines, raising ``UnreadableData`` when it is cut."""


class Marketplace(ABC):
    """One seller account on one platform. Use it in a ``with`` block."""

    capabilities: Capabilities

    def __enter__(self) -> Marketplace:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Close every connection. May be called twice."""

    @abstractmethod
    def check_access(self, now: datetime) -> Iterator[AccessCheck]:
        """Try each service and each token on its own, without any effect."""

    @abstractmethod
    def server_key(self) -> str:
        """Return the report server's present host key (``ssh-ed25519 AAAA…``).

        Used once, when a person pins it; raises ``RetryLater`` if unreachable.
        """

    # ------------------------------------------------------------- files out
    @abstractmethod
    def encode_products(self, products: Iterable[Product], path: Path) -> EncodedFile:
        """Stream a product file to ``path``."""

    @abstractmethod
    def send_products(self, file: EncodedFile) -> Receipt:
        """Send a product file. Raises ``UnknownOutcome`` after a late time-out."""

    @abstractmethod
    def encode_offers(
        self, offers: Iterable[Offer], path: Path, now: datetime
    ) -> EncodedFile:
        """Stream an offer file, dated ``now`` (UTC), to ``path``."""

    @abstractmethod
    def send_offers(self, file: EncodedFile) -> Receipt:
        """Send an offer file. Raises ``UnknownOutcome`` after a late time-out."""

    # ---------------------------------------------------------------- orders
    @abstractmethod
    def fetch_orders(
        self, statuses: Sequence[LineStatus], since: datetime, until: datetime
    ) -> Iterator[Order | BrokenOrder]:
        """Yield the orders with a line in one of ``statuses`` changed in the period."""

    @abstractmethod
    def decode_order(self, source: bytes) -> Order:
        """Read again one stored :attr:`Order.source`."""

    @abstractmethod
    def send_updates(self, updates: Sequence[OrderUpdate]) -> list[UpdateResult]:
        """Tell decisions; one result for each, in the same order."""

    # --------------------------------------------------------------- reports
    @abstractmethod
    def list_reports(self) -> list[RemoteFile]:
        """List finished-looking reports, oldest first; half-written ones left out."""

    @abstractmethod
    def download_report(self, file: RemoteFile, path: Path) -> None:
        """Bring one report to ``path``; whole, or ``RetryLater`` and nothing there.

        Whole means as many bytes as when it was listed, before and after. A file
        whose writer pauses looks whole too: only reading it shows that it is cut
        (``UnreadableData``, code ``xml_cut``).
        """

    @abstractmethod
    def archive_report(self, file: RemoteFile) -> None:
        """Move a report to the archive; harmless when it is already gone."""

    @abstractmethod
    def open_report(self, stream: BinaryIO, name: str) -> ReportReader:
        """Read a stored report. ``name`` is its file name on the server."""
