# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ProductAttributeValue(models.Model):
    _inherit = "product.attribute.value"

    laredoute_value_ids = fields.Many2many(
        "laredoute.attribute.value",
        string="La Redoute Values",
        help="What this value is called at La Redoute: a size, or a generic colour. "
        "The value's own name is told as the commercial colour.",
    )

    def write(self, vals):
        result = super().write(vals)
        if {"name", "laredoute_value_ids"} & vals.keys():
            lines = self.pav_attribute_line_ids
            self.env["laredoute.listing"]._mark_changed(
                lines.product_tmpl_id.product_variant_ids
            )
        return result
