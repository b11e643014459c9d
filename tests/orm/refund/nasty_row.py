# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a row of the nasty refunds is."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class Fate(Enum):
    """What becomes of a refund; the value is what the document says."""

    REFUSED_HERE = "Refused where it is typed, with the reason; La Redoute gets nothing"
    DONE = "Followed to its end, to the cent"
    WAITED = "Waits, says so, and goes to its end by itself once it can"
    BOOKED = "Followed to its end; the credit note gives back what was invoiced of it"
    SHOWN = "Shown on the order as a problem, with the ways out"
    TAKEN_OVER = "Kept as La Redoute's own; a person is to say how much it is"
    GIVEN_UP = "Given up; the order says so"


#: two of one product and one of another: 119.80 + 5.90 + 59.90 + 5.90
TWO = (("dress", 2, "59.90", "5.90"), ("shoe", 1, "59.90", "5.90"))


@dataclass(frozen=True)
class Nasty:
    """One nasty refund.

    :ivar name: what is wrong with it
    :ivar fate: what becomes of it
    :ivar script: generator function of a ``Life``: what people and La Redoute do; at
        each ``yield`` the flows of all orders run, and ten minutes pass
    :ivar words: that a person reads: in the refusal, the problem, or on the order
    :ivar sent: (line, pieces, amount of the price, with the fee) that La Redoute got
    :ivar states: in the end, of the refunds' lines, oldest first
    :ivar refunded: euros that the buyer has back, by the ledger of the lines
    :ivar codes: what is shown to differ in the end
    :ivar credited: euros that posted credit notes give back
    :ivar lines: (product, pieces, price, delivery fee) of the order
    :ivar at: how far the order is: ``created``, ``accepted``, ``paid``, ``shipped``, or
        ``seen`` when it was shipped, which makes no sale order and is quickly done
    :ivar invoiced: whether it is invoiced when the row begins
    :ivar holds: whether it holds what is sent for a run or two: beside an ordinary
        refund it is tried, and not with all of them
    :ivar apart: whether it changes what all orders share: the ordinary refund follows
    :ivar there: whether nothing of it is requested from here: other platforms have it
    """

    name: str
    fate: Fate
    script: Callable
    words: str = ""
    sent: tuple = ()
    states: tuple[str, ...] = ()
    refunded: float = 0
    codes: tuple[str, ...] = ()
    credited: float = 0
    lines: tuple = TWO
    at: str = "shipped"
    invoiced: bool = False
    holds: bool = False
    apart: bool = False
    there: bool = False
