# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The bodies of requests: streamed, and knowing how far they were handed over.

How far decides what a broken connection means: a request whose body was not
handed over to its end cannot have been taken, for it was never whole.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

_BLOCK = 64 * 1024
#: bytes of one base64 line of 76 characters (RFC 2045)
_LINE_BYTES = 57
_LINE_LENGTH = 76


class Body:
    """A request's body of known length, read in blocks.

    :param blocks: opens the content anew, as blocks of bytes
    :param length: its exact length in bytes
    """

    def __init__(self, blocks: Callable[[], Iterator[bytes]], length: int) -> None:
        self._open = blocks
        self._length = length
        self._check: Callable[[], None] = lambda: None
        self.rewind()

    def rewind(self) -> None:
        """Start again from the first byte, as if nothing was handed over."""
        self._blocks = self._open()
        self._rest = b""
        self.started = False
        self.handed_over = 0

    @property
    def finished(self) -> bool:
        """Whether the last byte was handed over to the network."""
        return self.handed_over >= self._length

    def guard(self, check: Callable[[], None]) -> None:
        """Call ``check`` before each block; it raises when time is over."""
        self._check = check

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[bytes]:
        while block := self.read(_BLOCK):
            yield block

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, at most ``size``; empty at the end."""
        self._check()
        self.started = True
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return b""
            self._rest = block
        cut = len(self._rest) if size < 0 else size
        part, self._rest = self._rest[:cut], self._rest[cut:]
        self.handed_over += len(part)
        return part


def bytes_body(content: bytes) -> Body:
    """Return a body of bytes already at hand."""
    return Body(lambda: iter((content,)), len(content))


def multipart_body(before: bytes, path: Path, after: bytes) -> Body:
    """Return a body that holds a file in base64 between two texts.

    The file is read as it is sent: memory does not grow with it.

    :raises OSError: when the file cannot be read
    """
    size = path.stat().st_size

    def blocks() -> Iterator[bytes]:
        yield before
        with path.open("rb") as stream:
            yield from _base64_lines(stream)
        yield after

    return Body(blocks, len(before) + _base64_length(size) + len(after))


def _base64_length(size: int) -> int:
    characters = 4 * ((size + 2) // 3)
    lines = (characters + _LINE_LENGTH - 1) // _LINE_LENGTH
    return characters + 2 * lines


def _base64_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield base64 in lines of 76 characters, each ended by CR LF (RFC 2045)."""
    while block := stream.read(_LINE_BYTES * 1024):
        yield base64.encodebytes(block).replace(b"\n", b"\r\n")
