# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""“Why 3?”: the sum line by line is what is offered, in any situation."""

import random
import re

from odoo.tests import tagged

from odoo.addons.laredoute_connector.models.offer.compute import OfferComputer
from odoo.addons.laredoute_connector.models.offer.why import explain_stock

from .policy_case import PolicyCase

SITUATIONS = 60


@tagged("standard", "post_install", "-at_install")
class TestWhy(PolicyCase):
    def offer(self, listing):
        """The number of units in the offer of a listing."""
        self.env.flush_all()
        account = self.account._in_its_company()
        offers = self.env["laredoute.offer"]._of_listings(account, listing)
        return offers[listing.id].quantity

    def assert_explained(self, listing):
        """The rows together are the total, and the total is what is offered."""
        why = explain_stock(self.account, listing)[listing]
        total = sum(row.change for row in why.rows)
        self.assertAlmostEqual(total, why.total, places=5)
        self.assertEqual(why.total, self.offer(listing), why.rows)
        return why

    def test_in_random_situations(self):
        dice = random.Random(20261127)
        self.second_account(stock_share=10, stock_pool="share")
        listing = self.make_listing(self.product)
        happenings = [name for name in dir(self) if name.startswith("happen_")]
        seen = set()
        for number in range(SITUATIONS):
            name = dice.choice(happenings)
            with self.subTest(number=number, name=name):
                getattr(self, name)(dice, listing)
                why = self.assert_explained(listing)
                seen.update(row.label for row in why.rows if row.change)
        self.assertGreaterEqual(len(seen), 11, seen)

    # --------------------------------------------------------------- what happens
    def happen_stock(self, dice, _listing):
        self.set_stock(self.product, dice.choice((-7, -1, 0.5, 3, 12, 2_000_000)))

    def happen_back_to_earth(self, _dice, _listing):
        self.set_stock(self.product, 40 - self.product.qty_available)

    def happen_sold(self, dice, _listing):
        self.reserve(dice.choice(("manual", "at_confirm")))
        self.sell(self.product, dice.randint(1, 6))

    def happen_order(self, dice, _listing):
        self.account.acceptance_policy = dice.choice(("manual", "always"))
        self.accepted(dice.randint(1, 4))

    def happen_receipt(self, dice, _listing):
        self.planned(dice.randint(0, 4), dice.randint(1, 9))
        self.account.receipts_by = dice.choice(("days", "days", "none"))

    def happen_safety(self, dice, _listing):
        self.account.write(
            {
                "safety_by": dice.choice(("units", "percent")),
                "safety_percent": dice.choice((0, 12.5, 33)),
                "stock_safety": dice.randint(0, 5),
            }
        )

    def happen_rule(self, dice, _listing):
        target = dice.choice((self.product, self.product.product_tmpl_id))
        self.env["laredoute.offer.rule"].search([]).unlink()
        self.rule(
            target,
            safety_by=dice.choice((False, "units", "percent")),
            safety_units=dice.randint(0, 4),
            safety_percent=dice.choice((5, 50)),
            cap_by=dice.choice((False, "units", "none")),
            cap=dice.randint(1, 20),
            source=dice.choice((False, False, "stock", "always")),
            always_units=dice.randint(1, 30),
        )

    def happen_no_rule(self, _dice, _listing):
        self.env["laredoute.offer.rule"].search([]).unlink()

    def happen_cap(self, dice, _listing):
        self.account.offer_cap = dice.choice((0, 2, 30))

    def happen_share(self, dice, _listing):
        pool = dice.choice(("first", "share"))
        self.account.write({"stock_pool": pool, "stock_share": dice.choice((33, 90))})

    def happen_selected(self, dice, listing):
        listing.selected = dice.choice((True, True, False))

    def happen_archived(self, dice, _listing):
        self.product.active = dice.choice((True, True, False))

    def happen_ending(self, dice, _listing):
        self.account.phase = dice.choice(("testing", "testing", "ending"))

    # ------------------------------------------------------------------ what is said
    def test_a_rule_is_named(self):
        listing = self.make_listing(self.product)
        self.rule(safety_by="units", safety_units=2)
        self.assertIn(self.product.display_name, str(listing.stock_sum))
        self.assertEqual(listing.why_label, "Why 1?")

    def test_it_says_why_none_is_offered(self):
        listing = self.make_listing(self.product)
        self.account.phase = "ending"
        self.assertIn("ends all its offers", self.dialog(listing))
        self.account.phase = "testing"
        self.product.active = False
        self.assertIn("archived", self.dialog(listing))

    def dialog(self, listing):
        action = listing.action_why()
        return str(self.env[action["res_model"]].browse(action["res_id"]).content)

    def test_it_says_what_was_sent_and_accepted_last(self):
        listing = self.make_listing(self.product)
        self.assertIn("does not have the product yet", self.dialog(listing))
        self.assertIn("No offer was sent yet", self.dialog(listing))
        self.make_live(listing)
        self.set_stock(self.product, 4)
        text = re.sub(r"\s+", " ", self.dialog(listing))
        self.assertRegex(text, r"Sent last: 3, on \d\d/\d\d/\d{4}")
        self.assertRegex(text, r"Accepted by La Redoute last: 3, on \d\d/\d\d/\d{4}")
        self.assertIn("Why 7?", listing.why_label)

    def test_what_nobody_follows_is_explained(self):
        loose = self.make_product(stock=0, is_storable=False)
        listing = self.make_listing(loose)
        self.assertIn("follows no stock", self.dialog(listing))
        self.assert_explained(listing)

    def test_what_was_deleted_is_explained(self):
        product = self.make_product(stock=0)
        listing = self.make_listing(product)
        product.unlink()
        listing.invalidate_recordset()
        self.assertEqual(listing.why_label, "Why 0?")
        found = OfferComputer(self.account).of_listings(listing)
        self.assertFalse(found[0].sold)

    def test_a_reader_reads_it(self):
        listing = self.make_listing(self.product)
        user = self.make_user("reader", "user")
        self.assertIn("On hand", self.dialog(listing.with_user(user)))
