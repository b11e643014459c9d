# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""With real cursors: two runs at once have one effect."""

import threading

import psycopg2
import pytest

from odoo import fields
from odoo.exceptions import UserError

from .threads import (
    PATIENCE,
    Thread,
    batches,
    forgiving_shop,  # noqa: F401 (a fixture)
    run_unlocked,
    wrap,
)

#: flow -> those that share its lock
FLOWS = {
    "check_listings": (),
    "send_products": (),
    "send_offers": (),
    "fetch_orders": ("sweep_orders",),
    "compare_orders": (),
    "process_orders": (),
    "invoice_orders": (),
    "send_operations": (),
    "collect_reports": (),
    "apply_reports": (),
}


# ------------------------------------------------------------ two runs, one effect
@pytest.mark.parametrize("flow", FLOWS)
def test_a_flow_of_an_account_never_runs_twice_at_once(
    shop, registry, monkeypatch, flow
):
    from odoo.addons.laredoute_connector.models.flow.schedule import FLOWS as WORKS

    entries, inside, leave = [], threading.Event(), threading.Event()

    def wrapper(_original, self, account):
        entries.append(account.id)
        self.env["ir.cron"]._commit_progress(0)
        inside.set()
        leave.wait(PATIENCE)

    for name in (flow, *FLOWS[flow]):
        work = WORKS[name]
        wrap(monkeypatch, registry[work.model], work.method, wrapper)
    first = Thread(shop.run, flow)
    assert inside.wait(PATIENCE)
    shop.run(flow, *FLOWS[flow])
    leave.set()
    first.end()
    assert entries == [shop.account_id]
    shop.run(flow)
    assert len(entries) == 2, "the lock is given back"


def meet(monkeypatch, owner, name):
    """Let two threads begin a method together, each with its snapshot taken.

    :return: the threads that met, to be counted afterwards
    """
    barrier = threading.Barrier(2, timeout=PATIENCE)
    seen, met = set(), set()

    def wrapper(original, self, *args, **kw):
        me = threading.get_ident()
        if me not in seen and len(seen) < 2:
            seen.add(me)
            self.env.cr.execute("SELECT 1")
            barrier.wait()
            met.add(me)
        return original(self, *args, **kw)

    wrap(monkeypatch, owner, name, wrapper)
    return met


def run_twice(shop, flow):
    """Run a flow in two threads at once, as if its lock did not hold."""
    with shop.account() as account:
        account._flow(flow).last_run_at = fields.Datetime.now()
    threads = [Thread(run_unlocked, shop, flow) for _each in range(2)]
    for thread in threads:
        thread.end()


def test_an_order_fetched_twice_at_once_exists_once(shop, registry, monkeypatch):
    order_id, line_ids = shop.place(shop.ean, shop.ean)
    met = meet(monkeypatch, registry["laredoute.order"], "_store")
    run_twice(shop, "fetch_orders")
    assert len(met) == 2
    assert len(shop.search("order", ("remote_id", "=", order_id))) == 1
    for line_id in line_ids:
        assert len(shop.search("order.line", ("remote_id", "=", line_id))) == 1
    assert not shop.read("account", shop.account_id, "last_error")


def test_an_order_made_twice_at_once_is_one_sale(shop, registry, monkeypatch):
    order_id, (line_id,) = shop.place(shop.ean)
    shop.run("fetch_orders")
    met = meet(monkeypatch, registry["laredoute.order"], "_run_process")
    run_twice(shop, "process_orders")
    assert len(met) == 2
    shop.run("process_orders")
    with shop.env() as env:
        sales = env["sale.order"].search_count([("client_order_ref", "=", order_id)])
        assert sales == 1
    assert len(shop.search("operation", ("order_line_id.remote_id", "=", line_id))) == 1
    assert shop.order(order_id, "state") == "done"
    assert not shop.read("account", shop.account_id, "last_error")


def test_a_person_and_the_flow_make_one_invoice(shop, registry, monkeypatch):
    order_id = shop.to_ship(shop.ean)
    with shop.account() as account:
        account.write({"invoice_policy": "payment", "invoices_from": False})
    failed = []

    def press():
        try:
            with shop.env() as env:
                found = [("laredoute_ref", "=", order_id)]
                env["sale.order"].search(found)._create_invoices().action_post()
        except (psycopg2.errors.SerializationFailure, UserError) as error:
            # Odoo tries again, and finds nothing to invoice
            failed.append(error)

    met = meet(monkeypatch, registry["sale.order"], "_create_invoices")
    person = Thread(press)
    shop.run("invoice_orders")
    person.end()
    shop.run("invoice_orders")
    with shop.env() as env:
        made = env["account.move"].search([("ref", "=", order_id)])
        assert made.mapped("state") == ["posted"]
    assert len(met) == 2
    assert len(failed) == 1, "whoever came second begins anew"
    assert not shop.read("account", shop.account_id, "last_error")
    with shop.account() as account:
        account.invoice_policy = "manual"


def test_a_decision_sent_twice_at_once_is_sent_once(shop, registry, monkeypatch):
    order_id, (line_id,) = shop.place(shop.ean)
    shop.read_orders()
    met = meet(monkeypatch, registry["laredoute.operation"], "_next_request")
    run_twice(shop, "send_operations")
    assert len(met) == 2
    # whoever finds the stock held by the other looks again in a minute
    (decision,) = shop.search("operation", ("order_line_id.remote_id", "=", line_id))
    shop.write("operation", decision, next_attempt_at=False)
    shop.run("send_operations")
    assert shop.audit(order_id)[line_id]["accept"] == {"effect": 1, "refused": 0}
    shop.read_orders()
    assert shop.order(order_id, "status", "state") == ("accepted", "done")
    assert not shop.read("account", shop.account_id, "last_error")


@pytest.mark.parametrize("kind", ["products", "offers"])
def test_a_file_queued_twice_at_once_is_one(shop, registry, monkeypatch, kind):
    listing = shop.listing_id
    if kind == "products":
        listing = shop.choose(shop.make_product()[0])
        shop.run("check_listings")
    else:
        shop.add_stock(shop.product_id, 1)
    before = batches(shop, kind)
    owner = {"products": "exchange", "offers": "offer"}[kind]
    begin = {"products": "_queue_file", "offers": "_queue"}[kind]
    met = meet(monkeypatch, registry[f"laredoute.{owner}"], begin)
    run_twice(shop, f"send_{kind}")
    assert len(met) == 2
    assert batches(shop, kind) == before + 1
    field = {"products": "product_exchange_id", "offers": "offer_exchange_id"}[kind]
    assert shop.read("exchange", shop.read("listing", listing, field).id, "state") == (
        "sent"
    )


def test_a_report_taken_twice_at_once_exists_once(shop, registry, monkeypatch):
    shop.add_stock(shop.product_id, 1)
    shop.run("send_offers")
    file = shop.read("listing", shop.listing_id, "offer_exchange_id").id
    batch = shop.read("exchange", file, "batch_id")
    shop.sim.control.step(hours=5)
    met = meet(monkeypatch, registry["laredoute.exchange"], "_prepare_answer")
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
            "status": "to_accept",
        },
        "operation": {
            "order_line_id": order.line_ids.id,
            "kind": "refuse",
            "idempotency_key": "twice",
        },
        "report": {
            **file,
            "direction": "in",
            "kind": "report",
            "answer_key": "twice.xml",
            "checksum": "twice",
        },
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
