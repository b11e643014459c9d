# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The guard of :mod:`tests.conftest` is up in every test."""

import socket

import pytest

from tests.conftest import NetworkRefused


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("8.8.8.8", 53)])
def test_connection_to_elsewhere_is_refused(address: tuple[str, int]) -> None:
    with socket.socket() as client, pytest.raises(NetworkRefused):
        client.connect(address)


def test_name_of_elsewhere_is_not_looked_up() -> None:
    with pytest.raises(NetworkRefused):
        socket.getaddrinfo("www.laredoute.fr", 443)


def test_name_that_cannot_exist_fails_as_it_would() -> None:
    with pytest.raises(socket.gaierror):
        socket.create_connection(("nowhere.invalid", 80), timeout=1)


def test_loopback_is_allowed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        for host in ("127.0.0.1", "localhost"):
            socket.create_connection((host, port), timeout=5).close()
