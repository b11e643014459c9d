# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invoices know La Redoute's order: those that were made before, too."""

_TIE = """
UPDATE account_move move SET laredoute_order_id = found.order_id
  FROM (SELECT DISTINCT item.move_id, sale.laredoute_order_id AS order_id
          FROM sale_order sale
          JOIN sale_order_line line ON line.order_id = sale.id
          JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = line.id
          JOIN account_move_line item ON item.id = rel.invoice_line_id
         WHERE sale.laredoute_order_id IS NOT NULL
         UNION
        SELECT item.move_id, sale.laredoute_order_id
          FROM account_move_line item
          JOIN sale_order_line line ON line.id = item.laredoute_sale_line_id
          JOIN sale_order sale ON sale.id = line.order_id
         WHERE sale.laredoute_order_id IS NOT NULL) found
 WHERE move.id = found.move_id AND move.laredoute_order_id IS NULL
   AND move.move_type IN ('out_invoice', 'out_refund')
"""


def migrate(cr, version):
    """Tie invoices and credit notes to the orders that they are of.

    :param version: the version that was installed; empty at an installation
    """
    if version:
        cr.execute(_TIE)
