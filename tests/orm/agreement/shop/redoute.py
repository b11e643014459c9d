# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute, the line to it and the time do: steps as those of people."""

from dataclasses import replace
from decimal import Decimal

from odoo.addons.laredoute_connector.marketplace.errors import (
    RetryLater,
    UnknownOutcome,
)

from .market import Killed
from .words import DEAD, NEXT

#: statuses in which La Redoute still changes a line
CHANGED = ("to_accept", "accepted", "to_ship")


def la_redoute_goes_on(shop, order, number):
    """Lines of one status go on, the whole order's or one line's."""
    place, number = number % len(order.lines), number // len(order.lines)
    status = order.lines[place].status.value
    nexts = NEXT.get(status)
    if not nexts:
        return
    alike = {
        other
        for other, line in enumerate(order.lines, start=1)
        if line.status.value == status and status not in DEAD
    }
    only = {place + 1} if number % 3 == 2 else alike
    status = nexts[number // 3 % len(nexts)]
    if status == "to_refund":
        # begun by La Redoute: all of it
        for place in only:
            shop.market.refunds.pop(order.lines[place - 1].remote_id, None)
    shop.goes_on(order, status, only)


def la_redoute_changes(shop, order, number):
    """Quantity, price or address of an order change, or a line is added."""
    begun = [line for line in order.lines if line.status.value in CHANGED]
    if not begun:
        return
    number %= 4
    if number == 0:
        shop.moves(order)
    elif number == 1:
        line = shop.case.order_line(shop.products[len(order.lines) % 3])
        line = replace(line, remote_id=f"{order.remote_id}-{len(order.lines) + 1}")
        order = shop.changes(order, lines=(*order.lines, line))
        shop.goes_on(order, "to_accept", {len(order.lines)})
    else:
        values = (
            {"quantity": begun[0].quantity + 1}
            if number == 2
            else {"unit_price": Decimal("49.90")}
        )
        changed = replace(begun[0], **values)
        lines = [changed if line is begun[0] else line for line in order.lines]
        shop.changes(order, lines=tuple(lines))


def reading_is_busy(shop, _order, _number):
    error = RetryLater("busy", code="http_503")
    shop.market.fail.setdefault("fetch_orders", []).append(error)


def deciding_fails(shop, _order, number):
    """Nothing was taken, or nobody knows whether."""
    busy = RetryLater("busy", code="http_503")
    cut = UnknownOutcome("cut", code="timeout")
    error = cut if number % 2 else busy
    shop.market.fail.setdefault("decide", []).append(error)


def the_reader_is_killed(shop, _order, _number):
    shop.market.fail.setdefault("fetch_orders", []).append(Killed())


def the_answer_is_lost(shop, _order, _number):
    shop.market.answers.append("lost")


def the_process_is_killed(shop, _order, _number):
    shop.market.answers.append("killed")


def a_decision_is_refused(shop, order, number):
    shop.market.refusals.add(order.lines[number % len(order.lines)].remote_id)


def hours_pass(shop, _order, number):
    shop.time_passes((1, 5, 20, 80)[number % 4])


MOVES = (*(la_redoute_goes_on,) * 4, la_redoute_changes)
TROUBLES = (
    reading_is_busy,
    deciding_fails,
    the_answer_is_lost,
    the_process_is_killed,
    the_reader_is_killed,
    a_decision_is_refused,
    a_decision_is_refused,
)
TIME = (hours_pass, hours_pass)
