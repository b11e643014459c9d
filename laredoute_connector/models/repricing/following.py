# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Proposals follow what they are made of: reports, prices, costs, rules."""

from odoo import api, fields, models
from odoo.tools import SQL

from ..common import KNOWN_STATES
from ..flow.races import race_is_conflict
from ..offer.compute import OfferComputer
from .look import Look

#: listings looked at a time
BATCH = 1000
_LISTINGS = """
SELECT listing.id FROM laredoute_listing listing
 WHERE listing.account_id = %s AND listing.id > %s
   AND (listing.state IN %s AND EXISTS (
            SELECT FROM laredoute_competing_offer best
             WHERE best.listing_id = listing.id AND best.latest)
        OR EXISTS (
            SELECT FROM laredoute_repricing_proposal proposal
             WHERE proposal.listing_id = listing.id AND proposal.state != 'outdated'))
 ORDER BY listing.id LIMIT %s"""
_PRUNE = """
DELETE FROM laredoute_repricing_proposal AS old
 USING laredoute_account account
 WHERE account.id = old.account_id AND old.state = 'outdated'
   AND old.ended_at < %s - make_interval(days => account.retention_days)
RETURNING old.id
"""


class LaredouteRepricingProposal(models.Model):
    _inherit = "laredoute.repricing.proposal"

    def _look_again(self):
        """Look at the listings of these as they are now."""
        for account, proposals in self.grouped("account_id").items():
            ids = proposals.listing_id.ids
            look = Look(OfferComputer(account._in_its_company()))
            for begin in range(0, len(ids), BATCH):
                self._note(self._look_at(look, ids[begin : begin + BATCH]))

    @api.model
    def _look_at_account(self, account):
        """Look at all listings of an account that the open listing reported.

        Those that have another price by it go with the next file.
        """
        look, last = Look(OfferComputer(account._in_its_company())), 0
        while look.needed:
            self.env.flush_all()
            query = SQL(_LISTINGS, account.id, last, KNOWN_STATES, BATCH)
            ids = [number for (number,) in self.env.execute_query(query)]
            if not ids:
                break
            last = ids[-1]
            self._note(self._look_at(look, ids))
        rules = self.env["laredoute.repricing.rule"].with_context(active_test=False)
        rules.search([("account_id", "=", account.id)])._show_waiting()

    @api.model
    def _looking(self, computer):
        """Return what brings the proposals of a batch up to date before it is computed.

        :param computer: an ``OfferComputer``
        :return: function of a list of its ``Listed``
        """
        look = Look(computer)
        return lambda batch: self._look_at(look, [each.id for each in batch])

    @api.model
    def _look_at(self, look, ids):
        """Bring the proposals of some listings up to date.

        :param look: a :class:`.look.Look`
        :return: listings that have another price by it
        """
        changed = []
        if look.needed:
            with race_is_conflict():
                changed = look.batch(ids)
                self.flush_model()
        return self.env["laredoute.listing"].browse(changed)

    @api.autovacuum
    def _gc_outdated(self):
        """Delete what was proposed before the account's retention."""
        self.env.flush_all()
        rows = self.env.execute_query(SQL(_PRUNE, fields.Datetime.now()))
        self.env.invalidate_all()
        return len(rows), False
