# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute's reference lists share: imported from its files, never typed."""

from odoo import api, fields, models


class LaredouteReference(models.AbstractModel):
    _name = "laredoute.reference"
    _description = "La Redoute Reference"
    _order = "name, code"
    _rec_names_search = ["code", "name"]

    code = fields.Char(required=True, index=True)
    name = fields.Char(required=True)
    # not archived: what is mapped to it must go on showing it
    retired = fields.Boolean(
        readonly=True,
        index=True,
        help="La Redoute's last list no longer has this code.",
    )
    retired_on = fields.Date(readonly=True)

    @api.depends("code", "name")
    def _compute_display_name(self):
        for record in self:
            record.display_name = f"{record.name} ({record.code})"


class LaredouteDepartment(models.Model):
    _name = "laredoute.department"
    _description = "La Redoute Department"
    _inherit = ["laredoute.reference"]

    _code_unique = models.Constraint("UNIQUE(code)", "This department code exists.")


class LaredouteBrand(models.Model):
    _name = "laredoute.brand"
    _description = "La Redoute Brand"
    _inherit = ["laredoute.reference"]

    logo = fields.Binary(
        attachment=True, help="JPEG, at most 3500 pixels a side; others are converted."
    )
    refused_account_ids = fields.Many2many(
        "laredoute.account",
        string="Refused on",
        readonly=True,
        help="Accounts to which La Redoute refused this brand: ask La Redoute for the "
        "right to sell it.",
    )

    _code_unique = models.Constraint("UNIQUE(code)", "This brand code exists.")
