# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Killed at any instant, nothing is lost or sent twice with effect.

A real process dies (SIGKILL) between each two steps; then the crons run again and the
simulator's own books say what La Redoute received.
"""

import pytest

from .crash_steps import UPDATE_STEPS, step, turn_back
from .threads import UNDER_WAY, batches, give_up


def file_steps(kind):
    exchange = "laredoute.exchange"
    call = "market.send"
    return [
        step(f"{exchange}._queue_file:after"),
        step(f"{exchange}._transmit:before"),
        step(f"{exchange}._set_sending > ir.cron._commit_progress:before"),
        step(f"{call}:before"),
        step(f"{call}:after", taken=True),
        step(f"{exchange}._transmitted:after", taken=True),
        step(f"{exchange}._transmit:after", taken=True),
    ]


REPORT_STEPS = [
    step("market.fetch_answer:after"),
    step("laredoute.exchange._take_answer > ir.cron._commit_progress:before"),
    step("market.settle_answer:before"),
    step("market.settle_answer:after"),
    step("laredoute.exchange._take_answer:after"),
]
APPLY_STEPS = [
    step("laredoute.exchange._apply:after"),
    step("laredoute.exchange._apply_guarded:after"),
    step("laredoute.exchange._apply_guarded > ir.cron._commit_progress:after"),
]


@pytest.fixture
def shop(seller):
    yield seller
    give_up(seller)


def assert_settled(shop, kind):
    """Every file of a kind is done or was given up, and none is under way."""
    assert not shop.search("exchange", ("kind", "=", kind), UNDER_WAY)
    assert not shop.search("exchange", ("needs_person", "=", True))


# ------------------------------------------------------------------ product files
@pytest.mark.parametrize(("point", "taken"), file_steps("products"))
def test_killed_while_sending_a_product(shop, victim, point, taken):
    before = batches(shop, "products")
    product_id, ean = shop.make_product()
    listing = shop.choose(product_id)
    shop.run("check_listings")
    victim.crash(shop, point, "run", "send_products")
    assert batches(shop, "products") == before + taken

    shop.run("send_products", "check_listings", "send_products")
    shop.sim.control.step(hours=49)
    shop.run("collect_reports", "apply_reports")
    if taken:
        assert shop.read("listing", listing, "state") == "integrated"
    turn_back(shop, "exchange", 51, UNDER_WAY)
    shop.run("send_products")
    shop.sim.control.step(hours=49)
    shop.run("collect_reports", "apply_reports", "send_products")

    assert batches(shop, "products") == before + 1, "sent once"
    assert shop.read("listing", listing, "state", "refusal") == ("integrated", False)
    assert shop.sim.control.item(ean)["state"] == "integrated"
    assert shop.read("listing", listing, "product_accepted")
    assert_settled(shop, "products")
    # the next test's offer file is its own
    shop.write("listing", [listing], selected=False)


def test_a_report_that_lies_unread_after_a_long_stop_is_read_first(shop, victim):
    """Down for two days right after the sending: do not send before querying."""
    before = batches(shop, "products")
    listing = shop.choose(shop.make_product()[0])
    shop.run("check_listings")
    victim.crash(shop, "market.send:after", "run", "send_products")
    shop.sim.control.step(hours=51)
    with shop.account() as account:
        account._flow("collect_reports").watermark = False
    turn_back(shop, "exchange", 51, ("state", "=", "sending"))
    shop.run("send_products", "collect_reports", "send_products")
    assert batches(shop, "products") == before + 1, "sent once"
    shop.run("apply_reports", "send_products")
    assert batches(shop, "products") == before + 1, "sent once"
    assert shop.read("listing", listing, "state") == "integrated"
    shop.write("listing", [listing], selected=False)


# -------------------------------------------------------------------- offer files
@pytest.mark.parametrize(("point", "taken"), file_steps("offers"))
def test_killed_while_sending_an_offer(shop, victim, point, taken):
    settle_offers(shop)
    before = batches(shop, "offers")
    shop.add_stock(shop.product_id, 1)
    quantity = shop.read("listing", shop.listing_id, "quantity_sent") + 1
    victim.crash(shop, point, "run", "send_offers")
    assert batches(shop, "offers") == before + taken

    shop.run("send_offers", "send_offers")
    shop.sim.control.step(hours=5)
    shop.run("collect_reports", "apply_reports")
    turn_back(shop, "exchange", 2, UNDER_WAY)
    shop.run("send_offers")
    shop.sim.control.step(hours=5)
    shop.run("collect_reports", "apply_reports", "send_offers")

    assert batches(shop, "offers") == before + 1, "sent once"
    assert shop.sim.control.item(shop.ean)["offer"]["quantity"] == quantity
    sent, accepted = shop.read(
        "listing", shop.listing_id, "offer_sent", "offer_accepted"
    )
    assert sent == accepted
    assert_settled(shop, "offers")


def settle_offers(shop):
    """Send what other tests left to send, so that the next file is this test's."""
    # theirs were lost so long ago that no answer is about them
    turn_back(shop, "exchange", 31 * 24, ("state", "=", "failed"))
    shop.run("send_offers")
    shop.sim.control.step(hours=5)
    shop.run("collect_reports", "apply_reports", "send_offers")


