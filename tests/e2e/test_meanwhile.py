# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""People at work while the crons are: no lost update, no waiting."""

import threading
import time

import pytest

from laredoute_simulator import http_server

from .looking import back_in_time
from .threads import (
    PATIENCE,
    Thread,
    batches,
    forgiving_shop,  # noqa: F401 (a fixture)
    wrap,
)

#: flow -> the call to La Redoute during which people must be able to work
CALLS = {
    "send_products": "send",
    "send_offers": "send",
    "fetch_orders": "fetch_orders",
    "send_operations": "decide",
    "collect_reports": "fetch_answer",
}


@pytest.fixture
def market():
    from odoo.addons.laredoute_connector.marketplace.sellr import adapter

    return adapter.SellrMarketplace


def calls(shop):
    """All the calls La Redoute had so far."""
    status = shop.sim.control.status()
    return sum(status["calls"].values()) + status["files"]["fetched_count"]


def after_first_call(monkeypatch, owner, name, work):
    """Do ``work`` once, right after the first call of a method."""
    done = []

    def wrapper(original, self, *args, **kw):
        result = original(self, *args, **kw)
        if not done:
            done.append(True)
            work()
        return result

    wrap(monkeypatch, owner, name, wrapper)


# --------------------------------------------------- people change things meanwhile
def test_an_edit_during_the_check_is_checked_again(shop, registry, monkeypatch):
    """The check read the old title: the new one must not pass unseen."""
    shop.run("check_listings")
    title = f"Robe Courte Unie {time.time_ns()}"

    def edit():
        with shop.env() as env:
            env["product.product"].browse(shop.product_id).name = title

    with shop.env() as env:
        env["laredoute.listing"].browse(shop.listing_id)._invalidate_these()
    after_first_call(
        monkeypatch, registry["laredoute.listing"], "_product_records", edit
    )
    shop.run("check_listings", "check_listings", "send_products")
    shop.sim.control.step(hours=49)
    assert shop.sim.control.item(shop.ean)["title"] == title


def edit_shop(shop):
    """People edit what a file speaks of: the account, the product, the listing."""
    with shop.env() as env:
        env.cr.execute("SET LOCAL lock_timeout = '1s'")
        account = env["laredoute.account"].browse(shop.account_id)
        account.name = f"{account.name}."
        product = env["product.product"].browse(shop.product_id)
        product.name = f"{product.name}."
        listings = account.env["laredoute.listing"].search(
            [("account_id", "=", account.id)]
        )
        for listing in listings:
            listing.best_price += 1


@pytest.mark.parametrize("kind", ["products", "offers"])
def test_an_edit_during_the_sending_of_a_file_loses_no_answer(
    shop, market, monkeypatch, kind
):
    if kind == "products":
        shop.choose(shop.make_product()[0])
        shop.run("check_listings")
    else:
        shop.add_stock(shop.product_id, 1)
    after_first_call(monkeypatch, market, "send", lambda: edit_shop(shop))
    shop.run(f"send_{kind}")
    file = shop.search("exchange", ("kind", "=", kind))[-1]
    state, batch = shop.read("exchange", file, "state", "batch_id")
    assert (state, bool(batch)) == ("sent", True)


def test_an_edit_during_the_sending_of_a_shipment_loses_no_answer(
    shop, market, monkeypatch
):
    order_id = shop.to_ship(shop.ean)
    picking_id = shop.ship(order_id)

    def edit():
        with shop.env() as env:
            picking = env["stock.picking"].browse(picking_id)
            picking.note = "Fragile"
            picking.sale_id.note = "Fragile"
            operation = picking.laredoute_operation_ids
            operation.order_id.message_post(body="Fragile")
            operation.order_id.waiting_reason = "Fragile"
            operation.exchange_id.handled = True

    after_first_call(monkeypatch, market, "decide", edit)
    shop.run("send_operations")
    with shop.env() as env:
        picking = env["stock.picking"].browse(picking_id)
        assert "Fragile" in picking.note
        assert picking.laredoute_operation_ids.state == "sent"
        assert picking.laredoute_shipment_state == "sent"


def test_an_edit_during_the_reading_of_orders_loses_no_news(shop, market, monkeypatch):
    order_id, _lines = shop.place(shop.ean)
    shop.read_orders()
    shop.run("send_operations")
    (stored,) = shop.search("order", ("remote_id", "=", order_id))

    def wrapper(original, self, *args, **kw):
        found = list(original(self, *args, **kw))
        shop.write("order", [stored], waiting_reason="somebody was here")
        return iter(found)

    def lazily(original, self, *args, **kw):
        yield from wrapper(original, self, *args, **kw)

    wrap(monkeypatch, market, "fetch_orders", lazily)
    shop.run("fetch_orders")
    assert shop.order(order_id, "status") == "accepted"


