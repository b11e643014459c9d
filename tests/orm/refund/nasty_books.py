# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What accountants do with the invoice and the credit notes of a nasty refund."""

from odoo import fields
from odoo.fields import Command


class Books:
    """Part of a ``Life``."""

    def invoice(self):
        return self.sale().invoice_ids.filtered(
            lambda move: move.move_type == "out_invoice"
        )

    def make_invoice(self):
        self.sale()._create_invoices().action_post()

    def notes(self):
        """All credit notes of the order, tied to a refund or not."""
        of_refunds = self.inbox().refund_ids.sudo().credit_note_ids
        of_sale = self.sale().invoice_ids.filtered(
            lambda move: move.move_type == "out_refund"
        )
        return of_refunds | of_sale

    def credit(self, post=True, currency=None, **values):
        """Make the credit note that the newest refund proposes.

        :param currency: name of the currency it is set to; half a euro each
        :param values: of its first line, as an accountant edits it
        """
        refund = self.inbox().refund_ids.sorted("id")[-1:]
        note = self.case.env["account.move"].browse(refund.action_credit()["res_id"])
        if currency:
            note.currency_id = self._currency(currency)
        if values:
            note.invoice_line_ids[:1].write(values)
        if post:
            note.action_post()
        return note

    def _currency(self, name):
        currency = self.case.env.ref(f"base.{name}")
        currency.active = True
        self.case.env["res.currency.rate"].create(
            {"name": fields.Date.today(), "rate": 2, "currency_id": currency.id}
        )
        return currency

    def loose_credit(self):
        """A credit note of its own, for the same buyer, that names no order."""
        note = self.case.env["account.move"].create(
            {
                "move_type": "out_refund",
                "partner_id": self.sale().partner_id.id,
                "invoice_line_ids": [
                    Command.create({"name": "Geste", "price_unit": 59.9})
                ],
            }
        )
        note.action_post()

    def reverse(self):
        """Odoo's own credit note of the invoice, of one piece of the first line."""
        invoice = self.invoice()
        wizard = (
            self.case.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": invoice.journal_id.id})
        )
        note = self.case.env["account.move"].browse(wizard.refund_moves()["res_id"])
        sold = self.lines()[0].sale_line_id
        kept = note.invoice_line_ids.filtered(lambda line: sold in line.sale_line_ids)
        (note.invoice_line_ids - kept).unlink()
        kept.quantity = 1
        note.action_post()
