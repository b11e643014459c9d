# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Informing La Redoute of paid goods that will not leave, as the account says so."""

from ...marketplace.statuses import DecisionKind
from .request import Part


def give_up(lines, reason, note=""):
    """Inform La Redoute that nothing of some lines comes: out of stock, or a refund.

    The sources differ (protocol P-98): the account's setting says which.

    :param lines: ``laredoute.order.line`` of which nothing left
    :param reason: ``laredoute.reason``
    :param note: further words, for colleagues
    :raises UserError: where La Redoute takes no refund of one of them now
    """
    by_refund = lines.filtered(lambda line: line.account_id.give_up_by == "refund")
    (lines - by_refund)._enqueue_decision(DecisionKind.OUT_OF_STOCK, reason=reason)
    for order, of_order in by_refund.grouped("order_id").items():
        parts = [
            Part(line, line.quantity, None, line.delivery_fee > 0) for line in of_order
        ]
        lines.env["laredoute.refund"]._request(order, parts, reason, note)


def give_up_part(line, pieces, reason, note=""):
    """Have the buyer refunded of pieces of a line; the others leave, or left.

    La Redoute knows whole lines: it is requested once the others are shipped.

    :param line: one ``laredoute.order.line``
    :param pieces: how many will not leave
    :raises UserError: where La Redoute takes no refund of the line
    """
    part = Part(line, pieces, None, False)
    refunds = line.env["laredoute.refund"]
    refunds._request(line.order_id, [part], reason, note)
