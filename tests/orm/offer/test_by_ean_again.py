# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is created after it was at La Redoute in some way, and what people see of it."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import refused
from .by_ean_case import NOT_FOUND, ByEanCase


@tagged("standard", "post_install", "-at_install")
class TestByEanAgain(ByEanCase):
    # -------------------------------------------------- nothing of an earlier life
    def lost_after_creation(self):
        """La Redoute took the sheet, and finds no such product."""
        self.created()
        self.offer()
        self.answer(NOT_FOUND)

    def test_what_is_created_again_begins_anew(self):
        self.lost_after_creation()
        listing = self.listing
        listing.write(
            {
                **dict.fromkeys(("overdue", "to_complete"), True),
                "refusal": "Titre manquant",
                "refusal_code": "T",
                "eco_fee_sent": 0.5,
            }
        )
        self.assertTrue(listing.images_sent and listing.brand_taken)
        listing.action_create_again()
        for name in (
            *("product_exchange_id", "images_sent", "brand_sent", "brand_taken"),
            *("overdue", "to_complete", "refusal", "refusal_code", "eco_fee_sent"),
            *("product_sent", "product_accepted", "batch_id"),
        ):
            self.assertFalse(listing[name], name)

    def test_an_old_report_on_its_sheet_creates_nothing(self):
        self.lost_after_creation()
        old = self.listing.product_exchange_id
        self.listing.action_create_again()
        self.report("products", old)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(
            (self.listing.state, self.listing.by_ean), ("selected", "missing")
        )

    def test_a_brand_of_before_is_no_change(self):
        self.lost_after_creation()
        other = self.env["laredoute.brand"].create({"code": "9002", "name": "Autre"})
        self.product.laredoute_brand_id = other
        self.listing.action_create_again()
        self.run_flow("check_listings")
        self.assertNotIn("brand_changed", self.listing.finding_ids.mapped("code"))

    def test_codes_that_are_free_have_no_parent_either(self):
        self.offer()
        self.listing.parent_sku = "LR000001"
        self.answer(NOT_FOUND)
        self.assertTrue(self.listing.codes_free)
        self.assertFalse(self.listing.parent_sku)

    def test_the_parent_of_what_it_took_stays_with_its_codes(self):
        """La Redoute may have the parent, of which others are on sale."""
        self.lost_after_creation()
        self.listing.parent_sku = "LR000001"
        self.listing.action_create_again()
        self.assertTrue(self.listing._is_sent())
        self.assertEqual(self.listing.parent_sku, "LR000001")

    def test_the_fee_that_buyers_paid_stays(self):
        """An order of its first life may be read yet."""
        self.offer()
        self.answer()
        self.listing.eco_fee_accepted = 0.5
        self.offer()
        self.answer(NOT_FOUND)
        self.listing.missing_since = self.ago(days=4)
        self.listing.action_create_again()
        self.assertEqual(self.listing.eco_fee_accepted, 0.5)

    # ------------------------------------------------------------- not found for days
    def late(self, count=2):
        """Return listings that La Redoute took, and has not found for days."""
        listings = self.listing
        for _each in range(count - 1):
            listings |= self.make_listing(self.make_product())
        self.complete()
        self.account.creation = "create"
        self.run_flow("check_listings", "send_products")
        for exchange in listings.product_exchange_id:
            self.report("products", exchange)
        self.run_flow("collect_reports", "apply_reports", "send_offers")
        lines = [refused(each.ean, each.sku, "X", NOT_FOUND) for each in listings]
        self.report("offers", listings.offer_exchange_id, *lines)
        self.run_flow("collect_reports", "apply_reports")
        self.assertTrue(all(listings.mapped("missing_since")))
        self.assertEqual(self.account.not_found_count, 0, "they may come yet")
        listings.missing_since = self.ago(days=4)
        self.env.invalidate_all()
        return listings

    def test_the_account_counts_them(self):
        listings = self.late()
        self.assertEqual(self.account.not_found_count, 2)
        listings[0].action_create_again()
        self.env.invalidate_all()
        self.assertEqual(self.account.not_found_count, 1)
        listings[1].action_end()
        self.env.invalidate_all()
        self.assertEqual(self.account.not_found_count, 0)

    def test_several_are_sent_to_creation_at_once(self):
        listings = self.late(3)
        other = self.make_listing(self.make_product())
        user, manager = self.make_user("u", "user"), self.make_user("m", "manager")
        with self.assertRaises(AccessError):
            (listings | other).with_user(user).action_create_again()
        (listings | other).with_user(manager).action_create_again()
        self.assertEqual(set(listings.mapped("by_ean")), {"missing"})
        self.assertFalse(other.by_ean, "of others nothing changes")
        self.offer()
        self.assertEqual(len(self.market.sent("products")), 4)

    def test_what_is_to_create_and_no_longer_sold_is_nothing_to_do(self):
        self.missing()
        view = self.env.ref("laredoute_connector.laredoute_listing_view_search")
        self.assertIn(
            "[('by_ean', '=', 'missing'), ('selected', '=', True)]", view.arch
        )

    # ------------------------------------------------------------------ what is said
    def preview(self):
        action = self.env["laredoute.preview"]._open(self.product, self.account)
        return self.env["laredoute.preview"].browse(action["res_id"]).content

    def why(self):
        action = self.listing.action_why()
        return str(self.env[action["res_model"]].browse(action["res_id"]).content)

    def test_both_dialogues_say_that_an_offer_comes_first(self):
        self.assertIn("Will be offered by its EAN", self.preview())
        self.assertIn("offered by its EAN", self.why())
        self.assertNotIn("No image", self.preview())
        self.assertNotIn("text-danger", self.preview())
        self.assertNotIn("does not have the product yet", self.why())
        self.run_flow("check_listings")
        self.assertIn("Will be offered by its EAN", self.preview())
        self.assertIn("offered by its EAN", self.why())
        self.offer()
        self.assertIn("Offered by its EAN", self.preview())
        self.assertIn("answers whether it has the product", self.why())
        self.answer()
        self.assertIn("Offered by its EAN", self.preview())
        self.assertNotIn("answers whether it has the product", self.why())

    def test_both_dialogues_say_that_it_is_to_be_created(self):
        self.missing()
        self.assertIn("Held back", self.preview())
        self.assertIn("no product of this EAN", self.why())
        self.complete()
        self.assertIn("Will be sent: new", self.preview())
        self.offer()
        self.assertIn("once it took the sheet", self.why())
        self.report("products", self.listing.product_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.assertNotIn("no product of this EAN", self.why())

    def test_a_code_that_cannot_be_offered_is_shown(self):
        self.product.barcode = "123"
        self.assertIn("Held back", self.preview())

    def test_they_say_that_la_redoute_does_not_find_it(self):
        self.late(1)
        self.assertIn("does not find the product", self.why())

    def test_they_say_that_nobody_knows_what_it_has(self):
        self.offer()
        exchange = self.listing.offer_exchange_id
        exchange.write({"state": "unknown", "may_be_taken": True})
        exchange.action_set_handled()
        self.assertIn("Nobody knows", self.why())
