# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Answers that are not well-formed, or no answers: what is whole is read."""

from __future__ import annotations

import io

import pytest

from odoo.addons.laredoute_connector.marketplace.errors import (
    RetryLater,
    UnreadableData,
)
from odoo.addons.laredoute_connector.marketplace.records import BrokenOrder, Order
from odoo.addons.laredoute_connector.marketplace.sellr.wire.orders import (
    decode_order,
    decode_orders,
)

from .builders import fixture
from .test_wire_orders import GOOD

HEAD = b'<s:Envelope xmlns:s="urn:soap"><s:Body><Orders>'
TAIL = b"</Orders></s:Body></s:Envelope>"
PLACE = b"<DeliveryAddress><Name1>%s</Name1></DeliveryAddress></OrderLine>"


def numbered(letter: bytes, name: bytes = b"DUPONT") -> bytes:
    order = GOOD.replace(b'"A', b'"' + letter)
    return order.replace(b"</OrderLine>", PLACE % name)


def answered(name: bytes) -> bytes:
    orders = numbered(b"A"), numbered(b"B", name), numbered(b"C")
    return HEAD + b"".join(orders) + TAIL


def read(content: bytes) -> list[Order | BrokenOrder]:
    return list(decode_orders(io.BytesIO(content)))


def until_it_fails(
    content: bytes,
) -> tuple[list[Order | BrokenOrder], UnreadableData]:
    found: list[Order | BrokenOrder] = []
    with pytest.raises(UnreadableData) as caught:
        # it goes on adding until the error
        found.extend(decode_orders(io.BytesIO(content)))
    return found, caught.value


@pytest.mark.parametrize(
    ("name", "read_as"),
    [
        (b"DU\x01PONT", "DUPONT"),
        (b"DUPONT\x0bZoe", "DUPONT Zoe"),
        (b"DU\x00PONT", "DUPONT"),
        (b"DU&#1;PONT", "DUPONT"),
        (b"DUPONT&#xB;Zoe", "DUPONT Zoe"),
        (b"DU&#xFFFFFFFFF;PONT", "DUPONT"),
        (b"DUPONT & FILS", "DUPONT & FILS"),
        (b"DUPONT &FILS; &amp; &#233;", "DUPONT &FILS; & é"),
        (b"LEF&egrave;VRE", "LEFèVRE"),
        (b"LEF\xe8VRE & \xc3\xa9", "LEFèVRE & é"),
        (b"LEFEVRE\x81", "LEFEVRE\ufffd"),
        (b"<![CDATA[DUPONT & FILS]]> & \x02", "DUPONT & FILS &"),
    ],
)
def test_b02_text_that_can_be_recovered_is(name: bytes, read_as: str) -> None:
    first, order, last = read(answered(name))
    for whole in (first, last):
        assert isinstance(whole, Order)
        assert not whole.damaged
    assert isinstance(order, Order)
    assert order.delivery.address.name == read_as
    assert order.damaged == numbered(b"B", name), "what came is kept to the letter"
    assert decode_order(order.source) == order
    assert decode_order(order.damaged).delivery.address.name == read_as


def test_b02_an_answer_of_another_encoding_is_recovered_too() -> None:
    declared = b'<?xml version="1.0" encoding="ISO-8859-1"?>'
    order = read(declared + answered(b"LEF\xc8VRE & FILS"))[1]
    assert isinstance(order, Order)
    assert order.delivery.address.name == "LEFÈVRE & FILS"
    wide = answered(b"LEFEVRE & FILS").decode().encode("utf-16")
    order = read(wide)[1]
    assert isinstance(order, Order)
    assert order.delivery.address.name == "LEFEVRE & FILS"


@pytest.mark.parametrize("name", [b"A < B", b"<Name1>", b"</Order></OrderLine>"])
def test_b02_an_order_beyond_recovery_holds_no_other(name: bytes) -> None:
    first, broken, *rest, last = read(answered(name))
    assert isinstance(first, Order)
    assert isinstance(broken, BrokenOrder)
    assert (broken.remote_id, broken.reason) == ("B", "xml_malformed: Order B")
    assert broken.source
    assert numbered(b"B", name).startswith(broken.source)
    assert isinstance(last, Order)
    assert last.remote_id == "C"
    assert not rest
    with pytest.raises(UnreadableData):
        decode_order(broken.source)


