# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Goods and invoices that move on: La Redoute's orders are compared with them again."""

from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _laredoute_has_left(self):
        """Whether the goods left the company: what was only picked has not."""
        self.ensure_one()
        return self.state == "done" and self.location_dest_id.usage == "customer"

    def _laredoute_waiting(self):
        """Those that are still to be done."""
        return self.filtered(lambda move: move.state not in ("done", "cancel"))

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            self.env["laredoute.order.stale"]._collect("move", self.ids)
        return result


class AccountMove(models.Model):
    _inherit = "account.move"

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            self.env["laredoute.order.stale"]._collect("invoice", self.ids)
        return result
