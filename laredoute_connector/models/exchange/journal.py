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
#: failures that go on by themselves, or that pause the account
SHOWN_ELSEWHERE = ("retry", "unknown", "settings")


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
        failed = self.search(
            [
                *self._of_kind(account, kind),
                ("checksum", "=", False),
                ("needs_person", "=", True),
            ]
        )
        failed.write({"state": "done", "done_at": fields.Datetime.now()})
        failed._problem_solved()

    @api.model
    def _journal_reading_failure(self, account, kind, failure):
        """Keep one journal entry for a row of failed readings, not one for each.

        :param failure: :class:`~..flow.failure.Failure`
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
            account, kind, name, failure.message, error_code=failure.code
        )

    # ----------------------------------------------------------------- cleaning
    @api.model
    def _run_clean(self, account):
        """Delete settled exchanges older than the account's retention.

        Also those that failed and that somebody has handled, a person or another
        exchange.

        An answer stays as long as La Redoute might show it again: its key and checksum
        are what makes taking it twice harmless.
        """
        limit = fields.Datetime.now() - timedelta(days=max(account.retention_days, 30))
        domain = [
            ("account_id", "=", account.id),
            ("needs_person", "=", False),
            "|",
            *("&", ("state", "=", "done"), ("done_at", "<", limit)),
            *("&", "&", ("state", "=", "failed"), ("handled", "=", True)),
            ("create_date", "<", limit),
            "|",
            ("answer_key", "=", False),
            ("settled", "=", True),
        ]
        while old := self.search(domain, limit=BATCH):
            old.unlink()
            if not commit(self.env):
                account._wake("clean_journal")
                break
