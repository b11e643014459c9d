# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Calls over HTTP, and what becomes of them, for tests."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from odoo.addons.laredoute_connector.marketplace.errors import (
    MarketplaceError,
)
from odoo.addons.laredoute_connector.marketplace.transport.body import (
    Body,
    bytes_body,
)
from odoo.addons.laredoute_connector.marketplace.transport.http_client import (
    Answer,
    Call,
    HttpClient,
)

from .servers import (
    Behaviour,
    WireServer,
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
    read_timeout: float = 10.0,
    total: float = 0.0,
    ca_file: str = "",
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[HttpClient]:
    made = HttpClient(
        ("seller", "pass-word-1"),
        # sending is under the first of the two
        (read_timeout, read_timeout),
        total_timeout=total,
        ca_file=ca_file,
        clock=clock,
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
