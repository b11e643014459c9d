# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders in strange words and with absurd values, through the real wire.

None holds another one; what nobody can know is shown with the word that came.
"""

import pytest

from .looking import account, activities, paused, press

pytestmark = pytest.mark.usefixtures("watched")


def stored(shop, order_id):
    (found,) = shop.search("order", ("remote_id", "=", order_id))
    return found


def line_status(shop, line_id):
    (found,) = shop.search("order.line", ("remote_id", "=", line_id))
    return shop.read("order.line", found, "status", "status_text")


def open_points(shop, order_id):
    """{code: message} of where La Redoute and Odoo do not agree on an order."""
    shop.run("compare_orders")
    with shop.env() as env:
        order = env["laredoute.order"].browse(stored(shop, order_id))
        return {each.code: each.message for each in order.disagreement_ids}


def units(shop, order_id):
    """{EAN: units} of the goods of the sale order that are to be delivered."""
    with shop.env() as env:
        sale = env["laredoute.order"].browse(stored(shop, order_id)).sale_order_id
        goods = sale.order_line.filtered("product_id.is_storable")
        return {
            each.product_id.barcode: each.product_uom_qty
            for each in goods
            if each.product_uom_qty
        }


def accepted_once(shop, order_id, line_id):
    assert shop.audit(order_id)[line_id] == {"accept": {"effect": 1, "refused": 0}}


# ------------------------------------------------------------------- the status
@pytest.mark.parametrize("word", ["Envoi suspendu", ""])
def test_d06_a_status_nobody_knows_waits_with_its_word(shop, word):
    eans = [shop.make_product()[1] for _each in range(2)]
    order_id, (strange, other) = shop.place(*eans)
    shop.sim.control.change_line(strange, status_text=word)
    shop.read_orders()
    shop.run("send_operations")
    status, text = line_status(shop, strange)
    assert (status, text or "") == ("unknown", word)
    assert shop.audit(order_id)[strange] == {}, "nothing is decided by silence"
    accepted_once(shop, order_id, other)
    assert f"« {word} »" in open_points(shop, order_id)["status_unknown"]
    (note,) = activities(shop, "order", stored(shop, order_id))
    assert "un statut inconnu ici" in note
    assert not paused(shop)
    assert account(shop, "last_error") is False

    shop.sim.control.set_status(strange, "Created")
    shop.read_orders()
    shop.run("send_operations")
    accepted_once(shop, order_id, strange)
    assert "status_unknown" not in open_points(shop, order_id)


def test_canceled_in_another_spelling_is_cancelled(shop):
    order_id, (line,) = shop.place(shop.make_product()[1])
    shop.read_orders()
    shop.run("send_operations")
    shop.sim.control.set_status(line, "Cancelled")
    shop.sim.control.change_line(line, status_text="Canceled")
    shop.read_orders()
    assert line_status(shop, line) == ("cancelled", "Canceled")
    assert shop.order(order_id, "status", "state") == ("cancelled", "done")
    with shop.env() as env:
        sale = env["laredoute.order"].browse(stored(shop, order_id)).sale_order_id
        assert sale.state == "cancel"
    assert open_points(shop, order_id) == {}


def test_what_is_to_be_cancelled_is_neither_decided_nor_sent(shop):
    """The payment failed and the cancellation follows; the rest goes its way."""
    first, second = (shop.make_product()[1] for _each in range(2))
    order_id, (paid, unpaid) = shop.place(first, second)
    shop.read_orders()
    shop.run("send_operations")
    shop.sim.control.set_status(unpaid, "To cancel")
    shop.sim.control.step(minutes=31)
    shop.read_orders()
    shop.run("send_operations")
    assert line_status(shop, unpaid) == ("to_cancel", "To cancel")
    accepted_once(shop, order_id, unpaid)
    with shop.env() as env:
        sale = env["laredoute.order"].browse(stored(shop, order_id)).sale_order_id
        moves = sale.picking_ids.move_ids.filtered(lambda each: each.state != "cancel")
        assert moves.product_id.mapped("barcode") == [first]
    shop.sim.control.set_status(unpaid, "Cancelled")
    shop.read_orders()
    assert units(shop, order_id) == {first: 1}
    assert open_points(shop, order_id) == {}
    assert line_status(shop, paid)[0] == "to_ship"


# ------------------------------------------------------------------- the country
@pytest.mark.parametrize(
    ("word", "code"), [("UK", "GB"), ("AUT", "AT"), ("Belgique", "BE")]
)
def test_a_country_in_another_spelling_is_that_country(shop, word, code):
    order_id = shop.to_ship(shop.make_product()[1])
    shop.sim.control.redirect(order_id, country=word, city="AILLEURS", postcode="1010")
    shop.read_orders()
    with shop.env() as env:
        order = env["laredoute.order"].browse(stored(shop, order_id))
        there = order.sale_order_id.picking_ids.partner_id
        assert (there.city, there.country_id.code) == ("AILLEURS", code)
    assert "country_unknown" not in open_points(shop, order_id)


@pytest.mark.parametrize(("word", "shown"), [("Atlantis", "ATLANTIS"), ("", "–")])
def test_a_country_nobody_knows_is_a_persons_to_set(shop, word, shown):
    order_id = shop.to_ship(shop.make_product()[1])
    shop.sim.control.redirect(order_id, country=word, city="AILLEURS", postcode="1010")
    shop.read_orders()
    assert f"« {shown} »" in open_points(shop, order_id)["country_unknown"]
    assert shop.order(order_id, "agreement") == "error"
    (note,) = activities(shop, "order", stored(shop, order_id))
    assert "aucun de ce nom" in note
    with shop.env() as env:
        order = env["laredoute.order"].browse(stored(shop, order_id))
        there = order.sale_order_id.partner_shipping_id
        assert not there.country_id, "a country is never guessed"
        there.country_id = env.ref("base.fr")
    shop.run("compare_all_orders")
    assert open_points(shop, order_id) == {}
    assert activities(shop, "order", stored(shop, order_id)) == []


# --------------------------------------------------------------- absurd values
def spoil(shop, order_id, line, texts):
    if "quantity_text" in texts:
        shop.sim.control.change_line(line, **texts)
    else:
        shop.sim.control.change_order(order_id, **texts)


@pytest.mark.parametrize(
    "texts",
    [
        {"quantity_text": "3000000000"},
        {"date_text": "9999-12-31T23:59:59"},
        {"number_text": "9" * 6000},
    ],
    ids=lambda texts: next(iter(texts)),
)
def test_b01_an_absurd_order_is_kept_and_holds_no_other(shop, texts):
    eans = [shop.make_product()[1] for _each in range(2)]
    (strange, (line,)), (good, (good_line,)) = shop.place(eans[0]), shop.place(eans[1])
    spoil(shop, strange, line, texts)
    for _again in range(2):
        shop.read_orders()
        shop.run("send_operations")
    accepted_once(shop, good, good_line)
    assert shop.audit(strange)[line] == {}
    assert len(shop.search("order")) == 1
    assert account(shop, "orders_read_at"), "it holds no other order"
    assert account(shop, "last_error") is False
    (exchange,) = shop.search("exchange", ("needs_person", "=", True))
    name, message = shop.read("exchange", exchange, "name", "error_message")
    assert name == ("9" * 100 if "number_text" in texts else strange)
    assert "est illisible" in message
    (note,) = activities(shop, "exchange", exchange)
    assert "est illisible" in note

    # La Redoute corrects it
    shop.sim.control.change_line(line, quantity_text="1")
    shop.sim.control.change_order(strange, number_text="", date_text="")
    shop.read_orders()
    shop.run("send_operations")
    accepted_once(shop, strange, line)
    if "number_text" in texts:
        # nobody can know that it was this one
        press(shop, "exchange", exchange, "action_set_handled")
    assert shop.search("exchange", ("needs_person", "=", True)) == []
    assert activities(shop, "exchange", exchange) == []


@pytest.mark.parametrize(
    ("texts", "right"),
    [
        ({"price": "0.01"}, {"price": "59.90"}),
        ({"quantity_text": "0"}, {"quantity_text": "1"}),
    ],
    ids=["price", "quantity"],
)
def test_d05_what_makes_no_sense_is_accepted_by_nobody(shop, texts, right):
    order_id, (line,) = shop.place(shop.make_product()[1])
    shop.sim.control.change_line(line, **texts)
    shop.read_orders()
    shop.run("send_operations")
    assert shop.audit(order_id)[line] == {}
    state, reason = shop.order(order_id, "state", "waiting_reason")
    assert state == "waiting"
    assert "pas de sens" in reason
    (note,) = activities(shop, "order", stored(shop, order_id))
    assert "pas de sens" in note

    shop.sim.control.change_line(line, **right)
    shop.read_orders()
    shop.run("send_operations")
    accepted_once(shop, order_id, line)
    assert activities(shop, "order", stored(shop, order_id)) == []
