# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Nasty refunds: what meets one on its way: parcels, returns, books, settings."""

from .meet_scripts import (
    cancelled_before_shipping,
    cancelled_while_it_waits,
    discount,
    first,
    held_up,
    impossible,
    invoice_cancelled,
    leaves_all_the_same,
    no_capability,
    only_returned,
    taken_over,
    then,
    thirds,
)
from .nasty_row import Fate, Nasty

F = Fate
SENT, SENT_BOTH = (("1", 1, None, False),), (("1", 2, None, True),)


def _booked(name, script, **values):
    ended = {"sent": SENT, "states": ("refunded",), "refunded": 59.9}
    values = {**ended, "credited": 59.9, "invoiced": True, **values}
    return Nasty(name, F.BOOKED, script, **values)


def _shown(name, script, words, *codes, **values):
    values = {"sent": SENT, "states": ("refunded",), "refunded": 59.9, **values}
    return Nasty(name, F.SHOWN, script, words, codes=codes, **values)


BOOKS = (
    _booked("credited when it is over", then(lambda life: life.credit())),
    Nasty(
        "two credit notes for one refund",
        F.REFUSED_HERE,
        then(lambda life: (life.credit(), life.refuses(life.credit))),
        "Nothing of",
        sent=SENT,
        states=("refunded",),
        refunded=59.9,
        credited=59.9,
        invoiced=True,
    ),
    _shown(
        "its credit note is deleted",
        then(lambda life: life.credit(post=False).unlink()),
        "Make a credit note",
        "refund_not_booked",
        invoiced=True,
    ),
    _shown(
        "its credit note gives less back",
        then(lambda life: life.credit(price_unit=50)),
        "59.90",
        "refund_not_booked",
        credited=50,
        invoiced=True,
    ),
    _shown(
        "its credit note gives more back",
        then(lambda life: life.credit(quantity=2)),
        "119.80",
        "credited_here",
        credited=119.8,
        invoiced=True,
    ),
    _shown(
        "its credit note is in another currency",
        then(lambda life: life.credit(currency="USD")),
        "59.90",
        "refund_not_booked",
        credited=29.95,
        invoiced=True,
    ),
    _shown(
        "its credit note is tied to nothing",
        then(lambda life: life.loose_credit()),
        "59.90",
        "refund_not_booked",
        invoiced=True,
    ),
    _shown(
        "its credit note is set to draft again",
        then(lambda life: life.credit().button_draft()),
        "59.90",
        "refund_not_booked",
        invoiced=True,
    ),
    _booked(
        "the credit note is made by hand from the invoice",
        then(lambda life: life.reverse()),
    ),
    _shown(
        "the invoice is set to draft afterwards",
        then(lambda life: (life.credit(), life.invoice().button_draft())),
        "59.90",
        "credited_here",
        credited=59.9,
        invoiced=True,
    ),
    Nasty(
        "the invoice is cancelled before",
        F.DONE,
        invoice_cancelled,
        sent=SENT,
        states=("refunded",),
        refunded=59.9,
        invoiced=True,
    ),
    Nasty(
        "never invoiced",
        F.REFUSED_HERE,
        then(lambda life: life.refuses(life.credit)),
        "never invoiced",
        sent=SENT,
        states=("refunded",),
        refunded=59.9,
    ),
    Nasty(
        "the books are closed up to today",
        F.REFUSED_HERE,
        then(lambda life: (life.close_books(), life.refuses(life.credit))),
        "Lock Date",
        sent=SENT,
        states=("refunded",),
        refunded=59.9,
        codes=("refund_not_booked",),
        invoiced=True,
        apart=True,
    ),
    Nasty(
        "the company has no sales journal any more",
        F.REFUSED_HERE,
        then(lambda life: (life.no_journal(), life.refuses(life.credit))),
        "journal",
        sent=SENT,
        states=("refunded",),
        refunded=59.9,
        codes=("refund_not_booked",),
        invoiced=True,
        apart=True,
    ),
    _booked(
        "credit notes have no numbers of their own",
        first(lambda life: life.journal(refund_sequence=False)),
        apart=True,
    ),
    _booked(
        "its tax is archived",
        first(lambda life: life.tax(active=False)),
        lines=(("of a tax", 2, "59.90", "5.90"),),
    ),
    _booked(
        "its tax has another rate by now",
        first(lambda life: life.tax(amount=10)),
        lines=(("of a tax", 2, "59.90", "5.90"),),
    ),
    _booked(
        "its product is archived",
        first(lambda life: life.archive_product()),
        lines=(("archived", 2, "59.90", "5.90"),),
    ),
    _booked("its buyer is merged", first(lambda life: life.merge_buyer())),
    _booked(
        "three pieces at 33.335, one after the other",
        thirds,
        lines=(("dress", 3, "33.335", "0"),),
        sent=(
            ("1", 1, None, False),
            ("1", 1, None, False),
            ("1", None, 33.33, False),
        ),
        states=("refunded",) * 3,
        refunded=100.01,
        credited=100.01,
    ),
    _shown(
        "a discount of 100 %",
        discount,
        "0",
        "price_differs",
        at="paid",
        states=("sent",),
        refunded=0,
    ),
)


