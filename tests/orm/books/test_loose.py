# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What people change of invoices and payments finds itself again."""

from odoo.tests import tagged

from .books_case import BooksCase


@tagged("standard", "post_install", "-at_install")
class TestLoose(BooksCase):
    def setUp(self):
        super().setUp()
        self.said = self.bought()
        self.bill = self.sale().invoice_ids

    def paid_here(self, only=None):
        self.said = self.says(self.said, "paid", only=only)
        self.register()

    def refunds(self, number, quantity, *, say=True):
        """La Redoute refunds pieces of a line; its credit note is not made yet."""
        self.said = self.says(self.said, "refunding", "refunded", only=[number])
        refund = self.inbox().refund_ids
        if say:
            request = self.env["laredoute.refund.request"].browse(
                refund.action_say_how_much()["res_id"]
            )
            request.line_ids[0].write(
                {"by": "pieces", "quantity": quantity, "fee": False}
            )
            request.action_say_how_much()
        return refund

    def credit(self, refund):
        note = self.env["account.move"].browse(refund.action_credit()["res_id"])
        note.action_post()
        return note

    def test_an_invoice_that_was_made_anew_is_paid_again(self):
        self.paid_here()
        self.bill.button_draft()
        self.bill.line_ids.remove_move_reconcile()
        self.bill.action_post()
        self.assertEqual(self.bill.payment_state, "not_paid")
        self.register()
        self.assertEqual(self.bill.payment_state, "paid")
        self.assertEqual(len(self.payments()), 1, "the same payment pays it")
        self.assertEqual(self.balance(), 191.5)

    def test_a_payment_that_was_lowered_is_completed(self):
        self.paid_here()
        payment = self.payments()
        payment.action_draft()
        payment.move_id.line_ids.remove_move_reconcile()
        payment.amount = 181.5
        payment.action_post()
        self.register()
        self.assertEqual(self.payments().mapped("amount"), [181.5, 10])
        self.assertEqual(self.bill.payment_state, "paid")
        self.assertEqual(self.inbox().to_register, 0)

    def test_a_refund_is_paid_back_while_another_line_is_still_owed(self):
        self.paid_here(only=[1])
        refund = self.refunds(1, 1)
        note = self.credit(refund)
        note.line_ids.remove_move_reconcile()
        self.register()
        self.assertEqual(self.payments().mapped("amount"), [125.7, 59.9])
        self.assertEqual(self.payments()[1].payment_type, "outbound")
        self.assertEqual(note.payment_state, "paid")
        self.assertEqual(self.bill.amount_residual, 65.8)

    def test_a_refund_before_the_payment_meets_its_invoice(self):
        note = self.credit(self.refunds(2, 1))
        note.line_ids.remove_move_reconcile()
        self.assertEqual(note.amount_residual, 59.9)
        self.register()
        self.assertEqual(note.amount_residual, 0)
        self.assertEqual(self.bill.amount_residual, 131.6)
        self.assertFalse(self.payments())

    def test_a_refund_of_which_nobody_knows_how_much(self):
        self.paid_here()
        self.refunds(1, 1, say=False)
        self.assertFalse(self.inbox().refund_ids.amount_known)
        self.assertEqual(self.inbox().to_register, 0)

    def test_payments_that_a_person_keeps(self):
        inbox = self.inbox()
        inbox.action_books_by_hand()
        self.paid_here()
        self.assertFalse(self.payments())
        self.assertEqual(inbox.to_register, 0)
        inbox.action_register_payments()
        self.assertEqual(self.payments().amount, 191.5)

    def test_what_is_left_is_said_and_undoes_nothing(self):
        self.paid_here(only=[1])
        other = self.another(9, self.order_line(self.other))
        other.sale_order_id.invoice_ids.button_draft()
        self.said = self.says(self.said, "paid")
        shown = (self.inbox() | other).action_register_payments()
        self.assertEqual(shown["params"]["type"], "warning")
        self.assertIn(other.remote_id, shown["params"]["message"])
        self.assertEqual(self.inbox().to_register, 0)

    def test_two_accounts_for_coming_and_going_are_refused(self):
        account = self.clearing.copy({"name": "Autre"})
        self.journal.outbound_payment_method_line_ids.payment_account_id = account
        self.paid_here()
        self.credit(self.refunds(1, 1))
        self.register()
        self.assertIn("one account", self.inbox().books_problem)
