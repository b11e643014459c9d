# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The platform through the port, against small servers that answer fixtures."""

from __future__ import annotations

import base64
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from odoo.addons.laredoute_connector.marketplace.errors import (
    MarketplaceError,
    RefusedData,
    RetryLater,
    UnknownOutcome,
    UnreadableData,
    WrongCredentials,
    WrongSettings,
)
from odoo.addons.laredoute_connector.marketplace.platforms import open_marketplace
from odoo.addons.laredoute_connector.marketplace.port import EncodedFile, Marketplace
from odoo.addons.laredoute_connector.marketplace.records import (
    BrokenOrder,
    LineStatus,
    Order,
    OrderUpdate,
    Receipt,
    ReportKind,
    Settings,
    UpdateKind,
    UpdateResult,
)

from .adapter_case import (
    REPORT,
    market,
    parts,
    running_report_host,  # noqa: F401 (a fixture)
    sftp_settings,
)
from .builders import NOW, fixture, offer, product, settings
from .servers import SftpHost, WireServer, answer, is_silent, says

STATUSES = (LineStatus.CREATED, LineStatus.TO_SHIP)
ACCEPT = [OrderUpdate(UpdateKind.ACCEPT, f"L{number}") for number in (1, 2, 3)]
SENDERS = ("send_products", "send_offers", "send_updates")


def sends(opened: Marketplace, method: str, folder: Path) -> Any:
    """Call one of the three methods that change something."""
    path = folder / "file.xml"
    if method == "send_products":
        return opened.send_products(opened.encode_products([product()], path))
    if method == "send_offers":
        return opened.send_offers(opened.encode_offers([offer()], path, NOW))
    return opened.send_updates(ACCEPT)


def fetch(opened: Marketplace) -> list[Order | BrokenOrder]:
    return list(opened.fetch_orders(STATUSES, NOW - timedelta(hours=1), NOW))


# ------------------------------------------------------------------------ files
def test_product_file_is_sent_as_the_protocol_says(tmp_path: Path) -> None:
    with WireServer(says(answer(200, fixture("items_accepted.xml")))) as server:
        with market(server) as opened:
            file = opened.encode_products([product()], tmp_path / "p.xml")
            assert opened.send_products(file) == Receipt("B-100")
        headers, (envelope, attachment) = parts(server.requests[0])
    assert headers["soapaction"] == '"http://RedouteFrance/seller/items/1.1"'
    assert headers["content-type"].startswith('multipart/related; type="text/xml"')
    assert 'start="<main_envelope>"' in headers["content-type"]
    assert envelope["Content-ID"] == "<main_envelope>"
    assert envelope["Content-Type"] == "text/xml; charset=utf-8"
    body = etree.fromstring(envelope.get_payload(decode=True))[1]
    assert body[0].tag == "attachment"
    assert body[1].findtext("api-key") == "items-token"
    assert attachment["Content-ID"] == "<attachment>"
    assert attachment["Content-Type"] == "application/octet-stream"
    assert attachment["Content-Transfer-Encoding"] == "base64"
    assert base64.b64decode(attachment.get_payload()) == file.path.read_bytes()
    assert (file.filename, file.items) == ("V42.VendorItems.xml", 1)


def test_offer_file_is_sent_as_the_protocol_says(tmp_path: Path) -> None:
    with WireServer(says(answer(200, fixture("offers_accepted.xml")))) as server:
        with market(server) as opened:
            file = opened.encode_offers([offer(), offer()], tmp_path / "o.xml", NOW)
            assert opened.send_offers(file) == Receipt("O-200")
        headers, (envelope, attachment) = parts(server.requests[0])
    assert headers["soapaction"] == '"InjectFile_1.0"'
    assert 'type="application/soap+xml"' in headers["content-type"]
    root = etree.fromstring(envelope.get_payload(decode=True))
    assert root.tag == "{http://www.w3.org/2003/05/soap-envelope}Envelope"
    texts = [each.text for each in root[1][0]]
    name = "V42.MKP_SellerOffer.001.2026-11-21-10-30-05.xml"
    assert texts == ["V42", "400", "MKP_SellerOffer", "001", name, "2", "true"]
    assert base64.b64decode(attachment.get_payload()) == file.path.read_bytes()
    assert b"items-token" not in server.requests[0]


