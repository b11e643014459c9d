# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reading orders: whole ones, broken ones, and what we do not know."""

from __future__ import annotations

import io
import re
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.laredoute_connector.marketplace.errors import (
    MarketplaceError,
    RetryLater,
    UnreadableData,
)
from odoo.addons.laredoute_connector.marketplace.records import (
    Address,
    BrokenOrder,
    Delivery,
    LineStatus,
    Order,
)
from odoo.addons.laredoute_connector.marketplace.sellr.wire.assumptions import (
    STATUS_WORDS,
)
from odoo.addons.laredoute_connector.marketplace.sellr.wire.order_values import (
    decode_status,
)
from odoo.addons.laredoute_connector.marketplace.sellr.wire.orders import (
    decode_order,
    decode_orders,
    encode_retrieve,
)

from .builders import NOW, fixture

ORDER_NS = "{http://RedouteFrance/seller/order/1.2}"


def read(content: bytes) -> list[Order | BrokenOrder]:
    return list(decode_orders(io.BytesIO(content)))


def whole(content: bytes) -> list[Order]:
    orders = [order for order in read(content) if isinstance(order, Order)]
    assert len(orders) == len(read(content))
    return orders


# --------------------------------------------------------------------- reading
def test_orders_are_read_at_any_depth() -> None:
    first, second = whole(fixture("orders_two.xml"))
    assert first.remote_id == "1-2026.325.0001234"
    assert first.ordered_at == datetime(2026, 11, 21, 9, 15, tzinfo=timezone.utc)
    assert second.ordered_at == datetime(2026, 11, 21, 9, 0, tzinfo=timezone.utc)
    assert first.billing_address == Address(
        title="MME",
        name="LEFÈVRE D'ARC Zoé",
        address1="",
        address2="12 rue de l'Église",
        address3="Bât. B",
        zip_code="59100",
        city="ROUBAIX",
        country_code="FR",
    )


def test_line_is_read_whole() -> None:
    order = whole(fixture("orders_two.xml"))[0]
    line = order.lines[0]
    assert line.remote_id == "1-2026.325.0001234-1"
    assert (line.status, line.status_text) == (LineStatus.TO_SHIP, "To_Ship")
    assert (line.ean, str(line.quantity)) == ("3401597000010", "2")
    assert (line.unit_price, line.delivery_fee) == (Decimal("49.90"), Decimal("4.90"))
    delivery = order.delivery_of(line)
    assert delivery == order.delivery
    assert delivery.address.name == "RELAIS DU CENTRE"
    assert (delivery.phone, delivery.mobile) == ("", "0612345678")
    assert delivery.email == "mp+123456@web.redoute.fr"
    assert delivery.instruction == "Sonner deux fois"
    assert (delivery.mode, delivery.relay_id) == ("Relais", "R00123")
    assert delivery.kind == "Regular"


def test_unknown_is_kept_and_never_fatal() -> None:
    order = whole(fixture("orders_two.xml"))[0]
    assert order.unknown == (("Loyalty/@level", "3"), ("Loyalty/Points", "12"))
    assert order.lines[0].unknown == (("GiftWrap", "yes"), ("GiftWrap/@kind", "paper"))
    assert order.lines[1].status is LineStatus.UNKNOWN
    assert order.lines[1].status_text == "On The Moon"


def test_item_is_the_first_child_whatever_its_name() -> None:
    line = whole(fixture("orders_two.xml"))[0].lines[1]
    assert line.ean == "3401597000023"
    assert line.unknown == ()


def test_created_order_has_only_a_place() -> None:
    order = whole(fixture("orders_two.xml"))[1]
    place = Address(zip_code="75011", city="PARIS", country_code="FR")
    assert order.delivery == Delivery(place)


def test_delivery_is_that_of_the_first_line_that_is_alive() -> None:
    (order,) = whole(TWO_PLACES)
    dead, alive, same = order.lines
    assert order.delivery.address.city == "LILLE"
    assert order.delivery_of(dead).address.city == "PARIS"
    assert (alive.delivery, same.delivery) == (None, None)


def test_delivery_is_that_of_a_line_whose_buyer_paid() -> None:
    (order,) = whole(TOWN_THEN_STREET)
    town, street = order.lines
    assert order.delivery.address.is_whole
    assert street.delivery is None
    assert order.delivery_of(town).address == Address(city="PARIS")


def test_digest_changes_with_what_is_read() -> None:
    (order,) = whole(TWO_PLACES)
    (again,) = whole(TWO_PLACES.replace(b"<Quantity>", b"<Quantity >"))
    (other,) = whole(TWO_PLACES.replace(b"LILLE", b"LYON", 1))
    assert order.digest == again.digest != other.digest


def test_source_is_read_again_alike() -> None:
    for order in whole(fixture("orders_two.xml")):
        again = decode_order(order.source)
        assert again == order
        assert again.source == order.source
        assert b"soapenv" not in order.source


