# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ProductCategory(models.Model):
    _inherit = "product.category"

    laredoute_mapping_ids = fields.One2many(
        "laredoute.category.mapping", "product_category_id", "At La Redoute"
    )
