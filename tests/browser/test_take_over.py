# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The manager has orders read again, and takes over a shop that sells already."""

from datetime import timedelta

from playwright.sync_api import expect

from odoo import fields

from .people import MANAGER

ORDER = "action-laredoute_connector.laredoute_order_action"


def test_orders_are_read_again(shop, log_in):
    ean = shop.make_live(stock=5)[1]
    remote_id, _lines = shop.place(ean)
    serial = int(remote_id.split(".")[-1])
    missing = remote_id.replace(f"{serial:07d}", f"{serial + 700:07d}")
    manager = log_in(MANAGER)
    manager.open_app("La Redoute")
    manager.open_menu("Commandes", "Commandes relues")
    manager.look("imports-empty")
    manager.press("Relire des commandes")
    dialogue = manager.page.locator(".modal-dialog")
    dialogue.locator("[name='numbers'] textarea").fill("S00042")
    manager.look("import-request")
    dialogue.get_by_role("button", name="Lire", exact=True).click()
    refusal = manager.page.locator(".modal", has_text="S00042")
    expect(refusal.last).to_contain_text("Ce n’est pas un numéro de commande")
    manager.look("import-refused")
    manager.page.locator(".modal").last.get_by_role(
        "button", name="Fermer"
    ).last.click()
    dialogue.locator("[name='numbers'] textarea").fill(f"{remote_id}\n{missing}")
    with shop.held("import_orders"):
        dialogue.get_by_role("button", name="Lire", exact=True).click()
        expect(manager.status()).to_have_text("En attente")
        manager.look("import-waiting")
    shop.run("import_orders")
    expect(manager.status()).to_have_text("Terminé", timeout=60_000)
    lines = manager.page.locator("[name='line_ids'] .o_data_row")
    expect(lines.nth(0)).to_contain_text("Trouvée")
    expect(lines.nth(1)).to_contain_text("Introuvable")
    manager.look("import-done")
    manager.look_at_phone("import-done-phone")
    manager.sees_no_error()

    manager.go("laredoute-order-imports")
    manager.press("Relire des commandes")
    dialogue.get_by_label("Par date").check()
    manager.look("import-request-dates")
    first = fields.Date.today() - timedelta(days=13)
    day = dialogue.locator("[name='first_day']")
    day.locator("button, input").first.click()
    day.locator("input").fill(f"{first:%d/%m/%Y}")
    day.locator("input").press("Tab")
    # the server's own work would be done before anybody stops it
    with shop.held("import_orders"):
        dialogue.get_by_role("button", name="Lire", exact=True).click()
        expect(dialogue).to_have_count(0)
        manager.press("Arrêter")
        expect(manager.status()).to_have_text("À l'arrêt")
        manager.look("import-stopped")
    manager.press("Reprendre")
    shop.run("import_orders")
    shop.run("import_orders")
    expect(manager.status()).to_have_text("Terminé", timeout=60_000)
    manager.look("import-dates-done")
    manager.go("laredoute-order-imports")
    expect(manager.row("2 commandes par numéro")).to_be_visible()
    manager.look("imports")
    manager.look_at_phone("imports-phone")
    manager.sees_no_error()


def test_a_shop_that_sells_already_is_taken_over(shop, log_in):
    product, ean, _listing = shop.make_live(stock=5)

    def leave(env):
        account = env["laredoute.account"].browse(shop.account_id)
        account.handled_before = fields.Datetime.now() + timedelta(hours=1)

    shop.change(leave)
    remote_id, _lines = shop.place(ean)
    shop.run("fetch_orders", "process_orders")
    (order_id,) = shop.search("order", ("remote_id", "=", remote_id))
    manager = log_in(MANAGER)
    manager.go(f"action-laredoute_connector.laredoute_account_action/{shop.account_id}")
    manager.open_tab("Commandes et TVA")
    manager.look("take-over-settings")
    manager.go(f"{ORDER}/{order_id}")
    expect(
        manager.page.locator(".alert-info", has_text="Gérée ailleurs")
    ).to_be_visible()
    expect(manager.page.locator("button[name='action_accept']:visible")).to_have_count(
        0
    )
    manager.look("order-elsewhere")
    manager.look_at_phone("order-elsewhere-phone")

    def sell(env):
        env["sale.order"].create(
            {
                "partner_id": env["res.partner"].create({"name": "Léa Martin"}).id,
                "client_order_ref": remote_id,
                "order_line": [(0, 0, {"product_id": product, "product_uom_qty": 1})],
            }
        )

    shop.change(sell)
    manager.press("Gérer ici")
    manager.look("handle-here")
    manager.page.locator(".modal").get_by_role("button", name="OK").click()
    shop.wait_until(lambda: shop.order(remote_id, "state") == "waiting")
    shop.run("compare_orders")
    manager.go(f"{ORDER}/{order_id}")
    named = manager.page.locator(".alert-warning", has_text="déjà vendue ici")
    expect(named).to_be_visible()
    manager.look("order-named")
    manager.look_at_phone("order-named-phone")
    manager.press("Utiliser ce bon de commande")
    expect(named).to_have_count(0)
    shop.wait_until(lambda: shop.order(remote_id, "state") == "done")
    shop.run("compare_orders")
    manager.go(f"{ORDER}/{order_id}")
    manager.look("order-tied")
    manager.sees_no_error()
    manager.go(ORDER)
    expect(manager.row(remote_id)).to_be_visible()
    manager.look("orders-with-button")
    manager.look_at_phone("orders-with-button-phone")
