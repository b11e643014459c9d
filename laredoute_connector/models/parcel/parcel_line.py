# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from .sentences import line_sentence


class LaredouteParcelLine(models.Model):
    _name = "laredoute.parcel.line"
    _description = "Line of a File of Parcels"
    _order = "file_id, number, id"
    _rec_name = "order_text"

    file_id = fields.Many2one(
        "laredoute.parcel.file", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="file_id.company_id", store=True)
    number = fields.Integer("Line")
    order_text = fields.Char("Order")
    tracking = fields.Char("Tracking Number")
    carrier_text = fields.Char("Carrier")
    item = fields.Char("EAN or SKU")
    quantity = fields.Integer(help="Pieces that left; 0: all of them.")
    carrier_id = fields.Many2one("delivery.carrier", "Carrier in Odoo")
    sale_order_id = fields.Many2one("sale.order")
    sale_line_id = fields.Many2one("sale.order.line", ondelete="set null")
    picking_id = fields.Many2one("stock.picking", "Delivery", ondelete="set null")
    # ready ──▶ done | refused; problem and same are not applied
    state = fields.Selection(
        [
            ("ready", "To apply"),
            ("problem", "Not usable"),
            ("same", "Known already"),
            ("done", "Done"),
            ("refused", "Refused"),
        ],
        required=True,
        default="ready",
        index=True,
    )
    code = fields.Char(help="Why it cannot be used, or what was done.")
    arguments = fields.Json()
    message = fields.Char("Result", compute="_compute_message")

    @api.depends_context("lang")
    @api.depends("code", "arguments")
    def _compute_message(self):
        for line in self:
            line.message = bool(line.code) and line_sentence(
                self.env, line.code, line.arguments or {}
            )

    def _set_result(self, state, code, **arguments):
        """Keep what came of these lines, and why."""
        self.write({"state": state, "code": code, "arguments": arguments})

    def _refuse(self, text):
        """Odoo does not do it; ``text`` says why."""
        self._set_result("refused", "refused", text=text)
