# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Odoo's product categories → La Redoute's sub-categories (S)."""

from odoo import api, fields, models

from ..common import in_french
from .names import Names


class LaredouteCategoryMapping(models.Model):
    _name = "laredoute.category.mapping"
    _description = "Category at La Redoute"
    _inherit = ["laredoute.mapping"]
    _order = "product_category_id"
    _rec_name = "product_category_id"
    _target = "category_id"
    _same_catalogue = ("category_id",)
    _finding_field = "category_mapping_id"

    product_category_id = fields.Many2one(
        "product.category",
        "Category in Odoo",
        required=True,
        index=True,
        ondelete="cascade",
    )
    category_id = fields.Many2one(
        "laredoute.category",
        "La Redoute Category",
        domain="[('catalogue_id', '=', catalogue_id), ('level', '=', 's'), "
        "('retired', '=', False)]",
        index="btree_not_null",
        ondelete="restrict",
    )
    proposal_id = fields.Many2one("laredoute.category", ondelete="set null")
    target_retired = fields.Boolean(related="category_id.retired")

    _once = models.Constraint(
        "UNIQUE(catalogue_id, product_category_id)",
        "This category is in the list already.",
    )

    @api.depends("category_id", "proposal_id")
    def _compute_state(self):
        return super()._compute_state()

    # ------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        mappings = super().create(vals_list)
        mappings.filtered("category_id")._sync_products()
        return mappings

    def _take_proposals(self):
        result = super()._take_proposals()
        self._sync_products()
        return result

    def write(self, vals):
        result = super().write(vals)
        if "category_id" in vals and not self.env.context.get(
            "laredoute_invalidate_later"
        ):
            self._sync_products()
        return result

    def unlink(self):
        domains = self._domains_of_products()
        result = super().unlink()
        self._sync_products_of(domains)
        return result

    # --------------------------------------------------------- business methods
    def _sync_products(self):
        self._sync_products_of(self._domains_of_products())

    def _domains_of_products(self):
        """Return domains of the products that have no category of their own there."""
        return [
            [
                ("categ_id", "in", mappings.product_category_id.ids),
                (
                    "laredoute_category_id",
                    "not any",
                    [("catalogue_id", "=", catalogue.id)],
                ),
                "|",
                ("laredoute_label", "=", True),
                ("laredoute_listing_ids", "!=", False),
            ]
            for catalogue, mappings in self.grouped("catalogue_id").items()
        ]

    @api.model
    def _sync_products_of(self, domains):
        """Other attributes are requested of these products now."""
        for domain in domains:
            self.env["product.template"]._laredoute_sync_few(domain)

    def _invalidate_listings(self):
        self.env["laredoute.listing"]._invalidate(
            [
                ("account_id.catalogue_id", "in", self.catalogue_id.ids),
                ("product_tmpl_id.categ_id", "in", self.product_category_id.ids),
            ]
        )

    def _source(self):
        return self.product_category_id.id

    @api.model
    def _proposals(self, catalogue, sources):
        categories = self.env["laredoute.category"].search_fetch(
            [
                ("catalogue_id", "=", catalogue.id),
                ("level", "=", "s"),
                ("retired", "=", False),
            ],
            ["name", "parent_id"],
        )
        if not categories:
            return {}
        names = Names((each.id, each.name, each.parent_id.name) for each in categories)
        found = {}
        for category in in_french(self).env["product.category"].browse(sources):
            parents = self._parents(category)
            # "Robes" of "Femme" may be "Robes femme" at La Redoute
            tried = [category.name] + [f"{category.name} {name}" for name in parents]
            found[category.id] = names.propose(tried, parents)
        return found

    def _parents(self, category):
        """Names of the categories above, the nearest first."""
        names = []
        while category := category.parent_id:
            names.append(category.name)
        return names

    @api.model
    def _of_sources(self, catalogue, sources):
        known = self.search(
            [
                ("catalogue_id", "=", catalogue.id),
                ("product_category_id", "in", sources.ids),
            ]
        )
        missing = (sources - known.product_category_id).ids
        proposals = self._proposals(catalogue, missing) if missing else {}
        known += self._make(
            catalogue,
            [
                {
                    "product_category_id": category,
                    "proposal_id": proposals.get(category),
                }
                for category in missing
            ],
        )
        return {mapping.product_category_id.id: mapping for mapping in known}
