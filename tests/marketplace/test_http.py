# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""HTTP: each way of failing, against a real server, becomes the right error."""

from __future__ import annotations

import io
import logging
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from odoo.addons.laredoute_connector.marketplace.errors import (
    AccessRefused,
    MarketplaceError,
    RefusedData,
    RetryLater,
    TooManyRequests,
    UnknownOutcome,
    UnreadableData,
    UntrustedServer,
    WrongCredentials,
    WrongSettings,
)
from odoo.addons.laredoute_connector.marketplace.transport.body import (
    Body,
    bytes_body,
    multipart_body,
)
from odoo.addons.laredoute_connector.marketplace.transport.http_client import (
    Answer,
    Call,
    HttpClient,
    _blocks,
)
from odoo.addons.laredoute_connector.marketplace.transport.http_errors import (
    retry_after,
)

from .servers import (
    Behaviour,
    WireServer,
    answer,
    closes_after,
    is_silent,
    make_authority,
    resets_after,
    resets_in_the_middle,
    says,
)

SECRETS = ("pass-word-1", "c2VsbGVy", "body-secret", "header-secret")


def call(url: str, *, effect: bool = True, body: Body | None = None) -> Call:
    return Call(
        url=url,
        body=body or bytes_body(b"<a>body-secret</a>"),
        headers={"Content-Type": "text/xml", "X-Secret": "header-secret"},
        service="items",
        effect=effect,
    )


@contextmanager
def client(
    read_timeout: float = 10.0, total: float = 0.0, ca_file: str = ""
) -> Iterator[HttpClient]:
    made = HttpClient(
        ("seller", "pass-word-1"),
        # sending is under the first of the two
        (read_timeout, read_timeout),
        total_timeout=total,
        ca_file=ca_file,
    )
    try:
        yield made
    finally:
        made.close()


def post(
    url: str, *, effect: bool = True, body: Body | None = None, patience: float = 10.0
) -> Answer:
    with client(patience) as http:
        return http.post(call(url, effect=effect, body=body))


def failure(
    *behaviours: Behaviour,
    effect: bool = True,
    body: Body | None = None,
    patience: float = 10.0,
) -> MarketplaceError:
    """Return the error of one call, having looked for secrets in it."""
    with WireServer(*behaviours) as server:
        with pytest.raises(MarketplaceError) as caught:
            post(server.url, effect=effect, body=body, patience=patience)
        shown = f"{caught.value!r} {caught.value} {caught.value.remote_message}"
        assert not any(secret in shown for secret in SECRETS)
        assert caught.value.service == "items"
        # nothing of the library hangs on: a trace would print its address
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__ or not caught.value.__context__
    return caught.value


# -------------------------------------------------------------------- it works
@pytest.mark.parametrize("status", [200, 202, 500])
def test_answer_is_given_whole(status: int) -> None:
    with WireServer(says(answer(status, b"x" * 3_000_000))) as server:
        given = post(server.url)
        assert given.status == status
        assert len(given.stream.read()) == 3_000_000
        given.stream.close()
        (request,) = server.requests
    assert request.startswith(b"POST /service HTTP/1.1\r\n")
    assert b"Authorization: Basic c2VsbGVyOnBhc3Mtd29yZC0x\r\n" in request
    assert b"Content-Length: 18\r\n" in request
    assert b"Connection: close\r\n" in request
    assert request.endswith(b"\r\n\r\n<a>body-secret</a>")


def test_each_call_has_a_connection_of_its_own() -> None:
    def keeps_open(connection: socket.socket, server: WireServer) -> None:
        while True:
            server.read_request(connection)
            connection.sendall(answer(200, b"ok", "Connection: keep-alive"))

    with WireServer(keeps_open) as server, client() as http:
        for _time in range(3):
            http.post(call(server.url)).stream.close()
        assert server.connections == len(server.requests) == 3


def test_chunked_answer_is_read() -> None:
    content = (
        b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    )
    with WireServer(says(content)) as server:
        stream = post(server.url).stream
        assert stream.read() == b"abc"
        stream.close()


