# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Decisions that La Redoute refuses in its own words: shown until they are settled."""

import pytest

from .looking import activities, press

pytestmark = pytest.mark.usefixtures("watched")


def stored(shop, order_id):
    (found,) = shop.search("order", ("remote_id", "=", order_id))
    return found


def operation_of(shop, line_id, kind):
    (found,) = shop.search(
        "operation", ("order_line_id.remote_id", "=", line_id), ("kind", "=", kind)
    )
    return found


def stands_refused(shop, order_id, operation, words):
    """The person reads La Redoute's words on the decision, the order and its alarm."""
    shop.run("compare_orders")
    assert shop.read("operation", operation, "state", "message") == ("refused", words)
    assert shop.order(order_id, "agreement") == "error"
    with shop.env() as env:
        order = env["laredoute.order"].browse(stored(shop, order_id))
        messages = {each.code: each.message for each in order.disagreement_ids}
    assert words in messages["decision_refused"]
    (note,) = activities(shop, "order", stored(shop, order_id))
    assert words in note


def send_again(shop, operation):
    """The person fixed it with La Redoute, and presses Retry."""
    press(shop, "operation", operation, "action_retry")
    shop.run("send_operations")
    shop.read_orders()
    assert shop.read("operation", operation, "state", "message") == ("confirmed", False)


def all_agree(shop, order_id):
    shop.run("compare_orders")
    assert shop.order(order_id, "agreement") == "agree"
    assert activities(shop, "order", stored(shop, order_id)) == []


def test_a06_an_acceptance_that_is_refused_stays_an_alarm(shop):
    """Of one line: the other one of the same request is taken."""
    words = "Votre boutique est suspendue"
    eans = [shop.make_product()[1] for _each in range(2)]
    order_id, (line, other) = shop.place(*eans)
    shop.sim.control.refuse_decision(line, "accept", words)
    shop.read_orders()
    shop.run("send_operations")
    assert shop.audit(order_id) == {
        line: {"accept": {"effect": 0, "refused": 1}},
        other: {"accept": {"effect": 1, "refused": 0}},
    }
    operation = operation_of(shop, line, "accept")
    stands_refused(shop, order_id, operation, words)

    # any news of the order, and any further run, leave it as it is
    shop.sim.control.change_line(other, delivery_fee="4.90")
    for _again in range(2):
        shop.read_orders()
        shop.run("send_operations")
    stands_refused(shop, order_id, operation, words)
    assert shop.audit(order_id)[line]["accept"] == {"effect": 0, "refused": 1}

    send_again(shop, operation)
    assert shop.audit(order_id)[line]["accept"] == {"effect": 1, "refused": 1}
    all_agree(shop, order_id)


def test_a06_a_shipment_that_is_refused_stays_an_alarm(shop):
    words = "Le numéro de suivi est inconnu du transporteur"
    order_id = shop.to_ship(shop.make_product()[1])
    (line,) = shop.audit(order_id)
    shop.sim.control.refuse_decision(line, "ship", words)
    shop.ship(order_id)
    shop.run("send_operations")
    operation = operation_of(shop, line, "ship")
    stands_refused(shop, order_id, operation, words)
    for _again in range(2):
        shop.read_orders()
        shop.run("send_operations")
    stands_refused(shop, order_id, operation, words)
    assert shop.audit(order_id)[line]["ship"] == {"effect": 0, "refused": 1}

    send_again(shop, operation)
    assert shop.audit(order_id)[line]["ship"] == {"effect": 1, "refused": 1}
    assert shop.sim.control.order(order_id)["lines"][0]["status"] == "Shipped"
    all_agree(shop, order_id)


def test_e03_words_that_name_the_buyer_are_shown_without_him(shop):
    """La Redoute echoes what it was sent: a token, or whom it is about."""
    _order_id, (line,) = shop.place(shop.make_product()[1])
    token = shop.sim.account.tokens["orders_update"]
    echo = f"Refused: apikey {token}, <Name1>Dupont Marie</Name1>"
    shop.sim.control.refuse_decision(line, "accept", echo)
    shop.read_orders()
    shop.run("send_operations")
    shop.run("compare_orders")
    operation = operation_of(shop, line, "accept")
    state, message = shop.read("operation", operation, "state", "message")
    assert state == "refused"
    assert message.startswith("Refused: ")
    # the watch of the test looks for the token everywhere else
    assert token not in message
    assert "Dupont" not in message
