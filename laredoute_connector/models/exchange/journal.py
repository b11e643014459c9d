# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What came from La Redoute and went wrong, kept where a person sees it."""

import base64

from odoo import fields, models

from ...marketplace import errors
from ..flow.failure import Failure, classify_error


class LaredouteExchange(models.Model):
    _inherit = "laredoute.exchange"

    def _journal_failure(self, account, kind, name, message, content=b"", **values):
        """Write down something from La Redoute that a person must look at."""
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
        exchange._fail({"code": code, "message": message})
        return exchange

    def _store_order_again(self):
        """Read a kept order that could not be read before (after an update, say)."""
        source = base64.b64decode(self.payload)
        orders = self.env["laredoute.order"]
        try:
            orders._store_source(self.account_id, source, self.answered_at)
        except errors.UnreadableData as error:
            failure = classify_error(self.env, error)
            self._fail({"code": failure.code, "message": failure.message})
            return
        self.write({"state": "done", "done_at": fields.Datetime.now()})

    def _reading_works(self, account, kind):
        """Close what failed readings requested of a person: nothing of them is left."""
        failed = self.search(
            [
                ("account_id", "=", account.id),
                ("kind", "=", kind),
                ("checksum", "=", False),
                ("needs_person", "=", True),
            ]
        )
        failed.write({"state": "done", "done_at": fields.Datetime.now()})
        failed._problem_solved()

    def _journal_reading_failure(self, account, kind, failure):
        """Keep one journal entry for a row of failed readings, not one for each."""
        if isinstance(failure, dict):
            failure = Failure(failure["verdict"], failure["code"], failure["message"])
        if failure.outcome in ("retry", "unknown", "settings"):
            # it is on the account and goes on by itself, or the account is paused
            return
        name = f"{kind}-{fields.Datetime.now():%Y-%m-%d-%H-%M-%S}"
        same = self.search(
            [
                ("account_id", "=", account.id),
                ("kind", "=", kind),
                ("error_code", "=", failure.code),
                ("needs_person", "=", True),
            ],
            limit=1,
        )
        if same:
            same.attempts += 1
        else:
            self._journal_failure(
                account, kind, name, failure.message, error_code=failure.code
            )