RETURNS = (
    _shown(
        "more comes back than was refunded",
        then(lambda life: life.give_back(2)),
        "2",
        "returned_here",
    ),
    Nasty(
        "goods come back, and nobody requests a refund",
        F.SHOWN,
        only_returned,
        "1",
        codes=("returned_here",),
    ),
    _shown(
        "the product of another line comes back",
        then(lambda life: life.give_back(1, line=2)),
        "1",
        "returned_here",
    ),
    _shown(
        "the parcel leaves all the same",
        leaves_all_the_same,
        "2",
        "left_though_cancelled",
        "left_though_cancelled",
        at="paid",
        apart=True,
        sent=(("1", 2, None, False), ("2", 1, None, False)),
        states=("refunded", "refunded"),
        refunded=179.7,
    ),
    Nasty(
        "La Redoute cancels what waits for its turn",
        F.SHOWN,
        cancelled_while_it_waits,
        "Cancelled",
        sent=SENT_BOTH,
        states=("refunded", "cancelled"),
        refunded=125.7,
        codes=("left_though_cancelled",),
    ),
    Nasty(
        "La Redoute cancels what waits to be shipped",
        F.GIVEN_UP,
        cancelled_before_shipping,
        "sells nothing of the line any more",
        states=("cancelled",),
        at="paid",
    ),
)


SETTINGS = (
    Nasty(
        "the account is paused",
        F.WAITED,
        lambda life: held_up(life, {"phase": "paused"}, {"phase": "testing"}),
        sent=SENT,
        states=("refunded",),
        refunded=59.9,
        apart=True,
    ),
    Nasty(
        "fulfilment is switched off on the way",
        F.WAITED,
        lambda life: held_up(
            life, {"switch_fulfilment": False}, {"switch_fulfilment": True}
        ),
        sent=SENT,
        states=("refunded",),
        refunded=59.9,
        apart=True,
    ),
    Nasty(
        "fulfilment is switched off",
        F.REFUSED_HERE,
        lambda life: impossible(life, switch_fulfilment=False),
        "switched off",
        apart=True,
    ),
    Nasty(
        "the account is archived",
        F.REFUSED_HERE,
        lambda life: impossible(life, active=False),
        "archived",
        apart=True,
    ),
    Nasty(
        "another tool handles the orders",
        F.REFUSED_HERE,
        lambda life: impossible(life, handled_by="elsewhere"),
        "Another tool",
        apart=True,
    ),
    Nasty(
        "another tool takes over while one waits",
        F.GIVEN_UP,
        taken_over,
        "not sent to La Redoute",
        states=("cancelled",),
        apart=True,
    ),
    Nasty(
        "the platform takes no refund",
        F.REFUSED_HERE,
        no_capability,
        "takes no refund from here",
        apart=True,
    ),
)
