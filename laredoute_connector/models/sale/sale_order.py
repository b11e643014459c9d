# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..common import USER
from ..order.status import STATUSES, tone


class SaleOrder(models.Model):
    _inherit = "sale.order"

    laredoute_order_id = fields.Many2one(
        "laredoute.order",
        "La Redoute Order",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups=USER,
    )
    laredoute_status = fields.Selection(
        STATUSES,
        "La Redoute Status",
        compute="_compute_laredoute",
        store=True,
        compute_sudo=True,
        help="What La Redoute says of the order.",
    )
    laredoute_tone = fields.Char(compute="_compute_laredoute_tone")
    laredoute_ref = fields.Char(
        "La Redoute Number",
        compute="_compute_laredoute",
        store=True,
        compute_sudo=True,
        index="btree_not_null",
    )
    laredoute_difference = fields.Monetary(
        "Difference with La Redoute",
        compute="_compute_laredoute",
        store=True,
        compute_sudo=True,
    )
    laredoute_instruction = fields.Char(
        "Delivery Instruction", readonly=True, copy=False
    )

    _laredoute_once = models.UniqueIndex(
        "(laredoute_order_id) WHERE laredoute_order_id IS NOT NULL",
        "A sale order of this La Redoute order exists already.",
    )

    @api.depends(
        "laredoute_order_id.status",
        "laredoute_order_id.remote_id",
        "laredoute_order_id.amount_difference",
    )
    def _compute_laredoute(self):
        for sale in self:
            order = sale.laredoute_order_id
            sale.laredoute_status = order.status
            sale.laredoute_ref = order.remote_id
            sale.laredoute_difference = order.amount_difference

    @api.depends("laredoute_status")
    def _compute_laredoute_tone(self):
        for sale in self:
            sale.laredoute_tone = tone(sale.laredoute_status)

    def action_open_laredoute_order(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "laredoute.order",
            "res_id": self.laredoute_order_id.id,
            "view_mode": "form",
        }


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    laredoute_line_id = fields.Many2one(
        "laredoute.order.line",
        "La Redoute Line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups=USER,
    )
