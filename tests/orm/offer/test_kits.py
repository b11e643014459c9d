# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Kits: their components are promised once, whoever sells them.

Odoo's Manufacturing is not among the connector's dependencies: where it is missing
there are no kits, and nothing to test.
"""

from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.records import LineResult
from odoo.addons.laredoute_connector.models.offer.stock import Stock

from .stock_case import StockCase


@tagged("standard", "post_install", "-at_install")
class TestKits(StockCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if "mrp.bom" not in cls.env:
            return
        cls.cup = cls.make_product(stock=7)
        cls.saucer = cls.make_product(stock=5)
        cls.kit = cls.make_product(stock=0, is_storable=False)
        cls.pair = cls.make_product(stock=0, is_storable=False)
        cls.make_kit(cls.kit, (cls.cup, 2), (cls.saucer, 1))
        cls.make_kit(cls.pair, (cls.saucer, 2))

    @classmethod
    def make_kit(cls, product, *components):
        cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": [
                    (0, 0, {"product_id": component.id, "product_qty": quantity})
                    for component, quantity in components
                ],
            }
        )

    def setUp(self):
        super().setUp()
        if "mrp.bom" not in self.env:
            self.skipTest("Odoo's Manufacturing is not installed")

    def test_d03_a_kit_has_what_its_scarcest_component_allows(self):
        self.assertEqual(int(self.offered(self.kit)), 3)
        self.assertEqual(Stock(self.account, self.kit).scarce(self.kit), self.cup)

    def test_d03_a_component_sold_in_odoo_is_missing_in_the_kit(self):
        self.reserve("manual")
        self.sell(self.saucer, 4)
        self.assertEqual(int(self.offered(self.kit)), 1)

    def test_d03_a_component_sold_at_la_redoute_is_missing_in_the_kit(self):
        self.order(self.order_line(self.cup, quantity=4))
        self.read()
        self.assertEqual(self.inbox().operation_ids.kind, "accept")
        self.assertEqual(int(self.offered(self.kit)), 1)

    def test_d03_a_kit_sold_at_la_redoute_holds_its_components(self):
        self.order(self.order_line(self.kit, quantity=2))
        self.read()
        self.assertEqual(self.inbox().operation_ids.kind, "accept")
        self.assertEqual(self.offered(self.cup), 3)
        self.assertEqual(self.offered(self.saucer), 3)
        self.assertEqual(int(self.offered(self.pair)), 1, "another kit has them, too")

    def test_d03_a_kit_and_its_component_in_one_order_are_not_both_accepted(self):
        self.order(
            self.order_line(self.kit, quantity=3), self.order_line(self.cup, quantity=2)
        )
        self.read()
        first, second = self.inbox().line_ids
        self.assertTrue(first.operation_ids)
        self.assertFalse(second.operation_ids)

    def test_d04_a_kit_is_followed_by_its_components(self):
        listing = self.make_listing(self.kit)
        listing._check()
        self.assertFalse(listing.finding_ids)
        self.sell(self.cup, 7)
        listing._check()
        self.assertEqual(listing.finding_ids.mapped("code"), ["no_stock"])

    # --------------------------------------------------------- in agreement, or not
    def kit_paid(self):
        order = self.paid(self.order_line(self.kit, quantity=2))
        return order, self.sale().picking_ids

    def leave(self, picking, product):
        """All units of one component leave, the rest waits."""
        for move in picking.move_ids:
            same = move.product_id == product
            move.write({"quantity": move.product_uom_qty * same, "picked": same})
        picking.with_context(skip_backorder=True).button_validate()

    def bring_back(self, picking):
        """All that left by a delivery comes back."""
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        for each in wizard.product_return_moves:
            each.quantity = each.move_id.quantity
        back = wizard._create_return()
        back.move_ids.picked = True
        back.button_validate()

    def test_a05_a_part_of_a_kit_left_and_la_redoute_cancelled(self):
        order, picking = self.kit_paid()
        self.leave(picking, self.cup)
        self.say(order, "cancelled")
        self.read()
        one = self.assert_disagreement("left_though_cancelled")
        self.assertIn(self.kit.name, one.message)
        rest = self.sale().picking_ids - picking
        self.assertEqual(set(rest.mapped("state")), {"cancel"}, "no more of it leaves")
        one.action_keep()
        self.assertEqual(self.inbox().agreement, "agree")

    def test_a05_a_kit_whose_parts_came_back_is_at_nobody_s(self):
        order, picking = self.kit_paid()
        self.leave(picking, self.cup)
        self.say(order, "cancelled")
        self.read()
        self.bring_back(picking)
        self.compare()
        self.assertNotIn("left_though_cancelled", self.disagreements().mapped("code"))

    def test_a09_a_kit_that_came_back_has_left_all_the_same(self):
        _order, picking = self.kit_paid()
        line = self.inbox().line_ids
        self.market.results[line.remote_id] = LineResult(line.remote_id, False, "No")
        self.ship(picking)
        self.run_flow("send_operations")
        self.market.results.clear()
        self.assert_disagreement("decision_refused")
        self.bring_back(picking)
        self.compare()
        one = self.assert_disagreement("decision_refused")
        one.action_send_again()
        self.run_flow("send_operations")
        sent = [each.kind.value for each in self.market.updates]
        self.assertEqual(sent.count("ship"), 2)

    def test_a06_a_kit_of_which_one_part_left_is_not_shipped(self):
        _order, picking = self.kit_paid()
        self.leave(picking, self.cup)
        self.run_flow("send_operations")
        self.assertNotIn("ship", [each.kind.value for each in self.market.updates])
        rest = self.sale().picking_ids - picking
        self.ship(rest)
        self.run_flow("send_operations")
        self.assertEqual(
            [each.kind.value for each in self.market.updates].count("ship"), 1
        )
        self.assert_agreement()
