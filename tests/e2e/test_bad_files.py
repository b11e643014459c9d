# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Products that La Redoute refuses, and offer files that must not come too often."""

import pytest

from .looking import back_in_time, batches, press, wait_left

pytestmark = pytest.mark.usefixtures("watched")


def reported(shop):
    """Let La Redoute work through the product file and read its report."""
    shop.sim.control.step(hours=49)
    shop.run("collect_reports", "apply_reports")


def set_product(shop, product_id, **values):
    with shop.env() as env:
        env["product.product"].browse(product_id).write(values)


def test_a_brand_that_is_not_allowed(shop):
    shop.brand_code = "B00199"
    product_id, ean = shop.make_product()
    listing = shop.choose(product_id)
    shop.run("check_listings", "send_products")
    reported(shop)
    state, refusal = shop.read("listing", listing, "state", "refusal")
    assert state == "rejected"
    assert "B00199" in refusal
    assert shop.read("listing", listing, "problem") == refusal
    (line,) = shop.search("exchange.line")
    assert shop.read("exchange.line", line, "ean", "text") == (ean, refusal)
    shop.run("check_listings", "send_products")
    assert len(batches(shop, "products")) == 1, "what was refused goes as it is"

    with shop.env() as env:
        brand = env["laredoute.brand"].search([("code", "=", "B00101")]) or env[
            "laredoute.brand"
        ].create({"code": "B00101", "name": "Marque"})
        env["product.product"].browse(product_id).laredoute_brand_id = brand
    shop.run("check_listings", "send_products")
    reported(shop)
    assert shop.read("listing", listing, "state", "refusal") == ("integrated", False)
    assert shop.sim.control.item(ean)["state"] == "integrated"


def test_an_image_that_cannot_be_fetched(shop):
    domain = shop.read("account", shop.account_id, "image_domain")
    shop.write("account", shop.account_id, image_domain="http://127.0.0.1:9")
    good = shop.choose(shop.make_product()[0])
    shop.run("check_listings", "send_products")
    reported(shop)
    state, refusal = shop.read("listing", good, "state", "refusal")
    assert state == "rejected"
    assert "Image can't be downloaded" in refusal
    shop.write("account", shop.account_id, image_domain=domain)
    press(shop, "listing", good, "action_select")
    shop.run("check_listings", "send_products")
    reported(shop)
    assert shop.read("listing", good, "state", "refusal") == ("integrated", False)


def test_one_refused_product_holds_no_other(shop):
    good = shop.choose(shop.make_product()[0])
    shop.brand_code = "B00199"
    bad = shop.choose(shop.make_product()[0])
    shop.run("check_listings", "send_products")
    assert len(batches(shop, "products")) == 1
    reported(shop)
    assert shop.read("listing", good, "state") == "integrated"
    assert shop.read("listing", bad, "state") == "rejected"


def test_two_offer_files_never_within_the_hour(shop):
    product_id, ean, listing = shop.make_live()
    shop.write("account", shop.account_id, offer_interval=60)
    for price in (41.0, 42.0):
        set_product(shop, product_id, list_price=price)
        shop.run("send_offers")
    assert len(batches(shop, "offers")) == 1
    with shop.env() as env:
        flow = env["laredoute.account"].browse(shop.account_id)._flow("send_offers")
        woken = env["laredoute.flow.wake"].search([("flow_id", "=", flow.id)])
        assert any(50 * 60 < wait_left(each.at) < 65 * 60 for each in woken)

    shop.sim.control.step(minutes=61)
    sent = shop.search("exchange", ("kind", "=", "offers"))
    back_in_time(shop, "exchange", sent, "sent_at", minutes=61)
    shop.run("send_offers")
    assert len(batches(shop, "offers")) == 2
    shop.sim.control.step(hours=2)
    shop.run("collect_reports", "apply_reports")
    assert [batch["state"] for batch in batches(shop, "offers")] == ["done", "done"]
    assert float(shop.sim.control.item(ean)["offer"]["amount"]) == pytest.approx(
        shop.read("listing", listing, "price_sent")
    )
    sent, accepted = shop.read("listing", listing, "offer_sent", "offer_accepted")
    assert sent == accepted


def test_two_offer_files_that_block_each_other(shop):
    """Neither counted: the listing says so, and the offer is sent again by itself."""
    product_id, ean, listing = shop.make_live()
    accepted = shop.read("listing", listing, "offer_accepted")
    before = shop.sim.control.item(ean)["offer"]["amount"]
    set_product(shop, product_id, list_price=41.0)
    shop.run("send_offers")
    set_product(shop, product_id, list_price=42.0)
    shop.run("send_offers")
    shop.sim.control.step(hours=2)
    shop.run("collect_reports", "apply_reports")
    assert shop.sim.control.item(ean)["offer"]["amount"] == before
    warning = shop.read("listing", listing, "warning")
    assert "TWO FILES WITHIN AN HOUR" in warning
    assert shop.read("listing", listing, "offer_accepted") == accepted

    shop.run("send_offers")
    shop.sim.control.step(hours=2)
    shop.run("collect_reports", "apply_reports")
    assert len(batches(shop, "offers")) == 4
    assert shop.read("listing", listing, "warning") is False
    price = float(shop.sim.control.item(ean)["offer"]["amount"])
    assert price == pytest.approx(shop.read("listing", listing, "price_sent"))
