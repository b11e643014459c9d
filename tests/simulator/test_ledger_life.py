# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Some months of a seller's life at random: the ledger adds up, to the cent."""

from __future__ import annotations

import random
from collections import defaultdict
from decimal import Decimal

import pytest

from laredoute_simulator import Simulator

from . import wire
from .seller import Seller
from .test_ledger import shipped

FAULTS = ("missing_line", "doubled_line", "unknown_order", "wrong_total")
ENDED = ("Shipped", "Paid", "Refunded", "Refund refused")


def live(seller: Seller, draw: random.Random, days: int) -> list[str]:
    """Let so many days pass, with orders, refunds and bad payouts; return all lines."""
    control = seller.sim.control
    lines: list[str] = []
    for _ in range(days // 3):
        wishes = [
            {
                "ean": draw.choice(wire.EANS),
                "quantity": draw.randint(1, 3),
                "price": f"{draw.randint(100, 99999) / 100:.2f}",
                "delivery_fee": draw.choice(["0.00", "4.90"]),
            }
            for _ in range(draw.randint(1, 2))
        ]
        lines += shipped(seller, *wishes)
        for line in draw.sample(lines, min(len(lines), 2)):
            _refund(seller.sim, draw, line)
        if draw.random() < 0.2:
            control.payout_fault(draw.choice(FAULTS))
        if draw.random() < 0.2:
            control.charge("penalty", f"-{draw.randint(1, 99)}.50")
        control.step(days=3)
    return lines


def _refund(sim: Simulator, draw: random.Random, line: str) -> None:
    order = sim.control.order(line.rpartition("-")[0])
    (found,) = [one for one in order["lines"] if one["line_id"] == line]
    if found["status"] not in ENDED:
        return
    how = draw.choice(["amount", "all", "refused", "dropped"])
    amount = "1.23" if how == "amount" else ""
    if found["refunded_before"] == "0" and not found["refund"]:
        sim.control.begin_refund(line, amount=amount, shipping=draw.random() < 0.5)
    if how == "refused":
        sim.control.refuse_refund(line)
    elif how == "dropped" and sim.control.order(order["order_id"]):
        status = [x["status"] for x in sim.control.order(order["order_id"])["lines"]]
        if "Torefund" in status:
            torefund = order["lines"][status.index("Torefund")]["line_id"]
            sim.control.drop_refund(torefund)


@pytest.mark.parametrize("seed", range(3))
def test_a_life_adds_up(seller: Seller, seed: int) -> None:
    sim, draw = seller.sim, random.Random(seed)
    lines = live(seller, draw, 100)
    for _ in range(3):
        sim.control.step(days=40)
    entries, payouts = sim.control.ledger(), sim.control.payouts()
    # everything was paid, once, and the statements say what
    assert Decimal(sim.control.balance()) == 0
    sums: dict[str, Decimal] = defaultdict(Decimal)
    of_line: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for one in entries:
        assert one["payout_id"] and one["due"] >= one["booked"]
        sums[one["payout_id"]] += Decimal(one["amount"])
        if not one["copy"]:
            of_line[one["line_id"]][one["kind"]] += Decimal(one["amount"])
    assert sums == {one["payout_id"]: Decimal(one["total"]) for one in payouts}
    assert all(one["due"] <= paid_on(payouts, one["payout_id"]) for one in entries)
    # of each line the rest is paid: what the buyer keeps, less its commission
    shown = {
        line["line_id"]: line
        for order in sim.control.status()["orders"]["list"]
        for line in order["lines"]
    }
    for line in lines:
        found = of_line[line]
        kept = found["sale"] + found["delivery"] + found["refund"]
        assert -found["refund"] == Decimal(shown[line]["refunded"])
        # both what was taken and what was given back were rounded
        commission = found["commission"] + found["commission_refund"]
        assert abs(commission + kept * Decimal("0.17")) <= Decimal("0.01")
        assert abs(found["commission_vat"] - commission / 5) <= Decimal("0.01")
    months = [one["label"] for one in entries if one["kind"] == "fee"]
    assert len(months) == len(set(months)) >= 4


def paid_on(payouts: list[dict[str, str]], payout_id: str) -> str:
    return next(one["paid"] for one in payouts if one["payout_id"] == payout_id)
