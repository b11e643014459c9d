# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Offers that no listing knows, or whose product La Redoute does not find any more."""

from datetime import timedelta

from playwright.sync_api import expect

from odoo import fields

from .people import MANAGER
from .test_by_ean import PHONE, WIDE
from .test_competition import forget, read_open_listing

ACCOUNT = "action-laredoute_connector.laredoute_account_action"
LISTING = "action-laredoute_connector.laredoute_listing_action"


def look_both(manager, name):
    """Look at a form on a screen and on a phone."""
    manager.look(name)
    manager.look_at_phone(f"{name}-phone")


def first_offers(shop):
    """An offer by EAN is tried before a product is created."""
    shop.change(
        lambda env: (
            env["laredoute.account"].browse(shop.account_id).write({"creation": "ean"})
        )
    )


def test_what_no_listing_knows_is_adopted_or_ended(shop, log_in):
    (one, kept, first), (two, gone, second) = shop.make_live(), shop.make_live()
    last, _ean, third = shop.make_live()

    def lose(env):
        for product, listing in ((one, first), (two, second), (last, third)):
            forget(env, product, listing)
        env["product.product"].browse([one, last]).action_unarchive()

    shop.change(lose)
    first_offers(shop)
    read_open_listing(shop)
    manager = log_in(MANAGER)
    page = manager.page
    page.set_viewport_size(WIDE)
    unknown = "action-laredoute_connector.laredoute_competing_offer_action_unknown"
    manager.go(unknown)
    rows = page.locator(".o_data_row")
    expect(rows).to_have_count(3)
    expect(manager.cell(kept, "own_product_id")).to_contain_text("Robe Longue")
    manager.look("unknown")
    manager.row(kept).locator(".o_list_record_selector").click()
    manager.look("unknown-selected")
    manager.press("Adopter")
    expect(rows).to_have_count(2)
    manager.row(gone).locator(".o_list_record_selector").click()
    manager.press("Arrêter chez La Redoute")
    manager.look("unknown-end")
    page.locator(".modal").get_by_role("button", name="OK").click()
    expect(rows).to_have_count(1)
    page.set_viewport_size(PHONE)
    manager.go(unknown)
    manager.look("unknown-phone")
    cards = page.locator(".o_kanban_record:not(.o_kanban_ghost)")
    cards.get_by_role("button", name="Adopter").click()
    expect(cards).to_have_count(0)
    page.set_viewport_size(WIDE)
    (adopted,) = shop.search("listing", ("ean", "=", kept))
    manager.go(f"{LISTING}/{adopted}")
    expect(page.locator(".alert", has_text="Offert par son EAN")).to_be_visible()
    look_both(manager, "adopted")
    manager.press("Aperçu")
    expect(page.locator(".o_laredoute_preview")).to_contain_text("Offert par son EAN")
    manager.look("preview-by-ean")


def test_what_is_not_found_for_days_is_created_again(shop, log_in):
    made = [shop.make_live()[2] for _each in range(3)]
    ago = fields.Datetime.now() - timedelta(days=4)

    def lose(env):
        listings = env["laredoute.listing"].browse(made)
        listings[:2].write({"state": "integrated", "missing_since": ago})
        listings[2].write(
            {
                **{"state": "offered", "by_ean": "offered", "offer_refusals": 1},
                **{"integrated_at": False, "codes_free": True},
                "warning": "EAN non valide",
            }
        )

    shop.change(lose)
    manager = log_in(MANAGER)
    page = manager.page
    page.set_viewport_size(WIDE)
    manager.go(f"{LISTING}/{made[2]}")
    expect(page.locator(".alert", has_text="refusé l’offre")).to_be_visible()
    look_both(manager, "by-ean-refused")
    manager.go(f"{LISTING}/{made[0]}")
    expect(page.locator(".alert-danger", has_text="ne le trouve")).to_be_visible()
    look_both(manager, "by-ean-not-found")
    manager.go(f"{ACCOUNT}/{shop.account_id}")
    manager.open_tab("Offres et stock")
    manager.look("account-offers")
    page.set_viewport_size(PHONE)
    page.reload()
    manager.settle()
    manager.open_tab("Offres et stock")
    manager.look("account-offers-phone")
    page.mouse.wheel(0, 700)
    manager.look("account-offers-phone-2")
    page.set_viewport_size(WIDE)
    page.reload()
    manager.settle()
    with manager.elsewhere():
        page.locator(".oe_stat_button", has_text="Introuvables").click()
    rows = page.locator(".o_data_row")
    expect(rows).to_have_count(2)
    manager.look("not-found")
    page.locator("thead .o_list_record_selector").click()
    manager.look("not-found-selected")
    manager.press("Les créer à nouveau")
    manager.look("not-found-sure")
    page.locator(".modal").get_by_role("button", name="OK").click()
    expect(rows).to_have_count(0)
    assert shop.read("listing", made[1], "by_ean") == "missing"
    manager.look_at_phone("not-found-none-phone")
    manager.sees_no_error()
    # what is sold no more is nothing to create, for the next test either
    shop.change(lambda env: env["laredoute.listing"].browse(made).action_end())


def test_the_eco_fee_of_a_line_is_shown(shop, log_in):
    ean = shop.make_live(stock=5)[1]
    remote_id, _lines = shop.place(ean)
    shop.run("fetch_orders", "process_orders")
    (order_id,) = shop.search("order", ("remote_id", "=", remote_id))

    def give_fee(env):
        env["laredoute.order"].browse(order_id).line_ids.write({"eco_fee": 0.42})

    shop.change(give_fee)
    manager = log_in(MANAGER)
    page = manager.page
    page.set_viewport_size(WIDE)
    manager.go(f"action-laredoute_connector.laredoute_order_action/{order_id}")
    expect(page.locator(".o_data_row [name='eco_fee']")).to_contain_text("0,42")
    look_both(manager, "order-eco-fee")
    manager.sees_no_error()
