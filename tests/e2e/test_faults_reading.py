# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every fault of a call that reads orders: none is lost, none comes twice."""

import pytest

from .looking import (
    account,
    activities,
    all_met,
    calls,
    end_wait,
    flow,
    in_a_hurry,
    inject,
    last,
    paused,
    press,
    resume,
    wait_left,
)

pytestmark = pytest.mark.usefixtures("watched")

IN_TIME = "n’a pas répondu à temps"
BROKEN = "connexion s’est coupée"
NOT_NOW = "n’a pas pu le prendre maintenant"
#: fault -> words of what the person reads; the next run goes on by itself
LATER = {
    "429": "demande de ralentir",
    "500": NOT_NOW,
    "503": NOT_NOW,
    "timeout_before": IN_TIME,
    "timeout_after": IN_TIME,
    "reset": f"{BROKEN}|est injoignable",
    "reset_after": BROKEN,
    "cut_answer": BROKEN,
    "dripping_headers": IN_TIME,
}
#: fault -> words of what is kept in the journal until a reading works again
NO_ANSWER = "pas ce que La Redoute devrait répondre"
UNREADABLE = {
    "html_page": NO_ANSWER,
    "other_root": NO_ANSWER,
    # it is the only order, so that nothing of the answer is whole
    "cut_third_order": "s’arrête au milieu",
    "xml_bomb": "déclarations que La Redoute n’envoie jamais",
}
OPTIONS = {
    "429": {"retry_after": 3600},
    "timeout_before": {"hold": 3},
    "timeout_after": {"hold": 3},
    "dripping_headers": {"hold": 30},
}
FAULTS_READING = {
    *(*LATER, *UNREADABLE),
    *("expired_token", "same_order_twice", "malformed_xml", "huge_answer"),
    "foreign_bytes",
}


@pytest.fixture
def order_id(shop):
    """An order of two lines that waits at La Redoute."""
    eans = [shop.make_product()[1] for _each in range(2)]
    return shop.place(*eans)[0]


def strike(shop, fault, words):
    """Read while the fault strikes; returns what the account shows."""
    inject(shop, fault, "orders_read", **OPTIONS.get(fault, {}))
    with in_a_hurry(fault):
        shop.read_orders()
    assert all_met(shop)
    message = account(shop, "last_error")
    assert any(each in message for each in words.split("|"))
    assert not account(shop, "orders_read_at"), "the watermark moved without the orders"
    return message


def read_once(shop, order_id):
    """The order is here, once, with one sale order, and is accepted once."""
    for _again in range(2):
        shop.read_orders()
        shop.run("send_operations")
    assert len(shop.search("order")) == 1
    assert shop.order(order_id, "state") == "done"
    assert len(shop.search("order.line")) == 2
    with shop.env() as env:
        sale = env["sale.order"].search([("laredoute_ref", "=", order_id)])
        assert len(sale) == 1
        assert len(sale.order_line) == 3, "two lines and the delivery fee"
    for audit in shop.audit(order_id).values():
        assert audit == {"accept": {"effect": 1, "refused": 0}}
    assert account(shop, "orders_read_at")


@pytest.mark.parametrize("fault", LATER)
def test_a_failed_reading_is_made_again_after_the_back_off(shop, order_id, fault):
    strike(shop, fault, LATER[fault])
    assert not paused(shop)
    assert shop.search("order") == []
    retry_at, due_at = flow(shop, "fetch_orders", "not_before", "due_at")
    assert (3590 if fault == "429" else 50) < wait_left(retry_at) < 4400
    assert due_at == retry_at, "it is not due again when the wait is over"
    before = calls(shop, "orders_read")
    shop.read_orders()
    assert calls(shop, "orders_read") == before, "too early"
    end_wait(shop, "fetch_orders")
    read_once(shop, order_id)
    assert flow(shop, "fetch_orders", "failures", "not_before") == (0, False)


@pytest.mark.parametrize("fault", UNREADABLE)
def test_what_cannot_be_read_is_shown_once_and_closed_by_itself(shop, order_id, fault):
    message = strike(shop, fault, UNREADABLE[fault])
    inject(shop, fault, "orders_read", **OPTIONS.get(fault, {}))
    shop.read_orders()
    (exchange,) = shop.search("exchange", ("needs_person", "=", True))
    assert shop.read("exchange", exchange, "state", "error_message", "attempts") == (
        "failed",
        message,
        1,
    )
    (note,) = activities(shop, "exchange", exchange)
    assert message in note
    read_once(shop, order_id)
    assert shop.search("exchange", ("needs_person", "=", True)) == []
    assert activities(shop, "exchange", exchange) == []


