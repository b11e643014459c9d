# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders that are read again, and orders that others handle, through the real wire."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

pytestmark = pytest.mark.usefixtures("watched")


def request(shop, **values):
    """Have orders read again, as a person does; returns the id of the import."""
    with shop.env() as env:
        wanted = env["laredoute.order.import.request"].create(
            {"account_id": shop.account_id, **values}
        )
        return wanted.action_start()["res_id"]


def forget(shop, order_id):
    """As if the order had never been read: by an outage, say."""
    (found,) = shop.search("order", ("remote_id", "=", order_id))
    with shop.env() as env:
        env.cr.execute("DELETE FROM laredoute_order_stale WHERE order_id = %s", [found])
        env.cr.execute("DELETE FROM laredoute_order WHERE id = %s", [found])


def today():
    """The day of the shop: an hour or two before that of UTC."""
    return datetime.now(ZoneInfo("Europe/Paris")).date()


def test_an_order_is_recovered_by_its_number(shop):
    eans = [shop.make_product()[1] for _each in range(2)]
    wanted, other = shop.place(eans[0])[0], shop.place(eans[1])[0]
    serial = int(wanted.split(".")[-1])
    missing = wanted.replace(f"{serial:07d}", f"{serial + 500:07d}")
    found = request(shop, numbers=f"{wanted}\n{missing}")
    shop.run("import_orders")
    assert shop.read("order.import", found, "state", "new_count") == ("done", 1)
    with shop.env() as env:
        lines = env["laredoute.order.import"].browse(found).line_ids
        assert lines.mapped("state") == ["found", "missing"]
    assert not shop.search("order", ("remote_id", "=", other))
    shop.run("process_orders", "send_operations")
    assert shop.order(wanted, "state") == "done"
    assert [each["accept"]["effect"] for each in shop.audit(wanted).values()] == [1]


def test_a_week_is_read_by_date_and_goes_on_after_an_outage(shop):
    orders = [shop.place(shop.make_product()[1])[0] for _each in range(3)]
    days = {"first_day": today() - timedelta(days=6), "last_day": today()}
    found = request(shop, selected_by="period", **days)
    shop.sim.control.inject("503", service="orders_read")
    shop.run("import_orders")
    state, message = shop.read("order.import", found, "state", "message")
    assert (state, bool(message)) == ("running", True)
    with shop.account() as account:
        account._flow("import_orders").not_before = False
    shop.run("import_orders")
    assert shop.read("order.import", found, "state", "progress") == ("done", 100)
    assert shop.read("order.import", found, "message") is False
    assert shop.read("order.import", found, "new_count") == 3
    shop.run("process_orders")
    assert [shop.order(each, "state") for each in orders] == ["done"] * 3


def test_what_others_handle_is_left_alone_until_a_person_takes_it_over(shop):
    with shop.env() as env:
        moment = datetime.now(timezone.utc).replace(tzinfo=None) + timedelta(hours=1)
        account = env["laredoute.account"].browse(shop.account_id)
        account.handled_before = moment
    order_id, (line,) = shop.place(shop.make_product()[1])
    shop.read_orders()
    shop.run("send_operations", "compare_orders")
    assert shop.order(order_id, "handled_elsewhere", "agreement") == (True, "agree")
    assert shop.audit(order_id)[line] == {}
    with shop.env() as env:
        order = env["laredoute.order"].search([("remote_id", "=", order_id)])
        order.action_handle_here()
    shop.run("process_orders", "send_operations")
    assert shop.audit(order_id)[line]["accept"]["effect"] == 1


def test_a_sale_order_of_another_tool_is_used_and_its_parcel_sent_once(shop):
    product, ean = shop.make_product()
    order_id, (line,) = shop.place(ean)
    shop.read_orders()
    shop.run("send_operations")
    shop.sim.control.step(minutes=31)
    # another tool made the sale order, and this connector meets it paid
    forget(shop, order_id)
    with shop.env() as env:
        env["sale.order"].search([("laredoute_ref", "=", order_id)]).unlink()
        account = env["laredoute.account"].browse(shop.account_id)
        sale = env["sale.order"].create(
            {
                "partner_id": env["res.partner"].create({"name": "Léa Martin"}).id,
                "warehouse_id": account.warehouse_id.id,
                "client_order_ref": order_id,
                "order_line": [(0, 0, {"product_id": product, "product_uom_qty": 1})],
            }
        )
        sale.action_confirm()
        sale_id = sale.id
    with shop.env() as env:
        from ..warehouse import validate_delivery

        validate_delivery(env["sale.order"].browse(sale_id).picking_ids, "6A777")
    shop.read_orders()
    assert shop.order(order_id, "state", "named_count") == ("waiting", 1)
    with shop.env() as env:
        order = env["laredoute.order"].search([("remote_id", "=", order_id)])
        order.action_use_sale_order()
    for _again in range(2):
        shop.run("process_orders", "send_operations", "fetch_orders")
    assert shop.audit(order_id)[line]["ship"]["effect"] == 1
    known = shop.sim.control.order(order_id)["lines"][0]
    assert (known["status"], "6A777" in str(known)) == ("Shipped", True)
    with shop.env() as env:
        ours = [("client_order_ref", "=", order_id)]
        assert env["sale.order"].search(ours).ids == [sale_id]
