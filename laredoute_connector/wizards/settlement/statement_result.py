# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a statement says, before it becomes a payout."""

from markupsafe import Markup

from odoo import Command, fields, models
from odoo.tools import format_amount

from ...marketplace import settlement
from ...marketplace.settlement.words import normal
from ...models.books.settlement_import import is_of_another
from ...models.books.settlement_line import KINDS
from ...models.common import attachment_of
from ...models.messages.sentences_settlement import (
    doubt_sentence,
    finding_sentence,
    row_sentence,
)

#: rows that cannot be read, as many as are shown
SHOWN_ROWS = 20
#: findings that are nothing to worry about
_PLAIN = ("no_total", "several_periods")


class LaredouteSettlementImport(models.TransientModel):
    _inherit = "laredoute.settlement.import"

    period = fields.Char(
        "Only of the Period",
        help="Of a file that holds several payouts: the one to import, as it stands "
        "in the file. Empty: all of it.",
    )
    has_periods = fields.Boolean(readonly=True)
    result = fields.Html(readonly=True)

    def _check(self, path):
        """Read a statement to its end, and show what there is to know of it."""
        layout = self._layout()
        file = settlement.open_settlement(path, layout, self.sheet or "")
        checks, bad, words = settlement.Checks(), [], set()
        for one in file.lines():
            if is_of_another(one, self.period):
                continue
            checks.add(one)
            if isinstance(one, settlement.BadRow):
                if len(bad) < SHOWN_ROWS:
                    bad.append(one)
                if one.problem == "unknown_kind":
                    words.add(str(one.arguments["text"]))
        if self._learn(words):
            return
        findings = checks.findings(file.stated, file.recognised.unknown)
        if self.period:
            # its sum is that of the whole file
            findings = [each for each in findings if "total" not in each.code]
        self._take_stated(file.stated, checks.total)
        several = any(each.code == "several_periods" for each in findings)
        self.write(
            {
                "state": "check",
                "has_periods": several or bool(self.period),
                "result": self._result(checks, findings, bad),
            }
        )

    def _learn(self, words):
        """Ask for the meaning of words that the columns' page did not show yet.

        :return: whether there are any
        """
        known = {normal(each.word) for each in self.word_ids}
        new = sorted(word for word in words if normal(word) not in known)
        if new:
            doubt = doubt_sentence(self.env, "unknown_word")
            self.write(
                {
                    "state": "columns",
                    "doubts": self.env._(
                        "The statement has words that nobody gave a meaning yet: %s.",
                        ", ".join(new),
                    ),
                    "word_ids": [
                        Command.create({"word": word, "doubt": doubt}) for word in new
                    ],
                }
            )
        return bool(new)

    # ------------------------------------------------------------------ its page
    def _result(self, checks, findings, bad):
        labels = dict(
            self.env["laredoute.settlement.line"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        said = [
            (
                each.code in _PLAIN,
                finding_sentence(self.env, each, self._euro(), labels),
            )
            for each in findings
        ]
        same = self._same_file()
        if same:
            names = ", ".join(same.mapped("name"))
            said.insert(
                0,
                (False, self.env._("This very file was imported before: %s.", names)),
            )
        return Markup("%s%s%s") % (
            Markup().join(_alert(*each) for each in said),
            self._sums(checks, labels),
            self._bad_rows(bad),
        )

    def _sums(self, checks, labels):
        """Return the table of what is owed and what is kept."""
        rows = [
            (labels[kind], checks.by_kind[kind])
            for kind, _label in KINDS
            if kind in checks.by_kind
        ]
        rows.append((self.env._("%s amounts", checks.count), checks.total))
        return Markup("<table class='table table-sm'><tbody>%s</tbody></table>") % (
            Markup().join(
                Markup("<tr><td>%s</td><td class='text-end'>%s</td></tr>")
                % (label, self._money(amount))
                for label, amount in rows
            )
        )

    def _bad_rows(self, bad):
        if not bad:
            return ""
        rows = Markup().join(
            Markup(
                "<tr><td>%s</td><td>%s</td>"
                "<td class='text-muted text-break'>%s</td></tr>"
            )
            % (
                one.row,
                row_sentence(self.env, one.problem, one.column, one.arguments),
                one.raw,
            )
            for one in bad
        )
        return Markup(
            "<table class='table table-sm'><thead><tr><th>%s</th><th>%s</th><th>%s</th>"
            "</tr></thead><tbody>%s</tbody></table>"
        ) % (self.env._("Row"), self.env._("Reason"), self.env._("Text"), rows)

    def _euro(self):
        return self.env.ref("base.EUR")

    def _money(self, amount):
        return format_amount(self.env, float(amount), self._euro())

    def _note_on(self, payout):
        """Keep the file and what it said in the payout's discussion.

        :param payout: ``laredoute.settlement``
        """
        note = self.env._("Imported from %s.", self.filename or self.env._("a file"))
        content = attachment_of(self, "file").raw
        payout.message_post(
            body=Markup("<p>%s</p>%s") % (note, self.result),
            attachments=[(self.filename or note, content)],
        )


def _alert(is_plain, text):
    kind = "info" if is_plain else "warning"
    return Markup("<div class='alert alert-%s mb-2' role='alert'>%s</div>") % (
        kind,
        text,
    )
