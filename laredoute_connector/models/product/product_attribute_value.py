# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ..common import USER


class ProductAttributeValue(models.Model):
    _inherit = "product.attribute.value"

    laredoute_mapping_ids = fields.One2many(
        "laredoute.value.mapping", "product_value_id", "At La Redoute", groups=USER
    )

    def write(self, vals):
        result = super().write(vals)
        if "name" in vals:
            self._laredoute_invalidate()
        return result

    def _update_field_translations(self, field_name, translations, *args, **kwargs):
        # the translation dialog does not pass through write
        result = super()._update_field_translations(
            field_name, translations, *args, **kwargs
        )
        if field_name == "name":
            self._laredoute_invalidate()
        return result

    def _laredoute_invalidate(self):
        """A colour's own name is sent as the commercial colour."""
        self.env["laredoute.listing"]._invalidate(
            [("product_tmpl_id.attribute_line_ids.value_ids", "in", self.ids)]
        )


class ProductTemplateAttributeLine(models.Model):
    # edited in their own list, or imported, they do not pass through the product
    _name = "product.template.attribute.line"
    _inherit = ["product.template.attribute.line", "laredoute.invalidation.mixin"]

    def _laredoute_invalidate(self):
        templates = self.sudo().product_tmpl_id
        self.env["laredoute.listing"]._invalidate_templates(templates)


class ProductTemplateAttributeValue(models.Model):
    _inherit = "product.template.attribute.value"

    def write(self, vals):
        result = super().write(vals)
        if "price_extra" in vals:
            templates = self.sudo().product_tmpl_id
            self.env["laredoute.listing"]._invalidate_templates(templates)
        return result
