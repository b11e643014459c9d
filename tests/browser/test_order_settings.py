# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What orders become in Odoo, as the manager sets it; and an unknown article."""

from playwright.sync_api import expect

from .people import MANAGER

PHONE = {"width": 400, "height": 900}
UNKNOWN = "3599999999995"
WORDS = "D'ici là, la commande de vente contient"


def test_an_unknown_article_and_the_settings_of_orders(shop, log_in):
    with shop.env() as env:
        stand_in = env["product.product"].create(
            {"name": "Article La Redoute à identifier", "type": "consu"}
        )
        shop_values = {
            "sale_prefix": "LR-",
            "substitute_product_id": stand_in.id,
            "sale_team_id": env["crm.team"].search([], limit=1).id,
            "sale_tag_ids": [(0, 0, {"name": "La Redoute", "color": 4})],
        }
    shop.write("account", [shop.account_id], **shop_values)
    number, _lines = shop.place(UNKNOWN)
    shop.read_orders()
    shop.run("compare_orders")
    (order,) = shop.search("order", ("remote_id", "=", number))
    manager = log_in(MANAGER)
    wide = manager.page.viewport_size
    for size, name in ((wide, "orders"), (PHONE, "orders-phone")):
        manager.page.set_viewport_size(size)
        manager.go(
            f"action-laredoute_connector.laredoute_account_action/{shop.account_id}"
        )
        manager.open_tab("Commandes et TVA")
        group = manager.page.locator(".o_field_widget[name='sale_prefix'] input")
        group.scroll_into_view_if_needed()
        expect(group).to_have_value("LR-")
        manager.look(f"settings-{name}")
        manager.page.locator("[name='customer_policy']").scroll_into_view_if_needed()
        manager.look(f"settings-end-{name}")
        manager.go(f"action-laredoute_connector.laredoute_order_action/{order}")
        expect(manager.page.locator(".o_form_view")).to_contain_text(WORDS)
        manager.look(f"unknown-{name}")
    manager.page.set_viewport_size(wide)
    with shop.env() as env:
        sale = env["laredoute.order"].browse(order).sale_order_id.id
    manager.go(f"action-sale.action_quotations_with_onboarding/{sale}")
    expect(manager.page.locator(".o_form_view")).to_contain_text(f"LR-{number}")
    expect(manager.page.locator(".o_form_view")).to_contain_text(UNKNOWN)
    manager.look("sale-order")
