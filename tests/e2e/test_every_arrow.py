# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every arrow of the life of a line: in order, doubled, out of order, late, killed.

The arrows stand in ``life_of_a_line.py``. Afterwards both sides agree on status, pieces
and cents of every line, and nothing was done twice.
"""

from datetime import datetime, timedelta, timezone

import pytest

from odoo.exceptions import UserError

from .both_sides import both_sides_agree
from .life_of_a_line import ARROWS, Mover
from .walks import CRONS, begin, decide, go_on, walk, walk_unread

#: instants at which whoever reads, processes and follows is killed, one after the other
KILLED_READING = (
    ("laredoute.order._store:after", "fetch_orders"),
    ("laredoute.order._store_batch:after", "fetch_orders"),
    ("laredoute.order._fetch:after", "fetch_orders"),
    ("laredoute.order._process_guarded:after", "process_orders"),
    ("laredoute.refund.line._move:after", "process_orders"),
    (
        "laredoute.order._process_guarded > ir.cron._commit_progress:after",
        "process_orders",
    ),
    ("laredoute.disagreement._compare:after", "process_orders"),
    ("laredoute.refund._follow_guarded:after", "follow_refunds"),
    (
        "laredoute.refund._run_follow > ir.cron._commit_progress:before",
        "follow_refunds",
    ),
)
#: arrows whose first word, read after the second, is that of a new refund, too: how
#: much it is a person has to say
BEGUN_AGAIN = {
    ("to_refund", "refunded"): ("refund_unknown",),
    ("refunded", "to_refund"): ("refund_unknown",),
}


def agree(shop, walks, begun_again=None):
    """Both sides hold the same of every walk, and a person sees what the table says."""
    begun_again = begun_again or {}
    both_sides_agree(
        shop,
        {
            each.order_id: begun_again.get(
                (each.arrow.before, each.arrow.after), each.arrow.shown
            )
            for each in walks
        },
    )


def answer_of_now(shop):
    """Return the moment before La Redoute is requested, and all its orders."""
    now = datetime.now(timezone.utc)
    with shop.account() as account, account._marketplace() as market:
        found = list(market.fetch_orders(now - timedelta(days=1), now + timedelta(1)))
    return now.replace(tzinfo=None, microsecond=0) - timedelta(seconds=1), found


def say_more(shop, each):
    """La Redoute says the same status again, and something else with it."""
    order = shop.sim.world.orders.get(each.order_id)
    with shop.sim.world.change():
        order.instruction = "Sonner deux fois"
        shop.sim.world.orders.put(order)
    each.says(each.arrow.after)


def test_in_order_then_doubled_then_out_of_order(shop):
    walks = begin(shop)
    walk(shop, walks)
    for each in walks:
        each.make(each.arrow)
    shop.run(*CRONS)
    agree(shop, walks)

    # doubled: the status comes again, the button is pressed again
    for each in walks:
        say_more(shop, each)
        if each.arrow.mover is Mover.SELLER:
            with pytest.raises(UserError):
                each.make(each.arrow)
    for _again in range(2):
        shop.run(*CRONS)
    agree(shop, walks)

    # out of order: the status of before is read after it
    for each in walks:
        if each.arrow.before:
            each.says(each.arrow.before)
    shop.run(*CRONS)
    for each in walks:
        each.says(each.arrow.after)
    shop.run(*CRONS)
    agree(shop, walks, BEGUN_AGAIN)


def test_with_words_unread_then_killed_then_late(shop, victim):
    walks = begin(shop, [arrow for arrow in ARROWS if not arrow.only_read])
    left = walk_unread(shop, walks)
    requested_at, old = answer_of_now(shop)
    decide(shop, left)
    # before its answer is written: see test_crash_decisions.py
    victim.crash(shop, "laredoute.exchange._transmit:after", "run", "send_operations")
    go_on(left)
    for point, flow in KILLED_READING:
        victim.crash(shop, point, "run", flow)
    for _again in range(2):
        shop.run(*CRONS)
    agree(shop, walks)

    # late: what La Redoute answered before all of this arrives now
    with shop.account() as account:
        orders = account.env["laredoute.order"]
        orders._store_batch(account, old, requested_at)
    shop.run("process_orders", "follow_refunds", "send_operations")
    agree(shop, walks)


def test_by_la_redoutes_own_clock(shop):
    """What the simulator does by itself when its time has come."""
    _product, ean = shop.make_product()
    shop.write("account", [shop.account_id], acceptance_policy="manual")
    silent, unpaid = (
        shop.place(ean, payment_fails=fails)[0] for fails in (False, True)
    )
    shop.run("fetch_orders", "process_orders")
    shop.accept(unpaid)
    shop.run("send_operations")
    shop.sim.control.step(minutes=31)
    shop.run(*CRONS)
    both_sides_agree(shop, {silent: ("held_up",), unpaid: ()})
    shop.sim.control.step(hours=72)
    shop.run(*CRONS)
    both_sides_agree(shop, {silent: (), unpaid: ()})
    statuses = [shop.order(each, "status") for each in (silent, unpaid)]
    assert statuses == ["cancelled", "cancelled"]
