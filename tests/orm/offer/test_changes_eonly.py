# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What offers by EAN, and their answers, do to the next offer file."""

from odoo.tests import tagged

from ..common import refused
from .changes_case import ChangesCase


@tagged("standard", "post_install", "-at_install")
class TestChangesByEan(ChangesCase):
    """Each ``event_…`` does something and returns the products to be sent."""

    def test_by_ean(self):
        self.assert_events(at_least=6)

    def of(self, product):
        return self.env["laredoute.listing"].search([("product_id", "=", product.id)])

    def new(self):
        """A product that nobody sent yet, checked."""
        product = self.make_product(stock=5, image_1920=False)
        self.make_listing(product)
        self.run_flow("check_listings")
        return product

    def not_found(self, product):
        self.run_flow("send_offers")
        listing = self.of(product)
        line = refused(listing.ean, listing.sku, "X", "PRODUCT NOT FOUND")
        self.report("offers", listing.offer_exchange_id, line)
        self.run_flow("collect_reports", "apply_reports", "check_listings")

    def event_a_new_product_is_to_be_created(self):
        self.new()
        return []

    def event_b_the_account_tries_offers_first(self):
        self.account.creation = "ean"
        blocked = self.env["laredoute.listing"].search(
            [("account_id", "=", self.account.id), ("state", "=", "blocked")]
        )
        self.run_flow("check_listings")
        return blocked.product_id

    def event_c_a_new_product_is_offered(self):
        self.found = self.new()
        return [self.found]

    def event_d_its_stock_moves(self):
        self.set_stock(self.found, 3)
        return [self.found]

    def event_e_its_sheet_changes(self):
        self.found.description_sale = "Robe courte."
        self.run_flow("check_listings", "send_products")
        return []

    def event_f_la_redoute_does_not_have_it(self):
        self.lost = self.new()
        self.not_found(self.lost)
        return []

    def event_g_it_is_created(self):
        self.lost.image_1920 = self.robe.image_1920
        self.run_flow("check_listings", "send_products")
        self.report("products", self.of(self.lost).product_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        return [self.lost]

    def event_h_it_is_ended(self):
        self.of(self.found).action_end()
        return [self.found]

    def event_i_and_sold_again(self):
        self.of(self.found).action_select()
        return [self.found]

    def event_j_a_rule_says_it_of_one_product(self):
        self.account.creation = "create"
        product = self.new()
        self.env["laredoute.offer.rule"].create(
            {
                "applied_on": "variant",
                "product_id": product.id,
                "creation": "ean",
            }
        )
        self.run_flow("check_listings")
        return [product]

    def event_k_it_is_created_once_more(self):
        listing = self.of(self.lost)
        self.lost.lst_price = 77
        self.not_found(self.lost)
        self.assertEqual(listing.state, "live", "it may pass by itself")
        listing.action_create_again()
        self.run_flow("check_listings", "send_products")
        self.report("products", listing.product_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        return [self.lost]
