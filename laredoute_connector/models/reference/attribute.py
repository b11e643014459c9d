# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""La Redoute's attributes and the values of their lists."""

from odoo import api, fields, models

#: usages that distinguish the declinations of one product
DECLINABLE = ("size", "colour", "commercial_colour")


class LaredouteAttribute(models.Model):
    _name = "laredoute.attribute"
    _description = "La Redoute Attribute"
    _inherit = ["laredoute.reference"]
    _order = "name, code"

    code = fields.Char(help="A followed by three or four digits.")
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
    value_ids = fields.One2many("laredoute.attribute.value", "attribute_id")
    category_line_ids = fields.One2many(
        "laredoute.category.attribute", "attribute_id", "Requested by"
    )

    _code_unique = models.Constraint(
        "UNIQUE(catalogue_id, code)", "This attribute code exists."
    )


class LaredouteAttributeValue(models.Model):
    _name = "laredoute.attribute.value"
    _description = "La Redoute Attribute Value"
    _inherit = ["laredoute.reference"]
    _order = "attribute_id, name, code"
    _same_catalogue = ("attribute_id", "category_id")

    # found by the index of _code_unique
    attribute_id = fields.Many2one(
        "laredoute.attribute", required=True, ondelete="cascade"
    )
    code = fields.Char(help="V followed by digits.")
    category_id = fields.Many2one(
        "laredoute.category",
        index="btree_not_null",
        ondelete="cascade",
        help="Only products of this category take the value. Empty: all.",
    )

    _code_unique = models.UniqueIndex(
        "(attribute_id, code, COALESCE(category_id, 0))",
        "This value code exists for the attribute.",
    )

    @api.depends("name", "code", "category_id")
    @api.depends_context("laredoute_with_code")
    def _compute_display_name(self):
        with_code = self.env.context.get("laredoute_with_code")
        for value in self:
            value.display_name = value.name
            if with_code:
                # two categories may each have a value of that name
                ends = ", ".join(filter(None, (value.code, value.category_id.name)))
                value.display_name = f"{value.name} ({ends})"

    @api.model
    def _used_in(self):
        return (
            ("laredoute.value.mapping", "value_id"),
            ("laredoute.product.attribute", "value_id"),
        )
