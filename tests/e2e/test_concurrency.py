# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invariants 1 and 3 with real cursors: runs at once, and people at work meanwhile."""

import threading
import time
from contextlib import contextmanager

import psycopg2
import pytest

from laredoute_simulator import Simulator

from .shop import Shop

FLOWS = {
    "check_listings": "_check_listings",
    "send_products": "_send_products",
    "send_offers": "_send_offers",
    "fetch_orders": "_fetch_orders",
    "process_orders": "_process_orders",
    "send_operations": "_send_operations",
    "collect_reports": "_collect_reports",
    "apply_reports": "_apply_reports",
}
#: flow -> the call to La Redoute during which people must be able to work
CALLS = {
    "send_products": "send_products",
    "send_offers": "send_offers",
    "fetch_orders": "fetch_orders",
    "send_operations": "send_updates",
    "collect_reports": "download_report",
}
PATIENCE = 30


@pytest.fixture(scope="module")
def seller(registry, image_server):
    """A shop for all the tests of this file, and one product of it that is live."""
    with Simulator(speed=0.0) as running:
        shop = Shop(
            registry, running, image_server, brand_code="B00101", read_timeout=30
        )
        shop.product_id, shop.ean, shop.listing_id = shop.make_live(stock=50)
        yield shop


@pytest.fixture
def shop(seller):
    seller.write("account", [seller.account_id], last_error=False)
    yield seller
    # a test that fails must not fail the others
    under_way = ("state", "in", ("queued", "sending", "unknown"))
    left = seller.search("exchange", under_way)
    seller.write("exchange", left, state="failed", handled=True)


@pytest.fixture
def market():
    from odoo.addons.laredoute_connector.marketplace.sellr import adapter

    return adapter.SellrMarketplace


class Thread(threading.Thread):
    """A thread whose failure is the test's."""

    def __init__(self, work, *arguments):
        super().__init__(daemon=True)
        self.work, self.arguments, self.error = work, arguments, None
        self.start()

    def run(self):
        try:
            self.work(*self.arguments)
        except BaseException as error:  # noqa: BLE001, raised where it is awaited
            self.error = error

    def end(self):
        self.join(PATIENCE)
        assert not self.is_alive(), "it hangs"
        if self.error:
            raise self.error


def run_flow(shop, flow):
    """What the cron does, without the row lock of the cron itself."""
    with shop.env() as env:
        env["laredoute.account"]._run_flow(flow)


def batches(shop, kind):
    found = shop.sim.control.status()["batches"]
    return len([each for each in found if each["kind"] == f"{kind}_laredoute"])


def calls(shop):
    """All the calls La Redoute had so far."""
    status = shop.sim.control.status()
    return sum(status["calls"].values()) + status["files"]["fetched_count"]


def wrap(monkeypatch, owner, name, wrapper):
    """Replace a method by ``wrapper(original, self, …)``."""
    original = getattr(owner, name)
    monkeypatch.setattr(
        owner, name, lambda self, *args, **kw: wrapper(original, self, *args, **kw)
    )


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


# ------------------------------------------------------------ two runs, one effect
@pytest.mark.parametrize("flow", FLOWS)
def test_a_flow_of_an_account_never_runs_twice_at_once(
    shop, registry, monkeypatch, flow
):
    entries, inside, leave = [], threading.Event(), threading.Event()

    def wrapper(_original, account):
        entries.append(account.id)
        account._commit()
        inside.set()
        leave.wait(PATIENCE)

    wrap(monkeypatch, registry["laredoute.account"], FLOWS[flow], wrapper)
    first = Thread(run_flow, shop, flow)
    assert inside.wait(PATIENCE)
    run_flow(shop, flow)
    if flow == "fetch_orders":
        run_flow(shop, "sweep_orders")
    leave.set()
    first.end()
    assert entries == [shop.account_id]
    run_flow(shop, flow)
    assert len(entries) == 2, "the lock is given back"


def meet(monkeypatch, owner, name):
    """Let two threads begin a method together, each with its snapshot taken.

    :return: the threads that met, to be counted afterwards
    """
    barrier = threading.Barrier(2, timeout=PATIENCE)
    seen, met = set(), set()

    def wrapper(original, self, *args, **kw):
        me = threading.get_ident()
        if me not in seen:
            seen.add(me)
            self.env.cr.execute("SELECT 1")
            barrier.wait()
            met.add(me)
        return original(self, *args, **kw)

    wrap(monkeypatch, owner, name, wrapper)
    return met


@pytest.fixture
def no_flow_lock(registry, monkeypatch):
    """As if two machines had lost sight of each other's locks."""

    @contextmanager
    def always(self, flow):
        yield True

    monkeypatch.setattr(registry["laredoute.account"], "_flow_lock", always)


def run_twice(shop, flow):
    threads = [Thread(run_flow, shop, flow) for _each in range(2)]
    for thread in threads:
        thread.end()


