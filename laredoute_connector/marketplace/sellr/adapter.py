# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sell-R behind the port."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from ..budget import CallBudget
from ..errors import RefusedData, UnreadableData, WrongSettings
from ..port import AnswerReader, Marketplace
from ..records import (
    AccessCheck,
    AnswerRef,
    BrokenOrder,
    Decision,
    EncodedFile,
    FileKind,
    LineResult,
    Offer,
    Order,
    Product,
    Receipt,
)
from ..settings import SellrSettings
from ..transport.sftp_client import SftpClient
from ..transport.sftp_connection import SftpAccess, fetch_host_key
from .access import check_access
from .client import SellrClient
from .reports import archive_folder, archived_reports, finished_reports, read_name
from .wire import assumptions
from .wire.offers import OfferSender, encode_offers, offer_file_name
from .wire.products import encode_products
from .wire.reports import read_report

_MEDIA_TYPE = "application/xml"


class SellrMarketplace(Marketplace):
    """One seller account on Sell-R; see :class:`~..port.Marketplace`.

    :param settings: read once; make another for other settings
    :param budget: consulted before each call
    :raises WrongSettings: when the file of certificate authorities is unreadable
    """

    def __init__(
        self, settings: SellrSettings, budget: CallBudget | None = None
    ) -> None:
        self._settings = settings
        self._budget = budget or CallBudget()
        self._sender = OfferSender(settings.vendor_id, settings.hub_id, settings.site)
        self._client = SellrClient(settings, self._budget)
        self._sftp_client: SftpClient | None = None

    def close(self) -> None:
        self._client.close()
        sftp, self._sftp_client = self._sftp_client, None
        if sftp:
            sftp.close()

    def check_access(self, now: datetime) -> Iterator[AccessCheck]:
        return check_access(self._settings, self._client, self._sftp, now)

    def server_key(self) -> str:
        """Return the report server's key; see :class:`~..port.HasServerKey`."""
        settings = self._settings
        return fetch_host_key(
            settings.sftp_host, settings.sftp_port, settings.connect_timeout
        )

    # ----------------------------------------------------------------- files
    def encode(
        self,
        kind: FileKind,
        records: Iterable[Product] | Iterable[Offer],
        path: Path,
        now: datetime,
    ) -> EncodedFile:
        vendor_id = self._settings.vendor_id
        if kind is FileKind.PRODUCTS:
            products = cast("Iterable[Product]", records)
            count = encode_products(products, vendor_id, path)
            name = f"{vendor_id}.VendorItems.xml"
        else:
            offers = cast("Iterable[Offer]", records)
            count = encode_offers(offers, self._sender, path, now)
            name = offer_file_name(vendor_id, now)
        return EncodedFile(path, name, count, _MEDIA_TYPE)

    def send(self, kind: FileKind, file: EncodedFile) -> Receipt:
        if kind is FileKind.PRODUCTS:
            return self._client.inject_items(file)
        return self._client.inject_offers(file)

    # ---------------------------------------------------------------- orders
    def fetch_orders(
        self, since: datetime, until: datetime
    ) -> Iterator[Order | BrokenOrder]:
        return self._client.retrieve_orders(since, until)

    def decide(self, decisions: Sequence[Decision]) -> Iterator[LineResult]:
        most = assumptions.UPDATES_PER_REQUEST
        count = sum(len(decision.lines) for decision in decisions)
        if count > most:
            raise RefusedData(
                f"more than {most} updates in one request",
                code="too_many_updates",
                service="orders",
            )
        # one request answers for all of them
        return iter(self._client.update_orders(decisions) if count else ())

    # --------------------------------------------------------------- answers
    def list_answers(self, pending: Sequence[Receipt]) -> Iterator[AnswerRef]:
        yield from finished_reports(self._sftp().list_files(self._settings.sftp_folder))

    def find_answers(self, pending: Sequence[Receipt]) -> Iterator[AnswerRef]:
        folder = archive_folder(self._settings.sftp_folder)
        try:
            files = self._sftp().list_files(folder)
        except WrongSettings as error:
            if error.code != "folder_missing":
                raise
            # it is made with the first report that is moved there
            return
        yield from archived_reports(files, pending)

    def fetch_answer(self, ref: AnswerRef, path: Path) -> None:
        if ref.trouble:
            raise UnreadableData(
                "the report cannot be fetched", code=ref.trouble, service="reports"
            )
        self._sftp().download(ref.path, ref.size, path)

    def settle_answer(self, ref: AnswerRef) -> None:
        folder = archive_folder(self._settings.sftp_folder)
        self._sftp().archive(ref.path, folder)

    def open_answer(self, stream: BinaryIO, name: str) -> AnswerReader:
        return read_report(stream, read_name(name))

    def _sftp(self) -> SftpClient:
        self._budget.require("reports")
        if self._sftp_client is None:
            settings = self._settings
            self._sftp_client = SftpClient(
                SftpAccess(
                    host=settings.sftp_host,
                    port=settings.sftp_port,
                    user=settings.sftp_user,
                    password=settings.sftp_password,
                    private_key=settings.sftp_private_key,
                    host_key=settings.sftp_host_key,
                    connect_timeout=settings.connect_timeout,
                    read_timeout=settings.read_timeout,
                )
            )
        return self._sftp_client
