# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The platform opened on small servers, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from odoo.addons.laredoute_connector.marketplace.platforms import open_marketplace
from odoo.addons.laredoute_connector.marketplace.port import Marketplace

from .builders import fixture, settings
from .servers import SftpHost, WireServer
from .sftp_case import Host


@contextmanager
def market(server: WireServer | None = None, **values: Any) -> Iterator[Marketplace]:
    url = server.url if server else "http://127.0.0.1:9/x"
    urls = {"items_url": url, "offers_url": url, "orders_url": url}
    with open_marketplace(settings(**{**urls, **values})) as opened:
        yield opened


def parts(request: bytes) -> tuple[dict[str, str], list[Any]]:
    """Return the headers and the two parts of a multipart request."""
    _line, _end, rest = request.partition(b"\r\n")
    message = message_from_bytes(rest)
    found = message.get_payload()
    assert isinstance(found, list)
    return {name.lower(): value for name, value in message.items()}, found


def enveloped(content: bytes) -> bytes:
    """Return an answer whose body holds ``content``."""
    return b"<Envelope><Body>" + content + b"</Body></Envelope>"


REPORT = "V42.products_laredoute.B-100.2026-11-22-10-00-00.xml"


def sftp_settings(host: Host, **values: Any) -> dict[str, Any]:
    return {
        "sftp_host": "127.0.0.1",
        "sftp_port": host.port,
        "sftp_user": host.user,
        "sftp_password": host.password,
        "sftp_private_key": host.private_key,
        "sftp_host_key": host.host_key,
        **values,
    }


@pytest.fixture(name="report_host")
def running_report_host(tmp_path: Path) -> Iterator[SftpHost]:
    folder = tmp_path / "server"
    (folder / "reports").mkdir(parents=True)
    content = fixture("reports_products_rejected.xml")
    (folder / "reports" / REPORT).write_bytes(content)
    (folder / "reports" / "later.xml.part").write_bytes(content)
    with SftpHost(folder) as running:
        yield running
