# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Refunds of what the account's policy invoices, before and after it is invoiced."""

from odoo.tests import tagged

from odoo.addons.laredoute_connector.models.refund.request import Part

from ..refund.refund_case import RefundCase
from .invoice_case import FLOW, InvoiceCase


@tagged("standard", "post_install", "-at_install")
class TestRefunds(InvoiceCase, RefundCase):
    policy = "delivery"

    def refunded(self, order, pieces):
        """La Redoute refunds pieces of the line, without the delivery fee."""
        self.says(order, "refunding", "refunded")
        part = Part(self.lines(), pieces, None, False)
        self.inbox().refund_ids._say_how_much([part])
        return self.inbox().refund_ids

    def credit(self, refund):
        note = self.env["account.move"].browse(refund.action_credit()["res_id"])
        note.action_post()
        self.compare()
        return note

    def test_what_came_back_is_credited_and_not_invoiced_again(self):
        order = self.shipped(self.order_line(self.product, quantity=2))
        invoice = self.invoices()
        self.assert_posted(125.7)
        self.give_back(1)
        note = self.credit(self.refunded(order, 1))
        self.assertEqual(note.amount_total, 59.9)
        self.assertEqual(note.laredoute_order_id, self.inbox())
        self.assertEqual(self.goods().qty_to_invoice, 0)
        self.assertEqual(self.sale().invoice_status, "invoiced")
        self.assert_agreement()
        self.run_flow(FLOW)
        self.assertEqual(self.made(), invoice | note)

    def test_whatever_the_products_policy_is(self):
        self.product.invoice_policy = "order"
        self.test_what_came_back_is_credited_and_not_invoiced_again()

    def test_refunded_before_it_is_invoiced(self):
        order = self.shipped(self.order_line(self.product, quantity=2))
        refund = self.refunded(order, 1)
        self.assertFalse(refund.to_credit)
        self.invoices()
        self.assert_posted(125.7)
        self.assert_disagreement("refund_not_booked")
        note = self.credit(refund)
        self.assertEqual(note.amount_total, 59.9)
        self.assert_agreement()

    def test_what_corrects_an_invoice_is_of_its_order(self):
        self.shipped(self.order_line(self.product, quantity=2))
        invoice = self.invoices()
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"reason": "Erreur", "journal_id": invoice.journal_id.id})
        )
        new = self.env["account.move"].browse(wizard.modify_moves()["res_id"])
        self.assertEqual(new.laredoute_order_id, self.inbox())
        self.assertFalse(invoice.copy().laredoute_order_id)
        self.run_flow(FLOW)
        self.assertEqual(len(self.made()), 3, "a person's correction is enough")