@pytest.mark.parametrize("method", SENDERS)
@pytest.mark.parametrize(
    ("status", "content", "kind", "code"),
    [
        (500, fixture("items_client_fault.xml"), RefusedData, "client_fault"),
        (500, fixture("offers_server_fault.xml"), RetryLater, "server_fault"),
        (200, fixture("items_client_fault.xml"), RefusedData, "client_fault"),
        (500, b"<html>oops</html>", UnknownOutcome, "http_500"),
        (500, b"oops", UnknownOutcome, "http_500"),
        (500, fixture("hostile_bomb.xml"), UnknownOutcome, "http_500"),
        (200, b"oops", UnknownOutcome, "answer_unreadable"),
        (200, fixture("items_accepted.xml")[:-9], UnknownOutcome, "answer_unreadable"),
        (200, fixture("hostile_bomb.xml"), UnknownOutcome, "answer_unreadable"),
        (200, b"<a>" + b" " * 4_200_000, UnknownOutcome, "answer_unreadable"),
    ],
)
def test_answer_to_what_changes_something(
    tmp_path: Path,
    method: str,
    status: int,
    content: bytes,
    kind: type[MarketplaceError],
    code: str,
) -> None:
    with WireServer(says(answer(status, content))) as server, market(server) as opened:
        with pytest.raises(MarketplaceError) as caught:
            sends(opened, method, tmp_path)
        assert server.connections == 1
    assert (type(caught.value), caught.value.code) == (kind, code)


@pytest.mark.parametrize("method", SENDERS)
def test_no_answer_to_what_changes_something(tmp_path: Path, method: str) -> None:
    with WireServer(is_silent) as server, market(server, read_timeout=0.2) as opened:
        with pytest.raises(UnknownOutcome) as caught:
            sends(opened, method, tmp_path)
        assert server.connections == 1
    assert caught.value.code == "timeout"


def test_offer_answer_that_refuses(tmp_path: Path) -> None:
    reply = says(answer(200, fixture("offers_refused.xml")))
    with WireServer(reply) as server, market(server) as opened:
        file = opened.encode_offers([offer()], tmp_path / "o.xml", NOW)
        with pytest.raises(RefusedData) as caught:
            opened.send_offers(file)
    assert caught.value.code == "invalid_element_count"


# ----------------------------------------------------------------------- orders
def test_orders_are_fetched() -> None:
    with WireServer(says(answer(200, fixture("orders_two.xml")))) as server:
        with market(server) as opened:
            orders = fetch(opened)
        (request,) = server.requests
    assert [order.remote_id for order in orders] == [
        "1-2026.325.0001234",
        "1-2026.325.0001235",
    ]
    head, _blank, body = request.partition(b"\r\n\r\n")
    assert b'SOAPAction: "NewOrdersService.RetrieveByStatusRequest"' in head
    assert b"Content-Type: text/xml; charset=utf-8" in head
    request_body = etree.fromstring(body)[1][0]
    assert request_body.findtext("apikey") == "read-token"
    assert [each.text for each in request_body.iter("Status")] == ["Created", "Toship"]


def test_stored_order_is_read_again() -> None:
    reply = says(answer(200, fixture("orders_two.xml")))
    with WireServer(reply) as server, market(server) as opened:
        for order in fetch(opened):
            assert opened.decode_order(order.source) == order


@pytest.mark.parametrize(
    ("status", "content", "kind", "code"),
    [
        (500, fixture("items_client_fault.xml"), RefusedData, "client_fault"),
        (500, b"oops", RetryLater, "http_500"),
        (200, fixture("orders_fault.xml"), RetryLater, "server_fault"),
        (200, b"oops", UnreadableData, "xml_cut"),
        (200, fixture("hostile_bomb.xml"), UnreadableData, "xml_dtd"),
    ],
)
def test_answer_to_what_only_reads(
    status: int, content: bytes, kind: type[MarketplaceError], code: str
) -> None:
    with WireServer(says(answer(status, content))) as server, market(server) as opened:
        with pytest.raises(MarketplaceError) as caught:
            fetch(opened)
        assert server.connections == 1
    assert (type(caught.value), caught.value.code) == (kind, code)


