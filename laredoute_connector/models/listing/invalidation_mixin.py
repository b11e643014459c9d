# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Records that decide what products are sent, whatever of them changes."""

from odoo import api, models


class LaredouteInvalidationMixin(models.AbstractModel):
    _name = "laredoute.invalidation.mixin"
    _description = "Makes La Redoute Listings Stale"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._laredoute_invalidate()
        return records

    def write(self, vals):
        self._laredoute_invalidate()
        result = super().write(vals)
        self._laredoute_invalidate()
        return result

    def unlink(self):
        self._laredoute_invalidate()
        return super().unlink()

    def _laredoute_invalidate(self):
        """Make the listings stale that these concern; before and after a change."""
        raise NotImplementedError
