# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the answers of the journal say, applied one by one."""

import base64
import io
from datetime import timedelta

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ...marketplace import errors
from ..flow.failure import classify_error, log_bug
from ..flow.work import commit
from .kinds import ANSWER, FILES

#: La Redoute's answer is late by this much before a person is informed
GRACE = timedelta(days=1)


class LaredouteExchange(models.Model):
    _inherit = "laredoute.exchange"

    @api.model
    def _run_apply(self, account):
        """Apply the answers taken, oldest first; one that fails holds no other."""
        for answer in self.search(self._to_apply(account), order="id"):
            answer._apply_guarded()
            if not commit(self.env):
                account._wake("apply_reports")
                return
        self._report_overdue(account)
        self.env["laredoute.listing"]._note_ordered(account)

    @api.model
    def _to_apply(self, account):
        """Return the domain of the account's answers that wait to be applied."""
        return [*self._of_kind(account, ANSWER.name), ("state", "=", "answered")]

    @api.model
    def _has_answers_to_apply(self, account):
        return bool(self.search_count(self._to_apply(account), limit=1))

    @api.model
    def _report_overdue(self, account):
        """A file without an answer long after La Redoute's delay is a finding."""
        capabilities = account._capabilities()
        if not capabilities.answers:
            return
        for kind in FILES.values():
            delay = capabilities.answer_delay[kind.file_kind]
            late = self.search(
                [
                    *self._of_kind(account, kind.name),
                    ("state", "=", "sent"),
                    ("overdue", "=", False),
                    ("sent_at", "<", fields.Datetime.now() - delay - GRACE),
                ]
            )
            for exchange in late:
                exchange.overdue = True
                kind.overdue(kind.listings(exchange))
                exchange._problem(
                    self.env._(
                        "La Redoute has not reported on %(file)s (BatchID %(batch)s). "
                        "Ask its support, giving the BatchID.",
                        file=exchange.name,
                        batch=exchange.batch_id,
                    )
                )

    def _apply_guarded(self):
        """Apply one answer; unreadable ones wait for a person."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self._apply()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            self.env.cr.rollback()
        except Exception as error:  # noqa: BLE001 - it stops only itself
            if not isinstance(error, errors.MarketplaceError):
                log_bug(f"La Redoute report {self.name}", error)
            self._fail(classify_error(self.env, error))

    def _apply(self):
        """Apply one answer; one that must wait stays as it is."""
        content = base64.b64decode(self.payload)
        with self.account_id._marketplace() as market:
            reader = market.open_answer(io.BytesIO(content), self.name)
            applied = self._kind().apply(self, reader)
        if applied:
            self.write({"state": "done", "done_at": fields.Datetime.now()})
