# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Why a seller refuses, gives up or refunds: a short list, kept here only.

La Redoute takes no reason. It is for whoever answers the buyer, and for statistics.
"""

from odoo import fields, models


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
