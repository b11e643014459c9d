# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the platform makes of an offer file."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from . import wire
from .seller import Seller

PAST = wire.now() - timedelta(days=2)
BLOCKED = "OFFER FILE BLOCKED: TWO FILES WITHIN AN HOUR"


def process(seller: Seller, *offers: str) -> dict[str, list[str]]:
    """Send an offer file, wait, and return the report's errors by reference."""
    assert seller.send_offers(wire.offer_file(*offers)).status_code == 200
    seller.sim.world.files.clear()
    seller.sim.control.step(hours=1)
    return seller.errors("offers_laredoute")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"ean": wire.EANS[3]}, "PRODUCT NOT FOUND"),
        ({"amount": "0", "blocked": "0"}, "Amount must be above 0: 0"),
        ({"amount": "9.999", "blocked": "10"}, "A price has at most two decimals"),
        ({"vat": "20"}, "VATRate is unknown: 20"),
        ({"vat": "0.19"}, "VATRate is unknown: 0.19"),
        ({"blocked": "59.89"}, "BlockedPrice is below Amount"),
        ({"eco": "0"}, "WEEFee is not valid: 0"),
        ({"quantity": "1.5"}, "StockQuantity is not a whole number: 1.5"),
        ({"quantity": "-1"}, "StockQuantity is not a whole number: -1"),
        ({"sku": "SKU-9"}, "SellerOfferID is not the product's: SKU-9"),
        (
            {"start": "2026-02-30T00:00:00.000Z"},
            "OfferPeriod has a date that does not exist",
        ),
        (
            {"start": wire.day(PAST), "end": wire.day(PAST)},
            "StartDate is not before EndDate",
        ),
        (
            {"start": "2020-01-01T00:00:00.000Z", "end": wire.day(PAST)},
            "EndDate is in the past",
        ),
        (
            {"deliveries": wire.delivery(days="4 3")},
            "DeliveryDaysRange: Min is above Max",
        ),
        ({"deliveries": wire.delivery(fee="-1")}, "DeliveryFee is not valid: -1"),
        (
            {"deliveries": wire.delivery("Relais")},
            "One Delivery to Home, at most one to Relais",
        ),
    ],
)
def test_wrong_offer_is_refused_and_the_last_good_one_stays(
    stocked: Seller, change: dict[str, Any], error: str
) -> None:
    sku = change.get("sku", "SKU-1")
    assert process(stocked, wire.offer(**change)) == {sku: [error]}
    assert stocked.sim.control.item(wire.EANS[0])["live"] is True


@pytest.mark.parametrize("vat", ["0.20", "0.2", "0.10", "0.055", "0.021"])
def test_the_four_rates_are_known(stocked: Seller, vat: str) -> None:
    assert process(stocked, wire.offer(vat=vat)) == {}


def test_relay_eco_fee_and_struck_price_are_kept(stocked: Seller) -> None:
    deliveries = wire.delivery() + wire.delivery("Relais", "2.90")
    offer = wire.offer(eco="1.20", blocked="79.90", deliveries=deliveries)
    assert process(stocked, offer) == {}
    kept = stocked.sim.control.item(wire.EANS[0])["offer"]
    assert (kept["eco_fee"], kept["blocked_price"]) == ("1.20", "79.90")
    assert kept["delivery_fees"] == {"Home": "4.90", "Relais": "2.90"}


def test_quantity_zero_delists(stocked: Seller) -> None:
    assert process(stocked, wire.offer(quantity="0")) == {}
    assert stocked.sim.control.status()["items"]["live"] == 0
    assert stocked.sim.control.place_random() == []


def test_offer_is_live_only_within_its_period(stocked: Seller) -> None:
    later = wire.now() + timedelta(days=2)
    assert process(stocked, wire.offer(start=wire.day(later))) == {}
    assert stocked.sim.control.item(wire.EANS[0])["live"] is False


def test_the_same_ean_twice_is_refused_once(stocked: Seller) -> None:
    errors = process(stocked, wire.offer(amount="50"), wire.offer(amount="40"))
    assert errors == {"SKU-1": [f"EAN is twice in the file: {wire.EANS[0]}"]}
    assert stocked.sim.control.item(wire.EANS[0])["offer"]["amount"] == "50"


def test_two_files_within_an_hour_block_each_other(stocked: Seller) -> None:
    sim = stocked.sim
    stocked.send_offers(wire.offer_file(wire.offer(amount="10", blocked="10")))
    sim.control.step(minutes=59)
    stocked.send_offers(wire.offer_file(wire.offer(amount="11", blocked="11")))
    sim.control.step(hours=1)
    states = [batch["state"] for batch in sim.control.status()["batches"]]
    assert states == ["done", "done", "blocked", "blocked"]
    offers = [f for f in sim.world.files if "offers_laredoute" in f.path]
    assert len(offers) == 2
    assert all(BLOCKED.encode() in f.content for f in offers)
    assert sim.control.item(wire.EANS[0])["offer"]["amount"] == "59.90"


def test_long_period_of_open_offers_ends_by_the_real_calendar(stocked: Seller) -> None:
    stocked.sim.control.step(days=400)
    assert stocked.sim.control.item(wire.EANS[0])["live"] is True


def test_files_an_hour_apart_both_count(stocked: Seller) -> None:
    assert process(stocked, wire.offer(amount="10", blocked="10")) == {}
    assert process(stocked, wire.offer(amount="11", blocked="11")) == {}
    assert stocked.sim.control.item(wire.EANS[0])["offer"]["amount"] == "11"


def test_what_others_sell_needs_no_product_file(seller: Seller) -> None:
    ean = wire.EANS[3]
    seller.sim.control.competitor(ean, "49.90")
    assert not process(seller, wire.offer(ean=ean, sku="OURS"))
    found = seller.sim.control.item(ean)
    assert (found["sku"], found["live"]) == ("OURS", True)
    errors = process(seller, wire.offer(ean=ean, sku="OTHER"))
    assert errors == {"OTHER": ["SellerOfferID is not the product's: OTHER"]}
