# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A server that sends a byte now and then holds no call for ever."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from odoo.addons.laredoute_connector.marketplace.errors import (
    MarketplaceError,
    RetryLater,
    UnknownOutcome,
)
from odoo.addons.laredoute_connector.marketplace.transport import image_client
from odoo.addons.laredoute_connector.marketplace.transport.image_client import (
    ImageClient,
    ImageProblem,
)

from .http_case import call, client
from .servers import Behaviour, WireServer, answer, make_authority, says

HEADERS = b"HTTP/1.1 200 X\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(90))


def drips(content: bytes) -> Behaviour:
    def behave(connection: socket.socket, server: WireServer) -> None:
        server.read_request(connection)
        for at in range(len(content)):
            connection.sendall(content[at : at + 1])
            if server.released.wait(0.05):
                return

    return behave


@pytest.mark.parametrize(
    ("effect", "kind"), [(True, UnknownOutcome), (False, RetryLater)]
)
@pytest.mark.parametrize(
    "content",
    [
        HEADERS + b"Content-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 X" + b"X" * 400 + b"\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 20 + HEADERS,
        b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n1;" + b"x" * 400,
    ],
    ids=["headers", "status", "continues", "chunk"],
)
def test_b14_what_drips_ends_with_the_total_time(
    content: bytes, effect: bool, kind: type[MarketplaceError]
) -> None:
    began = time.monotonic()
    with WireServer(drips(content)) as server, client(5.0, total=0.5) as http:
        with pytest.raises(kind) as caught:
            http.post(call(server.url, effect=effect))
        assert server.connections == 1, "it was not sent again"
    assert caught.value.code == "timeout"
    assert time.monotonic() - began < 4


def test_b14_it_does_over_a_secure_connection_too(tmp_path: Path) -> None:
    context, authority = make_authority(tmp_path)
    began = time.monotonic()
    with (
        WireServer(drips(HEADERS), tls=context) as server,
        client(5.0, total=0.5, ca_file=str(authority)) as http,
        pytest.raises(UnknownOutcome) as caught,
    ):
        http.post(call(server.url))
    assert caught.value.code == "timeout"
    assert time.monotonic() - began < 4


def test_b14_the_next_call_has_its_own_time() -> None:
    with (
        WireServer(drips(HEADERS), says(answer(200, b"ok"))) as server,
        client(5.0, total=0.5) as http,
    ):
        with pytest.raises(UnknownOutcome):
            http.post(call(server.url))
        given = http.post(call(server.url))
        assert given.stream.read() == b"ok"
        given.stream.close()


# ------------------------------------------------------------------------ images
@pytest.mark.parametrize("private", [True, False], ids=["any host", "public hosts"])
@pytest.mark.parametrize("body", [b"", b"x" * 400], ids=["headers", "body"])
def test_b14_an_image_that_drips_is_given_up(
    body: bytes, private: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where each connection is looked at, so that it leads to a public host."""
    monkeypatch.setattr(image_client, "is_public", lambda _address: True)
    start = b"HTTP/1.1 200 X\r\n\r\n" if body else HEADERS
    began = time.monotonic()
    with (
        WireServer(drips(start + body)) as server,
        ImageClient(allow_private=private, total_timeout=0.5) as images,
        pytest.raises(ImageProblem) as caught,
    ):
        images.fetch(server.url)
    assert caught.value.code == "timeout"
    assert time.monotonic() - began < 4


def test_b14_redirections_have_no_time_of_their_own() -> None:
    def moves_late(connection: socket.socket, server: WireServer) -> None:
        server.released.wait(0.3)
        says(answer(302, b"", "Location: /", "Connection: close"))(connection, server)

    with (
        WireServer(moves_late, moves_late, moves_late) as server,
        ImageClient(allow_private=True, total_timeout=0.5) as images,
        pytest.raises(ImageProblem) as caught,
    ):
        images.fetch(server.url)
    assert caught.value.code == "timeout"


def test_b14_the_next_image_has_its_own_time() -> None:
    with (
        WireServer(drips(HEADERS), says(answer(200, b"ok"))) as server,
        ImageClient(allow_private=True, total_timeout=0.5) as images,
    ):
        with pytest.raises(ImageProblem):
            images.fetch(server.url)
        found = images.fetch(server.url)
        assert found is not None and found.data == b"ok"
