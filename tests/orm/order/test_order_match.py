# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which product an order line means: the one that is sold, and never a guess."""

from odoo.tests import tagged

from ..common import LaredouteCase


@tagged("standard", "post_install", "-at_install")
class TestOrderMatch(LaredouteCase):
    def matched(self, ean, remote_id="1-2026.325.0001234"):
        """The product of the line of an order with that EAN."""
        self.order(ean, remote_id=remote_id)
        self.read()
        return self.inbox(remote_id).line_ids.product_id

    def listed(self, **values):
        listing = self.make_listing()
        listing.write({"ean": listing.product_id.barcode, "state": "live", **values})
        return listing

    def test_a14_an_archived_product_gives_way_to_the_one_that_bears_its_ean(self):
        old = self.listed()
        ean = old.ean
        self.drop_barcode(old.product_id)
        old.product_id.active = False
        new = self.make_product(barcode=ean, stock=3)
        self.assertEqual(self.matched(ean), new)

    def test_a14_an_archived_product_that_is_alone_was_sold(self):
        old = self.listed()
        old.product_id.active = False
        self.assertEqual(self.matched(old.ean), old.product_id)

    def test_a14_of_two_that_are_listed_the_active_one(self):
        old, new = self.listed(), self.listed()
        new.ean = old.ean
        old.product_id.active = False
        self.assertEqual(self.matched(old.ean), new.product_id)

    def test_two_active_products_are_not_guessed(self):
        one, two = self.listed(), self.listed()
        self.drop_barcode(one.product_id | two.product_id)
        two.ean = one.ean
        self.assertFalse(self.matched(one.ean))
        self.assertIn("everal products", self.inbox().waiting_reason)
        self.assertIn(one.ean, self.inbox().waiting_reason)

    def test_a_barcode_with_the_blank_that_comes_with_copying(self):
        product = self.make_product(stock=3)
        ean = product.barcode
        product.barcode = f"{ean} "
        self.assertEqual(self.matched(ean), product)
