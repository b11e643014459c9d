# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A reduced price, what is struck through beside it, and a price that is held."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from .people import MANAGER

PHONE = {"width": 400, "height": 900}


@pytest.fixture
def reduced(shop):
    """A listing that was on sale at other prices, and is now reduced; another at 0."""
    shop.write("account", [shop.account_id], struck_by="lowest", discount_limit=60)
    _product, _ean, listing = shop.make_live(stock=3)
    product_held, _ean, held = shop.make_live(stock=3)
    with shop.env() as env:
        listings = env["laredoute.listing"].browse([listing, held])
        first, other = listings
        now = datetime.now().replace(microsecond=0)
        price = first.price_sent or 60
        for days, before in ((60, price + 30), (25, price + 20), (12, price + 30)):
            env["laredoute.offer.price"].create(
                {
                    "listing_id": listing,
                    "account_id": shop.account_id,
                    "price": before,
                    "begin": now - timedelta(days=days),
                }
            )
        first.write({"price_sent": price, "struck_sent": price + 20})
        first.struck_since = now.date() - timedelta(days=25)
        other.price_sent = price
        env["product.product"].browse(product_held).list_price = 0
    shop.run("check_listings")
    return listing, held


def test_what_is_struck_and_what_is_held(reduced, shop, log_in):
    listing, held = reduced
    manager = log_in(MANAGER)
    wide = manager.page.viewport_size
    form = manager.page.locator(".o_form_view")
    for size, name in ((wide, "struck"), (PHONE, "struck-phone")):
        manager.page.set_viewport_size(size)
        manager.go(f"action-laredoute_connector.laredoute_listing_action/{listing}")
        expect(form).to_contain_text("Prix en vente")
        manager.page.locator("[name='struck_sent']").scroll_into_view_if_needed()
        manager.look(name)
        manager.go(f"action-laredoute_connector.laredoute_listing_action/{held}")
        expect(form).to_contain_text("jusqu’à ce que vous")
        manager.look(f"held-{name}")
        manager.go(
            f"action-laredoute_connector.laredoute_account_action/{shop.account_id}"
        )
        manager.open_tab("Offres et stock")
        policy = manager.page.locator("[name='struck_by']").first
        policy.scroll_into_view_if_needed()
        expect(manager.page.locator("[name='discount_limit']").first).to_be_visible()
        manager.look(f"settings-{name}")
