# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The history of an order, on screen and on paper; who handles orders, and policy."""

from playwright.sync_api import expect

from .people import MANAGER

ORDER = "action-laredoute_connector.laredoute_order_action"
ACCOUNT = "action-laredoute_connector.laredoute_account_action"


def test_the_history_of_an_order(shop, log_in):
    eans = [shop.make_live(stock=5)[1] for _each in range(2)]
    remote_id = shop.to_ship(*eans)
    shop.ship(remote_id)
    shop.run("send_operations", "fetch_orders", "process_orders")
    (order_id,) = shop.search("order", ("remote_id", "=", remote_id))
    manager = log_in(MANAGER)
    manager.go(f"{ORDER}/{order_id}")
    manager.open_tab("Historique")
    shown = manager.field("history_ids")
    expect(shown).to_contain_text("Accepter")
    expect(shown).to_contain_text("6A11111111111")
    manager.look("order-history")
    page = manager.page
    page.set_viewport_size({"width": 400, "height": 900})
    page.reload()
    manager.settle()
    manager.open_tab("Historique")
    expect(
        manager.field("history_ids").locator(".o_kanban_record").first
    ).to_be_visible()
    manager.field("history_ids").scroll_into_view_if_needed()
    manager.look("order-history-phone")
    page.set_viewport_size({"width": 1400, "height": 900})
    report = f"/report/html/laredoute_connector.order_history/{order_id}"
    page.goto(page.url.split("/odoo")[0] + report)
    expect(page.locator("body")).to_contain_text(remote_id)
    expect(page.locator("body")).to_contain_text("Ce qui s")
    manager.look("order-history-paper")
    # a printed page has no icon: the browser asks for one all the same
    manager.complaints = [each for each in manager.complaints if "favicon" not in each]


def test_who_handles_orders_and_what_will_not_leave(shop, log_in):
    _product, ean, _listing = shop.make_live(stock=5)
    remote_id = shop.to_ship(ean)
    (order_id,) = shop.search("order", ("remote_id", "=", remote_id))

    def cancel(env):
        env["laredoute.account"].browse(shop.account_id).unfulfilled_policy = "give_up"
        env["laredoute.order"].browse(order_id).sale_order_id._action_cancel()

    shop.change(cancel)
    shop.run("compare_orders")
    manager = log_in(MANAGER)
    manager.go(f"{ACCOUNT}/{shop.account_id}")
    manager.open_tab("Commandes et TVA")
    expect(manager.field("unfulfilled_hours")).to_be_visible()
    manager.look("account-unfulfilled")
    manager.field("handled_by").get_by_text("Un autre outil").click()
    expect(manager.field("unfulfilled_policy")).to_have_count(0)
    manager.look("account-elsewhere")
    manager.page.locator(".o_form_button_save").click()
    manager.settle()
    shop.run("process_orders", "compare_orders")
    manager.go(f"{ORDER}/{order_id}")
    expect(manager.page.locator(".o_form_view .alert-info")).to_contain_text(
        "Un autre outil"
    )
    expect(
        manager.page.locator(".o_statusbar_buttons button[name='action_out_of_stock']")
    ).to_have_count(0)
    manager.look("order-elsewhere")
    manager.sees_no_error()