def test_b02_an_order_without_its_end_ends_where_the_next_begins() -> None:
    lost = numbered(b"B").removesuffix(b"</Order>")
    first, broken, last = read(HEAD + numbered(b"A") + lost + numbered(b"C") + TAIL)
    assert isinstance(broken, BrokenOrder)
    assert (broken.remote_id, broken.source) == ("B", lost)
    assert [first.remote_id, last.remote_id] == ["A", "C"]


@pytest.mark.parametrize("name", [b"DUPONT", b"DUPONT & FILS"])
def test_b02_an_answer_cut_in_its_third_order(name: bytes) -> None:
    whole = answered(name)
    content = whole[: whole.index(b'"C-1"')]
    found, error = until_it_fails(content)
    assert [order.remote_id for order in found] == ["A", "B"]
    assert all(isinstance(order, Order) for order in found)
    assert error.code == "xml_cut"
    assert error.content == content, "the answer is kept"


def test_b02_what_is_wrong_outside_of_the_orders_is_shown_after_them() -> None:
    content = HEAD + numbered(b"A") + b"<x></y>" + numbered(b"B") + TAIL
    found, error = until_it_fails(content)
    assert [order.remote_id for order in found] == ["A", "B"]
    assert (error.code, error.content) == ("xml_malformed", content)


@pytest.mark.parametrize(
    "fault", [b"<InjectFault>down</InjectFault>", b"<s:Fault>down</s:Fault>"]
)
def test_b02_a_fault_behind_the_damage_is_a_failure(fault: bytes) -> None:
    damaged = HEAD + numbered(b"A") + numbered(b"B", b" & ") + fault + TAIL
    found, error = until_it_fails(damaged)
    assert [order.remote_id for order in found] == ["A"]
    assert error.code == "xml_malformed"
    with pytest.raises(RetryLater):
        read(HEAD + numbered(b"A") + fault + TAIL)


# ------------------------------------------------------------------ no answers
PAGE = b"<page><title>Maintenance</title><p>Back soon</p></page>"


@pytest.mark.parametrize(
    "content",
    [
        PAGE,
        b"<HTML><body/></HTML>",
        b"<Envelope/>",
        b"<Envelope><Body/></Envelope>",
        b"<Envelope><Body><Maintenance>soon</Maintenance></Body></Envelope>",
        b"<Envelope><Body><a><RetrieveByStatusResponse/></a></Body></Envelope>",
        b"<page><body><order-of-works/></body></page>",
        b"<RetrieveByStatusResponse/>",
        b"<Envelope><Header><OrderTrace/></Header><Body><Maintenance/></Body>"
        b"</Envelope>",
        b"<Envelope><Body><Maintenance/></Body><Trailer><OrderTrace/></Trailer>"
        b"</Envelope>",
    ],
)
def test_c05_what_is_no_answer_does_not_mean_none(content: bytes) -> None:
    found, error = until_it_fails(content)
    assert not found
    assert error.code == "unexpected_document"
    assert error.content == content, "it is kept"


@pytest.mark.parametrize(
    "name",
    [b"x:RetrieveByStatusResponse", b"x:NewOrdersList", b"x:retrieveByStatusReturn"],
)
def test_c05_an_answer_without_orders_means_none(name: bytes) -> None:
    body = b'<%s xmlns:x="urn:x"/>' % name
    assert read(b"<Envelope><Header/><Body>" + body + b"</Body></Envelope>") == []


def test_c05_headers_hide_no_body() -> None:
    header = b"<Header>" + b"<Trace/>" * 30 + b"</Header>"
    body = b"<Body><RetrieveByStatusResponse/></Body>"
    assert read(b"<Envelope>" + header + body + b"</Envelope>") == []


def test_c05_orders_are_their_own_proof() -> None:
    content = fixture("orders_two.xml").replace(b"RetrieveByStatusResponse", b"Any")
    assert len(read(content)) == 2