def test_login_may_hold_any_letter() -> None:
    with WireServer(says(answer(200))) as server:
        http = HttpClient(("sélleŕ", "€"), (2.0, 2.0))
        http.post(call(server.url)).stream.close()
        http.close()
        http.close()
    assert b"Basic c8OpbGxlxZU64oKs" in server.requests[0]


def response_of(raw: object, length: int) -> requests.Response:
    response = requests.Response()
    response.raw = raw
    response.headers["Content-Length"] = str(length)
    return response


def test_library_that_does_not_notice_a_cut_is_not_trusted() -> None:
    response = response_of(io.BytesIO(b"12345"), 9)
    with pytest.raises(requests.exceptions.ConnectionError):
        list(_blocks(response))
    assert list(_blocks(response_of(io.BytesIO(b"12345"), 5))) == [b"12345"]


def test_library_that_cannot_read_what_has_arrived_is_served() -> None:
    class OldRaw:
        def __init__(self) -> None:
            self.read = io.BytesIO(b"x" * 3000).read

    assert b"".join(_blocks(response_of(OldRaw(), 3000))) == b"x" * 3000


# ---------------------------------------------------------------- by its status
@pytest.mark.parametrize("effect", [True, False])
@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (301, WrongSettings),
        (400, RefusedData),
        (401, WrongCredentials),
        (403, AccessRefused),
        (404, WrongSettings),
        (407, WrongSettings),
        (408, RetryLater),
        (413, RefusedData),
        (429, TooManyRequests),
        (503, RetryLater),
    ],
)
def test_status_that_says_what_happened(
    status: int, kind: type[MarketplaceError], effect: bool
) -> None:
    error = failure(says(answer(status, b"body-secret")), effect=effect)
    assert type(error) is kind
    assert error.code in (f"http_{status}", "too_many_requests")


@pytest.mark.parametrize("status", [502, 504, 507])
def test_status_that_leaves_it_open(status: int) -> None:
    error = failure(says(answer(status)))
    assert (type(error), error.code) == (UnknownOutcome, f"http_{status}")
    assert type(failure(says(answer(status)), effect=False)) is RetryLater


def test_redirection_is_not_followed() -> None:
    with WireServer(says(answer(200))) as other:
        error = failure(says(answer(307, b"", f"Location: {other.url}")))
        assert error.code == "http_307"
        assert not other.requests


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (429, ["Retry-After: 120"], 120),
        (503, ["Retry-After: 7"], 7),
        (429, [], None),
        (429, ["Retry-After: soon"], None),
        (
            429,
            [
                "Retry-After: Sat, 21 Nov 2026 10:01:30 GMT",
                "Date: Sat, 21 Nov 2026 10:00:00 GMT",
            ],
            90,
        ),
        (
            429,
            [
                "Retry-After: Sat, 21 Nov 2026 09:00:00 GMT",
                "Date: Sat, 21 Nov 2026 10:00:00 GMT",
            ],
            0,
        ),
        (429, ["Retry-After: Sat, 21 Nov 2026 10:01:30 GMT"], None),
    ],
)
def test_wait_is_told(status: int, headers: list[str], seconds: float | None) -> None:
    error = failure(says(answer(status, b"", *headers)))
    assert isinstance(error, TooManyRequests)
    assert error.retry_after == seconds


def test_wait_between_dates_of_two_kinds_is_none() -> None:
    headers = {
        "Retry-After": "Sat, 21 Nov 2026 10:01:30 -0000",
        "Date": "Sat, 21 Nov 2026 10:00:00 GMT",
    }
    assert retry_after(headers) is None


# ----------------------------------------------------------- nothing was taken
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.mark.parametrize(
    "url", ["http://no-such-host.invalid/x", f"http://127.0.0.1:{free_port()}/x"]
)
@pytest.mark.parametrize("effect", [True, False])
def test_unreachable_server_took_nothing(url: str, effect: bool) -> None:
    with pytest.raises(RetryLater) as caught:
        post(url, effect=effect)
    assert (type(caught.value), caught.value.code) == (RetryLater, "unreachable")


