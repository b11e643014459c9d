# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""La Redoute's delivery mode stands on orders and sale orders, old ones too."""

# sale orders too: Odoo would compute the new column of all there are, one by one
_FILL = """
ALTER TABLE laredoute_order ADD COLUMN delivery_mode VARCHAR,
                            ADD COLUMN delivery_type VARCHAR;
ALTER TABLE sale_order ADD COLUMN laredoute_delivery_mode VARCHAR,
                       ADD COLUMN laredoute_delivery_type VARCHAR;
UPDATE laredoute_order SET delivery_mode = delivery ->> 'mode'
 WHERE delivery ->> 'mode' IS NOT NULL;
UPDATE sale_order SET laredoute_delivery_mode = laredoute_order.delivery_mode
  FROM laredoute_order
 WHERE sale_order.laredoute_order_id = laredoute_order.id
   AND laredoute_order.delivery_mode IS NOT NULL;
"""


def migrate(cr, version):
    """Make the columns and fill them; the type was not decoded before.

    :param version: the version that was installed; empty at an installation
    """
    if version:
        cr.execute(_FILL)
