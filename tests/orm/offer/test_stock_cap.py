# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A mistyped inventory is capped and shown; the other offers go as ever."""

import re

from odoo.tests import tagged

from ..common import LaredouteCase

MISTYPED = 3_000_000_000
MOST = 999_999


@tagged("standard", "post_install", "-at_install")
class TestStockCap(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.one, self.other = self.make_listing(), self.make_listing()
        self.run_flow("check_listings", "send_products")
        self.report("products", self.one.product_exchange_id)
        self.run_flow("collect_reports", "apply_reports")

    def offers(self):
        self.one.offer_exchange_id.sent_at = self.ago(hours=2)
        self.run_flow("send_offers", "check_listings")
        return {each.ean: each.quantity for each in self.market.sent("offers")}

    def codes(self, listing):
        return listing.finding_ids.mapped("code")

    def test_b05_a_mistyped_stock_is_capped_and_the_other_offers_go(self):
        self.set_stock(self.one.product_id, MISTYPED)
        self.assertEqual(self.offers(), {self.one.ean: MOST, self.other.ean: 10})
        self.assertEqual(self.one.quantity_sent, MOST)

    def shown(self):
        """Units on hand, and units offered, as the listing shows them."""
        self.one.invalidate_recordset()
        cells = re.findall(r"<td[^>]*>(.*?)</td>", str(self.one.stock_sum))
        return [int(re.sub(r"[^\d-]", "", cell)) for cell in (cells[1], cells[-1])]

    def test_b05_the_listing_shows_what_the_file_says(self):
        self.set_stock(self.one.product_id, MISTYPED)
        self.assertEqual(self.shown(), [MISTYPED + 10, MOST])
        self.set_stock(self.one.product_id, -MISTYPED - 20)
        self.assertEqual(self.shown(), [-10, 0])

    def test_b05_it_is_shown_on_the_product_and_goes_when_it_is_corrected(self):
        self.set_stock(self.one.product_id, MISTYPED)
        self.offers()
        self.assertEqual(self.codes(self.one), ["stock_capped"])
        self.assertIn("999999", self.one.finding_ids.message)
        self.assertFalse(self.codes(self.other))
        self.assertFalse(self.one.has_error, "it is sold all the same")
        self.set_stock(self.one.product_id, -MISTYPED)
        self.offers()
        self.assertEqual(self.one.quantity_sent, 10)
        self.assertFalse(self.codes(self.one))

    def test_b05_also_before_it_was_ever_sent(self):
        third = self.make_listing(self.make_product(stock=MISTYPED))
        self.run_flow("check_listings")
        self.assertEqual(self.codes(third), ["stock_capped"])
        self.assertEqual(third.state, "ready")
