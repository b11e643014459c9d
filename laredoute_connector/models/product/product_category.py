# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ..common import USER


class ProductCategory(models.Model):
    _inherit = "product.category"

    laredoute_mapping_ids = fields.One2many(
        "laredoute.category.mapping",
        "product_category_id",
        "At La Redoute",
        groups=USER,
    )

    def write(self, vals):
        result = super().write(vals)
        if {"name", "parent_id"} & vals.keys():
            # where the category says the brand
            self.env["laredoute.listing"]._invalidate(
                [
                    ("account_id.brand_source", "=", "category"),
                    ("product_tmpl_id.categ_id", "child_of", self.ids),
                ]
            )
        if "parent_id" in vals:
            # price lists price what lies below a category
            self.env["laredoute.listing"]._invalidate(
                [
                    "|",
                    ("account_id.pricelist_id", "!=", False),
                    ("account_id.struck_pricelist_id", "!=", False),
                    ("product_tmpl_id.categ_id", "child_of", self.ids),
                ]
            )
            self.env["laredoute.offer.rule"]._moved(self)
        return result

    def unlink(self):
        self.env["laredoute.offer.rule"]._gone(self)
        return super().unlink()