@pytest.mark.parametrize("point", ["laredoute.exchange._transmit:after"])
def test_killed_after_an_offer_file_the_next_one_keeps_its_distance(
    shop, victim, point
):
    """Of two offer files within an hour La Redoute takes neither."""
    settle_offers(shop)
    shop.write("account", [shop.account_id], offer_interval=60)
    turn_back(shop, "exchange", 2, ("kind", "=", "offers"))
    before = batches(shop, "offers")
    shop.add_stock(shop.product_id, 1)
    victim.crash(shop, point, "run", "send_offers")
    shop.add_stock(shop.product_id, 1)
    shop.run("send_offers")
    assert batches(shop, "offers") == before + 1, "too early for another"

    shop.sim.control.step(hours=5)
    shop.write("account", [shop.account_id], offer_interval=0)
    shop.run("collect_reports", "apply_reports")
    settle_offers(shop)
    sent = shop.read("listing", shop.listing_id, "quantity_sent")
    assert shop.sim.control.item(shop.ean)["offer"]["quantity"] == sent


def test_an_offer_file_of_unknown_outcome_is_replaced_by_a_fresh_one(shop, victim):
    """Its report may take hours; prices and stock cannot wait that long."""
    settle_offers(shop)
    before = batches(shop, "offers")
    shop.add_stock(shop.product_id, 1)
    victim.crash(shop, "market.send:after", "run", "send_offers")
    shop.add_stock(shop.product_id, 1)
    shop.run("send_offers")
    assert batches(shop, "offers") == before + 1, "the two would block each other"
    shop.sim.control.step(minutes=61)
    turn_back(shop, "exchange", 2, UNDER_WAY)
    shop.run("send_offers")
    shop.sim.control.step(hours=5)
    shop.run("collect_reports", "apply_reports", "send_offers")
    assert batches(shop, "offers") == before + 2
    sent = shop.read("listing", shop.listing_id, "quantity_sent")
    assert shop.sim.control.item(shop.ean)["offer"]["quantity"] == sent
    # the report on the file whose answer was lost is recognised by its items
    assert not shop.search("exchange", ("error_code", "=", "unknown_batch"))
    assert_settled(shop, "offers")


# ------------------------------------------------------------------------- orders
def recover_updates(shop, point, taken, order_id, verb):
    """Run the crons until the decision is sent; assert La Redoute took it once."""
    (line_id,) = shop.audit(order_id)
    counts = shop.audit(order_id)[line_id].get(verb, {"effect": 0})
    assert counts["effect"] == taken
    shop.run("send_operations", "send_operations")
    turn_back(shop, "operation", 1, ("state", "=", "unknown"))
    shop.run("send_operations", "send_operations")
    shop.read_orders()
    shop.run("send_operations")
    assert shop.audit(order_id)[line_id][verb] == {"effect": 1, "refused": 0}
    (operation,) = shop.search(
        "operation", ("order_id.remote_id", "=", order_id), ("kind", "=", verb)
    )
    assert shop.read("operation", operation, "state") == "confirmed"
    assert shop.order(order_id, "state") == "done"
    assert not shop.search("exchange", ("needs_person", "=", True))


@pytest.mark.parametrize(("point", "taken"), UPDATE_STEPS)
def test_killed_while_accepting(shop, victim, point, taken):
    order_id, _lines = shop.place(shop.ean)
    shop.read_orders()
    victim.crash(shop, point, "run", "send_operations")
    recover_updates(shop, point, taken, order_id, "accept")


