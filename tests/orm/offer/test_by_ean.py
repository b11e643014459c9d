# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Offered by EAN first; what La Redoute does not have is created."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.models.exchange.kinds.offers import RETRIES

from ..common import make_ean, refused
from .by_ean_case import NOT_FOUND, ByEanCase


@tagged("standard", "post_install", "-at_install")
class TestByEan(ByEanCase):
    # ----------------------------------------------------------------- known there
    def test_what_la_redoute_has_goes_live_without_a_product_file(self):
        self.run_flow("check_listings")
        self.assertEqual(self.listing.state, "ready")
        self.assertFalse(self.listing.finding_ids.filtered(lambda f: f.field != "ean"))
        self.offer()
        listing = self.listing
        self.assertFalse(self.files("products"))
        (offer,) = self.market.sent("offers")
        self.assertEqual(
            (offer.ean, offer.sku, offer.quantity),
            (self.product.barcode, self.product.default_code, 10),
        )
        self.assertEqual((listing.state, listing.by_ean), ("offered", "offered"))
        self.assertFalse(listing.live_at)
        self.assertTrue(listing._is_sent(), "its codes are fixed")
        self.assertIn(listing.ean, listing.sent_note)
        self.assertNotIn("single product", listing.sent_note)
        self.answer()
        self.assertEqual((listing.state, listing.quantity_accepted), ("live", 10))
        self.assertTrue(listing.integrated_at and listing.offer_accepted_at)
        self.full_offers_done()
        files = len(self.market.files)
        self.complete()
        self.offer()
        self.assertEqual(len(self.market.files), files, "its sheet is La Redoute's")
        self.account.creation = "create"
        self.offer()
        self.assertEqual((listing.state, listing.by_ean), ("live", "offered"))
        self.assertEqual(len(self.market.files), files)

    def test_what_an_offer_needs_is_checked(self):
        self.product.write({"barcode": "123", "default_code": False})
        self.offer()
        self.assertEqual(self.listing.state, "blocked")
        self.assertLessEqual(
            {"ean_not_13_digits", "sku_missing"},
            set(self.listing.finding_ids.mapped("code")),
        )
        self.assertFalse(self.market.files)

    def test_its_codes_cannot_change_any_more(self):
        self.offer()
        with self.assertRaises(UserError):
            self.product.barcode = make_ean(888)
        with self.assertRaises(UserError):
            self.listing.unlink()

    def test_codes_that_change_before_anything_is_sent_are_taken_anew(self):
        self.run_flow("check_listings")
        self.env["laredoute.listing"]._offer_by_ean(self.account)
        self.assertEqual(self.listing.state, "offered")
        self.product.default_code = "NEU-1"
        self.offer()
        self.assertEqual(self.market.sent("offers")[0].sku, "NEU-1")

    def test_the_setting_comes_back_before_anything_is_sent(self):
        self.run_flow("check_listings")
        self.account.creation = "create"
        self.offer()
        self.assertEqual((self.listing.state, self.listing.by_ean), ("blocked", False))
        self.assertFalse(self.market.files)

    def test_a_rule_says_it_of_a_category_or_a_product(self):
        rules = self.env["laredoute.offer.rule"]
        target = {"applied_on": "product", "product_tmpl_id": self.product.id}
        target["product_tmpl_id"] = self.product.product_tmpl_id.id
        rule = rules.create({**target, "creation": "create"})
        self.assertIn("created", rule.summary)
        self.run_flow("check_listings")
        self.assertEqual(self.listing.state, "blocked")
        self.account.creation = "create"
        rule.creation = "ean"
        self.offer()
        self.assertEqual(self.listing.state, "offered")

    def test_what_was_in_a_product_file_is_never_only_offered(self):
        self.account.creation = "create"
        self.complete()
        self.run_flow("check_listings", "send_products")
        self.assertEqual(self.listing.state, "sent")
        self.account.creation = "ean"
        line = refused(self.listing.ean, self.listing.sku, "X", "Titre manquant")
        self.report("products", self.listing.product_exchange_id, line)
        self.run_flow("collect_reports", "apply_reports")
        self.product.name = "Robe Courte"
        self.offer()
        self.assertEqual((self.listing.state, self.listing.by_ean), ("sent", False))

    def test_no_more_products_than_the_tests_may_have(self):
        self.account.testing_limit = 1
        other = self.make_listing(self.make_product(**self.bare()))
        self.offer()
        self.assertEqual({self.listing.state, other.state}, {"offered", "ready"})
        self.assertIn("1 of 1", self.account.testing_progress)
        self.answer()
        self.offer()
        self.assertEqual(other.state, "ready")
        self.account.phase = "live"
        self.offer()
        self.assertEqual(other.state, "offered")

    # -------------------------------------------------------------- unknown there
    def test_what_la_redoute_does_not_have_is_created(self):
        self.missing()
        listing = self.listing
        self.assertEqual((listing.state, listing.by_ean), ("selected", "missing"))
        self.assertFalse(listing._is_sent(), "La Redoute holds nothing of it")
        self.assertIn("created", listing.problem)
        self.assertIn("no product of this EAN", listing.message_ids[0].body)
        self.offer()
        self.assertEqual(listing.state, "blocked")
        codes = set(listing.finding_ids.mapped("code"))
        self.assertLessEqual({"category_missing", "brand_missing"}, codes)
        self.assertEqual(len(self.files("offers")), 1, "refused once, sent once")
        to_create = [("by_ean", "=", "missing"), ("account_id", "=", self.account.id)]
        self.assertEqual(listing.search(to_create), listing)
        self.complete()
        self.offer()
        self.assertEqual(listing.state, "sent")
        self.assertEqual(len(self.files("offers")), 1, "its offer waits")
        self.report("products", listing.product_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual((listing.state, listing.by_ean), ("integrated", False))
        self.offer()
        self.answer()
        self.assertEqual(listing.state, "live")
        self.assertEqual(len(self.files("products")), 1)
        self.assertEqual(len(self.files("offers")), 2)

    def test_an_old_report_sends_nothing_back(self):
        self.offer()
        old = self.listing.offer_exchange_id
        line = refused(self.listing.ean, self.listing.sku, "X", NOT_FOUND)
        self.answer(NOT_FOUND)
        self.complete()
        self.run_flow("check_listings", "send_products")
        for state in ("sent", "integrated", "live"):
            with self.subTest(state):
                self.assertEqual(self.listing.state, state)
                self.report("offers", old, line)
                self.report("offers", old)
                self.run_flow("collect_reports", "apply_reports")
                self.assertEqual(self.listing.state, state)
                self.assertFalse(self.listing.warning)
            if state == "sent":
                self.report("products", self.listing.product_exchange_id)
                self.run_flow("collect_reports", "apply_reports")
            elif state == "integrated":
                self.offer()
                self.answer()

    def test_a_product_that_disappears_is_created_by_a_person(self):
        """Units of it may be sold yet: its offer goes on until somebody says so."""
        self.offer()
        self.answer()
        listing = self.listing
        for price in range(51, 56):
            self.product.lst_price = price
            self.offer()
            self.answer(NOT_FOUND)
            self.assertTrue(listing.missing_since)
        self.assertEqual((listing.state, listing.by_ean), ("integrated", "offered"))
        self.assertTrue(listing.quantity_accepted, "what it took may be on sale")
        listing.action_create_again()
        self.assertEqual((listing.state, listing.by_ean), ("selected", "missing"))
        self.assertFalse(listing.live_at or listing.offer_accepted_at)
        files = len(self.files("offers"))
        self.env["laredoute.exchange"].search([("complete", "=", True)]).unlink()
        self.offer()
        self.assertEqual(len(self.files("offers")), files, "not even once a day")

    def test_one_that_left_the_shop_and_is_not_there_is_over(self):
        self.offer()
        self.answer()
        self.listing.action_end()
        for _time in range(4):
            self.offer()
            self.answer(NOT_FOUND)
        self.assertEqual(self.listing.state, "ended")
        self.assertFalse(self.listing.quantity_accepted)

    def test_codes_that_were_refused_may_be_corrected(self):
        self.offer()
        self.answer("EAN invalide")
        self.product.barcode = corrected = make_ean(987_654)
        self.offer()
        self.assertEqual(self.listing.ean, corrected)
        self.assertFalse(self.listing.codes_free)
        self.answer()
        self.assertEqual(self.listing.state, "live")
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.product.barcode = make_ean(987_655)

    def test_a_refused_one_may_be_created(self):
        self.offer()
        self.answer("Produit refusé")
        self.listing.action_create_again()
        self.assertEqual(self.listing.by_ean, "missing")

    def test_what_was_in_no_file_is_looked_at_anew(self):
        """The process ended between the state and the file."""
        self.run_flow("check_listings")
        listings = self.env["laredoute.listing"]
        listings._offer_by_ean(self.account._in_its_company())
        self.assertEqual(self.listing.state, "offered")
        self.product.barcode = corrected = make_ean(987_656)
        self.run_flow("send_offers")
        self.assertFalse(self.files("offers"), "the old EAN is not sent")
        self.assertEqual(self.listing.state, "ready")
        self.offer()
        self.assertEqual(self.listing.ean, corrected)

    def test_another_refusal_is_no_reason_to_create(self):
        self.offer()
        self.answer("Prix invalide")
        self.assertEqual((self.listing.state, self.listing.by_ean), ("offered",) * 2)
        self.assertEqual(self.listing.warning, "Prix invalide")
        self.offer()
        self.answer()
        self.assertEqual((self.listing.state, self.listing.warning), ("live", False))

    # ---------------------------------------------------------------------- ended
    def test_what_is_ended_is_sent_with_quantity_0(self):
        self.offer()
        self.answer()
        self.listing.action_end()
        self.offer()
        self.assertEqual(self.market.sent("offers")[0].quantity, 0)
        self.answer()
        self.assertEqual(self.listing.state, "ended")
        self.listing.action_select()
        self.assertEqual(self.listing.state, "offered")
        self.offer()
        self.assertEqual(self.market.sent("offers")[0].quantity, 10)
        self.answer()
        self.assertEqual(self.listing.state, "live")

    def test_ended_while_the_answer_is_out(self):
        self.offer()
        self.listing.action_end()
        self.answer(NOT_FOUND)
        self.assertEqual(self.listing.state, "ended", "nothing is there to end")
        self.offer()
        self.assertEqual(len(self.files("offers")), 1)
        self.listing.action_select()
        self.offer()
        self.assertEqual(
            (self.listing.state, self.listing.by_ean), ("blocked", "missing")
        )

    def test_an_archived_product_is_not_offered_or_at_0(self):
        self.run_flow("check_listings")
        self.product.active = False
        self.account.switch_reconciler = False
        self.offer()
        self.assertFalse(self.files("offers"))
        self.product.active = True
        self.offer()
        self.answer()
        self.product.active = False
        self.offer()
        self.assertEqual(self.market.sent("offers")[0].quantity, 0)

    def test_after_a_restoration_the_offer_goes_again_and_no_product_file(self):
        self.offer()
        self.answer()
        self.full_offers_done()
        restoration = self.env["laredoute.restoration"].create(
            {"account_id": self.account.id}
        )
        restoration._forget_sent()
        self.offer()
        self.assertEqual(len(self.files("offers")), 2)
        self.assertFalse(self.files("products"))
        self.answer()
        self.assertEqual((self.listing.state, self.listing.by_ean), ("live", "offered"))

    # --------------------------------------------------- created, and not found
    def test_a_product_that_is_not_there_yet_is_waited_for(self):
        self.created()
        self.full_offers_done()
        for _each in range(RETRIES + 1):
            self.offer()
            self.answer(NOT_FOUND)
        self.assertEqual(
            (self.listing.state, self.listing.by_ean), ("integrated", False)
        )
        self.assertFalse(self.listing.not_found, "it may come yet")
        late = [("not_found", "=", True), ("account_id", "=", self.account.id)]
        self.listing.missing_since = self.ago(days=4)
        self.env.invalidate_all()
        self.assertTrue(self.listing.not_found)
        self.assertEqual(self.listing.search(late), self.listing)
        self.set_stock(self.product, 1)
        self.offer()
        self.answer()
        self.assertEqual(
            (self.listing.state, self.listing.missing_since), ("live", False)
        )
        self.assertFalse(self.listing.search(late))

    def test_a_person_creates_it_again(self):
        self.created()
        user, manager = self.make_user("u", "user"), self.make_user("m", "manager")
        with self.assertRaises(UserError):
            self.listing.with_user(manager).action_create_again()
        self.offer()
        self.answer(NOT_FOUND)
        with self.assertRaises(AccessError):
            self.listing.with_user(user).action_create_again()
        self.listing.with_user(manager).action_create_again()
        self.assertEqual(self.listing.state, "selected")
        self.assertTrue(self.listing._is_sent(), "its codes stay")
        self.offer()
        self.assertEqual(self.listing.state, "sent")
        self.assertEqual(len(self.files("products")), 2)
        self.report("products", self.listing.product_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.offer()
        self.answer()
        self.assertEqual(self.listing.state, "live")