def test_an_old_answer_never_replaces_a_newer_one(shop, market, monkeypatch):
    """Two readings overlap: the slow one requested before the decision was sent."""
    order_id, _lines = shop.place(shop.ean)
    shop.read_orders()
    requested, answered = threading.Event(), threading.Event()
    slow = []

    def lazily(original, self, *args, **kw):
        found = list(original(self, *args, **kw))
        if not slow:
            slow.append(True)
            requested.set()
            answered.wait(PATIENCE)
        yield from found

    wrap(monkeypatch, market, "fetch_orders", lazily)
    thread = Thread(shop.run, "fetch_orders")
    assert requested.wait(PATIENCE)
    shop.run("send_operations")
    with shop.account() as account:
        orders = account.env["laredoute.order"]
        orders._read(account, account.create_date, account.create_date.now())
    assert shop.order(order_id, "status") == "accepted"
    # moments are kept to the second: the second reading came one later
    stored = shop.search("order", ("remote_id", "=", order_id))
    back_in_time(shop, "order", stored, "fetched_at", seconds=-1)
    answered.set()
    thread.end()
    assert shop.order(order_id, "status") == "accepted", "news are not undone"


# -------------------------------------------------------- nobody waits for La Redoute
def prepare(shop, flow):
    """Give a flow something to send or to take."""
    if flow == "send_products":
        shop.choose(shop.make_product()[0])
        shop.run("check_listings")
    elif flow in ("send_offers", "collect_reports"):
        shop.add_stock(shop.product_id, 7)
    if flow == "collect_reports":
        shop.run("send_offers")
        shop.sim.control.step(hours=5)
    if flow in ("fetch_orders", "send_operations"):
        shop.place(shop.ean)
    if flow == "send_operations":
        shop.read_orders()


def work_in_shop(shop, order_id):
    """What people do all day; PostgreSQL refuses to wait for a lock of the crons."""
    edit_shop(shop)
    with shop.env() as env:
        env.cr.execute("SET LOCAL lock_timeout = '1s'")
        orders = env["laredoute.order"].search([("account_id", "=", shop.account_id)])
        for order in orders:
            order.waiting_reason = "Fragile"
            order.sale_order_id.note = "Fragile"
            order.line_ids.status_text = "Fragile"
            order.operation_ids.message = "Fragile"
        exchanges = shop.search("exchange")
        env["laredoute.exchange"].browse(exchanges).write({"error_code": "fragile"})
    shop.ship(order_id)


@pytest.mark.parametrize("flow", CALLS)
def test_people_work_while_a_call_hangs(shop, market, monkeypatch, flow):
    order_id = shop.to_ship(shop.ean)
    prepare(shop, flow)
    hangs, goes_on, first = threading.Event(), threading.Event(), []

    def wrapper(original, self, *args, **kw):
        hangs.set()
        goes_on.wait(PATIENCE)
        first.append("the call")
        return original(self, *args, **kw)

    wrap(monkeypatch, market, CALLS[flow], wrapper)
    thread = Thread(shop.run, flow)
    assert hangs.wait(PATIENCE), "nothing was sent"
    try:
        work_in_shop(shop, order_id)
        first.append("people")
    finally:
        goes_on.set()
        thread.end()
    assert first[0] == "people", "they waited for the call"
    with shop.env() as env:
        of_order = [("sale_id.laredoute_ref", "=", order_id)]
        picking = env["stock.picking"].search(of_order)
        # a sending that was under way goes on with what was written meanwhile
        known = "sent" if flow == "send_operations" else "queued"
        assert (picking.state, picking.laredoute_shipment_state) == ("done", known)
    assert not shop.search("exchange", ("state", "=", "sending"))


def test_people_work_while_la_redoute_does_not_answer(shop, monkeypatch):
    """The same with a server that really is silent, until people are done."""
    order_id = shop.to_ship(shop.ean)
    prepare(shop, "send_offers")
    silent, lets_go = threading.Event(), threading.Event()

    def hold(_original, handler, _fault):
        silent.set()
        lets_go.wait(PATIENCE)
        handler.close_connection = True

    wrap(monkeypatch, http_server._Handler, "_hold", hold)
    shop.sim.control.inject("timeout_after", service="offers")
    before = batches(shop, "offers")
    thread = Thread(shop.run, "send_offers")
    assert silent.wait(PATIENCE), "nothing was sent"
    assert batches(shop, "offers") == before + 1
    try:
        work_in_shop(shop, order_id)
        assert thread.is_alive(), "people waited for La Redoute"
    finally:
        lets_go.set()
        thread.end()


def test_a_delivery_is_validated_at_once_while_la_redoute_is_down(
    shop, registry, monkeypatch
):
    """At once: whoever validates it does not so much as open La Redoute."""
    order_id = shop.to_ship(shop.ean)
    with shop.env() as env:
        env["res.users"].create(
            {
                "name": "Magasinier",
                "login": "warehouse-e2e",
                "group_ids": [(6, 0, [env.ref("stock.group_stock_user").id])],
            }
        )
    shop.sim.control.inject("timeout_before", count=50, service="orders_update")
    before, opened = calls(shop), []

    def open_it(original, account):
        opened.append(account.id)
        return original(account)

    wrap(monkeypatch, registry["laredoute.account"], "_marketplace", open_it)
    picking_id = shop.ship(order_id, login="warehouse-e2e")
    assert (opened, calls(shop)) == ([], before)
    shop.run("send_operations")
    assert opened, "whoever sends it does"
    with shop.env() as env:
        picking = env["stock.picking"].browse(picking_id)
        assert (picking.state, picking.laredoute_shipment_state) == ("done", "queued")
    shop.sim.control.clear_faults()
