# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reports: XML and CSV, names, kinds, lines that cannot be read, files that are cut."""

from __future__ import annotations

import io
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.laredoute_connector.marketplace.errors import (
    MarketplaceError,
    UnreadableData,
)
from odoo.addons.laredoute_connector.marketplace.port import AnswerReader
from odoo.addons.laredoute_connector.marketplace.records import (
    AnswerHeader,
    AnswerKind,
    AnswerLine,
    AnswerResult,
    CompetingOffer,
)
from odoo.addons.laredoute_connector.marketplace.sellr.reports import (
    archive_folder,
    finished_reports,
    read_name,
)
from odoo.addons.laredoute_connector.marketplace.sellr.wire.reports import read_report
from odoo.addons.laredoute_connector.marketplace.transport.sftp_listing import FileStat

from .builders import NOW, fixture

NAME = "V.42.products_laredoute.B-7.2026-11-22-08-30-00.xml"


def opened(content: bytes, name: str = NAME) -> AnswerReader:
    return read_report(io.BytesIO(content), read_name(name))


def refused(ean: str, sku: str, code: str, text: str) -> AnswerLine:
    return AnswerLine(ean, sku, AnswerResult.REFUSED, code, text)


# ------------------------------------------------------------------------- XML
def test_integration_report_lists_refusals() -> None:
    report = opened(fixture("reports_products_rejected.xml"))
    assert report.header == AnswerHeader(
        kind=AnswerKind.PRODUCTS,
        batch_id="B-100",
        dated_at=datetime(2026, 11, 22, 10, tzinfo=timezone.utc),
        items_read=40,
        items_rejected=2,
    )
    assert list(report) == [
        refused(
            "3401597000010", "ROBE-01-38", "BRAND", "Brand can't be found by code: 0"
        ),
        refused("3401597000010", "ROBE-01-38", "IMG", "image too small"),
        refused("3401597000023", "ROBE-01-40", "", ""),
    ]


def test_item_with_a_number_and_no_error_was_accepted() -> None:
    content = (
        b'<IntegrationReport><Item EAN="1" ProductId="R-1" PartNumber="P-1"/>'
        b'<Item EAN="2" ProductId="R-2" PartNumber="P-2">'
        b'<Error Code="STATE">A r\xc3\xa9f\xc3\xa9rencer</Error></Item>'
        b"</IntegrationReport>"
    )
    warning = AnswerLine(
        "2", "R-2", AnswerResult.WARNING, "STATE", "A référencer", "P-2"
    )
    report = opened(content)
    assert report.header.rest is AnswerResult.ACCEPTED
    assert list(report) == [
        AnswerLine("1", "R-1", AnswerResult.ACCEPTED, part_number="P-1"),
        warning,
    ]
    # an offer that must be completed is not taken
    (_accepted, line) = opened(content, NAME.replace("products", "offers"))
    assert isinstance(line, AnswerLine)
    assert line.result is AnswerResult.REFUSED


def test_open_listing_keeps_what_can_be_read() -> None:
    report = opened(fixture("reports_openlisting.xml"))
    assert report.header.kind is AnswerKind.OPEN_LISTING
    assert list(report) == [
        CompetingOffer("3401597000010", Decimal("48.90"), Decimal("4.90"), 3, False),
        refused("3401597000023", "", "line_unreadable", "not a decimal number"),
        CompetingOffer("3401597000030", Decimal(10), None, None, True),
    ]


def test_header_falls_back_on_the_file_name() -> None:
    header = opened(b"<IntegrationReport Kind='odd' Date='?' ItemsRead='x'/>").header
    assert header == AnswerHeader(
        AnswerKind.PRODUCTS, "B-7", datetime(2026, 11, 22, 8, 30, tzinfo=timezone.utc)
    )


@pytest.mark.parametrize(
    "content",
    [
        b"<Weather><Item EAN='1'/></Weather>",
        b"<html><body><h1>Maintenance</h1></body></html>",
        b"<Envelope><Body><IntegrationReport/></Body></Envelope>",
        b"<SellerOfferRequest/>",
        b" \r\n",
        b"Maintenance en cours",
    ],
)
def test_c03_what_is_no_report_accepts_nothing(content: bytes) -> None:
    with pytest.raises(UnreadableData) as caught:
        list(opened(content, "weather.xml"))
    assert caught.value.code == "unexpected_document"