@pytest.mark.parametrize(("point", "taken"), UPDATE_STEPS)
def test_killed_while_sending_a_shipment(shop, victim, point, taken):
    order_id = shop.to_ship(shop.ean)
    shop.ship(order_id)
    victim.crash(shop, point, "run", "send_operations")
    recover_updates(shop, point, taken, order_id, "ship")
    line = shop.sim.control.order(order_id)["lines"][0]
    assert (line["status"], line["tracking_number"]) == ("Shipped", "6A11111111111")


@pytest.mark.parametrize(
    "point",
    [
        "laredoute.order.line._enqueue:after",
        "stock.picking._laredoute_enqueue_shipment:after",
        "stock.picking.button_validate:after",
    ],
)
def test_killed_while_a_delivery_is_validated(shop, victim, point):
    """The delivery and its operations stand or fall together."""
    order_id = shop.to_ship(shop.ean)
    victim.crash(shop, point, "ship", order_id)
    ship = ("order_id.remote_id", "=", order_id), ("kind", "=", "ship")
    assert not shop.search("operation", *ship)
    shop.ship(order_id)
    shop.run("send_operations")
    recover_updates(shop, point, 1, order_id, "ship")


@pytest.mark.parametrize(
    ("point", "flow"),
    [
        ("laredoute.order._store:after", "fetch_orders"),
        ("laredoute.order._store_batch:after", "fetch_orders"),
        ("laredoute.order._fetch:after", "fetch_orders"),
        ("laredoute.order.line._match_products:after", "process_orders"),
        ("laredoute.order._ensure_sale_order:after", "process_orders"),
        ("laredoute.order.line._decide_by_policy:after", "process_orders"),
        ("laredoute.order._process_guarded:after", "process_orders"),
        (
            "laredoute.order._process_guarded > ir.cron._commit_progress:after",
            "process_orders",
        ),
    ],
)
def test_killed_while_taking_an_order(shop, victim, point, flow):
    order_id, (line_id,) = shop.place(shop.ean)
    with shop.env() as env:
        customers = env["res.partner"].search_count([])
    if flow == "process_orders":
        shop.run("fetch_orders")
    victim.crash(shop, point, "run", flow)
    shop.read_orders()
    shop.run("send_operations")
    shop.read_orders()
    assert shop.order(order_id, "state", "status") == ("done", "accepted")
    assert len(shop.search("order.line", ("remote_id", "=", line_id))) == 1
    with shop.env() as env:
        sales = env["sale.order"].search([("client_order_ref", "=", order_id)])
        assert len(sales) == 1
        assert env["res.partner"].search_count([]) == customers + 1
    assert shop.audit(order_id)[line_id]["accept"] == {"effect": 1, "refused": 0}


# ------------------------------------------------------------------------ reports
@pytest.mark.parametrize(
    ("point", "flow"),
    [
        *((each.values[0], "collect_reports") for each in REPORT_STEPS),
        *((each.values[0], "apply_reports") for each in APPLY_STEPS),
    ],
)
def test_killed_while_taking_a_report(shop, victim, point, flow):
    settle_offers(shop)
    shop.add_stock(shop.product_id, 1)
    shop.run("send_offers")
    (file,) = shop.search("exchange", ("kind", "=", "offers"), ("state", "=", "sent"))
    batch = shop.read("exchange", file, "batch_id")
    shop.sim.control.step(hours=5)
    if flow == "apply_reports":
        shop.run("collect_reports")
    victim.crash(shop, point, "run", flow)
    shop.run("collect_reports", "apply_reports", "collect_reports", "apply_reports")

    reports = shop.search("exchange", ("kind", "=", "report"), ("batch_id", "=", batch))
    assert len(reports) == 1
    state, answered = shop.read("exchange", reports[0], "state", "answers_id")
    assert (state, answered.id) == ("done", file)
    assert shop.read("exchange", file, "state") == "done"
    present = shop.sim.control.status()["files"]["present"]
    where = [path for path in present if batch in path]
    assert len(where) == 1 and "/archive/" in where[0], "archived, once"
    sent, accepted = shop.read(
        "listing", shop.listing_id, "offer_sent", "offer_accepted"
    )
    assert sent == accepted