@pytest.mark.usefixtures("no_flow_lock")
def test_an_order_fetched_twice_at_once_exists_once(shop, registry, monkeypatch):
    order_id, line_ids = shop.place(shop.ean, shop.ean)
    met = meet(monkeypatch, registry["laredoute.order"], "_store")
    run_twice(shop, "fetch_orders")
    assert len(met) == 2
    assert len(shop.search("order", ("remote_id", "=", order_id))) == 1
    for line_id in line_ids:
        assert len(shop.search("order.line", ("remote_id", "=", line_id))) == 1
    assert not shop.read("account", shop.account_id, "last_error")


@pytest.mark.usefixtures("no_flow_lock")
def test_an_order_made_twice_at_once_is_one_sale(shop, registry, monkeypatch):
    order_id, (line_id,) = shop.place(shop.ean)
    shop.run("fetch_orders")
    met = meet(monkeypatch, registry["laredoute.account"], "_process_orders")
    run_twice(shop, "process_orders")
    assert len(met) == 2
    shop.run("process_orders")
    with shop.env() as env:
        sales = env["sale.order"].search_count([("client_order_ref", "=", order_id)])
        assert sales == 1
    assert len(shop.search("operation", ("order_line_id.remote_id", "=", line_id))) == 1
    assert shop.order(order_id, "state") == "done"
    assert not shop.read("account", shop.account_id, "last_error")


@pytest.mark.usefixtures("no_flow_lock")
def test_a_decision_told_twice_at_once_is_told_once(shop, registry, monkeypatch):
    order_id, (line_id,) = shop.place(shop.ean)
    shop.read_orders()
    met = meet(monkeypatch, registry["laredoute.operation"], "_mark_sending")
    run_twice(shop, "send_operations")
    assert len(met) == 2
    assert shop.audit(order_id)[line_id]["accept"] == {"effect": 1, "refused": 0}
    shop.read_orders()
    assert shop.order(order_id, "status", "state") == ("accepted", "done")
    assert not shop.read("account", shop.account_id, "last_error")


@pytest.mark.usefixtures("no_flow_lock")
@pytest.mark.parametrize("kind", ["products", "offers"])
def test_a_file_queued_twice_at_once_is_one(shop, registry, monkeypatch, kind):
    listing = shop.listing_id
    if kind == "products":
        listing = shop.choose(shop.make_product()[0])
        shop.run("check_listings")
    else:
        shop.add_stock(shop.product_id, 1)
    before = batches(shop, kind)
    met = meet(monkeypatch, registry["laredoute.exchange"], "_queue_file")
    run_twice(shop, f"send_{kind}")
    assert len(met) == 2
    assert batches(shop, kind) == before + 1
    field = {"products": "product_exchange_id", "offers": "offer_exchange_id"}[kind]
    assert shop.read("exchange", shop.read("listing", listing, field).id, "state") == (
        "sent"
    )


@pytest.mark.usefixtures("no_flow_lock")
def test_a_report_taken_twice_at_once_exists_once(shop, registry, monkeypatch):
    shop.add_stock(shop.product_id, 1)
    shop.run("send_offers")
    file = shop.read("listing", shop.listing_id, "offer_exchange_id").id
    batch = shop.read("exchange", file, "batch_id")
    shop.sim.control.step(hours=5)
    met = meet(monkeypatch, registry["laredoute.account"], "_prepare_report")
    run_twice(shop, "collect_reports")
    assert len(met) == 2
    shop.run("collect_reports", "apply_reports")
    reports = shop.search("exchange", ("kind", "=", "report"), ("batch_id", "=", batch))
    assert len(reports) == 1
    assert shop.read("exchange", reports[0], "state") == "done"
    assert shop.read("exchange", file, "state") == "done"


def make(env, shop, order_id, noun):
    """Create a second one of what exists once."""
    account = {"account_id": shop.account_id}
    order = env["laredoute.order"].search([("remote_id", "=", order_id)])
    file = {**account, "name": "twice.xml"}
    values = {
        "order": {**account, "remote_id": "twice"},
        "order.line": {
            "order_id": order.id,
            "remote_id": "twice",
            "status": "created",
        },
        "operation": {
            "order_line_id": order.line_ids.id,
            "kind": "refuse",
            "idempotency_key": "twice",
        },
        "report": {**file, "direction": "in", "kind": "report", "checksum": "twice"},
        "file": {**file, "direction": "out", "kind": "products"},
        "sale": {"partner_id": 1, "laredoute_order_id": order.id},
    }[noun]
    model = {
        "report": "laredoute.exchange",
        "file": "laredoute.exchange",
        "sale": "sale.order",
    }.get(noun, f"laredoute.{noun}")
    env[model].create(values)


@pytest.mark.parametrize(
    "noun", ["order", "order.line", "operation", "report", "file", "sale"]
)
def test_the_database_itself_keeps_one_of_each(shop, noun):
    """Two transactions that see nothing of each other: one of them must fail."""
    order_id, _lines = shop.place(shop.ean)
    shop.run("fetch_orders")
    barrier, failures = threading.Barrier(2, timeout=PATIENCE), []

    def work():
        try:
            with shop.env() as env:
                env.cr.execute("SELECT 1")
                barrier.wait()
                make(env, shop, order_id, noun)
        except psycopg2.errors.UniqueViolation as error:
            failures.append(error)

    threads = [Thread(work), Thread(work)]
    for thread in threads:
        thread.end()
    assert len(failures) == 1


