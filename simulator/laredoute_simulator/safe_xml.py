# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""XML is read with entities, DTDs and the network off, against our own schemas."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import IO

from lxml import etree

_SCHEMAS = Path(__file__).parent / "schemas"


class XmlRefused(Exception):
    """The text is not XML, is hostile, or breaks the schema. The message says where."""


@cache
def schema(name: str) -> etree.XMLSchema:
    """Return a schema shipped with the package, such as ``vendor_items``."""
    return etree.XMLSchema(etree.parse(str(_SCHEMAS / f"{name}.xsd")))


def parse(data: bytes) -> etree._Element:
    """Read a small document.

    :raises XmlRefused: not well-formed, or with a document type
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlRefused(f"not well-formed: {error}") from None
    _refuse_doctype(root)
    return root


def check(element: etree._Element, schema_name: str) -> None:
    """Hold an element to a schema.

    :raises XmlRefused: names the first thing that breaks it
    """
    one = schema(schema_name)
    if not one.validate(etree.ElementTree(element)):
        raise XmlRefused(_first(one.error_log))


def stream(file: IO[bytes], schema_name: str, tag: str) -> Iterator[etree._Element]:
    """Yield the elements of a name one by one, holding no more than one of them.

    The document is held to the schema on the way: what was yielded counts only when
    the end was reached without an exception.

    :raises XmlRefused: not well-formed, with a document type, or against the schema
    """
    one = schema(schema_name)
    events = etree.iterparse(
        file,
        events=("start", "end"),
        schema=one,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        yield from _elements(events, tag)
        # With a schema and without entities lxml keeps some errors to itself.
        if len(events.error_log):
            raise XmlRefused(_first(events.error_log))
    except etree.XMLSyntaxError as error:
        raise XmlRefused(_first(events.error_log) or str(error)) from None


def _elements(
    events: Iterator[tuple[str, etree._Element]], tag: str
) -> Iterator[etree._Element]:
    root: etree._Element | None = None
    ended = False
    for event, element in events:
        if root is None:
            root = element
            _refuse_doctype(element)
            yield element
        elif event == "end" and element is root:
            ended = True
        elif event == "end" and element.tag == tag:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del root[0]
    if not ended:
        raise XmlRefused("not well-formed: the end is missing")


def _refuse_doctype(root: etree._Element) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlRefused("a document type is not accepted")


def _first(log: etree._ListErrorLog) -> str:
    for entry in log:
        # A schema applied while streaming names no line.
        return f"line {entry.line}: {entry.message}" if entry.line else entry.message
    return ""
