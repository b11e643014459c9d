# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Accepted, seen, beaten: what the open listing says of a product, through SFTP."""

import pytest


def read_open_listing(shop):
    """La Redoute writes its report; the crons take it."""
    shop.sim.control.write_open_listing()
    shop.run("collect_reports", "apply_reports")


def latest(shop, listing):
    (row,) = shop.search(
        "competing.offer", ("listing_id", "=", listing), ("latest", "=", True)
    )
    return row


def test_an_accepted_offer_is_seen_then_beaten(shop):
    _product, ean, listing = shop.make_live()
    names = ("offer_accepted_at", "seen_at", "seen_by")
    accepted, seen, by = shop.read("listing", listing, *names)
    assert accepted and not seen and not by

    read_open_listing(shop)
    accepted, seen, by = shop.read("listing", listing, *names)
    assert accepted <= seen and by == "open_listing"
    row = latest(shop, listing)
    ours = shop.read("competing.offer", row, "is_ours", "beaten_by", "seller_count")
    assert ours == (True, 0, 1)

    shop.sim.control.competitor(ean, "45.00", "3.90", 2)
    read_open_listing(shop)
    now = latest(shop, listing)
    assert now != row
    mine, fee, by = shop.read(
        "competing.offer", now, "our_price", "our_fee", "beaten_by"
    )
    assert by == pytest.approx(mine + fee - 48.90)
    assert shop.read("listing", listing, "best_price", "best_is_ours") == (45, False)


def test_an_order_shows_that_buyers_see_it(shop):
    _product, ean, listing = shop.make_live()
    number, _lines = shop.place(ean)
    shop.read_orders()
    shop.run("apply_reports")
    by, reference = shop.read("listing", listing, "seen_by", "seen_reference")
    assert (by, reference) == ("order", number)


def test_what_no_listing_knows_is_shown(shop):
    _product, ean, listing = shop.make_live()
    # as after a backup that is older than the listing
    with shop.env() as env:
        env["laredoute.listing"].browse(listing).write({"state": "ended"})
        env["laredoute.listing"].browse(listing).unlink()
    read_open_listing(shop)
    (row,) = shop.search("competing.offer", ("listing_id", "=", False))
    assert shop.read("competing.offer", row, "ean", "is_ours") == (ean, True)
