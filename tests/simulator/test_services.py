# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Each service refuses loudly what docs/protocol.md does not allow."""

from __future__ import annotations

import base64
import socket
from typing import Any
from urllib.parse import urlsplit

import pytest

from . import wire
from .seller import PATIENCE, ImageHost, Seller, fault_text, parse

GOOD = wire.vendor_items(wire.vendor_item())
TOKEN = "simulated-token-items"


def code_of(answer: Any) -> str:
    """Return the code of an offers answer, ``OK`` when it was taken."""
    root = parse(answer)
    if root.findtext(f".//{{{wire.OFFERS}}}processWithSuccess") == "true":
        assert root.findtext(f".//{{{wire.OFFERS}}}BatchId")
        return "OK"
    return str(root.findtext(f".//{{{wire.OFFERS}}}Code"))


@pytest.mark.parametrize("auth", [None, ("seller-70123", "no"), ("x", "y")])
@pytest.mark.parametrize("service", ["items", "offers", "orders"])
def test_wrong_login_is_refused_on_each_service(
    seller: Seller, service: str, auth: Any
) -> None:
    answer = seller.post(service, "<a/>", auth=auth)
    assert answer.status_code == 401
    assert "Basic" in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize(
    ("send", "service"),
    [
        (lambda s, token: s.send_items(GOOD, token=token), "items"),
        (lambda s, token: s.read("Created", token=token), "orders_read"),
        (lambda s, token: s.update(token=token), "orders_update"),
    ],
)
def test_each_service_takes_its_own_token_only(
    seller: Seller, send: Any, service: str
) -> None:
    tokens = seller.sim.account.tokens
    for name, token in [*tokens.items(), ("nobody", "no such token")]:
        assert send(seller, token).status_code == (200 if name == service else 401)
    seller.sim.control.set_right(service, False)
    assert send(seller, tokens[service]).status_code == 403
    seller.sim.control.set_right(service, True)
    seller.sim.control.expire_token(service)
    expired = send(seller, tokens[service])
    assert expired.status_code == 401
    assert "expired" in fault_text(expired)
    fresh = seller.sim.control.replace_token(service)
    assert send(seller, fresh).status_code == 200


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"action": "http://RedouteFrance/seller/items/1.0"}, "SOAPAction"),
        ({"action": None}, "SOAPAction"),
        ({"content_type": "text/xml"}, "multipart/related"),
        ({"content_type": "multipart/related"}, "boundary"),
        ({"content_type": "multipart/related; boundary=other"}, "boundary"),
        (
            {"content_type": 'multipart/related; boundary=cut; start="<no>"'},
            "first part",
        ),
    ],
)
def test_items_refuses_a_wrong_head(
    seller: Seller, change: dict[str, Any], reason: str
) -> None:
    answer = seller.send_items(GOOD, **change)
    assert answer.status_code == 500
    assert reason in fault_text(answer)
    assert not list(seller.sim.world.batches)


def _items_message(**change: Any) -> tuple[bytes, str]:
    token = "simulated-token-items"
    body = change.get("body", wire.items_body(token))
    root = wire.envelope(change.get("version", wire.SOAP11), body)
    message, kind = wire.related(
        root,
        change.get("file", GOOD),
        change.get("root_type", "text/xml"),
        change.get("encoding", "base64"),
    )
    for old, new in change.get("replace", {}).items():
        assert old in message
        message = message.replace(old, new)
    return message, kind


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"version": wire.SOAP12}, "Envelope"),
        ({"root_type": "application/soap+xml"}, "content type"),
        ({"encoding": "binary"}, "base64"),
        ({"replace": {b"<attachment>\r": b"<other>\r"}}, "<attachment>"),
        ({"replace": {b"--cut--": b""}}, "closing boundary"),
        ({"replace": {b"--cut--": b"--cut\r\n\r\n--cut--"}}, "more than two parts"),
        ({"replace": {b"\r\n\r\n<?xml": b"\r\n"}}, "multipart"),
        ({"replace": {b"<attachment>\r\n\r\n": b"<attachment>\r\n\r\n*"}}, "base64"),
        ({"replace": {b"<attachment>\r\n\r\n": b"<attachment>\r\n\r\nA"}}, "base64"),
        ({"body": wire.items_body(TOKEN, '<attachment xmlns="x"/>')}, "foreign"),
        ({"body": wire.items_body(TOKEN) + " " * 300_000}, "too large"),
        ({"replace": {b": base64": b": quoted-printable"}}, "encoding"),
        ({"body": wire.items_body(TOKEN, attachment="")}, "attachment"),
        ({"body": wire.items_body(TOKEN).replace("api-key", "apikey")}, "schema"),
        ({"body": wire.items_body(TOKEN).replace("items/1.1", "items/9")}, "schema"),
        ({"replace": {b"<?xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><?xml"}}, "envelope"),
        ({"file": b"<VendorItems/>"}, "VendorItems"),
        ({"file": GOOD[:-3]}, "end is missing"),
        ({"file": GOOD[:-40]}, "end is missing"),
        ({"file": GOOD.replace(b"</EAN>", b"</Ean>")}, "file is refused"),
        ({"file": GOOD + b"<more/>"}, "file is refused"),
        ({"file": b"not xml"}, "line"),
        ({"file": wire.vendor_items()}, "no VendorItem"),
        ({"file": GOOD.replace(b"Items/1.0", b"Items/2.0")}, "No matching"),
        ({"file": b"<!DOCTYPE a>" + GOOD}, "document type"),
    ],
)
def test_items_refuses_a_wrong_message(
    seller: Seller, change: dict[str, Any], reason: str
) -> None:
    message, kind = _items_message(**change)
    answer = seller.post("items", message, content_type=kind, action=wire.ITEMS)
    assert answer.status_code == 500
    assert reason in fault_text(answer)
    assert not list(seller.sim.world.batches)


