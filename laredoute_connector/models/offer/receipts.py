# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Receipts that come in time, by the setting of an account."""

from datetime import timedelta

from odoo import fields
from odoo.tools import SQL

#: a receipt that is overdue for longer counts no more: nobody knows when it comes
OVERDUE = timedelta(days=1)
# from outside; and of what is put away what is reserved, hence there: where Input
# counts as stock, it is reserved there
_PLANNED = """
SELECT move.product_id,
       SUM(CASE WHEN source.usage = 'internal'
                THEN move.quantity * move.product_qty
                     / NULLIF(move.product_uom_qty, 0)
                ELSE move.product_qty END)
  FROM stock_move move
  JOIN stock_location source ON source.id = move.location_id
  JOIN stock_location place ON place.id = move.location_dest_id
 WHERE move.state IN ('waiting', 'confirmed', 'partially_available', 'assigned')
   AND %(when)s
   AND place.parent_path LIKE ANY(%(inside)s)
   AND (source.usage IN ('supplier', 'transit', 'production')
        OR source.parent_path LIKE ANY(%(received)s) AND move.quantity > 0)
 GROUP BY move.product_id"""


def count_receipts(account, products, warehouse):
    """Return {product id: units} of planned receipts that come in time.

    :param account: whose setting says how many days are in time
    :param products: ids of variants
    :param warehouse: that receives
    """
    if account.receipts_by != "days" or not products:
        return {}
    now = fields.Datetime.now()
    when = SQL(
        "move.product_id = ANY(%s) AND move.date BETWEEN %s AND %s",
        list(products),
        now - OVERDUE,
        now + timedelta(days=account.receipts_days),
    )
    return dict(_planned(account.env, when, warehouse))


def turned_receipts(account, since, now):
    """Return ids of products of which receipts came into time, or out of it.

    :param since: naive UTC moment, excluded
    :param now: naive UTC moment
    """
    if account.receipts_by != "days":
        return []
    ahead = timedelta(days=account.receipts_days)
    when = SQL(
        "(move.date > %s AND move.date <= %s OR move.date >= %s AND move.date < %s)",
        *(since + ahead, now + ahead),
        *(since - OVERDUE, now - OVERDUE),
    )
    rows = _planned(account.env, when, account.warehouse_id)
    return [product for product, _units in rows]


def _planned(env, when, warehouse):
    received = warehouse.wh_input_stock_loc_id | warehouse.wh_qc_stock_loc_id
    env.flush_all()
    return env.execute_query(
        SQL(
            _PLANNED,
            when=when,
            inside=_below(received | warehouse.lot_stock_id),
            received=_below(received),
        )
    )


def _below(places):
    return [f"{place.parent_path}%" for place in places.sudo()]
