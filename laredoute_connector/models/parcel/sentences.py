# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What people read of a file of parcels: what is wrong, and what to do next."""

from ..messages.sentences_reference import line_sentence as cell_sentence
from ..messages.sentences_reference import refusal_sentence


def file_sentence(env, problem):
    """Say why a file is no table of parcels."""
    given = {"found": "", "limit": "", **problem["arguments"]}
    own = {
        "pdf": env._("This is a PDF. Get the parcels as an Excel (XLSX) or CSV file."),
        "missing_columns": env._(
            "The file lacks a column for the order or for the tracking number. Found: "
            "%s. Name the two columns “Order” and “Tracking Number”.",
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
    """Say what came of a line, or why it cannot be used."""
    given = {
        **dict.fromkeys(("text", "number", "delivery", "line", "known"), ""),
        **arguments,
    }
    sentences = {**_of_the_line_sentences(env), **_of_the_order_sentences(env)}
    if code == "refused":
        return given["text"]
    if code not in sentences:
        return cell_sentence(env, code, arguments)
    return sentences[code] % given


def _of_the_line_sentences(env):
    _ = env._
    return {
        "no_order": _("The line names no order."),
        "no_number": _("The line has no tracking number."),
        "two_numbers": _(
            "More than one number can be read here. La Redoute takes one a line: "
            "leave one, or give each its own line with the EAN it holds."
        ),
        "scientific": _(
            "A spreadsheet made this number short (1,23E+12). Format the column as "
            "text and type the number again."
        ),
        "bad_quantity": _("The quantity is no whole number above zero."),
        "doubled": _("The same as line %(line)s: it counts once."),
        "two_parcels": _(
            "Line %(line)s says another number for the same goods. La Redoute takes "
            "one a line: say by EAN and quantity what is in which parcel."
        ),
        "unknown_carrier": _(
            "No carrier of Odoo is called %(text)s. Leave it empty for the delivery's "
            "own, or write its name as in Odoo."
        ),
        "unknown_item": _("The order has no %(text)s that La Redoute sold."),
        "too_many": _("Only %(known)s of it are still to leave."),
    }


def _of_the_order_sentences(env):
    _ = env._
    return {
        "unknown_order": _(
            "No La Redoute order, sale order or delivery is called %(text)s."
        ),
        "several_orders": _("Several orders are called %(text)s: use another number."),
        "cancelled": _("The order is cancelled: nothing of it is to leave."),
        "not_confirmed": _(
            "The order is not confirmed: La Redoute has not said that its buyer paid."
        ),
        "no_delivery": _("No delivery to the buyer brings it: look at the order."),
        "several_deliveries": _(
            "Several deliveries are open: name one of them instead of the order."
        ),
        "earlier_step": _(
            "%(delivery)s comes before and is not done: validate it in Odoo first."
        ),
        "already_shipped": _(
            "It left already, with the number %(known)s. Correct the number on "
            "%(delivery)s if it is wrong."
        ),
        "same": _("%(delivery)s has this number already: nothing to do."),
        "validated": _("%(delivery)s is done, with this number."),
        "completed": _("%(delivery)s had left; its number was added."),
    }
