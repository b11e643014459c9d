# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Accepted is not published: what La Redoute accepted of an offer, and who saw it.

La Redoute puts the first products live after 24 to 48 hours, by hand outside clothing:
an offer that it accepted may be seen by nobody.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..common import MANAGER, USER, check_role

#: states in which nothing accepted is on sale any more
NOT_ON_SALE = ("integrated", "ended")
_ACCEPTED = """
UPDATE laredoute_listing
   SET quantity_accepted = quantity_sent,
       price_accepted = price_sent,
       usual_accepted = usual_sent,
       eco_fee_before = CASE WHEN COALESCE(eco_fee_accepted, 0)
                                  = COALESCE(eco_fee_sent, 0)
                             THEN eco_fee_before ELSE eco_fee_accepted END,
       eco_fee_since = CASE WHEN COALESCE(eco_fee_accepted, 0)
                                 = COALESCE(eco_fee_sent, 0)
                            THEN eco_fee_since ELSE %(now)s END,
       eco_fee_accepted = eco_fee_sent,
       offer_accepted_at = CASE WHEN quantity_sent > 0 AND state = 'live'
                                THEN COALESCE(offer_accepted_at, %(now)s) END
 WHERE id = ANY(%(ids)s)
RETURNING id
"""
_SEEN = """
UPDATE laredoute_listing
   SET seen_at = %(now)s, seen_by = %(by)s, seen_reference = %(reference)s
 WHERE id = ANY(%(ids)s) AND seen_at IS NULL
RETURNING id
"""
# an order of before La Redoute knew the product from us shows nothing
_ORDERED = """
UPDATE laredoute_listing AS listing
   SET seen_at = first.ordered_at, seen_by = 'order', seen_reference = first.remote_id
  FROM (SELECT DISTINCT ON (found.id) found.id, orders.ordered_at, orders.remote_id
          FROM laredoute_listing found
          JOIN laredoute_order_line line ON line.ean = found.ean
          JOIN laredoute_order orders
            ON orders.id = line.order_id AND orders.account_id = found.account_id
         WHERE found.account_id = %s AND found.seen_at IS NULL
           AND found.state IN ('integrated', 'live')
           AND orders.ordered_at >= found.integrated_at
         ORDER BY found.id, orders.ordered_at) AS first
 WHERE listing.id = first.id
RETURNING listing.id
"""


class LaredoutePublication(models.AbstractModel):
    """Part of a listing."""

    _name = "laredoute.publication"
    _description = "What La Redoute Accepted and Shows"

    offer_accepted_at = fields.Datetime(
        "Offer Accepted on",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Since when La Redoute has accepted an offer of it with units. That does "
        "not show that it is on the site.",
    )
    seen_at = fields.Datetime(
        "Seen on the Site on",
        readonly=True,
        copy=False,
        help="First sign that buyers see it: the open listing names us, an order came, "
        "or a person saw it.",
    )
    seen_by = fields.Selection(
        [
            ("open_listing", "Open listing"),
            ("order", "Order"),
            ("person", "Person"),
        ],
        "Seen by",
        readonly=True,
        copy=False,
    )
    seen_reference = fields.Char(
        "Seen in",
        readonly=True,
        copy=False,
        help="The report, the order or the person that said so.",
    )

    # ---------------------------------------------------------- compute methods
    @api.depends("offer_accepted_at", "seen_at", "state", "account_id.unseen_days")
    def _compute_unseen(self):
        found = set(self.filtered_domain(self._unseen_domain(self.account_id)).ids)
        for listing in self:
            listing.unseen = listing.id in found

    @api.model
    def _search_unseen(self, operator, value):
        if operator != "in" or True not in value:
            return NotImplemented
        accounts = self.env["laredoute.account"].sudo().with_context(active_test=False)
        return self._unseen_domain(accounts.search([("unseen_days", ">", 0)]))

    @api.model
    def _unseen_domain(self, accounts):
        """Return the domain of what each of some accounts waits for too long."""
        now = fields.Datetime.now()
        late = [
            Domain("account_id", "in", found.ids)
            & Domain("offer_accepted_at", "<=", now - timedelta(days=days))
            for days, found in accounts.grouped("unseen_days").items()
        ]
        on_sale = Domain("state", "=", "live") & Domain("selected", "=", True)
        return on_sale & Domain("seen_at", "=", False) & Domain.OR(late)

    # ------------------------------------------------------------- CRUD methods
    def write(self, vals):
        """What is no longer on sale must be seen, or accepted, anew."""
        if vals.get("state") in NOT_ON_SALE:
            vals = {"offer_accepted_at": False, **vals}
        if vals.get("state") == "ended":
            nobody = dict.fromkeys(("seen_at", "seen_by", "seen_reference"), False)
            vals = {**nobody, **vals}
        return super().write(vals)

    # --------------------------------------------------------- business methods
    def _note_accepted(self, now):
        """La Redoute accepted the offers that these were sent last.

        :param now: naive UTC moment
        """
        self.flush_model()
        self.env.execute_query(SQL(_ACCEPTED, now=now, ids=self.ids))
        self.invalidate_recordset(
            [
                *("quantity_accepted", "price_accepted", "offer_accepted_at"),
                "usual_accepted",
                *("eco_fee_accepted", "eco_fee_since", "eco_fee_before"),
            ]
        )

    def _eco_fee_at(self, moment, history=()):
        """Return the eco fee of the offer that was in force at a moment, in euros.

        :param moment: naive UTC
        :param history: the listing's, see :meth:`LaredouteOfferPrice._eco_fees`
        """
        self.ensure_one()
        if not self.eco_fee_since or not moment or moment >= self.eco_fee_since:
            return self.eco_fee_accepted
        known = [fee for fee, begin in history if begin <= moment]
        # what no history goes back to, or an earlier version noted without fees
        return self.eco_fee_before if not known or known[-1] is None else known[-1]

    def _note_seen(self, by, reference):
        """Somebody saw these on the site; whoever saw them first stays noted.

        :param by: a value of :attr:`seen_by`
        :param reference: what or who it was, for people
        """
        now = fields.Datetime.now()
        self.flush_model()
        query = SQL(_SEEN, now=now, by=by, reference=reference, ids=self.ids)
        rows = self.env.execute_query(query)
        self.invalidate_recordset(["seen_at", "seen_by", "seen_reference", "unseen"])
        return self.browse(number for (number,) in rows)

    @api.model
    def _note_ordered(self, account):
        """Who buys a product sees it: note what the orders of an account show.

        Here rather than where an order comes: that must not wait for a report that is
        written to the same listings.
        """
        self.env.flush_all()
        self.env.execute_query(SQL(_ORDERED, account.id))
        self.env["laredoute.listing"].invalidate_model(
            ["seen_at", "seen_by", "seen_reference", "unseen"]
        )

    # ----------------------------------------------------------- action methods
    def action_set_seen(self):
        """A person saw these on La Redoute's site."""
        check_role(self, MANAGER)
        name = self.env.user.name
        for listing in self.sudo()._note_seen("person", name):
            listing._message_log(
                body=self.env._("%s saw it on La Redoute's site.", name)
            )

    def action_ask_la_redoute(self):
        """Give the list of these to send to La Redoute, as a file.

        :raises UserError: when none of them waits for La Redoute
        """
        check_role(self, USER)
        accepted = self.filtered("offer_accepted_at")
        if not accepted:
            raise UserError(
                self.env._(
                    "La Redoute has accepted no offer of these with units: there is "
                    "nothing to ask about. See what each of them says first."
                )
            )
        return self.env["laredoute.unseen.list"]._open(accepted)
