# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The contents of reports, XML or CSV. Source: protocol P-112 to P-116.

A report lists refusals, and items with the number that La Redoute gave them: an item
that it does not name was accepted.
"""

from __future__ import annotations

import codecs
import csv
import tempfile
from collections.abc import Iterator
from typing import IO, BinaryIO

from lxml import etree

from ...port import AnswerReader
from ...records import (
    AnswerHeader,
    AnswerKind,
    AnswerLine,
    AnswerResult,
    CompetingOffer,
)
from ...refusals import is_warning
from ...values import clean_text, decode_amount, decode_moment
from . import assumptions
from .order_of_elements import local_name
from .parsing import children_of, iter_elements, text_of, unreadable

ReportLine = AnswerLine | CompetingOffer
#: code of a line that cannot be read; the others of the report still can
LINE_UNREADABLE = "line_unreadable"

_SERVICE = "reports"
_ROOTS = ("IntegrationReport", "OpenListingReport")
_SNIFFED = 512
_BOM = b"\xef\xbb\xbf"
_TRUE = ("true", "1", "yes", "oui")
_MEMORY = 1024 * 1024
_LINE_LIMIT = 1024 * 1024


def read_report(stream: BinaryIO, named: AnswerHeader) -> AnswerReader:
    """Open a report for reading, header first.

    :param named: what its file name says; used where the content says nothing
    :raises UnreadableData: when not even its beginning can be read
    """
    seekable = _seekable(stream)
    start = seekable.read(_SNIFFED).removeprefix(_BOM).lstrip()
    seekable.seek(0)
    # UTF-16 announces itself by its first bytes, and is XML's business
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
class XmlReportReader(AnswerReader):
    """``IntegrationReport`` and ``OpenListingReport``; what is neither is no report.

    Since silence about an item accepts it, a report that counts more refused items than
    it names cannot be used: some refusal was not recognised.
    """

    def __init__(self, stream: IO[bytes], named: AnswerHeader) -> None:
        self._elements = iter_elements(stream, frozenset({"Item"}))
        _event, root = next(self._elements)
        self._name = local_name(root)
        if self._name not in _ROOTS:
            raise unreadable("not a report", "unexpected_document", _SERVICE)
        self.header = _xml_header(root, named)

    def __iter__(self) -> Iterator[ReportLine]:
        named = 0
        for _event, element in self._elements:
            if self._name == "OpenListingReport":
                yield _xml_offer(element)
                continue
            lines = list(_xml_lines(element, self.header.kind))
            # what La Redoute keeps "à référencer" is counted as refused, too
            named += any(line.result is not AnswerResult.ACCEPTED for line in lines)
            yield from lines
        if named < (self.header.items_rejected or 0):
            raise unreadable(
                "more items are refused than named", "refusals_missing", _SERVICE
            )


def _xml_header(root: etree._Element, named: AnswerHeader) -> AnswerHeader:
    kind = report_kind(root.get("Kind", ""))
    if local_name(root) == "OpenListingReport":
        kind = AnswerKind.OPEN_LISTING
    try:
        dated_at = decode_moment(root.get("Date", ""), assumptions.ZONE)
    except ValueError:
        dated_at = None
    return AnswerHeader(
        kind=named.kind if kind is AnswerKind.UNKNOWN else kind,
        batch_id=clean_text(root.get("BatchId")) or named.batch_id,
        dated_at=dated_at or named.dated_at,
        items_read=_count(root.get("ItemsRead", "")),
        items_rejected=_count(root.get("ItemsRejected", "")),
    )


def report_kind(word: str) -> AnswerKind:
    """Return the kind that a word stands for, ``UNKNOWN`` when we do not know it."""
    return assumptions.REPORT_KINDS.get(word.strip().lower(), AnswerKind.UNKNOWN)


def _count(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _xml_lines(item: etree._Element, kind: AnswerKind) -> Iterator[AnswerLine]:
    cells = {
        "ean": clean_text(item.get("EAN")),
        "sku": clean_text(item.get("ProductId")),
        "part_number": clean_text(item.get(assumptions.PART_NUMBER)),
    }
    errors = children_of(item, "Error")
    for error in errors:
        code, text = clean_text(error.get("Code")), clean_text(error.text)
        yield _line({**cells, "code": code, "text": text}, kind)
    if not errors:
        yield _line(cells, kind)


def _xml_offer(item: etree._Element) -> ReportLine:
    return _offer(
        clean_text(item.get("EAN")),
        {
            "best_price": text_of(item, "BestPrice"),
            "best_delivery_fee": text_of(item, "BestDeliveryFee"),
            "seller_count": text_of(item, "SellerCount"),
            "is_ours": text_of(item, "IsOurs"),
        },
    )


# ------------------------------------------------------------------------- CSV
class CsvReportReader(AnswerReader):
    """A header line, then ``;`` or ``,``; UTF-8 or Windows-1252 (assumed)."""

    shows_end = False

    def __init__(self, stream: IO[bytes], named: AnswerHeader) -> None:
        lines = _lines(stream)
        first = next(lines, "")
        separator = ";" if first.count(";") >= first.count(",") else ","
        self._columns = _columns(first.strip("\r\n").split(separator))
        if "ean" not in self._columns and "sku" not in self._columns:
            error = unreadable("not a report", "unexpected_document", _SERVICE)
            error.shows_end = self.shows_end
            raise error
        self._rows = csv.reader(lines, delimiter=separator, strict=True)
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
                if not any(cells.values()):
                    continue
                yield (
                    _csv_offer(cells) if is_listing else _line(cells, self.header.kind)
                )
        except csv.Error:
            raise unreadable("malformed report", "csv_malformed", _SERVICE) from None


def _csv_offer(cells: dict[str, str]) -> ReportLine:
    # a decimal comma is what French spreadsheets write
    return _offer(
        cells.get("ean", ""), {k: v.replace(",", ".") for k, v in cells.items()}
    )


def _columns(headings: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        plain = "".join(each for each in heading.lower() if each.isalnum())
        for name, words in assumptions.CSV_COLUMNS.items():
            if plain in words:
                found.setdefault(name, place)
    return found


def _lines(stream: IO[bytes]) -> Iterator[str]:
    """Yield the lines as text, without the BOM that UTF-8 files may begin with."""
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
def _line(cells: dict[str, str], kind: AnswerKind) -> AnswerLine:
    code, text = cells.get("code", ""), cells.get("text", "")
    part_number = cells.get("part_number", "")
    result = AnswerResult.REFUSED
    if code or text:
        if kind is AnswerKind.PRODUCTS and is_warning(text):
            result = AnswerResult.WARNING
    elif part_number:
        # an item with neither error nor number is refused: only those and the
        # accepted ones that have a number are named
        result = AnswerResult.ACCEPTED
    return AnswerLine(
        ean=cells.get("ean", ""),
        sku=cells.get("sku", ""),
        result=result,
        code=code,
        text=text,
        part_number=part_number,
    )


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
        return AnswerLine(
            ean=ean,
            sku="",
            result=AnswerResult.REFUSED,
            code=LINE_UNREADABLE,
            text=str(error),
        )
