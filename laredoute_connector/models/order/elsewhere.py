# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders that another tool handles: what La Redoute says of them is followed here."""


def is_elsewhere(order):
    """Return whether another tool handles an order.

    :param order: one ``laredoute.order``
    """
    return order.account_id.handled_by == "elsewhere"


def describe_elsewhere(account):
    """Say why nothing can be decided here.

    :param account: one ``laredoute.account``
    """
    return account.env._(
        "Another tool handles the orders of %s: nothing is sent to La Redoute from "
        "here. Decide there; what La Redoute then says is followed here.",
        account.name,
    )


def describe_undecidable(order, kinds):
    """Say why a person cannot decide about an order from here; else empty.

    :param order: one ``laredoute.order``
    :param kinds: decisions that its platform does not take
    """
    if order.account_id and is_elsewhere(order):
        return describe_elsewhere(order.account_id)
    return " ".join(order.line_ids._describe_undecidable(kind) for kind in kinds)
