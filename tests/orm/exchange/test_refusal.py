# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute's report says stands on the listing, word for word and explained."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import LaredouteCase, make_ean, refused, warned


@tagged("standard", "post_install", "-at_install")
class TestRefusal(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.listing = self.make_listing()

    def refuse(self, text, code="X", listing=None, line=refused):
        """Send what waits; La Redoute refuses this listing's product with a text."""
        listing = listing or self.listing
        self.run_flow("check_listings", "send_products")
        lines = [line(listing.ean, listing.sku, code, text)] if text else []
        self.report("products", listing.product_exchange_id, *lines)
        self.run_flow("collect_reports", "apply_reports")

    def test_words_are_kept_and_explained(self):
        self.refuse("Brand can't be found by code: 0", "BRAND")
        self.assertEqual(self.listing.state, "rejected")
        self.assertEqual(self.listing.refusal, "Brand can't be found by code: 0")
        self.assertEqual(self.listing.refusal_code, "BRAND")
        french = self.listing.with_context(lang="fr_FR").refusal_help
        self.assertTrue(self.listing.refusal_help and french)
        self.assertEqual(
            self.listing.batch_id, self.listing.product_exchange_id.batch_id
        )

    def test_a_refused_product_may_change_its_codes(self):
        self.refuse("EAN is used by another product", "EAN")
        self.listing.product_id.write({"barcode": make_ean(4242), "default_code": "B"})
        self.refuse("")
        self.assertEqual((self.listing.state, self.listing.sku), ("integrated", "B"))
        with self.assertRaisesRegex(UserError, "never change"):
            self.listing.product_id.default_code = "C"

    def test_words_nobody_knows_are_kept(self):
        self.refuse("Zorglub 42")
        self.assertEqual(self.listing.refusal, "Zorglub 42")
        self.assertIn("not known yet", self.listing.refusal_help)

    def test_an_unauthorised_brand_warns_of_its_other_products(self):
        self.refuse("Brand is not allowed for vendor: 9001", "BRAND_NOT_ALLOWED")
        self.assertEqual(self.brand.refused_account_ids, self.account)
        other = self.make_listing()
        self.run_flow("check_listings")
        self.assertIn("brand_not_allowed", other.finding_ids.mapped("code"))
        self.assertEqual(other.state, "ready", "unsure: it may have the right by now")
        self.refuse("", listing=other)
        self.assertEqual(other.state, "integrated")
        self.assertFalse(self.brand.refused_account_ids, "La Redoute took one")

    def test_the_brand_that_was_sent_is_the_one_refused(self):
        other = self.brand.copy({"code": "9002", "name": "Autre"})
        self.run_flow("check_listings", "send_products")
        self.listing.product_id.laredoute_brand_id = other
        self.run_flow("check_listings")
        refusal = refused(
            self.listing.ean, self.listing.sku, "X", "Brand is not allowed: 9001"
        )
        self.report("products", self.listing.product_exchange_id, refusal)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(self.brand.refused_account_ids, self.account)
        self.assertFalse(other.refused_account_ids)

    def test_the_same_code_in_another_catalogue_is_another_brand(self):
        catalogue = self.env["laredoute.catalogue"].create({"name": "La Brand"})
        other = self.brand.copy({"catalogue_id": catalogue.id})
        self.refuse("Brand is not allowed for vendor: 9001", "BRAND_NOT_ALLOWED")
        self.assertEqual(self.brand.refused_account_ids, self.account)
        self.assertFalse(other.refused_account_ids)

    def test_an_unknown_brand_is_no_missing_right(self):
        self.refuse("Brand can't be found by code: 9001", "BRAND")
        self.assertFalse(self.brand.refused_account_ids)

    def test_what_must_be_completed_is_shown(self):
        self.refuse("A référencer", "SIZE_MISSING", line=warned)
        self.assertEqual(self.listing.state, "integrated")
        self.assertTrue(self.listing.to_complete)
        self.assertTrue(self.listing.refusal_help)
        self.listing.product_id.description_sale = "Une robe complétée."
        self.refuse("")
        self.assertFalse(self.listing.to_complete)

    def test_a_report_that_does_not_come_stands_on_the_listing(self):
        self.run_flow("check_listings", "send_products", "apply_reports")
        self.assertFalse(self.listing.overdue)
        late = fields.Datetime.now() - timedelta(days=4)
        self.listing.product_exchange_id.sent_at = late
        self.run_flow("apply_reports")
        self.assertTrue(self.listing.overdue)
        self.assertEqual(self.listing.state, "sent")
        self.report("products", self.listing.product_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(
            (self.listing.state, self.listing.overdue), ("integrated", False)
        )

    def test_a_refused_update_leaves_the_product_live(self):
        self.make_live(self.listing)
        self.listing.product_id.name = "Robe Renommée"
        self.refuse("ProductTitle contains HTML", "TITLE_HTML")
        self.assertEqual(self.listing.state, "live")
        self.assertEqual(self.listing.refusal, "ProductTitle contains HTML")
        files = len(self.market.files)
        self.run_flow("check_listings", "send_products")
        self.assertEqual(len(self.market.files), files, "the same is not sent again")
