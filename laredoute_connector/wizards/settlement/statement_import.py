# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Importing a statement of La Redoute: its columns, what it says, then a payout.

::

    file ──read──▶ columns ──check──▶ check ──import──▶ a draft payout
      └───────the shop's columns fit────▶ │
                      ▲───────────────────┘
"""

from pathlib import PurePath

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...marketplace import settlement
from ...models.common import attachment_of, stored_file
from ...models.messages.sentences_settlement import (
    layout_sentence,
    statement_sentence,
)


class LaredouteSettlementImport(models.TransientModel):
    _name = "laredoute.settlement.import"
    _description = "Import of a La Redoute Statement"

    books_settings_id = fields.Many2one(
        "laredoute.books.settings",
        "Shop",
        required=True,
        default=lambda self: self.env["laredoute.settlement"]._default_shop(),
    )
    settlement_id = fields.Many2one(
        "laredoute.settlement",
        "Into",
        readonly=True,
        help="The draft whose lines the statement's replace.",
    )
    replaced_count = fields.Integer(compute="_compute_replaced_count")
    state = fields.Selection(
        [("file", "File"), ("columns", "Columns"), ("check", "Check")],
        default="file",
        required=True,
        readonly=True,
    )
    file = fields.Binary("Statement", attachment=True, required=True)
    filename = fields.Char()
    # what the statement says of itself, for a person to agree to
    name = fields.Char("Reference")
    date = fields.Date("Payout Day")
    date_from = fields.Date("From")
    date_to = fields.Date("Until")
    currency_id = fields.Many2one(
        "res.currency", default=lambda self: self.env.ref("base.EUR"), readonly=True
    )
    total = fields.Monetary("Payout", help="What La Redoute says that it transfers.")

    @api.depends("settlement_id")
    def _compute_replaced_count(self):
        for one in self:
            one.replaced_count = len(one.settlement_id.line_ids)

    # ------------------------------------------------------------------- buttons
    def action_read(self):
        """Read the file by the columns that the shop remembers, or propose some."""
        self._check_may()
        layout = self._remembered()
        with self._refusing(), stored_file(self, "file") as path:
            seen = settlement.peek(path)
            fitting = layout and self._fitting(path, layout)
            if fitting:
                self._show(seen, settlement.Proposal(layout))
                self.sheet = fitting.recognised.sheet
                self._check(path)
            else:
                self._show(seen, self._propose(seen, layout))
                self.state = "columns"
        return self._dialogue()

    def action_check(self):
        """Read the whole file by the columns that a person said."""
        self._check_may()
        with self._refusing(), stored_file(self, "file") as path:
            self._check(path)
        return self._dialogue()

    def action_columns(self):
        """Look at the columns again."""
        self._check_may()
        self.state = "columns"
        return self._dialogue()

    def action_import(self):
        """Make a draft payout of the statement, and remember its columns."""
        self._check_may()
        one, values, layout = self.settlement_id, self._prepare_payout(), self._layout()
        if one:
            one.write(values)
        else:
            one = one.create(values)
        with self._refusing(), stored_file(self, "file") as path:
            file = settlement.open_settlement(path, layout, self.sheet or "")
            one._take_lines(file, self.period or "")
        self._remember(layout)
        self._note_on(one)
        one.action_match()
        return {
            "type": "ir.actions.act_window",
            "res_model": one._name,
            "res_id": one.id,
            "view_mode": "form",
        }

    # --------------------------------------------------------- business methods
    def _check_may(self):
        self.ensure_one()
        payouts = self.settlement_id or self.env["laredoute.settlement"]
        payouts._check_keeper()
        payouts._check_draft()
        # whose shop another company's is, is none of theirs
        self.books_settings_id.check_access("read")

    def _refusing(self):
        """Return a context in which what is wrong with the file is said."""
        return _Refusing(self.env)

    def _prepare_payout(self):
        """:raises UserError: where a person must say something first"""
        if self.state != "check":
            raise UserError(self.env._("Check the statement first."))
        if not self.name or not self.date:
            raise UserError(
                self.env._(
                    "Give the payout the reference of the statement, and the day on "
                    "which La Redoute pays."
                )
            )
        return {
            "books_settings_id": self.books_settings_id.id,
            "name": self.name,
            "date": self.date,
            "date_from": self.date_from,
            "date_to": self.date_to,
            "total": self.total,
        }

    def _take_stated(self, stated, found):
        """Fill in what the statement says of itself, where nobody said otherwise.

        :param found: Decimal, the sum of its amounts
        """
        total = stated.total.amount if stated.total else None
        if total is not None and stated.total.is_payment:
            # it brings the account back to nothing
            total = abs(total) if found >= 0 else -abs(total)
        stem = self.settlement_id.name or PurePath(self.filename or "").stem
        known = self.settlement_id
        self.write(
            {
                "name": self.name or stated.reference or stem,
                "date": self.date or stated.paid_on or known.date,
                "date_from": self.date_from or stated.begins_on or known.date_from,
                "date_to": self.date_to or stated.ends_on or known.date_to,
                "total": self._stated_total(total),
            }
        )

    def _stated_total(self, total):
        """Return what the payout is, where it can be known.

        :param total: Decimal, as the file states it; None
        """
        if total is None or (self.state == "check" and self.total and not self.period):
            return self.total or self.settlement_id.total
        if not self.period:
            return float(total)
        # of several payouts together: not that of one
        return 0 if self.total == float(total) else self.total

    def _same_file(self):
        """Return the payouts of this shop that this very file was imported into."""
        payouts = self.env["laredoute.settlement"]
        query = SQL(
            """
            SELECT DISTINCT res_id FROM ir_attachment
             WHERE res_model = %s AND checksum = %s
            """,
            payouts._name,
            attachment_of(self, "file").checksum,
        )
        ids = [row[0] for row in self.env.execute_query(query)]
        return payouts.search([("id", "in", ids)]) - self.settlement_id

    def _dialogue(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import a Statement"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }


class _Refusing:
    """Says what is wrong with a file, and what to do."""

    def __init__(self, env):
        self._env = env

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if isinstance(error, settlement.ReferenceRefused):
            sentence = statement_sentence(self._env, error.code, error.arguments)
            raise UserError(sentence) from error
        if isinstance(error, settlement.BadLayout):
            raise UserError(layout_sentence(self._env, error.code, error.text)) from (
                error
            )
