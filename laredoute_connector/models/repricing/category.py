# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Categories that move, or go, leave rules of repricing."""

from odoo import models


class ProductCategory(models.Model):
    _inherit = "product.category"

    def write(self, vals):
        result = super().write(vals)
        if "parent_id" in vals:
            self._laredoute_note_repricing()
        return result

    def unlink(self):
        self._laredoute_note_repricing()
        return super().unlink()

    def _laredoute_note_repricing(self):
        """Other rules may hold for their products, where any is of categories."""
        rules = self.env["laredoute.repricing.rule"].sudo()
        rules.search([("applied_on", "=", "category")])._note_offers()
