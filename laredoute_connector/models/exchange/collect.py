# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Taking La Redoute's reports: stored, committed, archived there, then read.

A process killed anywhere on that way leaves a report that the next run finds again:
it is in the journal (then it is only archived), or it is not (then it is taken).
"""

import base64
import hashlib
import io
import tempfile
from datetime import timedelta
from pathlib import Path

from odoo import fields, models

from ...marketplace import errors
from ...marketplace.records import FileKind, Receipt

#: a report that cannot be read may still be being written; after this long it is not
STILL_WRITTEN = timedelta(hours=1)
#: one report is not ready; the others are
BEING_WRITTEN = {"file_changed", "file_gone"}


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"

    def _collect_reports(self):
        """Bring every report of the server into the journal."""
        if not self._capabilities().answers:
            return
        self._commit()
        try:
            with self._marketplace() as market:
                for file in market.list_answers(self._pending_receipts()):
                    self._take_report(market, file)
        except errors.MarketplaceError as error:
            self.env.cr.rollback()
            self._collecting_failed(error)
            self._commit()
        else:
            self._flow("collect_reports").watermark = fields.Datetime.now()
            self._commit()
        if self._reports_to_apply():
            self._trigger_flow("apply_reports")

    def _pending_receipts(self):
        """Receipts of the files that wait for an answer."""
        waiting = self.env["laredoute.exchange"].search(
            [
                ("account_id", "=", self.id),
                ("kind", "in", [kind.value for kind in FileKind]),
                ("state", "=", "sent"),
            ],
            order="id",
        )
        return [Receipt(each.batch_id or "", FileKind(each.kind)) for each in waiting]

    def _reports_to_apply(self):
        waiting = [
            ("account_id", "=", self.id),
            ("kind", "=", "report"),
            ("state", "=", "answered"),
        ]
        return self.env["laredoute.exchange"].search_count(waiting, limit=1)

    def _take_report(self, market, file):
        """Store, commit, archive one report; harmless when repeated."""
        content = self._download_report(market, file)
        if content is None:
            return
        exchanges = self.env["laredoute.exchange"]
        checksum = hashlib.sha256(content).hexdigest()
        known = exchanges.search(
            [
                ("account_id", "=", self.id),
                ("kind", "=", "report"),
                ("name", "=", file.name),
                ("checksum", "=", checksum),
            ],
            limit=1,
        )
        if not known:
            known = exchanges.create(self._prepare_report(file, content, checksum))
        self._commit()
        known.archived = self._archive_report(market, file)
        self._commit()

    def _download_report(self, market, file):
        """Bring one report; None while somebody is still writing or moving it.

        A cut report that is young may be half-written: it is left for the next run.
        """
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "report"
            try:
                market.fetch_answer(file, path)
            except errors.RetryLater as error:
                if error.code in BEING_WRITTEN:
                    return None
                raise
            except errors.UnreadableData as error:
                self._leave_report(file, error)
                return None
            content = path.read_bytes()
        age = fields.Datetime.now() - self._naive(file.modified_at)
        if age < STILL_WRITTEN and self._is_cut(market, file, content):
            return None
        return content

    def _leave_report(self, file, error):
        """Tell a person, once, of a report that cannot be taken; the others are."""
        exchanges = self.env["laredoute.exchange"]
        understood = self._understand(error)
        told = {"name": file.name, "checksum": f"{error.code}:{file.size}"}
        known = [("account_id", "=", self.id), ("kind", "=", "report")]
        known += [(name, "=", value) for name, value in told.items()]
        if not exchanges.search_count(known, limit=1):
            exchanges._journal_failure(
                self,
                "report",
                message=understood["message"],
                error_code=understood["code"],
                remote_path=file.path,
                **told,
            )
            self._commit()

    def _is_cut(self, market, file, content):
        try:
            for _line in market.open_answer(io.BytesIO(content), file.name):
                pass
        except errors.UnreadableData as error:
            return error.code == "xml_cut"
        return False

    def _prepare_report(self, file, content, checksum):
        return {
            "account_id": self.id,
            "direction": "in",
            "kind": "report",
            "name": file.name,
            "state": "answered",
            "batch_id": file.batch_id,
            "payload": base64.b64encode(content),
            "checksum": checksum,
            "remote_path": file.path,
            "answered_at": fields.Datetime.now(),
        }

    def _archive_report(self, market, file):
        """Move a stored report away; where the server forbids it, say so and go on.

        The report is in the journal: nothing is lost, it is only seen again.

        :return: True when it was moved
        """
        try:
            market.settle_answer(file)
        except errors.AccessRefused as error:
            self._show_error(self._understand(error))
            return False
        return True

    def _collecting_failed(self, error):
        flow = self._running()
        understood = self._understand(error, flow.failures + 1)
        self._note_error(understood)
        if understood["retry_at"]:
            flow.write({"not_before": understood["retry_at"]})
        if understood["retry_at"]:
            self._trigger_flow("collect_reports", understood["retry_at"])