def test_moment_without_zone_is_refused_before_anything_is_sent() -> None:
    naive = NOW.replace(tzinfo=None)
    with market() as opened, pytest.raises(RefusedData) as caught:
        list(opened.fetch_orders(STATUSES, naive, naive))
    assert caught.value.code == "bad_period"


# ---------------------------------------------------------------------- updates
def test_updates_have_one_result_each() -> None:
    with WireServer(says(answer(200, fixture("updates_mixed.xml")))) as server:
        with market(server) as opened:
            assert opened.send_updates(ACCEPT) == [
                UpdateResult("L1", True),
                UpdateResult("L2", False, "line is not Created"),
                UpdateResult("L3", None),
            ]
        assert b'SOAPAction: "NewOrdersService.UpdateRequest"' in server.requests[0]
        assert b"<apikey>update-token</apikey>" in server.requests[0]


def test_answer_that_speaks_of_no_update_leaves_all_open() -> None:
    reply = says(answer(200, b"<UpdateResponse/>"))
    with WireServer(reply) as server, market(server) as opened:
        with pytest.raises(UnknownOutcome) as caught:
            opened.send_updates(ACCEPT)
        assert server.connections == 1
    assert caught.value.code == "answer_unclear"


def test_no_update_is_not_sent_and_too_many_are_refused() -> None:
    with market() as opened:
        assert opened.send_updates([]) == []
        most = opened.capabilities.updates_per_request
        with pytest.raises(RefusedData) as caught:
            opened.send_updates(ACCEPT[:1] * (most + 1))
    assert caught.value.code == "too_many_updates"


@pytest.mark.parametrize("name", ["items_token", "read_token", "update_token"])
def test_missing_token_is_told_before_anything_is_sent(
    tmp_path: Path, name: str
) -> None:
    calls = {
        "items_token": lambda opened: sends(opened, "send_products", tmp_path),
        "read_token": fetch,
        "update_token": lambda opened: sends(opened, "send_updates", tmp_path),
    }
    with market(**{name: ""}) as opened, pytest.raises(WrongCredentials) as caught:
        calls[name](opened)
    assert caught.value.code == f"{name}_missing"


# ---------------------------------------------------------------------- reports
def test_report_is_listed_taken_read_and_archived(
    report_host: SftpHost, tmp_path: Path
) -> None:
    with market(**sftp_settings(report_host)) as opened:
        (file,) = opened.list_reports()
        assert (file.name, file.kind, file.batch_id) == (
            REPORT,
            ReportKind.PRODUCTS,
            "B-100",
        )
        path = tmp_path / "report"
        opened.download_report(file, path)
        opened.archive_report(file)
        opened.archive_report(file)
        assert opened.list_reports() == []
        with path.open("rb") as stream:
            report = opened.open_report(stream, file.name)
            assert report.header.items_read == 40
            assert len(list(report)) == 3
        assert len(report_host.sessions) == 1
    assert (report_host.folder / "reports" / "archive" / REPORT).exists()


def test_server_key_is_fetched_without_one_being_pinned(report_host: SftpHost) -> None:
    with market(**sftp_settings(report_host, sftp_host_key="")) as opened:
        assert opened.server_key() == report_host.host_key


# ------------------------------------------------------------------------ other
def test_platform_is_known_by_name() -> None:
    with pytest.raises(WrongSettings) as caught:
        open_marketplace(Settings(platform="other"))
    assert caught.value.code == "unknown_platform"


def test_closing_twice_harms_nothing(report_host: SftpHost) -> None:
    opened = open_marketplace(settings(**sftp_settings(report_host)))
    opened.list_reports()
    opened.close()
    opened.close()


def test_missing_file_is_not_sent(tmp_path: Path) -> None:
    with market() as opened, pytest.raises(FileNotFoundError):
        opened.send_products(EncodedFile(tmp_path / "none.xml", "none.xml", 1))
