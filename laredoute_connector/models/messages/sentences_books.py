# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What needs a person before the books close: its name, who does it, and what."""

_ACCOUNTANT, _SHOP = "accountant", "shop"
#: points that are settled with the buyer's order, or with La Redoute
_OF_SHOP = ("credit_open", "invoice_unpaid", "shipped_unpaid", "disagreement")


def point_labels(env):
    """Return [(code, name in the user's language)] of every point there is."""
    _ = env._
    labels = {
        "no_invoice": _("Paid, without invoice"),
        "not_registered": _("Paid, not registered"),
        "no_credit_note": _("Refunded, without credit note"),
        "credit_open": _("Credit note, not refunded"),
        "invoice_unpaid": _("Invoiced, not shipped nor paid"),
        "shipped_unpaid": _("Shipped, not paid in time"),
        "in_no_payout": _("Paid, in no payout"),
        "paid_too_much": _("Paid out, not owed"),
        "draft": _("Draft invoice"),
        "disagreement": _("Disagreement about money"),
        "payout_draft": _("Payout to post"),
        "payout_bank": _("Payout not in the bank"),
        "payout_taken_out": _("Payout taken out of the books"),
    }
    return list(labels.items())


def point_sentence(env, code, detail=""):
    """Return (who, what to do next) of a point.

    :param code: of :func:`point_labels`
    :param detail: of a disagreement, its name
    """
    _ = env._
    sentences = {
        "no_invoice": _(
            "Make and post the invoice: the payment is then registered by itself."
        ),
        "not_registered": _(
            "Press Register Payments on the order; it says what stops it."
        ),
        "no_credit_note": _(
            "Make and post the credit note: the refund is then registered by itself."
        ),
        "credit_open": _(
            "Request the refund at La Redoute, or take the credit note back."
        ),
        "invoice_unpaid": _("Ship the order, or cancel it and its invoice."),
        "shipped_unpaid": _("Ask La Redoute when it pays, with the tracking number."),
        "in_no_payout": _(
            "Look for it in the statements, or ask La Redoute in which payout it is."
        ),
        "paid_too_much": _(
            "More was paid out than the order's lines say: look at the lines of the "
            "payout, or ask La Redoute."
        ),
        "draft": _("Post the draft, or delete it."),
        "disagreement": _("%s: settle it on the order.", detail),
        "payout_draft": _("Check its lines and post it."),
        "payout_bank": _(
            "Reconcile it with the line of your bank, or ask La Redoute for it."
        ),
        "payout_taken_out": _("Set the payout back to draft and post it again."),
    }
    return _SHOP if code in _OF_SHOP else _ACCOUNTANT, sentences[code]


def figure_labels(env):
    """Return {name: label} of the sums of a month."""
    _ = env._
    return {
        "invoiced": _("Invoiced"),
        "credited": _("Credited"),
        "registered": _("Registered as paid by La Redoute"),
        "paid_out": _("Payouts posted"),
        "kept": _("Kept by La Redoute in them"),
        "owed": _("Owed by La Redoute at the end of the month"),
    }
