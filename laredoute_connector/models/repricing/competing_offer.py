# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A new open listing makes proposals, and ends those that it has no reason for."""

from odoo import api, models


class LaredouteCompetingOffer(models.Model):
    _inherit = "laredoute.competing.offer"

    @api.model
    def _apply_report(self, account, offers, unreadable, moment):
        result = super()._apply_report(account, offers, unreadable, moment)
        self.env["laredoute.repricing.proposal"]._look_at_account(account)
        return result
