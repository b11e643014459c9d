# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Cancelling a sale order that La Redoute goes on with: the question comes first."""

from playwright.sync_api import expect

from .people import MANAGER


def test_cancelling_asks_whether_la_redoute_is_informed(shop, log_in):
    _product_id, ean, _listing = shop.make_live(stock=5)
    remote_id = shop.to_ship(ean)
    with shop.env() as env:
        order = env["laredoute.order"].search([("remote_id", "=", remote_id)])
        order_id, sale_id = order.id, order.sale_order_id.id
    manager = log_in(MANAGER)
    manager.go(f"action-sale.action_orders/{sale_id}")
    cancel = manager.page.locator("button[name='action_laredoute_cancel']")
    expect(cancel).to_be_visible()
    cancel.click()
    dialogue = manager.page.locator(".modal-dialog")
    expect(dialogue).to_contain_text(remote_id)
    manager.look("sale-cancel")
    manager.look_at_phone("sale-cancel-phone")
    dialogue.get_by_role("button", name="Annuler et informer La Redoute").click()
    expect(dialogue).to_have_count(0)
    shop.run("compare_orders")
    manager.sees_no_error()
    with shop.env() as env:
        order = env["laredoute.order"].browse(order_id)
        assert order.sale_order_id.state == "cancel"
        assert order.operation_ids.filtered(lambda each: each.kind == "out_of_stock")
        assert order.agreement == "agree"
