# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The prices that were on sale at La Redoute, and since when: of each listing."""

from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...marketplace.prices import PRIOR, Applied
from ..common import cents

#: a price that was replaced so long ago says nothing about a reduction any more
KEPT = 2 * PRIOR + timedelta(days=30)
_NOTE = """
INSERT INTO laredoute_offer_price (listing_id, account_id, price, eco_fee, begin)
SELECT listing.id, listing.account_id, listing.price_sent,
       COALESCE(listing.eco_fee_accepted, 0), %(now)s
  FROM laredoute_listing listing
  LEFT JOIN LATERAL (
       SELECT price, eco_fee FROM laredoute_offer_price known
        WHERE known.listing_id = listing.id ORDER BY begin DESC, id DESC LIMIT 1
       ) last ON TRUE
 WHERE listing.id = ANY(%(ids)s)
   AND listing.price_sent > 0 AND listing.quantity_sent > 0
   AND (last.price IS DISTINCT FROM listing.price_sent
        OR COALESCE(last.eco_fee, 0) <> COALESCE(listing.eco_fee_accepted, 0))
RETURNING id"""
_READ = """
SELECT listing_id, price, begin
  FROM laredoute_offer_price
 WHERE listing_id = ANY(%s)
 ORDER BY listing_id, begin, id"""
_READ_FEES = """
SELECT listing_id, eco_fee, begin
  FROM laredoute_offer_price
 WHERE listing_id = ANY(%s)
 ORDER BY listing_id, begin, id"""
# the one in force when the oldest days that may count began is needed too
_OLD = """
SELECT id FROM (
    SELECT id, LEAD(begin) OVER (PARTITION BY listing_id ORDER BY begin, id) AS ended
      FROM laredoute_offer_price) price
 WHERE ended < %s"""


class LaredouteOfferPrice(models.Model):
    _name = "laredoute.offer.price"
    _description = "Price on Sale at La Redoute"
    _order = "begin desc, id desc"
    _rec_name = "price"
    _log_access = False

    listing_id = fields.Many2one(
        "laredoute.listing",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    account_id = fields.Many2one(
        "laredoute.account", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="account_id.company_id")
    currency_id = fields.Many2one(related="account_id.currency_id")
    price = fields.Monetary(readonly=True)
    # nothing: of an earlier version, which did not note it
    eco_fee = fields.Monetary(
        readonly=True, help="On top of the price of each unit, VAT included."
    )
    begin = fields.Datetime("On Sale since", required=True, readonly=True)

    @api.model
    def _note(self, listings):
        """La Redoute accepted the offers of listings: their prices are on sale.

        A row is added where the price, or the eco fee on top of it, is another one than
        before, by one statement. What could not be bought was charged to nobody:
        without stock there is none.
        """
        names = ("price_sent", "quantity_sent", "eco_fee_accepted", "account_id")
        listings.flush_recordset(names)
        now = fields.Datetime.now()
        self.env.execute_query(SQL(_NOTE, now=now, ids=listings.ids))
        self.invalidate_model()

    @api.model
    def _histories(self, listing_ids):
        """Return {listing id: list of :class:`Applied`, the earliest first}."""
        self.flush_model()
        found = defaultdict(list)
        for listing, price, begin in self.env.execute_query(SQL(_READ, listing_ids)):
            history = found[listing]
            # of the same price only the eco fee changed
            if not history or history[-1].price != cents(price):
                history.append(Applied(cents(price), begin))
        return found

    @api.model
    def _eco_fees(self, listing_ids):
        """Return {listing id: [(eco fee, since when)]}, the earliest first.

        The fee is None where an earlier version did not note it.
        """
        self.flush_model()
        found = defaultdict(list)
        query = SQL(_READ_FEES, listing_ids)
        for listing, fee, begin in self.env.execute_query(query):
            found[listing].append((fee if fee is None else float(fee), begin))
        return found

    @api.autovacuum
    def _gc_old(self):
        """Forget what was replaced too long ago to count."""
        self.flush_model()
        before = fields.Datetime.now() - KEPT
        rows = self.env.execute_query(SQL(_OLD, before))
        self.browse(number for (number,) in rows).sudo().unlink()
