# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How La Redoute delivers, from its wire to the carrier, and back as a shipment."""


def test_a_relay_order_goes_by_the_carrier_of_relays(shop):
    _product_id, ean, _listing = shop.make_live()
    with shop.env() as env:
        account = env["laredoute.account"].browse(shop.account_id)
        carrier = env["delivery.carrier"].create(
            {"name": "Relais Colis", "product_id": account.delivery_product_id.id}
        )
        values = {"account_id": account.id, "carrier_id": carrier.id}
        env["laredoute.carrier.choice"].create({**values, "delivery_mode": "Relais"})
        env["laredoute.carrier"].create(
            {**values, "tracking_url": "https://relais.example/{number}?cp={zip}"}
        )
    home = shop.to_ship(ean)
    relay = shop.to_ship(ean, relay=True, delivery_type="Tracked")
    assert shop.order(home, "delivery_mode", "delivery_type") == ("Home", "Regular")
    assert shop.order(relay, "delivery_mode", "delivery_type") == ("Relais", "Tracked")
    with shop.env() as env:
        sales = env["sale.order"].search([("laredoute_ref", "in", (home, relay))])
        found = {
            each.laredoute_ref: (each.carrier_id.name, each.picking_ids.carrier_id.name)
            for each in sales
        }
        postcode = env["laredoute.order"].search([("remote_id", "=", relay)]).delivery
    assert found == {home: (False, False), relay: ("Relais Colis", "Relais Colis")}
    shop.ship(relay, tracking="VD4H000000123401")
    shop.run("send_operations")
    (line,) = shop.sim.control.order(relay)["lines"]
    assert (line["status"], line["tracking_number"]) == ("Shipped", "4H00000012")
    assert line["carrier"] == "Relais Colis"
    where = postcode["address"]["zip_code"]
    assert line["tracking_url"] == f"https://relais.example/4H00000012?cp={where}"
    assert line["audit"]["ship"]["effect"] == 1
    shop.read_orders()
    assert shop.order(relay, "agreement") == "agree"