def test_order_with_bad_quantity_does_not_hold_the_others() -> None:
    first, broken, third = read(fixture("orders_one_broken.xml"))
    assert isinstance(first, Order)
    assert isinstance(third, Order)
    assert (first.remote_id, third.remote_id) == ("A-1", "C-3")
    assert isinstance(broken, BrokenOrder)
    assert broken.remote_id == "B-2"
    assert broken.reason == "quantity_unreadable: OrderLine B-2-1, negative quantity"
    with pytest.raises(UnreadableData) as caught:
        decode_order(broken.source)
    assert caught.value.code == "quantity_unreadable"


GOOD = (
    b'<Order OrderID="A" OrderDate="2026-11-21T09:15:00">'
    b'<OrderLine OrderLineID="A-1" StatusCode="Created"><Item ItemStandardID="1"/>'
    b"<Quantity>1</Quantity><Offer><SellingPrice>10</SellingPrice>"
    b"<Delivery><DeliveryFee>1</DeliveryFee></Delivery></Offer></OrderLine></Order>"
)
LINE = re.search(rb"<OrderLine.*</OrderLine>", GOOD)
assert LINE


def _placed(line_id: str, status: str, city: str) -> bytes:
    assert LINE
    line = LINE[0].replace(b"A-1", line_id.encode())
    line = line.replace(b"Created", status.encode())
    place = f"<DeliveryAddress><City>{city}</City></DeliveryAddress></OrderLine>"
    return line.replace(b"</OrderLine>", place.encode())


TWO_PLACES = GOOD.replace(
    LINE[0],
    _placed("A-1", "Refused", "PARIS")
    + _placed("A-2", "Toship", "LILLE")
    + _placed("A-3", "Toship", "LILLE"),
)
#: the buyer paid the second line only
TOWN_THEN_STREET = GOOD.replace(
    LINE[0],
    _placed("A-1", "Created", "PARIS")
    + _placed("A-2", "Toship", "PARIS").replace(
        b"<City>", b"<Address2>1 rue Haute</Address2><City>"
    ),
)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        (b'OrderID="A"', b'OrderID=" "', "order_id_missing"),
        (b' OrderLineID="A-1"', b"", "line_id_missing"),
        (LINE[0], LINE[0] * 2, "line_id_twice"),
        (LINE[0], b"", "no_lines"),
        (b"2026-11-21T09:15:00", b"yesterday", "date_unreadable"),
        (b"<Quantity>1<", b"<Quantity>1.5<", "quantity_unreadable"),
        (b"<Quantity>1</Quantity>", b"", "quantity_unreadable"),
        (b">10<", b">ten<", "price_unreadable"),
        (b">10<", b">-10<", "price_unreadable"),
        (b"<DeliveryFee>1<", b"<DeliveryFee>free<", "delivery_fee_unreadable"),
    ],
)
def test_order_is_broken_with_its_reason(old: bytes, new: bytes, word: str) -> None:
    assert old in GOOD
    (broken,) = read(b"<a>" + GOOD.replace(old, new, 1) + b"</a>")
    assert isinstance(broken, BrokenOrder)
    assert broken.reason.startswith(f"{word}: ")
    assert broken.source


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<Delivery><DeliveryFee>1</DeliveryFee></Delivery>", b""),
        (b'<Item ItemStandardID="1"/>', b""),
        (b' StatusCode="Created"', b""),
    ],
)
def test_order_is_not_broken_by_what_may_be_absent(old: bytes, new: bytes) -> None:
    (order,) = whole(b"<a>" + GOOD.replace(old, new) + b"</a>")
    assert order.remote_id == "A"


def test_order_that_is_the_root_and_has_a_namespace_is_read() -> None:
    (order,) = whole(GOOD.replace(b"<Order ", b'<Order xmlns="urn:x" ', 1))
    assert order.lines[0].ean == "1"
    assert decode_order(order.source) == order


# --------------------------------------------------------------- faults, junk
def test_inject_fault_is_a_failure() -> None:
    with pytest.raises(RetryLater) as caught:
        read(fixture("orders_fault.xml"))
    assert caught.value.remote_code == "SRV-77"
    assert caught.value.remote_message == "database is resting"
    assert caught.value.service == "orders"


def test_orders_before_a_fault_in_the_text_are_kept() -> None:
    content = b"<a>" + GOOD + b"<b></c></a>"
    orders = decode_orders(io.BytesIO(content))
    assert isinstance(next(orders), Order)
    with pytest.raises(UnreadableData) as caught:
        next(orders)
    assert caught.value.code == "xml_malformed"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "xml_cut"),
        (b"<a>" + GOOD, "xml_cut"),
        (b"hello", "xml_malformed"),
        (b"<a>\xff\xfe</a>", "xml_malformed"),
        (b'<?xml version="1.0" encoding="martian"?><a/>', "xml_malformed"),
        (b"<html><body/></html>", "unexpected_document"),
        (fixture("hostile_bomb.xml"), "xml_dtd"),
        (fixture("hostile_bomb.xml").replace(b'"1"', b'"&lol7;"'), "xml_dtd"),
        (
            fixture("hostile_bomb.xml").replace(
                b"<Envelope>", b'<Envelope x="&lol7;">'
            ),
            "xml_malformed",
        ),
        (fixture("hostile_external_entity.xml"), "xml_dtd"),
        (b"<a>" + b"<b>" * 5000, "xml_malformed"),
        (b"<a><b>" + b"x" * 11_000_000 + b"</b></a>", "xml_malformed"),
    ],
)
def test_answer_that_is_none_is_unreadable(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableData) as caught:
        read(content)
    assert caught.value.code == code


