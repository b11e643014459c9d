# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The life of each disagreement about money that goes back to the buyer."""

from odoo.addons.laredoute_connector.models.refund.request import Part


class MoneyCodes:
    """Mixed into the test of every code."""

    def say_how_much(self):
        lines = self.inbox().line_ids
        parts = [Part(line, line.quantity, None, True) for line in lines]
        self.inbox().refund_ids._say_how_much(parts)

    def invoiced_by_policy(self, happen):
        """An order that the account's policy invoices after something happened."""
        self.account.write({"invoice_policy": "payment", "invoices_from": False})
        self.paid()
        happen()
        self.run_flow("invoice_orders")

    def _invoice_differs(self):
        def change():
            self.goods().price_unit = 12

        self.invoiced_by_policy(change)
        return self.inbox().invoice_ids.action_post

    def _invoice_held_up(self):
        def lock(day):
            self.company.fiscalyear_lock_date = day

        def fix():
            lock(False)
            self.press("invoice_held_up", "invoice_again")()
            self.run_flow("invoice_orders")

        # the day of the shop, which late in the evening is the next one
        today = self.account._local_now().date()
        self.invoiced_by_policy(lambda: lock(today))
        return fix

    def _refund_unknown(self):
        order = self.shipped()
        self.says(order, "to_refund", "refunding")()
        return self.say_how_much

    def _fee_not_booked(self):
        return self._refund_not_booked()

    def _credited_here(self):
        order, invoice = self.invoiced()
        self.ship(self.sale().picking_ids)
        self.run_flow("send_operations")
        self.says(order, "shipped")()
        note = invoice._reverse_moves(cancel=True)

        def correct():
            note.button_draft()

        return correct

    def requested(self):
        """A refund that La Redoute has."""
        order = self.shipped()
        lines = self.inbox().line_ids
        parts = [Part(line, line.quantity, None, False) for line in lines]
        reason = self.env.ref("laredoute_connector.reason_lost")
        self.env["laredoute.refund"]._request(self.inbox(), parts, reason)
        self.run_flow("send_operations", "follow_refunds")
        order = self.say(order, "to_refund")
        self.read()
        return order

    def _refund_refused(self):
        order = self.requested()
        order = self.say(order, "refund_refused")
        self.read()
        return self.says(order, "to_refund")

    def _refund_dropped(self):
        order = self.requested()
        order = self.say(order, "shipped")
        self.read()
        return self.press("refund_dropped", "refund_again")

    def _refund_stuck(self):
        order = self.requested()
        self.inbox().refund_ids.line_ids.since = self.ago(hours=50)
        return self.says(order, "refunded")
