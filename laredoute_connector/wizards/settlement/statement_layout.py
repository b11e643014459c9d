# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What each column of a statement says, and each word in it: a person agrees once."""

from dataclasses import replace

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ...marketplace import settlement
from ...marketplace.settlement.words import normal
from ...models.books.settlement_line import KINDS
from ...models.messages.sentences_settlement import doubt_sentence

_AMOUNTS = frozenset(kind for kind, _label in KINDS)
#: what a column may hold beside amounts of a kind
FIELDS = [
    ("order", "Order number"),
    ("line", "Order line number"),
    ("kind", "What the amount is"),
    ("amount", "Amount"),
    ("credit", "Amount owed to you"),
    ("debit", "Amount kept"),
    ("net", "Sum of the row"),
    ("date", "Date"),
    ("label", "Text"),
    ("period", "Period or payout"),
    ("currency", "Currency"),
    ("ean", "EAN"),
    ("sku", "Your reference"),
]
#: words of a column of kinds that are no amount
NO_AMOUNTS = [
    (settlement.STATED, "A sum that La Redoute states"),
    (settlement.SKIPPED, "Nothing that counts"),
]
#: fields without which a statement can be read
_BESIDE = ("line", "date", "label", "period", "currency", "ean", "sku")
#: texts of a column that are shown
_SHOWN = 3


class LaredouteSettlementImport(models.TransientModel):
    _inherit = "laredoute.settlement.import"

    column_ids = fields.One2many("laredoute.settlement.import.column", "import_id")
    word_ids = fields.One2many("laredoute.settlement.import.word", "import_id")
    by_amount = fields.Boolean(compute="_compute_by_amount")
    doubts = fields.Text(readonly=True)
    sheet = fields.Char(help="Of a workbook with several sheets: the statement.")
    decimal = fields.Selection(
        [(",", "Comma"), (".", "Point")],
        "Decimal Sign",
        help="Empty: each file shows it.",
    )
    date_order = fields.Selection(
        [("day_first", "Day first"), ("month_first", "Month first")],
        "Dates",
        help="Empty: each file shows it.",
    )
    signed_debits = fields.Boolean(
        "Kept Amounts below 0",
        help="What is kept, in a column of its own, is written with a minus.",
    )

    @api.depends("column_ids.meaning")
    def _compute_by_amount(self):
        for one in self:
            one.by_amount = "kind" in one.column_ids.mapped("meaning")

    # ---------------------------------------------------------------- to a layout
    def _remembered(self):
        """Return the layout of the shop; None: there is none, or none of use."""
        stored = self.books_settings_id.sudo().statement_layout
        try:
            return settlement.Layout.from_json(stored) if stored else None
        except settlement.BadLayout:
            return None

    def _fitting(self, path, layout):
        """Return the file where it has the columns that are remembered, else None."""
        try:
            return settlement.open_settlement(path, layout)
        except settlement.ReferenceRefused as error:
            if error.code in ("missing_columns", "several_sheets"):
                return None
            raise

    def _remember(self, layout):
        """Keep a layout for the shop's next statements.

        Columns that this file lacks, and that others had, are remembered as well.
        """
        known, headings = self._remembered(), self.column_ids.mapped("heading")
        here = {normal(heading) for heading in headings}
        if known:
            lacking = {
                name: heading
                for name, heading in known.fields.items()
                if name in _BESIDE and normal(heading) not in here
            }
            layout = replace(
                layout,
                fields={**lacking, **layout.fields},
                words={**self._words_elsewhere(known), **layout.words},
                ignored=layout.ignored
                | {each for each in known.ignored if normal(each) not in here},
            )
        self.books_settings_id.sudo().statement_layout = layout.to_json()

    def _propose(self, seen, layout):
        """Return a proposal, in which what is remembered of words stays."""
        found = settlement.propose(seen.headings, seen.sample)
        if not layout:
            return found
        words = {**found.layout.words, **layout.words}
        known = {*layout.words}
        doubts = tuple(one for one in found.doubts if one.text not in known)
        return settlement.Proposal(replace(found.layout, words=words), doubts)

    def _layout(self):
        """Return the layout that a person agreed to.

        :raises UserError: where two columns say the same
        """
        columns = self.column_ids
        places = columns.filtered(lambda each: each.meaning not in _AMOUNTS)
        fields_ = {}
        for column in places.filtered("meaning"):
            if column.meaning in fields_:
                column._refuse_twice(fields_[column.meaning])
            fields_[column.meaning] = column.heading
        shown = self.word_ids if "kind" in fields_ else columns
        shown = shown.filtered(lambda each: each.meaning in _AMOUNTS)
        inverted = set(shown.filtered("inverted").mapped("meaning"))
        self._check_signs(shown, inverted)
        kind = settlement.LineKind
        return settlement.Layout(
            fields_,
            {each.heading: kind(each.meaning) for each in columns - places},
            {each.word: each.meaning for each in self.word_ids if each.meaning},
            frozenset(map(kind, inverted)),
            self.signed_debits,
            self.decimal or "",
            self.date_order or "",
            frozenset(each.heading for each in places if not each.meaning),
        )

    def _words_elsewhere(self, known):
        """Return the meanings that other files' words have: {word: meaning}."""
        shown = {normal(each.word) for each in self.word_ids}
        return {w: m for w, m in known.words.items() if normal(w) not in shown}

    def _check_signs(self, shown, inverted):
        """:raises UserError: where the same kind has both signs"""
        for each in shown:
            if each.meaning in inverted and not each.inverted:
                labels = dict(each._fields["meaning"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "“%s” is written with both signs: tick “Other Sign” for all of "
                        "it, or for none; give what goes the other way another kind.",
                        labels[each.meaning],
                    )
                )

    # -------------------------------------------------------------- from a layout
    def _show(self, seen, proposal):
        """Write what is proposed, for a person to look at.

        :param seen: ``marketplace.settlement.Peek``
        :param proposal: ``marketplace.settlement.Proposal``
        """
        layout = proposal.layout
        doubts = _Doubts(self.env, proposal.doubts)
        self.write(
            {
                "sheet": seen.sheet,
                "decimal": layout.decimal,
                "date_order": layout.date_order,
                "signed_debits": layout.signed_debits,
                "doubts": doubts.general,
                "column_ids": [
                    Command.clear(),
                    *map(Command.create, _columns(seen, layout, doubts)),
                ],
                "word_ids": [
                    Command.clear(),
                    *map(Command.create, _words(layout, doubts)),
                ],
            }
        )


