# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute wants to be called less often is not called before its time."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace import errors

from ..common import LaredouteCase


@tagged("standard", "post_install", "-at_install")
class TestCallLimit(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.limits = self.env["laredoute.call.limit"]
        error = errors.TooManyRequests("slow down", retry_after=900)
        error.operation = "fetch_orders"
        self.market.fail["fetch_orders"] = [error]
        self.run_flow("fetch_orders")
        self.limit = self.limits.search([("account_id", "=", self.account.id)])

    def test_it_is_kept_by_operation(self):
        self.assertEqual(self.limit.operation, "fetch_orders")
        wait = self.limit.next_at - fields.Datetime.now()
        self.assertGreaterEqual(wait, timedelta(seconds=890))

    def test_another_flow_does_not_call_it_before_its_time(self):
        self.assertEqual(len(self.market.periods), 1)
        self.run_flow("sweep_orders")
        self.assertEqual(len(self.market.periods), 1, "the network was not touched")
        flow = self.account._flow("sweep_orders")
        self.assertIn("less often", flow.last_error)
        self.assertGreaterEqual(flow.not_before, self.limit.next_at - timedelta(1 / 24))
        self.assertEqual(self.account.phase, "testing")

    def test_other_operations_go_on(self):
        self.make_listing()
        self.run_flow("check_listings", "send_products")
        self.assertEqual(len(self.market.files), 1)

    def test_e09_la_redoutes_word_counts_above_run_now(self):
        flow = self.account._flow("fetch_orders")
        answer = flow.action_run_now()
        self.assertEqual(answer["params"]["type"], "warning")
        self.assertIn("less often", answer["params"]["message"])
        self.run_flow("fetch_orders")
        self.assertEqual(len(self.market.periods), 1, "the network was not touched")
        self.assertGreaterEqual(flow.not_before, self.limit.next_at - timedelta(1 / 24))

    def test_e09_nor_do_a_pause_and_a_resumption_end_it(self):
        self.account.action_pause()
        self.account.action_resume()
        self.run_flow("fetch_orders")
        self.assertEqual(len(self.market.periods), 1)

    def test_e09_nor_does_a_retry_of_a_file(self):
        error = errors.TooManyRequests("slow down", retry_after=900)
        error.operation = "send_products"
        self.market.fail["send_products"] = [error]
        self.make_listing()
        self.run_flow("check_listings", "send_products")
        file = self.env["laredoute.exchange"].search([("kind", "=", "products")])
        file.action_retry()
        self.account._flow("send_products").not_before = False
        self.run_flow("send_products")
        self.assertEqual((file.state, self.market.files), ("queued", []))

    def test_it_is_over_when_its_time_has_come(self):
        self.limit.next_at = self.ago(minutes=1)
        self.run_flow("sweep_orders")
        self.assertEqual(len(self.market.periods), 2)

    def test_the_later_of_two_moments_wins(self):
        next_at = self.limit.next_at
        self.limits._note(self.account, "fetch_orders", next_at - timedelta(minutes=5))
        self.assertEqual(self.limit.next_at, next_at)
        self.limits._note(self.account, "fetch_orders", next_at + timedelta(minutes=5))
        self.assertEqual(self.limit.next_at, next_at + timedelta(minutes=5))
