# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A person did otherwise than La Redoute: where it is seen, and the way back."""

import pytest
from playwright.sync_api import expect

from .people import ACCOUNTANT, MANAGER, WAREHOUSE


@pytest.fixture
def order(shop):
    """A paid order whose delivery somebody cancelled, and whose price changed."""
    _product_id, ean, _listing = shop.make_live(stock=5)
    remote_id = shop.to_ship(ean)
    with shop.env() as env:
        found = env["laredoute.order"].search([("remote_id", "=", remote_id)])
        sale = found.sale_order_id
        sale.picking_ids.action_cancel()
        sale.order_line.filtered("laredoute_line_id").price_unit -= 10
        order_id = found.id
    shop.run("compare_orders")
    return order_id


def test_a_manager_brings_both_sides_back_into_agreement(order, shop, log_in):
    manager = log_in(MANAGER)
    manager.go(f"action-laredoute_connector.laredoute_order_action/{order}")
    shown = manager.field("disagreement_ids")
    expect(shown).to_contain_text("aucune livraison n’apporte le reste")
    expect(shown).to_contain_text("L’acheteur paie le prix de La Redoute")
    manager.look("order-disagreements")
    with shop.env() as env:
        found = env["laredoute.order"].browse(order)
        assert (found.agreement, len(found.activity_ids)) == ("error", 1)

    manager.go("action-laredoute_connector.laredoute_disagreement_action")
    expect(manager.page.locator(".o_data_row")).to_have_count(2)
    manager.look("disagreements")

    wide = manager.page.viewport_size
    manager.page.set_viewport_size({"width": 400, "height": 900})
    manager.go(f"action-laredoute_connector.laredoute_order_action/{order}")
    restore = manager.page.get_by_role("button", name="Rétablir")
    expect(restore.first).to_be_visible()
    manager.look("order-disagreements-phone")
    manager.page.set_viewport_size(wide)

    manager.go(f"action-laredoute_connector.laredoute_order_action/{order}")
    # La Redoute's line is restored as a whole: its price, and its delivery
    restore.first.click()
    expect(manager.field("agreement")).to_have_text("En accord")
    manager.look("order-in-agreement")
    manager.sees_no_error()
    with shop.env() as env:
        found = env["laredoute.order"].browse(order)
        assert not found.activity_ids
        assert not found.amount_difference
        assert "assigned" in found.sale_order_id.picking_ids.mapped("state")


@pytest.fixture
def astray(shop):
    """A paid order whose goods were sold elsewhere, and whose contact was edited."""
    product_id, ean, _listing = shop.make_live(stock=5)
    remote_id = shop.to_ship(ean)

    def others_were_at_it(env):
        found = env["laredoute.order"].search([("remote_id", "=", remote_id)])
        sale = found.sale_order_id
        sale.picking_ids.do_unreserve()
        shelf = found.account_id.warehouse_id.lot_stock_id
        product = env["product.product"].browse(product_id)
        env["stock.quant"]._update_available_quantity(product, shelf, -5)
        sale.partner_shipping_id.write({"zip": "69002", "city": "LYON"})

    shop.change(others_were_at_it)
    shop.run("compare_waiting_orders", "compare_orders")
    (order_id,) = shop.search("order", ("remote_id", "=", remote_id))
    return order_id


def test_goods_that_are_gone_and_a_parcel_for_another_town(astray, shop, log_in):
    manager = log_in(MANAGER)
    manager.go(f"action-laredoute_connector.laredoute_order_action/{astray}")
    shown = manager.field("disagreement_ids")
    expect(shown).to_contain_text("vendues aussi à d'autres")
    expect(shown).to_contain_text("va partir pour 69002 LYON")
    manager.look("order-astray")
    manager.look_at_phone("order-astray-phone")
    picking_id, sale_id = _documents(shop, astray)
    warehouse = log_in(WAREHOUSE)
    warehouse.go(f"action-stock.action_picking_tree_all/{picking_id}")
    # whoever packs it has no right on La Redoute, and sees what is wrong
    said = warehouse.field("laredoute_disagreement")
    expect(said.first).to_contain_text("va partir pour 69002 LYON")
    warehouse.look("delivery-astray")
    warehouse.look_at_phone("delivery-astray-phone")
    manager.go(f"action-sale.action_orders/{sale_id}")
    manager.look("sale-astray")
    manager.go(f"action-laredoute_connector.laredoute_order_action/{astray}")
    row = manager.page.locator(".o_data_row, .o_kanban_record", has_text="69002 LYON")
    row.get_by_role("button", name="Rétablir").click()
    expect(shown).not_to_contain_text("69002 LYON")
    manager.sees_no_error()
    warehouse.go(f"action-stock.action_picking_tree_all/{picking_id}")
    expect(said.first).not_to_contain_text("69002 LYON")
    warehouse.sees_no_error()


def test_an_accountant_sees_an_order_whose_vat_is_doubtful(shop, market, log_in):
    _product_id, ean, _listing = shop.make_live(stock=5)
    remote_id = shop.to_ship(ean)
    market.control.redirect(remote_id, postcode="97400", city="SAINT-DENIS")
    shop.run("fetch_orders", "process_orders", "compare_orders")
    (order_id,) = shop.search("order", ("remote_id", "=", remote_id))
    accountant = log_in(ACCOUNTANT)
    accountant.go(f"action-laredoute_connector.laredoute_order_action/{order_id}")
    shown = accountant.field("disagreement_ids")
    expect(shown).to_contain_text("97400 SAINT-DENIS")
    accountant.look("order-vat")
    accountant.look_at_phone("order-vat-phone")
    _picking_id, sale_id = _documents(shop, order_id)
    accountant.go(f"action-sale.action_orders/{sale_id}")
    accountant.look("sale-vat")
    accountant.look_at_phone("sale-vat-phone")
    accountant.sees_no_error()


def _documents(shop, order_id):
    with shop.env() as env:
        sale = env["laredoute.order"].browse(order_id).sale_order_id
        return sale.picking_ids.id, sale.id
