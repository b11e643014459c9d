# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Images at outside addresses: fetched whole, or refused with the reason."""

from __future__ import annotations

import _socket
import itertools
import socket
import time
from typing import Any

import pytest

from odoo.addons.laredoute_connector.marketplace.transport import image_client
from odoo.addons.laredoute_connector.marketplace.transport.image_client import (
    FetchedImage,
    ImageClient,
    ImageProblem,
    is_public,
    is_web_address,
)

from .servers import (
    Behaviour,
    Ticks,
    WireServer,
    answer,
    closes_after,
    is_silent,
    resets_after,
    says,
)

JPEG = b"\xff\xd8 an image"


def moved(target: str, status: int = 302) -> Behaviour:
    # this server closes after each answer, and says so: no second request comes on it
    return says(answer(status, b"", f"Location: {target}", "Connection: close"))


def fetch(
    url: str, *known: str, allow: bool = True, **limits: Any
) -> FetchedImage | None:
    """Fetch an image.

    :param limits: ``total`` seconds, by a ``clock``
    """
    client = ImageClient(
        allow_private=allow,
        timeouts=(0.5, 0.5),
        total_timeout=limits.get("total", 30.0),
        clock=limits.get("clock", time.monotonic),
    )
    with client:
        return client.fetch(url, *known)


def problem(*behaviours: Behaviour, path: str = "", **limits: Any) -> str:
    with WireServer(*behaviours) as server:
        with pytest.raises(ImageProblem) as caught:
            fetch(server.url + path, **limits)
        return str(caught.value.code)


# ----------------------------------------------------------------------- good days
def test_bytes_are_given_as_they_lie_there_whatever_their_type_is_said_to_be() -> None:
    reply = answer(
        200,
        JPEG,
        "Content-Type: text/html",
        'ETag: "v1"',
        "Last-Modified: Sat, 21 Nov 2026 10:00:00 GMT",
    )
    with WireServer(says(reply)) as server:
        found = fetch(server.url + "/Été 1.jpg")
        assert found == FetchedImage(
            JPEG,
            server.url + "/%C3%89t%C3%A9%201.jpg",
            '"v1"',
            "Sat, 21 Nov 2026 10:00:00 GMT",
        )
        (request,) = server.requests
    assert b"authorization" not in request.lower()
    assert b"if-none-match" not in request.lower()


def test_what_has_not_changed_is_not_fetched_again() -> None:
    with WireServer(says(answer(304))) as server:
        assert fetch(server.url, '"v1"', "Sat, 21 Nov 2026 10:00:00 GMT") is None
        (request,) = server.requests
    assert b'If-None-Match: "v1"' in request
    assert b"If-Modified-Since: Sat, 21 Nov 2026 10:00:00 GMT" in request


def test_a_redirection_is_followed_but_its_address_is_not_returned() -> None:
    with WireServer(moved("/other.jpg"), says(answer(200, JPEG))) as server:
        found = fetch(server.url)
        assert found == FetchedImage(JPEG, "")
        assert server.requests[1].startswith(b"GET /other.jpg")


def test_three_redirections_are_followed_and_a_fourth_is_not() -> None:
    steps = [moved(f"/{number}") for number in range(3)]
    with WireServer(*steps, says(answer(200, JPEG))) as server:
        assert fetch(server.url) == FetchedImage(JPEG, "")
    with WireServer(*steps, moved("/3"), says(answer(200, JPEG))) as server:
        with pytest.raises(ImageProblem, match="too_many_redirections"):
            fetch(server.url)
        assert server.connections == 4


# ------------------------------------------------------------------------ bad days
@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        (says(answer(404)), "http_404"),
        (says(answer(403)), "http_403"),
        (says(answer(500)), "http_500"),
        # nothing was requested that could be unchanged
        (says(answer(304)), "http_304"),
        (says(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort"), "unreachable"),
        (says(b"nonsense\r\n\r\n"), "unreachable"),
        (resets_after, "unreachable"),
        (closes_after, "unreachable"),
        (is_silent, "timeout"),
        (moved("ftp://files.example/1.jpg"), "bad_address"),
        (moved("http://user:secret@files.example/1.jpg"), "bad_address"),
        (moved("http://[nonsense"), "bad_address"),
    ],
    ids=itertools.count(),
)
def test_each_failure_has_its_reason(behaviour: Behaviour, code: str) -> None:
    assert problem(behaviour) == code


