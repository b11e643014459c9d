# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""SQL: the La Redoute category of products, for queries about many of them."""

from odoo.tools import SQL

_WITH_CATEGORIES = """
  WITH template AS (
        SELECT template.id, category.id AS category_id,
               category.parent_id AS family_id
          FROM product_template template
     LEFT JOIN laredoute_category_mapping mapping
            ON mapping.product_category_id = template.categ_id
          JOIN laredoute_category category
            ON category.id
               = COALESCE(template.laredoute_category_id, mapping.category_id)
         WHERE template.id IN %(templates)s
  )"""


def with_categories(templates):
    """Begin a query: ``template`` has id, category_id and family_id of products.

    :param templates: a tuple of ids, or a subselect; those without category are left
        out, and a product's own category wins over its mapping
    """
    return SQL(_WITH_CATEGORIES, templates=templates)
