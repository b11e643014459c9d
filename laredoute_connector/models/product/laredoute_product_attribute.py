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

    # found by the index of _once
    product_tmpl_id = fields.Many2one(
        "product.template", "Product", required=True, ondelete="cascade"
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

    # ------------------------------------------------------- constraint methods
    @api.constrains("attribute_id", "value_id", "text", "constrained")
    def _check_value(self):
        # a new list of La Redoute is no mistake of whoever brings it: the check of
        # the product says what no longer fits
        if self.env.context.get("laredoute_flags_only"):
            return
        for line in self:
            refusal = line._refusal()
            if refusal:
                raise ValidationError(refusal)

    def _refusal(self):
        """Why La Redoute would not take this value; nothing when it would."""
        names = {
            "product": self.product_tmpl_id.display_name,
            "attribute": self.attribute_id.name,
            "value": self.value_id.name,
        }
        if self.value_id and self.value_id.attribute_id != self.attribute_id:
            return self.env._(
                "%(product)s: %(value)s is no value of %(attribute)s. Choose one of "
                "its list.",
                **names,
            )
        if self.text and self.constrained and not self.value_id:
            return self.env._(
                "%(product)s: La Redoute takes %(attribute)s from its list only. "
                "Choose a value of the list instead of “%(text)s”.",
                text=self.text,
                **names,
            )
        return self._refusal_of_category(names)

    def _refusal_of_category(self, names):
        only = self.value_id.category_id
        catalogue = self.attribute_id.catalogue_id
        category = self.product_tmpl_id.sudo()._laredoute_category(catalogue)
        if only and category and only != category:
            return self.env._(
                "%(product)s: %(value)s is a value of %(attribute)s for %(other)s "
                "only. Choose one for %(category)s.",
                other=only.display_name,
                category=category.display_name,
                **names,
            )
        return None

    # ------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("product_id") and not vals.get("product_tmpl_id"):
                product = self.env["product.product"].browse(vals["product_id"])
                vals["product_tmpl_id"] = product.product_tmpl_id.id
        self._add_flags(vals_list)
        lines = super().create(vals_list)
        lines.filtered(lambda line: line._is_set())._invalidate_products()
        return lines

    def _add_flags(self, vals_list):
        """What the category says of an attribute that a person adds."""
        plain = [vals for vals in vals_list if "constrained" not in vals]
        templates = self.env["product.template"].browse(
            {vals["product_tmpl_id"] for vals in plain if vals.get("product_tmpl_id")}
        )
        requested = templates._laredoute_requested() if templates else {}
        for vals in plain:
            of_product = requested.get(vals.get("product_tmpl_id"), {})
            required, constrained, _said = of_product.get(
                vals.get("attribute_id"), (False, False, False)
            )
            vals.update(required=required, constrained=constrained)

    def write(self, vals):
        result = super().write(vals)
        if {"value_id", "text", "attribute_id", "product_id"} & vals.keys():
            self._invalidate_products()
        return result

    def unlink(self):
        self.filtered(lambda line: line._is_set())._invalidate_products()
        return super().unlink()

    def _is_set(self):
        self.ensure_one()
        return bool(self.value_id or self.text)

    def _invalidate_products(self):
        self.env["laredoute.listing"]._invalidate_templates(self.product_tmpl_id)
