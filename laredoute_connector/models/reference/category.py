# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""La Redoute's families (F) and sub-families (S), and what each requests."""

from odoo import api, fields, models


class LaredouteCategory(models.Model):
    _name = "laredoute.category"
    _description = "La Redoute Category"
    _inherit = ["laredoute.reference"]
    _order = "code"
    _same_catalogue = ("parent_id", "department_id")

    level = fields.Selection(
        [("f", "Family (F)"), ("s", "Sub-family (S)")], required=True, default="s"
    )
    parent_id = fields.Many2one(
        "laredoute.category",
        string="Family",
        domain="[('catalogue_id', '=', catalogue_id)]",
        index=True,
        ondelete="restrict",
    )
    department_id = fields.Many2one(
        "laredoute.department",
        domain="[('catalogue_id', '=', catalogue_id)]",
        index="btree_not_null",
    )
    attribute_line_ids = fields.One2many(
        "laredoute.category.attribute", "category_id", "Attributes"
    )

    _code_unique = models.Constraint(
        "UNIQUE(catalogue_id, code)", "This category code exists."
    )

    @api.depends("code", "name", "parent_id.name", "catalogue_id.name")
    @api.depends_context("uid")
    def _compute_display_name(self):
        for category in self:
            name = f"[{category.code}] {category.name}"
            if category.parent_id:
                # two families may each have a sub-family "Accessoires"
                name = f"[{category.code}] {category.parent_id.name} / {category.name}"
            category.display_name = category._with_catalogue(name)

    @api.model
    def _used_in(self):
        return (
            ("laredoute.category.mapping", "category_id"),
            ("product.template", "laredoute_category_id"),
        )


class LaredouteCategoryAttribute(models.Model):
    _name = "laredoute.category.attribute"
    _description = "Attribute of a La Redoute Category"
    _inherit = ["laredoute.catalogue.mixin"]
    _order = "category_id, required desc, attribute_id"
    _rec_name = "attribute_id"
    _same_catalogue = ("category_id", "attribute_id")

    category_id = fields.Many2one(
        "laredoute.category", required=True, index=True, ondelete="cascade"
    )
    attribute_id = fields.Many2one(
        "laredoute.attribute", required=True, index=True, ondelete="cascade"
    )
    usage = fields.Selection(related="attribute_id.usage")
    required = fields.Boolean(help="La Redoute refuses a product without it (Requis).")
    constrained = fields.Boolean(
        help="The value must come from La Redoute's list (Contraint)."
    )
    retired = fields.Boolean(
        readonly=True, help="La Redoute's last list no longer asks for it."
    )

    _once = models.Constraint(
        "UNIQUE(category_id, attribute_id)", "The category has this attribute already."
    )
