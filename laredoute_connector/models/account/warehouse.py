# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A warehouse that is archived delivers nothing: each listing says so, and why."""

from odoo import models

#: what of a warehouse decides which stock an account delivers from
PLACES = {"active", "lot_stock_id", "wh_input_stock_loc_id", "wh_qc_stock_loc_id"}


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    def write(self, vals):
        result = super().write(vals)
        if PLACES & vals.keys():
            accounts = self.env["laredoute.account"].sudo()
            accounts = accounts.with_context(active_test=False).search(
                [("warehouse_id", "in", self.ids)]
            )
            self.env["laredoute.listing"]._invalidate_accounts(accounts)
        return result
