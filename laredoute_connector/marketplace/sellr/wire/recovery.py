# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders of an answer that is not well-formed: each is read by itself.

Orders are found by their tags, so that what is wrong with one holds no other. What can
be recovered of a text is: a bare ``&``, a character that XML forbids, a byte of another
encoding. What came is kept beside it.
"""

from __future__ import annotations

import codecs
import html.entities
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ...errors import UnreadableData
from ...values import xml_text
from .parsing import read_document

_START = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?Order(?=[\s>/])")
_END = re.compile(rb"</(?:[A-Za-z_][\w.-]*:)?Order\s*>")
_NUMBER = re.compile(rb"""\sOrderID\s*=\s*["']([^"'<]*)["']""")
_ROOT = re.compile(rb"<([A-Za-z_][\w.:-]*)")
_CLOSING = re.compile(rb"</([A-Za-z_][\w.:-]*)\s*>\s*\Z")
_ENCODING = re.compile(rb"""\A<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']""")
_DECLARED = re.compile(rb"""\sxmlns(?::[\w.-]+)?\s*=\s*(?:"[^"<]*"|'[^'<]*')""")
#: name of the way to decode bytes that are wrong in their encoding
_WINDOWS = "laredoute_windows"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
# a section whose "&" are right, a reference, or a bare "&"
_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?\]\]>|&(?:#(?P<code>[0-9]+|[xX][0-9a-fA-F]+);"
    r"|(?P<name>[A-Za-z][A-Za-z0-9]*;))?",
    re.DOTALL,
)
_XML_NAMES = ("amp;", "lt;", "gt;", "quot;", "apos;")
_GAPS = {11: " ", 12: " "}


@dataclass(frozen=True)
class Fragment:
    """One order as it stands in the answer.

    :ivar number: the order's, empty when none can be seen
    :ivar raw: its bytes; empty when they were read as they are
    :ivar element: the order, ``None`` when it cannot be read
    """

    number: str
    raw: bytes
    element: etree._Element | None


@dataclass(frozen=True)
class Pieces:
    """An answer, taken to pieces.

    :ivar orders: the orders' bytes; each ends with its own end, or where another begins
    :ivar rest: what stands around them
    :ivar ended: whether the answer's last tag closes its first
    """

    orders: list[bytes]
    rest: bytes
    ended: bool
    _before: bytes
    _encoding: str

    def fragments(self) -> Iterator[Fragment]:
        """Yield each order, read as it is, else recovered, else not at all."""
        for raw in self.orders:
            element = _read(self._before + raw + b"</answer>", self._encoding)
            if element is not None:
                yield Fragment(_number_of(raw), b"", element)
                continue
            before = self._before.decode(self._encoding, "replace")
            content = f"{before}{_repair(raw, self._encoding)}</answer>".encode()
            yield Fragment(_number_of(raw), raw, _read(content, "utf-8"))


def take_to_pieces(content: bytes) -> Pieces:
    """Return the pieces of an answer that is not well-formed."""
    if content.startswith(_WIDE):
        content = content.decode("utf-16", "replace").encode()
        encoding = "utf-8"
    else:
        encoding = _encoding_of(content)
    orders, rest, at = [], [], 0
    while start := _START.search(content, at):
        rest.append(content[at : start.start()])
        following = _START.search(content, start.end())
        until = following.start() if following else len(content)
        # no further than that, else each order without an end costs the whole answer
        end = _END.search(content, start.end(), until)
        if not (end or following):
            break  # cut: what is left is no whole order
        at = end.end() if end else until
        orders.append(content[start.start() : at])
    else:
        rest.append(content[at:])
    root, closing = _ROOT.search(content), _CLOSING.search(content)
    declared = b"".join(dict.fromkeys(_DECLARED.findall(rest[0] if rest else b"")))
    return Pieces(
        orders,
        b"".join(rest),
        bool(root and closing and root[1] == closing[1]),
        b"<answer" + declared + b">",
        encoding,
    )


def recover(content: bytes) -> etree._Element | None:
    """Return the root of one order's bytes, ``None`` when they cannot be recovered."""
    fragments = list(take_to_pieces(content).fragments())
    return fragments[0].element if len(fragments) == 1 else None


def _number_of(raw: bytes) -> str:
    """Return the number of an order that cannot be read, empty when none is seen."""
    found = _NUMBER.search(raw)
    return xml_text(found[1].decode("utf-8", "replace")).strip() if found else ""


def _encoding_of(content: bytes) -> str:
    found = _ENCODING.search(content[:200])
    name = found[1].decode("ascii") if found else "utf-8"
    try:
        # an empty text would be decoded by any name
        b"<".decode(name, _WINDOWS)
    except (LookupError, ValueError):
        return "utf-8"
    return name


def _read(content: bytes, encoding: str) -> etree._Element | None:
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>'.encode()
    try:
        (order,) = read_document(declaration + content)
    except (UnreadableData, ValueError):
        return None
    return order


def _repair(raw: bytes, encoding: str) -> str:
    """Return an order's text without what XML cannot hold."""
    text = _decoded(raw, encoding)
    return xml_text(_AMPERSAND.sub(_reference, text.translate(_GAPS)))


def _decoded(raw: bytes, encoding: str) -> str:
    """Decode; a byte that the encoding does not have is Windows-1252's, most likely."""
    return raw.decode(encoding, _WINDOWS)


def _of_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_WINDOWS, _of_windows)


def _reference(found: re.Match[str]) -> str:
    """Return what stands for a reference in an order that is recovered."""
    whole, code, name = found[0], found["code"], found["name"]
    if code:
        number = int(code[1:], 16) if code[0] in "xX" else int(code)
        if number in _GAPS:
            return _GAPS[number]
        return whole if number <= 0x10FFFF and xml_text(chr(number)) else ""
    if name in _XML_NAMES or whole.startswith("<"):
        return whole
    # what a web page would write: &eacute;
    known = html.entities.html5.get(name or "")
    return known or f"&amp;{whole[1:]}"
