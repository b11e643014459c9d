# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""When a line was paid, of lines that are paid now: of others nobody noted it.

Before Odoo makes the column, and would look at each line for itself. The day from which
payments are registered is empty after an upgrade: nothing is to be registered yet.
"""

_PAID = """
ALTER TABLE laredoute_order_line ADD COLUMN paid_at TIMESTAMP;
UPDATE laredoute_order_line SET paid_at = COALESCE(status_at, write_date)
 WHERE status = 'paid';
ALTER TABLE laredoute_order ADD COLUMN paid_at TIMESTAMP,
                            ADD COLUMN paid_amount NUMERIC DEFAULT 0,
                            ADD COLUMN registered_amount NUMERIC DEFAULT 0,
                            ADD COLUMN to_register NUMERIC DEFAULT 0,
                            ADD COLUMN settled_amount NUMERIC DEFAULT 0,
                            ADD COLUMN owed_amount NUMERIC DEFAULT 0,
                            ADD COLUMN settlement_id INTEGER;
UPDATE laredoute_order SET paid_at = line.at
  FROM (SELECT order_id, MAX(paid_at) AS at FROM laredoute_order_line
         WHERE paid_at IS NOT NULL GROUP BY order_id) line
 WHERE line.order_id = laredoute_order.id;
ALTER TABLE laredoute_order ALTER COLUMN paid_amount DROP DEFAULT,
                            ALTER COLUMN registered_amount DROP DEFAULT,
                            ALTER COLUMN to_register DROP DEFAULT,
                            ALTER COLUMN settled_amount DROP DEFAULT,
                            ALTER COLUMN owed_amount DROP DEFAULT;
"""


def migrate(cr, version):
    """Make the columns and fill them.

    :param version: the version that was installed; empty at an installation
    """
    if version:
        cr.execute(_PAID)
