# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A La Redoute attribute set on a product: it wins over every mapping."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class LaredouteProductAttribute(models.Model):
    _name = "laredoute.product.attribute"
    _description = "La Redoute Attribute of a Product"
    _order = "required desc, attribute_id, id"
    _rec_name = "attribute_id"

    product_tmpl_id = fields.Many2one(
        "product.template", "Product", required=True, index=True, ondelete="cascade"
    )
    product_id = fields.Many2one(
        "product.product",
        "Variant",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('product_tmpl_id', '=', product_tmpl_id)]",
        help="Empty: the value holds for every variant.",
    )
    attribute_id = fields.Many2one(
        "laredoute.attribute", required=True, index=True, ondelete="cascade"
    )
    usage = fields.Selection(related="attribute_id.usage")
    required = fields.Boolean(
        readonly=True, help="The product's category cannot do without it."
    )
    constrained = fields.Boolean(
        readonly=True, help="The value must come from La Redoute's list."
    )
    value_id = fields.Many2one(
        "laredoute.attribute.value",
        "Value",
        domain="[('attribute_id', '=', attribute_id), ('retired', '=', False)]",
        index="btree_not_null",
        ondelete="restrict",
    )
    text = fields.Char(
        "Own Words", help="The value where La Redoute leaves it free (not constrained)."
    )

    _once = models.UniqueIndex(
        "(product_tmpl_id, COALESCE(product_id, 0), attribute_id)",
        "The product has this attribute already.",
    )

    @api.constrains("attribute_id", "value_id")
    def _check_value(self):
        for line in self:
            if line.value_id and line.value_id.attribute_id != line.attribute_id:
                raise ValidationError(
                    self.env._(
                        "%(value)s is no value of %(attribute)s.",
                        value=line.value_id.name,
                        attribute=line.attribute_id.name,
                    )
                )

    # ------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("product_id") and not vals.get("product_tmpl_id"):
                product = self.env["product.product"].browse(vals["product_id"])
                vals["product_tmpl_id"] = product.product_tmpl_id.id
        lines = super().create(vals_list)
        lines.filtered(lambda line: line._is_set())._mark_products()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if {"value_id", "text", "attribute_id", "product_id"} & vals.keys():
            self._mark_products()
        return result

    def unlink(self):
        self.filtered(lambda line: line._is_set())._mark_products()
        return super().unlink()

    def _is_set(self):
        self.ensure_one()
        return bool(self.value_id or self.text)

    def _mark_products(self):
        self.env["laredoute.listing"]._mark_changed(
            self.product_tmpl_id.with_context(active_test=False).product_variant_ids
        )
