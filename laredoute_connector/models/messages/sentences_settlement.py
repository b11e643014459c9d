# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sentences about statements of payouts: what is wrong, and what to do next."""

from odoo.tools import format_amount

from .sentences_reference import refusal_sentence

#: of a list of rows, those that a sentence names
NAMED_ROWS = 12


def statement_sentence(env, code, arguments):
    """What is wrong with a statement as a whole.

    :param code: of ``ReferenceRefused``
    :param arguments: its arguments
    """
    _ = env._
    given = {"found": "", "missing": "", "limit": "", **arguments}
    sentences = {
        "pdf": _(
            "This is a PDF. Ask La Redoute for the statement as an Excel (XLSX) or CSV "
            "file, or enter the payout by hand."
        ),
        "missing_columns": _(
            "No row of the file has these headings: %(missing)s. The closest one says: "
            "%(found)s. Say anew what each column is.",
            missing=given["missing"],
            found=given["found"],
        ),
        "no_header": _(
            "No row of headings was found: a statement has one row that names its "
            "columns, such as “N° commande” and “Montant”. Choose the statement itself."
        ),
        "heading_twice": _(
            "Two columns are called “%s”: give one of them another name in the file.",
            given["found"],
        ),
        "several_sheets": _(
            "Several sheets have these columns: %s. Write which one is the statement.",
            given["found"],
        ),
        "too_large": _(
            "The file is larger than %s MB. Ask La Redoute for a statement of a "
            "shorter period.",
            given["limit"],
        ),
    }
    return sentences.get(code) or refusal_sentence(env, code, arguments)


def layout_sentence(env, code, text):
    """Why nothing can be read with what was said of the columns.

    :param code: of ``BadLayout``
    :param text: what it is about
    """
    _ = env._
    sentences = {
        "no_order": _("Say which column holds the order number."),
        "no_amount": _(
            "Say which column holds the amount, or which ones hold sales, commission "
            "and the other amounts."
        ),
        "two_ways": _(
            "There are two ways to say the amounts: one column of amounts (or one of "
            "what is owed and one of what is kept), or a column for each kind of "
            "amount. Keep one of them."
        ),
        "no_kind": _(
            "Say which column holds the word for what each amount is (sale, "
            "commission…)."
        ),
        "heading_twice": _("The heading “%s” stands there twice.", text),
    }
    return sentences.get(code) or _(
        "The columns that were remembered cannot be used any more (%s). Say anew what "
        "each column is.",
        text or code,
    )


def row_sentence(env, problem, column, arguments):
    """Why a row of a statement cannot be read.

    :param problem: one of ``ROW_PROBLEMS``
    :param column: the heading of the cell that stops it; empty: the row as a whole
    """
    sentence = _row_sentences(env, {"text": "", **arguments}).get(problem, problem)
    return f"{column}: {sentence}" if column else sentence


def _row_sentences(env, given):
    _ = env._
    text = given["text"]
    sides = {name: given.get(name, "") for name in ("stated", "found")}
    return {
        "ambiguous_amount": _(
            "“%s” may be two amounts: say whether the comma or the point is decimal.",
            text,
        ),
        "ambiguous_date": _(
            "“%s” may be two days: say whether the day or the month comes first.", text
        ),
        "bad_amount": _("“%s” is no amount.", text),
        "bad_date": _("“%s” is no date.", text),
        "bare_amounts": _("Amounts alone, that are no sums of the rows above."),
        "both_sides": _("An amount is owed and kept in one row."),
        "foreign_currency": _("“%s” is no amount in euros.", text),
        "formula": _("A formula without its result: save the file with Excel."),
        "line_too_long": _("The line is far too long to be one."),
        "no_amount": _("There is no amount."),
        "no_kind": _("The word for what the amount is, is missing."),
        "open_quote": _("A quote opens and is never closed."),
        "row_differs": _(
            "The row's own sum is %(stated)s, that of its amounts %(found)s.", **sides
        ),
        "scientific": _(
            "Excel turned the number into %s. Give the column the format Text and open "
            "the file anew.",
            text,
        ),
        "sign_against_column": _("%s has the sign of the other column.", text),
        "too_many_columns": _(
            "There are more cells than headings: a comma may have parted an amount."
        ),
        "too_precise": _("“%s” has parts of a cent.", text),
        "turned_to_date": _(
            "Excel turned the number into a date (%s). Give the column the format Text "
            "and open the file anew.",
            text,
        ),
        "undecodable": _("Some letters cannot be read. Save the file as UTF-8."),
        "unknown_kind": _("Nobody said what “%s” means.", text),
    }


