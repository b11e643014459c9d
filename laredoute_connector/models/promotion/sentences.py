# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What people read of a file of prices: what is wrong, and what to do next."""

from ..messages.sentences_reference import line_sentence as cell_sentence
from ..messages.sentences_reference import refusal_sentence


def file_sentence(env, problem):
    """Say why a file is no list of prices."""
    given = {"found": "", "limit": "", **problem["arguments"]}
    own = {
        "missing_columns": env._(
            "The file lacks a column for the product or for its price. Found: %s. Name "
            "the two columns “EAN” (or “Reference”) and “Price”.",
            given["found"],
        ),
        "too_many_lines": env._(
            "The file has more than %s lines. Split it into several files.",
            given["limit"],
        ),
    }
    return own.get(problem["code"]) or refusal_sentence(
        env, problem["code"], problem["arguments"]
    )


def line_sentence(env, code, arguments):
    """Say why a line cannot be used."""
    given = {**dict.fromkeys(("text", "line", "usual"), ""), **arguments}
    _ = env._
    sentences = {
        "no_item": _("The line names no product."),
        "scientific": _(
            "A spreadsheet made this number short (1,23E+12). Format the column as "
            "text and type the number again."
        ),
        "no_price": _("The line has no price."),
        "bad_price": _("“%(text)s” is no price: write 1299,50 or 1299.50."),
        "zero_price": _("A price is more than 0."),
        "bad_date": _("“%(text)s” is no date: write 31/12/2026 or 2026-12-31."),
        "dates_crossed": _("It ends before it begins."),
        "unknown_item": _("No product of this account is called %(text)s."),
        "several_items": _("Several products are called %(text)s: use the EAN."),
        "doubled": _("The same product as line %(line)s: one line is enough."),
        "outside": _("Its dates are not within those of the promotion."),
        "no_usual_price": _("Odoo has no price for it that can be sent."),
        "not_below": _("Not below the usual price, %(usual)s."),
    }
    if code not in sentences:
        return cell_sentence(env, code, arguments)
    return sentences[code] % given
