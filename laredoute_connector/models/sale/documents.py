# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What moves on beside a sale order: La Redoute's orders are compared with it again."""

from odoo import models

#: what says where a parcel goes
PLACE = {"zip", "city", "country_id"}


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


class ResPartner(models.Model):
    _inherit = "res.partner"

    def write(self, vals):
        result = super().write(vals)
        self._laredoute_moved(vals)
        return result

    def _update_address(self, vals):
        """Those that live at their company's move with it, past ``write``."""
        result = super()._update_address(vals)
        self._laredoute_moved(vals)
        return result

    def _laredoute_moved(self, vals):
        if PLACE & vals.keys():
            self.env["laredoute.order.stale"]._collect("contact", self.ids)


class MergePartners(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        """Parcels may have another address now, which no write of theirs says."""
        result = super()._merge(partner_ids, dst_partner, extra_checks)
        kept = self.env["res.partner"].browse(partner_ids).exists()
        self.env["laredoute.order.stale"]._collect("contact", kept.ids)
        return result
