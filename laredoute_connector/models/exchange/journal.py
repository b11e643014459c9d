# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Keeping the journal: what could not be read stands in it, what is over leaves it."""

import base64
from datetime import timedelta

from odoo import api, fields, models

from ..flow.failure import Failure
from ..flow.work import commit

#: exchanges deleted between two commits
BATCH = 500
#: how long the content of a complete file of offers is kept
COMPLETE_KEPT = timedelta(days=7)
#: failures that go on by themselves, or that pause the account
SHOWN_ELSEWHERE = ("retry", "unknown", "settings")
#: code of an order that could be read after a repair only: a person compares it
RECOVERED = "text_recovered"


class LaredouteExchange(models.Model):
    _inherit = "laredoute.exchange"

    # ---------------------------------------------------------- failed readings
    @api.model
    def _journal_failure(self, account, kind, name, message, content=b"", **values):
        """Write down something from La Redoute that a person must look at.

        :param kind: name of the kind of exchange
        :param message: what is wrong and what to do, for people
        :param content: what came, to the letter
        :param values: fields of the exchange
        """
        exchange = self.create(
            {
                "account_id": account.id,
                "direction": "in",
                "kind": kind,
                "name": name,
                "payload": base64.b64encode(content) if content else False,
                "answered_at": fields.Datetime.now(),
                **values,
            }
        )
        code = values.get("error_code", "unreadable_data")
        exchange._fail(Failure("refused", code, message))
        return exchange

    @api.model
    def _reading_works(self, account, kind):
        """Close what failed readings wanted of a person: nothing of them is left."""
        self._settle(account, kind, [("checksum", "=", False)])

    @api.model
    def _orders_work(self, account, numbers):
        """Close what was wanted of a person for orders that are read and stored now.

        :param numbers: La Redoute's, as a set
        """
        orders = [("checksum", "!=", False), ("error_code", "!=", RECOVERED)]
        self._settle(account, "orders", orders, numbers)

    @api.model
    def _settle(self, account, kind, domain, names=None):
        failed = self.search(
            [*self._of_kind(account, kind), ("needs_person", "=", True), *domain]
        )
        if names is not None:
            # there may be many thousands of them, and hardly a failure
            failed = failed.filtered(lambda exchange: exchange.name in names)
        if failed:
            failed.write({"state": "done", "done_at": fields.Datetime.now()})
            failed._problem_solved()

    @api.model
    def _journal_reading_failure(self, account, kind, failure, content=b""):
        """Keep one journal entry for a row of failed readings, not one for each.

        :param failure: :class:`~..flow.failure.Failure`
        :param content: what came of the first of them
        """
        if failure.outcome in SHOWN_ELSEWHERE:
            return
        same = self.search(
            [
                *self._of_kind(account, kind),
                ("error_code", "=", failure.code),
                ("needs_person", "=", True),
            ],
            limit=1,
        )
        if same:
            same.attempts += 1
            return
        name = f"{kind}-{fields.Datetime.now():%Y-%m-%d-%H-%M-%S}"
        self._journal_failure(
            account, kind, name, failure.message, content, error_code=failure.code
        )

    # ----------------------------------------------------------------- cleaning
    @api.model
    def _run_clean(self, account):
        """Delete what is settled and older than the retention, and buyers' data.

        Also those that failed and that somebody has handled, a person or another
        exchange.

        An answer stays as long as La Redoute might show it again: its key and checksum
        are what makes taking it twice harmless. What waits for a person stays too, but
        for what it holds of buyers.
        """
        limit = fields.Datetime.now() - timedelta(days=account.retention_days)
        for clean in (
            self._empty_complete,
            self._delete_settled,
            self._empty_orders,
            self.env["laredoute.order"]._forget_buyers,
        ):
            while clean(account, limit):
                if not commit(self.env):
                    account._wake("clean_journal")
                    return

    @api.model
    def _delete_settled(self, account, limit):
        """Delete a batch of what is settled, be it by a person.

        :param limit: naive UTC moment; what was done after it stays
        :return: False when there was nothing to delete
        """
        old = self.search(
            [
                ("account_id", "=", account.id),
                ("needs_person", "=", False),
                *("|", "&", ("state", "=", "done"), ("done_at", "<", limit)),
                *("&", "&", ("state", "=", "failed"), ("handled", "=", True)),
                ("create_date", "<", limit),
                *("|", ("answer_key", "=", False), ("settled", "=", True)),
            ],
            limit=BATCH,
        )
        old.unlink()
        return bool(old)

    @api.model
    def _empty_complete(self, account, _limit):
        """Empty a batch of complete files: each is as large as the whole catalogue.

        After some days the next ones say all that they said.
        """
        old = self.search(
            [
                *self._of_kind(account, "offers"),
                ("complete", "=", True),
                ("state", "=", "done"),
                ("done_at", "<", fields.Datetime.now() - COMPLETE_KEPT),
                ("payload", "!=", False),
            ],
            limit=BATCH,
        )
        old.write({"payload": False, "compressed": False})
        return bool(old)

    @api.model
    def _empty_orders(self, account, limit):
        """Empty a batch of kept orders that could not be read: buyers stand in them."""
        old = self.search(
            [
                *self._of_kind(account, "orders"),
                ("create_date", "<", limit),
                ("payload", "!=", False),
            ],
            limit=BATCH,
        )
        old.write({"payload": False})
        return bool(old)
