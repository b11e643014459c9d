# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A promotion, and an operation's file, as La Redoute takes them."""

from datetime import timedelta
from decimal import Decimal

import pytest

from odoo import fields


@pytest.fixture
def live(shop):
    """(EAN, listing) of a product that La Redoute sells at 60 euros."""
    _product, ean, listing = shop.make_live(stock=5)
    shop.write("account", shop.account_id, offer_interval=0)
    return ean, listing


def promotion(shop, listing, **values):
    """A confirmed promotion of 20 %."""
    with shop.env() as env:
        made = env["laredoute.promotion"].create(
            {
                "name": "Soldes",
                "account_id": shop.account_id,
                "line_ids": [(0, 0, {"listing_id": listing})],
                **values,
            }
        )
        made.action_confirm()
        return made.id


def press(shop, number, *steps):
    with shop.env() as env:
        for step in steps:
            getattr(env["laredoute.promotion"].browse(number), f"action_{step}")()


def sold(simulator, ean):
    """What La Redoute sells it for, and what it strikes through."""
    offer = simulator.control.item(ean)["offer"]
    return Decimal(offer["amount"]), Decimal(offer["blocked_price"])


def test_a_promotion_is_sold_and_ends(shop, simulator, live):
    ean, listing = live
    now = fields.Datetime.now()
    number = promotion(
        shop,
        listing,
        date_begin=now - timedelta(days=1),
        date_end=now + timedelta(days=9),
        send_dates=True,
    )
    simulator.control.step(hours=2)
    shop.run("send_offers")
    simulator.control.step(hours=2)
    shop.run("collect_reports", "apply_reports")
    assert sold(simulator, ean) == (48, 60)
    press(shop, number, "cancel")
    shop.run("send_offers")
    simulator.control.step(hours=2)
    shop.run("collect_reports", "apply_reports")
    assert sold(simulator, ean) == (60, 60)


def test_an_operation_is_taken_ahead(shop, simulator, live):
    _ean, listing = live
    now = fields.Datetime.now()
    number = promotion(
        shop,
        listing,
        kind="special",
        date_begin=now + timedelta(days=9),
        date_end=now + timedelta(days=16),
    )
    press(shop, number, "send_ahead")
    simulator.control.step(hours=2)
    shop.run("send_offers")
    simulator.control.step(hours=2)
    shop.run("collect_reports", "apply_reports")
    with shop.env() as env:
        made = env["laredoute.promotion"].browse(number)
        assert made.state == "sent"
        assert made.exchange_id.state == "done"
        assert not made.refused_count
        assert made.batch_id
    press(shop, number, "hand_over", "validate")
    shop.run("send_offers")
    simulator.control.step(hours=2)
    shop.run("collect_reports", "apply_reports")
    assert shop.read("listing", listing, "price_sent") == 60
    assert shop.read("listing", listing, "state") == "live"
