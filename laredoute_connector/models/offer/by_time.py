# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What changes offers without anybody's edit: time, and what no hook of ours sees."""

from datetime import timedelta

from odoo import fields
from odoo.tools import SQL

from ..flow.work import commit
from .closing import turned_closings
from .kits import KITS
from .rates import turned_rates
from .receipts import turned_receipts

#: a bill of materials is written when its transaction begins, and seen when it ends
LONGEST_EDIT = timedelta(minutes=15)
_KITS_EDITED = """
SELECT DISTINCT product.id
  FROM mrp_bom bom
  JOIN product_product product ON product.product_tmpl_id = bom.product_tmpl_id
 WHERE bom.write_date > %(since)s OR EXISTS (
       SELECT FROM mrp_bom_line line
        WHERE line.bom_id = bom.id AND line.write_date > %(since)s)"""
# as Odoo counts: what expires during a day is gone from the next one on
_EXPIRED = """
SELECT DISTINCT product_id FROM stock_lot
 WHERE removal_date > %s::date AND removal_date <= %s::date"""


def note_time(account):
    """Note the offers that time changed since this was called last, and commit.

    Of price lists the lines that began or ended; promotions; lots that expired;
    receipts that are near enough, or too late; closing days that lengthen the promise;
    exchange rates; kits that were edited, of an addon that may not be there.

    :param account: whose flow of offers runs now
    """
    flow, now = account._flow("send_offers"), fields.Datetime.now()
    since, flow.watermark = flow.watermark, now
    if since:
        _turned_items(account, since, now)._laredoute_invalidate()
        products = _expired(account.env, since, now) + _edited_kits(account.env, since)
        if turned_closings(account, since, now) or turned_rates(account, since, now):
            _note_all(account)
        products += turned_receipts(account, since, now)
        account.env["laredoute.listing.stale"]._collect_stock(products)
        account.env["laredoute.promotion"]._note_time(account, since, now)
    else:
        _note_all(account)
    # a large file takes its time: whoever presses Run now does not wait for it
    commit(account.env)


def _note_all(account):
    account.env["laredoute.listing"]._invalidate_accounts(account, check=False)


def _turned_items(account, since, now):
    """Return the lines of the account's price lists that began or ended."""
    items = account.env["product.pricelist.item"].sudo()
    lists = account.pricelist_id._laredoute_of(account)
    if not lists:
        return items
    used = lists._laredoute_with_bases()
    return items.search(
        [
            ("pricelist_id", "in", used.ids),
            "|",
            *("&", ("date_start", ">", since), ("date_start", "<=", now)),
            *("&", ("date_end", ">=", since), ("date_end", "<", now)),
        ]
    )


def _expired(env, since, now):
    """Return ids of products of which a lot is as good as gone since another day."""
    if "removal_date" not in env["stock.lot"]._fields or since.date() == now.date():
        return []
    return _products(env, SQL(_EXPIRED, since, now))


def _edited_kits(env, since):
    """Return ids of products whose bill of materials was edited."""
    if KITS not in env:
        return []
    return _products(env, SQL(_KITS_EDITED, since=since - LONGEST_EDIT))


def _products(env, query):
    env.flush_all()
    return [product for (product,) in env.execute_query(query)]