@pytest.mark.parametrize(
    "wrong",
    [
        ("<EAN>", "<Ean>"),
        ("</ProductTitles>", "</ProductTitles><ProductTitles/>"),
        ('language="fr"', 'language="en"'),
        ("<VendorId>70123</VendorId>", ""),
        ("<Vendor>", "<Unknown/><Vendor>"),
        ("<Medias></Medias>", ""),
    ],
)
def test_product_file_is_held_to_its_schema(
    seller: Seller, wrong: tuple[str, str]
) -> None:
    item = wire.vendor_item()
    assert wrong[0] in item
    broken = item.replace(wrong[0], wrong[1])
    if wrong[0] == "<EAN>":
        broken = broken.replace("</EAN>", "</Ean>")
    answer = seller.send_items(wire.vendor_items(broken))
    assert answer.status_code == 500
    assert "the product file is refused, " in fault_text(answer)
    assert not list(seller.sim.world.batches)


def test_token_may_be_qualified(seller: Seller) -> None:
    body = wire.items_body(TOKEN).replace("api-key", "i:api-key")
    message, kind = _items_message(body=body)
    answer = seller.post("items", message, content_type=kind, action=wire.ITEMS)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "OK"),
        ({"NumberOfElements": "1"}, "OK"),
        ({"EUserId": "999"}, "0001"),
        ({"ESystem": "6"}, "0002"),
        ({"FlowName": "MKP_Other"}, "0003"),
        ({"fileAttachedWithSoapMsg": "false"}, "0004"),
        ({"FlowVersion": "002"}, "9999"),
        ({"FileName": "offers.xml"}, "9999"),
        ({"FileName": "999.MKP_SellerOffer.001.2026-11-21-10-00-00.xml"}, "9999"),
        ({"FileName": "70123.MKP_SellerOffer.001.2026-13-21-10-00-00.xml"}, "9999"),
    ],
)
def test_offers_answers_with_the_codes_of_the_protocol(
    seller: Seller, fields: dict[str, str], code: str
) -> None:
    count = fields.pop("NumberOfElements", None)
    body = wire.offers_body(count and int(count), **fields)
    message, kind = wire.related(
        wire.envelope(wire.SOAP12, body),
        wire.offer_file(wire.offer()),
        "application/soap+xml",
    )
    answer = seller.post("offers", message, content_type=kind, action="InjectFile_1.0")
    assert code_of(answer) == code
    assert len(seller.sim.world.batches) == (1 if code == "OK" else 0)


@pytest.mark.parametrize(
    ("file", "count", "code"),
    [
        (wire.offer_file(wire.offer()), 2, "0005"),
        (wire.offer_file(), 0, "0005"),
        (b"", 0, "0004"),
        (b"<a/>", None, "0004"),
        (wire.offer_file(wire.offer(), seller="9"), None, "0001"),
        (wire.offer_file(wire.offer(), hub="6"), None, "0002"),
        (wire.offer_file(wire.offer(amount="12,50")), None, "0004"),
        (wire.offer_file(wire.offer(start="2026-01-01")), None, "0004"),
        (wire.offer_file(wire.offer(deliveries="")), None, "0004"),
        (b"<!DOCTYPE a>" + wire.offer_file(wire.offer()), None, "0004"),
    ],
)
def test_offers_refuses_a_wrong_file(
    seller: Seller, file: bytes, count: int | None, code: str
) -> None:
    assert code_of(seller.send_offers(file, count=count)) == code
    assert not list(seller.sim.world.batches)


