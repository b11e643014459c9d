# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What may be refunded of an order line, how far a refund is, why one is refused.

Amounts are euros, VAT included, in whole cents; quantities are pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from enum import Enum

from .statuses import LineStatus

ZERO = Decimal(0)
_CENT = Decimal("0.01")


def in_cents(amount: Decimal) -> Decimal:
    """Return an amount in whole cents: of a price times pieces, half a cent up.

    >>> in_cents(3 * Decimal("33.333333"))
    Decimal('100.00')
    """
    return amount.quantize(_CENT, ROUND_HALF_UP)


class RefundState(str, Enum):
    """How far the refund of a line is, in the order of its life."""

    #: it waits here: for its turn, or to be sent
    QUEUED = "queued"
    #: La Redoute took the request, and its line does not show it yet
    SENT = "sent"
    REQUESTED = "requested"
    TO_APPROVE = "to_approve"
    REFUNDING = "refunding"
    REFUNDED = "refunded"
    #: La Redoute said no, to the request or after looking at it
    REFUSED = "refused"
    #: La Redoute took it and forgot it, as it does for a newer one (protocol P-138)
    DROPPED = "dropped"
    #: a person gave it up, or La Redoute refunds the line by itself
    CANCELLED = "cancelled"


#: La Redoute has it: another one of the same order waits for its end
IN_PROGRESS = frozenset(
    {
        RefundState.SENT,
        RefundState.REQUESTED,
        RefundState.TO_APPROVE,
        RefundState.REFUNDING,
    }
)
#: the buyer has, or may soon have, this money back
LIVE = IN_PROGRESS | {RefundState.QUEUED, RefundState.REFUNDED}
#: La Redoute said yes: the money goes, or went
GRANTED = frozenset({RefundState.REFUNDING, RefundState.REFUNDED})
#: it came to nothing, and may be requested again
FAILED = frozenset({RefundState.REFUSED, RefundState.DROPPED})

#: what a line's status says of the refund in progress of it
SHOWN: Mapping[LineStatus, RefundState] = {
    LineStatus.TO_REFUND: RefundState.REQUESTED,
    LineStatus.TO_APPROVE: RefundState.TO_APPROVE,
    LineStatus.REFUNDING: RefundState.REFUNDING,
    LineStatus.REFUNDED: RefundState.REFUNDED,
    LineStatus.REFUND_REFUSED: RefundState.REFUSED,
}


@dataclass(frozen=True)
class RefundMade:
    """One refund of one line, requested from here or begun by La Redoute.

    :ivar since: when it came to where it is
    :ivar quantity: pieces; 0 where a part of the price is refunded
    :ivar goods: refunded of the price
    :ivar fee: refunded of the delivery fee
    :ivar unshipped: whether it was requested before the goods were shipped
    :ivar words: La Redoute's, where it refused
    :ivar known: whether somebody said how much; La Redoute does not (protocol P-97)
    """

    state: RefundState
    since: datetime
    quantity: Decimal = ZERO
    goods: Decimal = ZERO
    fee: Decimal = ZERO
    unshipped: bool = False
    words: str = ""
    known: bool = True

    def is_given_back(self, status: LineStatus) -> bool:
        """Return whether its goods are not to leave any more, or not yet again.

        :param status: of the line: while La Redoute shows the refusal of a refund, it
            takes no shipment
        """
        refused = self.state is RefundState.REFUSED
        waits = refused and status is LineStatus.REFUND_REFUSED
        return self.unshipped and (self.state in LIVE or waits)


@dataclass(frozen=True)
class Refundable:
    """What the buyer paid of a line, or what of it may still be refunded.

    :ivar goods: price of these pieces
    :ivar fee: delivery fee
    """

    quantity: Decimal
    goods: Decimal
    fee: Decimal

    def price_of(self, quantity: Decimal, unit_price: Decimal) -> Decimal:
        """Return what some of the pieces cost; the last ones take what is left.

        So the parts are the whole to the cent, however the price is divided.

        :raises ValueError: for less than one piece, a part of one, or more than is left
        """
        if quantity != int(quantity) or not 1 <= quantity <= self.quantity:
            raise ValueError(f"{quantity} of {self.quantity} pieces")
        if quantity == self.quantity:
            return self.goods
        return min(in_cents(quantity * unit_price), self.goods)


