# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""``multipart/related``, read as it arrives: the envelope is small and kept, the
attachment goes to a temporary file, decoded on the way."""

from __future__ import annotations

import base64
import binascii
import email.policy
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from typing import IO, BinaryIO

_PIECE = 64 * 1024
ENVELOPE_LIMIT = 256 * 1024
_HEADER_LIMIT = 16 * 1024


class MultipartRefused(Exception):
    """The body is not the multipart message it says it is."""


@dataclass
class Part:
    """``content`` stands at its start. Close it."""

    headers: EmailMessage
    content: IO[bytes]

    @property
    def content_id(self) -> str:
        return str(self.headers.get("Content-ID", "")).strip()

    @property
    def encoding(self) -> str:
        return str(self.headers.get("Content-Transfer-Encoding", "7bit")).strip()


def read_header(text: str) -> EmailMessage:
    """Read one Content-Type header into its type and parameters."""
    message = EmailMessage(policy=email.policy.HTTP)
    message["Content-Type"] = text
    return message


def read_parts(body: BinaryIO, boundary: str) -> list[Part]:
    """Read all parts of a message.

    :param body: stands at the start of the message
    :param boundary: without the two dashes
    :raises MultipartRefused: a boundary, header or encoding is wrong, or the end is
        missing
    """
    parts: list[Part] = []
    pieces = _Pieces(body, boundary)
    pieces.skip_preamble()
    try:
        while not pieces.closed:
            if len(parts) == 2:
                raise MultipartRefused("more than two parts")
            parts.append(_read_part(pieces))
    except MultipartRefused:
        close_parts(parts)
        raise
    return parts


def close_parts(parts: list[Part]) -> None:
    for part in parts:
        part.content.close()


def _read_part(pieces: _Pieces) -> Part:
    raw = b"".join(pieces.header_lines())
    headers = BytesParser(EmailMessage, policy=email.policy.HTTP).parsebytes(raw)
    file = tempfile.SpooledTemporaryFile(max_size=ENVELOPE_LIMIT)  # noqa: SIM115
    part = Part(headers, file)
    encoding = part.encoding.lower()
    if encoding == "base64":
        content = _decoded(pieces.content())
    elif encoding in ("7bit", "8bit", "binary"):
        content = pieces.content()
    else:
        raise MultipartRefused(f"unknown transfer encoding {encoding}")
    for piece in content:
        part.content.write(piece)
    part.content.seek(0)
    return part


def _decoded(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Decode base64 strictly, four letters at a time across pieces."""
    rest = b""
    for piece in pieces:
        letters = rest + b"".join(piece.split())
        whole = len(letters) - len(letters) % 4
        rest = letters[whole:]
        try:
            yield base64.b64decode(letters[:whole], validate=True)
        except binascii.Error:
            raise MultipartRefused("the attachment is not base64") from None
    if rest:
        raise MultipartRefused("the base64 attachment is cut")


class _Pieces:
    """Lines, and for very long lines pieces of them, up to the next boundary."""

    def __init__(self, body: BinaryIO, boundary: str) -> None:
        self._body = body
        self._delimiter = b"--" + boundary.encode("latin-1")
        self._at_start = True
        self.closed = False

    def _line(self) -> bytes:
        line = self._body.readline(_PIECE)
        if not line:
            raise MultipartRefused("the closing boundary is missing")
        return line

    def _is_boundary(self, line: bytes) -> bool:
        at_start, self._at_start = self._at_start, line.endswith(b"\n")
        if not at_start or not line.startswith(self._delimiter):
            return False
        ending = line[len(self._delimiter) :].strip()
        if ending not in (b"", b"--"):
            return False
        self.closed = ending == b"--"
        return True

    def skip_preamble(self) -> None:
        while not self._is_boundary(self._line()):
            pass
        if self.closed:
            raise MultipartRefused("the message has no part")

    def header_lines(self) -> Iterator[bytes]:
        size = 0
        while True:
            line = self._line()
            size += len(line)
            if self._is_boundary(line) or size > _HEADER_LIMIT:
                raise MultipartRefused("a part has no end of headers")
            yield line
            if line in (b"\r\n", b"\n"):
                return

    def content(self) -> Iterator[bytes]:
        # The line break before a boundary belongs to the boundary.
        held = b""
        while True:
            line = self._line()
            if self._is_boundary(line):
                return
            yield held
            body = line.rstrip(b"\r\n") if line.endswith(b"\n") else line
            yield body
            held = line[len(body) :]
