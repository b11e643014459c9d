# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which listings changed since their check, or their last offer: rows that are added.

Whoever changes a product, a price list, a mapping, a stock… only adds rows, all of one
transaction by one statement when it ends: nobody waits for a lock, and nobody's
transaction conflicts with the check or with another person's. There are rows for the
check and rows for the offers, since each is done in its own time. Each reads its rows
first, the facts after, and deletes the rows it read: a change that comes meanwhile has
a row of its own, which stays.
"""

import json
from typing import Any, NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..common import KNOWN_STATES
from ..flow.schedule import SENDING_PHASES, WORKING_PHASES
from ..flow.work import commit
from ..offer.kits import moved, with_kits

#: the flow that looks which products are sold
SELECTION = "select_listings"
#: where a transaction keeps what it has not written yet
PENDING = "laredoute_stale"
#: more domains than that of one account are worth no search: all its listings are stale
MOST_SCOPES = 50
#: listings that have an offer, or may have one before a transaction ends
NOTED_STATES = (*KNOWN_STATES, "ready", "sent", "ended")
#: which listings are meant by a set of values of each kind
KINDS = {
    "listing": "listing.id = ANY(%s)",
    "product": "listing.product_id = ANY(%s)",
    "template": "listing.product_tmpl_id = ANY(%s)",
    "barcode": "listing.product_id IN "
    "(SELECT id FROM product_product WHERE barcode = ANY(%s))",
    "default_code": "listing.product_id IN "
    "(SELECT id FROM product_product WHERE default_code = ANY(%s))",
    # their stock, and that of kits made of them
    "stock": "listing.product_id = ANY(%s)",
    # the same of what stock moves are of
    "move": "listing.product_id = ANY(%s)",
}
# What La Redoute does not know has no offer. Whoever writes may not see yet that it
# took the product, or that a person sells it again.
_BY_KIND = """
SELECT listing.account_id, listing.id, NULL::jsonb, %s, %s AND listing.state IN %s
  FROM laredoute_listing listing WHERE %s"""
# those whose listings are looked up by whoever takes them
_LOOKED_UP = {
    "scope": """
SELECT account.id, NULL::integer, scope.value::jsonb, %s, %s
  FROM laredoute_account account, unnest(%s) AS scope(value)""",
    "account": """
SELECT account.id, NULL::integer, '[]'::jsonb, %s, %s
  FROM laredoute_account account WHERE account.id = ANY(%s)""",
}
_ADD = """
  WITH found (account_id, listing_id, scope, checked, offered) AS (%s),
       added AS (
    INSERT INTO laredoute_listing_stale (account_id, listing_id, scope, offers)
    SELECT account_id, listing_id, scope, offers
      FROM found CROSS JOIN (VALUES (FALSE), (TRUE)) AS consumer (offers)
     WHERE CASE WHEN offers THEN offered ELSE checked END
 RETURNING account_id, offers)
