# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute owes, line by line, and its payouts (protocol P-137, P-140)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from laredoute_simulator import Account, ControlClient, Simulator
from laredoute_simulator.payout_sums import payout_day

from . import wire
from .seller import Seller, status, to_ship

WISH = {"ean": wire.EANS[0], "quantity": 2, "price": "59.90", "delivery_fee": "4.90"}
#: of 124.70: 17 % are 21.20, of which 20 % are 4.24
NET = Decimal("99.26")
#: a month of the subscription, with its VAT
MONTH = Decimal("59.88")


def shipped(seller: Seller, *wishes: dict[str, Any]) -> list[str]:
    """Lines of one order that were shipped just now."""
    control = seller.sim.control
    lines = control.place_order([*(wishes or [WISH])], checked=True)["line_ids"]
    for one in lines:
        to_ship(seller, one)
        assert seller.results(wire.ship(one)) == ["OK"]
    return [str(one) for one in lines]


def amounts(sim: Simulator, line_id: str) -> dict[str, Decimal]:
    """What was booked for a line, by kind."""
    found: dict[str, Decimal] = {}
    for one in sim.control.ledger():
        if one["line_id"] == line_id:
            before = found.get(one["kind"], Decimal(0))
            found[one["kind"]] = before + Decimal(one["amount"])
    return found


def balance(sim: Simulator) -> Decimal:
    return Decimal(sim.control.balance())


def until_paid(sim: Simulator) -> dict[str, Any]:
    """Let time pass until the next payout is made; return it."""
    before = len(sim.control.payouts())
    for _ in range(8):
        assert sim.control.next("payout statement")
        if len(sim.control.payouts()) > before:
            break
    sim.control.step(seconds=1)
    return sim.control.payout(sim.control.payouts()[-1]["payout_id"])


def total(payout: dict[str, Any]) -> Decimal:
    whole = sum((Decimal(one["amount"]) for one in payout["entries"]), Decimal(0))
    assert whole == Decimal(payout["total"])
    return whole


def months(payout: dict[str, Any]) -> int:
    return sum(one["kind"] == "fee" for one in payout["entries"])


def without_fees(payout: dict[str, Any]) -> Decimal:
    return total(payout) + months(payout) * MONTH


def test_a_line_is_owed_from_its_shipping_on(seller: Seller) -> None:
    sim = seller.sim
    (line,) = sim.control.place_order([WISH], checked=True)["line_ids"]
    to_ship(seller, line)
    assert (balance(sim), sim.control.ledger()) == (0, [])
    seller.results(wire.ship(line))
    assert {kind: str(amount) for kind, amount in amounts(sim, line).items()} == {
        "sale": "119.80",
        "delivery": "4.90",
        "commission": "-21.20",
        "commission_vat": "-4.24",
    }
    assert balance(sim) == NET and sim.control.payouts() == []


def test_it_is_paid_on_the_day_of_a_payout(seller: Seller) -> None:
    sim = seller.sim
    (line,) = shipped(seller)
    payout = until_paid(sim)
    assert status(seller, line) == "Paid"
    assert balance(sim) == 0
    paid = datetime.fromisoformat(payout["paid"])
    assert (paid.day in (1, 11, 21), paid.hour) == (True, 6)
    assert without_fees(payout) == NET
    assert payout["stated"] == payout["total"] and payout["faults"] == []
    assert {one["payout_id"] for one in payout["entries"]} == {payout["payout_id"]}
    sim.control.step(days=40)
    assert len(sim.control.payouts()) == 1


def test_the_subscription_is_taken_once_a_month(seller: Seller) -> None:
    sim = seller.sim
    shipped(seller)
    first = until_paid(sim)
    began = datetime.fromisoformat(first["entries"][0]["booked"])
    ended = datetime.fromisoformat(first["paid"])
    passed = (ended.year - began.year) * 12 + ended.month - began.month
    assert months(first) == passed + 1
    sim.control.charge("penalty", "-1.00")
    second = until_paid(sim)
    third_month = datetime.fromisoformat(second["paid"]).month != ended.month
    assert months(second) == int(third_month)
    labels = [one["label"] for one in first["entries"] if one["kind"] == "fee"]
    assert len(set(labels)) == len(labels)
    assert labels[0] == began.strftime("Abonnement %m/%Y")


def test_commission_goes_by_category(stocked: Seller) -> None:
    sim = stocked.sim
    category = sim.control.item(wire.EANS[0])["category"]
    sim.control.commission_rate("0.10", category)
    sim.control.commission_rate("0.20")
    known, other = shipped(stocked, WISH, {**WISH, "ean": "1"})
    assert amounts(sim, known)["commission"] == Decimal("-12.47")
    assert amounts(sim, other)["commission"] == Decimal("-24.94")
    # what is refunded is given back at the rate of its sale
    sim.control.commission_rate("0.50", category)
    sim.control.begin_refund(known)
    sim.control.step(days=3)
    assert amounts(sim, known)["commission_refund"] == Decimal("12.47")