def test_b02_a_malformed_order_is_kept_until_it_is_read(shop, order_id):
    inject(shop, "malformed_xml", "orders_read")
    shop.read_orders()
    assert all_met(shop)
    assert shop.search("order") == []
    assert account(shop, "orders_read_at"), "it holds no other order"
    assert account(shop, "last_error") is False
    (exchange,) = shop.search("exchange", ("needs_person", "=", True))
    name, message = shop.read("exchange", exchange, "name", "error_message")
    assert name == order_id
    assert "xml_malformed" in message
    read_once(shop, order_id)
    assert shop.search("exchange", ("needs_person", "=", True)) == []
    assert activities(shop, "exchange", exchange) == []


def test_b16_an_answer_that_is_too_large_is_requested_in_halves(shop, order_id):
    inject(shop, "huge_answer", "orders_read", megabytes=70)
    before = calls(shop, "orders_read")
    shop.read_orders()
    assert all_met(shop)
    assert calls(shop, "orders_read") >= before + 3
    assert account(shop, "last_error") is False
    assert len(shop.search("order")) == 1
    read_once(shop, order_id)


def test_b02_what_is_whole_of_an_answer_that_ends_early_is_taken(shop):
    """The rest is requested in halves: a cut in one order holds no other."""
    orders = {shop.place(shop.make_product()[1])[0] for _each in range(4)}
    inject(shop, "cut_third_order", "orders_read")
    before = calls(shop, "orders_read")
    shop.read_orders()
    assert all_met(shop)
    assert calls(shop, "orders_read") >= before + 3
    assert account(shop, "last_error") is False
    assert {shop.order(each, "state") for each in orders} == {"done"}
    assert len(shop.search("order")) == len(orders)
    assert shop.search("exchange", ("needs_person", "=", True)) == []


def test_b02_a_name_of_foreign_bytes_is_recovered_and_compared(shop, order_id):
    shop.read_orders()
    shop.run("send_operations")
    shop.sim.control.step(minutes=31)
    inject(shop, "foreign_bytes", "orders_read")
    shop.read_orders()
    assert all_met(shop)
    assert account(shop, "last_error") is False
    assert shop.order(order_id, "state", "status") == ("done", "to_ship")
    with shop.env() as env:
        sale = env["sale.order"].search([("laredoute_ref", "=", order_id)])
        assert sale.partner_id.name.endswith(" éléonore & fils")
    (exchange,) = shop.search("exchange", ("needs_person", "=", True))
    name, message = shop.read("exchange", exchange, "name", "error_message")
    assert name == order_id
    assert "des caractères illisibles" in message
    (note,) = activities(shop, "exchange", exchange)
    assert "des caractères illisibles" in note
    # whether the repair was right is a person's to say, whatever is read later
    shop.read_orders()
    assert shop.search("exchange", ("needs_person", "=", True)) == [exchange]
    press(shop, "exchange", exchange, "action_set_handled")
    assert activities(shop, "exchange", exchange) == []
    assert len(shop.search("order")) == 1


def test_b08_a_wait_of_thirty_years_is_one_of_hours(shop, order_id):
    inject(shop, "429", "orders_read", retry_after=999999999)
    shop.read_orders()
    assert all_met(shop)
    assert LATER["429"] in account(shop, "last_error")
    retry_at = flow(shop, "fetch_orders", "not_before")
    assert 5.9 * 3600 < wait_left(retry_at) < 6.1 * 3600
    end_wait(shop, "fetch_orders")
    read_once(shop, order_id)


def test_an_expired_token_pauses_the_account(shop, order_id):
    message = strike(shop, "expired_token", "refuse l’identifiant")
    assert paused(shop) == message
    before = calls(shop)
    shop.run("fetch_orders", "send_operations", "send_products", "collect_reports")
    assert calls(shop) == before
    resume(shop)
    read_once(shop, order_id)


def test_an_order_that_comes_twice_in_one_answer(shop, order_id):
    inject(shop, "same_order_twice", "orders_read", count=2)
    read_once(shop, order_id)
    assert all_met(shop)
    assert account(shop, "last_error") is False


def test_an_answer_that_is_lost_while_another_is_queried(shop, order_id):
    """The query fails too: nothing is sent before an answer came."""
    shop.read_orders()
    inject(shop, "timeout_after", "orders_update", hold=3)
    shop.run("send_operations")
    inject(shop, "500", "orders_read")
    before = calls(shop, "orders_update")
    shop.run("send_operations")
    assert all_met(shop)
    assert calls(shop, "orders_update") == before
    assert shop.read("operation", last(shop, "operation"), "state") == "unknown"
    end_wait(shop, "fetch_orders")
    read_once(shop, order_id)