def test_connection_that_does_not_come_took_nothing() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        # the queue of connections is filled, the next one waits for ever
        waiting = [socket.socket() for _number in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(address)
        http = HttpClient(("a", "b"), (0.3, 5.0))
        with pytest.raises(RetryLater) as caught:
            http.post(call(f"http://127.0.0.1:{address[1]}/"))
        assert caught.value.code == "connect_timeout"
        http.close()
        for each in waiting:
            each.close()


def test_large_request_that_is_cut_was_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(b"x" * 30_000_000)
    error = failure(resets_in_the_middle, body=multipart_body(b"a", path, b"b"))
    assert (type(error), error.code) == (RetryLater, "unreachable")


def test_request_that_cannot_be_sent_in_time_was_not_taken(tmp_path: Path) -> None:
    def never_reads(connection: socket.socket, server: WireServer) -> None:
        server.released.wait(10)

    path = tmp_path / "large"
    path.write_bytes(b"x" * 30_000_000)
    body = multipart_body(b"a", path, b"b")
    error = failure(never_reads, body=body, patience=0.5)
    assert (type(error), error.code) == (RetryLater, "send_timeout")


def test_server_that_was_not_reached_is_tried_twice() -> None:
    # port is known only once: the first try fails, a server comes for the second
    port = free_port()
    tries = []

    class Counting(Body):
        def rewind(self) -> None:
            tries.append(1)
            super().rewind()

    body = Counting(lambda: iter((b"x",)), 1)
    with pytest.raises(RetryLater):
        post(f"http://127.0.0.1:{port}/", body=body)
    # once when it is made, then once for each try
    assert len(tries) == 3


def test_request_that_may_have_arrived_is_never_sent_again() -> None:
    for behaviour in (resets_after, closes_after, is_silent):
        with WireServer(behaviour) as server:
            with pytest.raises(UnknownOutcome):
                post(server.url, patience=0.5 if behaviour is is_silent else 10)
            assert server.connections == 1


# --------------------------------------------------------------- nobody knows
@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        (is_silent, "timeout"),
        (resets_after, "connection_lost"),
        (closes_after, "connection_lost"),
        (says(answer(200, b"x" * 100)[:-50]), "connection_lost"),
        (
            says(b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc"),
            "connection_lost",
        ),
        (says(b"this is no HTTP\r\n\r\n"), "connection_lost"),
    ],
)
def test_whole_request_without_whole_answer(behaviour: Behaviour, code: str) -> None:
    patience = 0.5 if code == "timeout" else 10
    error = failure(behaviour, patience=patience)
    assert (type(error), error.code) == (UnknownOutcome, code)
    error = failure(behaviour, effect=False, patience=patience)
    assert (type(error), error.code) == (RetryLater, code)


def test_dripping_answer_ends_with_the_total_time() -> None:
    def drips(connection: socket.socket, server: WireServer) -> None:
        server.read_request(connection)
        connection.sendall(b"HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\n")
        while not server.released.wait(0.05):
            connection.sendall(b".")

    with WireServer(drips) as server, client(total=0.5) as http:
        start = time.monotonic()
        with pytest.raises(UnknownOutcome) as caught:
            http.post(call(server.url))
        assert caught.value.code == "timeout"
        assert time.monotonic() - start < 3


@pytest.mark.parametrize(
    ("effect", "kind"), [(True, UnknownOutcome), (False, UnreadableData)]
)
def test_answer_that_is_too_large(effect: bool, kind: type[MarketplaceError]) -> None:
    with WireServer(says(answer(200, b"x" * 200_000))) as server, client() as http:
        http.answer_limit = 100_000
        with pytest.raises(kind) as caught:
            http.post(call(server.url, effect=effect))
    assert type(caught.value) is kind
    assert caught.value.code == "answer_too_large"


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
