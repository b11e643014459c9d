# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Refunds: requested by the seller, or begun by La Redoute (protocol P-94, P-138)."""

from __future__ import annotations

import pytest

from laredoute_simulator.safe_xml import check

from . import wire
from .seller import Seller, shown, status, to_ship

WISH = {"ean": wire.EANS[0], "quantity": 2, "price": "59.90", "delivery_fee": "4.90"}


def refunded(seller: Seller, line_id: str) -> str:
    """What the buyer has back of a line, in euros."""
    lines = [
        line
        for order in seller.sim.control.status()["orders"]["list"]
        for line in order["lines"]
    ]
    (found,) = [line for line in lines if line["line_id"] == line_id]
    return str(found["refunded"])


def test_refund_goes_through_its_chain(seller: Seller, line: str) -> None:
    to_ship(seller, line)
    seller.results(wire.ship(line))
    children = {"quantity": "1", "refundShipping": "false"}
    assert seller.results(wire.verb("refunding", line, **children)) == ["OK"]
    words = [status(seller, line)]
    while seller.sim.control.next("refund step"):
        words.append(status(seller, line))
    assert words == ["Torefund", "Toapprove", "Refunding", "Refunded"]
    seller.sim.control.step(days=60)
    assert status(seller, line) == "Refunded"


@pytest.mark.parametrize(
    ("children", "result"),
    [
        ({"quantity": "3"}, "quantity is not 1 to 2"),
        ({"quantity": "0"}, "quantity is not 1 to 2"),
        ({"quantity": "1.5"}, "quantity is not 1 to 2"),
        ({"quantity": "2.000"}, "OK"),
        ({"amount": "0"}, "amount must be above 0"),
        ({"amount": "5.00"}, "OK"),
    ],
)
def test_refund_is_checked(
    seller: Seller, line: str, children: dict[str, str], result: str
) -> None:
    to_ship(seller, line)
    assert seller.results(wire.verb("refunding", line, **children)) == [result]


def test_one_refund_of_an_order_at_a_time(seller: Seller) -> None:
    lines = seller.sim.control.place_order([WISH, WISH], checked=True)["line_ids"]
    for one in lines:
        seller.results(wire.verb("accept", one))
    seller.sim.control.step(minutes=30)
    assert seller.results(wire.verb("refunding", lines[0])) == ["OK"]
    results = seller.results(wire.verb("refunding", lines[1]))
    assert results == ["A refund of this order is already in progress"]
    seller.sim.control.step(days=3)
    assert seller.results(wire.verb("refunding", lines[1])) == ["OK"]


def test_lines_of_one_request_are_one_refund(seller: Seller) -> None:
    lines = seller.sim.control.place_order([WISH, WISH], checked=True)["line_ids"]
    for one in lines:
        seller.results(wire.verb("accept", one))
    seller.sim.control.step(minutes=30)
    results = seller.results(*(wire.verb("refunding", one) for one in lines))
    assert results == ["OK", "OK"]
    assert [status(seller, one) for one in lines] == ["Torefund", "Torefund"]


def test_what_the_buyer_has_back_is_known(seller: Seller) -> None:
    (line,) = seller.sim.control.place_order([WISH], checked=True)["line_ids"]
    to_ship(seller, line)
    seller.results(wire.ship(line))
    children = {"quantity": "1", "refundShipping": "true"}
    seller.results(wire.verb("refunding", line, **children))
    assert refunded(seller, line) == "0"
    seller.sim.control.step(days=3)
    assert refunded(seller, line) == "64.80"


def test_what_is_refunded_in_parts_is_summed_up(seller: Seller, line: str) -> None:
    to_ship(seller, line)
    seller.results(wire.ship(line))
    seller.results(wire.verb("refunding", line, amount="1.50"))
    seller.sim.control.step(days=3)
    seller.sim.control.begin_refund(line, amount="2.25", shipping=False)
    assert refunded(seller, line) == "1.50"
    seller.sim.control.step(days=3)
    assert refunded(seller, line) == "3.75"
    seller.sim.control.begin_refund(line)
    seller.sim.control.drop_refund(line)
    assert (status(seller, line), refunded(seller, line)) == ("Refunded", "3.75")


def test_refund_that_was_refused_is_requested_again(seller: Seller, line: str) -> None:
    to_ship(seller, line)
    seller.results(wire.ship(line))
    seller.results(wire.verb("refunding", line, amount="1.50"))
    seller.sim.control.refuse_refund(line, "expired card")
    assert seller.results(wire.verb("refunding", line, amount="1.50")) == ["OK"]
    seller.sim.control.step(days=3)
    assert status(seller, line) == "Refunded"
    assert refunded(seller, line) == "1.50"


def test_refund_that_la_redoute_begins(seller: Seller, line: str) -> None:
    to_ship(seller, line)
    seller.results(wire.ship(line))
    assert seller.sim.control.begin_refund(line, quantity="1") == "Torefund"
    seller.sim.control.step(days=3)
    assert status(seller, line) == "Refunded"


def test_refund_is_dropped(seller: Seller, line: str) -> None:
    to_ship(seller, line)
    with pytest.raises(ValueError, match="no refund of"):
        seller.sim.control.drop_refund(line)
    seller.results(wire.ship(line))
    seller.results(wire.verb("refunding", line))
    seller.sim.control.step(hours=2)
    assert seller.sim.control.drop_refund(line) == "Shipped"
    # it is paid as if nothing had been
    seller.sim.control.step(days=60)
    assert status(seller, line) == "Paid"


def test_refund_is_refused_by_hand_or_for_its_amount(seller: Seller, line: str) -> None:
    to_ship(seller, line)
    seller.results(wire.verb("refunding", line))
    assert seller.sim.control.refuse_refund(line, "stolen card") == "Refund refused"
    (order,) = seller.orders("Refund refused")
    check(order, "orders_answer")
    assert shown(order, ".//RefundRefusedReason") == ["stolen card"]

    other = seller.sim.control.place_order([WISH], checked=True)["line_ids"][0]
    to_ship(seller, other)
    assert seller.results(wire.verb("refunding", other, amount="500.00")) == ["OK"]
    seller.sim.control.step(days=3)
    assert status(seller, other) == "Refund refused"
    with pytest.raises(ValueError, match="the reason is one of"):
        seller.sim.control.refuse_refund(line, "because")
