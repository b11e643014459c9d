# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..common import USER
from ..order.status import PROMISED, STATUSES, tone
from ..order.substitute import article_of

#: fields that La Redoute's order is compared with
COMPARED = {"state", "pricelist_id", "fiscal_position_id"}
LINE_COMPARED = {
    "product_id",
    "product_uom_qty",
    "product_uom_id",
    "price_unit",
    "discount",
    "tax_ids",
}


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
    # searched for La Redoute's number with each of its orders
    client_order_ref = fields.Char(index="trigram")
    origin = fields.Char(index="trigram")
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
    laredoute_delivery_mode = fields.Char(
        "Delivery Mode",
        compute="_compute_laredoute",
        store=True,
        compute_sudo=True,
        help="In La Redoute's words.",
    )
    laredoute_delivery_type = fields.Char(
        "Delivery Type",
        compute="_compute_laredoute",
        store=True,
        compute_sudo=True,
        help="In La Redoute's words.",
    )
    laredoute_carrier_id = fields.Many2one(
        "delivery.carrier",
        "Carrier by Delivery Mode",
        readonly=True,
        copy=False,
        help="The carrier that this order got by La Redoute's delivery mode.",
    )
    laredoute_instruction = fields.Char(
        "Delivery Instruction", readonly=True, copy=False
    )

    _laredoute_once = models.UniqueIndex(
        "(laredoute_order_id) WHERE laredoute_order_id IS NOT NULL",
        "A sale order of this La Redoute order exists already.",
    )

    laredoute_agreement = fields.Selection(
        related="laredoute_order_id.agreement",
        string="Agreement with La Redoute",
        related_sudo=True,
    )

    @api.depends(
        "laredoute_order_id.status",
        "laredoute_order_id.remote_id",
        "laredoute_order_id.amount_difference",
        "laredoute_order_id.delivery_mode",
        "laredoute_order_id.delivery_type",
    )
    def _compute_laredoute(self):
        for sale in self:
            order = sale.laredoute_order_id
            sale.laredoute_status = order.status
            sale.laredoute_ref = order.remote_id
            sale.laredoute_difference = order.amount_difference
            sale.laredoute_delivery_mode = order.delivery_mode
            sale.laredoute_delivery_type = order.delivery_type

    @api.depends("laredoute_status")
    def _compute_laredoute_tone(self):
        for sale in self:
            sale.laredoute_tone = tone(sale.laredoute_status)

    def write(self, vals):
        """What La Redoute must agree with is compared again, whoever changed it."""
        result = super().write(vals)
        if COMPARED & vals.keys():
            self._laredoute_compare_again()
        return result

    def _laredoute_compare_again(self):
        self.env["laredoute.order.stale"]._collect("sale", self.ids)

    def action_laredoute_cancel(self):
        """Cancel; where La Redoute goes on with the order, ask first what it learns."""
        self.ensure_one()
        lines = self.sudo().laredoute_order_id.line_ids
        if not any(line.status in PROMISED for line in lines):
            return self.action_cancel()
        wizard = self.env["laredoute.sale.cancel"].create({"sale_order_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Cancel %s", self.name),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_laredoute_out_of_stock(self):
        """Inform La Redoute that what its buyer paid and did not leave will not come.

        :raises AccessError: for whoever does not decide about La Redoute's orders
        """
        self.ensure_one()
        return self.laredoute_order_id.action_out_of_stock()

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

    # ------------------------------------------------- La Redoute's price and tax
    # Odoo computes them again when a quantity or a product changes, or somebody has
    # prices updated; what the buyer pays at La Redoute does not change by that.
    def _compute_price_unit(self):
        return super(SaleOrderLine, self._without_laredoute())._compute_price_unit()

    def _compute_discount(self):
        return super(SaleOrderLine, self._without_laredoute())._compute_discount()

    def _compute_tax_ids(self):
        return super(SaleOrderLine, self._without_laredoute())._compute_tax_ids()

    def _get_sale_order_line_multiline_description_variants(self):
        """Say which article is meant that another product stands for."""
        text = super()._get_sale_order_line_multiline_description_variants()
        line = self.sudo().laredoute_line_id
        if line.substitute_id and line.substitute_id == self.product_id:
            text += f"\n{article_of(line)}"
        return text

    def _without_laredoute(self):
        """Return the lines whose price is ours to compute."""
        return self - self.filtered(lambda line: line.sudo().laredoute_line_id)

    def _action_launch_stock_rule(self, **options):
        """The goods of a line that is not paid yet stay when others are confirmed."""
        held = self.env.context.get("laredoute_held", ())
        lines = self.filtered(lambda line: line.id not in held) if held else self
        return super(SaleOrderLine, lines)._action_launch_stock_rule(**options)

    # ----------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.order_id._laredoute_compare_again()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if LINE_COMPARED & vals.keys():
            self.env["laredoute.order.stale"]._collect("sale_line", self.ids)
        return result

    def unlink(self):
        self.order_id._laredoute_compare_again()
        return super().unlink()
