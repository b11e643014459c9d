# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a manager decides of an order, as the buttons do it."""


class Decisions:
    """Part of a :class:`~.shop.Shop`; each is a transaction of its own."""

    def _order(self, env, order_id):
        return env["laredoute.order"].search(
            [("account_id", "=", self.account_id), ("remote_id", "=", order_id)]
        )

    def accept(self, order_id):
        with self.env("admin") as env:
            question = self._order(env, order_id).action_accept()
            assert not question, "stock does not cover it"

    def refuse(self, order_id):
        self._decline(order_id, "action_refuse")

    def give_up(self, order_id):
        """Nothing of the order comes: out of stock."""
        self._decline(order_id, "action_out_of_stock")

    def _decline(self, order_id, button):
        with self.env("admin") as env:
            action = getattr(self._order(env, order_id), button)()
            wizard = env[action["res_model"]].browse(action["res_id"])
            wizard.reason_id = env.ref("laredoute_connector.reason_no_stock")
            wizard.action_confirm()

    def refund(self, order_id, pieces=1, goods=None, fee=True):
        """Have the buyer refunded of the order's first line; or again, of all of it.

        :param pieces: 0 where a part of the price is refunded
        :param goods: that part, in euros
        """
        from odoo.addons.laredoute_connector.models.refund.request import Part

        with self.env() as env:
            order = self._order(env, order_id)
            failed = order.refund_ids.filtered("can_retry")
            if failed:
                failed.action_again()
                return
            env["laredoute.refund"]._request(
                order,
                [Part(order.line_ids[0], pieces, goods, fee)],
                env.ref("laredoute_connector.reason_returned"),
            )

    def give_back(self, order_id):
        """Nothing of the order comes, and La Redoute wants that as a refund."""
        with self.env() as env:
            account = env["laredoute.account"].browse(self.account_id)
            account.give_up_by = "refund"
            pieces = self._order(env, order_id).line_ids[0].quantity
        self.refund(order_id, pieces)
        with self.account() as account:
            account.give_up_by = "out_of_stock"

    def invoice(self, order_id):
        with self.env() as env:
            sale = self._order(env, order_id).sale_order_id
            sale._create_invoices().action_post()

    def credit(self, order_id):
        """Draft the credit note of what is refunded; the button opens it again."""
        with self.env() as env:
            self._order(env, order_id).refund_ids.action_credit()

    def credit_notes(self, order_id):
        """(state, total) of each credit note of an order's refunds."""
        with self.env() as env:
            notes = self._order(env, order_id).refund_ids.credit_note_ids
            return [(note.state, round(note.amount_total, 2)) for note in notes]

    def post_credit_notes(self, order_id):
        with self.env() as env:
            self._order(env, order_id).refund_ids.credit_note_ids.action_post()
