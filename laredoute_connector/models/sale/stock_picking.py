# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A delivery that left writes to the outbox; it never talks to La Redoute itself."""

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as CONFLICTS

from ...marketplace.statuses import DecisionKind
from ..common import USER
from ..flow.failure import log_bug
from ..order.status import DUE

#: fields whose change may complete what La Redoute wants to know of a parcel
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
            ("queued", "To send"),
            ("sent", "Passed On"),
            ("confirmed", "Confirmed"),
            ("refused", "Refused"),
        ],
        "Shipment at La Redoute",
        compute="_compute_laredoute_shipment_state",
        store=True,
        compute_sudo=True,
        help="Whether La Redoute knows that the parcel left.",
    )

    @api.depends(
        "state",
        "carrier_tracking_ref",
        "carrier_id",
        "sale_id.laredoute_ref",
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
            outgoing = picking.picking_type_code == "outgoing"
            if not picking.sale_id.laredoute_ref or not outgoing:
                picking.laredoute_shipment_state = False
                continue
            states = set(picking.laredoute_operation_ids.mapped("state"))
            known = next((ranks[state] for state in ranks if state in states), False)
            if not known and picking.state == "done":
                known = "queued" if picking._laredoute_tracking() else "missing"
            picking.laredoute_shipment_state = known

    # ------------------------------------------------------------- CRUD methods
    def write(self, vals):
        result = super().write(vals)
        if TRACKING_FIELDS & vals.keys():
            self.filtered(
                lambda picking: picking.state == "done"
            )._laredoute_enqueue_shipment()
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

    # --------------------------------------------------------- business methods
    def _laredoute_enqueue_shipment(self):
        """Write to the outbox which lines left in full, once tracking is known.

        A warehouse user's work never fails because of La Redoute: what cannot be
        written now is found by the outbox's cron.
        """
        for picking in self.sudo():
            sale = picking.sale_id
            if not sale.laredoute_order_id or picking.picking_type_code != "outgoing":
                continue
            try:
                with self.env.cr.savepoint():
                    picking._laredoute_write_operations()
            except CONFLICTS:
                # concurrency: Odoo runs the whole validation again
                raise
            except Exception as error:  # noqa: BLE001 - it stops only itself
                log_bug(f"Delivery {picking.name}: its operations", error)

    def _laredoute_write_operations(self):
        self.ensure_one()
        account = self.sale_id.laredoute_order_id.account_id
        tracking = self._laredoute_tracking()
        if not tracking or not account.switch_fulfilment:
            return
        if DecisionKind.SHIP not in account._capabilities().decisions:
            return
        # La Redoute's quantity, whatever the sale order says by now
        shipped = self.move_ids.sale_line_id.filtered(
            lambda line: (
                line.laredoute_line_id
                and line.qty_delivered >= line.laredoute_line_id.quantity
            )
        )
        lines = shipped.laredoute_line_id.filtered(lambda line: line.status in DUE)
        if not lines:
            return
        lines._enqueue(
            DecisionKind.SHIP,
            picking_id=self.id,
            shipped_at=self.date_done or fields.Datetime.now(),
            **tracking,
        )
        account._wake("send_operations")

    def _laredoute_tracking(self):
        """What is sent of the parcel; one number, as La Redoute takes only one.

        The account's defaults stand in for a carrier or an address that the delivery
        lacks.

        :return: dict of operation fields, empty while something is missing: La Redoute
            wants the carrier, the number and the address (protocol P-93)
        """
        self.ensure_one()
        account = self.sudo().sale_id.laredoute_order_id.account_id
        number = (self.carrier_tracking_ref or "").split(",")[0].strip()
        carrier = self.carrier_id.name or account.default_carrier
        several = self.get_multiple_carrier_tracking()
        url = several[0][1] if several else self.carrier_tracking_url
        if not url and account.default_tracking_url:
            url = account.default_tracking_url.replace("{number}", number)
        if not (number and carrier and url):
            return {}
        return {"tracking_number": number, "carrier": carrier, "tracking_url": url}
