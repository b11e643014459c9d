# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the buyer paid and will never get: given back before it leaves."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.models.offer.stock import sellable

from ..common import only_on_sellr
from .refund_case import RefundCase


@only_on_sellr("the other platform takes no refund from here")
@tagged("standard", "post_install", "-at_install")
class TestUnshipped(RefundCase):
    def setUp(self):
        super().setUp()
        self.account.give_up_by = "refund"

    def test_it_is_out_of_stock_unless_the_account_says_otherwise(self):
        self.account.give_up_by = "out_of_stock"
        self.paid()
        with self.assertRaisesRegex(UserError, "out of stock"):
            self.request((1, {"quantity": 1}))

    def test_its_goods_do_not_leave(self):
        order = self.paid(*self.two())
        refund = self.request((1, {"quantity": 2, "fee": True}))
        self.assertTrue(refund.line_ids.unshipped)
        self.send()
        self.run_flow("process_orders")
        first, second = self.lines()
        self.assertTrue(first.given_back)
        self.assertEqual(first.sale_line_id.product_uom_qty, 0)
        self.assertEqual(
            sum(
                self.sale()
                .picking_ids.move_ids.filtered(lambda move: move.state != "cancel")
                .mapped("product_uom_qty")
            ),
            1,
        )
        self.assertEqual(self.inbox().amount_total, 65.8)
        self.assertEqual(self.sale().amount_total, 65.8)
        self.says(order, "to_refund", "to_approve", "refunding", "refunded", only={1})
        self.assert_agreement()
        self.ship(self.sale().picking_ids.filtered(lambda each: each.state != "cancel"))
        self.assertEqual(second.sale_line_id.qty_delivered, 1)

    def test_what_is_there_is_shipped_and_the_rest_refunded(self):
        """Two were sold, and one of them is broken."""
        order = self.paid(self.order_line(self.product, quantity=2))
        self.market.updates.clear()
        self.ship(self.sale().picking_ids, quantity=1)
        self.sale().picking_ids.filtered(
            lambda each: each.state != "done"
        ).action_cancel()
        self.compare()
        self.run_flow("send_operations")
        self.assertFalse(self.market.updates, "La Redoute knows whole lines only")
        (one,) = self.assert_disagreement("nothing_leaves")
        action = self.as_user("manager", one).action_refund()
        request = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(request.line_ids.quantity, 1)
        request.reason_id = self.reason
        request.with_user(self.users["manager"]).action_request()
        refund = self.inbox().refund_ids
        self.assert_agreement()
        self.send()
        self.assertEqual([each.kind for each in self.market.updates], ["ship"])
        self.assertEqual(refund.state, "queued")
        order = self.says(order, "shipped")
        self.send()
        self.assertEqual(self.refunds_sent(), [("1", 1, None, False)])
        self.says(order, "to_refund", "refunded")
        self.assert_agreement()

    def test_a_part_of_the_price_waits_until_it_is_shipped(self):
        order = self.paid(self.order_line(self.product, quantity=2))
        refund = self.request((1, {"by": "amount", "goods": 5, "fee": False}))
        self.send()
        self.assertFalse(self.refunds_sent())
        self.ship(self.sale().picking_ids)
        self.run_flow("send_operations")
        self.says(order, "shipped")
        self.send()
        self.assertEqual(self.refunds_sent(), [("1", None, 5.0, False)])
        self.assertEqual(refund.state, "sent")

    def test_whole_order_cancels_the_sale_order(self):
        order = self.paid()
        self.request((1, {"quantity": 1, "fee": True}))
        self.send()
        self.run_flow("process_orders")
        self.assertEqual(self.sale().state, "cancel")
        self.says(order, "to_refund", "refunded")
        self.assert_agreement()

    def test_begun_by_la_redoute_before_the_payment_was_read(self):
        """Accepted, then To refund: no delivery may be made of what is given back."""
        order = self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        order = self.says(order, "accepted", "to_refund")
        self.assertTrue(self.inbox().refund_ids.line_ids.unshipped)
        self.assertEqual(
            (self.sale().state, len(self.sale().picking_ids)), ("cancel", 0)
        )
        self.says(order, "to_approve", "refunding", "refunded")
        self.assertFalse(self.sale().picking_ids)

    def test_what_was_shipped_past_odoo_is_not_unshipped(self):
        """Odoo never confirmed it; the seller shipped it by hand and said so there."""
        order = self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        sales = type(self.env["sale.order"])
        refusal = patch.object(sales, "_action_confirm", side_effect=UserError("No"))
        with refusal:
            self.says(order, "to_ship", "shipped", "to_refund")
        self.assertFalse(self.inbox().refund_ids.line_ids.unshipped)
        self.assertNotEqual(self.sale().state, "cancel")
        self.assertTrue(self.inbox()._open_disagreements())

    def test_out_of_stock_that_la_redoute_never_shows(self):
        self.account.give_up_by = "out_of_stock"
        self.paid(*self.two())
        self.give_reason(self.inbox().action_out_of_stock())
        self.send()
        self.account.give_up_by = "refund"
        with self.assertRaises(UserError):
            self.request((1, {"quantity": 2}))
        self.lines().operation_ids.sent_at = self.ago(hours=5)
        self.assertTrue(self.request((1, {"quantity": 2})))

    def test_refused_and_sold_again(self):
        order = self.paid(*self.two())
        self.request((1, {"quantity": 2}))
        self.send()
        self.run_flow("process_orders")
        self.says(order, "to_refund", "to_ship", only={1})
        self.assertFalse(self.lines()[0].given_back)
        self.assertEqual(self.lines()[0].sale_line_id.product_uom_qty, 2)
        (dropped,) = self.assert_disagreement("refund_dropped")
        self.as_user("manager", dropped).action_keep()
        self.assertFalse(self.inbox()._open_disagreements())

    def test_refused_and_requested_again(self):
        order = self.paid(*self.two())
        refund = self.request((1, {"quantity": 2}))
        self.send()
        self.run_flow("process_orders")
        order = self.says(order, "to_refund", "refund_refused", only={1})
        self.assertTrue(self.lines()[0].given_back, "La Redoute takes no shipment")
        self.assertEqual(self.lines()[0].sale_line_id.product_uom_qty, 0)
        refund.action_again()
        self.send()
        self.assertEqual(refund.state, "sent")
        self.says(order, "to_refund", "refunded", only={1})
        self.assert_agreement()

    def test_what_waits_for_its_turn_does_not_leave_meanwhile(self):
        products = self.product | self.other
        there = sellable(self.account, products)
        self.paid(*self.two())
        self.assertNotEqual(sellable(self.account, products), there)
        self.request((1, {"quantity": 2}))
        self.request((2, {"quantity": 1}))
        self.run_flow("process_orders")
        self.assertEqual(self.lines().mapped("given_back"), [True, True])
        self.assertEqual(self.sale().state, "cancel")
        self.assertEqual(sellable(self.account, products), there, "others may buy it")

    def test_of_two_one_is_refunded_and_the_delivery_brings_both(self):
        order = self.paid(self.order_line(self.product, quantity=2))
        self.request((1, {"quantity": 1, "fee": False}))
        (one,) = self.assert_disagreement("quantity_differs")
        one.action_restore()
        self.assert_agreement()
        self.assertEqual(self.goods().product_uom_qty, 1)
        waiting = self.sale().picking_ids.filtered(lambda each: each.state != "cancel")
        self.assertEqual(waiting.move_ids.mapped("product_uom_qty"), [1])
        self.ship(waiting)
        self.run_flow("send_operations")
        order = self.says(order, "shipped")
        self.send()
        self.says(order, "to_refund", "refunded")
        self.assert_agreement()

    def test_goods_that_leave_before_it_is_sent(self):
        self.paid()
        refund = self.request((1, {"quantity": 1}))
        self.ship(self.sale().picking_ids)
        self.send()
        # it was requested first, and the parcel is an alarm: see the next test
        self.assertEqual(refund.state, "sent")
        self.assertEqual(len(self.refunds_sent()), 1)

    def test_left_all_the_same(self):
        order = self.paid()
        self.request((1, {"quantity": 1}))
        self.ship(self.sale().picking_ids)
        self.send()
        self.says(order, "to_refund", "refunded")
        self.assertIn(
            "left_though_cancelled", self.inbox().disagreement_ids.mapped("code")
        )
