# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which listings may have another offer than La Redoute was sent last."""

from odoo import api, models
from odoo.tools import SQL

_AFTER = """
SELECT DISTINCT listing_id
  FROM laredoute_listing_stale
 WHERE account_id = %s AND offers AND listing_id > %s
 ORDER BY listing_id LIMIT %s"""


class LaredouteListingStale(models.Model):
    _inherit = "laredoute.listing.stale"

    @api.model
    def _collect_stock(self, products):
        """Units of products came, went, or were promised.

        :param products: ids of variants
        """
        self._collect("stock", products, check=False)

    @api.model
    def _collect_offers(self, listings):
        """The offers of some listings are to be looked at before the next file."""
        self._collect("listing", listings.ids, check=False)

    @api.model
    def _offer_batches(self, account, size):
        """Yield the ids of listings whose offer may have changed, in their order.

        :param account: one whose offers nobody else sends now: its flow's lock is held
        :param size: most ids of a batch; None: all at once
        """
        self._look_up_offers(account)
        after = 0
        while rows := self.env.execute_query(SQL(_AFTER, account.id, after, size)):
            yield [number for (number,) in rows]
            ((after,),) = rows[-1:]

    @api.model
    def _look_up_offers(self, account):
        """Turn what was noted of many into a row for each listing; commits."""
        self._write_pending()
        self._look_up_scopes(account, offers=True)

    @api.model
    def _forget_offers(self, account):
        """All offers of an account were looked at, in this very transaction.

        What changed meanwhile is not seen by it: its rows stay. So do domains, which
        are rows of listings as soon as they were looked up: a new one came since.
        """
        self.env.execute_query(
            SQL(
                "DELETE FROM laredoute_listing_stale WHERE account_id = %s AND offers"
                " AND listing_id IS NOT NULL RETURNING id",
                account.id,
            )
        )
