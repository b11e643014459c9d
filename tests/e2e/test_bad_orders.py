# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders that go wrong: none is lost, none is guessed, none is sent twice."""

import pytest

from .looking import (
    account,
    activities,
    back_in_time,
    paused,
    press,
)
from .shop import make_ean

pytestmark = pytest.mark.usefixtures("watched")


def stored(shop, order_id):
    (found,) = shop.search("order", ("remote_id", "=", order_id))
    return found


def sale_state(shop, order_id):
    with shop.env() as env:
        sale = env["laredoute.order"].browse(stored(shop, order_id)).sale_order_id
        return sale.state


def test_an_ean_that_no_product_has(shop):
    """It waits with its reason, holds no other, and goes on once fixed."""
    ean = make_ean(9_000_000_001)
    lost, (lost_line,) = shop.place(ean)
    good, (good_line,) = shop.place(shop.make_product()[1])
    shop.read_orders()
    shop.run("send_operations")
    state, reason = shop.order(lost, "state", "waiting_reason")
    assert state == "waiting"
    assert f"n’a l’EAN {ean}" in reason
    (note,) = activities(shop, "order", stored(shop, lost))
    assert ean in note
    assert shop.audit(lost)[lost_line] == {}
    assert shop.audit(good)[good_line]["accept"]["effect"] == 1

    shop.make_product(barcode=ean)
    shop.read_orders()
    assert shop.order(lost, "state") == "waiting", "nobody said that it is fixed"
    press(shop, "order", stored(shop, lost), "action_retry")
    shop.run("process_orders", "send_operations")
    assert shop.order(lost, "state", "waiting_reason") == ("done", False)
    assert activities(shop, "order", stored(shop, lost)) == []
    assert shop.audit(lost)[lost_line] == {"accept": {"effect": 1, "refused": 0}}
    assert sale_state(shop, lost) == "draft"


def test_the_payment_fails(shop):
    order_id, (line,) = shop.place(shop.make_product()[1], payment_fails=True)
    shop.read_orders()
    shop.run("send_operations")
    assert sale_state(shop, order_id) == "draft"
    shop.sim.control.step(minutes=31)
    shop.read_orders()
    assert shop.order(order_id, "status", "state") == ("cancelled", "done")
    assert sale_state(shop, order_id) == "cancel"
    shop.run("send_operations")
    assert shop.audit(order_id)[line] == {"accept": {"effect": 1, "refused": 0}}
    assert activities(shop, "order", stored(shop, order_id)) == []


def test_nobody_answers_for_72_hours(shop):
    shop.write("account", shop.account_id, acceptance_policy="manual")
    order_id, (line,) = shop.place(shop.make_product()[1])
    shop.read_orders()
    state, reason = shop.order(order_id, "state", "waiting_reason")
    assert state == "waiting"
    assert "cceptez-la ou refusez-la avant le" in reason
    assert len(activities(shop, "order", stored(shop, order_id))) == 1
    shop.sim.control.step(hours=73)
    shop.read_orders()
    assert shop.order(order_id, "status", "state") == ("cancelled", "done")
    assert sale_state(shop, order_id) == "cancel"
    assert activities(shop, "order", stored(shop, order_id)) == []
    shop.run("send_operations")
    assert shop.audit(order_id)[line] == {}


def test_la_redoute_cancels_before_our_acceptance_is_sent(shop):
    """What was decided too late is refused by its line's status, not sent."""
    order_id, (line,) = shop.place(shop.make_product()[1])
    shop.read_orders()
    shop.sim.control.set_status(line, "Cancelled")
    shop.read_orders()
    (operation,) = shop.search("operation")
    state, message = shop.read("operation", operation, "state", "message")
    assert state == "refused"
    assert "plus possible" in message
    shop.run("send_operations")
    assert shop.audit(order_id)[line] == {}
    assert sale_state(shop, order_id) == "cancel"


def test_stock_that_does_not_suffice(shop):
    """The order waits, and is accepted by itself within the hour once stock came."""
    product_id, ean = shop.make_product(stock=1)
    order_id, (line,) = shop.place(ean, quantity=3)
    shop.read_orders()
    assert "e stock ne couvre pas" in shop.order(order_id, "waiting_reason")
    assert len(activities(shop, "order", stored(shop, order_id))) == 1
    shop.run("send_operations")
    assert shop.audit(order_id)[line] == {}
    shop.add_stock(product_id, 5)
    back_in_time(shop, "order", stored(shop, order_id), "retry_at", seconds=1)
    shop.run("process_orders", "send_operations")
    assert shop.audit(order_id)[line] == {"accept": {"effect": 1, "refused": 0}}
    assert activities(shop, "order", stored(shop, order_id)) == []


def test_a_status_nobody_knows(shop):
    """It is kept and shown in La Redoute's words; the other line goes its way."""
    eans = [shop.make_product()[1] for _each in range(2)]
    order_id, (strange, other) = shop.place(*eans)
    shop.sim.control.set_status(strange, "Envoi suspendu")
    shop.read_orders()
    shop.run("send_operations")
    (found,) = shop.search("order.line", ("remote_id", "=", strange))
    assert shop.read("order.line", found, "status", "status_text") == (
        "unknown",
        "Envoi suspendu",
    )
    assert shop.order(order_id, "state") == "done"
    assert shop.audit(order_id) == {
        strange: {},
        other: {"accept": {"effect": 1, "refused": 0}},
    }
    assert not paused(shop)
    assert account(shop, "last_error") is False


def test_an_order_read_again_and_again(shop):
    order_id, (line,) = shop.place(shop.make_product()[1])
    for _again in range(3):
        shop.run("fetch_orders", "sweep_orders", "process_orders", "send_operations")
    assert len(shop.search("order")) == len(shop.search("operation")) == 1
    assert shop.audit(order_id)[line] == {"accept": {"effect": 1, "refused": 0}}
    with shop.env() as env:
        assert env["sale.order"].search_count([("laredoute_ref", "=", order_id)]) == 1
