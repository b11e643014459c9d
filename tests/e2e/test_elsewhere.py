# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Through the real wire: orders that another tool handles, and what policy gives up."""

import pytest

from odoo.tools import SQL

pytestmark = pytest.mark.usefixtures("watched")


def says(shop, lines, status):
    """The other tool decided: La Redoute shows it, and Odoo reads it."""
    for line in lines:
        shop.sim.control.set_status(line, status)
    # what changes within one second is read by the next reading
    shop.sim.control.step(minutes=1)
    shop.run("sweep_orders", "process_orders", "send_operations", "follow_refunds")


def documents(shop, order_id):
    """(sale order, states of its deliveries, agreement)."""
    with shop.env() as env:
        order = env["laredoute.order"].search([("remote_id", "=", order_id)])
        sale = order.sale_order_id
        return sale.state, set(sale.picking_ids.mapped("state")), order.agreement


def test_a_whole_life_is_followed_with_nothing_sent(shop):
    product_id, ean, _listing = shop.make_live(stock=5)
    with shop.account() as account:
        account.handled_by = "elsewhere"
    order_id, lines = shop.place(ean, quantity=2)
    shop.read_orders()
    shop.run("send_operations")
    assert documents(shop, order_id) == ("draft", set(), "agree")
    says(shop, lines, "Accepted")
    assert documents(shop, order_id) == ("draft", set(), "agree")
    says(shop, lines, "Toship")
    assert documents(shop, order_id) == ("sale", {"assigned"}, "agree")
    says(shop, lines, "Shipped")
    assert documents(shop, order_id) == ("sale", {"done"}, "agree")
    with shop.env() as env:
        assert env["product.product"].browse(product_id).qty_available == 3
    says(shop, lines, "Received")
    says(shop, lines, "Paid")
    assert documents(shop, order_id) == ("sale", {"done"}, "agree")
    assert shop.audit(order_id) == {line: {} for line in lines}
    assert not shop.search("operation")


def test_what_the_other_tool_cancels_is_cancelled(shop):
    _product_id, ean, _listing = shop.make_live(stock=5)
    with shop.account() as account:
        account.handled_by = "elsewhere"
    order_id, lines = shop.place(ean)
    shop.read_orders()
    says(shop, lines, "Toship")
    says(shop, lines, "Cancelled")
    assert documents(shop, order_id) == ("cancel", {"cancel"}, "agree")
    assert shop.audit(order_id) == {line: {} for line in lines}


def test_handled_here_again_mid_way_it_is_accepted_once(shop):
    _product_id, ean, _listing = shop.make_live(stock=5)
    with shop.account() as account:
        account.handled_by = "elsewhere"
    order_id, lines = shop.place(ean)
    shop.read_orders()
    shop.run("send_operations")
    with shop.account() as account:
        account.handled_by = "connector"
    shop.run("process_orders", "send_operations", "send_operations")
    assert shop.audit(order_id) == {lines[0]: {"accept": {"effect": 1, "refused": 0}}}


def test_paid_goods_that_will_not_leave_are_out_of_stock_by_policy(shop):
    _product_id, ean, _listing = shop.make_live(stock=5)
    with shop.account() as account:
        account.unfulfilled_policy = "give_up"
    order_id = shop.to_ship(ean)
    with shop.env() as env:
        order = env["laredoute.order"].search([("remote_id", "=", order_id)])
        order.sale_order_id._action_cancel()
    shop.run("compare_orders", "give_up_orders", "send_operations")
    assert shop.order(order_id, "status", "agreement") == ("to_ship", "error")
    with shop.env() as env:
        env.cr.execute(
            SQL(
                "UPDATE laredoute_disagreement SET write_date = write_date"
                " - interval '25 hours' WHERE account_id = %s",
                shop.account_id,
            )
        )
    shop.run("fetch_orders", "give_up_orders", "send_operations")
    shop.sim.control.step(minutes=5)
    shop.read_orders()
    assert shop.order(order_id, "status", "agreement") == ("out_of_stock", "agree")
    (audit,) = shop.audit(order_id).values()
    assert audit["outOfStock"] == {"effect": 1, "refused": 0}
