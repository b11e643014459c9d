# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Warehouses of several steps, and sales that are locked."""

from dataclasses import replace
from decimal import Decimal

from odoo.tests import tagged

from .agreement_case import AgreementCase


@tagged("standard", "post_install", "-at_install")
class TestWarehouse(AgreementCase):
    def picked(self, quantity=1):
        """A paid order in two steps, whose goods were picked and did not leave."""
        self.account.warehouse_id.delivery_steps = "pick_ship"
        order = self.paid(self.order_line(self.product, quantity=quantity))
        pick = self.sale().picking_ids
        pick.move_ids.write({"quantity": quantity, "picked": True})
        pick.button_validate()
        self.assertEqual(pick.state, "done")
        self.compare()
        self.assert_agreement()
        return order

    def ships(self):
        """Deliveries to the buyer that are still to be done."""
        return self.sale().picking_ids.filtered(
            lambda each: (
                each.picking_type_code == "outgoing"
                and each.state not in ("done", "cancel")
            )
        )

    def restore_all(self):
        """A person restores what is shown, until nothing is; within three rounds."""
        for _round in range(3):
            self.compare()
            for each in self.disagreements():
                if each.exists():
                    each.action_restore()
            self.run_flow("process_orders")
        self.compare()
        self.assert_agreement()

    def assert_leaves(self, order, quantity):
        """So many leave, of those that were picked, and both sides agree to the end."""
        ship = self.ships()
        self.assertEqual(ship.move_ids.mapped("product_uom_qty"), [quantity])
        self.assertEqual(ship.state, "assigned", "of the goods that were picked")
        self.ship(ship)
        self.run_flow("send_operations")
        self.say(order, "shipped")
        self.read()
        self.assert_agreement()
        self.assertFalse(self.ships())
        self.assertEqual(self.goods().qty_delivered, self.goods().product_uom_qty)

    def lowered(self, order):
        """La Redoute sells one piece less of it."""
        line = order.lines[0]
        less = replace(line, quantity=line.quantity - 1)
        order = self.put(order, lines=(less,))
        self.read()
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

    def test_a26_a_delivery_that_was_cancelled_after_the_pick_is_made_anew(self):
        order = self.picked()
        self.ships().action_cancel()
        self.compare()
        one = self.assert_disagreement("nothing_leaves")
        one.action_restore()
        self.compare()
        self.assert_agreement()
        self.assert_leaves(order, 1)

    def test_a26_the_rest_of_what_was_picked_is_brought_once_the_first_part_left(self):
        order = self.picked(quantity=3)
        self.ship(self.ships(), "PART", quantity=1)
        self.ships().action_cancel()
        self.compare()
        one = self.assert_disagreement("nothing_leaves")
        one.action_restore()
        self.assert_leaves(order, 2)

    def test_a26_less_than_was_picked_is_to_leave(self):
        order = self.lowered(self.picked(quantity=3))
        self.restore_all()
        self.assert_leaves(order, 2)

    def test_a26_less_than_was_picked_is_to_leave_and_its_delivery_was_cancelled(self):
        order = self.picked(quantity=3)
        self.ships().action_cancel()
        order = self.lowered(order)
        self.restore_all()
        self.assert_leaves(order, 2)

    def test_a26_more_than_was_picked_is_to_leave(self):
        order = self.picked()
        self.ships().action_cancel()
        more = replace(order.lines[0], quantity=Decimal(2))
        order = self.put(order, lines=(more,))
        self.read()
        self.restore_all()
        pick = self.sale().picking_ids.filtered(
            lambda each: (
                each.picking_type_code == "internal" and each.state == "assigned"
            )
        )
        pick.move_ids.write({"quantity": 1, "picked": True})
        pick.button_validate()
        self.assert_leaves(order, 2)

    def test_a26_a_cancelled_sale_that_is_restored_brings_what_was_picked(self):
        order = self.picked()
        self.sale()._action_cancel()
        self.compare()
        self.assert_disagreement("cancelled_here").action_restore()
        self.run_flow("process_orders")
        self.compare()
        self.assert_agreement()
        self.assert_leaves(order, 1)

    def test_a26_two_steps_to_the_end_are_in_agreement(self):
        self.assert_leaves(self.picked(), 1)

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

    def test_a05_a_line_that_left_holds_nothing_of_the_others(self):
        other = self.make_product(stock=3)
        order = self.order(self.product, other)
        self.read()
        self.run_flow("send_operations")
        order = self.say(order, "to_ship", only={1})
        self.read()
        self.ship(self.sale().picking_ids)
        order = self.say(order, "cancelled", only={1})
        self.say(order, "to_ship", only={2})
        self.read()
        self.assertEqual(self.inbox().state, "done")
        self.assertEqual(self.goods()[1].move_ids.state, "assigned")
        one = self.assert_disagreement("left_though_cancelled")
        one.action_keep()
        self.assertEqual(self.inbox().agreement, "agree")

    def test_a05_the_rest_of_an_order_cancelled_as_a_whole_stays(self):
        order = self.paid(self.order_line(self.product, quantity=2))
        self.ship(self.sale().picking_ids, quantity=1)
        self.say(order, "cancelled")
        self.read()
        self.assertEqual(self.goods().product_uom_qty, 1)
        self.assertFalse(self.goods().move_ids._laredoute_waiting())
        one = self.assert_disagreement("left_though_cancelled")
        self.assertEqual(one.ours, "1")

    def test_a05_what_comes_back_of_a_cancelled_order_goes_on_coming(self):
        order = self.paid()
        picking = self.sale().picking_ids
        self.ship(picking)
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 1
        back = wizard._create_return()
        self.say(order, "cancelled")
        self.read()
        self.assertNotEqual(back.state, "cancel")
        self.assert_disagreement("left_though_cancelled")
        back.move_ids.write({"quantity": 1, "picked": True})
        back.button_validate()
        self.compare()
        # La Redoute sells it no more, and nothing of it is at the buyer's
        self.assert_disagreement("still_ordered").action_restore()
        self.assertEqual(self.sale().state, "cancel")
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
