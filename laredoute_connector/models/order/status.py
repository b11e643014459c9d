# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The statuses of order lines as records and screens have them.

What follows from a status stands in ``marketplace/statuses.py``; here are its label, in
La Redoute's words, its colour, and the sets that domains need.
"""

from ...marketplace.statuses import ALLOWS, PROVES, DecisionKind, LineStatus, having

#: value and label, in the order of a line's life; also the order's statuses
STATUSES = [
    (LineStatus.TO_ACCEPT.value, "Created"),
    (LineStatus.ACCEPTED.value, "Accepted"),
    (LineStatus.TO_SHIP.value, "To ship"),
    (LineStatus.SHIPPED.value, "Shipped"),
    (LineStatus.RECEIVED.value, "Received"),
    (LineStatus.CLOSED.value, "Closed"),
    (LineStatus.PAID.value, "Paid"),
    (LineStatus.TO_REFUND.value, "To refund"),
    (LineStatus.TO_APPROVE.value, "To approve"),
    (LineStatus.REFUNDING.value, "Refunding"),
    (LineStatus.REFUNDED.value, "Refunded"),
    (LineStatus.REFUND_REFUSED.value, "Refund refused"),
    (LineStatus.REFUSED.value, "Refused"),
    (LineStatus.OUT_OF_STOCK.value, "Out of stock"),
    (LineStatus.TO_CANCEL.value, "To cancel"),
    (LineStatus.CANCELLED.value, "Cancelled"),
    (LineStatus.INCIDENT.value, "Incident"),
    (LineStatus.UNKNOWN.value, "Unknown"),
]
#: how far a status is in a line's life
RANKS = {value: rank for rank, (value, _label) in enumerate(STATUSES)}

#: the line waits for an answer: it may be accepted or refused
UNANSWERED = tuple(status.value for status in ALLOWS[DecisionKind.ACCEPT])
#: La Redoute takes a shipment of the line
SHIPPABLE = tuple(status.value for status in ALLOWS[DecisionKind.SHIP])
#: La Redoute takes a refund of the line, or took one
REFUNDABLE = (
    *(status.value for status in ALLOWS[DecisionKind.REFUND]),
    *(status.value for status in PROVES[DecisionKind.REFUND]),
    LineStatus.PAID.value,
    LineStatus.CLOSED.value,
)
#: for the rest see the facts of the same names
OPEN = having("open")
PROMISED = having("promised")
ACCEPTED = having("accepted")
DUE = having("due")
CONFIRMED = having("confirmed")
SHIPPED = having("shipped")
DECLINED = having("declined")
DEAD = having("dead")
CANCELLED = (LineStatus.CANCELLED.value,)
#: La Redoute expects nothing more of the seller, nor the seller of La Redoute
ENDED = (
    *DEAD,
    LineStatus.PAID.value,
    LineStatus.REFUNDED.value,
    LineStatus.REFUND_REFUSED.value,
)

#: statuses whose colour does not follow from their facts
_TONES = {
    LineStatus.REFUNDED.value: "muted",
    LineStatus.REFUND_REFUSED.value: "danger",
    LineStatus.INCIDENT.value: "danger",
}


def tone(status):
    """Return how screens colour a status.

    :param status: value of a :class:`LineStatus`, or False
    :return: ``success``, ``info``, ``warning``, ``danger``, ``muted``, or ``dead``
        (nothing is sold: muted, but an alarm for whoever packs); False without status
    """
    if not status or status in _TONES:
        return _TONES.get(status, False)
    for statuses, colour in ((DEAD, "dead"), (SHIPPED, "success"), (DUE, "info")):
        if status in statuses:
            return colour
    return "warning"
