# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What happened to an order, when, and by whom: rows that are added and never changed.

Statuses with the time at which they were read, each step of a decision, each step of a
refund. What else there is of an order (deliveries, invoices, notes) has its own time:
the history shows all of it (``sale/history.py``).
"""

from odoo import fields, models

#: what a row is of
EVENTS = [
    ("status", "La Redoute's status"),
    ("decision", "Decision"),
    ("refund", "Refund"),
]
#: a decision that is made; its further states are those of the operation
MADE, DROPPED = "made", "dropped"


class LaredouteOrderEvent(models.Model):
    _name = "laredoute.order.event"
    _description = "La Redoute Order Event"
    _order = "at, id"
    _log_access = False

    order_id = fields.Many2one(
        "laredoute.order", required=True, readonly=True, index=True, ondelete="cascade"
    )
    order_line_id = fields.Many2one(
        "laredoute.order.line", readonly=True, index=True, ondelete="cascade"
    )
    at = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    event = fields.Selection(EVENTS, required=True, readonly=True)
    kind = fields.Char(readonly=True, help="Of a decision.")
    state = fields.Char(readonly=True, help="That the line, or the decision, came to.")
    words = fields.Char("La Redoute's Words", readonly=True)
    amount = fields.Float(digits=(16, 2), readonly=True, help="Of a refund.")
    user_id = fields.Many2one("res.users", "By", readonly=True)
    exchange_id = fields.Many2one(
        "laredoute.exchange", readonly=True, index="btree_not_null"
    )


def note_statuses(lines):
    """Note the status that La Redoute now says of some order lines."""
    _add(
        lines,
        lambda line: {
            "order_id": line.order_id.id,
            "order_line_id": line.id,
            "event": "status",
            "state": line.status,
            "words": line.status_text,
        },
    )


def note_decisions(operations, state=None):
    """Note how far some decisions are.

    :param operations: ``laredoute.operation``
    :param state: what became of them; their own when not given
    """
    _add(
        operations,
        lambda each: {
            "order_id": each.order_id.id,
            "order_line_id": each.order_line_id.id,
            "event": "decision",
            "kind": each.kind,
            "state": state or each.state,
            "words": each.message if state is None else False,
            "exchange_id": each.exchange_id.id if state is None else False,
            "user_id": each.env.uid,
        },
    )


def note_refunds(lines):
    """Note how far some refund lines are.

    :param lines: ``laredoute.refund.line``
    """
    _add(
        lines,
        lambda line: {
            "order_id": line.order_id.id,
            "order_line_id": line.order_line_id.id,
            "event": "refund",
            "state": line.state,
            "amount": line.amount,
            "user_id": line.env.uid,
        },
    )


def _add(records, row):
    if records:
        events = records.env["laredoute.order.event"].sudo()
        events.create([row(each) for each in records])
