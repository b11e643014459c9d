# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Texts that are no longer translated become plain columns.

Odoo keeps a column translated, and its field with it, for the whole of an upgrade; that
a field is no longer translated takes effect after it, when the column must be plain.
"""

from odoo.tools import SQL

TYPES = {"laredoute_title": "varchar", "laredoute_description": "text"}


def migrate(cr, version):
    """Make plain what Odoo left translated."""
    cr.execute(
        """
        SELECT column_name
          FROM information_schema.columns
         WHERE table_name = 'product_template' AND udt_name = 'jsonb'
           AND column_name IN %s
        """,
        (tuple(TYPES),),
    )
    for (name,) in cr.fetchall():
        cr.execute(
            SQL(
                """
                ALTER TABLE product_template
                ALTER COLUMN %(name)s TYPE %(type)s USING %(name)s->>'en_US'
                """,
                name=SQL.identifier(name),
                type=SQL.identifier(TYPES[name]),
            )
        )
    cr.execute(
        """
        UPDATE ir_model_fields
           SET translate = NULL
         WHERE model IN ('product.template', 'product.product') AND name IN %s
        """,
        (tuple(TYPES),),
    )
