# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Importing one of La Redoute's reference files: read, shown, then imported.

::

    draft ──▶ parsed ──(a person agrees)──▶ running ──▶ done
      │  ▲      │                             │
      │  └──────┘ file or kind changed        ▼
      └────────────────────────────────────▶ failed ──▶ draft | running

Reading writes nothing but what it recognised: every line is kept apart (*staged*)
until a person agrees. Running commits after each batch; a killed run goes on where
its last commit left it.
"""

import base64
import csv
import io

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..messages.sentences_reference import ENCODINGS, column_name, refusal_sentence

#: share of the codes known today above which their vanishing is doubted
MANY = 0.2
#: bad lines shown on the form; the others are in their own list, and in the download
SHOWN_LINES = 40
_RESET_BY = {"catalogue_id", "file", "filename", "kind", "attribute_id"}
_COUNTS = ("new_count", "changed_count", "same_count", "retired_count")


class LaredouteReferenceImport(models.Model):
    _name = "laredoute.reference.import"
    _description = "La Redoute List Import"
    _inherit = ["laredoute.catalogue.mixin"]
    _order = "id desc"
    _rec_name = "filename"
    _same_catalogue = ("attribute_id",)

    file = fields.Binary(attachment=True, required=True, copy=False)
    filename = fields.Char("File Name", default="list.csv")
    kind = fields.Selection(
        [
            ("departments", "Departments"),
            ("categories", "Categories"),
            ("brands", "Brands"),
            ("attributes", "Attributes by category"),
            ("values", "Values of attributes"),
            ("sizes", "Sizes"),
            ("colours", "Colours"),
            ("product_attributes", "Attributes of products (by EAN)"),
        ],
        help="Empty: guessed from the file's headers.",
    )
    attribute_id = fields.Many2one(
        "laredoute.attribute",
        "Attribute of the List",
        domain="[('catalogue_id', '=', catalogue_id)]",
        help="Only for a list of sizes or colours without a column for the attribute.",
    )
    state = fields.Selection(
        [
            ("draft", "File"),
            ("parsed", "To confirm"),
            ("running", "Importing"),
            ("done", "Imported"),
            ("failed", "Failed"),
        ],
        required=True,
        default="draft",
        readonly=True,
        index=True,
        copy=False,
    )
    whole_list = fields.Boolean(
        "This file is the whole list",
        default=True,
        help="Codes known today that are not in the file are retired. What is mapped "
        "to them stays mapped.",
    )
    recognised = fields.Json(readonly=True, copy=False)
    recognised_html = fields.Html(
        compute="_compute_recognised_html", string="What Was Recognised"
    )
    problem = fields.Json(readonly=True, copy=False)
    message = fields.Char(compute="_compute_message")
    line_count = fields.Integer("Lines", readonly=True, copy=False)
    bad_count = fields.Integer("Bad Lines", readonly=True, copy=False)
    new_count = fields.Integer("New", readonly=True, copy=False)
    changed_count = fields.Integer("Changed", readonly=True, copy=False)
    same_count = fields.Integer("Unchanged", readonly=True, copy=False)
    retired_count = fields.Integer("Retired", readonly=True, copy=False)
    known_count = fields.Integer(readonly=True, copy=False)
    many_retired = fields.Boolean(compute="_compute_many_retired")
    warning = fields.Char(compute="_compute_many_retired")
    total_count = fields.Integer("To Import", readonly=True, copy=False)
    done_count = fields.Integer("Done", readonly=True, copy=False)
    finished_at = fields.Datetime("Imported on", readonly=True, copy=False)
    line_ids = fields.One2many("laredoute.reference.import.line", "import_id")
    shown_line_ids = fields.Many2many(
        "laredoute.reference.import.line", compute="_compute_shown_line_ids"
    )
    bad_file = fields.Binary(compute="_compute_bad_file")

    # ---------------------------------------------------------- compute methods
    @api.depends_context("lang")
    @api.depends("retired_count", "known_count", "whole_list")
    def _compute_many_retired(self):
        for one in self:
            many = one.retired_count > MANY * one.known_count
            one.many_retired = one.whole_list and many
            one.warning = self.env._(
                "%(retired)s of the %(known)s codes known today are not in this file. "
                "If it holds only a part of La Redoute's list, untick “This file is "
                "the whole list”.",
                retired=one.retired_count,
                known=one.known_count,
            )

    @api.depends_context("lang")
    @api.depends("problem")
    def _compute_message(self):
        for one in self:
            problem = one.problem
            one.message = bool(problem) and refusal_sentence(
                self.env, problem["code"], problem["arguments"]
            )

    @api.depends("bad_count")
    def _compute_shown_line_ids(self):
        for one in self:
            one.shown_line_ids = one.line_ids.search(
                [("import_id", "=", one.id)], limit=SHOWN_LINES
            )

    @api.depends_context("lang")
    @api.depends("recognised")
    def _compute_recognised_html(self):
        for one in self:
            seen = one.recognised
            one.recognised_html = seen and one._recognised_html(seen)

    def _recognised_html(self, seen):
        _ = self.env._
        facts = [
            (_("Written as"), ENCODINGS.get(seen["encoding"], seen["encoding"])),
            (
                _("Separator"),
                {"\t": _("tab")}.get(seen["separator"], seen["separator"]),
            ),
            (_("Sheet"), seen["sheet"]),
            (_("Headers in line"), seen["header_line"]),
            (_("Columns not used"), ", ".join(seen["ignored"])),
        ]
        items = Markup().join(
            Markup("<li><span class='text-muted'>%s</span> <b>%s</b></li>") % fact
            for fact in facts
            if fact[1]
        )
        heads = Markup().join(
            Markup("<th>%s<br/><small class='text-muted'>%s</small></th>")
            % (column_name(self.env, name, seen["kind"]), header)
            for name, header in seen["columns"]
        )
        rows = Markup().join(
            Markup("<tr>%s</tr>")
            % Markup().join(
                Markup("<td>%s</td>") % row.get(name, "")
                for name, _header in seen["columns"]
            )
            for row in seen["sample"]
        )
        return Markup(
            "<ul class='list-unstyled'>%s</ul>"
            "<table class='table table-sm table-bordered'>"
            "<thead><tr>%s</tr></thead><tbody>%s</tbody></table>"
        ) % (items, heads, rows)

    def _compute_bad_file(self):
        """The bad lines as a spreadsheet program of this country opens them."""
        for one in self:
            stream = io.StringIO()
            writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
            writer.writerow(
                [self.env._("Line"), self.env._("Reason"), self.env._("Text")]
            )
            for line in one.line_ids._in_pieces(one):
                writer.writerow([line.number, line.message, _harmless(line.raw)])
            one.bad_file = base64.b64encode(stream.getvalue().encode("utf-8-sig"))

    # ------------------------------------------------------------- CRUD methods
    def write(self, vals):
        """A file that is replaced, or taken for something else, is read again."""
        if vals.get("file") and "kind" not in vals:
            vals = {**vals, "kind": False}
        if _RESET_BY & vals.keys() and not self.env.context.get("laredoute_reading"):
            busy = self.filtered(lambda one: one.state in ("running", "done"))
            if busy:
                raise UserError(
                    self.env._("This file is imported already: begin a new import.")
                )
            vals = {**vals, "state": "draft", "recognised": False, "problem": False}
            self._forget()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_running(self):
        if "running" in self.mapped("state"):
            raise UserError(
                self.env._("This import is under way: delete it when it has ended.")
            )

    # ----------------------------------------------------------- action methods
    def action_import(self):
        """Import what was recognised, in the background."""
        self.ensure_one()
        if self.state not in ("parsed", "failed") or not self.total_count:
            raise UserError(
                self.env._("There is nothing to import: read a file first.")
            )
        if self.state == "parsed":
            self.write(dict.fromkeys(_COUNTS, 0))
        self.write({"state": "running", "problem": False})
        self.env.ref("laredoute_connector.ir_cron_import_lists").sudo()._trigger()

    def action_open_bad_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "laredoute_connector.laredoute_reference_import_line_action"
        )
        return {**action, "domain": [("import_id", "=", self.id)]}

    def action_download_bad_lines(self):
        self.ensure_one()
        stem = (self.filename or "list").rpartition(".")[0] or "list"
        name = self.env._("%s - bad lines.csv", stem)
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/bad_file/{name}?download=true",
            "target": "download",
        }

    # ---------------------------------------------------------- business methods
    def _forget(self):
        """Drop what an earlier reading left."""
        for table in ("laredoute_reference_staged", "laredoute_reference_import_line"):
            self.env.cr.execute(
                SQL(
                    "DELETE FROM %s WHERE import_id IN %s",
                    SQL.identifier(table),
                    tuple(self.ids) or (0,),
                )
            )
        self.env["laredoute.reference.import.line"].invalidate_model()


def _harmless(text):
    """A text that no spreadsheet program takes for a formula."""
    return f"'{text}" if text[:1] in tuple("=+-@\t") else text
