# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An account that stops: La Redoute goes on selling what it was sent last."""

from lxml import etree

from odoo.tests import tagged

from ..common import LaredouteCase


@tagged("standard", "post_install", "-at_install")
class TestPause(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.listing = self.make_listing(self.make_product(stock=3))
        self.make_live(self.listing)

    def test_a24_a_paused_account_says_what_is_still_for_sale(self):
        self.account.action_pause()
        self.assertEqual(self.account.for_sale_count, 1)

    def test_a24_an_archived_account_says_so_too(self):
        self.account.action_archive()
        self.account.invalidate_recordset()
        self.assertEqual(self.account.for_sale_count, 1)

    def test_a24_what_was_ended_before_is_not_for_sale(self):
        self.full_offers_done()
        self.listing.action_end()
        self.run_flow("send_offers")
        self.assertEqual(self.listing.quantity_sent, 0)
        self.account.action_pause()
        self.account.invalidate_recordset()
        self.assertEqual(self.account.for_sale_count, 0)

    def test_a24_whoever_pauses_is_warned_and_finds_the_number_on_the_form(self):
        form = etree.fromstring(
            self.env["laredoute.account"].get_view(view_type="form")["arch"]
        )
        (pause,) = form.xpath("//button[@name='action_pause']")
        self.assertIn("goes on selling", pause.get("confirm"))
        shown = form.xpath("//field[@name='for_sale_count']/..")
        self.assertEqual(len(shown), 1)
        self.assertIn("paused", shown[0].get("invisible"))
        self.assertIn("active", shown[0].get("invisible"))
