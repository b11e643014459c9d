# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute paid is on the invoices, once, and on an account of its own."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .books_case import BooksCase

WHOLE = {"by": "pieces", "fee": True}


@tagged("standard", "post_install", "-at_install")
class TestClearing(BooksCase):
    def refunded(self, order, number=1, **values):
        """La Redoute refunds a line by itself; a person says how much."""
        order = self.says(order, "refunding", "refunded", only=[number])
        action = self.inbox().refund_ids.action_say_how_much()
        request = self.env["laredoute.refund.request"].browse(action["res_id"])
        request.line_ids[0].write({**WHOLE, **values})
        request.action_say_how_much()
        return order

    def test_paid_is_registered_once(self):
        order = self.bought()
        invoice = self.sale().invoice_ids
        self.register()
        self.assertFalse(self.payments(), "La Redoute has not paid")
        order = self.says(order, "paid")
        inbox = self.inbox()
        self.assertEqual((inbox.paid_amount, inbox.to_register), (191.5, 191.5))
        self.register()
        payment = self.payments()
        self.assertRecordValues(
            payment,
            [{"amount": 191.5, "payment_type": "inbound", "state": "paid"}],
        )
        self.assertEqual(payment.memo, f"La Redoute {order.remote_id}")
        self.assertEqual(invoice.payment_state, "paid")
        self.assertEqual(self.balance(), 191.5)
        self.assertEqual(inbox.to_register, 0)
        # said again, run again
        self.says(order, "paid")
        self.register()
        self.assertEqual(self.payments(), payment)

    def test_the_day_is_that_of_the_shop(self):
        order = self.bought()
        self.says(order, "paid")
        inbox = self.inbox()
        # a quarter to midnight in Paris is the day before in UTC, with the summer's
        inbox.line_ids.write({"paid_at": "2026-07-09 22:15:00"})
        self.settings.books_from = "2026-07-10"
        self.register()
        self.assertEqual(str(self.payments().date), "2026-07-10")

    def test_each_line_when_it_is_paid(self):
        order = self.bought()
        invoice = self.sale().invoice_ids
        order = self.says(order, "paid", only=[1])
        self.register()
        self.assertEqual(self.payments().amount, 125.7)
        self.assertEqual(invoice.payment_state, "partial")
        self.says(order, "paid")
        self.register()
        self.assertEqual(self.payments().mapped("amount"), [125.7, 65.8])
        self.assertEqual(invoice.payment_state, "paid")
        self.assertEqual(self.balance(), 191.5)

    def test_what_is_not_invoiced_waits_and_is_seen(self):
        order = self.shipped(*self.two())
        self.says(order, "paid")
        self.register()
        self.assertFalse(self.payments())
        self.assertIn("Post the invoice", self.inbox().books_problem)
        found = self.env["laredoute.order"].search([("to_register", ">", 0)])
        self.assertEqual(found, self.inbox())
        self.invoice()
        self.register()
        self.assertEqual(self.balance(), 191.5)
        self.assertFalse(self.env["laredoute.order"].search([("to_register", ">", 0)]))
        self.assertFalse(self.inbox().books_problem)

    def test_a_draft_waits(self):
        order = self.shipped(*self.two())
        self.says(order, "paid")
        invoice = self.sale()._create_invoices()
        self.register()
        self.assertFalse(self.payments())
        invoice.action_post()
        self.register()
        self.assertEqual(self.payments().amount, 191.5)

    def test_never_more_than_the_invoice_holds(self):
        order = self.bought(self.order_line(self.product, quantity=2))
        self.says(order, "paid")
        invoice = self.sale().invoice_ids
        invoice.button_draft()
        invoice.invoice_line_ids[:1].price_unit -= 10
        invoice.action_post()
        self.register()
        self.assertEqual(self.payments().amount, 105.7)
        self.assertEqual(self.inbox().to_register, 20, "is seen, and named")

    def test_a_refund_after_the_payment_is_paid_back(self):
        order = self.bought()
        order = self.says(order, "paid")
        self.register()
        order = self.refunded(order, quantity=1, fee=False)
        inbox = self.inbox()
        self.assertEqual(inbox.to_register, -59.9)
        self.register()
        self.assertEqual(len(self.payments()), 1, "its credit note is missing")
        self.assertIn("credit note first", inbox.books_problem)
        self.env["account.move"].browse(
            inbox.refund_ids.action_credit()["res_id"]
        ).action_post()
        self.register()
        self.assertRecordValues(
            self.payments(),
            [
                {"amount": 191.5, "payment_type": "inbound"},
                {"amount": 59.9, "payment_type": "outbound"},
            ],
        )
        self.assertEqual(inbox.refund_ids.credit_note_ids.payment_state, "paid")
        self.assertEqual(self.balance(), 131.6)
        self.says(order, "refunded")
        self.register()
        self.assertEqual(len(self.payments()), 2)

    def test_a_refund_before_the_payment_lessens_it(self):
        order = self.bought()
        self.refunded(order, 2, quantity=1)
        inbox = self.inbox()
        note = self.env["account.move"].browse(
            inbox.refund_ids.action_credit()["res_id"]
        )
        note.action_post()
        order = self.say(order, "paid", only=[1])
        self.read()
        self.register()
        self.assertEqual(self.payments().amount, 125.7)
        self.assertEqual(self.sale().invoice_ids[:1].amount_residual, 0)
        self.assertEqual(note.amount_residual, 0)
        self.assertEqual(self.balance(), 125.7)

    def test_from_the_first_day_on(self):
        self.settings.books_from = fields.Date.today() + timedelta(days=2)
        order = self.bought()
        self.says(order, "paid")
        self.register()
        self.assertFalse(self.payments())
        self.assertEqual(self.inbox().to_register, 0)
        self.settings.books_from = fields.Date.today() - timedelta(days=2)
        self.assertEqual(self.inbox().to_register, 191.5)
        self.settings.books_from = False
        self.assertEqual(self.inbox().to_register, 0)

    def test_a_person_who_takes_it_out_is_left_alone(self):
        order = self.bought()
        self.says(order, "paid")
        self.register()
        inbox = self.inbox()
        for take_out in ("action_cancel", "unlink"):
            getattr(self.payments()[-1:], take_out)()
            self.assertTrue(inbox.books_by_hand, take_out)
            self.assertIn("taken out of the books", inbox.message_ids[0].body)
            self.register()
            self.assertEqual(inbox.registered_amount, 0)
            self.assertEqual(inbox.to_register, 0)
            inbox.action_register_payments()
            self.assertEqual(inbox.registered_amount, 191.5, take_out)
            self.assertFalse(inbox.books_by_hand)

    def test_one_that_is_corrected_is_not_made_again(self):
        order = self.bought()
        self.says(order, "paid", only=[1])
        self.register()
        payment = self.payments()
        payment.action_draft()
        self.register()
        self.assertEqual(self.payments(), payment)
        payment.date = payment.date - timedelta(days=1)
        payment.action_post()
        self.register()
        self.assertEqual(self.payments(), payment)
        self.assertEqual(self.balance(), 125.7)
        self.assertFalse(self.inbox().books_by_hand)

    def test_a_locked_period_gets_nothing(self):
        order = self.bought()
        self.says(order, "paid")
        # La Redoute's day is the shop's: late in the evening that is the next one
        today = self.account._local_now().date()
        self.env.company.fiscalyear_lock_date = today
        self.register()
        tomorrow = today + timedelta(days=1)
        self.assertEqual(self.payments().date, tomorrow)
        self.assertIn("locked", self.payments().message_ids[0].body)

    def test_one_that_cannot_be_registered_stops_only_itself(self):
        self.says(self.bought(), "paid")
        inbox = self.inbox()
        good = self.another(9, self.order_line(self.other))
        method = type(self.env["account.payment"]).action_post

        def refuse(payments):
            if inbox in payments.laredoute_order_id:
                raise UserError("Nicht erlaubt")
            return method(payments)

        with patch.object(type(self.env["account.payment"]), "action_post", refuse):
            self.register()
        self.assertEqual(inbox.books_problem, "Nicht erlaubt")
        self.assertFalse(self.payments())
        self.assertEqual(good.registered_amount, 65.8)
        self.register()
        self.assertFalse(inbox.books_problem)
        self.assertEqual(self.payments().amount, 191.5)

    def test_without_a_usable_journal_it_says_so(self):
        order = self.bought()
        self.says(order, "paid")
        lines = self.journal.inbound_payment_method_line_ids
        lines.payment_account_id = False
        self.register()
        self.assertIn(self.journal.name, self.inbox().books_problem)

    def test_its_journal_is_made_once(self):
        self.settings.action_make_journal()
        self.assertEqual(self.settings.clearing_journal_id, self.journal)
        self.assertTrue(self.clearing.reconcile)

    def test_many_orders_in_one_go(self):
        self.set_stock(self.product, 99)
        for number in range(2, 5):
            self.another(number, self.order_line(self.product))
        payments = self.env["account.payment"]
        self.register()
        made = payments.search([("laredoute_order_id", "!=", False)])
        self.assertEqual(made.mapped("amount"), [65.8] * 3)
        self.assertEqual(self.balance(), 197.4)
        for payment in made:
            self.assertIn(
                payment.reconciled_invoice_ids,
                payment.laredoute_order_id.sale_order_id.invoice_ids,
            )