def finding_sentence(env, finding, currency, kinds):
    """What there is to know of a statement that was read.

    :param finding: ``marketplace.settlement.Finding``
    :param kinds: {value: label} of the kinds of amounts
    """

    def money(amount):
        return format_amount(env, float(amount or 0), currency)

    given = {
        "amount": money(finding.amount),
        "stated": money(finding.stated),
        "rows": _rows(finding),
        "kind": kinds.get(finding.kind.value) if finding.kind else "",
        "texts": ", ".join(finding.texts),
    }
    return _finding_sentences(env, given)[finding.code]


def _rows(finding):
    named = ", ".join(map(str, finding.rows[:NAMED_ROWS]))
    return f"{named}…" if finding.count > NAMED_ROWS else named


def _finding_sentences(env, given):
    _ = env._
    return {
        "empty": _("The statement holds no amount."),
        "bad_rows": _(
            "Rows that cannot be read: %(rows)s. They come as lines to look at, and "
            "the payout is not posted before.",
            **given,
        ),
        "total_differs": _(
            "The sum of the amounts differs by %(amount)s from the total that the file "
            "states, %(stated)s.",
            **given,
        ),
        "kind_total_differs": _(
            "%(kind)s: the sum of the amounts differs by %(amount)s from what the file "
            "states, %(stated)s.",
            **given,
        ),
        "no_total": _(
            "The file states no total, and its amounts make %(amount)s: enter what La "
            "Redoute says that it transfers.",
            **given,
        ),
        "doubled": _(
            "Amounts that stand there twice: rows %(rows)s, %(amount)s together.",
            **given,
        ),
        "several_periods": _(
            "The file holds several periods or payouts: %(texts)s. Write the one to "
            "import, or import all as one payout.",
            **given,
        ),
        "negative_total": _(
            "La Redoute pays nothing: %(amount)s is owed to it.", **given
        ),
        "unusual_sign": _(
            "%(kind)s: %(amount)s, which goes the other way than usual. Look at the "
            "sign of this column.",
            **given,
        ),
        "without_order": _(
            "Amounts of orders that name none: rows %(rows)s, %(amount)s together.",
            **given,
        ),
        "unknown_column": _(
            "Columns that nobody said anything of: %(texts)s. Are there amounts in "
            "them?",
            **given,
        ),
    }


def doubt_sentence(env, code, guess=""):
    """Why a person should look at what is proposed.

    :param code: one of ``DOUBTS``
    :param guess: the label of what it was taken for
    """
    _ = env._
    return {
        "no_order": _("No column of order numbers was found."),
        "no_amount": _("No column of amounts was found."),
        "no_kind": _("No column says what each amount is."),
        "two_columns": _("Another column seems to say the same: %s.", guess),
        "unknown_column": _("There are amounts in it: what are they?"),
        "includes_vat": _("VAT seems to be in it: is that VAT apart as well?"),
        "unknown_word": _("What is it?"),
        "guessed_word": _("Guessed from a part of it: look at it."),
        "unsure_sign": _("Nothing shows the sign: look at it."),
        "mixed_signs": _("Both signs stand there: look at it."),
        "unsure_decimal": _("Some amounts have a comma and some a point."),
        "unsure_dates": _("Nothing shows whether the day or the month comes first."),
        "no_sample": _("There is no row below the headings."),
    }[code]
