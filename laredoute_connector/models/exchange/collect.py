# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Taking La Redoute's answers: stored, committed, settled there, then applied.

A process killed anywhere on that way leaves an answer that the next run finds again:
it is in the journal (then it is only settled), or it is not (then it is taken).
"""

import base64
import hashlib
import io
import tempfile
from datetime import timedelta
from pathlib import Path

from odoo import api, fields, models

from ...marketplace import errors
from ...marketplace.records import Receipt
from ..common import naive
from ..flow.failure import classify_error
from ..flow.races import race_is_conflict
from ..flow.work import commit
from .kinds import ANSWER, FILES

#: a report that cannot be read may still be being written; after this long it is not
STILL_WRITTEN = timedelta(hours=1)
#: one report is not ready; the others are
BEING_WRITTEN = {"file_changed", "file_gone"}


class LaredouteExchange(models.Model):
    _inherit = "laredoute.exchange"

    @api.model
    def _run_collect(self, account):
        """Bring every answer that La Redoute has ready into the journal.

        :raises MarketplaceError: when La Redoute cannot be queried
        """
        if not account._capabilities().answers:
            return
        commit(self.env)
        # an answer that comes while these are listed is one of the next run's
        begin = fields.Datetime.now()
        with account._marketplace() as market:
            for ref in market.list_answers(self._pending_receipts(account)):
                self._take_answer(account, market, ref)
                if not commit(self.env):
                    account._wake("collect_reports")
                    return
        account._flow("collect_reports").watermark = begin
        commit(self.env)

    @api.model
    def _pending_receipts(self, account):
        """Return the receipts of the files that La Redoute has not answered yet."""
        sent = self.search(
            [
                ("account_id", "=", account.id),
                ("kind", "in", list(FILES)),
                ("state", "=", "sent"),
            ],
            order="id",
        )
        return [
            Receipt(each.batch_id or "", FILES[each.kind].file_kind) for each in sent
        ]

    @api.model
    def _take_answer(self, account, market, ref):
        """Store, commit, settle one answer; harmless when repeated."""
        content = self._fetch_answer(account, market, ref)
        if content is None:
            return
        checksum = hashlib.sha256(content).hexdigest()
        answer = self._known_answer(account, ref, checksum)
        if not answer:
            with race_is_conflict():
                answer = self.create(
                    self._prepare_answer(account, ref, content, checksum)
                )
            account._wake(ANSWER.flow)
        commit(self.env)
        answer.settled = self._settle_answer(account, market, ref)
        commit(self.env)

    @api.model
    def _known_answer(self, account, ref, checksum):
        return self.search(
            [
                *self._of_kind(account, ANSWER.name),
                ("answer_key", "=", ref.key),
                ("checksum", "=", checksum),
            ],
            limit=1,
        )

    @api.model
    def _fetch_answer(self, account, market, ref):
        """Bring one answer; None while somebody is still writing or moving it.

        A cut report that is young may be half-written: it is left for the next run.
        """
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "answer"
            try:
                market.fetch_answer(ref, path)
            except errors.RetryLater as error:
                if error.code in BEING_WRITTEN:
                    return None
                raise
            except errors.UnreadableData as error:
                self._leave_answer(account, ref, error)
                return None
            content = path.read_bytes()
        age = fields.Datetime.now() - naive(ref.modified_at)
        if age < STILL_WRITTEN and self._is_cut(market, ref, content):
            return None
        return content

    @api.model
    def _leave_answer(self, account, ref, error):
        """Inform a person, once, of an answer that cannot be taken; the others are."""
        failure = classify_error(self.env, error)
        checksum = f"{error.code}:{ref.size}"
        if not self._known_answer(account, ref, checksum):
            self._journal_failure(
                account,
                ANSWER.name,
                ref.name,
                failure.message,
                error_code=failure.code,
                remote_path=ref.path,
                answer_key=ref.key,
                checksum=checksum,
            )
            commit(self.env)

    @api.model
    def _is_cut(self, market, ref, content):
        try:
            for _line in market.open_answer(io.BytesIO(content), ref.name):
                pass
        except errors.UnreadableData as error:
            return error.code == "xml_cut"
        return False

    @api.model
    def _prepare_answer(self, account, ref, content, checksum):
        return {
            "account_id": account.id,
            "direction": "in",
            "kind": ANSWER.name,
            "name": ref.name,
            "state": "answered",
            "batch_id": ref.batch_id,
            "payload": base64.b64encode(content),
            "checksum": checksum,
            "answer_key": ref.key,
            "remote_path": ref.path,
            "answered_at": fields.Datetime.now(),
        }

    @api.model
    def _settle_answer(self, account, market, ref):
        """Let La Redoute put a stored answer away; where it forbids it, show it, go on.

        The answer is in the journal: nothing is lost, it is only seen again.

        :return: True when it is not shown any more
        """
        try:
            market.settle_answer(ref)
        except errors.AccessRefused as error:
            message = classify_error(self.env, error).message
            account._flow("collect_reports")._show_error(message)
            return False
        return True
