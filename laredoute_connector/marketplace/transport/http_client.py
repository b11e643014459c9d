# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One request function over HTTPS; what fails comes out as our own errors.

Nothing here puts a body, a header or a secret into a message or a log.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, Any

import requests
from requests.auth import HTTPBasicAuth
from urllib3.exceptions import HTTPError
from urllib3.util.ssl_ import create_urllib3_context

from ..errors import MarketplaceError, RetryLater, UnreadableData, WrongSettings
from .body import Body
from .guarded import GuardedAdapter, blocks, limit_of
from .http_errors import error_of_exception, error_of_status, lost

MEGABYTE = 1024 * 1024
#: largest answer that is read
ANSWER_LIMIT = 64 * MEGABYTE
#: an answer up to this size stays in memory, a larger one goes to a file
_IN_MEMORY = MEGABYTE
#: tries in all when the server was not reached; nothing can have been taken then
_TRIES = 2


@dataclass(frozen=True)
class Call:
    """One POST.

    :ivar effect: whether it changes something on the platform; decides what a
        missing answer means
    """

    url: str
    body: Body
    headers: Mapping[str, str]
    service: str
    effect: bool


@dataclass(frozen=True)
class Answer:
    """An answer of status 2xx, or 500 (SOAP faults come so), read whole.

    :ivar stream: at its first byte; the caller closes it
    """

    status: int
    stream: IO[bytes]


class HttpClient:
    """Sends calls with HTTP Basic credentials, each on a connection of its own.

    :param login: login and password of HTTP Basic
    :param connect_timeout: seconds until the connection stands
    :param read_timeout: seconds between two parts of the answer
    :param ca_file: PEM file of authorities trusted as well as the system's
    :param total_timeout: seconds for the whole call; 0 derives it
    :param clock: a monotonic clock in seconds, used for that limit only
    :raises WrongSettings: when ``ca_file`` cannot be read
    """

    def __init__(
        self,
        login: tuple[str, str],
        timeouts: tuple[float, float] = (10.0, 60.0),
        *,
        ca_file: str = "",
        total_timeout: float = 0.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        connect_timeout, read_timeout = timeouts
        self._timeouts = (connect_timeout, read_timeout)
        self._total = total_timeout or connect_timeout + 5 * read_timeout
        self._clock = clock
        self.answer_limit = ANSWER_LIMIT
        self._session = requests.Session()
        # bytes, because the library would write a text as Latin-1
        self._session.auth = HTTPBasicAuth(login[0].encode(), login[1].encode())
        self._adapters = (_TrustingAdapter(ca_file), GuardedAdapter())
        for scheme, adapter in zip(
            ("https://", "http://"), self._adapters, strict=True
        ):
            self._session.mount(scheme, adapter)

    def close(self) -> None:
        """Close the session; may be called twice."""
        self._session.close()

    def post(self, call: Call) -> Answer:
        """Send one call and return its answer.

        :raises RetryLater: nothing was taken, or the call only reads
        :raises UnknownOutcome: it was handed over whole and not clearly answered
        :raises RefusedData: the content is refused
        :raises UnreadableData: what was requested is too large to read
        :raises WrongSettings: credentials, rights, address or certificate
        """
        for left in reversed(range(_TRIES)):
            call.body.rewind()
            try:
                return self._post_once(call)
            except RetryLater as error:
                if not (left and error.code == "unreachable" and _unsent(call)):
                    raise
        raise AssertionError("the last try returns or raises")  # pragma: no cover

    def _post_once(self, call: Call) -> Answer:
        check = limit_of(self._total, self._clock)
        call.body.guard(check)
        for adapter in self._adapters:
            adapter.check = check
        try:
            with self._session.post(
                call.url,
                data=call.body,
                headers={
                    **call.headers,
                    "Accept-Encoding": "identity",
                    "Connection": "close",
                },
                timeout=self._timeouts,
                allow_redirects=False,
                stream=True,
            ) as response:
                return self._read(response, call)
        except (requests.RequestException, HTTPError, OSError) as error:
            raise error_of_exception(
                error,
                sent=call.body.finished,
                effect=call.effect,
                service=call.service,
            ) from None
        finally:
            # A connection that is kept, and that the server closes meanwhile, would
            # turn a call that was never read into an unknown outcome. Saying
            # "Connection: close" is not enough: a server need not answer it.
            self._session.close()

    def _read(self, response: requests.Response, call: Call) -> Answer:
        status = response.status_code
        if not (200 <= status < 300 or status == 500):
            raise error_of_status(
                status, response.headers, effect=call.effect, service=call.service
            )
        # the caller closes it, with the answer
        stream = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        try:
            size = 0
            for block in blocks(response):
                stream.write(block)
                size += len(block)
                if size > self.answer_limit:
                    raise _too_large(call)
            stream.seek(0)
        except BaseException:
            stream.close()
            raise
        return Answer(status, stream)


class _TrustingAdapter(GuardedAdapter):
    """Trusts the system's authorities, the library's, and one more file's."""

    def __init__(self, ca_file: str) -> None:
        self._context = create_urllib3_context()
        self._context.load_default_certs()
        if ca_file:
            try:
                self._context.load_verify_locations(cafile=ca_file)
            except OSError:
                raise WrongSettings(
                    "the file of certificate authorities cannot be read",
                    code="ca_file_unreadable",
                ) from None
        super().__init__()

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        options["ssl_context"] = self._context
        super().init_poolmanager(*args, **options)


def _unsent(call: Call) -> bool:
    return not call.body.started


def _too_large(call: Call) -> MarketplaceError:
    if call.effect:
        return lost(
            "answer too large to read",
            code="answer_too_large",
            service=call.service,
            effect=True,
        )
    error = UnreadableData(
        "answer too large to read", code="answer_too_large", service=call.service
    )
    error.too_much = True
    return error
