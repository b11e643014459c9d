# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""HTTP: each way of failing, against a real server, becomes the right error."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from odoo.addons.laredoute_connector.marketplace.errors import (
    AccessRefused,
    MarketplaceError,
    RefusedData,
    RetryLater,
    TooManyRequests,
    UnknownOutcome,
    UnreadableData,
    WrongCredentials,
    WrongSettings,
)
from odoo.addons.laredoute_connector.marketplace.transport.body import (
    Body,
    multipart_body,
)
from odoo.addons.laredoute_connector.marketplace.transport.http_client import (
    HttpClient,
)
from odoo.addons.laredoute_connector.marketplace.transport.http_errors import (
    retry_after,
)

from .http_case import call, client, failure, post
from .servers import (
    Behaviour,
    Ticks,
    WireServer,
    answer,
    closes_after,
    is_silent,
    resets_after,
    resets_in_the_middle,
    says,
)


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
        # beyond six hours it is a mistake
        (429, ["Retry-After: 999999999"], 21600),
        (429, ["Retry-After: 21601"], 21600),
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
        (
            429,
            [
                "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT",
                "Date: Sat, 21 Nov 2026 10:00:00 GMT",
            ],
            21600,
        ),
        (429, ["Retry-After: Sat, 21 Nov 2026 10:01:30 GMT"], None),
    ],
)
def test_wait_is_reported(
    status: int, headers: list[str], seconds: float | None
) -> None:
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


def test_request_that_was_begun_is_not_tried_again_at_once(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(b"x" * 30_000_000)
    with WireServer(resets_in_the_middle) as server:
        with pytest.raises(RetryLater) as caught:
            post(server.url, body=multipart_body(b"a", path, b"b"))
        assert (caught.value.code, server.connections) == ("unreachable", 1)


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

    clock = Ticks()
    with WireServer(drips) as server, client(total=10, clock=clock) as http:
        with pytest.raises(UnknownOutcome) as caught:
            http.post(call(server.url))
        assert caught.value.code == "timeout"
    # once for the start, and once a look until it was over
    assert clock.readings == 12


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
