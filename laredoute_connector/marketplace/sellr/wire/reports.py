# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The contents of reports, XML or CSV. Source: protocol P-112 to P-116.

A report lists refusals only: an item that it does not name was accepted.
"""

from __future__ import annotations

import codecs
import csv
import tempfile
from collections.abc import Callable, Iterator
from typing import IO, BinaryIO

from lxml import etree

from ...port import ReportReader
from ...records import CompetingOffer, ReportError, ReportHeader, ReportKind
from ...values import clean_text, decode_amount, decode_moment
from . import assumptions
from .order_of_elements import local_name
from .parsing import children_of, iter_elements, text_of, unreadable

ReportLine = ReportError | CompetingOffer
#: code of a line that cannot be read; the others of the report still can
LINE_UNREADABLE = "line_unreadable"

_SERVICE = "reports"
_SNIFFED = 512
_BOM = b"\xef\xbb\xbf"
_TRUE = ("true", "1", "yes", "oui")
_MEMORY = 1024 * 1024
_LINE_LIMIT = 1024 * 1024


def read_report(stream: BinaryIO, named: ReportHeader) -> ReportReader:
    """Open a report for reading, header first.

    :param named: what its file name says; used where the content says nothing
    :raises UnreadableData: when not even its beginning can be read
    """
    seekable = _seekable(stream)
    start = seekable.read(_SNIFFED).removeprefix(_BOM).lstrip()
    seekable.seek(0)
    # UTF-16 announces itself by a mark, and is XML's business
    if start.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        return XmlReportReader(seekable, named)
    return CsvReportReader(seekable, named)


def _seekable(stream: BinaryIO) -> IO[bytes]:
    if stream.seekable():
        return stream
    # closed with its last reference, by the reader that is given it
    copy = tempfile.SpooledTemporaryFile(max_size=_MEMORY)  # noqa: SIM115
    while block := stream.read(64 * 1024):
        copy.write(block)
    copy.seek(0)
    return copy


# ------------------------------------------------------------------------- XML
class XmlReportReader(ReportReader):
    """``IntegrationReport`` and ``OpenListingReport``; any other holds no lines."""

    def __init__(self, stream: IO[bytes], named: ReportHeader) -> None:
        self._elements = iter_elements(stream, frozenset({"Item"}))
        _event, root = next(self._elements)
        self._name = local_name(root)
        self.header = _xml_header(root, named)

    def __iter__(self) -> Iterator[ReportLine]:
        read = _XML_LINES.get(self._name)
        for _event, element in self._elements:
            if read:
                yield from read(element)


def _xml_header(root: etree._Element, named: ReportHeader) -> ReportHeader:
    kind = report_kind(root.get("Kind", ""))
    if local_name(root) == "OpenListingReport":
        kind = ReportKind.OPEN_LISTING
    try:
        dated_at = decode_moment(root.get("Date", ""), assumptions.ZONE)
    except ValueError:
        dated_at = None
    return ReportHeader(
        kind=named.kind if kind is ReportKind.UNKNOWN else kind,
        batch_id=clean_text(root.get("BatchId")) or named.batch_id,
        dated_at=dated_at or named.dated_at,
        items_read=_count(root.get("ItemsRead", "")),
        items_rejected=_count(root.get("ItemsRejected", "")),
    )


def report_kind(word: str) -> ReportKind:
    """Return the kind that a word stands for, ``UNKNOWN`` when we do not know it."""
    return assumptions.REPORT_KINDS.get(word.strip().lower(), ReportKind.UNKNOWN)


def _count(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _xml_errors(item: etree._Element) -> Iterator[ReportLine]:
    ean, sku = clean_text(item.get("EAN")), clean_text(item.get("ProductId"))
    errors = children_of(item, "Error")
    for error in errors:
        code, text = clean_text(error.get("Code")), clean_text(error.text)
        yield ReportError(ean=ean, sku=sku, code=code, text=text)
    if not errors and not item.get("PartNumber"):
        # named at all is refused: only refusals are listed
        yield ReportError(ean=ean, sku=sku, code="", text="")


def _xml_offer(item: etree._Element) -> Iterator[ReportLine]:
    yield _offer(
        clean_text(item.get("EAN")),
        {
            "best_price": text_of(item, "BestPrice"),
            "best_delivery_fee": text_of(item, "BestDeliveryFee"),
            "seller_count": text_of(item, "SellerCount"),
            "is_ours": text_of(item, "IsOurs"),
        },
    )


_XML_LINES: dict[str, Callable[[etree._Element], Iterator[ReportLine]]] = {
    "IntegrationReport": _xml_errors,
    "OpenListingReport": _xml_offer,
}


# ------------------------------------------------------------------------- CSV
class CsvReportReader(ReportReader):
    """A header line, then ``;`` or ``,``; UTF-8 or Windows-1252 (assumed)."""

    def __init__(self, stream: IO[bytes], named: ReportHeader) -> None:
        lines = _lines(stream)
        first = next(lines, "")
        separator = ";" if first.count(";") >= first.count(",") else ","
        self._columns = _columns(first.strip("\r\n").split(separator))
        if "ean" not in self._columns and "sku" not in self._columns:
            raise unreadable("not a report", "unexpected_document", _SERVICE)
        self._rows = csv.reader(lines, delimiter=separator)
        self.header = named

    def __iter__(self) -> Iterator[ReportLine]:
        is_listing = "best_price" in self._columns
        try:
            for row in self._rows:
                cells = {
                    name: clean_text(row[place])
                    for name, place in self._columns.items()
                    if place < len(row)
                }
                if any(cells.values()):
                    yield _csv_offer(cells) if is_listing else _csv_error(cells)
        except csv.Error:
            raise unreadable("malformed report", "csv_malformed", _SERVICE) from None


def _csv_error(cells: dict[str, str]) -> ReportError:
    return ReportError(**{name: cells.get(name, "") for name in _ERROR_CELLS})


def _csv_offer(cells: dict[str, str]) -> ReportLine:
    # a decimal comma is what French spreadsheets write
    return _offer(
        cells.get("ean", ""), {k: v.replace(",", ".") for k, v in cells.items()}
    )


_ERROR_CELLS = ("ean", "sku", "code", "text")


def _columns(headings: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        plain = "".join(each for each in heading.lower() if each.isalnum())
        for name, words in assumptions.CSV_COLUMNS.items():
            if plain in words:
                found.setdefault(name, place)
    return found


def _lines(stream: IO[bytes]) -> Iterator[str]:
    """Yield the lines as text, without the mark that UTF-8 files may begin with."""
    encoding = _encoding(stream)
    start = stream.read(len(_BOM))
    if start != _BOM:
        stream.seek(0)
    while line := stream.readline(_LINE_LIMIT):
        yield line.decode(encoding, errors="replace")


def _encoding(stream: IO[bytes]) -> str:
    """Return the encoding of a whole file, left at its first byte."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := stream.read(64 * 1024):
            decoder.decode(block)
        decoder.decode(b"", final=True)
        return "utf-8"
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        stream.seek(0)


# ---------------------------------------------------------------- both of them
def _offer(ean: str, cells: dict[str, str]) -> ReportLine:
    """Return an open listing's line, or the error of one that cannot be read."""
    try:
        fee = cells.get("best_delivery_fee", "")
        return CompetingOffer(
            ean=ean,
            best_price=decode_amount(cells.get("best_price", "")),
            best_delivery_fee=decode_amount(fee) if fee else None,
            seller_count=_count(cells.get("seller_count", "")),
            is_ours=cells.get("is_ours", "").lower() in _TRUE,
        )
    except ValueError as error:
        return ReportError(ean=ean, sku="", code=LINE_UNREADABLE, text=str(error))
