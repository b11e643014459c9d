# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every arrow of the life of an order line: who moves it, what a person then sees.

The document is made of it, see ``life_document.py``. Nothing here is taken from what is
tested: statuses are written out a second time.
"""

from dataclasses import dataclass
from enum import Enum

#: status → La Redoute's word on Sell-R; the others are of other platforms
WORDS = {
    "to_accept": "Created",
    "accepted": "Accepted",
    "to_ship": "Toship",
    "shipped": "Shipped",
    "paid": "Paid",
    "to_refund": "Torefund",
    "to_approve": "Toapprove",
    "refunding": "Refunding",
    "refunded": "Refunded",
    "refund_refused": "Refund refused",
    "refused": "Refused",
    "out_of_stock": "Outofstock",
    "to_cancel": "To cancel",
    "cancelled": "Cancelled",
    "unknown": "Égarée",
}
#: words that stand on a line and cannot be requested (protocol P-73)
ONLY_WRITTEN = {"to_cancel", "unknown"}
OTHERS = {"received": "Received", "closed": "Closed", "incident": "Incident"}
#: decision → La Redoute's verb, and the status that it leads to
VERBS = {
    "accept": ("accept", "accepted"),
    "refuse": ("refuse", "refused"),
    "out_of_stock": ("outOfStock", "out_of_stock"),
    "ship": ("ship", "shipped"),
    "refund": ("refunding", "to_refund"),
}
#: a line comes to these through the status behind them
AFTER = {
    "accepted": "to_accept",
    "to_ship": "accepted",
    "to_cancel": "accepted",
    "shipped": "to_ship",
    "paid": "shipped",
    "received": "shipped",
    "incident": "shipped",
    "unknown": "to_ship",
    "to_refund": "shipped",
    "to_approve": "to_refund",
    "refunding": "to_approve",
    "refunded": "refunding",
    "refund_refused": "to_approve",
}


class Mover(Enum):
    """Who moves a line."""

    SELLER = "seller"
    REDOUTE = "La Redoute"
    #: also another tool of the seller
    SITE = "seller, on La Redoute's site"


@dataclass(frozen=True)
class Arrow:
    """One move of a line from a status to another.

    :ivar before: status; empty: there was no line
    :ivar cause: what moves it
    :ivar decision: what the seller decides in Odoo
    :ivar shown: what a person is shown afterwards, codes of disagreements
    :ivar test: where it is walked as well, by the clock of the simulator or in detail
    :ivar unshipped: whether the goods had not left
    :ivar only_read: whether nothing shows it but the words between, when they are read
    """

    before: str
    after: str
    mover: Mover
    cause: str
    decision: str = ""
    shown: tuple[str, ...] = ()
    test: str = ""
    unshipped: bool = False
    only_read: bool = False

    @property
    def name(self) -> str:
        """Return what distinguishes it from the others."""
        how = {Mover.SELLER: "", Mover.REDOUTE: "theirs", Mover.SITE: "site"}
        parts = (self.before or "nothing", "to", self.after, how[self.mover])
        unshipped = "unshipped" if self.unshipped else ""
        return "-".join(filter(None, (*parts, unshipped)))

    @property
    def on_sellr(self) -> bool:
        """Return whether Sell-R has words for both."""
        return not {self.before, self.after} & OTHERS.keys()

    def way(self) -> tuple[str, ...]:
        """Return the statuses through which a line comes to where it begins."""
        found = [self.before] if self.before else []
        while found and (before := AFTER.get(found[0])):
            if before == "shipped" and self.unshipped:
                before = "to_ship"
            found.insert(0, before)
        return tuple(found)


def _seller(before, decision, cause, **values):
    return Arrow(before, VERBS[decision][1], Mover.SELLER, cause, decision, **values)


def _theirs(before, after, cause, *shown, **values):
    return Arrow(before, after, Mover.REDOUTE, cause, shown=shown, **values)


def _site(before, after, cause, *shown, **values):
    return Arrow(before, after, Mover.SITE, cause, shown=shown, **values)


_LIFE = "tests/e2e/test_life.py::test_from_selected_to_paid"
_REFUNDS = "tests/e2e/test_refunds.py::"
_STEPS = f"{_REFUNDS}test_every_step_to_the_end"
_CHECKED = "tests/e2e/test_every_arrow.py::test_by_la_redoutes_own_clock"
_ELSEWHERE = "tests/e2e/test_elsewhere.py::"
_FOLLOWED = f"{_ELSEWHERE}test_a_whole_life_is_followed_with_nothing_sent"

TABLES = {
    "Before the goods leave": (
        _theirs(
            *("", "to_accept", "ordered, the fraud check is over", "held_up"),
            test=_LIFE,
        ),
        _seller("to_accept", "accept", "accepted", test=_LIFE),
        _seller("to_accept", "refuse", "refused"),
        _site("to_accept", "accepted", "accepted", test=_FOLLOWED),
        _site("to_accept", "refused", "refused"),
        _theirs("to_accept", "cancelled", "no answer in 72 hours", test=_CHECKED),
        _theirs("accepted", "to_ship", "the buyer paid", test=_LIFE),
        _theirs("accepted", "cancelled", "the payment failed", test=_CHECKED),
        _theirs("accepted", "to_cancel", "the payment failed"),
        _theirs("to_cancel", "cancelled", "its cancellation"),
        _seller("to_ship", "ship", "shipped", test=_LIFE),
        _seller("to_ship", "out_of_stock", "given up"),
        _site("to_ship", "shipped", "shipped", "shipped_short", test=_FOLLOWED),
        _site("to_ship", "out_of_stock", "given up"),
        _theirs(
            *("to_ship", "cancelled", "cancelled for the buyer"),
            test=f"{_ELSEWHERE}test_what_the_other_tool_cancels_is_cancelled",
        ),
        _theirs("to_ship", "unknown", "a word that nobody knows", "status_unknown"),
        _theirs("unknown", "to_ship", "a known word again"),
    ),
    "After they left": (
        _theirs("shipped", "paid", "the seller is paid", test=_LIFE),
        _theirs("shipped", "received", "the parcel arrived"),
        _theirs("shipped", "incident", "the buyer complains"),
        _theirs("incident", "received", "the complaint is settled"),
        _theirs("received", "closed", "nothing more is to come"),
        _theirs("received", "paid", "the seller is paid"),
    ),
    "Refunds": (
        _seller("shipped", "refund", "requested", test=_STEPS),
        _seller(
            *("to_ship", "refund", "given up by a refund"),
            test=f"{_REFUNDS}test_given_back_before_it_left",
            unshipped=True,
        ),
        _seller("received", "refund", "requested"),
        _theirs(
            *("shipped", "to_refund", "begun by La Redoute"),
            test=f"{_REFUNDS}test_ours_waits_for_one_that_la_redoute_began",
        ),
        _theirs("to_ship", "to_refund", "begun by La Redoute", unshipped=True),
        _theirs("received", "to_refund", "begun by La Redoute"),
        _theirs("paid", "to_refund", "begun by La Redoute"),
        _theirs(
            *("refunded", "to_refund", "begun by La Redoute, of the rest"),
            only_read=True,
        ),
        _theirs("to_refund", "to_approve", "La Redoute looks at it", test=_STEPS),
        _theirs("to_approve", "refunding", "La Redoute says yes", test=_STEPS),
        _theirs("refunding", "refunded", "the buyer has the money", test=_STEPS),
        _theirs("to_refund", "refunding", "La Redoute says yes at once"),
        _theirs("to_refund", "refunded", "all of it between two readings"),
        _theirs("to_approve", "refunded", "both between two readings"),
        _theirs(
            *("to_refund", "refund_refused", "La Redoute says no", "refund_refused"),
            test=f"{_REFUNDS}test_refused_then_requested_again",
        ),
        _theirs("to_approve", "refund_refused", "La Redoute says no", "refund_refused"),
        _theirs("refunding", "refund_refused", "the payment fails", "refund_refused"),
        _seller("refund_refused", "refund", "requested again"),
        _theirs(
            *("refund_refused", "to_refund", "begun by La Redoute"), only_read=True
        ),
        _theirs("refund_refused", "paid", "the seller is paid", "refund_refused"),
    ),
    "Refunds that La Redoute forgets": (
        _theirs(
            *("to_refund", "shipped", "forgotten", "refund_dropped"),
            test=f"{_REFUNDS}test_forgotten_by_la_redoute",
            only_read=True,
        ),
        _theirs("to_approve", "shipped", "forgotten", "refund_dropped", only_read=True),
        _theirs("refunding", "shipped", "forgotten", "refund_dropped", only_read=True),
        _theirs(
            "to_refund",
            "paid",
            "the seller is paid instead",
            "refund_dropped",
            only_read=True,
        ),
        _theirs(
            *("to_refund", "to_ship", "forgotten, and sold again"),
            *("refund_dropped", "cancelled_here"),
            unshipped=True,
            only_read=True,
        ),
        _theirs(
            *("refund_refused", "to_ship", "refused, and sold again"),
            *("refund_refused", "cancelled_here"),
            unshipped=True,
            only_read=True,
        ),
    ),
}
ARROWS = tuple(arrow for rows in TABLES.values() for arrow in rows)
