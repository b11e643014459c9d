# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One call of a service: its headers, its body read as it arrives, its envelope."""

from __future__ import annotations

import base64
import binascii
import hmac
import io
from email.message import Message
from typing import BinaryIO

from lxml import etree

from . import soap
from .account import Account
from .multipart import (
    ENVELOPE_LIMIT,
    MultipartRefused,
    Part,
    close_parts,
    read_header,
    read_parts,
)


class BodyCut(Exception):
    """The caller went away in the middle of its request."""


class Body(io.RawIOBase):
    """The body of an HTTP request, with a length or in chunks."""

    def __init__(self, source: BinaryIO, length: int | None) -> None:
        self._source = source
        self._chunked = length is None
        self._left = length or 0
        self._ended = length == 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        if self._chunked and self._left == 0 and not self._ended:
            self._next_chunk()
        if self._ended or self._left == 0:
            return 0
        data = self._source.read(min(len(buffer), self._left))
        if not data:
            raise BodyCut
        buffer[: len(data)] = data
        self._left -= len(data)
        if self._left == 0 and self._chunked:
            self._source.readline(4)
        return len(data)

    def _next_chunk(self) -> None:
        size = self._source.readline(100).split(b";")[0].strip()
        try:
            self._left = int(size, 16)
        except ValueError:
            raise BodyCut from None
        if self._left == 0:
            self._ended = True
            while self._source.readline(8192).strip():
                pass


class Request:
    """What a service is called with."""

    def __init__(self, headers: Message, body: BinaryIO, account: Account) -> None:
        self.headers = headers
        self.body = body
        self.account = account
        self.content_type = read_header(headers.get("Content-Type", ""))

    def require_action(self, *actions: str) -> str:
        """Return the SOAPAction, quoted or not, as header or content type parameter.

        :raises soap.Refusal: none, or not one of ``actions``
        """
        found = soap_action(self.headers)
        if found not in actions:
            raise soap.Refusal(f"SOAPAction is {' or '.join(actions)}, not {found!r}")
        return found

    def plain(self, version: str) -> list[etree._Element]:
        """Read a request that is an envelope and nothing else.

        :raises soap.Refusal: wrong content type, too long, or no such envelope
        """
        self._require_type(self.content_type.get_content_type(), version)
        charset = self.content_type.get_content_charset("utf-8")
        if charset != "utf-8":
            raise soap.Refusal(f"the charset is utf-8, not {charset}")
        data = self.body.read(64 * ENVELOPE_LIMIT + 1)
        if len(data) > 64 * ENVELOPE_LIMIT:
            raise soap.Refusal("the envelope is too large")
        return soap.body_children(data, version)

    def related(self, version: str) -> tuple[list[etree._Element], list[Part]]:
        """Read a ``multipart/related`` request: the envelope, then all parts.

        The parts are the caller's to close.

        :raises soap.Refusal: not such a message
        """
        if self.content_type.get_content_type() != "multipart/related":
            raise soap.Refusal("the content type is multipart/related")
        boundary = self.content_type.get_boundary()
        if not boundary:
            raise soap.Refusal("the content type names no boundary")
        try:
            parts = read_parts(self.body, boundary)
        except MultipartRefused as error:
            raise soap.Refusal(f"the message is not multipart: {error}") from None
        try:
            return self._envelope_of(parts, version), parts
        except soap.Refusal:
            close_parts(parts)
            raise

    def _envelope_of(self, parts: list[Part], version: str) -> list[etree._Element]:
        root = parts[0]
        start = self.content_type.get_param("start")
        if start is not None and start != root.content_id:
            raise soap.Refusal("the first part is not the one named by start")
        self._require_type(root.headers.get_content_type(), version)
        data = root.content.read(ENVELOPE_LIMIT + 1)
        if len(data) > ENVELOPE_LIMIT:
            raise soap.Refusal("the envelope is too large")
        return soap.body_children(data, version)

    @staticmethod
    def _require_type(found: str, version: str) -> None:
        wanted = soap.CONTENT_TYPES[version]
        if found != wanted:
            raise soap.Refusal(f"the content type is {wanted}, not {found}")

    def check_token(self, service: str, token: str) -> None:
        """Hold a token to the service it is used on.

        :raises soap.Refusal: 401 for an unknown or expired token (one of another
            service is unknown here), 403 for one without the right
        """
        state = self.account.token_state(service, token.strip())
        if state == "no_right":
            raise soap.Refusal("the api key has no right on this service", 403)
        if state == "expired":
            raise soap.Refusal("the api key has expired", 401)
        if state != "ok":
            raise soap.Refusal("the api key is not valid for this service", 401)


def soap_action(headers: Message) -> str:
    """Return the SOAPAction of a call, without its quotes; empty when there is none."""
    found = headers.get("SOAPAction", "").strip().strip('"')
    if found:
        return found
    parameters = read_header(headers.get("Content-Type", ""))
    return str(parameters.get_param("action") or "").strip('"')


def find_account(accounts: list[Account], header: str) -> Account | None:
    """Return the account that an HTTP Basic header logs in, if it does."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        pair = base64.b64decode(encoded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return None
    login, _, password = pair.partition(":")
    for account in accounts:
        same = hmac.compare_digest(account.password.encode(), password.encode())
        if account.login == login and same:
            return account
    return None
