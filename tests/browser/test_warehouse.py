# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The warehouse works as always, whether La Redoute answers or not."""

import pytest
from playwright.sync_api import expect

from .people import CARRIER, WAREHOUSE

TRACKING = "6A12345678901"


@pytest.fixture
def order_id(shop):
    _product_id, ean, _listing = shop.make_live(stock=5)
    return shop.to_ship(ean)


def open_delivery(person, shop, order_id):
    """From the menu of apps to the delivery of an order, by clicking."""
    with shop.env() as env:
        sale = env["sale.order"].search([("laredoute_ref", "=", order_id)])
        name = sale.picking_ids.name
    person.open_app("Inventaire")
    card = person.page.locator(".o_kanban_record", has_text="Bons de livraison")
    expect(card).to_be_visible()
    person.look("overview")
    card.get_by_role("button", name="À livrer").click()
    person.cell(name, "name").click()
    expect(person.page.locator(".o_form_view")).to_be_visible()


def enter_tracking(person):
    person.open_tab("Info complémentaire")
    carrier = person.field("carrier_id").locator("input")
    carrier.fill(CARRIER)
    person.page.locator(".o-autocomplete--dropdown-item", has_text=CARRIER).click()
    expect(carrier).to_have_value(CARRIER)
    person.field("carrier_tracking_ref").locator("input").fill(TRACKING)


def test_a_delivery_leaves_while_la_redoute_is_down(order_id, shop, market, log_in):
    warehouse = log_in(WAREHOUSE)
    market.go_down()
    open_delivery(warehouse, shop, order_id)
    warehouse.look("delivery")
    enter_tracking(warehouse)
    warehouse.look("delivery-tracking")
    warehouse.press("Valider")
    expect(warehouse.status()).to_have_text("Terminé")
    shown = warehouse.field("laredoute_shipment_state").inner_text
    warehouse.look("delivery-done")
    warehouse.sees_no_error()
    assert shown().strip() == "À transmettre"

    # the cron has tried, in vain, and the delivery still says so
    tried = ("kind", "=", "ship"), ("state", "=", "queued"), ("attempts", ">", 0)
    (operation,) = shop.wait_until(lambda: shop.search("operation", *tried))
    warehouse.reload_until(
        lambda: warehouse.field("laredoute_shipment_state"), "À transmettre"
    )
    warehouse.sees_no_error()

    market.come_back()
    # the minute of waiting before the next attempt has passed
    shop.write("operation", operation, next_attempt_at=False)
    shop.run("send_operations")
    warehouse.reload_until(
        lambda: warehouse.field("laredoute_shipment_state"), "Transmise"
    )
    warehouse.look("delivery-sent")
    (line,) = market.control.order(order_id)["lines"]
    assert (line["status"], line["tracking_number"]) == ("Shipped", TRACKING)
    assert line["carrier"] == CARRIER
    assert line["audit"]["ship"]["effect"] == 1

    shop.run("fetch_orders", "process_orders")
    warehouse.reload_until(
        lambda: warehouse.field("laredoute_shipment_state"), "Confirmée"
    )
    expect(warehouse.field("laredoute_status")).to_have_text("Expédiée")
    warehouse.look("delivery-confirmed")
