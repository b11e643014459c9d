# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Each fault of the HTTP services, and whether the request was taken."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import requests
from lxml import etree

from laredoute_simulator.faults import (
    AFTER_TAKING,
    BEFORE_TAKING,
    FAULTS,
    SFTP,
    FaultBox,
)

from . import wire
from .seller import PATIENCE, Seller, wait_until


def accept(seller: Seller, line: str, **options: Any) -> requests.Response:
    return seller.update(wire.verb("accept", line), **options)


class CutAnswer(Exception):
    """An answer is shorter than it says; older versions of the library take it."""


def whole(answer: requests.Response) -> None:
    if len(answer.content) < int(answer.headers["Content-Length"]):
        raise CutAnswer


def taken(seller: Seller, line: str) -> bool:
    order = seller.sim.control.order(line.rpartition("-")[0])
    return bool(order["lines"][0]["audit"])


@pytest.mark.parametrize(
    ("fault", "status"),
    [("429", 429), ("500", 500), ("503", 503), ("expired_token", 401)],
)
def test_refusing_faults_take_nothing_and_pass(
    seller: Seller, line: str, fault: str, status: int
) -> None:
    seller.sim.control.inject(fault, retry_after=7)
    answer = accept(seller, line)
    assert answer.status_code == status
    assert (answer.headers.get("Retry-After") == "7") is (fault == "429")
    assert (b"Envelope" in answer.content) is (fault != "500")
    assert not taken(seller, line)
    assert accept(seller, line).status_code == 200
    assert taken(seller, line)


def answer_gets_lost(
    seller: Seller, line: str, fault: str, is_taken: bool, lose: Callable[[], None]
) -> None:
    """Arm a fault, lose an answer by it, and send the same verb again."""
    seller.sim.control.inject(fault, hold=10 * PATIENCE)
    lose()
    # A caller who gave up may be served by another thread still.
    counted = "orders_update " + ("200" if is_taken else f"fault {fault}")
    wait_until(lambda: counted in seller.sim.control.status()["calls"])
    assert taken(seller, line) is is_taken
    # Sent again, a verb that was taken has no second effect.
    accept(seller, line)
    order = seller.sim.control.order(line.rpartition("-")[0])
    audit = order["lines"][0]["audit"]["accept"]
    assert audit == {"effect": 1, "refused": 1 if is_taken else 0}


@pytest.mark.parametrize(
    ("fault", "is_taken"), [("timeout_before", False), ("timeout_after", True)]
)
def test_answers_that_never_come(
    seller: Seller, line: str, fault: str, is_taken: bool
) -> None:
    def give_up() -> None:
        with pytest.raises(requests.ReadTimeout):
            accept(seller, line, timeout=(PATIENCE, 0.3))

    answer_gets_lost(seller, line, fault, is_taken, give_up)


@pytest.mark.parametrize(
    ("fault", "is_taken", "error"),
    [
        ("reset", False, requests.ConnectionError),
        ("reset_after", True, requests.ConnectionError),
        ("cut_answer", True, (CutAnswer, requests.exceptions.ChunkedEncodingError)),
    ],
)
def test_answers_that_break_off(
    seller: Seller, line: str, fault: str, is_taken: bool, error: Any
) -> None:
    def break_off() -> None:
        with pytest.raises(error):
            whole(accept(seller, line))

    answer_gets_lost(seller, line, fault, is_taken, break_off)


def test_reset_is_a_reset_not_an_end(seller: Seller, line: str) -> None:
    # Once the body is read: before, a caller still sending may see a broken pipe.
    seller.sim.control.inject("reset_after")
    with pytest.raises(requests.ConnectionError) as caught:
        accept(seller, line)
    assert "reset" in str(caught.value).lower()


def test_held_connection_is_let_go_after_its_time(seller: Seller, line: str) -> None:
    seller.sim.control.inject("timeout_before", hold=0.2)
    begun = time.monotonic()
    with pytest.raises(requests.ConnectionError):
        accept(seller, line)
    # The server ended it, after its time and before ours.
    assert time.monotonic() - begun > 0.15


def test_malformed_answer_is_taken(seller: Seller, line: str) -> None:
    seller.sim.control.inject("malformed_xml")
    answer = accept(seller, line)
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(answer.content)
    assert taken(seller, line)


def test_bomb_is_a_bomb(seller: Seller, line: str) -> None:
    seller.sim.control.inject("xml_bomb")
    answer = accept(seller, line)
    assert b"<!ENTITY" in answer.content
    with pytest.raises(etree.XMLSyntaxError, match=r"amplification|entity|Detected"):
        etree.fromstring(answer.content)


def test_huge_answer_is_huge_and_well_formed(seller: Seller, line: str) -> None:
    seller.sim.control.inject("huge_answer", megabytes=3)
    answer = seller.read("Created")
    assert len(answer.content) > 3 * 1024 * 1024
    assert len(list(etree.fromstring(answer.content).iter("Order"))) == 1


def test_same_order_twice(seller: Seller, line: str) -> None:
    seller.sim.control.inject("same_order_twice", service="orders_read")
    ids = [order.get("OrderID") for order in seller.orders("Created")]
    assert len(ids) == 2
    assert len(set(ids)) == 1


def test_fault_hits_its_service_and_count_only(seller: Seller, line: str) -> None:
    seller.sim.control.inject("503", count=2, service="orders_read")
    assert accept(seller, line).status_code == 200
    codes = [seller.read("Created").status_code for _ in range(3)]
    assert codes == [503, 503, 200]
    calls = seller.sim.control.status()["calls"]
    assert calls == {
        "orders_read 200": 1,
        "orders_read fault 503": 2,
        "orders_update 200": 1,
    }


def test_faults_are_used_up_in_order_and_cleared(seller: Seller) -> None:
    for fault in ("503", "429"):
        seller.sim.control.inject(fault)
    assert seller.read("Created").status_code == 503
    assert [one["name"] for one in seller.sim.control.faults()["armed"]] == ["429"]
    seller.sim.control.clear_faults()
    assert seller.read("Created").status_code == 200


def test_every_fault_is_listed_once() -> None:
    assert len(FAULTS) == len(BEFORE_TAKING) + len(AFTER_TAKING) + len(SFTP)
    assert all(FAULTS.values())


@pytest.mark.parametrize(
    ("name", "count", "service", "options"),
    [
        ("unknown", 1, "any", {}),
        ("503", 0, "any", {}),
        ("503", 1, "nowhere", {}),
        ("503", 1, "sftp", {}),
        ("503", 1, "any", {"colour": 1.0}),
    ],
)
def test_wrong_injection_is_refused(
    name: str, count: int, service: str, options: dict[str, float]
) -> None:
    with pytest.raises(ValueError):
        FaultBox().inject(name, count, service, options)
