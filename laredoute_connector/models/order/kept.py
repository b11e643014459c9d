# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders that could not be stored, or not as they came, are kept for a person."""

import hashlib

from ..exchange.journal import RECOVERED
from ..flow.failure import hide


def keep_broken(account, broken):
    """Keep an order that cannot be read where a person sees it, once.

    :param broken: the pure side's BrokenOrder
    """
    env = account.env
    message = env._(
        "Order %(order)s cannot be read (%(reason)s). It is kept here to the letter; "
        "the other orders were taken.",
        order=broken.remote_id or env._("order without a number"),
        reason=hide(env, broken.reason),
    )
    _keep(account, broken.remote_id, message, broken.source)


def keep_damaged(account, orders):
    """Have a person compare what could be read of orders after a repair only.

    :param orders: the pure side's Order
    """
    for order in orders:
        if order.damaged:
            message = account.env._(
                "Order %(order)s came with characters that cannot be read: they were "
                "replaced or left out. Compare the buyer's name and address with La "
                "Redoute's site, correct them on the sale order, then press Retry.",
                order=order.remote_id,
            )
            _keep(account, order.remote_id, message, order.damaged, RECOVERED)


def _keep(account, name, message, content, code="unreadable_data"):
    """Keep what came of an order in the journal, once."""
    exchange = account.env["laredoute.exchange"]
    checksum = hashlib.sha256(content).hexdigest()
    known = exchange.search_count(
        [*exchange._of_kind(account, "orders"), ("checksum", "=", checksum)]
    )
    if not known:
        exchange._journal_failure(
            account,
            "orders",
            name or account.env._("order without a number"),
            message,
            content,
            checksum=checksum,
            error_code=code,
        )
