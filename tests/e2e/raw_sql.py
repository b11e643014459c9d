# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is written past Odoo's ORM, as imports with SQL of their own do."""

_VARIANT = """
INSERT INTO product_product
SELECT made.*
  FROM product_product existing,
       LATERAL jsonb_populate_record(existing, jsonb_build_object(
           'id', nextval('product_product_id_seq'),
           'active', true,
           'combination_indices', 'x',
           'barcode', NULL,
           'default_code', NULL)) AS made
 WHERE existing.id = %s
"""


def add_variant(cr, product_id):
    """Add another variant to the product of a variant.

    Whatever columns the modules that are installed ask for, it has those of the other.
    """
    cr.execute(_VARIANT, (product_id,))
