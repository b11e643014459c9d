# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where others sell cheaper and by how much, its history, and what no listing knows."""

from playwright.sync_api import expect

from .people import MANAGER

PHONE = {"width": 400, "height": 900}
WIDE = {"width": 1400, "height": 900}


def forget(env, product, listing):
    """Nobody sells it any more, and nobody knows that La Redoute does."""
    env["product.product"].browse(product).action_archive()
    found = env["laredoute.listing"].browse(listing)
    found.write({"state": "ended", "selected": False})
    found.unlink()


def read_open_listing(shop):
    shop.sim.control.write_open_listing()
    shop.run("collect_reports", "apply_reports")


def test_where_we_are_beaten_is_listed_and_drawn(shop, log_in):
    _product, ean, listing = shop.make_live()
    other, lost, gone = shop.make_live()
    shop.change(lambda env: forget(env, other, gone))
    for price in ("47.00", "45.00"):
        shop.sim.control.competitor(ean, price, "3.90", 2)
        read_open_listing(shop)
    manager = log_in(MANAGER)
    page = manager.page
    page.set_viewport_size(WIDE)
    manager.go("laredoute-competition")
    rows = page.locator(".o_data_row")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(ean)
    expect(rows.locator("[name='beaten_by']")).to_contain_text("€")
    manager.look("competition")
    manager.look_at_phone("competition-phone")
    # a phone's cards would stay
    manager.go("laredoute-competition")

    beaten = page.locator(".o_searchview_facet", has_text="battus")
    beaten.locator(".o_facet_remove").click()
    expect(page.locator(".o_data_row.text-danger")).to_contain_text(lost)
    manager.look("competition-all")

    account = f"laredoute_account_action/{shop.account_id}"
    manager.go(f"action-laredoute_connector.{account}")
    with manager.elsewhere():
        page.locator(".oe_stat_button", has_text="EAN inconnus").click()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(lost)

    manager.go(f"action-laredoute_connector.laredoute_listing_action/{listing}")
    with manager.elsewhere():
        page.locator(".oe_stat_button", has_text="Concurrence").click()
    expect(page.locator(".o_graph_renderer canvas")).to_be_visible()
    manager.look("competition-history")
    manager.sees_no_error()
