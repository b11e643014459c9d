# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..reference.attribute_usage import may_say

#: words in an attribute's name that say what it is; a guess a person can correct
SIZE_WORDS = {
    *("taille", "tailles", "pointure", "pointures", "size", "sizes"),
    # of household linen and carpets
    *("dimension", "dimensions"),
}
COLOUR_WORDS = {"couleur", "couleurs", "coloris", "colour", "colours", "color"}


class ProductAttribute(models.Model):
    _inherit = "product.attribute"

    laredoute_usage = fields.Selection(
        [
            ("size", "Size"),
            ("colour", "Colour"),
            ("other", "Another attribute"),
            ("none", "Not sent"),
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

    laredoute_value_names = fields.Char(compute="_compute_laredoute_value_names")

    @api.depends("value_ids.name")
    def _compute_laredoute_value_names(self):
        for attribute in self:
            names = attribute.value_ids[:6].mapped("name")
            more = ["…"] if len(attribute.value_ids) > len(names) else []
            attribute.laredoute_value_names = ", ".join(names + more)

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
            self._laredoute_drop_mappings()
            mine = ("attribute_line_ids.attribute_id", "in", self.ids)
            self.env["product.template"]._laredoute_sync_few([mine])
            self.env["laredoute.listing"]._invalidate(
                [("product_tmpl_id", "any", [mine])]
            )
        return result

    def _laredoute_drop_mappings(self):
        """Forget what was to be mapped under the former usage, unless confirmed.

        The check makes the rows of the new one.
        """
        mappings = self.env["laredoute.value.mapping"].sudo()
        mappings.search(
            [("product_attribute_id", "in", self.ids), ("state", "!=", "confirmed")]
        ).filtered(
            lambda mapping: (
                not mapping.product_attribute_id._laredoute_says(mapping.attribute_id)
            )
        ).unlink()

    def _laredoute_says(self, requested):
        """Whether this attribute's values may say what La Redoute asks for."""
        self.ensure_one()
        return may_say(
            self.laredoute_usage,
            self.laredoute_attribute_id.id,
            requested.usage,
            requested.id,
        )
