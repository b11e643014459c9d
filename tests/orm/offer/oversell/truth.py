# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What can be delivered, read from Odoo's rows alone, without a line of the addon.

On hand where deliveries take from, less what every open move is to take from there,
whether anything is reserved for it or not; and planned receipts, where they count.
"""

from collections import Counter
from datetime import timedelta

from odoo import fields

_ON_HAND = """
SELECT quant.product_id, SUM(quant.quantity)
  FROM stock_quant quant JOIN stock_location place ON place.id = quant.location_id
 WHERE place.parent_path LIKE ANY(%(places)s) GROUP BY quant.product_id"""
_LEAVING = """
SELECT move.product_id, SUM(move.product_qty)
  FROM stock_move move
  JOIN stock_location source ON source.id = move.location_id
  JOIN stock_location place ON place.id = move.location_dest_id
 WHERE move.state NOT IN ('draft', 'done', 'cancel')
   AND source.parent_path LIKE ANY(%(places)s)
   AND NOT place.parent_path LIKE ANY(%(places)s)
 GROUP BY move.product_id"""
_COMING = """
SELECT move.product_id, SUM(move.product_qty)
  FROM stock_move move
  JOIN stock_location source ON source.id = move.location_id
  JOIN stock_location place ON place.id = move.location_dest_id
 WHERE move.state NOT IN ('draft', 'done', 'cancel') AND source.usage = 'supplier'
   AND place.parent_path LIKE ANY(%(places)s)
   AND move.date BETWEEN %(begin)s AND %(end)s
 GROUP BY move.product_id"""
#: La Redoute's lines that a confirmed sale order delivers: its moves hold the units
_CARRIED = """
SELECT line.remote_id
  FROM laredoute_order_line line
  JOIN sale_order_line sold ON sold.id = line.sale_line_id
  JOIN sale_order sale ON sale.id = sold.order_id
 WHERE sale.state = 'sale'
   AND EXISTS (SELECT FROM stock_move move
                WHERE move.sale_line_id = sold.id AND move.state <> 'cancel')"""


class Truth:
    """What is there now for an account, in units of what is stored.

    :param cr: a database cursor; all that is pending is written
    :param account: its settings say which places and receipts count
    :ivar units: {product id: units that nobody in Odoo is to get}
    """

    def __init__(self, cr, account):
        house = account.warehouse_id
        counted = house.lot_stock_id
        if account.stock_receiving:
            counted |= house.wh_input_stock_loc_id | house.wh_qc_stock_loc_id
        now = fields.Datetime.now()
        values = {
            "places": [f"{place.parent_path}%" for place in counted],
            "begin": now - timedelta(days=1),
            "end": now + timedelta(days=account.receipts_days),
        }
        self.units = Counter()
        self._add(cr, _ON_HAND, values, 1)
        self._add(cr, _LEAVING, values, -1)
        if account.receipts_by == "days":
            self._add(cr, _COMING, values, 1)
        cr.execute(_CARRIED)
        self._carried = {number for (number,) in cr.fetchall()}

    def _add(self, cr, query, values, sign):
        cr.execute(query, values)
        for product, units in cr.fetchall():
            self.units[product] += sign * float(units or 0)

    def hold(self, lines):
        """Take away what lines of La Redoute hold that no delivery holds.

        :param lines: :class:`.shop.Bought`
        """
        for line in lines:
            if line.number not in self._carried:
                for part, need in line.parts.items():
                    self.units[part] -= need * line.quantity

    def of(self, parts):
        """Return how many of what takes these parts can be delivered, maybe below 0.

        :param parts: {product id: units of it in one}
        """
        return min(self.units[part] // need for part, need in parts.items())
