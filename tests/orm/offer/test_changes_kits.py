# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Kits whose components move, and lots that expire: addons that may not be there."""

from odoo.tests import tagged

from ..kit_case import KitCase
from .changes_case import ChangesCase


@tagged("standard", "post_install", "-at_install")
class TestChangesOfKits(ChangesCase, KitCase):
    """Each ``event_…`` does something and returns the products to be sent."""

    def setUp(self):
        super().setUp()
        for product in (self.cup, self.kit, self.pair):
            listing = self.make_listing(product)
            self.run_flow("check_listings", "send_products")
            self.report("products", listing.product_exchange_id)
            self.run_flow("collect_reports", "apply_reports")
        self.settle()

    def test_kits(self):
        self.assert_events(at_least=5)

    def event_a_component_comes(self):
        self.set_stock(self.saucer, 6)
        return [self.pair]

    def event_a_component_goes(self):
        self.set_stock(self.cup, -2)
        return [self.cup, self.kit]

    def event_a_kit_is_sold_at_la_redoute(self):
        self.order(self.order_line(self.pair, quantity=3))
        self.read()
        return [self.pair]

    def event_a_kit_is_edited(self):
        self.kit.bom_ids.bom_line_ids.filtered(
            lambda line: line.product_id == self.cup
        ).product_qty = 1
        return [self.kit]

    def event_the_kit_has_another_component(self):
        # three of it are promised: of cups now
        self.pair.bom_ids.bom_line_ids.product_id = self.cup
        return [self.cup, self.kit, self.pair]


@tagged("standard", "post_install", "-at_install")
class TestChangesOfLots(ChangesCase):
    def test_a_lot_expires(self):
        if "removal_date" not in self.env["stock.lot"]._fields:
            self.skipTest("Odoo's product_expiry is not installed")
        self.robe.write({"tracking": "lot", "use_expiration_date": True})
        lot = self.env["stock.lot"].create({"name": "A1", "product_id": self.robe.id})
        lot.removal_date = self.ago(days=-1)
        location = self.warehouse.lot_stock_id
        quants = self.env["stock.quant"]
        quants._update_available_quantity(self.robe, location, 5, lot_id=lot)
        self.settle()
        listing = self.listings.filtered(lambda each: each.product_id == self.robe)
        self.assertEqual(listing.quantity_sent, 25)
        # two days pass
        for table in ("stock_lot", "stock_quant"):
            self.env.cr.execute(
                f"UPDATE {table} SET removal_date = removal_date - interval '2 days'"
                " WHERE product_id = %s",
                [self.robe.id],
            )
        self.env.invalidate_all()
        self.account._flow("send_offers").watermark = self.ago(days=2)
        self.assertEqual(self.next_file(), {self.robe})
        self.assertEqual(listing.quantity_sent, 20)
