# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ProductAttributeValue(models.Model):
    _inherit = "product.attribute.value"

    laredoute_mapping_ids = fields.One2many(
        "laredoute.value.mapping", "product_value_id", "At La Redoute"
    )

    def write(self, vals):
        result = super().write(vals)
        if "name" in vals:
            self._laredoute_mark()
        return result

    def _update_field_translations(self, field_name, translations, *args, **kwargs):
        # the translation dialog does not pass through write
        result = super()._update_field_translations(
            field_name, translations, *args, **kwargs
        )
        if field_name == "name":
            self._laredoute_mark()
        return result

    def _laredoute_mark(self):
        """A colour's own name is told as the commercial colour."""
        templates = self.pav_attribute_line_ids.product_tmpl_id
        self.env["laredoute.listing"]._mark_changed(templates.product_variant_ids)
