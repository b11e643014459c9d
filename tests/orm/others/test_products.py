# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Addons that decide a product's code or price elsewhere than in Odoo's own field."""

from dataclasses import replace

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.laredoute_connector.models.offer.price import prices

from ..common import LaredouteCase, make_ean
from .others_case import needs


@tagged("standard", "post_install", "-at_install")
class TestProducts(LaredouteCase):
    def price(self, product):
        """What the buyer pays; an addon's field may not know what it depends on."""
        self.env.flush_all()
        self.env.invalidate_all()
        return prices(self.account, product)[product.id].amount

    def checked(self):
        """A listing that was checked: nothing of it is stale."""
        listing = self.make_listing()
        self.run_flow("check_listings")
        self.assertFalse(listing.needs_check)
        return listing

    # ------------------------------------------------- codes, of several barcodes
    @needs("product_multi_barcode")
    def test_an_ean_that_la_redoute_has_does_not_change_by_the_list_of_barcodes(self):
        listing = self.make_listing()
        self.run_flow("check_listings", "send_products")
        product, ean = listing.product_id, listing.product_id.barcode
        with self.assertRaisesRegex(UserError, "never change"):
            product.barcode_ids.name = make_ean(5)
            self.env.flush_all()
        with self.assertRaisesRegex(UserError, "never change"):
            product.barcode_ids.unlink()
            self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(product.barcode, ean)

    @needs("product_multi_barcode")
    def test_another_barcode_of_a_product_that_la_redoute_has(self):
        listing = self.make_listing()
        self.run_flow("check_listings", "send_products")
        product, ean = listing.product_id, listing.product_id.barcode
        self.env["product.barcode"].create(
            {"product_id": product.id, "name": make_ean(6), "sequence": 9}
        )
        self.env.flush_all()
        self.assertEqual(product.barcode, ean)

    @needs("product_multi_barcode")
    def test_a_buyer_orders_by_another_barcode_than_the_first(self):
        product = self.make_product()
        self.env["product.barcode"].create(
            {"product_id": product.id, "name": make_ean(8), "sequence": 9}
        )
        self.env.flush_all()
        line = replace(self.order_line(product), ean=make_ean(8), sku="")
        self.order(line)
        self.read()
        self.assertEqual(self.inbox().line_ids.product_id, product)

    @needs("product_multi_barcode")
    def test_an_ean_that_changes_by_the_list_of_barcodes_is_checked_again(self):
        listing = self.checked()
        listing.product_id.barcode_ids.name = make_ean(7)
        self.env.cr.flush()
        self.assertTrue(listing.needs_check)
        self.run_flow("check_listings")
        self.assertEqual(listing.product_id.barcode, make_ean(7))
        self.assertFalse(listing.finding_ids.mapped("code"))

    # --------------------------------------------------------- a price a variant
    @needs("product_variant_sale_price")
    def test_a_price_of_a_variant_s_own_makes_its_listing_stale(self):
        listing = self.checked()
        product, before = listing.product_id, self.price(listing.product_id)
        product.fix_price = 25.0
        self.env.cr.flush()
        self.assertTrue(listing.needs_check)
        self.assertEqual(self.price(product) * 2, before)

    @needs("product_variant_sale_price")
    def test_variants_that_each_have_a_price_are_not_priced_alike(self):
        attribute = self.env["product.attribute"].create(
            {
                "name": "Taille",
                "value_ids": [Command.create({"name": size}) for size in ("38", "40")],
            }
        )
        made = self.make_product(0).product_tmpl_id
        # what was created makes no variants of its own
        template = self.env["product.template"].browse(made.id)
        template.attribute_line_ids = [
            Command.create(
                {
                    "attribute_id": attribute.id,
                    "value_ids": [Command.set(attribute.value_ids.ids)],
                }
            )
        ]
        self.env.invalidate_all()
        small, large = template.product_variant_ids
        small.fix_price, large.fix_price = 20.0, 30.0
        self.env.flush_all()
        found = prices(self.account, small | large)
        self.assertEqual(found[small.id].amount * 3, found[large.id].amount * 2)

    # --------------------------------------------------------------- a life, in brief
    @needs("product_brand", "product_manufacturer", "product_state", "website_sale")
    def test_a_product_that_others_have_fields_on_goes_live(self):
        listing = self.make_listing()
        self.make_live(listing)
        self.assertFalse(listing.finding_ids)
        listing.product_id.lst_price = 60
        self.run_flow("check_listings", "send_offers")
        self.assertEqual(self.market.sent("offers")[0].ean, listing.ean)
