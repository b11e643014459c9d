# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Fetching an image from an address that a person typed.

The address is not trusted: it may point at this server's own network. So every host,
that of each redirection too, is looked up and refused unless it is public, and the
connection that was made is looked at once more before a request goes out: a name
that means something else the second time helps nobody.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests
from requests.compat import urljoin
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.exceptions import TimeoutError as LateError
from urllib3.util import parse_url

from .guarded import GuardedAdapter, blocks, limit_of

#: bytes; an image of 64 million pixels in the best JPEG is smaller
SIZE_LIMIT = 20_000_000
REDIRECTIONS = 3
_MOVED = (301, 302, 303, 307, 308)
# they hide an IPv4 address in an IPv6 one: 6to4, Teredo, NAT64
_HIDING = tuple(map(ipaddress.IPv6Network, ("2002::/16", "2001::/32", "64:ff9b::/96")))


class ImageProblem(Exception):
    """An image was not fetched.

    :ivar code: ``bad_address`` and ``private_address`` stay until a person fixes
        the address; ``unreachable``, ``timeout``, ``too_large``,
        ``too_many_redirections`` and ``http_<status>`` may pass
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class FetchedImage:
    """What lay at an address.

    :ivar data: the bytes, whatever they are
    :ivar address: as it was requested, escaped; empty when it only redirects
    :ivar etag: to request again only what changed; empty when there is none
    :ivar last_modified: the same, as the server wrote it
    """

    data: bytes = field(repr=False)
    address: str
    etag: str = ""
    last_modified: str = ""


class ImageClient:
    """Fetches images, one at a time; close it afterwards.

    :param allow_private: whether addresses of private networks may be fetched
    :param timeouts: seconds to connect, and between two parts of an answer
    :param total_timeout: seconds for a whole image, redirections included
    :param clock: a monotonic clock in seconds
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        timeouts: tuple[float, float] = (5.0, 10.0),
        total_timeout: float = 30.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._timeouts = timeouts
        self._total = total_timeout
        self._clock = clock
        self._session = requests.Session()
        # no proxy, which would look names up itself, and no password of ~/.netrc
        self._session.trust_env = False
        self._adapter = GuardedAdapter() if allow_private else _PublicAdapter()
        self._session.mount("http://", self._adapter)
        self._session.mount("https://", self._adapter)

    def __enter__(self) -> ImageClient:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; may be called twice."""
        self._session.close()

    def fetch(
        self, url: str, etag: str = "", last_modified: str = ""
    ) -> FetchedImage | None:
        """Return the image at an address, ``None`` when it has not changed.

        :param url: ``http`` or ``https``
        :param etag: what the last answer gave; empty asks for the whole
        :param last_modified: the same
        :raises ImageProblem: when it was not fetched
        """
        known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in known.items() if value}
        self._adapter.check = limit_of(self._total, self._clock)
        try:
            return self._follow(url, headers)
        except _PrivateAddress:
            raise ImageProblem("private_address") from None
        except (ValueError, LocationParseError):
            raise ImageProblem("bad_address") from None
        except (requests.exceptions.Timeout, LateError):
            raise ImageProblem("timeout") from None
        except (requests.RequestException, HTTPError, OSError) as error:
            if _is_private(error):
                raise ImageProblem("private_address") from None
            raise ImageProblem("unreachable") from None

    def _follow(self, url: str, headers: dict[str, str]) -> FetchedImage | None:
        address = url
        for _step in range(REDIRECTIONS + 1):
            _check_form(address)
            with self._session.get(
                address,
                headers={"Accept-Encoding": "identity", **headers},
                timeout=self._timeouts,
                allow_redirects=False,
                stream=True,
            ) as response:
                if response.status_code not in _MOVED:
                    direct = response.request.url or "" if address == url else ""
                    return self._read(response, direct, bool(headers))
                address = urljoin(address, response.headers.get("Location", ""))
        raise ImageProblem("too_many_redirections")

    def _read(
        self, response: requests.Response, address: str, conditional: bool
    ) -> FetchedImage | None:
        if conditional and response.status_code == 304:
            return None
        if response.status_code != 200:
            raise ImageProblem(f"http_{response.status_code}")
        content = bytearray()
        for block in blocks(response):
            content += block
            if len(content) > SIZE_LIMIT:
                raise ImageProblem("too_large")
        return FetchedImage(
            bytes(content),
            address,
            response.headers.get("ETag", ""),
            response.headers.get("Last-Modified", ""),
        )


def is_web_address(url: str) -> bool:
    """Return whether a text has the form of an ``http`` or ``https`` address."""
    try:
        _check_form(url)
    except (ImageProblem, LocationParseError):
        return False
    return True


def _check_form(url: str) -> None:
    parts = parse_url(url)
    if parts.scheme not in ("http", "https") or not parts.host or parts.auth:
        raise ImageProblem("bad_address")


# -------------------------------------------------------------- public hosts only
class _PrivateAddress(HTTPError):
    """A host of this server's own network."""


class _PublicAdapter(GuardedAdapter):
    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = {
            "http": _PublicPool,
            "https": _PublicSecurePool,
        }


class _PublicConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        _refuse_private_host(self.host, self.port)
        return _refuse_private_peer(super()._new_conn())


class _PublicSecureConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        _refuse_private_host(self.host, self.port)
        return _refuse_private_peer(super()._new_conn())


class _PublicPool(HTTPConnectionPool):
    ConnectionCls = _PublicConnection


class _PublicSecurePool(HTTPSConnectionPool):
    ConnectionCls = _PublicSecureConnection


def _refuse_private_host(host: str, port: int | None) -> None:
    for found in socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM):
        _refuse_private(str(found[4][0]))


def _refuse_private_peer(connection: socket.socket) -> socket.socket:
    try:
        _refuse_private(str(connection.getpeername()[0]))
    except _PrivateAddress:
        connection.close()
        raise
    return connection


def _refuse_private(address: str) -> None:
    if not is_public(address):
        raise _PrivateAddress("not a public address")


def is_public(address: str) -> bool:
    """Return whether an IP address, as text, is reachable by everybody."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return is_public(str(found.ipv4_mapped))
        if any(found in network for network in _HIDING):
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved)


def _is_private(error: BaseException | None) -> bool:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, _PrivateAddress):
            return True
        seen.add(id(error))
        reason = getattr(error, "reason", None)
        inner = reason if isinstance(reason, BaseException) else None
        error = inner or error.__cause__ or error.__context__
    return False