def test_external_entity_is_never_read() -> None:
    for reader in (read, decode_order):
        with pytest.raises(UnreadableData) as caught:
            reader(fixture("hostile_external_entity.xml"))
        assert caught.value.code == "xml_dtd"


def test_answer_is_not_read_beyond_the_limit() -> None:
    stream = io.BytesIO(b"<a>" + b"<b/>" * 100_000)
    with pytest.raises(UnreadableData) as caught:
        list(decode_orders(stream, limit=1000))
    assert caught.value.code == "too_large"
    assert stream.tell() < 200_000


def test_answer_in_another_encoding_is_read() -> None:
    text = fixture("orders_two.xml").decode().replace('"UTF-8"', '"UTF-16"')
    first = whole(text.encode("utf-16"))[0]
    assert first.billing_address.name == "LEFÈVRE D'ARC Zoé"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<Quantity>", b'<x:Gift kind="1"/><Quantity>'),
        (b"<Item ", b'<x:Item kind="Gift" '),
        (b"<Item ", b'<Item x:kind="Gift" '),
    ],
)
def test_order_with_a_prefix_that_nobody_declared_is_broken(
    old: bytes, new: bytes
) -> None:
    odd = GOOD.replace(old, new)
    good = GOOD.replace(b'"A', b'"B')
    orders = decode_orders(io.BytesIO(b"<a>" + odd + good + b"</a>"))
    broken = next(orders)
    assert isinstance(broken, BrokenOrder)
    assert broken.reason == "namespace_unreadable: Order A"
    assert b"Gift" in broken.source
    # the other is read, and nothing else is wrong with the whole
    assert [type(each) for each in orders] == [Order]
    with pytest.raises(UnreadableData) as caught:
        decode_order(broken.source)
    assert caught.value.code == "xml_malformed"


def test_order_that_has_no_canonical_form_is_broken() -> None:
    odd = GOOD.replace(b"<Quantity>", b'<r:Gift xmlns:r="relative"/><Quantity>')
    broken, order = read(b"<a>" + odd + GOOD + b"</a>")
    assert isinstance(broken, BrokenOrder)
    assert broken.reason == "namespace_unreadable: Order A"
    assert isinstance(order, Order)


@pytest.mark.parametrize("content", [b"<Other/>", b"<Order", b""])
def test_stored_order_that_is_none_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableData):
        decode_order(content)


@given(st.binary(max_size=300))
def test_junk_raises_our_errors_only(content: bytes) -> None:
    for reader in (read, decode_order):
        try:
            reader(content)
        except MarketplaceError:
            pass


@settings(max_examples=200)
@given(st.data())
def test_damaged_answer_raises_our_errors_only(data: st.DataObject) -> None:
    content = bytearray(fixture("orders_two.xml"))
    for _time in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(content) - 1))
        length = data.draw(st.integers(0, 30))
        content[place : place + length] = data.draw(st.binary(max_size=10))
    try:
        read(bytes(content))
    except MarketplaceError:
        pass


# ---------------------------------------------------------------- round trips
def test_request_names_every_status_and_one_period() -> None:
    body = encode_retrieve("tok", NOW - timedelta(minutes=1), NOW)
    assert body.tag == f"{ORDER_NS}RetrieveByStatusRequest"
    assert [child.tag for child in body] == ["apikey", "Statuses"]
    assert body.findtext("apikey") == "tok"
    assert [(each.tag, each.text) for each in body[1][:-1]] == [
        ("Status", word) for word in STATUS_WORDS.values()
    ]
    assert {"Created", "Refund refused"} < set(STATUS_WORDS.values())
    assert body.findtext("Statuses/Period/minDate") == "2026-11-21T10:29:05"
    assert body.findtext("Statuses/Period/maxDate") == "2026-11-21T10:30:05"
    assert body[1][-1].tag == "Period"


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Created", LineStatus.TO_ACCEPT),
        ("TO SHIP", LineStatus.TO_SHIP),
        ("To_Ship", LineStatus.TO_SHIP),
        ("Refund refused", LineStatus.REFUND_REFUSED),
        ("OutOfStock", LineStatus.OUT_OF_STOCK),
        ("Canceled", LineStatus.CANCELLED),
        ("To cancel", LineStatus.TO_CANCEL),
        ("On The Moon", LineStatus.UNKNOWN),
        ("", LineStatus.UNKNOWN),
    ],
)
def test_status_is_compared_loosely(word: str, status: LineStatus) -> None:
    assert decode_status(word) is status
