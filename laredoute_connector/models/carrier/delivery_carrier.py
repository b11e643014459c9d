# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ..common import MANAGER, USER, check_role


class DeliveryCarrier(models.Model):
    _inherit = "delivery.carrier"

    laredoute_carrier_ids = fields.One2many(
        "laredoute.carrier", "carrier_id", "At La Redoute", groups=USER
    )

    def action_laredoute_carrier(self):
        """Say what La Redoute is sent of the carrier, for the account at hand."""
        self.ensure_one()
        check_role(self, MANAGER)
        account = self.env.context.get("laredoute_account_id")
        row = self.laredoute_carrier_ids.filtered(
            lambda each: each.account_id.id == account
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "laredoute.carrier",
            "res_id": row[:1].id,
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_carrier_id": self.id,
                "default_account_id": account,
            },
        }
