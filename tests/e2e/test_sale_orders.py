# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What an order becomes in Odoo, through the real wire."""

import pytest

pytestmark = pytest.mark.usefixtures("watched")

#: an EAN of no product
UNKNOWN = "3599999999995"


def test_a_paid_order_has_its_name_its_customer_and_its_date(shop):
    shop.write("account", shop.account_id, sale_prefix="LR-", ship_by="calendar")
    order_id = shop.to_ship(shop.make_product()[1])
    with shop.env() as env:
        order = env["laredoute.order"].search([("remote_id", "=", order_id)])
        sale = order.sale_order_id
        assert sale.name == f"LR-{order_id}"
        assert sale.picking_ids.origin == sale.name
        # the simulator's buyers have their surname first
        surname, first_name = order.billing_address["name"].rsplit(" ", 1)
        assert sale.partner_id.name == f"{first_name} {surname}"
        assert sale.commitment_date == order.ship_before > order.line_ids.status_at
        assert sale.picking_ids.date_deadline == order.ship_before
        assert sale.picking_ids.state == "assigned"
        assert sale.amount_total == order.amount_total
    shop.ship(order_id)
    shop.run("send_operations", "compare_orders")
    assert shop.order(order_id, "agreement") == "agree"


def test_an_unknown_article_is_not_lost(shop):
    with shop.env() as env:
        stand_in = env["product.product"].create(
            {"name": "Article à identifier", "type": "consu"}
        )
        stand_in_id = stand_in.id
    shop.write(
        "account",
        shop.account_id,
        substitute_product_id=stand_in_id,
        acceptance_policy="always",
    )
    order_id = shop.to_ship(UNKNOWN)
    (line,) = shop.audit(order_id).values()
    assert line["accept"]["effect"] == 1
    with shop.env() as env:
        order = env["laredoute.order"].search([("remote_id", "=", order_id)])
        assert order.sale_order_id.picking_ids.move_ids.product_id.id == stand_in_id
        assert UNKNOWN in order.waiting_reason
        assert order.sale_order_id.amount_total == order.amount_total
    product_id, _ean = shop.make_product(barcode=UNKNOWN)
    with shop.env() as env:
        env["laredoute.order"].search([("remote_id", "=", order_id)]).action_retry()
    shop.run("process_orders", "compare_orders")
    with shop.env() as env:
        order = env["laredoute.order"].search([("remote_id", "=", order_id)])
        moves = order.sale_order_id.picking_ids.move_ids
        alive = moves.filtered(lambda move: move.state != "cancel")
        assert alive.product_id.id == product_id
        assert order.agreement == "agree"
    shop.ship(order_id)
    shop.run("send_operations")
    (line,) = shop.audit(order_id).values()
    assert line["ship"]["effect"] == 1
