# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One product's whole life, through the crons only."""


def test_from_selected_to_paid(shop):
    product_id, ean = shop.make_product(stock=5)
    listing = shop.choose(product_id)
    shop.run("check_listings")
    assert shop.read("listing", listing, "state", "problem") == ("ready", False)
    shop.run("send_products")
    assert shop.read("listing", listing, "state") == "sent"
    shop.run("collect_reports", "apply_reports")
    assert shop.read("listing", listing, "state") == "sent", "24 to 48 hours"
    shop.sim.control.step(hours=49)
    shop.run("collect_reports", "apply_reports")
    assert shop.read("listing", listing, "state", "refusal") == ("integrated", False)
    shop.run("send_offers")
    shop.sim.control.step(hours=5)
    shop.run("collect_reports", "apply_reports")
    assert shop.read("listing", listing, "state") == "live"
    assert shop.sim.control.item(ean)["live"]

    order_id, (line_id,) = shop.place(ean, quantity=2)
    shop.read_orders()
    assert shop.order(order_id, "status", "state") == ("to_accept", "done")
    shop.run("send_operations")
    assert shop.audit(order_id)[line_id]["accept"]["effect"] == 1
    shop.sim.control.step(minutes=31)
    shop.read_orders()
    assert shop.order(order_id, "status") == "to_ship"
    with shop.env() as env:
        sale = env["sale.order"].search([("laredoute_ref", "=", order_id)])
        assert sale.state == "sale"
        assert sale.partner_id.name not in ("", False)
        assert sale.partner_shipping_id.street
        assert round(sale.amount_total, 2) == 2 * 59.90 + 5.90
        assert sale.laredoute_difference == 0

    shop.ship(order_id, tracking="6A99999999999")
    shop.run("send_operations")
    known = shop.sim.control.order(order_id)["lines"][0]
    assert known["status"] == "Shipped"
    assert "6A99999999999" in str(known)
    shop.read_orders()
    assert shop.order(order_id, "status") == "shipped"
    shop.sim.control.step(days=45)
    shop.read_orders()
    with shop.env() as env:
        sale = env["sale.order"].search([("laredoute_ref", "=", order_id)])
        assert sale.laredoute_status == "paid"
    assert shop.audit(order_id)[line_id]["ship"]["effect"] == 1
