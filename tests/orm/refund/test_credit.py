# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Returns and credit notes are proposed, and tied to their refund."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import only_on_sellr
from .refund_case import RefundCase


@tagged("standard", "post_install", "-at_install")
class TestCredit(RefundCase):
    def refunded(self, order, *selected):
        """La Redoute refunds lines by itself; a person says how much."""
        order = self.says(order, "refunding", "refunded")
        refund = self.inbox().refund_ids
        action = refund.action_say_how_much()
        request = self.env["laredoute.refund.request"].browse(action["res_id"])
        for number, values in selected:
            request.line_ids[number - 1].write(values)
        request.action_say_how_much()
        return refund

    def credit(self, refund):
        note = self.env["account.move"].browse(refund.action_credit()["res_id"])
        self.assertEqual((note.move_type, note.state), ("out_refund", "draft"))
        return note

    def test_it_is_missing_until_it_is_posted(self):
        order = self.shipped(*self.two())
        self.invoice()
        whole = {"by": "pieces", "fee": True}
        refund = self.refunded(
            order, (1, {**whole, "quantity": 2}), (2, {**whole, "quantity": 1})
        )
        self.assert_disagreement(
            "refund_not_booked", "refund_not_booked", "fee_not_booked"
        )
        self.assertEqual(refund.to_credit, 191.5)
        one = self.inbox().disagreement_ids[:1]
        self.assertEqual(one.action_credit()["res_model"], "account.move")
        note = self.credit(refund)
        self.assertEqual(len(refund.credit_note_ids), 1, "the draft is opened again")
        self.assertEqual(note.amount_total, 191.5)
        note.action_post()
        self.compare()
        self.assert_agreement()
        self.assertEqual(refund.to_credit, 0)
        with self.assertRaisesRegex(UserError, "Nothing"):
            refund.action_credit()

    def test_it_never_has_the_order_invoiced_again(self):
        """Odoo invoices anew what a credit note reopens."""
        order = self.shipped(self.order_line(self.product, quantity=2))
        self.invoice()
        refund = self.refunded(order, (1, {"quantity": 1, "fee": False}))
        self.credit(refund).action_post()
        self.assertEqual(self.sale().invoice_status, "invoiced")
        self.compare()
        self.assert_agreement()

    def test_what_came_back_reopens_the_line(self):
        order = self.shipped(self.order_line(self.product, quantity=2))
        self.invoice()
        self.give_back(1)
        refund = self.refunded(order, (1, {"quantity": 1, "fee": False}))
        self.credit(refund).action_post()
        self.assertEqual(self.goods().qty_invoiced, 1)
        self.assertEqual(self.sale().invoice_status, "invoiced")
        self.compare()
        self.assert_agreement()

    def test_a_part_of_the_price(self):
        order = self.shipped(self.order_line(self.product, quantity=2))
        self.invoice()
        refund = self.refunded(
            order, (1, {"by": "amount", "goods": 7.77, "fee": False})
        )
        note = self.credit(refund)
        self.assertEqual(note.amount_total, 7.77)
        note.action_post()
        self.compare()
        self.assert_agreement()
        self.assertEqual(self.goods().qty_invoiced, 2)

    @only_on_sellr("the other platform takes no refund from here")
    def test_each_refund_of_a_line_has_its_own(self):
        order = self.shipped(self.order_line(self.product, quantity=2))
        self.invoice()
        refunds = []
        for goods in (5, 7):
            part = {"by": "amount", "goods": goods, "fee": False}
            refunds.append(self.request((1, part)))
            self.send()
            order = self.says(order, "to_refund", "refunded", "shipped")
        self.assertEqual([each.to_credit for each in refunds], [5, 7])
        note = self.credit(refunds[0])
        note.action_post()
        self.assertEqual([each.to_credit for each in refunds], [0, 7])
        with self.assertRaisesRegex(UserError, "Nothing"):
            refunds[0].action_credit()
        self.credit(refunds[1]).action_post()
        self.compare()
        self.assert_agreement()

    def test_a_price_that_cannot_be_divided(self):
        line = self.order_line(self.product, quantity=3, price="33.333333")
        order = self.shipped(line)
        self.invoice()
        refund = self.refunded(order, (1, {"quantity": 1, "fee": False}))
        note = self.credit(refund)
        self.assertEqual(note.amount_total, 33.33)

    def test_not_invoiced_nothing_to_credit(self):
        order = self.shipped()
        refund = self.refunded(order, (1, {"quantity": 1}))
        self.assertFalse(refund.to_credit)
        self.assert_agreement()

    def test_who_may(self):
        order = self.shipped()
        self.invoice()
        refund = self.refunded(order, (1, {"quantity": 1}))
        with self.assertRaises(AccessError):
            refund.with_user(self.users["manager"]).action_credit()
        with self.assertRaises(AccessError):
            refund.with_user(self.users["manager"]).action_return()

    def test_return_is_tied_to_its_refund(self):
        order = self.shipped(*self.two())
        refund = self.refunded(
            order,
            (1, {"quantity": 1, "fee": False}),
            (2, {"quantity": 1, "fee": False}),
        )
        self.assertEqual(refund.to_return, 2)
        back = self.give_back(refund=refund)
        self.assertEqual(back.laredoute_refund_id, refund)
        self.assertEqual(back.move_ids.mapped("quantity"), [1, 1])
        self.assertEqual((refund.return_count, refund.to_return), (1, 0))
        self.assert_agreement()

    @only_on_sellr("the other platform takes no refund from here")
    def test_what_came_back_is_refunded(self):
        self.shipped(self.order_line(self.product, quantity=2))
        back = self.give_back(1)
        (one,) = self.assert_disagreement("returned_here")
        self.assertEqual(
            self.as_user("manager", one).action_refund()["res_model"],
            "laredoute.refund.request",
        )
        action = back.action_laredoute_refund()
        request = self.env["laredoute.refund.request"].browse(action["res_id"])
        self.assertEqual(request.line_ids.quantity, 1)
        request.reason_id = self.reason
        request.action_request()
        self.assertEqual(back.laredoute_refund_id, self.inbox().refund_ids)
        self.assert_agreement()

    @only_on_sellr("the other platform takes no refund from here")
    def test_what_was_credited_is_refunded(self):
        self.shipped(self.order_line(self.product, quantity=2))
        invoice = self.invoice()
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": invoice.journal_id.id})
        )
        note = self.env["account.move"].browse(wizard.refund_moves()["res_id"])
        lines = note.invoice_line_ids
        lines.filtered(lambda line: line.product_id != self.product).unlink()
        lines.exists().quantity = 1
        note.action_post()
        self.compare()
        (one,) = self.assert_disagreement("credited_here")
        self.assertIn("59.90", one.message.replace(",", "."))
        self.assertTrue(note.laredoute_refundable)
        action = note.action_laredoute_refund()
        request = self.env["laredoute.refund.request"].browse(action["res_id"])
        self.assertEqual(
            (request.line_ids.by, request.line_ids.goods), ("amount", 59.9)
        )
        request.reason_id = self.reason
        request.action_request()
        self.assertEqual(note.laredoute_refund_id, self.inbox().refund_ids)
        self.assert_agreement()
        self.assertFalse(note.laredoute_refundable)

    def test_after_la_redoute_paid_only_its_support_helps(self):
        order = self.shipped()
        self.says(order, "paid")
        self.give_back(1)
        (one,) = self.assert_disagreement("returned_here")
        self.assertIn("seller support", one.message)
        self.assertEqual(one.ways, ",keep_ours,")
