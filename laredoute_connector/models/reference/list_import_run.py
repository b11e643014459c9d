# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The import itself, in the background: batch by batch, a commit after each."""

import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from .list_import_retire import Vanished
from .ranks import MODELS, PRODUCT, REQUIREMENT, VALUE

_logger = logging.getLogger(__name__)
#: days after which an import, its file and its bad lines are deleted
KEPT_DAYS = 180


class LaredouteReferenceImport(models.Model):
    _inherit = "laredoute.reference.import"

    @api.model
    def _cron_import_lists(self):
        """Go on with the imports under way; what a killed run left is taken up."""
        running = self.search([("state", "=", "running")], order="id")
        left = sum(one.total_count - one.done_count for one in running)
        # one more for each: its end
        self._commit_progress(remaining=max(left, 0) + len(running))
        for one in running:
            if not one._run():
                break

    def _commit_progress(self, processed=0, remaining=None):
        cron = self.env["ir.cron"]
        return cron._commit_progress(processed, remaining=remaining)

    def _run(self):
        """Import until the end, or until the time is up.

        :return: whether there is time for another import
        """
        try:
            while rows := self._locked() and self._staged_waiting():
                self._import_batch(rows)
                if not self._commit_progress(len(rows)):
                    return False
            while self._locked() and self.whole_list and self._retire_batch():
                if not self._commit_progress():
                    return False
            if self._locked():
                self._finish()
            return bool(self._commit_progress(1))
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            # somebody edited the same rows: they are read again in a minute
            self.env.cr.rollback()
            self._wake(fields.Datetime.now() + timedelta(minutes=1))
        except Exception:
            self.env.cr.rollback()
            _logger.exception("La Redoute list import %s", self.id)
            self.write({"state": "failed", "problem": {"code": "bug", "arguments": {}}})
        return bool(self._commit_progress(1))

    def _wake(self, at=None):
        self.env.ref("laredoute_connector.ir_cron_import_lists").sudo()._trigger(at)

    def _locked(self):
        """Whether the import is still to be run, and by nobody else."""
        locked = self.try_lock_for_update(allow_referencing=True)
        return bool(locked) and self.state == "running"

    def _import_batch(self, rows):
        rank = rows[0]["rank"]
        ids = [row["id"] for row in rows]
        result = self._compare(rows)
        touched = self._apply(result, rank)
        self._count(result)
        self._set_done(ids, touched)
        self.write(
            {
                "done_count": self.done_count + len(rows),
                "bad_count": self.line_ids.search_count([("import_id", "=", self.id)]),
            }
        )
        self.env.flush_all()
        # or the next batches would find these records in memory, all of them
        self.env.invalidate_all()

    def _retire_batch(self):
        """Retire some of what the file no longer has; return how many records."""
        model_name, ids = Vanished(self).retire_some()
        if ids:
            self.env["laredoute.listing"]._invalidate_reference(model_name, ids)
            self.retired_count += len(ids)
        return len(ids)

    def _set_done(self, ids, touched):
        cr = self.env.cr
        cr.execute(
            SQL(
                "UPDATE laredoute_reference_staged SET done = TRUE WHERE id IN %s",
                tuple(ids),
            )
        )
        if touched:
            cr.execute_values(
                "UPDATE laredoute_reference_staged staged SET touched_id = new.touched"
                " FROM (VALUES %s) AS new (id, touched) WHERE staged.id = new.id",
                list(touched.items()),
                page_size=len(touched),
            )

    def _finish(self):
        """Have the listings checked that depend on what changed; clear the table."""
        for rank, model_name in MODELS.items():
            if rank != PRODUCT and (ids := self._touched(rank)):
                self.env["laredoute.listing"]._invalidate_reference(model_name, ids)
        self.env["laredoute.mapping"]._propose_again(self.catalogue_id)
        self.env.cr.execute(
            SQL("DELETE FROM laredoute_reference_staged WHERE import_id = %s", self.id)
        )
        self.write({"state": "done", "finished_at": fields.Datetime.now()})

    def _touched(self, rank):
        """Records made or changed; one for each attribute or category is enough."""
        group = SQL("id")
        if rank in (REQUIREMENT, VALUE):
            group = SQL("split_part(key, '|', 1)")
        found = self.env.execute_query(
            SQL(
                """
                SELECT MIN(touched_id) FROM laredoute_reference_staged
                 WHERE import_id = %s AND rank = %s AND touched_id IS NOT NULL
              GROUP BY %s
                """,
                self.id,
                rank,
                group,
            )
        )
        return [one for (one,) in found]

    @api.autovacuum
    def _gc_old_imports(self):
        limit = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.search(
            [("create_date", "<", limit), ("state", "!=", "running")], limit=100
        ).unlink()
