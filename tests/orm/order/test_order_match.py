# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which product an order line means: the one that is sold, and never a guess."""

from dataclasses import replace

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

    # ------------------------------------------------ our reference, and the EAN
    def both(self, sku, ean):
        """The order of a line that says both codes, once it was processed."""
        line = replace(self.order_line(ean), sku=sku)
        self.order(line)
        self.read()
        return self.inbox()

    def test_both_mean_one_product(self):
        listing = self.listed(sku="ROBE-A")
        inbox = self.both("ROBE-A", listing.ean)
        self.assertEqual(inbox.line_ids.product_id, listing.product_id)

    def test_the_reference_of_what_is_listed_without_an_ean(self):
        listing = self.listed(sku="ROBE-A", ean=False)
        self.drop_barcode(listing.product_id)
        inbox = self.both("ROBE-A", "3599999999995")
        self.assertEqual(inbox.line_ids.product_id, listing.product_id)

    def test_the_reference_of_a_product_that_is_not_listed(self):
        product = self.make_product(stock=3, default_code="ROBE-Z")
        inbox = self.both("ROBE-Z", "")
        self.assertEqual(inbox.line_ids.product_id, product)

    def test_a_reference_that_nobody_knows_and_an_ean_that_is_known(self):
        product = self.make_product(stock=3)
        inbox = self.both("OLD-TOOL-1", product.barcode)
        self.assertEqual(inbox.line_ids.product_id, product)

    def test_the_reference_decides_between_two_of_one_ean(self):
        one, two = self.listed(sku="ROBE-A"), self.listed(sku="ROBE-B")
        self.drop_barcode(one.product_id | two.product_id)
        two.ean = one.ean
        inbox = self.both("ROBE-B", one.ean)
        self.assertEqual(inbox.line_ids.product_id, two.product_id)

    def test_the_ean_decides_between_two_of_one_reference(self):
        one, two = (self.make_product(stock=3, default_code="SAME") for _ in range(2))
        inbox = self.both("SAME", two.barcode)
        self.assertEqual(inbox.line_ids.product_id, two)
        self.assertNotEqual(inbox.line_ids.product_id, one)

    def test_two_of_one_reference_are_not_guessed(self):
        for _number in range(2):
            self.make_product(stock=3, default_code="SAME")
        self.assertFalse(self.both("SAME", "").line_ids.product_id)
        self.assertIn("everal products", self.inbox().waiting_reason)

    def test_both_mean_different_products(self):
        one, two = self.listed(sku="ROBE-A"), self.listed(sku="ROBE-B")
        inbox = self.both("ROBE-A", two.ean)
        self.assertFalse(inbox.line_ids.product_id, "never guessed")
        self.assertFalse(inbox.sale_order_id)
        for words in ("ROBE-A", two.ean, *(one | two).product_id.mapped("name")):
            self.assertIn(words, inbox.waiting_reason)
        two.ean = False
        self.drop_barcode(one.product_id | two.product_id)
        one.ean = False
        inbox.action_retry()
        self.run_flow("process_orders")
        self.assertEqual(inbox.line_ids.product_id, one.product_id)

    def test_the_reference_of_a_product_of_another_ean(self):
        self.listed(sku="ROBE-A")
        inbox = self.both("ROBE-A", "3599999999995")
        self.assertFalse(inbox.line_ids.product_id)
        self.assertIn("none of your products", inbox.waiting_reason)

    def test_a_product_of_another_company_is_not_meant(self):
        other = self.env["res.company"].create({"name": "Autre"})
        product = self.make_product(stock=0, default_code="ROBE-Z")
        product.product_tmpl_id.company_id = other
        self.assertFalse(self.both("ROBE-Z", "").line_ids.product_id)
