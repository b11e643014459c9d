# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two products offered by EAN: La Redoute has one of them, and not the other."""

from laredoute_simulator.reports import OFFERS, PRODUCTS


def sizes(shop, kind):
    """Return how many items each file of a kind held."""
    return [batch.elements for batch in shop.sim.world.batches if batch.kind == kind]


def test_what_others_sell_is_offered_and_the_other_is_created(shop):
    with shop.account() as account:
        account.creation = "ean"
    bare = {"image_1920": False, "laredoute_category_id": False}
    first, known_ean = shop.make_product(**bare)
    other, lost_ean = shop.make_product()
    shop.sim.control.competitor(known_ean, "49.90")
    with shop.env() as env:
        known, lost = (
            env["laredoute.listing"]
            .create({"account_id": shop.account_id, "product_id": each})
            .id
            for each in (first, other)
        )
    shop.run("check_listings", "send_products", "send_offers")
    assert shop.read("listing", known, "state") == "offered"
    assert (sizes(shop, PRODUCTS), sizes(shop, OFFERS)) == ([], [2])
    shop.sim.control.step(hours=5)
    shop.run("collect_reports", "apply_reports")
    assert shop.read("listing", known, "state", "by_ean") == ("live", "offered")
    assert shop.sim.control.item(known_ean)["live"]
    assert shop.read("listing", lost, "by_ean") == "missing"
    # created, then offered as any other product
    shop.run("check_listings", "send_products", "send_offers")
    assert shop.read("listing", lost, "state") == "sent"
    assert (sizes(shop, PRODUCTS), sizes(shop, OFFERS)) == ([1], [2])
    shop.sim.control.step(hours=49)
    shop.run("collect_reports", "apply_reports", "send_offers")
    shop.sim.control.step(hours=5)
    shop.run("collect_reports", "apply_reports")
    assert shop.read("listing", lost, "state", "by_ean") == ("live", False)
    assert shop.sim.control.item(lost_ean)["live"]
    # the second file holds the one that was missing: nothing went twice
    assert (sizes(shop, PRODUCTS), sizes(shop, OFFERS)) == ([1], [2, 1])
