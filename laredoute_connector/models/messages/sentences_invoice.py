# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sentences about invoices that the account's policy makes."""


def invoice_sentences(_):
    """Return the sentences by code; their arguments are those of all agreement."""
    return {
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