# --------------------------------------------------- people change things meanwhile
def test_an_edit_during_the_check_is_checked_again(shop, registry, monkeypatch):
    """The check read the old title: the new one must not pass unseen."""
    shop.run("check_listings")
    title = f"Robe Courte Unie {time.time_ns()}"

    def edit():
        with shop.env() as env:
            env["product.product"].browse(shop.product_id).name = title

    shop.write("listing", [shop.listing_id], needs_check=True)
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
def test_an_edit_during_the_telling_of_a_file_loses_no_answer(
    shop, market, monkeypatch, kind
):
    if kind == "products":
        shop.choose(shop.make_product()[0])
        shop.run("check_listings")
    else:
        shop.add_stock(shop.product_id, 1)
    after_first_call(monkeypatch, market, f"send_{kind}", lambda: edit_shop(shop))
    shop.run(f"send_{kind}")
    file = shop.search("exchange", ("kind", "=", kind))[-1]
    state, batch = shop.read("exchange", file, "state", "batch_id")
    assert (state, bool(batch)) == ("sent", True)


def test_an_edit_during_the_telling_of_a_shipment_loses_no_answer(
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

    after_first_call(monkeypatch, market, "send_updates", edit)
    shop.run("send_operations")
    with shop.env() as env:
        picking = env["stock.picking"].browse(picking_id)
        assert "Fragile" in picking.note
        assert picking.laredoute_operation_ids.state == "sent"
        assert picking.laredoute_told == "told"


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
    """Two readings overlap: the slow one asked before the decision was told."""
    order_id, _lines = shop.place(shop.ean)
    shop.read_orders()
    asked, answered = threading.Event(), threading.Event()
    slow = []

    def lazily(original, self, *args, **kw):
        found = list(original(self, *args, **kw))
        if not slow:
            slow.append(True)
            asked.set()
            answered.wait(PATIENCE)
        yield from found

    wrap(monkeypatch, market, "fetch_orders", lazily)
    thread = Thread(run_flow, shop, "fetch_orders")
    assert asked.wait(PATIENCE)
    # moments are kept to the second
    time.sleep(1.1)
    shop.run("send_operations")
    with shop.account() as account:
        account._read_orders(account.create_date, account.create_date.now())
    assert shop.order(order_id, "status") == "accepted"
    answered.set()
    thread.end()
    assert shop.order(order_id, "status") == "accepted", "news are not undone"


# ------------------------------------------- nobody waits for La Redoute (invariant 3)
def prepare(shop, flow):
    """Give a flow something to tell or to take."""
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
            order.operation_ids.exchange_id.error_message = "Fragile"
    shop.ship(order_id)


@pytest.mark.parametrize("flow", CALLS)
def test_people_work_while_a_call_hangs(shop, market, monkeypatch, flow):
    order_id = shop.to_ship(shop.ean)
    prepare(shop, flow)
    hangs, goes_on = threading.Event(), threading.Event()

    def wrapper(original, self, *args, **kw):
        hangs.set()
        goes_on.wait(PATIENCE)
        return original(self, *args, **kw)

    wrap(monkeypatch, market, CALLS[flow], wrapper)
    thread = Thread(run_flow, shop, flow)
    assert hangs.wait(PATIENCE), "nothing was told"
    try:
        begin = time.monotonic()
        work_in_shop(shop, order_id)
        assert time.monotonic() - begin < 10
    finally:
        goes_on.set()
        thread.end()
    with shop.env() as env:
        of_order = [("sale_id.laredoute_ref", "=", order_id)]
        picking = env["stock.picking"].search(of_order)
        # a telling that was under way goes on with what was written meanwhile
        told = "told" if flow == "send_operations" else "queued"
        assert (picking.state, picking.laredoute_told) == ("done", told)
    assert not shop.search("exchange", ("state", "=", "sending"))


def test_people_work_while_la_redoute_does_not_answer(shop):
    """The same with a server that really is silent."""
    order_id = shop.to_ship(shop.ean)
    prepare(shop, "send_offers")
    shop.sim.control.inject("timeout_after", service="offers", hold=4)
    before = batches(shop, "offers")
    thread = Thread(run_flow, shop, "send_offers")
    deadline = time.monotonic() + PATIENCE
    while batches(shop, "offers") == before and time.monotonic() < deadline:
        time.sleep(0.02)
    work_in_shop(shop, order_id)
    assert thread.is_alive(), "people waited for La Redoute"
    thread.end()


def test_a_delivery_is_validated_at_once_while_la_redoute_is_down(shop):
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
    before = calls(shop)
    begin = time.monotonic()
    picking_id = shop.ship(order_id, login="warehouse-e2e")
    assert time.monotonic() - begin < 2
    assert calls(shop) == before
    shop.run("send_operations")
    with shop.env() as env:
        picking = env["stock.picking"].browse(picking_id)
        assert (picking.state, picking.laredoute_told) == ("done", "queued")
    shop.sim.control.clear_faults()
