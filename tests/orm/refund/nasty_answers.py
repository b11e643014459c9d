# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Nasty refunds: what La Redoute answers, shows, or begins by itself."""

from functools import partial

from .answer_scripts import (
    ABSURD,
    another_line,
    begins,
    both_sides,
    contradiction,
    given_up_then_refunded,
    killed,
    line_gone,
    lost_and_taken,
    one_of_two,
    order_gone,
    price_changes,
    refused_and_again,
    request_refused,
    said,
    said_too_much,
    shows,
    silence,
    trouble,
)
from .nasty_row import Fate, Nasty

F = Fate
SENT = (("1", 1, None, False),)


def _refused(name, words, sentence):
    return Nasty(
        name,
        F.SHOWN,
        shows("to_refund", "to_approve", "refund_refused", words=words),
        sentence,
        sent=SENT,
        states=("refused",),
        codes=("refund_refused",),
        at="seen",
    )


def _ends_well(name, script, fate=F.DONE, sent=SENT, **how):
    ended = {"sent": sent, "states": ("refunded",), "refunded": 59.9}
    return Nasty(name, fate, script, **{**ended, "at": "seen", **how})


def _trouble(name, kind, fate=F.WAITED, sent=SENT):
    return _ends_well(name, partial(trouble, kind=kind), fate, sent, holds=True)


REFUSALS = (
    _refused("refused: the card expired", "Carte expirée", "card has expired"),
    _refused("refused: the card was stolen", "Carte volée", "declared stolen"),
    _refused("refused: the bank blocked it", "Card opposition", "blocked the card"),
    _refused("refused: above the order", "Amount above order", "than the buyer paid"),
    _refused("refused: a fraud", "Suspicion de fraude", "suspects a fraud"),
    _refused("refused: for a reason that nobody knows", "Bof", "Refused: Bof"),
    _refused("refused: without a word", "", "without a reason"),
    _refused("refused: in absurd words", ABSURD, "alert(1)"),
    Nasty(
        "the request itself is refused",
        F.SHOWN,
        request_refused,
        "Locked",
        sent=SENT,
        states=("refused",),
        codes=("refund_refused",),
        at="seen",
    ),
    Nasty(
        "one line of two is refused while the other one goes",
        F.WAITED,
        lambda life: one_of_two(life, again=True),
        sent=(*SENT, ("2", 1, None, False), ("2", 1, None, False)),
        states=("refunded", "refunded"),
        refunded=119.8,
        at="seen",
    ),
    Nasty(
        "one line of two is refused for good",
        F.SHOWN,
        lambda life: one_of_two(life, again=False),
        "Locked",
        sent=(*SENT, ("2", 1, None, False), ("2", 1, None, False)),
        states=("refunded", "refused"),
        refunded=59.9,
        codes=("refund_refused",),
        at="seen",
    ),
    Nasty(
        "refused, requested again, and refunded",
        F.DONE,
        refused_and_again,
        sent=SENT * 2,
        states=("refunded",),
        refunded=59.9,
        at="seen",
    ),
    Nasty(
        "refused after it was refunded",
        F.SHOWN,
        shows("refunded", "refund_refused", words="Bof"),
        "Refused: Bof",
        sent=SENT,
        states=("refunded", "refused"),
        refunded=59.9,
        codes=("refund_refused",),
        at="seen",
    ),
)
TRANSPORT = (
    _trouble("the answer is lost", "lost"),
    _trouble("a page of HTML in place of the answer", "html"),
    _trouble("the answer does not mention it", "silent", sent=SENT * 2),
    _trouble("La Redoute wants fewer calls", "busy"),
    _trouble("answered twice", "twice", F.DONE),
    _ends_well("the answer is lost, and it was taken", lost_and_taken, holds=True),
    _ends_well("the process dies between request and answer", killed, holds=True),
    Nasty(
        "taken and refused in one answer",
        F.TAKEN_OVER,
        contradiction,
        "does not say how much",
        sent=SENT,
        states=("refused", "refunding"),
        codes=("refund_unknown",),
        invoiced=True,
    ),
)


