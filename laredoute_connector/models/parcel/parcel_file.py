# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A warehouse that works outside of Odoo says by a file what left, with which number.

::

    draft ──▶ parsed ──(a person agrees)──▶ running ──▶ done
      │  ▲      │
      │  └──────┘ another file
      ▼
    failed: no table of parcels

Reading changes no delivery. Applying commits after each parcel; a killed run goes on
where its last commit left it, and what was done is never done again.
"""

import base64
import tempfile
from datetime import timedelta
from pathlib import Path

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as CONFLICTS

from ...marketplace.parcel_file import read_parcels
from ...marketplace.reference import ReferenceRefused
from ..common import MANAGER, check_role
from ..flow.failure import log_bug
from .apply import apply_parcel, parcels_of
from .match import match
from .sentences import file_sentence

CRON = "laredoute_connector.ir_cron_parcel_files"
#: a delivery that somebody works on is looked at again this soon
AGAIN = timedelta(minutes=1)
#: days after which a file and its lines are deleted
KEPT_DAYS = 180
#: days after which a file that was never applied is forgotten: buyers may stand in it
FILE_KEPT_DAYS = 30


class LaredouteParcelFile(models.Model):
    _name = "laredoute.parcel.file"
    _description = "La Redoute Parcels from a File"
    _order = "id desc"
    _rec_name = "filename"

    file = fields.Binary(attachment=True, copy=False)
    filename = fields.Char("File Name", default="parcels.csv")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    state = fields.Selection(
        [
            ("draft", "File"),
            ("parsed", "To confirm"),
            ("running", "Applying"),
            ("done", "Applied"),
            ("failed", "Failed"),
        ],
        required=True,
        default="draft",
        readonly=True,
        index=True,
        copy=False,
    )
    problem = fields.Json(readonly=True, copy=False)
    message = fields.Char(compute="_compute_message")
    line_ids = fields.One2many("laredoute.parcel.line", "file_id", readonly=True)
    ready_count = fields.Integer("To Apply", compute="_compute_counts")
    problem_count = fields.Integer("Not Usable", compute="_compute_counts")
    same_count = fields.Integer("Known Already", compute="_compute_counts")
    done_count = fields.Integer("Done", compute="_compute_counts")
    refused_count = fields.Integer("Refused", compute="_compute_counts")
    finished_at = fields.Datetime("Applied on", readonly=True, copy=False)

    # ---------------------------------------------------------- compute methods
    @api.depends_context("lang")
    @api.depends("problem")
    def _compute_message(self):
        for one in self:
            one.message = bool(one.problem) and file_sentence(self.env, one.problem)

    @api.depends("line_ids.state")
    def _compute_counts(self):
        groups = self.env["laredoute.parcel.line"]._read_group(
            [("file_id", "in", self.ids)], ["file_id", "state"], ["__count"]
        )
        counts = {(one, state): count for one, state, count in groups}
        for one in self:
            for state in ("ready", "problem", "same", "done", "refused"):
                one[f"{state}_count"] = counts.get((one, state), 0)

    # ------------------------------------------------------------- CRUD methods
    def write(self, vals):
        """Another file is read anew; what was applied stays as it is."""
        if vals.get("file") or "company_id" in vals:
            if any(one.state in ("running", "done") for one in self):
                raise UserError(
                    self.env._("This file is applied already: begin with a new one.")
                )
            vals = {**vals, "state": "draft", "problem": False}
            self.sudo().line_ids.unlink()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_running(self):
        if "running" in self.mapped("state"):
            raise UserError(
                self.env._("This file is being applied: delete it when it has ended.")
            )

    # ----------------------------------------------------------- action methods
    def action_read(self):
        """Read the file and show what each line would do; no delivery changes."""
        self.ensure_one()
        check_role(self, MANAGER)
        if self.state not in ("draft", "parsed", "failed"):
            raise UserError(
                self.env._("This file is applied already: begin with a new one.")
            )
        if not self.file:
            raise UserError(
                self.env._("The file is not kept any more: choose it again.")
            )
        one = self.sudo()
        one.line_ids.unlink()
        try:
            rows = one._read_rows()
        except ReferenceRefused as error:
            problem = {"code": error.code, "arguments": error.arguments}
            one.write({"state": "failed", "problem": problem})
            return
        values = [
            {
                "file_id": one.id,
                "number": row.number,
                "order_text": row.order,
                "tracking": row.tracking,
                "carrier_text": row.carrier,
                "item": row.item,
                "quantity": row.quantity,
                "state": "problem" if row.problem else "ready",
                "code": row.problem or False,
                "arguments": row.arguments,
            }
            for row in rows
        ]
        lines = one.env["laredoute.parcel.line"].create(values)
        match(one.company_id, lines.filtered(lambda line: line.state == "ready"))
        one.write({"state": "parsed", "problem": False})

    def action_apply(self):
        """Have the lines that can be used applied, in the background."""
        self.ensure_one()
        check_role(self, MANAGER)
        if self.state != "parsed" or not self.ready_count:
            raise UserError(
                self.env._("There is nothing to apply: no line of this file can be.")
            )
        self.sudo().state = "running"
        self.env.ref(CRON).sudo()._trigger()

    # ---------------------------------------------------------- business methods
    def _read_rows(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "parcels"
            path.write_bytes(base64.b64decode(self.file))
            return read_parcels(path)

    @api.model
    def _cron_apply(self):
        """Go on with the files under way; what a killed run left is taken up."""
        files = self.search([("state", "=", "running")], order="id")
        self._commit(remaining=sum(files.mapped("ready_count")) + len(files))
        for one in files:
            if not one.with_company(one.company_id)._apply():
                break

    def _commit(self, processed=0, remaining=None):
        cron = self.env["ir.cron"]
        return cron._commit_progress(processed, remaining=remaining)

    def _apply(self):
        """Apply a file parcel by parcel, each in a transaction of its own.

        :return: whether there is time for another file
        """
        busy = False
        for lines in parcels_of(self.line_ids):
            try:
                with self.env.cr.savepoint():
                    busy |= not apply_parcel(lines.with_user(SUPERUSER_ID))
            except CONFLICTS:
                self.env.cr.rollback()
                busy = True
            except UserError as error:
                lines._refuse(str(error))
            except Exception as error:  # noqa: BLE001 - it stops only itself
                log_bug(
                    f"La Redoute parcel file {self.id}, line {lines[0].number}", error
                )
                lines._refuse(self.env._("An error of the connector: see the log."))
            if not self._commit(len(lines)):
                return False
        if busy:
            self.env.ref(CRON)._trigger(fields.Datetime.now() + AGAIN)
        else:
            self._forget_files()
            self.write({"state": "done", "finished_at": fields.Datetime.now()})
        return bool(self._commit(1))

    def _forget_files(self):
        """What the lines do not hold of a file is kept no longer than it is needed."""
        self.write({"file": False})

    @api.autovacuum
    def _gc_old_files(self):
        now = fields.Datetime.now()
        idle = [("state", "!=", "running"), ("file", "!=", False)]
        limit = now - timedelta(days=FILE_KEPT_DAYS)
        self.search([*idle, ("create_date", "<", limit)], limit=100)._forget_files()
        limit = now - timedelta(days=KEPT_DAYS)
        self.search(
            [("create_date", "<", limit), ("state", "!=", "running")], limit=100
        ).unlink()
