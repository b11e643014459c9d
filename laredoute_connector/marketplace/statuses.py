# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a platform can say of an order line, and what each word means for us.

Every platform maps its own words to :class:`LineStatus`. What follows from a status
stands in :data:`FACTS`, :data:`ALLOWS` and :data:`PROVES`, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class LineStatus(str, Enum):
    """Status of an order line, in the order of its life."""

    TO_ACCEPT = "to_accept"
    ACCEPTED = "accepted"
    TO_SHIP = "to_ship"
    SHIPPED = "shipped"
    RECEIVED = "received"
    CLOSED = "closed"
    PAID = "paid"
    TO_REFUND = "to_refund"
    TO_APPROVE = "to_approve"
    REFUNDING = "refunding"
    REFUNDED = "refunded"
    REFUND_REFUSED = "refund_refused"
    REFUSED = "refused"
    OUT_OF_STOCK = "out_of_stock"
    TO_CANCEL = "to_cancel"
    CANCELLED = "cancelled"
    INCIDENT = "incident"
    UNKNOWN = "unknown"


class DecisionKind(str, Enum):
    """What a seller can decide about an order line."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    OUT_OF_STOCK = "out_of_stock"
    SHIP = "ship"
    REFUND = "refund"


@dataclass(frozen=True)
class Facts:
    """What a status says of its line.

    :ivar open: something of it is still to be done: a sale order may be made of it
    :ivar promised: its units are, or may soon be, the buyer's, and still in stock
    :ivar accepted: the seller said yes
    :ivar due: it was accepted and its goods are still to leave
    :ivar confirmed: the buyer paid: the goods are to leave, or have left
    :ivar left: shipping was declared, or what only follows it
    :ivar shipped: its units count as shipped: none of them is being refunded
    :ivar declined: the seller said no, before or after the payment
    :ivar dead: nothing of it is sold
    """

    open: bool = False
    promised: bool = False
    accepted: bool = False
    due: bool = False
    confirmed: bool = False
    left: bool = False
    shipped: bool = False
    declined: bool = False
    dead: bool = False


_SHIPPED = Facts(accepted=True, confirmed=True, left=True, shipped=True)
_AFTER_REFUND = Facts(accepted=True, confirmed=True, left=True)
_DECLINED = Facts(declined=True, dead=True)

FACTS: Mapping[LineStatus, Facts] = {
    LineStatus.TO_ACCEPT: Facts(open=True, promised=True),
    LineStatus.ACCEPTED: Facts(open=True, promised=True, accepted=True, due=True),
    LineStatus.TO_SHIP: Facts(
        open=True, promised=True, accepted=True, due=True, confirmed=True
    ),
    LineStatus.SHIPPED: _SHIPPED,
    LineStatus.RECEIVED: _SHIPPED,
    LineStatus.CLOSED: _SHIPPED,
    LineStatus.PAID: _SHIPPED,
    LineStatus.TO_REFUND: _AFTER_REFUND,
    LineStatus.TO_APPROVE: _AFTER_REFUND,
    LineStatus.REFUNDING: _AFTER_REFUND,
    LineStatus.REFUNDED: _AFTER_REFUND,
    LineStatus.REFUND_REFUSED: _AFTER_REFUND,
    LineStatus.REFUSED: _DECLINED,
    LineStatus.OUT_OF_STOCK: _DECLINED,
    # the payment failed and the cancellation follows: until then nothing can be
    # decided and the units are not free (protocol P-73)
    LineStatus.TO_CANCEL: Facts(promised=True),
    LineStatus.CANCELLED: Facts(dead=True),
    # a complaint about goods that were shipped
    LineStatus.INCIDENT: _SHIPPED,
    # nobody knows what the word means: nothing is done, and the units are not free
    LineStatus.UNKNOWN: Facts(open=True, promised=True),
}


def having(fact: str) -> tuple[str, ...]:
    """Return the values of the statuses that have a fact, in the order of life.

    >>> having("declined")
    ('refused', 'out_of_stock')

    :param fact: name of a field of :class:`Facts`
    """
    return tuple(status.value for status in LineStatus if getattr(FACTS[status], fact))


_LEFT = frozenset(status for status, facts in FACTS.items() if facts.left)
_REFUND = frozenset(
    {
        LineStatus.TO_REFUND,
        LineStatus.TO_APPROVE,
        LineStatus.REFUNDING,
        LineStatus.REFUNDED,
        LineStatus.REFUND_REFUSED,
    }
)

#: statuses in which a decision can be sent (protocol P-91)
ALLOWS: Mapping[DecisionKind, frozenset[LineStatus]] = {
    DecisionKind.ACCEPT: frozenset({LineStatus.TO_ACCEPT}),
    DecisionKind.REFUSE: frozenset({LineStatus.TO_ACCEPT}),
    DecisionKind.OUT_OF_STOCK: frozenset({LineStatus.TO_SHIP}),
    DecisionKind.SHIP: frozenset({LineStatus.TO_SHIP}),
    DecisionKind.REFUND: frozenset(
        {
            LineStatus.TO_SHIP,
            LineStatus.SHIPPED,
            LineStatus.RECEIVED,
            # requested again (protocol P-97)
            LineStatus.REFUND_REFUSED,
        }
    ),
}
#: statuses that show that a decision was taken
PROVES: Mapping[DecisionKind, frozenset[LineStatus]] = {
    DecisionKind.ACCEPT: _LEFT
    | {
        LineStatus.ACCEPTED,
        LineStatus.TO_SHIP,
        LineStatus.OUT_OF_STOCK,
        # the payment is checked after the acceptance only
        LineStatus.TO_CANCEL,
    },
    DecisionKind.REFUSE: frozenset({LineStatus.REFUSED}),
    DecisionKind.OUT_OF_STOCK: frozenset({LineStatus.OUT_OF_STOCK}),
    DecisionKind.SHIP: _LEFT,
    DecisionKind.REFUND: _REFUND,
}


def is_proved(kind: DecisionKind, status: LineStatus, is_news: bool) -> bool:
    """Return whether a line's status shows that a decision about it was taken.

    >>> is_proved(DecisionKind.REFUND, LineStatus.REFUND_REFUSED, is_news=False)
    False

    :param is_news: whether the line came to the status after the decision was sent: one
        in which the decision may be sent may be of an earlier one
    """
    return status in PROVES[kind] and (is_news or status not in ALLOWS[kind])