class LaredouteSettlementImportColumn(models.TransientModel):
    _name = "laredoute.settlement.import.column"
    _description = "Column of a La Redoute Statement"
    _order = "id"

    import_id = fields.Many2one("laredoute.settlement.import", ondelete="cascade")
    heading = fields.Char(readonly=True)
    sample = fields.Char("Examples", readonly=True)
    meaning = fields.Selection([*FIELDS, *KINDS], "Holds", help="Empty: not used.")
    inverted = fields.Boolean(
        "Other Sign",
        help="Amounts are written with the sign of the other side: a commission above "
        "0 that La Redoute keeps, for one.",
    )
    doubt = fields.Char("To Look at", readonly=True)

    def _refuse_twice(self, other):
        """:raises UserError: since two columns cannot say the same"""
        labels = dict(self._fields["meaning"]._description_selection(self.env))
        raise UserError(
            self.env._(
                "“%(first)s” and “%(second)s” cannot both be “%(meaning)s”: leave one "
                "of them empty.",
                first=other,
                second=self.heading,
                meaning=labels[self.meaning],
            )
        )


class LaredouteSettlementImportWord(models.TransientModel):
    _name = "laredoute.settlement.import.word"
    _description = "Word of a La Redoute Statement"
    _order = "id"

    import_id = fields.Many2one("laredoute.settlement.import", ondelete="cascade")
    word = fields.Char(readonly=True)
    meaning = fields.Selection([*KINDS, *NO_AMOUNTS], "Means")
    inverted = fields.Boolean(
        "Other Sign",
        help="Amounts are written with the sign of the other side: a commission above "
        "0 that La Redoute keeps, for one.",
    )
    doubt = fields.Char("To Look at", readonly=True)


class _Doubts:
    """What a person should look at: by heading, word or kind, and in general."""

    def __init__(self, env, doubts):
        column = env["laredoute.settlement.import.column"]
        labels = dict(column._fields["meaning"]._description_selection(env))
        self._by_text = {
            one.text: doubt_sentence(env, one.code, labels.get(one.guess, ""))
            for one in doubts
            if one.text
        }
        self.general = "\n".join(
            doubt_sentence(env, one.code) for one in doubts if not one.text
        )
        self.words = [
            one.text for one in doubts if one.code in ("unknown_word", "guessed_word")
        ]

    def of(self, *names):
        """Return what is doubtful of a column or word: by its text, or its kind."""
        found = (self._by_text.get(name) for name in names if name)
        return next(filter(None, found), False)


def _columns(seen, layout, doubts):
    """Yield the values of each column of a file."""
    meanings = {normal(heading): name for name, heading in layout.fields.items()}
    meanings |= {normal(head): kind.value for head, kind in layout.amounts.items()}
    inverted = {kind.value for kind in layout.inverted}
    for at, heading in enumerate(seen.headings):
        if not heading:
            continue
        meaning = meanings.get(normal(heading), False)
        texts = (row[at] for row in seen.sample if at < len(row) and row[at])
        sample = [*dict.fromkeys(texts)][:_SHOWN]
        yield {
            "heading": heading,
            "sample": " · ".join(sample),
            "meaning": meaning,
            "inverted": meaning in inverted,
            "doubt": doubts.of(heading, meaning),
        }


def _words(layout, doubts):
    """Yield the values of each word of a column of kinds."""
    if "kind" not in layout.fields:
        return
    inverted = {kind.value for kind in layout.inverted}
    unknown = [word for word in doubts.words if word not in layout.words]
    for word in (*layout.words, *unknown):
        meaning = layout.words.get(word, False)
        yield {
            "word": word,
            "meaning": meaning,
            "inverted": meaning in inverted,
            "doubt": doubts.of(word, meaning),
        }
