# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Buyers are forgotten when the shop's retention says so."""

#: orders whose buyers are forgotten between two commits
FORGOTTEN = 500
BUYERS = ("source", "billing_address", "delivery", "customer_key")
#: fields of orders and lines in which buyers stand, or may
OF_BUYERS = {*BUYERS, "refund_refused_reason", "unknown_elements"}


def without_buyer(values):
    """Return values of an order or a line without what is of its buyer."""
    return {name: each for name, each in values.items() if name not in OF_BUYERS}


def forget_buyers(account, limit):
    """Forget buyers in a batch of orders La Redoute has had no news of since long.

    What is a matter of the books stands in the sale order. The digest stays, by which
    the same answer is no news; real news bring everything back.

    :param limit: naive UTC moment of the last news
    :return: False when there was nothing to forget
    """
    old = account.env["laredoute.order"].search(
        [
            ("account_id", "=", account.id),
            ("fetched_at", "<", limit),
            *("|" for _name in BUYERS[1:]),
            *((name, "!=", False) for name in BUYERS),
        ],
        limit=FORGOTTEN,
    )
    old.write(dict.fromkeys(BUYERS, False))
    old.line_ids.write(
        dict.fromkeys(("delivery", "unknown_elements", "refund_refused_reason"), False)
    )
    return bool(old)
