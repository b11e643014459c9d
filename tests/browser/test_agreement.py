# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A person did otherwise than La Redoute: where it is seen, and the way back."""

import pytest
from playwright.sync_api import expect

from .people import MANAGER


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
