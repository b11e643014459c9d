# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Tables kept as text (CSV): encodings, separators, quotes, ends of lines."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from .problems import ReferenceRefused
from .table import RAW_LENGTH, Row

SEPARATORS = (";", "\t", ",", "|")
#: a file larger than this is not a reference list, in bytes
MAX_SIZE = 256 * 1024 * 1024
#: a line longer than this is no line, in characters
MAX_LINE = 64 * 1024
#: how many lines a quoted cell may span
MAX_QUOTED_LINES = 30
_BLOCK = 1024 * 1024
_LOST = "\ufffd"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class TextTable:
    """A text file, read with one encoding and one separator."""

    name = ""

    def __init__(self, path: Path, encoding: str, separator: str) -> None:
        self.path = path
        self.encoding = encoding
        self.separator = separator

    def rows(self) -> Iterator[Row]:
        """Yield its rows; a row that cannot be split says why."""
        with self.path.open(
            encoding=self.encoding, errors="replace", newline=None
        ) as stream:
            yield from self._rows(stream)

    def _rows(self, stream: TextIO) -> Iterator[Row]:
        waiting: list[str] = []
        number = 0
        while line := waiting.pop(0) if waiting else stream.readline(MAX_LINE):
            number += 1
            start = number
            if len(line) >= MAX_LINE and not line.endswith("\n"):
                _skip_line(stream)
                yield Row(start, [], line[:RAW_LENGTH], "line_too_long")
                continue
            cells = self._split(line)
            more: list[str] = []
            while cells is None and len(more) < MAX_QUOTED_LINES:
                following = waiting.pop(0) if waiting else stream.readline(MAX_LINE)
                if not following:
                    break
                more.append(following)
                cells = self._split(line + "".join(more))
            if cells is None:
                # the quote was never closed: only this line is lost
                waiting = more + waiting
                yield Row(start, [], line.rstrip("\n")[:RAW_LENGTH], "open_quote")
                continue
            number += len(more)
            raw = (line + "".join(more)).rstrip("\n")[:RAW_LENGTH]
            problem = "undecodable" if _LOST in raw else ""
            yield Row(start, cells, raw, problem)

    def _split(self, text: str) -> list[str] | None:
        """Return the cells of a line, ``None`` when a quoted cell goes on."""
        text = text.rstrip("\n")
        if '"' not in text:
            return text.split(self.separator)
        try:
            return self._parse(text, strict=True)
        except csv.Error as error:
            if "end of data" in str(error):
                return None
            return self._parse(text, strict=False)

    def _parse(self, text: str, *, strict: bool) -> list[str]:
        lines = text.split("\n")
        physical = (f"{line}\n" for line in lines[:-1])
        reader = csv.reader(
            [*physical, lines[-1]], delimiter=self.separator, strict=strict
        )
        return next(reader, [])


def _skip_line(stream: TextIO) -> None:
    while (rest := stream.readline(MAX_LINE)) and not rest.endswith("\n"):
        pass


def text_tables(path: Path) -> Iterator[TextTable]:
    """Yield a text file under each separator that its first lines hold.

    :raises ReferenceRefused: ``too_large``
    """
    if path.stat().st_size > MAX_SIZE:
        raise ReferenceRefused("too_large", limit=MAX_SIZE // (1024 * 1024))
    encoding = sniff_encoding(path)
    with path.open(encoding=encoding, errors="replace") as stream:
        head = "".join(islice(iter(lambda: stream.readline(MAX_LINE), ""), 100))
    for separator in SEPARATORS:
        if separator in head:
            yield TextTable(path, encoding, separator)


def sniff_encoding(path: Path) -> str:
    """Return the Python name of the encoding of a text file, read once to its end.

    A BOM decides; then UTF-8, if it is not broken more often than it is
    used; else Windows-1252, as Excel saves in France.
    """
    with path.open("rb") as stream:
        head = stream.read(4096)
        for bom, name in _BOMS:
            if head.startswith(bom):
                return name
        if head.count(b"\0") > len(head) // 4:
            return "utf-16-le" if head[1:2] == b"\0" else "utf-16-be"
        stream.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        broken = right = 0
        while block := stream.read(_BLOCK):
            text = decoder.decode(block)
            lost = text.count(_LOST)
            broken += lost
            right += len(text) - len(text.encode("ascii", "ignore")) - lost
        broken += decoder.decode(b"", final=True).count(_LOST)
    return "utf-8" if right >= broken else "cp1252"
