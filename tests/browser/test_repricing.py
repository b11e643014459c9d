# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A rule proposes prices where we are beaten; a manager accepts one and rejects one."""

import pytest
from playwright.sync_api import expect

from .people import ACCOUNTANT, MANAGER
from .test_competition import read_open_listing

PHONE = {"width": 400, "height": 900}
WIDE = {"width": 1400, "height": 900}
#: cost, best price: one is cheaper, one at the floor, one has no cost, one no room
OFFERS = ((20, "46.00"), (33, "38.00"), (0, "44.00"), (49, "45.00"))
ACTION = "action-laredoute_connector.laredoute_repricing"


@pytest.fixture
def beaten(shop):
    """Listings that others sell cheaper, and a rule for them; none afterwards."""
    listings, eans, products = [], [], []
    for cost, price in OFFERS:
        product, ean, listing = shop.make_live(stock=5)
        with shop.env() as env:
            env["product.product"].browse(product).standard_price = cost
        shop.sim.control.competitor(ean, price, "3.90", 3)
        listings.append(listing)
        eans.append(ean)
        products.append(product)
    with shop.env() as env:
        found = env["product.product"].browse(products)
        env["laredoute.repricing.rule"].create(
            {
                "name": "Mode et maison",
                "account_id": shop.account_id,
                "applied_on": "product",
                "product_tmpl_ids": found.product_tmpl_id.ids,
                "ends": "90_99",
            }
        )
    read_open_listing(shop)
    yield listings
    for ean in eans:
        shop.sim.control.competitor(ean, "99.00", "3.90", 3)
    read_open_listing(shop)


def test_prices_are_proposed_and_decided(shop, log_in, beaten):
    manager = log_in(MANAGER)
    page = manager.page
    page.set_viewport_size(WIDE)
    manager.go("laredoute-repricing")
    rows = page.locator(".o_data_row")
    expect(rows).to_have_count(4)
    expect(page.locator(".o_data_row.text-danger")).to_have_count(2)
    expect(page.locator(".o_data_row.text-warning")).to_have_count(1)
    manager.look("proposals")
    manager.look_at_phone("proposals-phone")

    # read anew: a phone's cards would stay
    manager.go("laredoute-repricing")
    cheaper = page.locator(".o_data_row", has_text="Aussi bas que le veut la règle")
    floor = page.locator(".o_data_row", has_text="Gardé au plancher")
    cheaper.locator("button[name='action_accept']").click()
    expect(cheaper).to_have_count(0)
    floor.locator(".o_list_record_selector input").check()
    page.locator(".o_control_panel button[name='action_reject']").click()
    expect(rows).to_have_count(2)
    with shop.env() as env:
        states = env["laredoute.repricing.proposal"].search([]).mapped("state")
        assert sorted(states) == ["accepted", "blocked", "blocked", "rejected"]

    rows.filter(has_text="Aucun coût").locator("td[name='product_id']").click()
    expect(page.locator(".o_form_view .alert:visible")).to_contain_text("coût")
    manager.look("proposal")
    manager.look_at_phone("proposal-phone")

    manager.go(f"action-laredoute_connector.laredoute_listing_action/{beaten[0]}")
    with manager.elsewhere():
        button = page.locator(".oe_stat_button", has_text="Repricing")
        if not button.is_visible():
            page.locator(".o-form-buttonbox .o_button_more").click()
        button.click()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Acceptée")

    manager.go(f"{ACTION}_rule_action")
    expect(rows).to_contain_text("Mode et maison")
    manager.look("rules")
    manager.look_at_phone("rules-phone")
    with shop.env() as env:
        rule = env["laredoute.repricing.rule"].search([], limit=1).id
    manager.go(f"{ACTION}_rule_action/{rule}")
    page.locator("button[name='action_look']").click()
    expect(page.locator(".o_notification")).to_contain_text("Rien à proposer : 2.")
    manager.field("automatic").locator("input").check()
    expect(page.locator(".o_form_view .alert:visible")).to_contain_text("Automatique")
    manager.look("rule")
    page.set_viewport_size(PHONE)
    manager.look("rule-phone")
    manager.sees_no_error()

    reader = log_in(ACCOUNTANT)
    reader.go("laredoute-repricing")
    expect(reader.page.locator(".o_data_row")).to_have_count(2)
    expect(reader.page.locator("button[name='action_accept']")).to_have_count(0)
    reader.sees_no_error()
