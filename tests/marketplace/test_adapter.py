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

from odoo.addons.laredoute_connector.marketplace.budget import CallBudget
from odoo.addons.laredoute_connector.marketplace.errors import (
    MarketplaceError,
    RefusedData,
    RetryLater,
    UnknownOutcome,
    UnreadableData,
    WrongCredentials,
    WrongSettings,
)
from odoo.addons.laredoute_connector.marketplace.platforms import (
    capabilities,
    open_marketplace,
    platform,
)
from odoo.addons.laredoute_connector.marketplace.port import HasServerKey, Marketplace
from odoo.addons.laredoute_connector.marketplace.records import (
    AnswerKind,
    BrokenOrder,
    Decision,
    DecisionKind,
    EncodedFile,
    FileKind,
    LineDecision,
    LineResult,
    Order,
    Receipt,
)
from odoo.addons.laredoute_connector.marketplace.sellr.platform import SELLR
from odoo.addons.laredoute_connector.marketplace.settings import SellrSettings

from .adapter_case import (
    REPORT,
    enveloped,
    market,
    parts,
    running_report_host,  # noqa: F401 (a fixture)
    sftp_settings,
)
from .builders import NOW, fixture, offer, product, settings
from .servers import SftpHost, WireServer, answer, is_silent, says

ACCEPT = [
    Decision("A", (LineDecision(DecisionKind.ACCEPT, f"L{number}"),))
    for number in (1, 2, 3)
]
#: well-formed, of status 200, and no answer (row C5)
PAGES = (
    b"<html><body>Maintenance</body></html>",
    b"<Maintenance><BatchId>soon</BatchId></Maintenance>",
    b"<Envelope/>",
    b"<LineResult OrderLineID='L1' Status='OK'/>",
)
SENDERS = ("products", "offers", "decisions")


def sends(opened: Marketplace, method: str, folder: Path) -> Any:
    """Call one of the three methods that change something."""
    path = folder / "file.xml"
    if method == "decisions":
        return list(opened.decide(ACCEPT))
    kind = FileKind(method)
    return opened.send(kind, encoded(opened, kind, path))


def encoded(opened: Marketplace, kind: FileKind, path: Path) -> EncodedFile:
    if kind is FileKind.PRODUCTS:
        return opened.encode(kind, [product()], path, NOW)
    return opened.encode(kind, [offer(), offer()], path, NOW)


def fetch(opened: Marketplace) -> list[Order | BrokenOrder]:
    return list(opened.fetch_orders(NOW - timedelta(hours=1), NOW))


