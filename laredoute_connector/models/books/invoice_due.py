# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whether the moment has come to invoice an order's line, by the account's policy."""

from odoo import api, fields, models

from ..order.status import CONFIRMED
from .invoice_dates import day_of


class LaredouteOrderLineBooks(models.AbstractModel):
    _inherit = "laredoute.order.line.books"

    buyer_paid_at = fields.Datetime(
        "Paid by the Buyer",
        compute="_compute_buyer_paid_at",
        store=True,
        help="When La Redoute first said so.",
    )
    invoice_due = fields.Boolean(
        compute="_compute_invoice_due",
        store=True,
        help="The moment has come to invoice it, by the account's policy.",
    )

    @api.depends("status", "status_at")
    def _compute_buyer_paid_at(self):
        for line in self:
            paid = line.status in CONFIRMED
            known = line.buyer_paid_at
            line.buyer_paid_at = known or (
                paid and (line.status_at or fields.Datetime.now())
            )

    @api.depends(
        *("status", "given_back", "order_id.sale_order_id.state"),
        *("order_id.line_ids.status", "order_id.line_ids.given_back"),
        "order_id.line_ids.sale_line_id.qty_delivered",
        "order_id.line_ids.sale_line_id.product_uom_qty",
    )
    def _compute_invoice_due(self):
        for order, lines in self.sudo().grouped("order_id").items():
            policy = order._invoice_policy()
            came = policy == "payment" or (policy == "delivery" and order._all_left())
            for line in lines:
                alive = line.status in CONFIRMED and bool(line._alive())
                line.invoice_due = came and alive and bool(line.sale_line_id)


class LaredouteOrderBooks(models.AbstractModel):
    _inherit = "laredoute.order.books"

    def _invoice_policy(self):
        """Return by which policy the order is invoiced, ``manual`` for none."""
        account = self.account_id
        policy = account.invoice_policy or "manual"
        begin = account.invoices_from
        if begin and self.ordered_at and day_of(self.ordered_at, account.tz) < begin:
            return "manual"
        return policy

    def _all_left(self):
        """Whether all goods that are still sold left for the buyer."""
        lines = self.line_ids._alive().sale_line_id
        return all(
            line.product_id.type == "service"
            or line._laredoute_left() >= line.product_uom_qty
            for line in lines
        )
