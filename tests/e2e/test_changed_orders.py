# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders that La Redoute changes after they were read, through the real wire."""

import pytest

pytestmark = pytest.mark.usefixtures("watched")


def goods(shop, order_id):
    """[(product's EAN, quantity, price)] of the sale order."""
    with shop.env() as env:
        order = env["laredoute.order"].search([("remote_id", "=", order_id)])
        lines = order.sale_order_id.order_line.filtered("product_id.is_storable")
        return [
            (line.product_id.barcode, line.product_uom_qty, line.price_unit)
            for line in lines
        ]


def agreement(shop, order_id):
    shop.run("compare_orders")
    return shop.order(order_id, "agreement")


def test_quantity_and_price_of_a_paid_order_are_followed(shop):
    ean = shop.make_product()[1]
    order_id = shop.to_ship(ean)
    shop.sim.control.change_line(f"{order_id}-1", quantity_text="2.0", price="39.90")
    shop.read_orders()
    assert goods(shop, order_id) == [(ean, 2.0, 39.9)]
    assert agreement(shop, order_id) == "agree"


def test_a_line_that_is_added_is_sold_and_accepted(shop):
    first, second = (shop.make_product()[1] for _each in range(2))
    order_id, _lines = shop.place(first)
    shop.read_orders()
    added = shop.sim.control.add_line(
        order_id, {"ean": second, "quantity": 1, "price": "49.90"}
    )
    shop.read_orders()
    shop.run("send_operations")
    assert [ean for ean, _quantity, _price in goods(shop, order_id)] == [first, second]
    assert shop.audit(order_id)[added]["accept"]["effect"] == 1


def test_the_parcel_goes_where_la_redoute_says_last(shop):
    order_id = shop.to_ship(shop.make_product()[1])
    shop.sim.control.redirect(order_id, city="LYON", postcode="69002", country="FRA")
    shop.read_orders()
    with shop.env() as env:
        order = env["laredoute.order"].search([("remote_id", "=", order_id)])
        there = order.sale_order_id.picking_ids.partner_id
        assert (there.city, there.country_id.code) == ("LYON", "FR")
    assert agreement(shop, order_id) == "agree"


def test_a_line_that_goes_elsewhere_is_for_a_person(shop):
    eans = [shop.make_product()[1] for _each in range(2)]
    order_id = shop.to_ship(*eans)
    shop.sim.control.redirect(order_id, f"{order_id}-2", city="NICE", postcode="06000")
    shop.read_orders()
    assert agreement(shop, order_id) == "error"


@pytest.mark.parametrize("text", ["-1", "0", "1e9", "deux", ""])
def test_an_absurd_quantity_holds_no_other_order(shop, text):
    eans = [shop.make_product()[1] for _each in range(2)]
    (strange, (line,)), (good, _lines) = shop.place(eans[0]), shop.place(eans[1])
    shop.sim.control.change_line(line, quantity_text=text)
    shop.read_orders()
    shop.run("send_operations")
    assert shop.order(good, "state") == "done"
    assert shop.audit(strange)[line] == {}, "nothing is accepted by silence"
