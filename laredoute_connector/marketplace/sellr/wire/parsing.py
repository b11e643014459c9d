# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reading XML that may be cut, too large or hostile: streamed, nothing fetched.

No entity is resolved, no DTD is loaded and nothing is fetched; a document that
brings a DTD is refused as soon as its first element opens.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TypedDict

from lxml import etree

from ...errors import UnreadableData
from .order_of_elements import local_name

_BLOCK = 64 * 1024
#: code of a document that stops before its end
CUT = "xml_cut"
MALFORMED = "xml_malformed"
TOO_LARGE = "too_large"
#: most elements of a body whose names are kept
_IN_BODY = 20
# libxml2's codes of what is wrong with namespaces and nothing else
_NAMESPACE_ERRORS = range(200, 210)


def unreadable(message: str, code: str, service: str = "") -> UnreadableData:
    """Return the error of a document that cannot be read."""
    return UnreadableData(message, code=code, service=service)


class _Options(TypedDict):
    resolve_entities: bool
    no_network: bool
    load_dtd: bool
    huge_tree: bool
    remove_comments: bool
    remove_pis: bool


#: a parser of these options resolves, loads and fetches nothing
_SAFE: _Options = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def iter_elements(
    stream: IO[bytes],
    wanted: frozenset[str],
    limit: int | None = None,
    in_body: list[str] | None = None,
) -> Iterator[tuple[str, etree._Element]]:
    """Yield ``("root", element)`` first, then ``("item", element)`` for each wanted.

    Only outermost wanted elements count. An element is whole when it is yielded
    and is forgotten afterwards, so that memory stays flat.

    :param wanted: local names
    :param limit: most bytes to read; ``None`` for no limit
    :param in_body: takes the local names of the first children of the root's ``Body``,
        as they open
    :raises UnreadableData: codes ``xml_cut``, ``xml_malformed``, ``xml_dtd``,
        ``too_large``
    """
    walker = _Walker(wanted, [] if in_body is None else in_body)
    received = 0
    while block := stream.read(_BLOCK):
        received += len(block)
        if limit is not None and received > limit:
            raise unreadable("document too large", TOO_LARGE)
        yield from walker.feed(block)
    walker.finish()


def read_document(content: bytes, limit: int | None = None) -> etree._Element:
    """Return the root of a small document.

    :raises UnreadableData: as :func:`iter_elements`
    """
    if limit is not None and len(content) > limit:
        raise unreadable("document too large", TOO_LARGE)
    parser = etree.XMLParser(**_SAFE)
    try:
        parser.feed(content)
    except etree.XMLSyntaxError as error:
        raise _syntax_error(error, MALFORMED) from None
    try:
        root: etree._Element = parser.close()
    except etree.XMLSyntaxError as error:
        raise _syntax_error(error, _code_at_end(error)) from None
    _refuse_dtd(root)
    return root


class _Walker:
    def __init__(self, wanted: frozenset[str], in_body: list[str]) -> None:
        self._parser = etree.XMLPullParser(events=("start", "end"), **_SAFE)
        self._wanted = wanted
        self._inside: etree._Element | None = None
        self._rooted = False
        self._in_body = in_body
        self._is_body = False
        self._depth = 0

    def feed(self, block: bytes) -> Iterator[tuple[str, etree._Element]]:
        broken: UnreadableData | None = None
        try:
            self._parser.feed(block)
        except etree.XMLSyntaxError as error:
            # what was whole before the fault is still good
            broken = _syntax_error(error, MALFORMED)
        for event, element in self._parser.read_events():
            # only "start" and "end" are requested for: both come with an element
            assert isinstance(element, etree._Element)
            if self._inside is None or self._inside is element:
                yield from self._step(event, element)
        if broken:
            raise broken

    def finish(self) -> None:
        try:
            self._parser.close()
        except etree.XMLSyntaxError as error:
            raise _syntax_error(error, _code_at_end(error)) from None

    def _step(
        self, event: str, element: etree._Element
    ) -> Iterator[tuple[str, etree._Element]]:
        if not self._rooted:
            self._rooted = True
            _refuse_dtd(element)
            yield "root", element
        if event == "start":
            name = local_name(element)
            self._note_in_body(name)
            self._depth += 1
            if self._inside is None and name in self._wanted:
                self._inside = element
            return
        self._depth -= 1
        if self._inside is element:
            self._inside = None
            yield "item", element
            _forget(element)
        else:
            _forget(element)

    def _note_in_body(self, name: str) -> None:
        if self._depth == 1:
            self._is_body = name == "Body"
        elif self._depth == 2 and self._is_body and len(self._in_body) < _IN_BODY:
            self._in_body.append(name)


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _refuse_dtd(element: etree._Element) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise unreadable("document with a DTD", "xml_dtd")


def _code_at_end(error: etree.XMLSyntaxError) -> str:
    """Return what an error means that came out when nothing was left to feed.

    Faults in what was there come out while it is fed, so the document is cut; but
    the library keeps what is wrong with namespaces for the end.
    """
    return MALFORMED if getattr(error, "code", 0) in _NAMESPACE_ERRORS else CUT


def _syntax_error(error: etree.XMLSyntaxError, code: str) -> UnreadableData:
    # the library's message repeats names of the document: not for a log
    line, column = error.position
    what = "cut" if code == CUT else "malformed"
    return unreadable(f"document {what} at line {line}, column {column}", code)


# ------------------------------------------------------------- small conveniences
def children_of(element: etree._Element, name: str) -> list[etree._Element]:
    """Return the children of a local name, whatever their namespace."""
    return [child for child in element if local_name(child) == name]


def child_of(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first descendant along ``path``, ``None`` when there is none."""
    for name in path:
        if element is None:
            return None
        element = next(iter(children_of(element, name)), None)
    return element


def text_of(element: etree._Element | None, *path: str) -> str:
    """Return the trimmed text of :func:`child_of`, empty when there is none."""
    found = child_of(element, *path)
    return (found.text or "").strip() if found is not None else ""


def find_first(root: etree._Element, name: str) -> etree._Element | None:
    """Return the first element of a local name at any depth, or ``None``."""
    return next((each for each in root.iter() if local_name(each) == name), None)
