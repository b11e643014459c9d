# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""SQL: the La Redoute categories of products, for queries about many of them."""

from odoo.tools import SQL

_WITH_CATEGORIES = """
  WITH template AS (
        SELECT template.id, category.id AS category_id,
               category.parent_id AS family_id, catalogue.id AS catalogue_id
          FROM product_template template
          JOIN laredoute_catalogue catalogue ON %(catalogues)s
     LEFT JOIN laredoute_category own
            ON own.id = template.laredoute_category_id
           AND own.catalogue_id = catalogue.id
     LEFT JOIN laredoute_category_mapping mapping
            ON mapping.product_category_id = template.categ_id
           AND mapping.catalogue_id = catalogue.id
          JOIN laredoute_category category
            ON category.id = COALESCE(own.id, mapping.category_id)
         WHERE template.id IN %(templates)s
  )"""


def with_categories(templates, catalogue=None):
    """Begin a query: ``template`` has id, category_id and family_id of products.

    A product has one row for each catalogue where it has a category.

    :param templates: a tuple of ids, or a subselect; those without category are left
        out, and a product's own category wins over its mapping
    :param catalogue: the only ``laredoute.catalogue`` that counts; all when not given
    """
    only = SQL("catalogue.id = %s", catalogue.id) if catalogue else SQL("TRUE")
    return SQL(_WITH_CATEGORIES, templates=templates, catalogues=only)
