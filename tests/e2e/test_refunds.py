# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Refunds through the real wire: both sides end with the same, to the cent."""

from decimal import Decimal

import pytest

from odoo.addons.laredoute_connector.models.refund.request import Part

from .looking import activities

pytestmark = pytest.mark.usefixtures("watched")

CHAIN = ("requested", "to_approve", "refunding", "refunded")


def shipped(shop, *eans, quantity=1):
    """An order that left, and its lines' numbers."""
    order_id = shop.to_ship(*eans, quantity=quantity)
    shop.ship(order_id)
    shop.run("send_operations")
    shop.read_orders()
    assert shop.order(order_id, "status", "agreement") == ("shipped", "agree")
    return order_id, list(shop.audit(order_id))


def request(shop, order_id, *parts):
    """Request a refund: (number of the line, pieces, part of the price, fee)."""
    with shop.env() as env:
        order = env["laredoute.order"].search([("remote_id", "=", order_id)])
        lines = order.line_ids
        refund = env["laredoute.refund"]._request(
            order,
            [
                Part(lines[number - 1], pieces, goods, fee)
                for number, pieces, goods, fee in parts
            ],
            env.ref("laredoute_connector.reason_returned"),
        )
        return refund.id


def send(shop):
    shop.run("send_operations", "follow_refunds")


def go_on(shop):
    """La Redoute takes its next step with a refund, and Odoo reads it."""
    shop.sim.control.next("refund step")
    shop.read_orders()


def state(shop, refund):
    return shop.read("refund", refund, "state")


def refunded(shop, line_id):
    """Euros that the buyer has back of a line, as La Redoute knows it."""
    lines = [
        line
        for order in shop.sim.control.status()["orders"]["list"]
        for line in order["lines"]
    ]
    (found,) = [line for line in lines if line["line_id"] == line_id]
    return Decimal(found["refunded"])


def agree(shop, order_id):
    """Both sides hold the same refunds, and nobody is alarmed."""
    shop.run("compare_orders")
    (order,) = shop.search("order", ("remote_id", "=", order_id))
    with shop.env() as env:
        for line in env["laredoute.order"].browse(order).line_ids:
            ours = Decimal(str(round(line.amount_refunded, 2)))
            assert ours == refunded(shop, line.remote_id)
    assert shop.order(order_id, "agreement") == "agree"
    assert activities(shop, "order", order) == []


def test_every_step_to_the_end(shop):
    order_id, (first, second) = shipped(
        shop, *(shop.make_product()[1] for _each in range(2)), quantity=2
    )
    refund = request(shop, order_id, (1, 1, None, True), (2, 0, 12.34, False))
    assert state(shop, refund) == "queued"
    send(shop)
    assert state(shop, refund) == "sent"
    shop.read_orders()
    states = [state(shop, refund)]
    for _step in range(6):
        go_on(shop)
        states.append(state(shop, refund))
    assert tuple(dict.fromkeys(states)) == CHAIN
    assert refunded(shop, second) == Decimal("12.34")
    assert shop.audit(order_id)[first]["refunding"] == {"effect": 1, "refused": 0}
    agree(shop, order_id)


def test_refused_then_requested_again(shop):
    order_id, (line,) = shipped(shop, shop.make_product()[1])
    refund = request(shop, order_id, (1, 1, None, False))
    send(shop)
    shop.sim.control.refuse_refund(line, "stolen card")
    shop.read_orders()
    assert state(shop, refund) == "refused"
    assert "stolen" in shop.read("refund", refund, "message")
    (order,) = shop.search("order", ("remote_id", "=", order_id))
    (note,) = activities(shop, "order", order)
    assert "stolen" in note
    with shop.env() as env:
        env["laredoute.refund"].browse(refund).action_again()
    send(shop)
    for _step in range(3):
        go_on(shop)
    assert state(shop, refund) == "refunded"
    assert shop.audit(order_id)[line]["refunding"] == {"effect": 2, "refused": 0}
    agree(shop, order_id)


def test_two_refunds_go_one_after_the_other(shop):
    order_id, lines = shipped(shop, *(shop.make_product()[1] for _each in range(2)))
    first = request(shop, order_id, (1, 1, None, False))
    second = request(shop, order_id, (2, 1, None, False))
    send(shop)
    assert (state(shop, first), state(shop, second)) == ("sent", "queued")
    for _step in range(3):
        go_on(shop)
        send(shop)
    assert (state(shop, first), state(shop, second)) == ("refunded", "sent")
    for _step in range(3):
        go_on(shop)
    assert state(shop, second) == "refunded"
    counts = [shop.audit(order_id)[line]["refunding"]["refused"] for line in lines]
    assert counts == [0, 0]
    agree(shop, order_id)


def test_ours_waits_for_one_that_la_redoute_began(shop):
    order_id, (first, second) = shipped(
        shop, *(shop.make_product()[1] for _each in range(2))
    )
    refund = request(shop, order_id, (2, 1, None, False))
    # it begins between our last reading and our request
    shop.sim.control.begin_refund(first)
    send(shop)
    assert shop.audit(order_id)[second]["refunding"] == {"effect": 0, "refused": 1}
    shop.read_orders()
    assert state(shop, refund) == "queued"
    for _step in range(3):
        go_on(shop)
    send(shop)
    for _step in range(3):
        go_on(shop)
    assert state(shop, refund) == "refunded"
    with shop.env() as env:
        # whoever looked it up on La Redoute's site says how much that was
        theirs = env["laredoute.refund"].search(
            [("order_id.remote_id", "=", order_id), ("origin", "=", "platform")]
        )
        theirs._say_how_much([Part(theirs.line_ids.order_line_id, 1, None, True)])
    agree(shop, order_id)


def test_forgotten_by_la_redoute(shop):
    order_id, (line,) = shipped(shop, shop.make_product()[1])
    refund = request(shop, order_id, (1, 1, None, False))
    send(shop)
    go_on(shop)
    assert shop.sim.control.drop_refund(line) == "Shipped"
    shop.read_orders()
    assert state(shop, refund) == "dropped"
    with shop.env() as env:
        env["laredoute.refund"].browse(refund).action_again()
    send(shop)
    for _step in range(3):
        go_on(shop)
    assert state(shop, refund) == "refunded"
    agree(shop, order_id)


@pytest.mark.parametrize("fault", ["timeout_after", "timeout_before"])
def test_answer_lost_is_requested_once_with_effect(shop, fault):
    order_id, (line,) = shipped(shop, shop.make_product()[1])
    refund = request(shop, order_id, (1, 1, None, False))
    shop.sim.control.inject(fault, service="orders_update", hold=4)
    send(shop)
    with shop.env() as env:
        operation = env["laredoute.refund"].browse(refund).line_ids.operation_ids
        assert operation.state == "unknown"
        operation.sent_at = "2026-01-01 00:00:00"
    shop.read_orders()
    send(shop)
    shop.read_orders()
    assert shop.audit(order_id)[line]["refunding"]["effect"] == 1
    for _step in range(3):
        go_on(shop)
    assert state(shop, refund) == "refunded"
    agree(shop, order_id)


def test_given_back_before_it_left(shop):
    order_id = shop.to_ship(shop.make_product()[1])
    with shop.account() as account:
        account.give_up_by = "refund"
    refund = request(shop, order_id, (1, 1, None, True))
    send(shop)
    shop.run("process_orders")
    with shop.env() as env:
        sale = env["sale.order"].search([("laredoute_ref", "=", order_id)])
        assert sale.state == "cancel"
    for _step in range(3):
        go_on(shop)
    assert state(shop, refund) == "refunded"
    agree(shop, order_id)
