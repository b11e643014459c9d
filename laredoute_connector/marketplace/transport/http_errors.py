# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a failure of HTTP means: was anything taken, and who must do what next.

The one question is whether the platform may have acted. It cannot have when it
was not reached, or when the request was never handed over whole. It may have
when the request was whole and no clear answer came: then only a query helps.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime

import requests

from ..errors import (
    AccessRefused,
    MarketplaceError,
    RefusedData,
    RetryLater,
    TooManyRequests,
    UnknownOutcome,
    UntrustedServer,
    WrongCredentials,
    WrongSettings,
)

# A wrong address answers these; no other content would help.
_WRONG_ADDRESS = (404, 405, 410)
#: seconds: six hours
LONGEST_WAIT = 6 * 3600.0
_ADDRESS_ERRORS = (
    requests.exceptions.InvalidURL,
    requests.exceptions.MissingSchema,
    requests.exceptions.InvalidSchema,
)


def lost(message: str, *, code: str, service: str, effect: bool) -> MarketplaceError:
    """Return the error of a call that was sent whole and not clearly answered.

    :param effect: whether the call changes something on the platform; one that
        only reads may simply be made again
    """
    kind = UnknownOutcome if effect else RetryLater
    return kind(message, code=code, service=service)


def error_of_exception(
    error: Exception, *, sent: bool, effect: bool, service: str
) -> MarketplaceError:
    """Return our error for one raised by the HTTP library.

    :param sent: whether the request was handed over to its last byte
    """
    if isinstance(error, _ADDRESS_ERRORS):
        return WrongSettings("not a web address", code="bad_url", service=service)
    if _is_untrusted(error):
        return UntrustedServer(
            "the server's certificate is not trusted",
            code="certificate_untrusted",
            service=service,
        )
    if not sent:
        message, code = _unsent(error)
        return RetryLater(message, code=code, service=service)
    if isinstance(error, requests.exceptions.Timeout) or _has(error, TimeoutError):
        message, code = "no answer in time", "timeout"
    else:
        message, code = "connection lost before the answer was whole", "connection_lost"
    return lost(message, code=code, service=service, effect=effect)


def _unsent(error: Exception) -> tuple[str, str]:
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return "connection not made in time", "connect_timeout"
    if _has(error, ssl.SSLError):
        return "no secure connection could be made", "tls_failed"
    if isinstance(error, requests.exceptions.Timeout) or _has(error, TimeoutError):
        return "request not sent in time", "send_timeout"
    return "server not reached, or connection lost while sending", "unreachable"


def error_of_status(
    status: int, headers: Mapping[str, str], *, effect: bool, service: str
) -> MarketplaceError:
    """Return our error for an HTTP status that is not a success.

    :param headers: the answer's headers, looked up without case
    """
    code = f"http_{status}"
    text = f"answered HTTP {status}"
    wait = retry_after(headers)
    if status == 401:
        return WrongCredentials(text, code=code, service=service)
    if status == 403:
        return AccessRefused(text, code=code, service=service)
    if status == 429 or (status == 503 and wait is not None):
        return TooManyRequests(text, retry_after=wait, service=service)
    if status in (408, 503):
        return RetryLater(text, code=code, service=service)
    if 300 <= status < 400 or status in _WRONG_ADDRESS or status == 407:
        return WrongSettings(text, code=code, service=service)
    if 400 <= status < 500:
        return RefusedData(text, code=code, service=service)
    return lost(text, code=code, service=service, effect=effect)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that ``Retry-After`` asks for, ``None`` when it does not.

    At most :data:`LONGEST_WAIT`: whoever asks for years, by mistake, would silence a
    shop for good. A date is compared with the answer's own ``Date``, so that the
    clocks of the two sides need not agree.
    """
    text = headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), LONGEST_WAIT)
    try:
        wanted = parsedate_to_datetime(text)
        present = parsedate_to_datetime(headers.get("Date", ""))
        return min(max(0.0, (wanted - present).total_seconds()), LONGEST_WAIT)
    except (TypeError, ValueError, OverflowError):
        return None


def _is_untrusted(error: Exception) -> bool:
    # urllib3 has a class of its own for the certificate of another host, which moved
    # from version to version
    return any(
        isinstance(each, ssl.SSLCertVerificationError)
        or type(each).__name__ == "CertificateError"
        or "CERTIFICATE_VERIFY_FAILED" in str(each)
        for each in _causes(error)
    )


def _has(error: Exception, kind: type[Exception]) -> bool:
    return any(isinstance(each, kind) for each in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and all that it wraps (the library nests them in ``args``)."""
    waiting, seen = [error], set[int]()
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        inner = (each.__cause__, each.__context__, getattr(each, "reason", None))
        waiting.extend(
            item for item in (*inner, *each.args) if isinstance(item, BaseException)
        )
