# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a delivery shows of La Redoute, and when its parcel is to be looked at."""

from odoo import api, fields, models

from ..account.tracking_address import check_tracking_address
from ..common import SEVERITIES, USER

#: fields whose change changes what La Redoute is to know of a parcel
TRACKING_FIELDS = {"carrier_tracking_ref", "carrier_id", "laredoute_tracking_url"}
#: disagreements about goods and where they go: who packs them is to see these
OF_GOODS = {
    "address_differs",
    "address_edited",
    "cancelled_here",
    "country_unknown",
    "goes_elsewhere",
    "left_early",
    "left_though_cancelled",
    "line_missing",
    "nothing_leaves",
    "product_differs",
    "quantity_differs",
    "shipped_short",
    "short_of_stock",
    "still_ordered",
    "tracking_differs",
}


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
    laredoute_delivery_mode = fields.Char(related="sale_id.laredoute_delivery_mode")
    laredoute_delivery_type = fields.Char(related="sale_id.laredoute_delivery_type")
    laredoute_instruction = fields.Char(related="sale_id.laredoute_instruction")
    laredoute_tracking_url = fields.Char(
        "Tracking Address",
        copy=False,
        help="Where the buyer follows the parcel; needed where neither the carrier nor "
        "the La Redoute account says it.",
    )
    laredoute_missing = fields.Char(
        compute="_compute_laredoute_missing", compute_sudo=True
    )
    laredoute_agreement = fields.Selection(
        SEVERITIES,
        "Agreement with La Redoute",
        compute="_compute_laredoute_agreement",
        search="_search_laredoute_agreement",
        compute_sudo=True,
        help="Where La Redoute and Odoo differ on these goods, or where they go.",
    )
    laredoute_disagreement = fields.Text(
        "Where It Differs from La Redoute",
        compute="_compute_laredoute_agreement",
        compute_sudo=True,
    )
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
        "laredoute_tracking_url",
        "location_dest_id",
        "sale_id.laredoute_ref",
        "sale_id.laredoute_order_id.line_ids.status",
        "sale_id.laredoute_order_id.line_ids.quantity",
        "sale_id.laredoute_order_id.refund_ids.state",
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
            operations = picking.laredoute_operation_ids
            # what is not sent yet waits for the rest that La Redoute wants by now
            held = operations.filtered(lambda each: not each._all_left())
            states = set((operations - held).mapped("state"))
            known = next((ranks[state] for state in ranks if state in states), False)
            known = known or (held and "held")
            if not known and picking.state == "done":
                known = picking._laredoute_unsent()
            picking.laredoute_shipment_state = known

    @api.depends("laredoute_shipment_state", *TRACKING_FIELDS)
    @api.depends_context("lang")
    def _compute_laredoute_missing(self):
        for picking in self:
            missing = picking.laredoute_shipment_state == "missing"
            picking.laredoute_missing = missing and picking._laredoute_say_missing()

    @api.depends(
        "state",
        "move_ids.state",
        "move_ids.sale_line_id",
        "sale_id.laredoute_order_id.disagreement_ids.kept",
    )
    @api.depends_context("lang")
    def _compute_laredoute_agreement(self):
        """Show what is open about these goods to whoever may see the delivery."""
        for picking in self:
            found = picking._laredoute_disagreements()
            severities = found.mapped("severity")
            picking.laredoute_agreement = min(severities, default=False)
            picking.laredoute_disagreement = "\n".join(found.mapped("message"))

    def _laredoute_disagreements(self):
        """Return what is open about the goods of a delivery, and where they go."""
        self.ensure_one()
        found = self.sale_id.laredoute_order_id._open_disagreements()
        if not found or self.state == "cancel" or self.location_id.usage == "customer":
            return found.browse()
        # what another one brings is none of its concern; what none brings, of all
        others = self.sale_id.picking_ids - self
        elsewhere = others._laredoute_brings() - self._laredoute_brings()
        return found.filtered(
            lambda each: each.code in OF_GOODS and each.order_line_id not in elsewhere
        )

    def _laredoute_brings(self):
        """Return La Redoute's lines whose goods these deliveries bring, or brought."""
        moves = self.move_ids.filtered(lambda move: move.state != "cancel")
        return moves.sale_line_id.laredoute_line_id

    def _search_laredoute_agreement(self, operator, value):
        if operator != "in":
            return NotImplemented
        candidates = self.sudo().search(
            [
                ("sale_id.laredoute_order_id.agreement", "in", ("warning", "error")),
                ("state", "!=", "cancel"),
            ]
        )
        found = candidates.filtered("laredoute_agreement")
        wanted = found.filtered(lambda picking: picking.laredoute_agreement in value)
        if False in value:
            return [("id", "not in", (found - wanted).ids)]
        return [("id", "in", wanted.ids)]

    @api.constrains("laredoute_tracking_url")
    def _check_laredoute_tracking_url(self):
        for picking in self:
            url = picking.laredoute_tracking_url
            check_tracking_address(self.env, url, picking.name, numbered=False)

    # ------------------------------------------------------------- CRUD methods
    def write(self, vals):
        result = super().write(vals)
        if TRACKING_FIELDS & vals.keys():
            self._laredoute_look_again()
        if "partner_id" in vals:
            self.env["laredoute.order.stale"]._collect("move", self.move_ids.ids)
        return result

    def _laredoute_look_again(self):
        """What La Redoute is to know of these parcels changed: send it, compare it."""
        left = self.sudo().filtered(
            lambda picking: picking.state == "done" and picking.laredoute_ref
        )
        left._laredoute_enqueue_shipment()
        # packages are none of the state's dependencies: they change with every move
        self.env.add_to_compute(self._fields["laredoute_shipment_state"], left)
        if left:
            left.sale_id._laredoute_compare_again()

    def _action_done(self):
        result = super()._action_done()
        self._laredoute_enqueue_shipment()
        return result
