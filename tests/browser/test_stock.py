# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How many units are offered and why; and an acceptance that stock does not cover."""

import pytest
from playwright.sync_api import expect

from .people import MANAGER

PHONE = {"width": 400, "height": 900}


@pytest.fixture
def scarce(shop):
    """A listing with 3 units, and an order of 2 that waits while 2 are sold in Odoo."""
    product_id, ean, listing = shop.make_live(stock=3)
    shop.write("account", [shop.account_id], acceptance_policy="manual")
    number, _lines = shop.place(ean, quantity=2)
    shop.read_orders()
    with shop.env() as env:
        sale = env["sale.order"].create(
            {
                "partner_id": env["res.partner"].create({"name": "Boutique"}).id,
                "order_line": [
                    (0, 0, {"product_id": product_id, "product_uom_qty": 2})
                ],
            }
        )
        sale.action_confirm()
        order = env["laredoute.order"].search([("remote_id", "=", number)])
        return listing, order.id


def test_the_sum_is_shown_and_accepting_looks_at_it(scarce, shop, log_in):
    listing, order = scarce
    manager = log_in(MANAGER)
    wide = manager.page.viewport_size
    amounts = manager.field("stock_sum").locator("td:last-child")
    for size, name in ((wide, "stock"), (PHONE, "stock-phone")):
        manager.page.set_viewport_size(size)
        manager.go(f"action-laredoute_connector.laredoute_listing_action/{listing}")
        # on hand, reserved, sold, accepted, safety, waiting, below none: offered
        expect(amounts).to_have_text(["3", "-2", "0", "0", "0", "-2", "1", "0"])
        amounts.last.scroll_into_view_if_needed()
        manager.look(name)

    accept = manager.page.locator(".modal button[name='action_accept']")
    for size, name in ((PHONE, "acceptance-phone"), (wide, "acceptance")):
        manager.page.set_viewport_size(size)
        manager.go(f"action-laredoute_connector.laredoute_order_action/{order}")
        header = manager.page.locator(".o_statusbar_buttons")
        header.locator("button[name='action_accept']").click()
        manager.page.locator(".modal button.btn-primary").click()
        # sold in Odoo, and not there a second time
        expect(manager.page.locator(".modal [name='message']")).to_contain_text("2 ×")
        accept.scroll_into_view_if_needed()
        expect(accept).to_be_in_viewport()
        manager.look(name)
    accept.click()
    expect(accept).to_have_count(0)
    manager.sees_no_error()
    with shop.env() as env:
        found = env["laredoute.order"].browse(order)
        assert found.operation_ids.mapped("kind") == ["accept"]
