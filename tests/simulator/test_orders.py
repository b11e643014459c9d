# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An order's life: what is shown when, which verb has effect, when money moves."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from laredoute_simulator.orders import payout_after
from laredoute_simulator.safe_xml import check

from . import wire
from .seller import Seller, parse, shown, status, to_ship

WISH = {"ean": wire.EANS[0], "quantity": 2, "price": "59.90", "delivery_fee": "4.90"}


def test_order_is_shown_in_two_steps(seller: Seller, line: str) -> None:
    (order,) = seller.orders("Created")
    check(order, "orders_answer")
    assert set(shown(order, ".//Name1") + shown(order, ".//Address2")) == {"."}
    assert shown(order, ".//AliasEmail") == shown(order, ".//PhoneNumber") == []
    assert all(shown(order, ".//ZIPCode") + shown(order, ".//City"))
    to_ship(seller, line)
    (order,) = seller.orders("Toship")
    check(order, "orders_answer")
    digits = "".join(c for c in str(order.get("OrderID"))[2:] if c.isdigit())
    assert shown(order, ".//AliasEmail") == [f"mp+{digits}@web.redoute.fr"]
    assert "." not in shown(order, ".//Name1")
    item = order.find("OrderLine")[0]  # type: ignore[index]
    assert item.get("ItemStandardID") == wire.EANS[0]
    assert shown(order, ".//SellingPrice") == ["59.90"]
    assert shown(order, ".//DeliveryMode") == ["Home"]


def test_order_number_and_date_are_todays(seller: Seller, line: str) -> None:
    seller.sim.control.step(hours=1)
    (order,) = seller.orders("Created")
    ordered = datetime.fromisoformat(str(order.get("OrderDate")))
    assert abs(ordered.replace(tzinfo=timezone.utc) - wire.now()) < timedelta(minutes=5)
    assert str(order.get("OrderID")).startswith(ordered.strftime("1-%Y.%j."))
    assert line == f"{order.get('OrderID')}-1"


def test_relay_order_has_the_relay_in_place_of_the_buyer(seller: Seller) -> None:
    placed = seller.sim.control.place_order(
        [WISH], checked=True, relay=True, billing={"name": "L'ÉVÊQUE Zoé"}
    )
    to_ship(seller, placed["line_ids"][0])
    (order,) = seller.orders("Toship")
    check(order, "orders_answer")
    assert order.findtext("BillingAddress/Name1") == "L'ÉVÊQUE Zoé"
    assert order.findtext(".//DeliveryAddress/Name1") != "L'ÉVÊQUE Zoé"
    assert order.findtext(".//DeliveryMode") == "Relais"
    assert str(order.findtext(".//RelayID")).startswith("R")


def test_quantities_are_spelled_in_several_ways(seller: Seller) -> None:
    seller.sim.control.place_order([WISH, WISH, WISH], checked=True)
    (order,) = seller.orders("Created")
    assert shown(order, ".//Quantity") == ["2.0", "2.000", "2"]


def test_period_bounds_the_last_change(seller: Seller, line: str) -> None:
    def found(low: int, high: int) -> int:
        period = {
            "low": wire.stamp(wire.now() + timedelta(seconds=low)),
            "high": wire.stamp(wire.now() + timedelta(seconds=high)),
        }
        return len(list(parse(seller.read("Created", **period)).iter("Order")))

    assert found(-3600, 3600) == 1
    assert found(1800, 3600) == found(-3600, -1800) == 0
    seller.sim.control.step(hours=2)
    assert found(-3600, 3600) == 1


def test_statuses_are_compared_without_case_spaces_underscores(
    seller: Seller, line: str
) -> None:
    seller.sim.control.set_status(line, "Refund refused")
    for word in ("Refund refused", "REFUND_REFUSED", "refundrefused"):
        assert len(seller.orders(word)) == 1
    assert seller.orders("Created", "Paid") == []


def test_whole_order_is_answered_when_one_line_matches(seller: Seller) -> None:
    placed = seller.sim.control.place_order([WISH, WISH], checked=True)
    assert seller.results(wire.verb("refuse", placed["line_ids"][1])) == ["OK"]
    (order,) = seller.orders("Refused")
    words = [one.get("StatusCode") for one in order.iter("OrderLine")]
    assert words == ["Created", "Refused"]


def test_fraud_is_never_seen(seller: Seller) -> None:
    placed = seller.sim.control.place_order([WISH], fraud=True, checked=True)
    seller.sim.control.step(days=5)
    assert seller.orders("Created", "Cancelled") == []
    results = seller.results(wire.verb("accept", placed["line_ids"][0]))
    assert results[0].startswith("Order line can't be found")


def test_failed_payment_cancels(seller: Seller) -> None:
    placed = seller.sim.control.place_order([WISH], checked=True, payment_fails=True)
    (line,) = placed["line_ids"]
    seller.results(wire.verb("accept", line))
    assert status(seller, line) == "Accepted"
    seller.sim.control.step(minutes=30)
    assert status(seller, line) == "Cancelled"
    (order,) = seller.orders("Cancelled")
    assert shown(order, ".//AliasEmail") == []


def test_72_hours_without_an_answer_cancel(seller: Seller, line: str) -> None:
    seller.sim.control.step(hours=71)
    assert status(seller, line) == "Created"
    seller.sim.control.step(hours=1)
    assert status(seller, line) == "Cancelled"


def test_answered_lines_are_not_cancelled_after_72_hours(seller: Seller) -> None:
    lines = seller.sim.control.place_order([WISH, WISH], checked=True)["line_ids"]
    seller.results(wire.verb("accept", lines[0]))
    seller.sim.control.step(hours=80)
    assert [status(seller, one) for one in lines] == ["Toship", "Cancelled"]


