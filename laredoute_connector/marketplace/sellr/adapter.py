# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sell-R behind the port."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from ..errors import RefusedData
from ..port import Capabilities, EncodedFile, Marketplace, ReportReader
from ..records import (
    AccessCheck,
    BrokenOrder,
    LineStatus,
    Offer,
    Order,
    OrderUpdate,
    Product,
    Receipt,
    RemoteFile,
    Settings,
    UpdateKind,
    UpdateResult,
)
from ..transport.sftp_client import SftpAccess, SftpClient, fetch_host_key
from .access import check_access
from .client import SellrClient
from .reports import archive_folder, finished_reports, read_name
from .wire import assumptions
from .wire.offers import OfferSender, encode_offers, offer_file_name
from .wire.orders import decode_order
from .wire.products import encode_products
from .wire.reports import read_report


class SellrMarketplace(Marketplace):
    """One seller account on Sell-R; see :class:`~..port.Marketplace`.

    :param settings: read once; make another for other settings
    :raises WrongSettings: when the file of certificate authorities is unreadable
    """

    capabilities = Capabilities(
        update_kinds=frozenset(UpdateKind),
        report_files=True,
        offer_interval=assumptions.OFFER_INTERVAL,
        product_report_delay=assumptions.PRODUCT_REPORT_DELAY,
        offer_report_delay=assumptions.OFFER_REPORT_DELAY,
        updates_per_request=assumptions.UPDATES_PER_REQUEST,
    )

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._sender = OfferSender(settings.vendor_id, settings.hub_id)
        self._client = SellrClient(settings)
        self._sftp_client: SftpClient | None = None

    def close(self) -> None:
        self._client.close()
        sftp, self._sftp_client = self._sftp_client, None
        if sftp:
            sftp.close()

    def check_access(self, now: datetime) -> Iterator[AccessCheck]:
        return check_access(self._settings, self._client, self._sftp, now)

    def server_key(self) -> str:
        settings = self._settings
        return fetch_host_key(
            settings.sftp_host, settings.sftp_port, settings.connect_timeout
        )

    # ------------------------------------------------------------- files out
    def encode_products(self, products: Iterable[Product], path: Path) -> EncodedFile:
        vendor_id = self._settings.vendor_id
        count = encode_products(products, vendor_id, path)
        return EncodedFile(path, f"{vendor_id}.VendorItems.xml", count)

    def send_products(self, file: EncodedFile) -> Receipt:
        return self._client.inject_items(file)

    def encode_offers(
        self, offers: Iterable[Offer], path: Path, now: datetime
    ) -> EncodedFile:
        count = encode_offers(offers, self._sender, path, now)
        name = offer_file_name(self._settings.vendor_id, now)
        return EncodedFile(path, name, count)

    def send_offers(self, file: EncodedFile) -> Receipt:
        return self._client.inject_offers(file)

    # ---------------------------------------------------------------- orders
    def fetch_orders(
        self, statuses: Sequence[LineStatus], since: datetime, until: datetime
    ) -> Iterator[Order | BrokenOrder]:
        return self._client.retrieve_orders(statuses, since, until)

    def decode_order(self, source: bytes) -> Order:
        return decode_order(source)

    def send_updates(self, updates: Sequence[OrderUpdate]) -> list[UpdateResult]:
        most = self.capabilities.updates_per_request
        if len(updates) > most:
            raise RefusedData(
                f"more than {most} updates in one request",
                code="too_many_updates",
                service="orders",
            )
        return self._client.update_orders(updates) if updates else []

    # --------------------------------------------------------------- reports
    def list_reports(self) -> list[RemoteFile]:
        return finished_reports(self._sftp().list_files(self._settings.sftp_folder))

    def download_report(self, file: RemoteFile, path: Path) -> None:
        self._sftp().download(file.path, file.size, path)

    def archive_report(self, file: RemoteFile) -> None:
        folder = archive_folder(self._settings.sftp_folder)
        self._sftp().archive(file.path, folder)

    def open_report(self, stream: BinaryIO, name: str) -> ReportReader:
        return read_report(stream, read_name(name))

    def _sftp(self) -> SftpClient:
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
