# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders that another tool handles from now on, or that are handled here again."""

from ...marketplace.refunds import RefundState
from ...marketplace.statuses import having


def hand_over(account):
    """Begin anew with orders that are not over: others decide about them now.

    What waits to be sent is dropped, whoever handles the orders by now: it was decided
    by who does no more. Handled here again, their processing decides afresh by what La
    Redoute says by then.

    :param account: one ``laredoute.account``, as the superuser
    """
    env = account.env
    waiting = [("account_id", "=", account.id), ("state", "=", "queued")]
    dropped = env["laredoute.operation"].search(waiting)
    refunds = env["laredoute.refund.line"].search(
        [
            ("order_line_id.account_id", "=", account.id),
            ("state", "=", RefundState.QUEUED.value),
        ]
    )
    for order in dropped.order_id | refunds.order_line_id.order_id:
        order.message_post(
            body=env._(
                "The orders are handled by others than before: what waited here was "
                "not sent to La Redoute."
            )
        )
    dropped.unlink()
    refunds._move(RefundState.CANCELLED)
    orders = env["laredoute.order"].search(
        [
            ("account_id", "=", account.id),
            "|",
            ("line_ids.status", "in", having("open")),
            ("disagreement_ids", "!=", False),
        ]
    )
    orders.write({"state": "new"})
    orders._compare_again()
    account._wake("process_orders")