def test_an_image_too_large_is_left_in_the_middle(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(image_client, "SIZE_LIMIT", 200_000)
    assert problem(says(answer(200, b"x" * 200_001))) == "too_large"
    with WireServer(says(answer(200, b"x" * 200_000))) as server:
        found = fetch(server.url)
    assert found is not None and len(found.data) == 200_000


def test_an_endless_answer_ends() -> None:
    def endless(connection: socket.socket, server: WireServer) -> None:
        server.read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    assert problem(endless) == "too_large"


def test_a_dripping_server_is_given_up() -> None:
    def drips(connection: socket.socket, server: WireServer) -> None:
        server.read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not server.released.wait(0.05):
            connection.sendall(b"x")

    clock = Ticks()
    assert problem(drips, total=5, clock=clock) == "timeout"
    # once for the start, and once a piece until it was over
    assert clock.readings == 7


def test_a_server_that_is_not_there() -> None:
    with WireServer() as server:
        url = server.url
    with pytest.raises(ImageProblem, match="unreachable"):
        fetch(url)
    with pytest.raises(ImageProblem, match="unreachable"):
        fetch("http://no-such-host.invalid/1.jpg")


# ------------------------------------------------------------------ own network
@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",  # 127.0.0.1 as one number
        "0x7f.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",  # where a cloud keeps its secrets
        "100.64.0.1",
        "224.0.0.1",
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[fd00::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
    ],
)
def test_own_network_is_not_reached(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def written_out(host: str, port: int, **options: int) -> list[Any]:
        """The tests may not look names up; a number needs no looking up."""
        number = "127.0.0.1" if host == "localhost" else host
        flags = socket.AI_NUMERICHOST
        return _socket.getaddrinfo(number, port, flags=flags, **options)

    monkeypatch.setattr(socket, "getaddrinfo", written_out)
    for scheme in ("http", "https"):
        with pytest.raises(ImageProblem, match="private_address"):
            fetch(f"{scheme}://{host}:9/1.jpg", allow=False)


def test_no_connection_is_made_to_what_is_refused() -> None:
    with WireServer(says(answer(200, JPEG))) as server:
        with pytest.raises(ImageProblem, match="private_address"):
            fetch(server.url, allow=False)
        assert server.connections == 0


def test_a_redirection_into_own_network_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first host passes for public, the second is the server's own."""
    with WireServer(says(answer(200, JPEG))) as inner:
        secret = f"http://127.0.0.2:{inner.port}/secret"
        with WireServer(moved(secret)) as outer:
            monkeypatch.setattr(
                image_client, "is_public", lambda address: address == "127.0.0.1"
            )
            with pytest.raises(ImageProblem, match="private_address"):
                fetch(outer.url, allow=False)
            assert outer.connections == 1
        assert inner.connections == 0


def test_a_name_that_changes_its_meaning_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Public when it was looked up, our own network when it was connected to."""
    monkeypatch.setattr(image_client, "_refuse_private_host", lambda *_host: None)
    with WireServer(says(answer(200, JPEG))) as server:
        with pytest.raises(ImageProblem, match="private_address"):
            fetch(server.url, allow=False)
        assert server.requests == []


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:4007:80e::2003"])
def test_the_rest_of_the_world_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://cdn.example/1.jpg", True),
        ("http://cdn.example:8080/a/b?c=1", True),
        ("HTTPS://cdn.example/1.jpg", True),
        ("", False),
        ("cdn.example/1.jpg", False),
        ("ftp://cdn.example/1.jpg", False),
        ("file:///etc/passwd", False),
        ("http://", False),
        ("http:///1.jpg", False),
        ("http://[nonsense", False),
        ("http://user:password@cdn.example/1.jpg", False),
        ("javascript:alert(1)", False),
    ],
)
def test_the_form_of_an_address(url: str, good: bool) -> None:
    assert is_web_address(url) is good
    if not good:
        with pytest.raises(ImageProblem, match="bad_address"):
            fetch(url)
