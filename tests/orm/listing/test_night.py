# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Codes and prices that another addon computes: seen at once, at night at the latest.

As product_multi_barcode of the OCA does, which stores the barcode it computes, and
product_variant_sale_price, which gives each variant a price of its own.
"""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import LaredouteCase, make_ean, only_on_sellr

OTHER_EAN = make_ean(99_999_999)


@tagged("standard", "post_install", "-at_install")
class TestNight(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.listing = self.make_listing()
        self.product = self.listing.product_id
        self.codes = self.env["product.product"]._fields

    def computes(self, name, value):
        """An addon's method computes a stored field of the product."""
        with self.env.protecting([self.codes[name]], self.product):
            self.product[name] = value
        self.env.flush_all()
        self.env.invalidate_all()

    def check(self):
        self.run_flow("check_listings")
        return self.listing.finding_ids.mapped("code")

    # -------------------------------------------------------------------- codes
    @only_on_sellr("its rules know that an EAN never changes")
    def test_l_an_ean_that_an_addon_computes_and_stores_is_seen_at_once(self):
        self.make_live(self.listing)
        sent = self.listing.ean
        self.assertFalse(self.listing.needs_check)
        if self.codes["barcode"].compute:
            # such an addon is here: what it computes is guarded as what is typed
            with self.assertRaisesRegex(UserError, "never change"):
                self.computes("barcode", OTHER_EAN)
            return
        self.computes("barcode", OTHER_EAN)
        self.assertEqual(self.product.barcode, OTHER_EAN, "past the product's guard")
        self.assertTrue(self.listing.needs_check)
        self.assertIn("ean_changed", self.check())
        self.run_flow("send_offers")
        self.assertEqual(self.listing.ean, sent, "La Redoute keeps the one it was sent")

    @only_on_sellr("its rules know that a reference never changes")
    def test_l_a_reference_that_an_addon_computes_is_seen_at_once(self):
        self.make_live(self.listing)
        self.computes("default_code", "AUTRE-1")
        self.assertTrue(self.listing.needs_check)
        self.assertIn("sku_changed", self.check())

    @only_on_sellr("its rules know that an EAN never changes")
    def test_l_an_ean_that_no_hook_can_see_is_seen_at_night(self):
        self.make_live(self.listing)
        self.env.cr.execute(
            "UPDATE product_product SET barcode = %s WHERE id = %s",
            (OTHER_EAN, self.product.id),
        )
        self.env.invalidate_all()
        self.assertNotIn("ean_changed", self.check(), "nobody saw it by day")
        self.run_flow("look_again")
        self.assertTrue(self.listing.needs_check)
        self.assertIn("ean_changed", self.check())

    def test_l_a_night_without_news_makes_nothing_stale(self):
        self.make_live(self.listing)
        self.run_flow("look_again")
        self.assertFalse(self.listing.needs_check)

    # -------------------------------------------------------------------- prices
    def computes_price(self, compute):
        """An addon gives each product the price that ``compute`` makes of its own."""
        products = type(self.env["product.product"])
        real = products._price_compute

        def price(records, *args, **options):
            found = real(records, *args, **options)
            return {number: compute(amount) for number, amount in found.items()}

        self.enterContext(patch.object(products, "_price_compute", price))

    def test_l_a_price_that_an_addon_computes_is_in_the_next_offer(self):
        self.make_live(self.listing)
        self.full_offers_done()
        (before,) = self.market.sent("offers")
        self.computes_price(lambda amount: 2 * amount)
        self.run_flow("send_offers")
        (after,) = self.market.sent("offers")
        self.assertEqual(after.price, 2 * before.price)

    def test_l_a_price_that_an_addon_computes_ends_a_block_at_night(self):
        self.product.lst_price = 0
        self.assertIn("price_not_positive", self.check())
        self.computes_price(lambda _amount: 50.0)
        self.assertIn("price_not_positive", self.check(), "no hook can see it")
        self.run_flow("look_again")
        self.assertEqual(self.check(), [])
        self.assertEqual(self.listing.state, "ready")
