# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Records that decide offers, whatever of them changes."""

from odoo import api, models


class LaredouteOfferPart(models.AbstractModel):
    _name = "laredoute.offer.part"
    _description = "Decides La Redoute Offers"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._note_offers()
        return records

    def write(self, vals):
        self._note_offers()
        result = super().write(vals)
        self._note_offers()
        return result

    def unlink(self):
        self._note_offers()
        return super().unlink()

    def _note_offers(self):
        """Note the offers that these decide; before and after a change."""
        raise NotImplementedError