@pytest.mark.parametrize(
    ("word", "allowed"),
    [
        ("Created", {"accept", "refuse"}),
        ("Accepted", set()),
        ("Toship", {"outOfStock", "ship", "refunding"}),
        ("Shipped", {"refunding"}),
        ("Paid", set()),
        ("Cancelled", set()),
        ("Refunded", set()),
        ("Refund refused", {"refunding"}),
    ],
)
def test_verbs_are_allowed_at_their_status_only(
    seller: Seller, word: str, allowed: set[str]
) -> None:
    for name in ("accept", "refuse", "outOfStock", "ship", "refunding"):
        placed = seller.sim.control.place_order([WISH], checked=True)
        (line,) = placed["line_ids"]
        seller.sim.control.set_status(line, word)
        verb = wire.ship(line) if name == "ship" else wire.verb(name, line)
        expected = (
            "OK" if name in allowed else f"{name} is not allowed at status {word}"
        )
        assert seller.results(verb) == [expected]


@pytest.mark.parametrize(
    ("change", "result"),
    [
        ({"trackingNumber": "9" * 32}, "OK"),
        ({"trackingNumber": "9" * 33}, "trackingNumber is longer than 32 characters"),
        ({"trackingNumber": ""}, "trackingNumber is required"),
        ({"carrier": ""}, "carrier is required"),
        ({"trackingUrl": ""}, "trackingUrl is required"),
        (
            {"trackingUrl": "ftp://suivi.example"},
            "trackingUrl must begin with http:// or https://",
        ),
    ],
)
def test_shipping_needs_a_whole_tracking(
    seller: Seller, line: str, change: dict[str, str], result: str
) -> None:
    to_ship(seller, line)
    assert seller.results(wire.ship(line, **change)) == [result]
    assert status(seller, line) == ("Shipped" if result == "OK" else "Toship")


def test_ship_date_and_order_of_children_are_held_to_the_schema(
    seller: Seller, line: str
) -> None:
    to_ship(seller, line)
    assert seller.update(wire.ship(line, shipDate="21/11/2026")).status_code == 500
    reversed_children = wire.verb(
        "ship", line, carrier="DHL", shipDate="2026-11-21T10:00"
    )
    assert seller.update(reversed_children).status_code == 500
    assert status(seller, line) == "Toship"


def test_refused_verb_does_not_hold_the_others(seller: Seller, line: str) -> None:
    other = seller.sim.control.place_order([WISH], checked=True)["line_ids"][0]
    results = seller.results(
        wire.verb("outOfStock", line),
        wire.verb("accept", other),
        wire.verb("accept", "x-1"),
    )
    assert results == [
        "outOfStock is not allowed at status Created",
        "OK",
        "Order line can't be found: x-1",
    ]


def test_update_without_a_verb_changes_nothing(seller: Seller, line: str) -> None:
    assert seller.results() == []
    assert status(seller, line) == "Created"


def test_audit_counts_effects_and_refusals(seller: Seller, line: str) -> None:
    for _ in range(3):
        seller.results(wire.verb("accept", line))
    order = seller.sim.control.order(line.rpartition("-")[0])
    assert order["lines"][0]["audit"] == {"accept": {"effect": 1, "refused": 2}}
    audit = seller.sim.control.status()["orders"]["audit"]
    assert audit == {"accept": {"effect": 1, "refused": 2}}


@pytest.mark.parametrize(
    ("shipped", "paid"),
    [
        ("2026-01-01T12:00", "2026-02-01T06:00"),
        ("2026-01-02T05:00", "2026-02-01T06:00"),
        ("2026-01-02T07:00", "2026-02-11T06:00"),
        ("2026-01-12T06:00", "2026-02-11T06:00"),
        ("2026-01-30T10:00", "2026-03-11T06:00"),
    ],
)
def test_payout_is_the_first_one_30_days_after_shipping(
    shipped: str, paid: str
) -> None:
    moment = datetime.fromisoformat(shipped).replace(tzinfo=timezone.utc)
    found = datetime.fromtimestamp(payout_after(moment.timestamp()), tz=timezone.utc)
    assert found.strftime("%Y-%m-%dT%H:%M") == paid


def test_pay_out_now_pays_shipped_lines_once(seller: Seller, line: str) -> None:
    to_ship(seller, line)
    assert seller.sim.control.pay_out() == []
    seller.results(wire.ship(line))
    assert seller.sim.control.pay_out() == [line]
    assert seller.sim.control.pay_out() == []
    history = seller.sim.control.order(line.rpartition("-")[0])["lines"][0]["history"]
    assert history == ["Created", "Accepted", "Toship", "Shipped", "Paid"]


def test_random_orders_are_of_live_items(stocked: Seller) -> None:
    placed = stocked.sim.control.place_random(3)
    assert len(set(placed)) == 3
    for order_id in placed:
        order = stocked.sim.control.order(order_id)
        assert {one["ean"] for one in order["lines"]} == {wire.EANS[0]}
        assert {one["price"] for one in order["lines"]} == {"59.90"}


def test_clock_that_ran_ahead_does_not_flood_with_orders(stocked: Seller) -> None:
    stocked.sim.control.auto_place(4)
    clock = stocked.sim.world.clock
    clock.advance_to(clock.now() + 10 * 3600)
    stocked.sim.schedule.run_due()
    stocked.sim.control.auto_place(0)
    assert stocked.sim.control.status()["orders"]["count"] == 1


def test_orders_come_by_themselves(stocked: Seller) -> None:
    stocked.sim.control.auto_place(4)
    stocked.sim.control.step(hours=2)
    stocked.sim.control.auto_place(0)
    stocked.sim.control.step(hours=2)
    assert stocked.sim.control.status()["orders"]["count"] == 8
