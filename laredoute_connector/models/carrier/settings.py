# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from .use import carriers_without_address


class LaredouteOrderSettings(models.Model):
    _inherit = "laredoute.order.settings"

    carriers_to_complete = fields.Many2many(
        "delivery.carrier",
        string="Carriers without a Tracking Address",
        compute="_compute_carriers_to_complete",
        compute_sudo=True,
        help="Of deliveries of the last three months.",
    )
    carriers_to_complete_count = fields.Integer(
        compute="_compute_carriers_to_complete", compute_sudo=True
    )

    def _compute_carriers_to_complete(self):
        for settings in self:
            carriers = carriers_without_address(settings.account_ids)
            settings.carriers_to_complete = carriers
            settings.carriers_to_complete_count = len(carriers)
