# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Offers that La Redoute accepted and nobody sees: listed, sent to La Redoute, seen."""

from datetime import timedelta

from playwright.sync_api import expect

from odoo import fields

from .people import MANAGER

PHONE = {"width": 400, "height": 900}
WIDE = {"width": 1400, "height": 900}


def test_what_nobody_sees_is_sent_to_la_redoute_and_then_seen(shop, log_in):
    _product, ean, listing = shop.make_live(stock=3)
    late = fields.Datetime.now() - timedelta(days=4)
    shop.write("listing", [listing], offer_accepted_at=late)
    manager = log_in(MANAGER)
    page = manager.page
    page.set_viewport_size(WIDE)
    manager.go(f"action-laredoute_connector.laredoute_account_action/{shop.account_id}")
    manager.look("unseen-account")
    button = page.locator(".oe_stat_button", has_text="Non vues")
    with manager.elsewhere():
        button.click()
    rows = page.locator(".o_data_row")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(ean)
    manager.look("unseen-list")

    page.locator(".o_list_record_selector input").first.check()
    manager.press("Liste pour La Redoute")
    expect(page.locator(".modal")).to_contain_text("BatchID")
    manager.look("unseen-file")
    with page.expect_download() as download:
        page.locator(".modal [name='file'] a").first.click()
    content = download.value.path().read_text(encoding="utf-8-sig")
    assert ean in content and "Offre acceptée le" in content
    page.locator(".modal footer button").click()

    for size, name in ((PHONE, "unseen-phone"), (WIDE, "unseen")):
        page.set_viewport_size(size)
        manager.go(f"action-laredoute_connector.laredoute_listing_action/{listing}")
        expect(page.locator(".alert", has_text="personne ne l’a vue")).to_be_visible()
        manager.look(name)
    manager.press("Vu sur le site")
    expect(manager.field("seen_reference")).to_contain_text("Responsable")
    manager.look("seen")
    manager.sees_no_error()
