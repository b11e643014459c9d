# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What Odoo calls a brand → La Redoute's brands."""

from odoo import api, fields, models

from .names import Names


class LaredouteBrandMapping(models.Model):
    _name = "laredoute.brand.mapping"
    _description = "Brand at La Redoute"
    _inherit = ["laredoute.mapping"]
    _order = "name"
    _target = "brand_id"
    _same_catalogue = ("brand_id",)
    _finding_field = "brand_mapping_id"

    name = fields.Char("Brand in Odoo", required=True)
    brand_id = fields.Many2one(
        "laredoute.brand",
        "La Redoute Brand",
        domain="[('catalogue_id', '=', catalogue_id), ('retired', '=', False)]",
        index="btree_not_null",
        ondelete="restrict",
    )
    proposal_id = fields.Many2one("laredoute.brand", ondelete="set null")
    logo = fields.Binary(related="brand_id.logo", readonly=False)
    logo_small = fields.Image(related="brand_id.logo_small", string="Logo Thumbnail")
    target_retired = fields.Boolean(related="brand_id.retired")
    refused_account_ids = fields.Many2many(related="brand_id.refused_account_ids")

    _once = models.Constraint(
        "UNIQUE(catalogue_id, name)", "This brand is in the list already."
    )

    @api.depends("brand_id", "proposal_id")
    def _compute_state(self):
        return super()._compute_state()

    # --------------------------------------------------------- business methods
    def _invalidate_listings(self):
        self.env["laredoute.listing"]._invalidate(
            [
                ("account_id.catalogue_id", "in", self.catalogue_id.ids),
                ("brand_source", "in", self.mapped("name")),
            ]
        )

    def _source(self):
        return self.name

    @api.model
    def _proposals(self, catalogue, sources):
        # code 0 is "no brand", which La Redoute refuses
        brands = self.env["laredoute.brand"].search_fetch(
            [
                ("catalogue_id", "=", catalogue.id),
                ("retired", "=", False),
                ("code", "!=", "0"),
            ],
            ["name"],
        )
        if not brands:
            return {}
        names = Names((brand.id, brand.name, "") for brand in brands)
        # the last name of a category's path may be the brand
        return {
            source: names.propose([source, source.rpartition(" / ")[2]])
            for source in sources
        }

    @api.model
    def _of_sources(self, catalogue, sources):
        known = self.search(
            [("catalogue_id", "=", catalogue.id), ("name", "in", list(sources))]
        )
        missing = sorted(set(sources) - set(known.mapped("name")))
        proposals = self._proposals(catalogue, missing) if missing else {}
        known += self._make(
            catalogue,
            [{"name": name, "proposal_id": proposals.get(name)} for name in missing],
        )
        return {mapping.name: mapping for mapping in known}
