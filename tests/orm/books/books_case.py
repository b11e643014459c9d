# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders that were shipped and invoiced, of a shop whose payments are registered."""

from datetime import timedelta

from odoo import fields

from ..refund.refund_case import RefundCase


class BooksCase(RefundCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.settings = cls.account.books_settings_id
        cls.settings.action_make_journal()
        cls.settings.books_from = fields.Date.today() - timedelta(days=30)
        cls.journal = cls.settings.clearing_journal_id
        lines = cls.journal.inbound_payment_method_line_ids
        cls.clearing = lines.payment_account_id

    def register(self):
        self.run_flow("register_payments")

    def payments(self):
        return self.inbox().payment_ids.sorted("id")

    def balance(self):
        """What the books say that La Redoute owes."""
        items = self.env["account.move.line"].search(
            [("account_id", "=", self.clearing.id), ("parent_state", "=", "posted")]
        )
        return round(sum(items.mapped("balance")), 2)

    def another(self, number, *lines):
        """A further order, from its first word to its payment."""
        remote_id = f"1-2026.325.{number:07d}"
        order = self.order(*lines, remote_id=remote_id)
        self.read()
        self.run_flow("send_operations")
        order = self.say(order, "to_ship")
        self.read()
        inbox = self.inbox(remote_id)
        self.ship(inbox.sale_order_id.picking_ids)
        self.run_flow("send_operations")
        inbox.sale_order_id._create_invoices().action_post()
        self.say(order, "paid")
        self.read()
        return inbox

    def bought(self, *lines):
        """An order that was shipped and invoiced."""
        order = self.shipped(*(lines or self.two()))
        self.invoice()
        return order
