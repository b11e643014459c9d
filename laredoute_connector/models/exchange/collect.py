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
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as CONFLICTS

from ...marketplace import errors
from ...marketplace.records import Receipt
from ..common import naive
from ..flow.failure import classify_error, log_bug
from ..flow.races import race_is_conflict
from ..flow.work import commit
from .kinds import ANSWER, FILES
from .look import STILL_WRITTEN, Look, is_of_one, version_of

#: one report is not ready; the others are
BEING_WRITTEN = {"file_changed", "file_gone"}
#: an answer that is missing is looked for among those put away this often
LOOK_AGAIN = timedelta(days=1)


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
            look = Look(account, market)
            refs = market.list_answers(self._sent_files(account)._receipts())
            refs = [*refs, *self._find_missing(look)]
            known = self._known_versions(account, refs)
            for ref in refs:
                self._take_guarded(look, ref, known)
                if not commit(self.env):
                    account._wake("collect_reports")
                    look.finish()
                    return
        look.finish()
        if look.is_complete:
            look.flow.watermark = begin
        commit(self.env)

    @api.model
    def _sent_files(self, account, *conditions):
        """Return the files that La Redoute has not answered yet.

        :param conditions: terms of a domain that files must meet besides
        """
        return self.search(
            [
                ("account_id", "=", account.id),
                ("kind", "in", list(FILES)),
                ("state", "=", "sent"),
                *conditions,
            ],
            order="id",
        )

    def _receipts(self):
        """Return what La Redoute gave for these files."""
        return [
            Receipt(each.batch_id or "", FILES[each.kind].file_kind) for each in self
        ]

    @api.model
    def _find_missing(self, look):
        """Return the answers put away before, to files that should have one by now.

        After a backup was restored they are where nobody looks any more. Where looking
        fails the next run does it again; where it is forbidden, that of the next day.
        """
        account, now = look.account, fields.Datetime.now()
        delays = account._capabilities().answer_delay
        late = self._sent_files(
            account,
            ("batch_id", "!=", False),
            "|",
            ("looked_for_at", "=", False),
            ("looked_for_at", "<", now - LOOK_AGAIN),
        ).filtered(lambda each: each.sent_at < now - delays[FILES[each.kind].file_kind])
        if not late:
            return []
        found = []
        try:
            found = list(look.market.find_answers(late._receipts()))
        except errors.MarketplaceError as error:
            if not is_of_one(error):
                raise
            look.note(None, error)
            if isinstance(error, errors.RetryLater):
                return []
        late.looked_for_at = now
        return found

    @api.model
    def _known_versions(self, account, refs):
        """Return those of these answers that were taken, with whether they are settled.

        :return: {(key, version): (id, settled)}
        """
        rows = self.search_read(
            [
                *self._of_kind(account, ANSWER.name),
                ("answer_key", "in", [ref.key for ref in refs]),
                ("remote_version", "!=", False),
            ],
            ["answer_key", "remote_version", "settled"],
        )
        return {
            (row["answer_key"], row["remote_version"]): (row["id"], row["settled"])
            for row in rows
        }

    @api.model
    def _take_guarded(self, look, ref, known):
        """Take one answer; what nobody expected of it stops only this one."""
        try:
            self._take_answer(look, ref, known)
        except (errors.MarketplaceError, *CONFLICTS):
            raise
        except Exception as error:  # noqa: BLE001 - it stops only itself
            self.env.cr.rollback()
            log_bug(f"La Redoute account {look.account.id}: report", error)
            look.note(ref, error)

    @api.model
    def _take_answer(self, look, ref, known):
        """Store, commit, settle one answer; harmless when repeated. The caller commits.

        :param known: see :meth:`_known_versions`: these are not fetched again
        """
        answer_id, was_settled = known.get((ref.key, version_of(ref)), (None, False))
        answer = self.browse(answer_id)
        if not answer:
            content = self._fetch_answer(look, ref)
            if content is None:
                return
            answer = self._store_answer(look.account, ref, content)
            was_settled = answer.settled
            commit(self.env)
        settled = look.settle(ref)
        if was_settled != settled:
            answer.settled = settled

    @api.model
    def _store_answer(self, account, ref, content):
        """Keep an answer in the journal, once, and have it applied."""
        checksum = hashlib.sha256(content).hexdigest()
        answer = self._known_answer(account, ref, checksum)
        if answer:
            answer.remote_version = version_of(ref)
            return answer
        with race_is_conflict():
            answer = self.create(self._prepare_answer(account, ref, content, checksum))
        account._wake(ANSWER.flow)
        # it could not be taken before, and a person was informed
        left = self.search(
            [
                *self._of_kind(account, ANSWER.name),
                ("answer_key", "=", ref.key),
                ("state", "=", "failed"),
                ("checksum", "like", ":"),
            ]
        )
        left.write({"state": "done", "done_at": fields.Datetime.now(), "settled": True})
        left._problem_solved()
        return answer

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
    def _fetch_answer(self, look, ref):
        """Bring one answer; None while somebody is still writing or moving it.

        One that is young may be half-written: it is left for the next run.
        """
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "answer"
            try:
                look.market.fetch_answer(ref, path)
            except (errors.UnreadableData, errors.AccessRefused) as error:
                self._leave_answer(look, ref, error)
                return None
            except errors.RetryLater as error:
                if error.code in BEING_WRITTEN:
                    look.left = True
                    return None
                if not is_of_one(error):
                    raise
                look.note(ref, error)
                return None
            content = path.read_bytes()
        return None if self._may_grow(look, ref, content) else content

    @api.model
    def _leave_answer(self, look, ref, error):
        """Inform a person, once, of an answer that cannot be taken; the others are.

        One that is forbidden may be allowed later, unless that person settled it.
        """
        failure = classify_error(self.env, error)
        checksum = f"{error.code}:{ref.size}"
        known = self._known_answer(look.account, ref, checksum)
        if isinstance(error, errors.AccessRefused) and not known.handled:
            look.left = True
        if not known:
            self._journal_failure(
                look.account,
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
    def _may_grow(self, look, ref, content):
        """Whether an answer may still be being written.

        One that stops in the middle shows it, where its format says where it ends.
        """
        if ref.settled:
            return False
        reader = None
        try:
            reader = look.market.open_answer(io.BytesIO(content), ref.name)
            for _line in reader:
                pass
        except errors.UnreadableData as error:
            if error.code == "xml_cut":
                age = fields.Datetime.now() - naive(ref.modified_at)
                look.left |= age < STILL_WRITTEN
                return age < STILL_WRITTEN
            # not even its first line may be whole
            reader = reader or error
        return not reader.shows_end and not look.has_rested(ref)

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
            "remote_version": version_of(ref),
            "answered_at": fields.Datetime.now(),
        }
