# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Offer files: when the last ones were made."""


def last_sent_at(account):
    """Return when the last offer file was, or may have been, taken.

    :return: naive UTC moment; None when there never was one
    """
    exchange = account.env["laredoute.exchange"].search(
        [
            ("account_id", "=", account.id),
            ("kind", "=", "offers"),
            ("sent_at", "!=", False),
            "|",
            ("state", "in", ("sent", "unknown", "done")),
            "&",
            ("state", "=", "failed"),
            ("error_code", "=", "unknown_outcome"),
        ],
        order="sent_at desc",
        limit=1,
    )
    return exchange.sent_at or None


def complete_since(account, moment):
    """Return whether a complete offer file was made since a naive UTC moment."""
    return bool(
        account.env["laredoute.exchange"].search_count(
            [
                ("account_id", "=", account.id),
                ("kind", "=", "offers"),
                ("complete", "=", True),
                ("create_date", ">=", moment),
            ],
            limit=1,
        )
    )
