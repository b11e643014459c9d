# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An SFTP server over a folder, and clients of it, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from odoo.addons.laredoute_connector.marketplace.errors import (
    MarketplaceError,
)
from odoo.addons.laredoute_connector.marketplace.transport.sftp_client import (
    SftpClient,
)
from odoo.addons.laredoute_connector.marketplace.transport.sftp_connection import (
    SftpAccess,
)

from .openssh import OpenSshHost
from .servers import SftpHost

Host = SftpHost | OpenSshHost

CONTENT = bytes(range(256)) * 1000
NAME = "reports/a.xml"


@pytest.fixture(name="host")
def running_host(tmp_path: Path) -> Iterator[SftpHost]:
    folder = tmp_path / "server"
    (folder / "reports").mkdir(parents=True)
    (folder / NAME).write_bytes(CONTENT)
    with SftpHost(folder) as running:
        yield running


@pytest.fixture(name="either", params=["in process", "OpenSSH"])
def either_host(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Host]:
    """Our own server, and a real one."""
    if request.param == "in process":
        yield request.getfixturevalue("host")
        return
    with OpenSshHost(request.getfixturevalue("openssh")) as running:
        (running.folder / NAME).write_bytes(CONTENT)
        yield running


@pytest.fixture(name="taken")
def folder_of_ours(tmp_path: Path) -> Path:
    """Where files are brought to."""
    folder = tmp_path / "taken"
    folder.mkdir()
    return folder


def access(host: Host, /, **values: Any) -> SftpAccess:
    return SftpAccess(
        **{
            "host": "127.0.0.1",
            "port": host.port,
            "user": host.user,
            "password": host.password,
            "private_key": host.private_key,
            "host_key": host.host_key,
            "connect_timeout": 10.0,
            "read_timeout": 10.0,
            **values,
        }
    )


@contextmanager
def connected(host: Host, /, **values: Any) -> Iterator[SftpClient]:
    client = SftpClient(access(host, **values))
    try:
        yield client
    finally:
        client.close()
        client.close()


def failure(host: Host, /, **values: Any) -> MarketplaceError:
    with connected(host, **values) as client, pytest.raises(MarketplaceError) as caught:
        client.list_files("reports")
    shown = f"{caught.value!r} {caught.value}"
    assert (host.password or host.private_key) not in shown
    assert caught.value.service == "reports"
    return caught.value
