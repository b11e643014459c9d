# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""HTTP: addresses, certificates, logs, bodies, and the library underneath."""

from __future__ import annotations

import logging
import socket
from pathlib import Path

import pytest

from odoo.addons.laredoute_connector.marketplace.errors import (
    RetryLater,
    UntrustedServer,
    WrongSettings,
)
from odoo.addons.laredoute_connector.marketplace.transport.body import (
    bytes_body,
    multipart_body,
)
from odoo.addons.laredoute_connector.marketplace.transport.http_client import (
    HttpClient,
)

from .http_case import SECRETS, call, client, failure, post
from .servers import (
    WireServer,
    answer,
    make_authority,
    says,
)


# -------------------------------------------------------------------- settings
@pytest.mark.parametrize("url", ["", "example", "ftp://example/x", "http:///x"])
def test_what_is_no_address_is_a_setting(url: str) -> None:
    with pytest.raises(WrongSettings) as caught:
        post(url)
    assert caught.value.code == "bad_url"


def test_certificate_must_be_trusted(tmp_path: Path) -> None:
    context, authority = make_authority(tmp_path)
    with WireServer(says(answer(200, b"ok")), tls=context) as server:
        with pytest.raises(UntrustedServer) as caught:
            post(server.url)
        assert caught.value.code == "certificate_untrusted"
        assert server.requests == []
        with client(ca_file=str(authority)) as http:
            given = http.post(call(server.url))
            assert given.stream.read() == b"ok"
            given.stream.close()


def test_certificate_must_be_of_that_host(tmp_path: Path) -> None:
    context, authority = make_authority(tmp_path)
    with (
        WireServer(says(answer(200)), tls=context) as server,
        client(ca_file=str(authority)) as http,
        pytest.raises(UntrustedServer),
    ):
        http.post(call(server.url.replace("127.0.0.1", "localhost")))


def test_server_that_speaks_no_tls_took_nothing() -> None:
    def speaks_at_once(connection: socket.socket, server: WireServer) -> None:
        connection.recv(100)
        connection.sendall(answer(400))

    with WireServer(speaks_at_once) as server, pytest.raises(RetryLater) as caught:
        post(server.url.replace("http:", "https:"))
    assert caught.value.code == "tls_failed"


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_authorities_that_cannot_be_read_are_a_setting(
    tmp_path: Path, content: str | None
) -> None:
    path = tmp_path / "ca.pem"
    if content:
        path.write_text(content)
    with pytest.raises(WrongSettings) as caught:
        HttpClient(("a", "b"), ca_file=str(path))
    assert caught.value.code == "ca_file_unreadable"


def test_nothing_secret_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    failure(says(answer(401, b"body-secret")))
    assert not any(secret in caplog.text for secret in SECRETS)


# ------------------------------------------------------------------------ body
@pytest.mark.parametrize("size", [0, 1, 2, 3, 56, 57, 58, 58368, 58369, 200_000])
def test_body_is_as_long_as_it_says(tmp_path: Path, size: int) -> None:
    import base64

    content = bytes(number % 251 for number in range(size))
    path = tmp_path / "file"
    path.write_bytes(content)
    body = multipart_body(b"before|", path, b"|after")
    for _time in range(2):
        given = b"".join(body)
        assert len(given) == len(body)
        assert body.finished
        before, encoded, after = given.split(b"|")
        assert (before, after) == (b"before", b"after")
        assert base64.b64decode(encoded) == content
        assert all(len(line) <= 76 for line in encoded.split(b"\r\n"))
        body.rewind()
        assert not body.started


def test_body_knows_how_far_it_was_handed_over() -> None:
    body = bytes_body(b"abcdef")
    assert body.read(4) == b"abcd"
    assert body.started
    assert not body.finished
    assert body.read() == b"ef"
    assert body.finished
    assert body.read(5) == b""