SELECT DISTINCT account_id FROM added WHERE NOT offers"""
_TAKE = """
SELECT listing_id, array_agg(id)
  FROM laredoute_listing_stale
 WHERE account_id = %(account)s AND NOT offers AND listing_id IN (
       SELECT DISTINCT listing_id
         FROM laredoute_listing_stale
        WHERE account_id = %(account)s AND NOT offers AND listing_id > %(after)s
        ORDER BY listing_id LIMIT %(size)s)
 GROUP BY listing_id ORDER BY listing_id"""


class Taken(NamedTuple):
    """A batch that a check has begun with.

    :ivar listings: in the order of their ids; some may be deleted meanwhile
    :ivar rows: ids of the rows that made them stale when the batch was taken
    """

    listings: Any
    rows: list

    def done(self):
        """Forget the rows, in the transaction that holds what the check wrote."""
        self.listings.env.execute_query(
            SQL(
                "DELETE FROM laredoute_listing_stale WHERE id = ANY(%s) RETURNING id",
                self.rows,
            )
        )


class LaredouteListingStale(models.Model):
    _name = "laredoute.listing.stale"
    _description = "Stale La Redoute Listing"
    _log_access = False

    # Numbers, no relations: a foreign key would look each listing up and lock it.
    account_id = fields.Integer(required=True)
    listing_id = fields.Integer(help="Empty: all of the account in the scope.")
    scope = fields.Json(help="Domain on listings, looked up by whoever takes it.")
    offers = fields.Boolean(
        required=True,
        default=False,
        help="For the next offers; otherwise for the check.",
    )

    _in_order = models.Index("(account_id, offers, listing_id)")

    # ----------------------------------------------------------------- collecting
    @api.model
    def _collect(self, kind, values, check=True, offers=True):
        """Note what is stale, until the transaction is written.

        :param kind: one of :data:`KINDS`, or ``scope`` with domains as JSON, or
            ``account``, for all it lists, or ``selection`` with no value: other
            products may be selected
        :param values: ids or codes
        :param check: False where only their offers may change
        :param offers: False where the check alone is to look at them
        """
        precommit = self.env.cr.precommit
        if PENDING not in precommit.data:
            precommit.data[PENDING] = {}
            precommit.add(self.sudo()._write_pending)
            self.env["laredoute.listing"].invalidate_model(["needs_check"], flush=False)
        precommit.data[PENDING].setdefault((kind, check, offers), set()).update(values)

    @api.model
    def _collect_scope(self, domain, offers=True):
        """Note that all listings of a domain are stale, those found later too.

        :param domain: of plain values that no record of the transaction deletes
        :param offers: False where the check alone is to look at them
        """
        terms = json.dumps(list(Domain(domain)), default=list)
        self._collect("scope", [terms], offers=offers)

    @api.model
    def _write_pending(self):
        """Write what this transaction collected, and wake the checks concerned."""
        known = self.env.cr.precommit.data
        if PENDING in known:
            # codes that are computed are collected when they are written
            self.env.flush_all()
        pending = known.pop(PENDING, None)
        if pending is None:
            return
        selection = pending.pop(("selection", True, True), None) is not None
        terms = [
            self._rows_of(kind, list(values), consumers)
            for (kind, *consumers), values in pending.items()
            if values
        ]
        found = set()
        if terms:
            # a listing that is meant twice gets one row
            union = SQL(" UNION ").join(terms)
            found = {account for (account,) in self.env.execute_query(SQL(_ADD, union))}
        if found or selection:
            accounts = self.env["laredoute.account"]._working()
            accounts.filtered(lambda each: each.id in found)._wake("check_listings")
            if selection:
                accounts._wake(SELECTION)

    @api.model
    def _rows_of(self, by, values, consumers):
        """Return the rows to add for values that were collected, as a query.

        :param consumers: whether the check, and the offers, are to look at them
        """
        check, offers = consumers
        if by in _LOOKED_UP:
            return SQL(_LOOKED_UP[by], check, offers, values)
        if by == "move":
            values = moved(self.env, values)
        if by in ("stock", "move"):
            values = with_kits(self.env, values)
        return SQL(_BY_KIND, check, offers, NOTED_STATES, SQL(KINDS[by], values))

    # -------------------------------------------------------------------- reading
    @api.model
    def _domain(self):
        """Return the domain of the listings that are stale now."""
        self.sudo()._write_pending()
        rows = SQL(
            "(SELECT listing_id FROM laredoute_listing_stale"
            " WHERE listing_id IS NOT NULL AND NOT offers)"
        )
        return Domain("id", "in", rows) | Domain.OR(
            Domain("account_id", "=", account) & _any_of(scopes)
            for account, _rows, scopes in self._scopes()
        )

    @api.model
    def _scopes(self, account=None, offers=False):
        """Return (account id, ids of its rows, its domains) of what is not looked up.

        :param account: only of this account
        :param offers: those for the offers, in the place of those for the check
        """
        return self.env.execute_query(
            SQL(
                "SELECT account_id, array_agg(id), array_agg(DISTINCT scope)"
                " FROM laredoute_listing_stale"
                " WHERE listing_id IS NULL AND offers = %(offers)s"
                " AND (account_id = %(id)s OR %(id)s IS NULL) GROUP BY account_id",
                id=account.id if account else None,
                offers=offers,
            )
        )

    # ------------------------------------------------- for the flows of the account
    @api.model
    def _batches(self, account, size):
        """Yield the stale listings of an account in batches, in the order of ids.

        What becomes stale meanwhile may be left to the next run, which it wakes.

        :param account: one that nobody else checks now: its flow's lock is held
        :param size: most listings of a batch
        :return: iterator of :class:`Taken`
        """
        self._write_pending()
        self._look_up_scopes(account)
        after = 0
        while rows := self.env.execute_query(
            SQL(_TAKE, account=account.id, after=after, size=size)
        ):
            after = rows[-1][0]
            listings = self.env["laredoute.listing"].browse(row[0] for row in rows)
            yield Taken(listings, [number for row in rows for number in row[1]])

    @api.model
    def _look_up_scopes(self, account, offers=False):
        """Replace the domains of an account by rows of its listings, and commit.

        Checks of the account that ran before are committed, so that listings are
        found by what they wrote too.
        """
        for _account, rows, scopes in self._scopes(account, offers):
            domain = Domain("account_id", "=", account.id) & _any_of(scopes)
            if offers:
                domain &= Domain("state", "in", KNOWN_STATES)
            listings = self.env["laredoute.listing"].sudo()
            query = listings.with_context(active_test=False)._search(domain)
            columns = [
                SQL.identifier(query.table, name) for name in ("account_id", "id")
            ]
            self.env.execute_query(
                SQL(
                    "WITH added AS (INSERT INTO laredoute_listing_stale"
                    " (account_id, listing_id, offers) %s)"
                    " DELETE FROM laredoute_listing_stale WHERE id = ANY(%s)"
                    " RETURNING id",
                    query.select(*columns, SQL("%s", offers)),
                    rows,
                )
            )
            commit(self.env)

    @api.autovacuum
    def _gc_idle(self):
        """One row of each kind is enough where no check deletes them: on pause."""
        self.env.execute_query(
            SQL(
                """
                DELETE FROM laredoute_listing_stale WHERE id IN (
                    SELECT id FROM (
                        SELECT stale.id, account.id IS NULL OR row_number() OVER (
                                   PARTITION BY account_id, listing_id, scope, offers
                                   ORDER BY stale.id DESC) > 1 AS needless
                          FROM laredoute_listing_stale stale
                     LEFT JOIN laredoute_account account
                            ON account.id = stale.account_id
                         WHERE account.phase NOT IN %s OR account.id IS NULL
                            OR NOT account.switch_listings
                            OR offers AND account.phase NOT IN %s) found
                     WHERE needless)
                RETURNING id
                """,
                WORKING_PHASES,
                SENDING_PHASES,
            )
        )


def _any_of(scopes):
    """Return the domain of listings in any of these; too many mean all."""
    if len(scopes) > MOST_SCOPES:
        return Domain.TRUE
    return Domain.OR(Domain(scope) for scope in scopes)
