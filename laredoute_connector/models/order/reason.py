# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Why a seller refuses, gives up or refunds: a short list, kept here only.

La Redoute takes no reason. It is for whoever answers the buyer, and for statistics.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError


class LaredouteReason(models.Model):
    _name = "laredoute.reason"
    _description = "La Redoute Reason"
    _order = "sequence, id"

    name = fields.Char("Reason", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    for_refusal = fields.Boolean(
        "Refused Orders", help="Offered where an order is refused, or given up."
    )
    for_refund = fields.Boolean("Refunds", help="Offered where a buyer is refunded.")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        settings = self.env["laredoute.order.settings"].sudo()
        used = settings.search([("unfulfilled_reason_id", "in", self.ids)], limit=1)
        if used:
            raise UserError(
                self.env._(
                    "%(account)s gives the reason “%(reason)s” for paid goods that "
                    "will not leave. Choose another one there, then delete this one.",
                    account=used.account_ids[:1].name,
                    reason=used.unfulfilled_reason_id.name,
                )
            )
