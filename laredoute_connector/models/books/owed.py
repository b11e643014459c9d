# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute owes of an order: paid for, and in no posted payout yet."""

from odoo import api, fields, models

from ..common import cents
from .settlement_line import CORRECTING, OF_ORDERS

#: states of payouts that are in the books
IN_BOOKS = ("posted", "settled")


class LaredouteOrderBooks(models.AbstractModel):
    """Part of ``laredoute.order``."""

    _inherit = "laredoute.order.books"

    settlement_line_ids = fields.One2many("laredoute.settlement.line", "order_id")
    settled_amount = fields.Monetary(
        "In Payouts",
        compute="_compute_settled",
        store=True,
        help="What posted payouts state of it: sale and delivery less refunds.",
    )
    settlement_id = fields.Many2one(
        "laredoute.settlement",
        "Payout",
        compute="_compute_settled",
        store=True,
        index="btree_not_null",
        help="The last posted payout that states it.",
    )
    owed_amount = fields.Monetary(
        "Owed by La Redoute",
        compute="_compute_owed_amount",
        store=True,
        help="Paid for by La Redoute's own words, and in no posted payout yet; below "
        "0: more was paid out than its lines say.",
    )

    _owed = models.Index("(account_id, paid_at) WHERE owed_amount <> 0")

    @api.depends(
        *("settlement_line_ids.amount", "settlement_line_ids.kind"),
        *("settlement_line_ids.move_account_id", "settlement_line_ids.settlement_id"),
        "settlement_line_ids.settlement_id.state",
    )
    def _compute_settled(self):
        rows = self.env["laredoute.settlement.line"]._read_group(
            [
                ("order_id", "in", self.ids),
                ("settlement_id.state", "in", IN_BOOKS),
                ("kind", "in", (*OF_ORDERS, *CORRECTING)),
                ("move_account_id", "=", False),
            ],
            ["order_id"],
            ["amount:sum", "settlement_id:max"],
        )
        found = {order: (amount, last) for order, amount, last in rows}
        for order in self:
            amount, last = found.get(order, (0, False))
            order.settled_amount = float(cents(amount))
            order.settlement_id = last

    @api.depends("paid_amount", "settled_amount")
    def _compute_owed_amount(self):
        for order in self:
            owed = cents(order.paid_amount) - cents(order.settled_amount)
            order.owed_amount = float(owed)


class LaredouteOrderLineBooks(models.AbstractModel):
    """Part of ``laredoute.order.line``."""

    _inherit = "laredoute.order.line.books"

    # what left and waits for La Redoute's money, beside years of what is paid
    _unpaid = models.Index("(status, order_id) WHERE paid_at IS NULL")
