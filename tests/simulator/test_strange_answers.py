# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Answers that are none, and those that are hard to read: each appears and goes."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
import requests
from lxml import etree

from laredoute_simulator.faults import ORDERS, FaultBox

from . import wire
from .seller import Seller

SENDING: dict[str, Callable[[Seller], requests.Response]] = {
    "items": lambda seller: seller.send_items(wire.vendor_items(wire.vendor_item())),
    "offers": lambda seller: seller.send_offers(wire.offer_file(wire.offer())),
    "orders_read": lambda seller: seller.read("Created"),
    "orders_update": lambda seller: seller.update(),
}


def place(seller: Seller, count: int) -> list[str]:
    """Place orders of one line; return their numbers."""
    wish = {"ean": wire.EANS[0], "quantity": 1, "price": "59.90"}
    placed = [
        seller.sim.control.place_order([wish], checked=True) for _each in range(count)
    ]
    return [str(each["order_id"]) for each in placed]


@pytest.mark.parametrize("service", SENDING)
@pytest.mark.parametrize(
    ("fault", "root", "is_taken"),
    [
        ("html_page", "{http://www.w3.org/1999/xhtml}html", False),
        ("other_root", "ServiceStatus", True),
    ],
)
def test_another_document_is_well_formed_and_says_200(
    seller: Seller, service: str, fault: str, root: str, is_taken: bool
) -> None:
    seller.sim.control.inject(fault, service=service)
    answer = SENDING[service](seller)
    assert answer.status_code == 200
    assert etree.fromstring(answer.content).tag == root
    assert ("html" in answer.headers["Content-Type"]) is (fault == "html_page")
    if service in ("items", "offers"):
        assert len(seller.sim.control.status()["batches"]) == int(is_taken)
    assert b"Envelope" in SENDING[service](seller).content


def test_another_document_says_200_of_what_is_refused(seller: Seller) -> None:
    seller.sim.control.inject("other_root", service="items")
    assert seller.send_items(b"<nothing/>").status_code == 200
    assert seller.send_items(b"<nothing/>").status_code == 500


def test_a_page_answers_a_decision_that_was_not_taken(
    seller: Seller, line: str
) -> None:
    seller.sim.control.inject("html_page", service="orders_update")
    seller.update(wire.verb("accept", line))
    order = seller.sim.control.order(line.rpartition("-")[0])
    assert order["lines"][0]["audit"] == {}


def test_foreign_bytes_stand_in_one_name(seller: Seller, line: str) -> None:
    (second,) = place(seller, 1)
    seller.sim.control.set_status(line, "Toship")
    seller.sim.control.inject("foreign_bytes")
    content = seller.read("Created", "Toship").content
    name = seller.sim.control.order(line.rpartition("-")[0])["billing"]["name"]
    spoilt = name.encode() + b" \xe9l\xe9onore & fils\x02</Name1>"
    assert content.count(spoilt) == 1
    assert content.count(b"\x02") == 1
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(content)
    whole = [order.get("OrderID") for order in seller.orders("Created", "Toship")]
    assert whole == [line.rpartition("-")[0], second]


@pytest.mark.parametrize(("orders", "whole"), [(0, 0), (1, 0), (2, 1), (3, 2), (5, 2)])
def test_an_answer_ends_in_its_third_order(
    seller: Seller, orders: int, whole: int
) -> None:
    numbers = place(seller, orders)
    seller.sim.control.inject("cut_third_order")
    answer = seller.read("Created")
    # what was announced has come: the connection is not what broke
    assert len(answer.content) == int(answer.headers["Content-Length"])
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(answer.content)
    assert answer.content.count(b"</Order>") == whole
    begun = answer.content.count(b"<Order OrderID=")
    assert begun == min(orders, whole + 1)
    assert [each.get("OrderID") for each in seller.orders("Created")] == numbers


def test_headers_drip_for_a_while(seller: Seller, line: str) -> None:
    seller.sim.control.inject("dripping_headers", hold=1)
    begun = time.monotonic()
    # each byte comes in time, all of them take longer than that
    answer = seller.update(wire.verb("accept", line), timeout=(5, 0.9))
    assert time.monotonic() - begun > 0.95
    assert set(answer.headers["X-Drip"]) == {"."}
    assert b"UpdateResponse" in answer.content
    order = seller.sim.control.order(line.rpartition("-")[0])
    assert order["lines"][0]["audit"]["accept"] == {"effect": 1, "refused": 0}
    assert "X-Drip" not in seller.read("Created").headers


def test_headers_that_drip_hold_no_other_call(seller: Seller, line: str) -> None:
    seller.sim.control.inject("dripping_headers", hold=30)
    with pytest.raises(requests.ReadTimeout):
        seller.read("Created", timeout=(5, 0.05))
    assert len(seller.orders("Created")) == 1


def test_retry_after_of_thirty_years(seller: Seller) -> None:
    seller.sim.control.inject("429", retry_after=999999999)
    assert seller.read("Created").headers["Retry-After"] == "999999999"
    assert seller.read("Created").status_code == 200


@pytest.mark.parametrize("name", ORDERS)
def test_what_is_wrong_with_orders_waits_for_a_reading(name: str) -> None:
    box = FaultBox()
    assert box.inject(name).service == "orders_read"
    assert box.take("orders_update", ORDERS) is None
    assert box.take("orders_read", ORDERS) is not None
    with pytest.raises(ValueError, match="reading orders"):
        box.inject(name, service="items")
