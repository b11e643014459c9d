# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The list of accepted offers that nobody sees, to send to La Redoute."""

import base64

import pytz

from odoo import api, fields, models

from ...marketplace.table_file import write_table
from ...models.common import in_french


class LaredouteUnseenList(models.TransientModel):
    _name = "laredoute.unseen.list"
    _description = "List of Accepted Offers for La Redoute"

    count = fields.Integer(readonly=True)
    file = fields.Binary("List", readonly=True, attachment=False)
    filename = fields.Char(readonly=True)

    @api.model
    def _open(self, listings):
        """Show the list of some listings, which whoever looks may read."""
        listings.check_access("read")
        today = fields.Date.context_today(self)
        found = self.create(
            {
                "count": len(listings),
                "file": base64.b64encode(self._content(listings.sudo())),
                "filename": f"offres-non-visibles-{today}.csv",
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("List for La Redoute"),
            "res_model": self._name,
            "res_id": found.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.model
    def _content(self, listings):
        """Return the table, in the language of who reads it at La Redoute."""
        _ = in_french(self).env._
        headings = [
            _("EAN"),
            _("Seller's Reference"),
            _("La Redoute Part Number"),
            _("Offer Accepted on"),
            _("Product BatchID"),
            _("Offer BatchID"),
            _("Account"),
        ]
        return write_table(headings, map(_row, listings))


def _row(listing):
    """Return the cells of a listing; its moment in the account's time zone."""
    moment = ""
    if listing.offer_accepted_at:
        zone = pytz.timezone(listing.account_id.tz or "UTC")
        local = pytz.utc.localize(listing.offer_accepted_at).astimezone(zone)
        moment = local.strftime("%d/%m/%Y %H:%M")
    return [
        listing.ean or "",
        listing.sku or "",
        listing.part_number or "",
        moment,
        listing.batch_id or "",
        listing.offer_batch_id or "",
        listing.account_id.name,
    ]
