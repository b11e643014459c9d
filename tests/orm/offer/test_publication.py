# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Accepted is not published: two dates, who saw it, and what La Redoute is sent."""

import base64
from datetime import timedelta
from decimal import Decimal

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.records import CompetingOffer
from odoo.addons.laredoute_connector.models.exchange.kinds.offers import RETRIES

from ..common import LaredouteCase, refused


@tagged("standard", "post_install", "-at_install")
class TestPublication(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.listing = self.make_listing(self.make_product(stock=7))
        self.make_live(self.listing)

    def accept(self, *lines):
        """Send the offer as it is now; La Redoute answers it."""
        self.run_flow("send_offers")
        self.report("offers", self.listing.offer_exchange_id, *lines)
        self.run_flow("collect_reports", "apply_reports")

    def refuse(self, times, text="Refusé"):
        for _each in range(times):
            self.accept(refused(self.listing.ean, self.listing.sku, "X", text))

    def open_listing(self, *lines, name="L1"):
        self.market.add_answer("open_listing", name, lines, len(lines))
        self.run_flow("collect_reports", "apply_reports")

    def best(self, ours, ean=None):
        return CompetingOffer(
            ean or self.listing.ean, Decimal("45.00"), Decimal("3.90"), 2, ours
        )

    def late(self, days=4):
        """The offer was accepted some days ago."""
        self.listing.offer_accepted_at = self.ago(days=days)

    def unseen(self):
        return self.env["laredoute.listing"].search([("unseen", "=", True)])

    # ------------------------------------------------------------------- accepted
    def test_what_la_redoute_accepted_last_stands_beside_what_it_was_sent(self):
        first = self.listing.price_sent
        self.assertEqual(self.listing.quantity_accepted, 7)
        self.assertEqual(self.listing.price_accepted, first)
        since = self.listing.offer_accepted_at
        self.assertTrue(since)
        self.listing.offer_accepted_at = since - timedelta(days=1)
        self.listing.product_id.lst_price = 60
        self.refuse(1)
        second = self.listing.price_sent
        self.assertGreater(second, first)
        self.assertEqual(self.listing.price_accepted, first)
        self.accept()
        self.assertEqual(self.listing.price_accepted, second)
        self.assertEqual(
            self.listing.offer_accepted_at, since - timedelta(days=1), "not its last"
        )

    def test_without_units_it_is_not_on_sale(self):
        self.set_stock(self.listing.product_id, -7)
        self.accept()
        self.assertEqual(self.listing.quantity_accepted, 0)
        self.assertFalse(self.listing.offer_accepted_at)
        self.set_stock(self.listing.product_id, 2)
        self.accept()
        self.assertTrue(self.listing.offer_accepted_at)

    def test_an_offer_that_stays_refused_is_not_live(self):
        self.listing.product_id.lst_price = 60
        self.refuse(RETRIES)
        self.assertEqual(self.listing.state, "live", "it may pass by itself")
        self.refuse(1)
        self.assertEqual(self.listing.state, "integrated")
        self.assertFalse(self.listing.offer_accepted_at)
        self.assertEqual(self.listing.warning, "Refusé")
        self.listing.product_id.lst_price = 61
        self.accept()
        self.assertEqual(self.listing.state, "live")
        self.assertEqual(self.listing.price_accepted, self.listing.price_sent)
        self.assertTrue(self.listing.offer_accepted_at)

    def test_what_stays_refused_and_leaves_the_shop_is_ended_at_la_redoute_first(self):
        self.listing.product_id.lst_price = 60
        self.refuse(RETRIES + 1)
        self.listing.offer_sent = False
        self.listing.selected = False
        self.run_flow("send_offers")
        self.assertEqual(self.listing.quantity_sent, 0)
        self.assertEqual(self.listing.state, "integrated", "until it is accepted")

    # --------------------------------------------------------------------- brands
    def test_a_brand_that_was_lost_shows_on_the_mapping(self):
        mapping = self.env["laredoute.brand.mapping"].create(
            {"name": "Lumière", "brand_id": self.brand.id}
        )
        for text in (
            "Brand can't be found by code: 0",
            f"Brand can't be found by code: {self.brand.code}",
            "Marque non autorisée",
        ):
            with self.subTest(text):
                self.listing.product_id.lst_price += 1
                self.refuse(1, text)
                self.assertEqual(mapping.refused_account_ids, self.account)
                refused_ones = [("brand_id.refused_account_ids", "!=", False)]
                self.assertIn(mapping, mapping.search(refused_ones))
                self.accept()
                self.assertFalse(mapping.refused_account_ids, "it is sold again")

    def test_another_refusal_says_nothing_of_the_brand(self):
        self.brand.refused_account_ids = self.account
        self.listing.product_id.lst_price = 60
        self.refuse(1, "PRODUCT NOT FOUND")
        self.accept()
        self.assertEqual(self.brand.refused_account_ids, self.account)

    # ----------------------------------------------------------------------- seen
    def test_accepted_for_days_and_seen_by_nobody_is_listed(self):
        self.assertFalse(self.unseen())
        self.assertEqual(self.account.unseen_count, 0)
        self.late(days=4)
        self.env.invalidate_all()
        self.assertEqual(self.unseen(), self.listing)
        self.assertTrue(self.listing.unseen)
        self.assertEqual(self.account.unseen_count, 1)
        none = [("unseen", "=", False), ("account_id", "=", self.account.id)]
        self.assertNotIn(self.listing, self.listing.search(none))
        self.account.unseen_days = 5
        self.assertFalse(self.unseen())
        self.assertFalse(self.listing.unseen)
        self.late(days=6)
        self.listing.selected = False
        self.assertFalse(self.unseen(), "it is to end")

    def test_the_open_listing_shows_us(self):
        self.late()
        self.open_listing(self.best(ours=False))
        self.assertFalse(self.listing.seen_at, "another's offer is the one shown")
        self.open_listing(self.best(ours=True), name="L2")
        self.assertEqual(self.listing.seen_by, "open_listing")
        self.assertIn("L2", self.listing.seen_reference)
        self.assertFalse(self.unseen())
        first = self.listing.seen_at
        self.open_listing(self.best(ours=True), name="L3")
        self.assertEqual(self.listing.seen_at, first)
        self.assertIn("L2", self.listing.seen_reference, "who saw it first")

    def test_an_order_shows_that_buyers_see_it(self):
        self.late()
        order = self.order(self.order_line(self.listing.product_id))
        self.read()
        self.run_flow("apply_reports")
        self.assertFalse(self.listing.seen_at, "placed before La Redoute knew it of us")
        self.listing.integrated_at = self.inbox().ordered_at - timedelta(days=1)
        self.run_flow("apply_reports")
        self.assertEqual(
            (self.listing.seen_by, self.listing.seen_reference),
            ("order", order.remote_id),
        )
        self.assertEqual(self.listing.seen_at, self.inbox().ordered_at)

    def test_a_person_saw_it(self):
        self.late()
        user, manager = self.make_user("u", "user"), self.make_user("m", "manager")
        with self.assertRaises(AccessError):
            self.listing.with_user(user).action_set_seen()
        self.listing.with_user(manager).action_set_seen()
        self.assertEqual(
            (self.listing.seen_by, self.listing.seen_reference),
            ("person", manager.name),
        )
        self.assertIn(manager.name, self.listing.message_ids[0].body)

    def test_what_ended_must_be_seen_anew(self):
        self.listing._note_seen("person", "Élise")
        self.listing._end()
        self.accept()
        self.assertEqual(self.listing.state, "ended")
        self.assertFalse(self.listing.seen_at or self.listing.seen_by)
        self.assertFalse(self.listing.offer_accepted_at)

    # ---------------------------------------------------------------- the list
    def test_la_redoute_gets_a_list(self):
        self.late()
        self.listing.part_number = "350000017"
        user = self.make_user("u", "user")
        action = self.listing.with_user(user).action_ask_la_redoute()
        found = self.env[action["res_model"]].browse(action["res_id"])
        head, row = base64.b64decode(found.file).decode("utf-8-sig").splitlines()
        self.assertEqual(len(head.split(";")), 7)
        cells = row.split(";")
        self.assertEqual(cells[:3], [self.listing.ean, self.listing.sku, "350000017"])
        self.assertIn(self.listing.product_exchange_id.batch_id, cells)
        self.assertIn(self.listing.offer_exchange_id.batch_id, cells)
        self.assertTrue(found.filename.endswith(".csv"))
        never = self.make_listing()
        with self.assertRaisesRegex(UserError, "nothing to ask"):
            never.action_ask_la_redoute()

    def test_the_part_number_comes_from_offer_reports_too_and_is_found(self):
        line = refused(self.listing.ean, self.listing.sku, "X", "Refusé")
        values = {**line.__dict__, "part_number": "359000001"}
        self.listing.product_id.lst_price = 60
        self.accept(type(line)(**values))
        self.assertEqual(self.listing.part_number, "359000001")
        arch = self.listing.get_view(view_type="search")["arch"]
        self.assertIn("('part_number', 'ilike', self)", arch)
