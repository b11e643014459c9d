# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Offers by EAN: the setting, a product that La Redoute has, and one that it lacks."""

from playwright.sync_api import expect

from .people import MANAGER

PHONE = {"width": 400, "height": 900}
WIDE = {"width": 1400, "height": 900}


def test_what_la_redoute_lacks_is_seen_and_created(shop, log_in):
    bare = {"image_1920": False, "laredoute_category_id": False}
    first, known_ean = shop.make_product(**bare)
    product, _lost_ean = shop.make_product(**bare)
    shop.sim.control.competitor(known_ean, "49.90")
    manager = log_in(MANAGER)
    page = manager.page
    page.set_viewport_size(WIDE)
    manager.go(f"action-laredoute_connector.laredoute_account_action/{shop.account_id}")
    manager.open_tab("Catalogue")
    page.get_by_label("Essayer d’abord une offre par EAN").check()
    manager.look("by-ean-setting")
    page.locator(".o_form_button_save").click()
    expect(page.locator(".o_form_status_indicator_buttons.invisible")).to_be_attached()
    manager.sees_no_error()
    known, lost = (shop.choose(each) for each in (first, product))
    shop.run("check_listings", "send_products", "send_offers")
    manager.go(f"action-laredoute_connector.laredoute_listing_action/{lost}")
    expect(page.locator(".o_statusbar_status")).to_contain_text("Offert par EAN")
    manager.look("by-ean-offered")
    shop.sim.control.step(hours=5)
    shop.run("collect_reports", "apply_reports", "check_listings")
    assert shop.read("listing", known, "state") == "live"
    for size, name in ((PHONE, "by-ean-missing-phone"), (WIDE, "by-ean-missing")):
        page.set_viewport_size(size)
        manager.go(f"action-laredoute_connector.laredoute_listing_action/{lost}")
        expect(page.locator(".alert", has_text="à créer")).to_be_visible()
        manager.look(name)
    manager.go("action-laredoute_connector.laredoute_listing_action")
    page.locator(".o_searchview_dropdown_toggler").click()
    page.get_by_text("À créer : inconnus de La Redoute").click()
    page.keyboard.press("Escape")
    expect(page.locator(".o_data_row")).to_have_count(1)
    manager.look("by-ean-list")
    manager.go(f"action-laredoute_connector.laredoute_listing_action/{known}")
    expect(page.locator(".alert", has_text="Offert par son EAN")).to_be_visible()
    manager.look("by-ean-live")
    manager.sees_no_error()
