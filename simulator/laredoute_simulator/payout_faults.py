# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is wrong with a payout on demand. The money always adds up: what is paid by
mistake is taken back by a correction in the next payout."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from .records import Entry, Order
from .world import World

#: fault -> what it does, in the order in which they are applied
PAYOUT_FAULTS = {
    "missing_line": "a line of an order is left out, and comes with the next payout",
    "doubled_line": "a line of an order is paid and stated twice",
    "foreign_line": "a line of another shop's order is paid and stated",
    "unknown_order": "a line of an order that nobody knows is paid and stated",
    "wrong_total": "the stated total is 10.00 more than what is paid",
}
_TOO_MUCH = Decimal("10.00")
_UNKNOWN = "1-2019.001.9999999"


@dataclass
class Flawed:
    """A payout in the making.

    :ivar entries: what it pays and states
    :ivar wrong: those of them that are paid by mistake
    :ivar stated_more: by how much the stated total is more than what is paid
    """

    entries: list[Entry]
    faults: list[str]
    wrong: list[Entry] = field(default_factory=list)
    stated_more: Decimal = Decimal("0.00")


def foreign_order(world: World, vendor_id: str) -> Order | None:
    """Return an order of another shop, or None."""
    others = (one for one in world.orders if one.vendor_id != vendor_id and one.lines)
    return next(others, None)


def add_faults(
    world: World, vendor_id: str, entries: list[Entry], faults: list[str], at: float
) -> Flawed:
    """Return what a payout pays when these faults are in it.

    A fault for which there is no line does nothing, and is not named.
    """
    flawed = Flawed(list(entries), [])
    for fault in PAYOUT_FAULTS:
        if fault in faults and _apply(world, vendor_id, flawed, fault, at):
            flawed.faults.append(fault)
    return flawed


def _apply(world: World, vendor_id: str, flawed: Flawed, fault: str, at: float) -> bool:
    lines = [one.line_id for one in flawed.entries if one.kind == "sale"]
    if fault == "wrong_total":
        flawed.stated_more = _TOO_MUCH
        return True
    if fault == "missing_line":
        kept = [one for one in flawed.entries if lines and one.line_id != lines[-1]]
        flawed.entries = kept or flawed.entries
        return bool(kept)
    if fault == "doubled_line":
        again = [
            replace(one, entry_id=f"{one.entry_id}/again", copy=True)
            for one in flawed.entries
            if lines and one.line_id == lines[0]
        ]
    else:
        order = foreign_order(world, vendor_id) if fault == "foreign_line" else None
        if fault == "foreign_line" and order is None:
            return False
        again = _strange(world, vendor_id, order, at)
    flawed.entries += again
    flawed.wrong += again
    return bool(again)


def _strange(
    world: World, vendor_id: str, order: Order | None, at: float
) -> list[Entry]:
    """Return sale and commission of a line that is not the seller's."""
    number = world.number("strange")
    order_id = order.order_id if order else _UNKNOWN
    line_id = order.lines[0].line_id if order else f"{_UNKNOWN}-1"
    ean = order.lines[0].ean if order else "3700000009993"
    amounts = {"sale": "42.00", "commission": "-7.14", "commission_vat": "-1.43"}
    return [
        Entry(
            f"strange/{number}/{kind}",
            vendor_id,
            kind,
            amount,
            at,
            at,
            order_id,
            line_id,
            ean,
        )
        for kind, amount in amounts.items()
    ]