@pytest.mark.parametrize("parts", [["0.01", "33.33", "91.36"], [""]])
def test_refunds_in_parts_give_back_all(seller: Seller, parts: list[str]) -> None:
    sim = seller.sim
    (line,) = shipped(seller)
    for part in parts:
        sim.control.begin_refund(line, amount=part, shipping=not part)
        sim.control.step(days=3)
    found = amounts(sim, line)
    assert found["refund"] == -(found["sale"] + found["delivery"])
    assert found["commission_refund"] == -found["commission"]
    assert found["commission_vat"] == 0
    assert balance(sim) == 0


def test_more_is_refunded_than_was_paid(seller: Seller) -> None:
    """The seller gives it, and has no more commission back than was taken."""
    sim = seller.sim
    (line,) = shipped(seller)
    for _ in range(2):
        sim.control.begin_refund(line, amount="100.00", shipping=False)
        sim.control.step(days=3)
    found = amounts(sim, line)
    assert found["refund"] == -200
    assert found["commission_refund"] == -found["commission"]
    assert balance(sim) == Decimal("-75.30")


def test_a_line_refunded_in_part_is_paid_the_rest(seller: Seller) -> None:
    sim = seller.sim
    (line,) = shipped(seller)
    seller.results(wire.verb("refunding", line, quantity="1", refundShipping="false"))
    sim.control.step(days=3)
    # 64.80 are left: 11.02 of commission, 2.20 of VAT
    assert balance(sim) == Decimal("51.58")
    assert without_fees(until_paid(sim)) == Decimal("51.58")
    assert status(seller, line) == "Refunded"


def test_a_refund_after_the_payout_is_taken_from_the_next(seller: Seller) -> None:
    sim = seller.sim
    (line,) = shipped(seller)
    until_paid(sim)
    sim.control.begin_refund(line)
    sim.control.step(days=3)
    assert balance(sim) == -NET
    payout = until_paid(sim)
    assert without_fees(payout) == -NET and total(payout) < 0


def test_a_line_waits_while_a_refund_is_in_progress(seller: Seller) -> None:
    sim = seller.sim
    held, paid = shipped(seller, WISH, WISH)
    due = datetime.fromisoformat(sim.control.ledger()[0]["due"])
    now = datetime.fromisoformat(sim.control.clock()["virtual_now"])
    sim.control.step(seconds=(due - now).total_seconds() - 3600)
    sim.control.begin_refund(held)
    payout = until_paid(sim)
    assert {one["line_id"] for one in payout["entries"]} - {""} == {paid}
    assert balance(sim) == NET
    sim.control.drop_refund(held)
    sim.control.step(seconds=1)
    assert status(seller, held) == "Shipped"
    later = until_paid(sim)
    assert without_fees(later) == NET and status(seller, held) == "Paid"


def test_a_refund_that_was_refused_changes_nothing(seller: Seller) -> None:
    sim = seller.sim
    (line,) = shipped(seller)
    sim.control.begin_refund(line)
    sim.control.refuse_refund(line)
    assert without_fees(until_paid(sim)) == NET
    assert set(amounts(sim, line)) == {
        "sale",
        "delivery",
        "commission",
        "commission_vat",
    }


def test_what_was_never_shipped_is_never_owed(seller: Seller) -> None:
    sim = seller.sim
    (line,) = sim.control.place_order([WISH], checked=True)["line_ids"]
    to_ship(seller, line)
    seller.results(wire.verb("refunding", line))
    sim.control.step(days=60)
    assert status(seller, line) == "Refunded"
    assert (sim.control.ledger(), sim.control.payouts()) == ([], [])


@pytest.mark.parametrize("price", ["dear", "NaN", "Infinity", "1e40"])
def test_an_absurd_price_stops_nothing(
    seller: Seller, price: str, caplog: pytest.LogCaptureFixture
) -> None:
    sim = seller.sim
    first, second = shipped(seller, WISH, WISH)
    (third,) = sim.control.place_order([WISH], checked=True)["line_ids"]
    to_ship(seller, third)
    sim.control.change_line(third, price=price)
    assert seller.results(wire.ship(third)) == ["OK"]
    sim.control.begin_refund(first)
    sim.control.change_line(first, price=price)
    sim.control.step(days=3)
    assert (status(seller, first), amounts(sim, third)) == ("Refunded", {})
    assert not [one for one in caplog.records if one.levelname == "ERROR"]
    assert balance(sim) == 2 * NET
    assert amounts(sim, second)["sale"] == Decimal("119.80")


def test_penalty_and_correction(seller: Seller) -> None:
    sim = seller.sim
    (line,) = shipped(seller)
    order_id = line.rpartition("-")[0]
    sim.control.charge("penalty", "-10.00", "Retard", order_id)
    sim.control.charge("correction", "3.10", "Relevé d'octobre")
    assert balance(sim) == NET - Decimal("6.90")
    booked = sim.control.ledger(order_id)[-1]
    assert (booked["kind"], booked["amount"]) == ("penalty", "-10.00")
    payout = until_paid(sim)
    assert without_fees(payout) == Decimal("-6.90")
    assert without_fees(until_paid(sim)) == NET


