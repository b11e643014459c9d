# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sentences about an order's invoice as a whole."""


def invoice_sentences(_):
    """Return the sentences by code; their arguments are those of all agreement."""
    return {
        "fee_not_booked": _(
            "La Redoute refunds %(theirs)s of the delivery fee to the buyer, and "
            "%(ours)s are still invoiced. Make a credit note."
        ),
        "invoice_differs": _(
            "The invoice of %(sale)s comes to %(ours)s, and the buyer paid %(theirs)s "
            "at La Redoute for what it invoices. It stays a draft: correct the sale "
            "order and have it made again, or correct the draft and post it."
        ),
        "invoice_held_up": _(
            "%(sale)s is not invoiced, and is tried again every hour. Odoo says: "
            "%(reason)s"
        ),
    }
