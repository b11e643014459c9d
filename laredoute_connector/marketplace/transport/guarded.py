# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Answers that are looked at with each part of them that arrives, headers too.

The libraries' time-outs count from one part to the next: a server that sends a byte now
and then would hold a call for ever. And not all their versions notice that an answer is
shorter than was announced.
"""

from __future__ import annotations

import http.client
import io
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, cast

import requests
import requests.adapters

Check = Callable[[], None]
_BLOCK = 64 * 1024


class OutOfTime(requests.exceptions.Timeout, TimeoutError):
    """The whole call took too long; the libraries treat it as their own time-out."""


def limit_of(seconds: float, clock: Callable[[], float]) -> Check:
    """Return a check that raises :class:`OutOfTime` once so much time has passed.

    :param clock: a monotonic clock in seconds
    """
    deadline = clock() + seconds

    def check() -> None:
        if clock() > deadline:
            raise OutOfTime()

    return check


def blocks(response: requests.Response) -> Iterator[bytes]:
    """Yield the body of an answer, in blocks, as it was sent.

    :param response: of a request made with ``stream``
    :raises requests.exceptions.ConnectionError: when it is shorter than announced
    """
    received = 0
    while block := response.raw.read(_BLOCK):
        received += len(block)
        yield block
    announced = response.headers.get("Content-Length", "")
    # in chunks it has an end of its own, and nothing that was announced counts
    if "Transfer-Encoding" in response.headers or not announced.isdigit():
        return
    if received < int(announced):
        raise requests.exceptions.ConnectionError("answer cut")


class GuardedAdapter(requests.adapters.HTTPAdapter):
    """Calls a function before each read of an answer; what it raises ends the call.

    :ivar check: the function; may be set anew for each call
    """

    def __init__(self) -> None:
        self.check: Check = lambda: None
        super().__init__()

    def get_connection_with_tls_context(self, *args: Any, **options: Any) -> Any:
        return self._guarded(super().get_connection_with_tls_context(*args, **options))

    def get_connection(self, *args: Any, **options: Any) -> Any:
        # of versions of requests before 2.32
        return self._guarded(super().get_connection(*args, **options))

    def _guarded(self, pool: Any) -> Any:
        response = partial(_Response, self._looked_at)
        # of its class: the pool itself may have been here before
        base = type(pool).ConnectionCls
        pool.ConnectionCls = type("Guarded", (base,), {"response_class": response})
        return pool

    def _looked_at(self) -> None:
        self.check()


class _Response(http.client.HTTPResponse):
    def __init__(self, check: Check, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        arriving = _Arriving(self.fp.detach(), check)
        self.fp = io.BufferedReader(arriving)


class _Arriving(io.RawIOBase):
    """What arrives on a connection."""

    def __init__(self, raw: io.RawIOBase, check: Check) -> None:
        self._raw = raw
        self._check = check

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._check()
        return cast("int | None", self._raw.readinto(buffer))

    def close(self) -> None:
        self._raw.close()
        super().close()
