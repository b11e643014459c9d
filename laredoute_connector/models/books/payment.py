# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Payments that say what La Redoute paid of an order."""

from odoo import fields, models

#: states in which a payment is in the books, or is being corrected by a person: what is
#: set back to draft stays reconciled with its invoice
_COUNTING = ("draft", "in_process", "paid")


class AccountPayment(models.Model):
    _inherit = "account.payment"

    laredoute_order_id = fields.Many2one(
        "laredoute.order",
        "La Redoute Order",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="La Redoute paid it to the shop, or paid it back to the buyer.",
    )

    _laredoute_loose = models.Index(
        "(laredoute_order_id)"
        " WHERE laredoute_order_id IS NOT NULL AND is_reconciled IS NOT TRUE"
    )

    def write(self, vals):
        """Who takes one out of the books keeps the order's payments from then on."""
        counted = self.browse()
        if vals.get("state", "paid") not in _COUNTING:
            counted = self._laredoute_counting()
        result = super().write(vals)
        counted._laredoute_leave_to_people()
        return result

    def unlink(self):
        orders = self._laredoute_counting().laredoute_order_id
        result = super().unlink()
        _leave_to_people(orders)
        return result

    def _laredoute_counting(self):
        """Return those of La Redoute's orders that are in the books."""
        return self.filtered(
            lambda each: each.laredoute_order_id and each.state in _COUNTING
        )

    def _laredoute_leave_to_people(self):
        _leave_to_people(self.laredoute_order_id)


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    laredoute_order_id = fields.Many2one(
        "laredoute.order",
        "La Redoute Order",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="A payout of La Redoute pays it.",
    )


def _leave_to_people(orders):
    """Register nothing more of some orders: it would be undone, and made, for ever."""
    for order in orders.sudo().filtered(lambda each: not each.books_by_hand):
        order.books_by_hand = True
        order.message_post(
            body=order.env._(
                "A payment of this order was taken out of the books by %(name)s. "
                "Nothing more of it is registered until somebody presses Register "
                "Payments.",
                name=order.env.user.display_name,
            )
        )
