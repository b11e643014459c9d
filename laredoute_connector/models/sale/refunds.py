# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Returns and credit notes of La Redoute's refunds, and refunds of returns."""

from odoo import api, fields, models

from ..common import MANAGER, USER, check_role


class StockPicking(models.Model):
    _inherit = "stock.picking"

    laredoute_refund_id = fields.Many2one(
        "laredoute.refund",
        "La Redoute Refund",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups=USER,
    )

    def action_laredoute_refund(self):
        """Have La Redoute refund what came back with a return."""
        self.ensure_one()
        check_role(self.sale_id.laredoute_order_id, MANAGER)
        done = self.move_ids.filtered(lambda each: each.state == "done")
        pieces = {
            sale_line.laredoute_line_id.id: sale_line._laredoute_returned(moves)
            for sale_line, moves in done.grouped("sale_line_id").items()
            if sale_line.laredoute_line_id
        }
        order = self.sale_id.laredoute_order_id
        return self.env["laredoute.refund.request"]._open(
            order, pieces=pieces, picking=self
        )


class StockReturnPicking(models.TransientModel):
    _inherit = "stock.return.picking"

    def _prepare_picking_default_values_based_on(self, picking):
        """What is returned for a refund is tied to it."""
        values = super()._prepare_picking_default_values_based_on(picking)
        refund = self.env.context.get("laredoute_refund_id")
        return {**values, "laredoute_refund_id": refund} if refund else values


class AccountMove(models.Model):
    _inherit = "account.move"

    laredoute_refund_id = fields.Many2one(
        "laredoute.refund",
        "La Redoute Refund",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups=USER,
    )

    laredoute_refundable = fields.Boolean(
        compute="_compute_laredoute_refundable",
        compute_sudo=True,
        help="A credit note of a La Redoute order that no refund has yet.",
    )

    @api.depends("state", "move_type", "laredoute_refund_id")
    def _compute_laredoute_refundable(self):
        for move in self:
            sales = move.invoice_line_ids.sale_line_ids.order_id
            move.laredoute_refundable = (
                move.move_type == "out_refund"
                and move.state == "posted"
                and not move.laredoute_refund_id
                and bool(sales.filtered("laredoute_order_id"))
            )

    def action_laredoute_refund(self):
        """Have La Redoute refund what a credit note gives back."""
        self.ensure_one()
        amounts, orders = {}, self.env["laredoute.order"]
        for item in self.invoice_line_ids:
            line = (item.sale_line_ids[:1] | item.laredoute_sale_line_id)[
                :1
            ].laredoute_line_id
            if line:
                orders |= line.order_id
                amounts[line.id] = amounts.get(line.id, 0) + item.price_total
        check_role(orders, MANAGER)
        return self.env["laredoute.refund.request"]._open(
            orders[:1], amounts=amounts, credit_note=self
        )


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    laredoute_sale_line_id = fields.Many2one(
        "sale.order.line",
        "Refunded Sale Order Line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Credited here, and not to be invoiced again.",
    )