@pytest.mark.parametrize(
    ("rejected", "items"),
    [
        (5, b""),
        (2, b"<Item EAN='1'><Error Code='1'>no</Error></Item>"),
        # twice the same item, and an item under another name, are no second refusal
        (2, b"<Item EAN='1'><Error>a</Error><Error>b</Error></Item><Article/>"),
        (1, b"<Item EAN='1' PartNumber='P1'/>"),
    ],
)
def test_c03_a_refusal_that_is_counted_and_not_named_accepts_nothing(
    rejected: int, items: bytes
) -> None:
    content = b"<IntegrationReport Kind='products_laredoute' ItemsRejected='%d'>" % (
        rejected
    )
    with pytest.raises(UnreadableData) as caught:
        list(opened(content + items + b"</IntegrationReport>", "r.xml"))
    assert caught.value.code == "refusals_missing"


def test_c03_counts_that_agree_or_are_not_given_are_no_obstacle() -> None:
    item = b"<Item EAN='1'><Error Code='1'>no</Error></Item>"
    for counts in (b"", b"ItemsRejected='1'", b"ItemsRejected='0'"):
        content = b"<IntegrationReport %s>%s</IntegrationReport>" % (counts, item)
        assert len(list(opened(content, "r.xml"))) == 1


def test_c03_a_quote_that_is_never_closed_accepts_nothing() -> None:
    report = opened(b'ean;code;text\n1;E1;"cut\n2;E2;no\n', "r.csv")
    with pytest.raises(UnreadableData) as caught:
        list(report)
    assert caught.value.code == "csv_malformed"


def test_report_that_is_cut_says_so_after_its_whole_lines() -> None:
    content = fixture("reports_products_rejected.xml")
    lines = iter(opened(content[: content.index(b"ROBE-01-40")]))
    assert [next(lines), next(lines)]
    with pytest.raises(UnreadableData) as caught:
        next(lines)
    assert caught.value.code == "xml_cut"


@pytest.mark.parametrize("name", ["hostile_bomb.xml", "hostile_external_entity.xml"])
def test_hostile_report_is_unreadable(name: str) -> None:
    with pytest.raises(UnreadableData) as caught:
        opened(fixture(name))
    assert caught.value.code == "xml_dtd"


def test_report_cut_before_its_first_element_is_unreadable() -> None:
    with pytest.raises(UnreadableData):
        opened(b"<?xml version='1.0'?><Integ")


# ------------------------------------------------------------------------- CSV
CSV = (
    "EAN;ProductId;Error Code;Error\r\n3401597000010;R-1;IMG;Image trop petite : é€\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ","])
def test_csv_is_read_in_both_encodings(encoding: str, separator: str) -> None:
    report = opened(CSV.replace(";", separator).encode(encoding))
    assert report.header.kind is AnswerKind.PRODUCTS
    assert report.header.batch_id == "B-7"
    assert list(report) == [
        refused("3401597000010", "R-1", "IMG", "Image trop petite : é€")
    ]


def test_csv_row_with_a_number_and_no_error_was_accepted() -> None:
    report = opened(b"EAN;SKU;Error;Part Number\n1;R-1;;P-1\n")
    assert list(report) == [
        AnswerLine("1", "R-1", AnswerResult.ACCEPTED, part_number="P-1")
    ]


def test_csv_keeps_separators_and_lines_inside_quotes() -> None:
    content = b'sku,message,ean\n"R,1","two\nlines, one cell",123\n\n;\n'
    assert next(iter(opened(content))) == refused(
        "123", "R,1", "", "two\nlines, one cell"
    )


def test_csv_open_listing_takes_a_decimal_comma() -> None:
    content = b"ean;best_price;best-delivery-fee;Is Ours\n1;48,90;4,5;oui\n2;?;;\n"
    assert list(opened(content)) == [
        CompetingOffer("1", Decimal("48.90"), Decimal("4.5"), None, True),
        refused("2", "", "line_unreadable", "not a decimal number"),
    ]


def test_csv_short_line_is_read_and_empty_line_is_none() -> None:
    content = b"EAN;SKU;Error\n1\n;;\n"
    assert list(opened(content)) == [refused("1", "", "", "")]


def test_csv_with_an_endless_cell_is_unreadable() -> None:
    content = b"EAN;Error\n1;" + b"x" * 200_000
    with pytest.raises(UnreadableData) as caught:
        list(opened(content))
    assert caught.value.code == "csv_malformed"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 zip", b"hello;world\n1;2\n"])
def test_what_is_no_report_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableData) as caught:
        opened(content)
    assert caught.value.code == "unexpected_document"


