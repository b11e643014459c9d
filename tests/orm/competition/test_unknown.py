# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute sells of ours and no listing knows: adopted, or ended."""

from decimal import Decimal

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.records import CompetingOffer

from ..common import LaredouteCase, make_ean, refused

STRANGER = make_ean(777)


@tagged("standard", "post_install", "-at_install")
class TestUnknown(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.listing = self.make_listing()
        self.make_live(self.listing)
        self.full_offers_done()
        best = CompetingOffer(STRANGER, Decimal(20), None, 1, is_ours=True)
        self.market.add_answer("open_listing", "L1", [best], 1)
        self.run_flow("collect_reports", "apply_reports")
        self.row = self.env["laredoute.competing.offer"].search(
            [("listing_id", "=", False)]
        )
        self.assertEqual(self.row.ean, STRANGER)

    def test_what_is_unknown_is_adopted(self):
        with self.assertRaisesRegex(UserError, STRANGER):
            self.row.action_adopt()
        product = self.make_product(barcode=STRANGER, stock=4)
        self.row.action_adopt()
        listing = self.row.listing_id
        self.assertEqual((listing.product_id, listing.state), (product, "live"))
        self.run_flow("send_offers")
        (offer,) = self.market.sent("offers")
        self.assertEqual((offer.ean, offer.quantity), (STRANGER, 4))
        self.run_flow("select_listings")
        self.assertTrue(listing.selected, "it stays selected")

    def test_the_product_that_has_its_ean_is_shown(self):
        self.assertFalse(self.row.own_product_id)
        product = self.make_product(barcode=f"{STRANGER} ")
        self.env.invalidate_all()
        self.assertEqual(self.row.own_product_id, product)
        self.row.action_adopt()
        self.assertFalse(self.row.own_product_id, "its listing says it")

    def test_a_product_that_waits_for_its_first_file_is_adopted(self):
        listing = self.make_listing(self.make_product(barcode=STRANGER))
        self.row.action_adopt()
        self.assertEqual(self.row.listing_id, listing)
        self.assertEqual((listing.state, listing.ean), ("live", STRANGER))

    # -------------------------------------------- what is adopted stays selected
    def adopted(self, **values):
        """Adopt a product; the reconciler runs, and it is checked and offered."""
        product = self.make_product(barcode=STRANGER, stock=4, **values)
        listing = self.make_listing(product)
        product.laredoute_label = False
        listing._end()
        self.assertFalse(listing.selected)
        self.account.switch_reconciler = True
        self.row.action_adopt()
        self.run_flow("select_listings", "check_listings", "select_listings")
        self.assertTrue(listing.selected)
        self.assertEqual(listing.state, "live")
        return product, listing

    def test_it_is_selected_by_its_label(self):
        product, _listing = self.adopted()
        self.assertTrue(product.laredoute_label)

    def test_it_is_selected_by_the_filter(self):
        for select_by in ("filter", "label_and_filter"):
            with self.subTest(select_by), self.cr.savepoint() as inner:
                known = [("id", "=", self.listing.product_id.id)]
                self.account.write(
                    {"select_by": select_by, "product_filter": str(known)}
                )
                product, _listing = self.adopted()
                self.assertTrue(self.listing.selected, "and the others stay")
                found = self.env["product.product"].search(
                    self.account._filter_domain()
                )
                self.assertEqual(found, self.listing.product_id | product)
                inner.rollback()

    def test_a_filter_that_was_empty_finds_this_one_only(self):
        self.account.select_by = "label_or_filter"
        self.adopted()
        self.assertEqual(self.account.product_filter, "[]", "the label is enough")

    def test_what_is_not_for_sale_is_not_adopted(self):
        product = self.make_product(barcode=STRANGER, sale_ok=False)
        with self.assertRaisesRegex(UserError, product.name):
            self.row.action_adopt()
        self.assertFalse(self.row.listing_id)

    def test_without_a_reference_nothing_is_adopted(self):
        product = self.make_product(barcode=STRANGER, default_code=False)
        with self.assertRaisesRegex(UserError, f"{product.name}.*reference"):
            self.row.action_adopt()

    def test_refusals_of_before_are_forgotten(self):
        listing = self.make_listing(self.make_product(barcode=STRANGER))
        listing.write(
            {
                "state": "rejected",
                "codes_free": True,
                "refusal": "Marque inconnue",
                "refusal_code": "BRAND",
                "offer_refused": "abc",
                "offer_refusals": 4,
                "warning": "PRODUCT NOT FOUND",
                "by_ean": "missing",
                "missing_since": self.ago(days=9),
            }
        )
        self.row.action_adopt()
        self.assertEqual((listing.state, listing.offer_refusals), ("live", 0))
        for name in ("refusal", "refusal_code", "warning", "offer_refused"):
            self.assertFalse(listing[name], name)
        self.assertFalse(listing.codes_free or listing.by_ean or listing.missing_since)

    # --------------------------------------------------- where offers come first
    def test_it_is_offered_by_its_ean_where_that_comes_first(self):
        self.account.creation = "ean"
        product = self.make_product(barcode=STRANGER, stock=4)
        self.row.action_adopt()
        listing = self.row.listing_id
        self.assertEqual((listing.state, listing.by_ean), ("live", "offered"))
        files = len(self.market.files)
        self.run_flow("check_listings", "send_products", "send_offers")
        self.assertEqual(len(self.market.files), files + 1, "no product file")
        self.assertEqual(self.market.sent("offers")[0].quantity, 4)
        self.report("offers", listing.offer_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        product.laredoute_title = "Robe Nouvelle"
        self.run_flow("check_listings", "send_products")
        self.assertEqual(len(self.market.files), files + 1)
        self.assertEqual((listing.state, listing.by_ean), ("live", "offered"))
        self.assertIn(STRANGER, listing.sent_note)
        self.assertNotIn("single product", listing.sent_note)

    def test_a_rule_says_whether_that_comes_first(self):
        product = self.make_product(barcode=STRANGER, stock=4)
        rule = {"applied_on": "product", "product_tmpl_id": product.product_tmpl_id.id}
        self.env["laredoute.offer.rule"].create({**rule, "creation": "ean"})
        self.row.action_adopt()
        self.assertEqual(self.row.listing_id.by_ean, "offered")

    def test_what_was_to_be_created_is_offered(self):
        self.account.creation = "ean"
        listing = self.make_listing(self.make_product(barcode=STRANGER))
        listing.by_ean = "missing"
        self.row.action_adopt()
        self.assertEqual((listing.state, listing.by_ean), ("live", "offered"))

    def test_a_sheet_that_la_redoute_took_is_sent_further(self):
        self.account.creation = "ean"
        listing = self.make_listing(self.make_product(barcode=STRANGER))
        listing.product_accepted = "the sheet of before"
        self.row.action_adopt()
        self.assertEqual((listing.state, listing.by_ean), ("live", False))
        self.run_flow("check_listings", "send_products")
        self.assertEqual(self.market.sent("products")[0].ean, STRANGER)

    def test_one_that_disappears_is_created_by_a_person(self):
        self.account.creation = "ean"
        self.make_product(barcode=STRANGER, stock=4)
        self.row.action_adopt()
        listing = self.row.listing_id
        self.run_flow("check_listings", "send_offers")
        line = refused(STRANGER, listing.sku, "X", "PRODUCT NOT FOUND")
        self.report("offers", listing.offer_exchange_id, line)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual((listing.state, listing.by_ean), ("live", "offered"))
        self.assertTrue(listing.missing_since)

    # ------------------------------------------------------------- its reference
    def test_a_reference_that_la_redoute_knows_stays(self):
        product = self.make_product(barcode=STRANGER)
        listing = self.make_listing(product)
        listing.write(
            {
                "state": "ended",
                "sent_at": self.ago(days=9),
                "ean": STRANGER,
                "sku": "KNOWN-1",
            }
        )
        self.row.action_adopt()
        self.assertEqual((listing.state, listing.sku), ("live", "KNOWN-1"))

    def test_a_product_known_by_another_ean_is_not_taken(self):
        # the code was changed past every guard
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE product_product SET barcode = %s WHERE id = %s",
            [STRANGER, self.listing.product_id.id],
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, self.listing.ean):
            self.row.action_adopt()

    def test_what_is_unknown_is_ended(self):
        with self.assertRaisesRegex(UserError, "reference"):
            self.row.action_end()
        product = self.make_product(barcode=STRANGER)
        product.active = False
        with self.assertRaises(UserError):
            self.row.action_adopt()
        self.row.action_end()
        listing = self.row.listing_id
        self.run_flow("check_listings", "send_offers")
        (offer,) = self.market.sent("offers")
        sku = product.default_code
        self.assertEqual((offer.ean, offer.sku, offer.quantity), (STRANGER, sku, 0))
        self.assertEqual(listing.state, "live", "until La Redoute took it")
        self.report("offers", listing.offer_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(listing.state, "ended")
        files = len(self.market.files)
        self.run_flow("check_listings", "send_products", "send_offers")
        self.assertEqual(len(self.market.files), files, "nothing more is sent of it")