COURSE = (
    _ends_well("refunded at once", shows("refunded")),
    _ends_well("shown as shipped again afterwards", shows("refunded", "shipped")),
    _ends_well(
        "read out of order",
        shows("refunding", "to_refund", "to_approve", "refunded"),
    ),
    _ends_well(
        "an unknown status on the way",
        shows("to_refund", "unknown", "refunded"),
        at="shipped",
    ),
    Nasty(
        "an unknown status that stays",
        F.SHOWN,
        shows("to_refund", "unknown"),
        "Unknown",
        sent=SENT,
        states=("requested",),
        codes=("status_unknown",),
    ),
    Nasty(
        "silence for two days",
        F.SHOWN,
        silence,
        "two days",
        sent=SENT,
        states=("sent",),
        codes=("refund_stuck",),
        at="seen",
    ),
    Nasty(
        "to approve for two days",
        F.SHOWN,
        lambda life: silence(life, "to_approve"),
        "two days",
        sent=SENT,
        states=("to_approve",),
        codes=("refund_stuck",),
        at="seen",
    ),
    Nasty(
        "La Redoute does not know the order any more",
        F.SHOWN,
        order_gone,
        "two days",
        sent=SENT,
        states=("sent",),
        codes=("refund_stuck",),
        at="seen",
    ),
    Nasty(
        "its line is not in the order any more",
        F.SHOWN,
        line_gone,
        "two days",
        sent=SENT,
        states=("sent",),
        codes=("refund_stuck",),
        at="seen",
    ),
    Nasty(
        "dropped",
        F.SHOWN,
        shows("to_refund", "shipped"),
        "Request it again",
        sent=SENT,
        states=("dropped",),
        codes=("refund_dropped",),
        at="seen",
    ),
    Nasty(
        "dropped, since La Redoute paid out",
        F.SHOWN,
        shows("to_approve", "paid"),
        "Paid",
        sent=SENT,
        states=("dropped",),
        codes=("refund_dropped",),
        at="seen",
    ),
    Nasty(
        "to approve, then cancelled",
        F.SHOWN,
        shows("to_approve", "cancelled"),
        "Cancelled",
        sent=SENT,
        states=("dropped",),
        codes=("left_though_cancelled", "refund_dropped"),
    ),
    Nasty(
        "the price changes on the way",
        F.SHOWN,
        price_changes,
        "171.50",
        sent=SENT,
        states=("refunded",),
        refunded=59.9,
        codes=("total_differs",),
    ),
    Nasty(
        "La Redoute refunds another line than the one requested",
        F.TAKEN_OVER,
        another_line,
        "does not say how much",
        sent=SENT,
        states=("sent", "refunding"),
        codes=("refund_unknown",),
    ),
    Nasty(
        "silent, given up, and refunded all the same",
        F.TAKEN_OVER,
        given_up_then_refunded,
        "does not say how much",
        sent=SENT,
        states=("cancelled", "refunded"),
        refunded=125.7,
        codes=("refund_unknown",),
    ),
    Nasty(
        "the other piece as well, seen when it is over",
        F.TAKEN_OVER,
        shows("refunded", "shipped", "refunded"),
        "does not say how much",
        sent=SENT,
        states=("refunded", "refunded"),
        refunded=125.7,
        codes=("refund_unknown",),
    ),
)


BEGUN = (
    Nasty(
        "begun there, and nobody requested it",
        F.TAKEN_OVER,
        begins("to_refund", "refunding"),
        "does not say how much",
        states=("refunding",),
        codes=("refund_unknown",),
        there=True,
    ),
    Nasty(
        "begun there after La Redoute paid out",
        F.TAKEN_OVER,
        begins("paid", "refunded"),
        "does not say how much",
        states=("refunded",),
        refunded=125.7,
        codes=("refund_unknown",),
        there=True,
    ),
    Nasty(
        "begun there, and a person says a part of it",
        F.BOOKED,
        said,
        states=("refunded",),
        refunded=7.77,
        credited=7.77,
        invoiced=True,
        there=True,
    ),
    Nasty(
        "begun there, and a person says more than the buyer paid",
        F.REFUSED_HERE,
        said_too_much,
        "at most",
        states=("refunded",),
        refunded=125.7,
        codes=("refund_unknown",),
        there=True,
    ),
    Nasty(
        "begun there, and refused in absurd words",
        F.SHOWN,
        begins("to_refund", "refund_refused", words=ABSURD),
        "alert(1)",
        states=("refused",),
        codes=("refund_refused",),
        there=True,
    ),
    Nasty(
        "begun there before the goods left",
        F.TAKEN_OVER,
        begins("to_refund", "refunding"),
        "does not say how much",
        states=("refunding",),
        at="paid",
        there=True,
    ),
    Nasty(
        "begun there while one from here waits to be sent",
        F.TAKEN_OVER,
        both_sides,
        "does not say how much",
        sent=(("2", 1, None, False),),
        states=("sent", "cancelled", "refunding"),
        codes=("refund_unknown",),
    ),
)
