# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute wants to be called less often: until when, for each operation.

A limit is an operation's, not a flow's: what one flow has to wait for, the others
that call the same operation wait for as well, and nothing else does.
"""

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from ...marketplace.budget import CallBudget
from ...marketplace.errors import RetryLater


class AccountBudget(CallBudget):
    """The limits of one account.

    :param account: a single account
    """

    def __init__(self, account):
        self._account = account

    def require(self, operation):
        """See :meth:`CallBudget.require`; reads the database, writes nothing."""
        limits = self._account.env["laredoute.call.limit"].sudo()
        next_at = limits._next_at(self._account, operation)
        seconds = next_at and (next_at - fields.Datetime.now()).total_seconds()
        if seconds and seconds > 0:
            raise RetryLater(
                f"{operation} must not be called yet",
                code="own_limit",
                retry_after=seconds,
            )


class LaredouteCallLimit(models.Model):
    _name = "laredoute.call.limit"
    _description = "Limit of Calls to La Redoute"
    _log_access = False
    _order = "account_id, operation"
    _rec_name = "operation"

    account_id = fields.Many2one(
        "laredoute.account", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    operation = fields.Char(required=True, help="In the platform's own words.")
    next_at = fields.Datetime("Not Called Before", required=True)

    _once = models.Constraint(
        "UNIQUE(account_id, operation)", "This operation has its limit already."
    )

    @api.model
    def _next_at(self, account, operation):
        """Return the naive UTC moment before which an operation must not be called.

        :return: False when there is none
        """
        domain = [("account_id", "=", account.id), ("operation", "=", operation)]
        return self.search(domain, limit=1).next_at

    @api.model
    def _limited_until(self, accounts):
        """Return until when some operation of the accounts is limited, False for none.

        :return: naive UTC moment
        """
        limits = self.sudo().search(
            [
                ("account_id", "in", accounts.ids),
                ("next_at", ">", fields.Datetime.now()),
            ]
        )
        return max(limits.mapped("next_at"), default=False)

    @api.model
    def _note(self, account, operation, next_at):
        """An operation must not be called before a moment; a later one wins.

        :param next_at: naive UTC moment
        """
        query = SQL(
            """
            INSERT INTO laredoute_call_limit AS known
                        (account_id, company_id, operation, next_at)
                 VALUES (%s, %s, %s, %s)
            ON CONFLICT (account_id, operation)
              DO UPDATE SET next_at = GREATEST(known.next_at, excluded.next_at)
              RETURNING id
            """,
            account.id,
            account.company_id.id,
            operation,
            next_at,
        )
        try:
            with self.env.cr.savepoint():
                self.env.execute_query(query)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            # another process has just noted one
            return
        self.invalidate_model(["next_at"])