def left_of(
    paid: Refundable, unit_price: Decimal, refunds: Iterable[RefundMade]
) -> Refundable:
    """Return what may still be refunded of a line, never less than nothing.

    A part of the price that was refunded counts as the pieces that it pays for as a
    whole: of a piece whose price is gone nothing is left.

    :param paid: what the buyer paid
    :param unit_price: of one piece
    :param refunds: of the line; those that came to nothing do not count
    """
    live = [each for each in refunds if each.state in LIVE]
    goods = max(paid.goods - sum((each.goods for each in live), ZERO), ZERO)
    fee = max(paid.fee - sum((each.fee for each in live), ZERO), ZERO)
    quantity = max(paid.quantity - sum((each.quantity for each in live), ZERO), ZERO)
    if unit_price > 0:
        # of the last of them a part of the price may be left
        pieces = (goods / unit_price).to_integral_value(ROUND_CEILING)
        quantity = min(quantity, pieces)
    return Refundable(quantity if goods else ZERO, goods, fee)


def of_price(
    refunds: Iterable[RefundMade], price: Decimal, eco_fee: Decimal
) -> list[Decimal]:
    """Return what of each refund is of the price that the platform states.

    A platform that has the eco fee beside its prices refunds it, too, beside the amount
    (protocol P-97). Pieces give theirs back; a part of the price is of the price alone.

    >>> now = datetime(2026, 11, 27)
    >>> part = RefundMade(RefundState.REFUNDED, now, goods=Decimal(10))
    >>> piece = RefundMade(RefundState.QUEUED, now, Decimal(1), Decimal(45))
    >>> [str(each) for each in of_price([part, piece], Decimal(50), Decimal(5))]
    ['10', '40']

    :param refunds: of one line, oldest first; those that came to nothing do not count
    :param price: of all its pieces, without eco fee
    :param eco_fee: of one piece
    """
    shares: list[Decimal] = []
    for each in refunds:
        if each.state in LIVE:
            share = max(each.goods - each.quantity * eco_fee, ZERO)
            shares.append(min(share, price - sum(shares, ZERO)))
    return shares


def next_state(
    state: RefundState, status: LineStatus, is_news: bool = True
) -> RefundState:
    """Return how far a refund is by what La Redoute says of its line now.

    :param state: how far it was
    :param status: of the line
    :param is_news: whether the line came to this status after the refund was requested
    """
    if state not in IN_PROGRESS or status is LineStatus.UNKNOWN:
        # of a word that nobody knows nothing follows
        return state
    shown = SHOWN.get(status)
    if state is RefundState.SENT and shown is RefundState.REFUSED and not is_news:
        # an earlier one was
        return state
    if shown is not None:
        return shown
    return state if state is RefundState.SENT else RefundState.DROPPED


class Cause(str, Enum):
    """Why La Redoute refuses a refund that it looked at (protocol P-138)."""

    EXPIRED_CARD = "expired_card"
    STOLEN_CARD = "stolen_card"
    OPPOSITION = "opposition"
    ABOVE_ORDER = "above_order"
    FRAUD = "fraud"
    OTHER = "other"


#: words of each cause, in English as the sources quote them, and in French (assumed)
_CAUSES = (
    (Cause.EXPIRED_CARD, r"expired|expir[ée]e?"),
    (Cause.STOLEN_CARD, r"stolen|vol[ée]e?"),
    (Cause.OPPOSITION, r"opposition"),
    (Cause.ABOVE_ORDER, r"above|exceed|sup[ée]rieure?"),
    (Cause.FRAUD, r"fraude?"),
)


def cause_of(words: str) -> Cause:
    """Return the cause that La Redoute's words name.

    >>> cause_of("Carte expirée")
    <Cause.EXPIRED_CARD: 'expired_card'>
    >>> cause_of("ask our support")
    <Cause.OTHER: 'other'>

    :param words: as they came
    """
    for cause, pattern in _CAUSES:
        if re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE):
            return cause
    return Cause.OTHER
