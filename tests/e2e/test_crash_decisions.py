# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Killed while a person decides, while decisions go out, while a refund is booked.

Every decision has a walk of its own, and all of them go in one request. Afterwards the
simulator's books and Odoo's hold the same, and each decision had effect once.
"""

import pytest

from laredoute_simulator import Simulator

from .both_sides import both_sides_agree, shown_of
from .crash_steps import UPDATE_STEPS, step, turn_back
from .life_of_a_line import ARROWS, VERBS, Mover
from .looking import calls
from .shop import Shop
from .walks import CRONS, begin, walk

#: the seller's own moves; what is requested again is the same decision
DECISIONS = [
    arrow
    for arrow in ARROWS
    if arrow.mover is Mover.SELLER and arrow.before != "refund_refused"
]
#: the request is written, encoded, sent, answered, applied
SENT_STEPS = [
    *UPDATE_STEPS,
    step("client._post:before"),
    step("client._post:after", taken=True),
    step("laredoute.operation._apply_results:after", taken=True),
]
#: method of the shop → where whoever presses the button is killed
PRESSED = {
    "accept": "laredoute.order.line._decide:after",
    "refuse": "laredoute.order.line._enqueue_decision:after",
    "give_up": "laredoute.operation._enqueue:after",
    "ship": "stock.picking.button_validate:after",
    "refund": "laredoute.refund._request:after",
    "give_back": "laredoute.operation._enqueue:after",
}


@pytest.fixture(scope="module")
def shop(registry, image_server):
    """A shop for all the tests of this file."""
    with Simulator(speed=0.0) as running:
        yield Shop(registry, running, image_server, "B00101", read_timeout=30)


def agree(shop, walks):
    both_sides_agree(shop, {each.order_id: each.arrow.shown for each in walks})


def effects(shop, each):
    """How often La Redoute carried out what a walk decided last, or refused it."""
    verb, _status = VERBS[each.arrow.decision]
    return shop.audit(each.order_id)[each.line_id].get(
        verb, {"effect": 0, "refused": 0}
    )


@pytest.mark.parametrize(("point", "taken"), SENT_STEPS)
def test_killed_while_every_decision_is_sent(shop, victim, point, taken):
    walks = begin(shop, DECISIONS)
    walk(shop, walks)
    for each in walks:
        each.make(each.arrow)
    before = calls(shop, "orders_update")
    victim.crash(shop, point, "run", "send_operations")
    for each in walks:
        assert effects(shop, each)["effect"] == taken, each.arrow.name

    shop.run("send_operations", "send_operations")
    turn_back(shop, "operation", 1, ("state", "=", "unknown"))
    shop.run("send_operations", *CRONS)
    for each in walks:
        assert effects(shop, each) == {"effect": 1, "refused": 0}, each.arrow.name
    assert calls(shop, "orders_update") == before + 1, "one request for all of them"
    agree(shop, walks)


def test_killed_while_a_person_decides(shop, victim):
    """What is decided is written as a whole or not at all: pressed again, it goes."""
    walks = begin(shop, DECISIONS)
    walk(shop, walks)
    assert {each.pressed for each in walks} == set(PRESSED)
    for each in walks:
        victim.crash(shop, PRESSED[each.pressed], each.pressed, each.order_id)
        written = shop.search(
            *("operation", ("order_id.remote_id", "=", each.order_id)),
            ("kind", "=", each.arrow.decision),
        )
        assert not written, each.arrow.name
        assert not shop.search("refund", ("order_id.remote_id", "=", each.order_id))
        each.make(each.arrow)
    shop.run(*CRONS)
    for each in walks:
        assert effects(shop, each) == {"effect": 1, "refused": 0}, each.arrow.name
    agree(shop, walks)


def test_killed_while_a_refund_is_booked(shop, victim):
    """Its credit note is proposed, and drafted, once; and to the cent."""
    arrow = next(a for a in ARROWS if (a.before, a.after) == ("refunding", "refunded"))
    (walked,) = begin(shop, [arrow])
    walk(shop, [walked])
    order_id = walked.order_id
    shop.invoice(order_id)
    walked.make(arrow)
    shop.run("fetch_orders")
    # the comparison runs after it, where there is something to compare
    for point in (
        "laredoute.refund.line._move:after",
        "laredoute.disagreement._compare:after",
    ):
        victim.crash(shop, point, "run", "process_orders")
    shop.run("process_orders")
    assert shown_of(shop, order_id) == ["fee_not_booked", "refund_not_booked"]

    victim.crash(shop, "laredoute.refund._make_credit_note:after", "credit", order_id)
    assert shop.credit_notes(order_id) == []
    for _pressed in range(2):
        shop.credit(order_id)
    # one of three pieces at 33.33, and the fee
    assert shop.credit_notes(order_id) == [("draft", 38.23)]
    shop.post_credit_notes(order_id)
    shop.run(*CRONS)
    agree(shop, [walked])
