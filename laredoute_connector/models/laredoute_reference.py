# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""La Redoute's reference lists: imported from its files, never typed by hand."""

from odoo import api, fields, models

from ..marketplace.records import ProductAttribute


class LaredouteCategory(models.Model):
    _name = "laredoute.category"
    _description = "La Redoute Category"
    _order = "code"
    _rec_names_search = ["code", "name"]

    code = fields.Char(required=True, help="F… for a family, S… for a sub-family.")
    name = fields.Char(required=True)
    level = fields.Selection(
        [("f", "Family (F)"), ("s", "Sub-family (S)")], required=True, default="s"
    )
    parent_id = fields.Many2one(
        "laredoute.category", string="Family", index=True, ondelete="restrict"
    )
    attribute_ids = fields.Many2many(
        "laredoute.attribute",
        string="Attributes",
        help="Attributes asked for products of this category.",
    )
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint("UNIQUE(code)", "This category code exists.")

    @api.depends("code", "name")
    def _compute_display_name(self):
        for category in self:
            category.display_name = f"[{category.code}] {category.name}"

    def _all_attributes(self):
        """Attributes of the sub-family and of its family, as both are asked for."""
        return self.attribute_ids | self.parent_id.attribute_ids


class LaredouteBrand(models.Model):
    _name = "laredoute.brand"
    _description = "La Redoute Brand"
    _order = "name"
    _rec_names_search = ["code", "name"]

    code = fields.Char(required=True)
    name = fields.Char(required=True)
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint("UNIQUE(code)", "This brand code exists.")

    @api.depends("code", "name")
    def _compute_display_name(self):
        for brand in self:
            brand.display_name = f"{brand.name} ({brand.code})"


class LaredouteAttribute(models.Model):
    _name = "laredoute.attribute"
    _description = "La Redoute Attribute"
    _order = "code"
    _rec_names_search = ["code", "name"]

    code = fields.Char(required=True, help="A followed by three or four digits.")
    name = fields.Char(required=True)
    usage = fields.Selection(
        [
            ("size", "Size"),
            ("colour", "Generic colour"),
            ("commercial_colour", "Commercial colour"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
        help="Sizes and colours distinguish declinations of one product.",
    )
    required = fields.Boolean(help="La Redoute refuses a product without it.")
    constrained = fields.Boolean(help="The value must come from La Redoute's list.")
    value_ids = fields.One2many("laredoute.attribute.value", "attribute_id")
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint("UNIQUE(code)", "This attribute code exists.")

    @api.depends("code", "name")
    def _compute_display_name(self):
        for attribute in self:
            attribute.display_name = f"[{attribute.code}] {attribute.name}"


class LaredouteAttributeValue(models.Model):
    _name = "laredoute.attribute.value"
    _description = "La Redoute Attribute Value"
    _order = "attribute_id, name"
    _rec_names_search = ["code", "name"]

    attribute_id = fields.Many2one(
        "laredoute.attribute", required=True, index=True, ondelete="cascade"
    )
    code = fields.Char(help="V followed by digits; empty for a free text.")
    name = fields.Char(required=True)
    active = fields.Boolean(default=True)

    _code_unique = models.UniqueIndex(
        "(attribute_id, code) WHERE code IS NOT NULL",
        "This value code exists for the attribute.",
    )

    @api.depends("name", "attribute_id.name")
    def _compute_display_name(self):
        for value in self:
            value.display_name = f"{value.attribute_id.name}: {value.name}"

    def _record(self):
        """This value as La Redoute is told of it."""
        self.ensure_one()
        return ProductAttribute(
            code=self.attribute_id.code,
            label=self.name,
            value_code=self.code or "",
            declinable=self.attribute_id.usage != "other",
        )