# ------------------------------------------------------------------------ files
def test_product_file_is_sent_as_the_protocol_says(tmp_path: Path) -> None:
    with WireServer(says(answer(200, fixture("items_accepted.xml")))) as server:
        with market(server) as opened:
            file = encoded(opened, FileKind.PRODUCTS, tmp_path / "p.xml")
            receipt = opened.send(FileKind.PRODUCTS, file)
            assert receipt == Receipt("B-100", FileKind.PRODUCTS)
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
            file = encoded(opened, FileKind.OFFERS, tmp_path / "o.xml")
            receipt = opened.send(FileKind.OFFERS, file)
            assert receipt == Receipt("O-200", FileKind.OFFERS)
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
        *((200, page, UnknownOutcome, "unexpected_document") for page in PAGES),
        (200, enveloped(b"<Soon/>"), UnknownOutcome, "answer_unclear"),
        (200, enveloped(b""), UnknownOutcome, "answer_unclear"),
    ],
)
def test_c05_answer_to_what_changes_something(
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
        file = encoded(opened, FileKind.OFFERS, tmp_path / "o.xml")
        with pytest.raises(RefusedData) as caught:
            opened.send(FileKind.OFFERS, file)
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
    words = [each.text for each in request_body.iter("Status")]
    assert words[:3] == ["Created", "Accepted", "Refused"]
    assert len(set(words)) == len(words) == 13


def test_stored_order_is_read_again() -> None:
    reply = says(answer(200, fixture("orders_two.xml")))
    with WireServer(reply) as server, market(server) as opened:
        for order in fetch(opened):
            assert SELLR.decode_order(order.source) == order


@pytest.mark.parametrize(
    ("status", "content", "kind", "code"),
    [
        (500, fixture("items_client_fault.xml"), RefusedData, "client_fault"),
        (500, b"oops", RetryLater, "http_500"),
        (200, fixture("orders_fault.xml"), RetryLater, "server_fault"),
        (200, b"oops", UnreadableData, "xml_cut"),
        (200, fixture("hostile_bomb.xml"), UnreadableData, "xml_dtd"),
        *((200, page, UnreadableData, "unexpected_document") for page in PAGES),
        (200, enveloped(b"<Soon/>"), UnreadableData, "unexpected_document"),
    ],
)
def test_c05_answer_to_what_only_reads(
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
        list(opened.fetch_orders(naive, naive))
    assert caught.value.code == "bad_period"


# ---------------------------------------------------------------------- updates
def test_updates_have_one_result_each() -> None:
    with WireServer(says(answer(200, fixture("updates_mixed.xml")))) as server:
        with market(server) as opened:
            assert list(opened.decide(ACCEPT)) == [
                LineResult("L1", True),
                LineResult("L2", False, "line is not Created"),
                LineResult("L3", None),
            ]
        assert b'SOAPAction: "NewOrdersService.UpdateRequest"' in server.requests[0]
        assert b"<apikey>update-token</apikey>" in server.requests[0]


def test_answer_that_mentions_no_update_leaves_all_open() -> None:
    reply = says(answer(200, enveloped(b"<UpdateResponse/>")))
    with WireServer(reply) as server, market(server) as opened:
        with pytest.raises(UnknownOutcome) as caught:
            list(opened.decide(ACCEPT))
        assert server.connections == 1
    assert caught.value.code == "answer_unclear"


def test_no_update_is_not_sent_and_too_many_are_refused() -> None:
    with market() as opened:
        assert list(opened.decide([])) == []
        most = capabilities(settings()).decisions_per_call
        with pytest.raises(RefusedData) as caught:
            list(opened.decide(ACCEPT[:1] * (most + 1)))
    assert caught.value.code == "too_many_updates"


def test_a_full_request_is_sent_and_counted_by_its_lines() -> None:
    most = capabilities(settings()).decisions_per_call
    (line,) = ACCEPT[0].lines
    full = Decision(ACCEPT[0].order_id, (line,) * most)
    reply = says(answer(200, fixture("updates_mixed.xml")))
    with WireServer(reply) as server, market(server) as opened:
        assert len(list(opened.decide([full]))) == most
        assert len(server.requests) == 1
        with pytest.raises(RefusedData) as caught:
            list(opened.decide([full, ACCEPT[0]]))
        assert len(server.requests) == 1
    assert caught.value.code == "too_many_updates"


@pytest.mark.parametrize("name", ["items_token", "read_token", "update_token"])
def test_missing_token_is_found_before_anything_is_sent(
    tmp_path: Path, name: str
) -> None:
    calls = {
        "items_token": lambda opened: sends(opened, "products", tmp_path),
        "read_token": fetch,
        "update_token": lambda opened: sends(opened, "decisions", tmp_path),
    }
    with market(**{name: ""}) as opened, pytest.raises(WrongCredentials) as caught:
        calls[name](opened)
    assert caught.value.code == f"{name}_missing"


# ---------------------------------------------------------------------- reports
def test_report_is_listed_taken_read_and_archived(
    report_host: SftpHost, tmp_path: Path
) -> None:
    with market(**sftp_settings(report_host)) as opened:
        (file,) = opened.list_answers(())
        assert (file.key, file.name, file.kind, file.batch_id) == (
            REPORT,
            REPORT,
            AnswerKind.PRODUCTS,
            "B-100",
        )
        path = tmp_path / "report"
        opened.fetch_answer(file, path)
        opened.settle_answer(file)
        opened.settle_answer(file)
        assert list(opened.list_answers(())) == []
        with path.open("rb") as stream:
            report = opened.open_answer(stream, file.name)
            assert report.header.items_read == 40
            assert len(list(report)) == 3
        assert len(report_host.sessions) == 1
    assert (report_host.folder / "reports" / "archive" / REPORT).exists()


def test_server_key_is_fetched_without_one_being_pinned(report_host: SftpHost) -> None:
    with market(**sftp_settings(report_host, sftp_host_key="")) as opened:
        assert isinstance(opened, HasServerKey)
        assert opened.server_key() == report_host.host_key


# ------------------------------------------------------------------------ other
def test_platform_is_known_by_name() -> None:
    with pytest.raises(WrongSettings) as caught:
        open_marketplace(SellrSettings(platform="other"))
    assert caught.value.code == "unknown_platform"
    assert platform("sellr") is SELLR


def test_without_a_report_server_there_are_no_answers() -> None:
    without = capabilities(settings())
    assert without.answers is False
    having_one = capabilities(settings(sftp_host="sftp.example"))
    assert having_one.answers is True


class _Spent(CallBudget):
    """Nothing may be called any more."""

    def __init__(self) -> None:
        self.operations: list[str] = []

    def require(self, operation: str) -> None:
        self.operations.append(operation)
        raise RetryLater("not yet", code="own_limit", retry_after=60)


def test_no_call_is_made_before_its_time(tmp_path: Path) -> None:
    budget = _Spent()
    with WireServer(says(answer(200))) as server:
        urls = dict.fromkeys(("items_url", "offers_url", "orders_url"), server.url)
        with open_marketplace(settings(**urls), budget) as opened:
            for name in SENDERS:
                with pytest.raises(RetryLater):
                    sends(opened, name, tmp_path)
            with pytest.raises(RetryLater):
                fetch(opened)
            with pytest.raises(RetryLater) as caught:
                list(opened.list_answers(()))
        assert server.connections == 0
    assert (caught.value.code, caught.value.retry_after) == ("own_limit", 60)
    assert budget.operations == [
        "items",
        "offers",
        "orders_update",
        "orders_read",
        "reports",
    ]


def test_closing_twice_harms_nothing(report_host: SftpHost) -> None:
    opened = open_marketplace(settings(**sftp_settings(report_host)))
    list(opened.list_answers(()))
    opened.close()
    opened.close()


def test_missing_file_is_not_sent(tmp_path: Path) -> None:
    with market() as opened, pytest.raises(FileNotFoundError):
        missing = EncodedFile(tmp_path / "none.xml", "none.xml", 1)
        opened.send(FileKind.PRODUCTS, missing)
