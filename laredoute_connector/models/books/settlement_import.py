# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The lines of a payout from a statement's file: no row of it is lost."""

from odoo import fields, models
from odoo.tools import split_every

from ...marketplace.settlement import BadRow
from ..messages.sentences_settlement import row_sentence
from .settlement_line import UNREAD

#: lines written by one statement
BATCH = 1000
_INSERT = """
INSERT INTO laredoute_settlement_line (
    settlement_id, account_id, company_id, row, kind, amount, date, order_ref,
    line_ref, label, problem, is_open, create_uid, create_date, write_uid, write_date)
VALUES %s
"""


class LaredouteSettlement(models.Model):
    _inherit = "laredoute.settlement"

    def _take_lines(self, file, period=""):
        """Replace the lines of a draft by those of a statement, in flat memory.

        What cannot be read is a line to look at, without an amount: the payout is not
        posted before a person gave it one, or answered for it.

        :param file: ``marketplace.settlement.SettlementFile``
        :param period: as the rows name it; the lines of others are left out
        :raises ReferenceRefused: when a workbook turns out to be broken further on
        """
        self.ensure_one()
        self._check_keeper()
        self._check_draft()
        self.line_ids.unlink()
        self.env.flush_all()
        kept = (one for one in file.lines() if not is_of_another(one, period))
        for piece in split_every(BATCH, kept, list):
            self.env.cr.execute_values(
                _INSERT, [self._row(one) for one in piece], page_size=BATCH
            )
        # what the database thinks of the table is of before so many lines came
        self.env.cr.execute("ANALYZE laredoute_settlement_line")
        self.invalidate_recordset(["line_ids"])
        self.modified(["line_ids"])

    def _row(self, one):
        """Return the columns of a line, in their order."""
        head = (self.id, self.account_id.id or None, self.company_id.id or None)
        now = fields.Datetime.now()
        tail = (self.env.uid, now, self.env.uid, now)
        if isinstance(one, BadRow):
            sentence = row_sentence(self.env, one.problem, one.column, one.arguments)
            label = f"{sentence} {one.raw}"
            nothing = (None, None, None)
            return (*head, one.row, "other", 0, *nothing, label, UNREAD, True, *tail)
        label = " · ".join(filter(None, (one.label, one.sku, one.ean)))
        said = (one.day, one.order or None, one.line or None, label or None)
        return (
            *(*head, one.row, one.kind.value, one.amount),
            *(*said, None, False, *tail),
        )


def is_of_another(one, period):
    """Return whether a row is of another period; of what is not read nobody knows."""
    return bool(period) and not isinstance(one, BadRow) and one.period != period