def test_offers_needs_its_attachment_and_soap12(seller: Seller) -> None:
    body = wire.envelope(wire.SOAP12, wire.offers_body())
    options = {"content_type": "application/soap+xml", "action": "InjectFile_1.0"}
    assert code_of(seller.post("offers", body, **options)) == "0004"
    wrong = seller.post("offers", body.replace(wire.SOAP12, wire.SOAP11), **options)
    assert wrong.status_code == 500
    assert "Fault_1.0" in wrong.text
    twice = wire.envelope(wire.SOAP12, wire.offers_body() * 2)
    assert "holds one" in fault_text(seller.post("offers", twice, **options))
    misplaced = wire.offers_body().replace("EUserId", "ESystem")
    wrong = seller.post("offers", wire.envelope(wire.SOAP12, misplaced), **options)
    assert "schema" in fault_text(wrong)


def test_offers_takes_unqualified_children_and_an_action_parameter(
    seller: Seller,
) -> None:
    body = wire.offers_body()
    name = "InjectFileRequest_1.0"
    body = body.replace(f"<{name} xmlns=", f"<e:{name} xmlns:e=")
    body = body.replace(f"</{name}", f"</e:{name}")
    message, kind = wire.related(
        wire.envelope(wire.SOAP12, body),
        wire.offer_file(wire.offer()),
        "application/soap+xml",
        "binary",
    )
    kind += '; action="InjectFile_1.0"'
    assert code_of(seller.post("offers", message, content_type=kind)) == "OK"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("<Statuses>", "<Statuses><Period/>", "schema"),
        ("<apikey>", "<o:apikey/><apikey>", "schema"),
        ("<minDate>", "<minDate>yesterday", "schema"),
        ("RetrieveByStatusRequest", "OtherRequest", "holds one"),
        ("<s:Body>", "<s:Body><extra/>", "holds one"),
        ("<s:Body>", "<s:Bodies/><s:Body>", "Header"),
        ("</s:Envelope>", "", "well-formed"),
    ],
)
def test_orders_refuses_a_wrong_body(
    seller: Seller, old: str, new: str, reason: str
) -> None:
    body = wire.read_body(seller.sim.account.tokens["orders_read"], "Created")
    text = wire.envelope(wire.SOAP11, body)
    assert old in text
    answer = seller.post("orders", text.replace(old, new), action=wire.READ)
    assert answer.status_code == 500
    assert reason in fault_text(answer)


def test_orders_needs_text_xml_in_utf8(seller: Seller) -> None:
    for kind in ("application/xml", "text/xml; charset=latin-1"):
        assert seller.read("Created", content_type=kind).status_code == 500


def test_orders_answers_business_mistakes_with_inject_fault(seller: Seller) -> None:
    for answer in (
        seller.read("Sold"),
        seller.read("Created", low="2026-02-02T00:00:00", high="2026-01-01T00:00:00"),
    ):
        assert parse(answer).find(f".//{{{wire.ORDERS}}}InjectFault") is not None


def test_unknown_address_and_method(seller: Seller) -> None:
    url = seller.sim.addresses["items"]
    assert seller.session.get(url, timeout=PATIENCE).status_code == 405
    assert (
        seller.session.post(f"{url}/x", data=b"", timeout=PATIENCE).status_code == 404
    )


def test_upload_may_come_in_chunks_and_one_line(
    seller: Seller, image_host: ImageHost
) -> None:
    items = [wire.vendor_item(sku=f"S-{n}", description="x" * 2000) for n in range(200)]
    message, kind = _items_message(file=wire.vendor_items(*items))
    head, _, encoded = message.partition(b"<attachment>\r\n\r\n")
    coded, _, tail = encoded.partition(b"\r\n--cut")
    one_line = b"<attachment>\r\n\r\n".join([head, coded.replace(b"\n", b"")])
    whole = one_line + b"\r\n--cut" + tail
    pieces = (whole[i : i + 1000] for i in range(0, len(whole), 1000))
    answer = seller.post("items", pieces, content_type=kind, action=wire.ITEMS)
    assert answer.status_code == 200
    (batch,) = seller.sim.world.batches
    assert batch.elements == 200


def test_request_cut_short_is_not_taken(seller: Seller) -> None:
    message, kind = _items_message()
    url = urlsplit(seller.sim.addresses["items"])
    basic = base64.b64encode(b"seller-70123:simulated-password").decode()
    head = (
        f"POST {url.path} HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {basic}\r\n"
        f"Content-Type: {kind}\r\nSOAPAction: {wire.ITEMS}\r\n"
        f"Content-Length: {len(message)}\r\n\r\n"
    )
    with socket.create_connection(
        (url.hostname, url.port), timeout=PATIENCE
    ) as connection:
        connection.sendall(head.encode() + message[:-100])
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(100) == b""
    assert not list(seller.sim.world.batches)
    assert seller.sim.control.status()["calls"] == {"items cut": 1}
