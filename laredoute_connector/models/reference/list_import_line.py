# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What an import keeps beside itself: its bad lines, and what waits to be imported."""

from odoo import api, fields, models

from ..messages.sentences_reference import line_sentence

_PIECE = 2000


class LaredouteReferenceImportLine(models.Model):
    _name = "laredoute.reference.import.line"
    _description = "Bad Line of a La Redoute List"
    _order = "number, id"
    _rec_name = "raw"
    _log_access = False

    import_id = fields.Many2one(
        "laredoute.reference.import", required=True, ondelete="cascade"
    )
    number = fields.Integer("Line")
    reason = fields.Char(required=True)
    arguments = fields.Json()
    raw = fields.Char("Text of the Line")
    message = fields.Char("What is wrong", compute="_compute_message")

    _in_order = models.Index("(import_id, number)")

    @api.depends_context("lang")
    @api.depends("reason", "arguments")
    def _compute_message(self):
        for line in self:
            line.message = line_sentence(self.env, line.reason, line.arguments or {})

    def _in_pieces(self, owner):
        """Yield all bad lines of an import; few of them are held at once."""
        offset = 0
        while lines := self.search(
            [("import_id", "=", owner.id)], offset=offset, limit=_PIECE
        ):
            yield from lines
            lines.invalidate_recordset()
            offset += _PIECE


class LaredouteReferenceStaged(models.Model):
    """A record of a file that was read, waiting to be imported.

    Written and read with SQL only: there are as many as the file has lines. It stays
    until the import ends, as it also says which codes the file has.
    """

    _name = "laredoute.reference.staged"
    _description = "Line of a La Redoute List to Import"
    _order = "rank, id"
    _log_access = False

    import_id = fields.Many2one(
        "laredoute.reference.import", required=True, ondelete="cascade"
    )
    number = fields.Integer()
    rank = fields.Integer(help="What comes first is needed by what follows.")
    key = fields.Char(help="Which record of the list it is: its codes.")
    data = fields.Json()
    raw = fields.Char()
    done = fields.Boolean()
    touched_id = fields.Integer(help="The record that was made or changed.")

    _by_key = models.Index("(import_id, rank, key)")
    _waiting = models.Index("(import_id, rank, id) WHERE done IS NOT TRUE")
