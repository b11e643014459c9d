# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Comparing many orders costs as many queries as comparing a few."""

from odoo.tests import tagged

from .agreement_case import AgreementCase

NUMBERS = [f"1-2026.325.00030{number:02d}" for number in range(12)]
FEW = 3


@tagged("standard", "post_install", "-at_install")
class TestCompareCost(AgreementCase):
    def queries(self, orders):
        """Queries of a comparison in a transaction of its own."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.env["laredoute.disagreement"]._compare(orders)
        return self.env.cr.sql_log_count - before

    def test_comparing_more_orders_costs_no_more_queries(self):
        self.set_stock(self.product, len(NUMBERS))
        said = [self.order(self.product, remote_id=number) for number in NUMBERS]
        self.read()
        self.run_flow("send_operations")
        for order in said:
            self.say(order, "to_ship")
        self.read()
        orders = self.env["laredoute.order"].search([("remote_id", "in", NUMBERS)])
        self.assertEqual(len(orders.sale_order_id), len(NUMBERS))
        # of some the goods left, others are still to leave
        for order in orders[::2]:
            self.ship(order.sale_order_id.picking_ids, f"6A{order.id:011d}")
        for alike in (orders, orders[::2], orders[1::2]):
            few = self.queries(alike[:FEW])
            self.assertEqual(self.queries(alike), few)
