# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Kits: their components are promised once, whoever sells them."""

from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.records import LineResult
from odoo.addons.laredoute_connector.models.offer.stock import Stock

from ..kit_case import KitCase
from .stock_case import StockCase


@tagged("standard", "post_install", "-at_install")
class TestKits(StockCase, KitCase):
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
