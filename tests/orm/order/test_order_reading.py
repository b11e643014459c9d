# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Answers that are too much, cut, damaged or none: what is whole is stored."""

import base64
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace import errors
from odoo.addons.laredoute_connector.marketplace.records import BrokenOrder

from ..common import LaredouteCase

ORDER = "1-2026.325.0001234"
HOUR = timedelta(hours=1)


def too_large(message="too large", code="answer_too_large"):
    error = errors.UnreadableData(message, code=code)
    error.too_much = True
    return error


@tagged("standard", "post_install", "-at_install")
class TestOrderReading(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.make_product(stock=10)

    def setUp(self):
        super().setUp()
        self.flow = self.account._flow("fetch_orders")
        self.account.order_overlap = 60
        self.put = self.order(self.product)

    def kept(self):
        return self.env["laredoute.exchange"].search([("kind", "=", "orders")])

    @contextmanager
    def answering(self, fetch_orders):
        """La Redoute answers a period with what a function of it yields."""
        with patch.object(self.market, "fetch_orders", fetch_orders):
            yield

    def within(self, longest):
        """La Redoute answers no longer period; returns the periods it answers."""
        periods = []

        def fetch_orders(since, until):
            if until - since > longest:
                raise too_large()
            periods.append((since, until))
            yield self.put

        return periods, self.answering(fetch_orders)

    # --------------------------------------------------------------- too large
    def test_b16_a_period_is_halved_until_its_answer_fits(self):
        self.flow.watermark = self.ago(hours=5)
        periods, answering = self.within(2 * HOUR)
        with answering:
            self.run_flow("fetch_orders")
        self.assertEqual(len(periods), 4)
        for (_since, until), (since, _until) in pairwise(periods):
            self.assertEqual(since, until, "no moment is left out")
        # the moment of the run is a second later than the test's, now and then
        whole = periods[-1][1] - periods[0][0]
        self.assertAlmostEqual(whole, 7 * HOUR, delta=timedelta(minutes=1))
        self.assertTrue(self.inbox())
        self.assertLess(self.ago() - self.flow.watermark, timedelta(minutes=1))
        self.assertFalse(self.flow.last_error)
        self.assertFalse(self.kept())

    def test_b16_what_is_stored_is_not_requested_again(self):
        self.flow.watermark = began = self.ago(hours=5)
        answers = []

        def fetch_orders(since, until):
            if until - since > 2 * HOUR:
                raise too_large()
            answers.append(since)
            if len(answers) > 2:
                raise errors.RetryLater("down", code="http_503")
            yield self.put

        with self.answering(fetch_orders):
            self.run_flow("fetch_orders")
        self.assertTrue(self.flow.last_error)
        # the run began a second after the test, now and then
        expected, near = began + 2.5 * HOUR, timedelta(minutes=1)
        self.assertAlmostEqual(self.flow.watermark, expected, delta=near)

    def test_b16_a_minute_that_is_too_large_holds_nothing_else(self):
        self.flow.watermark = began = self.ago(hours=5)
        bad = began.replace(tzinfo=None) + HOUR
        calls, periods = [], []

        def fetch_orders(since, until):
            calls.append(since)
            since, until = since.replace(tzinfo=None), until.replace(tzinfo=None)
            if since <= bad < until:
                raise too_large()
            periods.append((since, until))
            yield self.put

        with self.answering(fetch_orders):
            self.run_flow("fetch_orders")
        self.assertTrue(self.flow.last_error)
        self.assertTrue(self.kept().needs_person)
        self.assertLessEqual(self.flow.watermark, bad, "it is requested again")
        self.assertLess(bad - self.flow.watermark, timedelta(minutes=3))
        self.assertGreater(max(periods)[1], self.ago(), "later orders are read")
        self.assertLess(len(calls), 30)

    def test_b16_when_nothing_can_be_read_few_calls_are_made(self):
        calls = []

        def fetch_orders(since, until):
            calls.append(since)
            raise too_large()

        with self.answering(fetch_orders):
            self.run_flow("fetch_orders")
        self.assertLess(len(calls), 30)
        self.assertFalse(self.flow.watermark)
        self.assertTrue(self.kept().needs_person)

    def test_b16_the_nightly_reading_is_halved_too(self):
        periods, answering = self.within(24 * HOUR)
        with answering:
            self.run_flow("sweep_orders")
        self.assertEqual(len(periods), 8)
        self.assertFalse(self.flow.watermark, "it is of the other reading")

    # ------------------------------------------------------------ cut, or none
    def cut(self, content, code="xml_cut"):
        def fetch_orders(since, until):
            yield self.put
            error = errors.UnreadableData("cut", code=code)
            error.content = content
            raise error

        return self.answering(fetch_orders)

    def test_b02_an_answer_that_is_cut_is_kept(self):
        with self.cut(b"<Envelope><Order/>"):
            self.run_flow("fetch_orders")
        kept = self.kept()
        self.assertEqual(base64.b64decode(kept.payload), b"<Envelope><Order/>")
        self.assertTrue(kept.needs_person)
        self.assertFalse(self.flow.watermark)
        kept.action_retry()
        self.assertTrue(self.wakes("fetch_orders"), "it is requested again")
        self.flow.not_before = False
        self.read()
        self.assertTrue(self.inbox())
        self.assertFalse(kept.needs_person, "it closes itself")

    def test_c05_a_page_instead_of_an_answer_moves_nothing(self):
        with self.cut(b"<page/>", "unexpected_document"):
            self.run_flow("fetch_orders")
        self.assertEqual(base64.b64decode(self.kept().payload), b"<page/>")
        self.assertFalse(self.flow.watermark)
        self.assertIn("perhaps a page", self.flow.last_error)

    # ----------------------------------------------------------------- damaged
    def test_b02_a_recovered_order_is_taken_and_noted(self):
        self.market.put(replace(self.put, damaged=b"<Order>&</Order>"))
        self.read()
        self.read()
        self.assertTrue(self.inbox().sale_order_id)
        self.assertTrue(self.flow.watermark)
        kept = self.kept()
        self.assertEqual(len(kept), 1)
        self.assertEqual(kept.name, ORDER)
        self.assertEqual(base64.b64decode(kept.payload), b"<Order>&</Order>")
        self.assertTrue(kept.needs_person)
        self.assertIn("Compare the buyer", kept.error_message)
        self.assertTrue(kept.activity_ids)
        with patch.object(self.market, "decode_order", return_value=self.put):
            kept.action_retry()
        self.assertEqual((kept.state, kept.needs_person), ("done", False))

    def test_b02_what_was_wanted_for_a_broken_order_ends_when_it_is_read(self):
        self.market.orders.clear()
        self.market.broken = [BrokenOrder(ORDER, "xml_malformed", b"<Order")]
        self.run_flow("fetch_orders")
        kept = self.kept()
        self.assertTrue(kept.needs_person)
        self.assertTrue(kept.activity_ids)
        self.market.broken = []
        self.market.put(self.put)
        self.run_flow("fetch_orders")
        self.assertEqual((kept.state, kept.needs_person), ("done", False))
        self.assertFalse(kept.activity_ids)

    # --------------------------------------------------------- clocks gone by
    def test_b09_news_are_taken_after_a_clock_was_ahead(self):
        self.read()
        self.inbox().fetched_at = ahead = self.ago(days=-300)
        news = self.say(self.put, "accepted")
        self.run_flow("fetch_orders")
        self.assertEqual(self.inbox().status, news.lines[0].status.value)
        self.assertLess(self.inbox().fetched_at, ahead)

    def test_b09_a_watermark_in_the_future_says_nothing(self):
        self.flow.watermark = self.ago(days=-300)
        self.run_flow("fetch_orders")
        ((since, until),) = self.market.periods
        self.assertLess(since, until)
        self.assertLess(since.replace(tzinfo=None), self.ago(days=4))
        self.assertLessEqual(self.flow.watermark, fields.Datetime.now())
        self.assertTrue(self.inbox())
