# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

#: words in an attribute's name that say what it is; a guess a person can correct
SIZE_WORDS = {"taille", "tailles", "pointure", "pointures", "size", "sizes"}
COLOUR_WORDS = {"couleur", "couleurs", "coloris", "colour", "colours", "color"}


class ProductAttribute(models.Model):
    _inherit = "product.attribute"

    laredoute_usage = fields.Selection(
        [
            ("size", "Size"),
            ("colour", "Colour"),
            ("other", "Another attribute"),
            ("none", "Not told"),
        ],
        string="At La Redoute",
        compute="_compute_laredoute_usage",
        store=True,
        readonly=False,
        precompute=True,
        help="What this attribute is at La Redoute; its values are mapped accordingly.",
    )
    laredoute_attribute_id = fields.Many2one(
        "laredoute.attribute",
        "La Redoute Attribute",
        domain="[('usage', '=', 'other'), ('retired', '=', False)]",
        index="btree_not_null",
    )

    @api.depends("display_type")
    def _compute_laredoute_usage(self):
        for attribute in self:
            words = set((attribute.name or "").casefold().split())
            if words & SIZE_WORDS:
                usage = "size"
            elif words & COLOUR_WORDS or attribute.display_type == "color":
                usage = "colour"
            else:
                usage = "none"
            attribute.laredoute_usage = attribute.laredoute_usage or usage

    def write(self, vals):
        result = super().write(vals)
        if {"laredoute_usage", "laredoute_attribute_id"} & vals.keys():
            templates = self.attribute_line_ids.product_tmpl_id
            self.env["laredoute.listing"]._mark_changed(templates.product_variant_ids)
        return result
