# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute's reference lists share: imported from its files, never typed."""

from base64 import b64decode, b64encode

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...marketplace.rules import ImageRefused, prepare_logo


class LaredouteReference(models.AbstractModel):
    _name = "laredoute.reference"
    _description = "La Redoute Reference"
    _inherit = ["laredoute.catalogue.mixin"]
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

    @api.depends("code", "name", "catalogue_id.name")
    @api.depends_context("uid")
    def _compute_display_name(self):
        for record in self:
            name = f"{record.name} ({record.code})"
            record.display_name = record._with_catalogue(name)

    # ------------------------------------------------------------- CRUD methods
    @api.ondelete(at_uninstall=False)
    def _unlink_unless_used(self):
        for model_name, field_name in self._used_in():
            users = self.env[model_name].sudo()
            user = users.search([(field_name, "in", self.ids)], limit=1)
            if user:
                raise UserError(
                    self.env._(
                        "“%(user)s” is sent as %(record)s (%(kind)s). Choose another "
                        "there first. What La Redoute no longer has need not be "
                        "deleted: importing its list retires it.",
                        record=user[field_name].display_name,
                        user=user.display_name,
                        kind=users._description,
                    )
                )

    @api.model
    def _used_in(self):
        """Return (model, field) pairs through which such a record is sent."""
        return ()


class LaredouteDepartment(models.Model):
    _name = "laredoute.department"
    _description = "La Redoute Department"
    _inherit = ["laredoute.reference"]

    _code_unique = models.Constraint(
        "UNIQUE(catalogue_id, code)", "This department code exists."
    )


class LaredouteBrand(models.Model):
    _name = "laredoute.brand"
    _description = "La Redoute Brand"
    _inherit = ["laredoute.reference"]

    logo = fields.Binary(
        attachment=True, help="JPEG, at most 3500 pixels a side; others are converted."
    )
    logo_small = fields.Image(
        "Logo Thumbnail", related="logo", max_width=128, max_height=128, store=True
    )
    refused_account_ids = fields.Many2many(
        "laredoute.account",
        string="Refused on",
        readonly=True,
        help="Accounts to which La Redoute refused this brand: ask La Redoute for the "
        "right to sell it.",
    )

    _code_unique = models.Constraint(
        "UNIQUE(catalogue_id, code)", "This brand code exists."
    )

    # ------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._with_logo(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._with_logo(vals))

    @api.model
    def _with_logo(self, vals):
        """Return the values with the logo as La Redoute wants it."""
        if not vals.get("logo"):
            return vals
        try:
            logo = prepare_logo(b64decode(vals["logo"]))
        except (ImageRefused, ValueError) as error:
            raise UserError(
                self.env._(
                    "The logo cannot be used: the file is no image that can be read, "
                    "or far too large. Choose a JPEG or PNG file."
                )
            ) from error
        return {**vals, "logo": b64encode(logo.data)}

    @api.model
    def _used_in(self):
        return (
            ("laredoute.brand.mapping", "brand_id"),
            ("product.template", "laredoute_brand_id"),
        )
