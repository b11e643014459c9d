# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reading orders: nothing is lost, nothing comes twice, no news costs nothing."""

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace import errors
from odoo.addons.laredoute_connector.marketplace.records import BrokenOrder

from ..common import LaredouteCase


@tagged("standard", "post_install", "-at_install")
class TestOrderFetch(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.make_product(stock=10)

    def setUp(self):
        super().setUp()
        self.flow = self.account._flow("fetch_orders")

    def many(self, count):
        for number in range(count):
            self.order(self.product, remote_id=f"1-2026.325.1{number:06d}")

    # ---------------------------------------------------------------- failures
    def test_reading_fails_then_goes_on_by_itself(self):
        self.order(self.product)
        self.market.fail["fetch_orders"] = [
            errors.TooManyRequests("slow down", retry_after=900)
        ]
        self.read()
        self.assertFalse(self.inbox())
        wait = self.flow.not_before - self.ago()
        self.assertGreater(wait, timedelta(minutes=14))
        self.assertFalse(self.account.orders_read_at, "the watermark has not moved")
        self.run_flow("fetch_orders")
        self.assertEqual(len(self.market.periods), 1, "not requested before its time")
        self.flow.not_before = self.ago(minutes=1)
        self.read()
        self.assertTrue(self.inbox())
        self.assertFalse(self.flow.not_before)
        self.assertFalse(self.account.last_error, "it went well since")

    def test_the_next_reading_overlaps(self):
        self.read()
        self.read()
        (_since, until), (since, _until) = self.market.periods
        self.assertLess(since, until)

    def test_wrong_credentials_pause_the_account_and_say_so(self):
        self.market.fail["fetch_orders"] = [
            errors.WrongCredentials("refused", code="http_401")
        ]
        self.read()
        self.assertEqual(self.account.phase, "paused")
        self.assertIn("login", self.account.paused_reason)
        self.assertTrue(self.account.activity_ids)
        self.order(self.product)
        self.read()
        self.assertFalse(self.inbox(), "a paused account talks to nobody")
        self.account.action_resume()
        self.assertEqual(self.account.phase, "testing")
        self.assertFalse(self.account.activity_ids)
        self.read()
        self.assertTrue(self.inbox())

    def test_what_came_before_the_failure_stays(self):
        self.many(60)
        original = self.market.fetch_orders

        def cut(*arguments):
            yield from original(*arguments)
            raise errors.RetryLater("cut", code="connection_lost")

        with patch.object(self.market, "fetch_orders", cut):
            self.run_flow("fetch_orders")
        stored = self.env["laredoute.order"].search_count(
            [("account_id", "=", self.account.id)]
        )
        self.assertEqual(stored, 50, "one batch was whole")
        self.assertFalse(self.flow.watermark)

    # ------------------------------------------------------ for another flow
    def test_another_flow_reads_unless_it_must_wait(self):
        orders = self.env["laredoute.order"]
        self.order(self.product)
        now = fields.Datetime.now()
        with patch.object(self.env.cr, "commit"), patch.object(self.env.cr, "rollback"):
            self.flow.not_before = now + timedelta(minutes=5)
            self.assertFalse(orders._read(self.account, self.ago(days=1), now))
            self.assertFalse(self.market.periods, "not requested before its time")
            self.flow.not_before = False
            self.market.fail["fetch_orders"] = [errors.RetryLater("down")]
            self.assertFalse(orders._read(self.account, self.ago(days=1), now))
            self.assertTrue(self.flow.last_error)
            self.assertGreater(self.flow.not_before, now)
            self.flow.not_before = False
            self.assertTrue(orders._read(self.account, self.ago(days=1), now))
        self.assertTrue(self.inbox())
        self.assertFalse(self.flow.watermark, "the period was another one")

    # ------------------------------------------------------------------ broken
    def test_a_broken_order_is_kept_and_holds_no_other(self):
        self.market.broken = [
            BrokenOrder("1-2026.325.0000666", "no_lines", b"<Order/>")
        ]
        self.order(self.product)
        self.read()
        self.read()
        self.assertTrue(self.inbox().sale_order_id)
        kept = self.env["laredoute.exchange"].search([("kind", "=", "orders")])
        self.assertEqual(len(kept), 1)
        self.assertTrue(kept.needs_person)
        with patch.object(
            self.market,
            "decode_order",
            side_effect=errors.UnreadableData("still", code="no_lines"),
        ):
            kept.action_retry()
        self.assertTrue(kept.needs_person, "it still shows")
        readable = self.order(self.product, remote_id="1-2026.325.0000666")
        self.market.orders.clear()
        with patch.object(self.market, "decode_order", return_value=readable):
            kept.action_retry()
        self.assertEqual((kept.state, kept.needs_person), ("done", False))
        self.assertEqual(self.inbox(readable.remote_id).state, "new")

    def test_a_line_that_another_order_has_breaks_that_order_only(self):
        first = self.order(self.product, remote_id="1-2026.325.0000001")
        second = self.order(self.product, remote_id="1-2026.325.0000002")
        self.market.put(replace(second, lines=first.lines))
        self.order(self.product, remote_id="1-2026.325.0000003")
        self.run_flow("fetch_orders")
        self.assertTrue(self.inbox("1-2026.325.0000001"))
        self.assertFalse(self.inbox("1-2026.325.0000002"))
        self.assertTrue(self.inbox("1-2026.325.0000003"))
        kept = self.env["laredoute.exchange"].search([("kind", "=", "orders")])
        self.assertEqual(kept.name, "1-2026.325.0000002")
        self.assertIn("line_id_twice", kept.error_message)

    # ----------------------------------------------------------------- no news
    def test_an_answer_without_news_writes_nothing(self):
        self.many(5)
        self.read()
        orders = self.env["laredoute.order"].search(
            [("account_id", "=", self.account.id)]
        )
        orders.write({"fetched_at": self.ago(hours=1)})
        self.env.flush_all()
        found = tuple(self.market.orders.values())
        with patch.object(
            type(orders), "write", side_effect=AssertionError("an order is written")
        ):
            news = orders._store(self.account, found, fields.Datetime.now())
        self.assertFalse(news)
        self.assertEqual(len(orders), 5)
        self.assertEqual(set(orders.mapped("state")), {"done"})
        self.assertLess(max(orders.mapped("fetched_at")), self.ago(minutes=50))

    def test_an_answer_without_news_costs_the_same_for_one_and_for_many(self):
        self.many(40)
        self.run_flow("fetch_orders")
        found = tuple(self.market.orders.values())
        queries = []
        for count in (1, 40):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["laredoute.order"]._store(
                self.account, found[:count], fields.Datetime.now()
            )
            self.env.flush_all()
            queries.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*queries)
        self.assertLessEqual(queries[0], 3)

    def test_new_orders_are_stored_in_bulk(self):
        self.many(41)
        found = tuple(self.market.orders.values())
        queries = []
        for batch in (found[:1], found[1:]):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["laredoute.order"]._store(
                self.account, batch, fields.Datetime.now()
            )
            self.env.flush_all()
            queries.append(self.env.cr.sql_log_count - before)
        one, forty = queries
        self.assertLess(forty, one + 40, "less than one query more an order")

    def test_only_what_changed_is_written(self):
        order = self.order(self.product, self.product)
        self.read()
        order = self.say(order, "accepted", only={1})
        lines = self.env["laredoute.order.line"]
        self.inbox().line_ids.status_at = self.ago(hours=1)
        written = []
        original = type(lines).write

        def write(records, values):
            written.append((records.remote_id, set(values)))
            return original(records, values)

        with patch.object(type(lines), "write", write):
            self.inbox()._store(self.account, [order], fields.Datetime.now())
        self.assertEqual(
            written,
            [(order.lines[0].remote_id, {"status", "status_text", "status_at"})],
        )

    def test_an_older_answer_is_no_news(self):
        order = self.order(self.product)
        self.read()
        news = self.say(order, "accepted")
        orders = self.env["laredoute.order"]
        self.assertFalse(orders._store(self.account, [news], self.ago(hours=1)))
        self.assertEqual(self.inbox().status, "to_accept")
        self.assertTrue(orders._store(self.account, [news], fields.Datetime.now()))
        self.assertEqual(self.inbox().status, "accepted")

    def test_no_news_settles_what_is_not_known_to_have_been_taken(self):
        order = self.order(self.product)
        self.read()
        inbox = self.inbox()
        inbox.operation_ids.state = "unknown"
        inbox.fetched_at = self.ago(hours=1)
        now = fields.Datetime.now()
        news = inbox._store(self.account, [order], now)
        self.assertEqual(news, inbox)
        self.assertEqual((inbox.state, inbox.fetched_at), ("new", now))

    def test_the_order_may_have_a_status_of_its_own(self):
        order = self.order(self.product)
        word = self.say(order, "incident").lines[0].status
        self.market.put(replace(order, status=word, digest="another"))
        self.read()
        self.assertEqual(self.inbox().status, "incident")
        self.assertEqual(self.inbox().line_ids.status, "to_accept")

    # ---------------------------------------------------------------- products
    def test_products_of_many_orders_are_found_at_once(self):
        self.many(20)
        self.run_flow("fetch_orders")
        lines = self.env["laredoute.order.line"].search(
            [("account_id", "=", self.account.id)]
        )
        self.assertEqual(len(lines), 20)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(10):
            lines._match_products(self.account)
        self.assertEqual(lines.product_id, self.product)

    def test_a_line_without_an_ean_is_found_by_the_listings_reference(self):
        listing = self.make_listing(self.product)
        listing.sku = "ROBE-LONGUE"
        known = replace(self.order_line(""), sku=listing.sku)
        self.order(known, remote_id="1-2026.325.0000001")
        unknown = replace(self.order_line(""), sku="NOBODY-KNOWS")
        self.order(unknown, remote_id="1-2026.325.0000002")
        self.read()
        self.assertEqual(
            self.inbox("1-2026.325.0000001").line_ids.product_id, self.product
        )
        waiting = self.inbox("1-2026.325.0000002")
        self.assertFalse(waiting.line_ids.product_id, "never guessed")
        self.assertIn("NOBODY-KNOWS", waiting.waiting_reason)
