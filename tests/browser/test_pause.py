# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who pauses an account that sells says what becomes of what is on sale."""

from playwright.sync_api import expect

from .people import MANAGER

ACCOUNT = "action-laredoute_connector.laredoute_account_action"


def test_offers_are_ended_before_the_account_pauses(shop, log_in):
    shop.make_live(stock=5)
    manager = log_in(MANAGER)
    manager.go(f"{ACCOUNT}/{shop.account_id}")
    manager.press("Mettre en pause")
    dialogue = manager.page.locator(".modal-dialog")
    expect(dialogue).to_contain_text("offres en vente sur La Redoute : 1")
    manager.look("pause")
    manager.look_at_phone("pause-phone")
    end = dialogue.get_by_role("button", name="Arrêter les offres, puis mettre en")
    end.click()
    expect(dialogue).to_have_count(0)
    banner = manager.page.locator(".alert", has_text="arrête toutes les offres")
    expect(banner).to_be_visible()
    manager.look("ending")
    manager.look_at_phone("ending-phone")
    assert shop.read("account", shop.account_id, "phase") == "ending"

    shop.run("send_offers")
    shop.sim.control.step(hours=5)
    shop.run("collect_reports", "apply_reports", "send_offers")
    shop.wait_until(lambda: shop.read("account", shop.account_id, "phase") == "paused")
    manager.go(f"{ACCOUNT}/{shop.account_id}")
    banner = manager.page.locator(".alert", has_text="Rien n'est en vente")
    expect(banner).to_be_visible()
    manager.look("paused")
    manager.sees_no_error()