@pytest.mark.parametrize(
    ("content", "shows_end"),
    [(b"", False), (b"\xef\xbb", False), (b"co", False), (b"<html/>", True)],
)
def test_c04_what_is_no_report_says_whether_more_of_it_may_come(
    content: bytes, shows_end: bool
) -> None:
    with pytest.raises(UnreadableData) as caught:
        opened(content, "r.csv")
    assert caught.value.code == "unexpected_document"
    assert caught.value.shows_end is shows_end


def test_csv_byte_that_is_in_no_encoding_loses_no_line() -> None:
    (line,) = opened(b"EAN;Error\n1;\xe9\x81\n")
    assert isinstance(line, AnswerLine)
    assert line.text.startswith("é")


class OneWay(io.RawIOBase):
    """A stream that cannot go back."""

    def __init__(self, content: bytes) -> None:
        self._inner = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        return self._inner.readinto(buffer)


@pytest.mark.parametrize("content", [CSV.encode(), fixture("reports_openlisting.xml")])
def test_stream_that_cannot_go_back_is_read(content: bytes) -> None:
    stream = io.BufferedReader(OneWay(content))
    assert list(read_report(stream, read_name(NAME)))  # type: ignore[arg-type]


def test_reading_leaves_the_stream_open() -> None:
    for content in (CSV.encode(), fixture("reports_openlisting.xml")):
        stream = io.BytesIO(content)
        list(read_report(stream, read_name(NAME)))
        assert not stream.closed


@given(st.binary(max_size=400))
def test_junk_raises_our_errors_only(content: bytes) -> None:
    try:
        list(opened(content))
    except MarketplaceError:
        pass


@given(st.binary(max_size=400))
def test_csv_junk_raises_our_errors_only(content: bytes) -> None:
    try:
        list(opened(b"EAN;Error\n" + content))
    except MarketplaceError:
        pass


# ----------------------------------------------------------------------- names
@pytest.mark.parametrize(
    ("name", "kind", "batch"),
    [
        (NAME, AnswerKind.PRODUCTS, "B-7"),
        (NAME.replace("products", "offers"), AnswerKind.OFFERS, "B-7"),
        (NAME.replace("products", "OPENLISTING"), AnswerKind.OPEN_LISTING, "B-7"),
        (NAME.replace("products", "weather"), AnswerKind.UNKNOWN, "B-7"),
        (NAME.replace("xml", "csv"), AnswerKind.PRODUCTS, "B-7"),
        ("notes.txt", AnswerKind.UNKNOWN, ""),
        (NAME.replace("2026-11-22", "2026-13-45"), AnswerKind.PRODUCTS, "B-7"),
    ],
)
def test_name_is_read(name: str, kind: AnswerKind, batch: str) -> None:
    header = read_name(name)
    assert (header.kind, header.batch_id) == (kind, batch)
    assert (header.dated_at is None) == ("13-45" in name or name == "notes.txt")


def test_finished_reports_come_oldest_first() -> None:
    def file(name: str, hours: int, size: int = 10) -> FileStat:
        return FileStat(f"reports/{name}", name, size, NOW + timedelta(hours=hours))

    reports = finished_reports(
        [
            file("b.xml", 2),
            file("a.xml", 2),
            file(NAME, 1),
            file("z.xml", 0),
            file("c.xml.part", 0),
            file(".hidden", 0),
            file("empty.xml", 0, size=0),
        ]
    )
    assert [report.name for report in reports] == ["z.xml", NAME, "a.xml", "b.xml"]
    assert reports[1].key == NAME
    assert reports[1].kind is AnswerKind.PRODUCTS
    assert reports[1].path == f"reports/{NAME}"
    assert reports[1].batch_id == "B-7"


def test_archive_lies_below_the_folder() -> None:
    assert archive_folder("reports") == "reports/archive"
