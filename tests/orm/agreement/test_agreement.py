# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""People change Odoo's documents, La Redoute goes on: who sees it, and the ways out."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.records import (
    DecisionKind,
    LineResult,
)

from .agreement_case import AgreementCase


@tagged("standard", "post_install", "-at_install")
class TestAgreement(AgreementCase):
    def test_a_whole_life_is_in_agreement(self):
        order = self.paid()
        self.ship(self.sale().picking_ids)
        self.compare()
        self.assert_agreement()
        self.run_flow("send_operations")
        for status in ("shipped", "paid"):
            order = self.say(order, status)
            self.read()
            self.compare()
            self.assert_agreement()

    # ------------------------------------------------------ A1, cancelled by hand
    def test_a01_a_paid_order_cancelled_by_hand(self):
        self.take(*DecisionKind)
        order = self.paid()
        self.sale()._action_cancel()
        self.compare()
        (one,) = self.assert_disagreement("cancelled_here")
        self.assertEqual((one.severity, one.theirs), ("error", "to_ship"))
        self.assertIn(self.sale().name, one.message)
        self.give_reason(one.action_out_of_stock())
        self.assert_agreement()
        self.run_flow("send_operations")
        self.assertEqual(self.market.updates[-1].kind, DecisionKind.OUT_OF_STOCK)
        self.say(order, "out_of_stock")
        self.read()
        self.assert_agreement()

    def test_a01_a_quotation_cancelled_before_the_payment(self):
        order = self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        self.say(order, "accepted")
        self.read()
        self.sale()._action_cancel()
        self.compare()
        self.assert_disagreement("cancelled_here")

    def test_a01_a_cancellation_is_taken_back(self):
        self.paid()
        self.sale()._action_cancel()
        self.compare()
        self.disagreements().action_restore()
        self.run_flow("process_orders")
        self.assertEqual(self.sale().state, "sale")
        self.assertEqual(
            self.sale().picking_ids.filtered(lambda each: each.state != "cancel").state,
            "assigned",
        )
        self.assert_agreement()

    # ------------------------------------------- A2, lines and deliveries by hand
    def test_a02_a_delivery_cancelled_by_hand(self):
        self.take(*DecisionKind)
        self.paid()
        self.sale().picking_ids.action_cancel()
        self.compare()
        one = self.assert_disagreement("nothing_leaves")
        self.assertEqual((one.theirs, one.ours), ("1", "0"))
        one.action_restore()
        self.assertTrue(
            self.sale().picking_ids.filtered(lambda each: each.state == "assigned")
        )
        self.assert_agreement()

    def test_a02_a_quantity_lowered_on_a_quotation(self):
        self.order(self.order_line(self.product, quantity=3))
        self.read()
        self.goods().product_uom_qty = 1
        self.compare()
        one = self.assert_disagreement("quantity_differs")
        self.assertEqual((one.theirs, one.ours), ("3", "1"))
        one.action_restore()
        self.assertEqual(self.goods().product_uom_qty, 3)
        self.assert_agreement()

    def test_a02_a_quantity_lowered_once_confirmed(self):
        self.paid(self.order_line(self.product, quantity=3))
        self.goods().product_uom_qty = 1
        self.compare()
        self.assertIn("quantity_differs", self.disagreements().mapped("code"))
        self.disagreements().filtered(
            lambda each: each.code == "quantity_differs"
        ).action_restore()
        self.compare()
        self.assert_agreement()
        moves = self.goods().move_ids.filtered(lambda move: move.state != "cancel")
        self.assertEqual(moves.location_dest_id.usage, "customer", "nothing comes back")
        self.assertEqual(moves.mapped("product_uom_qty"), [3])

    def test_a02_a_line_removed(self):
        self.order(self.product, self.make_product(stock=3))
        self.read()
        self.goods()[1].unlink()
        self.compare()
        one = self.assert_disagreement("line_missing")
        self.assertEqual(one.order_line_id, self.inbox().line_ids[1])
        one.action_restore()
        self.assertEqual(len(self.goods()), 2)
        self.assert_agreement()

    def test_a02_a_product_swapped(self):
        self.order(self.product)
        self.read()
        line, other = self.goods(), self.make_product(stock=3)
        line.write({"product_id": other.id})
        line.write({"price_unit": 59.90, "tax_ids": line.tax_ids.ids})
        self.compare()
        one = self.disagreements().filtered(lambda each: each.code == "product_differs")
        self.assertIn(self.product.display_name, one.message)
        one.action_restore()
        self.assertEqual(line.product_id, self.product)
        self.assert_agreement()

    def test_a02_a_price_changed(self):
        self.order(self.product)
        self.read()
        self.goods().price_unit = 49.90
        self.compare()
        one = self.assert_disagreement("price_differs")
        self.assertEqual((one.theirs, one.ours), ("59.9", "49.9"))
        one.action_restore()
        self.assert_agreement()
        self.assertFalse(self.inbox().amount_difference)

    def test_a19_no_edit_of_another_field_changes_price_or_tax(self):
        self.product.lst_price = 12
        self.order(self.product)
        self.read()
        line = self.goods()
        before = line.price_unit, line.tax_ids
        self.sale()._recompute_prices()
        line.product_uom_qty = 4
        line.product_uom_qty = 1
        self.product.taxes_id = False
        self.sale().fiscal_position_id = self.env["account.fiscal.position"].create(
            {"name": "Hors taxes"}
        )
        self.sale()._recompute_taxes()
        self.assertEqual((line.price_unit, line.tax_ids), before)
        self.compare()
        self.assert_agreement()

    # ----------------------------------------------------- A3, less than was sold
    def test_a03_a_second_line_that_never_leaves(self):
        self.paid(self.product, self.make_product(stock=3))
        self.goods()[1].product_uom_qty = 0
        self.compare()
        shown = self.disagreements().filtered(
            lambda each: each.order_line_id == self.inbox().line_ids[1]
        )
        self.assertIn("quantity_differs", shown.mapped("code"))
        self.ship(self.sale().picking_ids.filtered(lambda each: each.state != "done"))
        self.run_flow("send_operations")
        self.assertEqual(
            [each.line_id for each in self.market.updates if each.kind == "ship"],
            [self.inbox().line_ids[0].remote_id],
        )

    def test_a03_no_backorder(self):
        self.paid(self.order_line(self.product, quantity=2))
        picking = self.sale().picking_ids
        picking.move_ids.quantity = 1
        picking.move_ids.picked = True
        picking.carrier_tracking_ref = "6A1"
        picking.with_context(
            skip_backorder=True, picking_ids_not_to_backorder=picking.ids
        ).button_validate()
        self.compare()
        one = self.assert_disagreement("nothing_leaves")
        self.assertEqual((one.theirs, one.ours), ("2", "1"))

    # -------------------------------------------- A6 to A8, decisions that failed
    def refused(self, kind="accept"):
        """La Redoute refuses what is sent of the first line."""
        line = self.inbox().line_ids[0]
        self.market.results[line.remote_id] = LineResult(line.remote_id, False, "No")
        self.run_flow("send_operations")
        self.market.results.clear()
        return line.operation_ids.filtered(lambda each: each.kind == kind)

    def test_a06_news_do_not_close_the_alarm_of_a_refused_acceptance(self):
        order = self.order(self.product)
        self.read()
        self.refused()
        one = self.assert_disagreement("decision_refused")
        self.assertIn("No", one.message)
        self.say(order, "to_accept")
        self.read()
        self.assert_disagreement("decision_refused")

    def test_a07_accept_pressed_again_sends_it_again(self):
        self.order(self.product)
        self.read()
        operation = self.refused()
        self.inbox().action_accept()
        self.assertEqual(operation.state, "queued")
        self.assert_agreement()
        self.run_flow("send_operations")
        self.assertEqual(operation.state, "sent")

    def test_a07_another_answer_takes_its_place(self):
        self.order(self.product)
        self.read()
        self.refused()
        self.give_reason(self.disagreements().action_refuse())
        self.assert_agreement()
        self.run_flow("send_operations")
        self.assertEqual(self.market.updates[-1].kind, DecisionKind.REFUSE)

    def test_a06_a_refused_shipment_stands_until_it_is_sent_again(self):
        order = self.paid()
        self.ship(self.sale().picking_ids)
        operation = self.refused("ship")
        self.assert_disagreement("decision_refused")
        self.say(order, "to_ship")
        self.read()
        self.assert_disagreement("decision_refused").action_send_again()
        self.assertEqual(operation.state, "queued")
        self.assert_agreement()

    # ------------------------------------------ A27 and A28, what stops an order
    def test_a27_a_confirmation_that_does_nothing_is_shown(self):
        order = self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        self.patch(type(self.env["sale.order"]), "action_confirm", lambda self: True)
        self.say(order, "to_ship")
        self.read()
        one = self.assert_disagreement("not_confirmed")
        self.assertIn(self.sale().name, one.message)

    def test_a28_a_refusal_in_odoos_own_words_is_shown_in_them(self):
        def refuse(self):
            raise UserError("Ask the accountant.")

        order = self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        self.patch(type(self.env["sale.order"]), "action_confirm", refuse)
        self.say(order, "to_ship")
        self.read()
        self.assertIn(
            "Ask the accountant.",
            self.assert_disagreement("held_up").mapped("message"),
        )

    # --------------------------------------------------------- A16, money and goods
    def test_a16_goods_that_came_back(self):
        order = self.paid()
        picking = self.sale().picking_ids
        self.ship(picking)
        self.run_flow("send_operations")
        self.say(order, "shipped")
        self.read()
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 1
        back = wizard._create_return()
        back.move_ids.write({"quantity": 1, "picked": True})
        back.button_validate()
        self.compare()
        one = self.assert_disagreement("returned_here")
        self.assertEqual(one.severity, "warning")

    def test_a16_cancelled_after_it_left(self):
        order = self.paid()
        self.ship(self.sale().picking_ids)
        self.compare()
        self.say(order, "cancelled")
        self.read()
        codes = self.disagreements().mapped("code")
        self.assertIn("left_though_cancelled", codes)