def test_all_is_paid_at_once_on_demand(seller: Seller) -> None:
    sim = seller.sim
    (line,) = shipped(seller)
    (other,) = sim.control.place_order([WISH], checked=True)["line_ids"]
    # nobody shipped it, and still it is Shipped
    sim.control.set_status(other, "Shipped")
    assert sorted(sim.control.pay_out()) == sorted([line, other])
    assert without_fees(sim.control.payout(sim.control.payouts()[0]["payout_id"])) == (
        2 * NET
    )
    assert balance(sim) == 0
    # a line is paid once, whatever its status says afterwards
    sim.control.set_status(line, "Shipped")
    sim.control.pay_out()
    assert (status(seller, line), balance(sim)) == ("Paid", 0)
    sim.control.step(days=60)
    assert len(sim.control.payouts()) == 1


# ------------------------------------------------------------------------ faults
def faulty(seller: Seller, fault: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A payout with a fault, and the one after it; then nothing is owed."""
    sim = seller.sim
    assert sim.control.payout_fault(fault) == [fault]
    first = until_paid(sim)
    assert first["faults"] == [fault]
    second = until_paid(sim) if balance(sim) else {}
    assert balance(sim) == 0
    assert not second or second["faults"] == []
    return first, second


def test_a_wrong_total(seller: Seller) -> None:
    shipped(seller)
    first, second = faulty(seller, "wrong_total")
    assert Decimal(first["stated"]) - total(first) == 10
    assert second == {}


def test_a_missing_line(seller: Seller) -> None:
    early, late = shipped(seller, WISH, WISH)
    first, second = faulty(seller, "missing_line")
    assert {one["line_id"] for one in first["entries"]} - {""} == {early}
    assert {one["line_id"] for one in second["entries"]} - {""} == {late}
    assert status(seller, late) == "Paid"


def test_a_doubled_line(seller: Seller) -> None:
    (line,) = shipped(seller)
    first, second = faulty(seller, "doubled_line")
    sales = [one for one in first["entries"] if one["kind"] == "sale"]
    assert [one["line_id"] for one in sales] == [line, line]
    assert sales[0]["booked"] == sales[1]["booked"]
    assert (without_fees(first), without_fees(second)) == (2 * NET, -NET)
    assert {one["kind"] for one in second["entries"]} <= {
        "correction", "fee", "commission_vat",
    }  # fmt: skip


def test_an_unknown_order(seller: Seller) -> None:
    shipped(seller)
    first, second = faulty(seller, "unknown_order")
    (strange,) = {one["order_id"] for one in first["entries"][-3:]}
    assert strange not in {order.order_id for order in seller.sim.world.orders}
    assert without_fees(first) - NET == -without_fees(second) == Decimal("33.43")


@pytest.fixture
def two_shops() -> Iterator[Simulator]:
    other = Account("70124", login="other", sftp_user="other")
    with Simulator(speed=0, accounts=[Account(), other]) as sim:
        yield sim


def test_an_order_of_another_shop(two_shops: Simulator) -> None:
    sim = two_shops
    placed = sim.control.place_order([WISH], checked=True, vendor="70124")
    shipped(Seller(sim))
    first, second = faulty(Seller(sim), "foreign_line")
    assert first["entries"][-1]["order_id"] == placed["order_id"]
    assert without_fees(first) - NET == -without_fees(second)
    assert (sim.control.balance("70124"), sim.control.payouts("70124")) == ("0.00", [])


def test_a_fault_waits_for_a_payout(seller: Seller) -> None:
    sim = seller.sim
    sim.control.payout_fault("wrong_total")
    assert sim.control.payout_fault("doubled_line") == ["doubled_line", "wrong_total"]
    sim.control.step(days=40)
    sim.control.charge("correction", "5.00")
    payout = until_paid(sim)
    # there is no line that could be doubled
    assert payout["faults"] == ["wrong_total"]


def test_payouts_outlive_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "state.sqlite"
    with Simulator(speed=0, state=state) as sim:
        paid, waiting = Seller(sim), Seller(sim)
        shipped(paid)
        first = until_paid(sim)
        shipped(waiting)
        owed = balance(sim)
    with Simulator(speed=0, state=state) as sim:
        client = ControlClient(sim.addresses["control"])
        assert client.payout(first["payout_id"]) == first
        assert Decimal(client.balance()) == owed == NET
        assert without_fees(until_paid(sim)) == NET
        sim.control.reset()
        assert (client.payouts(), client.ledger(), client.balance()) == ([], [], "0.00")
        shipped(Seller(sim))
        assert without_fees(until_paid(sim)) == NET


def test_the_day_of_a_payout() -> None:
    for moment, day in (("2026-11-01T06:00", 1), ("2026-11-01T06:01", 11)):
        found = payout_day(datetime.fromisoformat(f"{moment}+00:00").timestamp())
        assert datetime.utcfromtimestamp(found).day == day
