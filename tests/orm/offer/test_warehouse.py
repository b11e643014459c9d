# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A warehouse that is archived is named: it is no lack of stock."""

from odoo.tests import tagged

from ..common import LaredouteCase


@tagged("standard", "post_install", "-at_install")
class TestWarehouse(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.annex = self.env["stock.warehouse"].create(
            {"name": "Annexe", "code": "ANX", "company_id": self.company.id}
        )
        self.account.warehouse_id = self.annex

    def archive(self, archived=True):
        self.annex.active = not archived
        self.env.flush_all()
        self.env.invalidate_all()

    def test_l_an_archived_warehouse_is_named_on_the_listing(self):
        listing = self.make_listing(self.make_product(stock=0))
        self.run_flow("check_listings")
        self.assertEqual(listing.finding_ids.mapped("code"), ["no_stock"])
        self.archive()
        self.assertTrue(listing.needs_check)
        self.run_flow("check_listings")
        self.assertEqual(listing.finding_ids.mapped("code"), ["warehouse_archived"])
        action = listing.finding_ids.action_fix()
        self.assertEqual(action["res_model"], "laredoute.account")
        if "rma" in self.env:
            # of the OCA: taking a warehouse back from the archive never ends with it
            self.account.warehouse_id = self.company_warehouse()
        else:
            self.archive(False)
        self.run_flow("check_listings")
        self.assertEqual(listing.finding_ids.mapped("code"), ["no_stock"])

    def test_l_what_is_on_sale_says_it_too(self):
        self.account.warehouse_id = self.company_warehouse()
        listing = self.make_listing()
        self.make_live(listing)
        self.account.warehouse_id = self.annex
        self.archive()
        self.run_flow("check_listings")
        self.assertIn("warehouse_archived", listing.finding_ids.mapped("code"))
        self.assertEqual(listing.state, "live")

    def test_l_another_warehouse_is_not_the_accounts_matter(self):
        self.account.warehouse_id = self.company_warehouse()
        listing = self.make_listing()
        self.run_flow("check_listings")
        self.archive()
        self.assertFalse(listing.needs_check)

    def test_l_an_order_that_waits_names_the_warehouse(self):
        self.account.acceptance_policy = "stock"
        product = self.make_product(stock=0)
        self.archive()
        self.order(product)
        self.read()
        reason = self.inbox().waiting_reason
        self.assertIn("Annexe", reason)
        self.assertIn("archived", reason)

    def company_warehouse(self):
        return self.env["stock.warehouse"].search(
            [("company_id", "=", self.company.id), ("id", "!=", self.annex.id)], limit=1
        )
