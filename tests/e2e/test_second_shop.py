# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""La Brand Boutique is a second account: one stock, prices and ids of its own."""

import pytest

from laredoute_simulator import Simulator
from laredoute_simulator.account import Account

from ..access import access_to
from .shop import Shop

BOUTIQUE = "www.labrandboutique.example"
FLOWS = ("collect_reports", "apply_reports")


@pytest.fixture
def two_sellers():
    other = Account(
        vendor_id="70124",
        site=BOUTIQUE,
        login="seller-70124",
        tokens={
            name: f"token-70124-{name}"
            for name in ("items", "orders_read", "orders_update")
        },
        sftp_user="sftp70124",
    )
    with Simulator(accounts=[Account(), other], speed=0.0) as running:
        yield running


@pytest.fixture
def boutiques(registry, image_server, two_sellers):
    """The usual shop, and La Brand Boutique: both work."""
    first = Shop(registry, two_sellers, image_server, brand_code="B00101")
    second = Shop(
        registry,
        two_sellers,
        image_server,
        brand_code="B00101",
        stock_safety=3,
        **access_to(two_sellers, 1),
    )
    first.write("account", [first.account_id], active=True, phase="testing")
    with second.account() as account:
        account.pricelist_id = account.env["product.pricelist"].create(
            {
                "name": "Brand Boutique",
                "item_ids": [(0, 0, {"compute_price": "fixed", "fixed_price": 75.0})],
            }
        )
    return first, second


def offers_of(shop, ean):
    """Return {vendor id: its offer} of an EAN."""
    return {
        offer.vendor_id: offer for offer in shop.sim.world.offers if offer.ean == ean
    }


def go_live(first, product):
    """Both accounts' crons run together: a flow works for every account."""
    first.run("check_listings", "send_products")
    first.sim.control.step(hours=49)
    first.run(*FLOWS, "send_offers")
    first.sim.control.step(hours=5)
    first.run(*FLOWS)


def test_each_sells_at_its_own_price_what_its_own_safety_leaves(boutiques):
    first, second = boutiques
    product, ean = first.make_product(stock=10, price=50.0)
    listings = [shop.choose(product) for shop in boutiques]
    go_live(first, product)
    assert [first.read("listing", each, "state") for each in listings] == ["live"] * 2
    found = offers_of(first, ean)
    assert {vendor: int(offer.quantity) for vendor, offer in found.items()} == {
        "70123": 10,
        "70124": 7,
    }
    assert float(found["70124"].amount) > float(found["70123"].amount)

    # what the boutique sells is gone from the other shop's next file
    order_id, _lines = second.place(ean, quantity=2, vendor="70124")
    first.run("fetch_orders", "process_orders", "send_offers")
    (order,) = second.search("order", ("remote_id", "=", order_id))
    assert second.read("order", order, "account_id").id == second.account_id
    first.sim.control.step(hours=5)
    first.run(*FLOWS)
    left = {
        vendor: int(each.quantity) for vendor, each in offers_of(first, ean).items()
    }
    assert left == {"70123": 8, "70124": 5}


def test_a_product_of_one_is_not_in_the_other(boutiques):
    first, second = boutiques
    product, ean = first.make_product()
    second.choose(product)
    go_live(first, product)
    assert set(offers_of(first, ean)) == {"70124"}


def test_a_wrong_site_is_said(boutiques):
    first, second = boutiques
    with second.account() as account:
        account.site = "www.laredoute.fr"
    product, ean = first.make_product()
    listing = second.choose(product)
    go_live(first, product)
    assert not offers_of(first, ean)
    state, problem = second.read("listing", listing, "state", "problem")
    assert state != "live"
    assert "Site is not the seller's" in problem
