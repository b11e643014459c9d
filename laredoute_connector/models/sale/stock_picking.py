# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a delivery shows of La Redoute, and when its parcel is to be looked at."""

from odoo import api, fields, models

from ..common import USER

#: fields whose change changes what La Redoute is to know of a parcel
TRACKING_FIELDS = {"carrier_tracking_ref", "carrier_id"}


class StockPicking(models.Model):
    _inherit = "stock.picking"

    laredoute_operation_ids = fields.One2many(
        "laredoute.operation",
        "picking_id",
        "La Redoute Operations",
        groups=USER,
    )
    laredoute_ref = fields.Char(related="sale_id.laredoute_ref", string="La Redoute")
    laredoute_status = fields.Selection(
        related="sale_id.laredoute_status", string="La Redoute Status"
    )
    laredoute_tone = fields.Char(related="sale_id.laredoute_tone")
    laredoute_instruction = fields.Char(related="sale_id.laredoute_instruction")
    laredoute_shipment_state = fields.Selection(
        [
            ("missing", "Tracking missing"),
            ("held", "On hold"),
            ("queued", "To send"),
            ("sent", "Passed On"),
            ("confirmed", "Confirmed"),
            ("refused", "Refused"),
        ],
        "Shipment at La Redoute",
        compute="_compute_laredoute_shipment_state",
        store=True,
        compute_sudo=True,
        help="Whether La Redoute knows that the parcel left. On hold: it is sent once "
        "the buyer paid and all of a line has left.",
    )

    @api.depends(
        "state",
        "carrier_tracking_ref",
        "carrier_id",
        "location_dest_id",
        "sale_id.laredoute_ref",
        "sale_id.laredoute_order_id.line_ids.status",
        "laredoute_operation_ids.state",
    )
    def _compute_laredoute_shipment_state(self):
        ranks = {
            "refused": "refused",
            "queued": "queued",
            "sending": "queued",
            "unknown": "queued",
            "sent": "sent",
            "confirmed": "confirmed",
        }
        for picking in self:
            if not picking.sale_id.laredoute_ref or not picking._laredoute_to_buyer():
                picking.laredoute_shipment_state = False
                continue
            states = set(picking.laredoute_operation_ids.mapped("state"))
            known = next((ranks[state] for state in ranks if state in states), False)
            if not known and picking.state == "done":
                known = picking._laredoute_unsent()
            picking.laredoute_shipment_state = known

    # ------------------------------------------------------------- CRUD methods
    def write(self, vals):
        result = super().write(vals)
        if TRACKING_FIELDS & vals.keys():
            left = self.filtered(lambda picking: picking.state == "done")
            left._laredoute_enqueue_shipment()
            self.env["laredoute.order.stale"]._collect("sale", left.sale_id.ids)
        return result

    def button_validate(self):
        """A marketplace's buyer is La Redoute's to write to: no text message."""
        ours = all(picking.laredoute_ref for picking in self.sudo())
        pickings = self.with_context(skip_sms=True) if ours else self
        return super(StockPicking, pickings).button_validate()

    def message_post_with_source(self, source_ref, **kwargs):
        """Nor Odoo's own mail that the parcel left: La Redoute sends one."""
        template = self.company_id.stock_mail_confirmation_template_id
        sent_by_template = not isinstance(source_ref, str) and source_ref == template
        if sent_by_template and self.sudo().laredoute_ref:
            return self.env["mail.message"]
        return super().message_post_with_source(source_ref, **kwargs)

    def _action_done(self):
        result = super()._action_done()
        self._laredoute_enqueue_shipment()
        return result
