# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Warehouses of several steps, and sales that are locked."""

from odoo.tests import tagged

from .agreement_case import AgreementCase


@tagged("standard", "post_install", "-at_install")
class TestWarehouse(AgreementCase):
    def picked(self):
        """A paid order in two steps, whose goods were picked and did not leave."""
        self.account.warehouse_id.delivery_steps = "pick_ship"
        order = self.paid()
        pick = self.sale().picking_ids
        pick.move_ids.write({"quantity": 1, "picked": True})
        pick.button_validate()
        self.assertEqual(pick.state, "done")
        self.compare()
        self.assert_agreement()
        return order

    def test_a26_cancelled_after_the_pick_nothing_is_shipped(self):
        self.say(self.picked(), "cancelled")
        self.read()
        self.assertEqual(self.sale().state, "cancel")
        left = self.sale().picking_ids.filtered(
            lambda each: each.picking_type_code == "outgoing"
        )
        self.assertEqual(set(left.mapped("state")), {"cancel"})
        self.assert_agreement()

    def test_a26_two_steps_to_the_end_are_in_agreement(self):
        order = self.picked()
        ship = self.sale().picking_ids.filtered(
            lambda each: each.picking_type_code == "outgoing"
        )
        self.ship(ship)
        self.run_flow("send_operations")
        self.say(order, "shipped")
        self.read()
        self.assert_agreement()

    def test_a05_a_line_cancelled_of_a_locked_sale_does_not_leave(self):
        order = self.paid(self.product, self.make_product(stock=3))
        self.sale().action_lock()
        self.say(order, "cancelled", only={2})
        self.read()
        moves = self.goods()[1].move_ids
        self.assertEqual(set(moves.mapped("state")), {"cancel"})
        one = self.assert_disagreement("still_ordered")
        self.assertEqual(one.order_line_id, self.inbox().line_ids[1])
        one.action_restore()
        self.assertTrue(self.sale().locked)
        self.assertEqual(self.goods().mapped("product_uom_qty"), [1, 0])
        self.assert_agreement()

    def test_a05_the_rest_of_a_locked_sale_goes_on(self):
        order = self.paid(self.product, self.make_product(stock=3))
        self.sale().action_lock()
        self.say(order, "cancelled", only={2})
        self.read()
        self.ship(self.sale().picking_ids.filtered(lambda each: each.state != "cancel"))
        self.run_flow("send_operations")
        (update,) = [each for each in self.market.updates if each.kind == "ship"]
        self.assertEqual(update.line_id, self.inbox().line_ids[0].remote_id)
