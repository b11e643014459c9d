# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Trying each service and each credential on its own, without any effect."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from ..errors import MarketplaceError, RefusedData, UnreadableData
from ..records import AccessCheck, EncodedFile
from ..settings import SellrSettings
from ..transport.sftp_client import SftpClient
from ..transport.ssh_keys import key_fingerprint
from .client import SellrClient
from .reports import finished_reports
from .wire.offers import OfferSender, encode_offers, offer_file_name
from .wire.products import encode_products

_MINUTE = timedelta(minutes=1)
_Details = Mapping[str, str]


def check_access(
    settings: SellrSettings,
    client: SellrClient,
    open_sftp: Callable[[], SftpClient],
    now: datetime,
) -> Iterator[AccessCheck]:
    """Yield one check for each subject; none stops the others.

    The report server is one only when the account has its address.

    What is sent is empty: no item, no offer, no verb. Being refused as data
    proves the credentials, since they are looked at first (assumptions
    ``EMPTY_PRODUCT_FILE_HAS_NO_EFFECT``, ``EMPTY_OFFER_FILE_HAS_NO_EFFECT`` and
    ``EMPTY_UPDATE_HAS_NO_EFFECT``).
    """
    yield _check("items", lambda: _try_items(settings, client))
    yield _check("offers", lambda: _try_offers(settings, client, now))
    yield _check("orders_read", lambda: _try_reading(client, now))
    yield _check("orders_update", lambda: _try_updating(client))
    if settings.sftp_host:
        yield _check("sftp", lambda: _try_sftp(settings, open_sftp))


def _check(subject: str, attempt: Callable[[], _Details]) -> AccessCheck:
    try:
        return AccessCheck(subject, details=attempt())
    except UnreadableData as error:
        return AccessCheck(subject, error=error)
    except RefusedData as error:
        if not _proves_credentials(error):
            return AccessCheck(subject, error=error)
        return AccessCheck(subject, details={"answer": error.remote_message})
    except MarketplaceError as error:
        return AccessCheck(subject, error=error)


def _proves_credentials(error: RefusedData) -> bool:
    """Whether the service itself refused the content, rather than HTTP the call."""
    return bool(error.remote_code or error.remote_message)


def _try_items(settings: SellrSettings, client: SellrClient) -> _Details:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "empty.xml")
        encode_products((), settings.vendor_id, path)
        receipt = client.inject_items(EncodedFile(path, path.name, items=0))
    return {"batch_id": receipt.batch_id}


def _try_offers(
    settings: SellrSettings, client: SellrClient, now: datetime
) -> _Details:
    sender = OfferSender(settings.vendor_id, settings.hub_id, settings.site)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "empty.xml")
        encode_offers((), sender, path, now)
        name = offer_file_name(settings.vendor_id, now)
        receipt = client.inject_offers(EncodedFile(path, name, items=0))
    return {"batch_id": receipt.batch_id}


def _try_reading(client: SellrClient, now: datetime) -> _Details:
    orders = client.retrieve_orders(now - _MINUTE, now)
    return {"orders": str(sum(1 for _order in orders))}


def _try_updating(client: SellrClient) -> _Details:
    client.update_orders(())
    return {}


def _try_sftp(settings: SellrSettings, open_sftp: Callable[[], SftpClient]) -> _Details:
    sftp = open_sftp()
    files = sftp.list_files(settings.sftp_folder)
    return {
        "host_key": key_fingerprint(settings.sftp_host_key),
        "folder": settings.sftp_folder,
        "reports": str(len(finished_reports(files))),
    }
