# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A decision nobody knows the outcome of holds its own line and no other."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace import errors
from odoo.addons.laredoute_connector.marketplace.records import DecisionKind, LineResult

from ..common import LaredouteCase

FIRST, SECOND = "1-2026.325.0000001", "1-2026.325.0000002"


@tagged("standard", "post_install", "-at_install")
class TestHold(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.make_product(stock=50)

    def lose(self, *lines):
        """The acceptance of an order's lines is lost on its way."""
        self.order(*(lines or (self.product,)), remote_id=FIRST)
        self.read()
        self.market.fail["decide"] = [errors.UnknownOutcome("x", code="timeout")]
        self.run_flow("send_operations")
        unknown = self.inbox(FIRST).operation_ids
        self.assertEqual(set(unknown.mapped("state")), {"unknown"})
        unknown.sent_at = self.ago(minutes=5)
        return unknown

    def another(self):
        self.order(self.product, remote_id=SECOND)
        self.read()
        return self.inbox(SECOND).operation_ids

    def sent_lines(self):
        return {update.line_id for update in self.market.updates}

    # ------------------------------------------------------------------- B11
    def test_b11_a_reading_that_fails_holds_no_other_order(self):
        unknown, other = self.lose(), self.another()
        unknown.state = "unknown"
        self.market.fail["fetch_orders"] = [errors.RetryLater("down")]
        self.run_flow("send_operations")
        self.assertEqual((unknown.state, other.state), ("unknown", "sent"))
        self.assertEqual(self.sent_lines(), {f"{SECOND}-1"})

    def test_b11_nor_does_one_that_has_to_wait(self):
        unknown, other = self.lose(), self.another()
        unknown.state = "unknown"
        self.account._flow("fetch_orders").not_before = self.ago(days=-1)
        self.run_flow("send_operations")
        self.assertEqual((unknown.state, other.state), ("unknown", "sent"))

    def test_b11_nor_does_one_that_meets_a_bug(self):
        unknown, other = self.lose(), self.another()
        unknown.state = "unknown"

        def broken(*_arguments):
            raise RuntimeError("bug")

        with (
            patch.object(type(self.inbox(FIRST)), "_fetch", broken),
            self.assertLogs("odoo.addons.laredoute_connector", "ERROR"),
        ):
            self.run_flow("send_operations", bugs=True)
        self.assertEqual((unknown.state, other.state), ("unknown", "sent"))
        self.assertTrue(self.account._flow("fetch_orders").last_error)

    def test_b11_its_own_line_is_held(self):
        unknown = self.lose()
        line = unknown.order_line_id
        other = self.env["laredoute.operation"].create(
            {
                "order_line_id": line.id,
                "kind": "refuse",
                "idempotency_key": "test:refuse",
            }
        )
        self.market.fail["fetch_orders"] = [errors.RetryLater("down")]
        self.run_flow("send_operations")
        self.assertEqual((unknown.state, other.state), ("unknown", "queued"))
        self.assertFalse(self.market.updates)

    # ------------------------------------------------------------------ C8, C10
    def refuse(self):
        order = self.order(self.product)
        self.read()
        line = self.inbox().line_ids
        self.market.results[line.remote_id] = LineResult(line.remote_id, False, "No")
        self.run_flow("send_operations")
        operation = self.inbox().operation_ids
        self.assertEqual(operation.state, "refused")
        self.market.results.clear()
        self.market.updates.clear()
        return order, operation

    def test_c08_the_acceptance_of_a_cancelled_line_is_not_sent(self):
        order, operation = self.refuse()
        self.say(order, "cancelled")
        self.read()
        with self.assertRaisesRegex(UserError, "Cancelled"):
            operation.action_retry()
        self.run_flow("send_operations")
        self.assertEqual(operation.state, "refused")
        self.assertFalse(self.market.updates)

    def test_c08_nor_by_the_retry_of_its_request(self):
        order, operation = self.refuse()
        request = operation.exchange_id
        request.state = "failed"
        self.say(order, "cancelled")
        self.read()
        request.action_retry()
        self.run_flow("send_operations")
        self.assertEqual(operation.state, "refused")
        self.assertFalse(self.market.updates)

    def test_c08_what_la_redoute_can_take_goes_again(self):
        _order, operation = self.refuse()
        operation.action_retry()
        self.run_flow("send_operations")
        self.assertEqual((operation.state, len(self.market.updates)), ("sent", 1))

    def test_c08_a_line_cancelled_while_its_acceptance_waits_is_not_accepted(self):
        order = self.order(self.product)
        self.read()
        operation = self.inbox().operation_ids
        self.assertEqual(operation.state, "queued")
        self.say(order, "cancelled")
        # the news is stored, and its processing comes after the outbox
        self.run_flow("fetch_orders", "send_operations")
        self.assertFalse(self.market.updates)
        self.assertEqual(operation.state, "refused")
        self.assertIn("Cancelled", operation.message)

    def cut(self, operations):
        """The process died in the middle of the request that holds these."""
        request = operations.exchange_id
        request.write({"state": "sending", "handled": False})
        operations.write({"state": "sending"})
        return request

    def test_c10_a_request_killed_midway_is_settled_with_its_decisions(self):
        operations = self.lose(self.product, self.product)
        request = self.cut(operations)
        self.say(self.market.orders[FIRST], "accepted")
        self.read()
        self.run_flow("send_operations")
        self.assertEqual(set(operations.mapped("state")), {"confirmed"})
        self.assertEqual((request.state, request.needs_person), ("done", False))

    def test_c10_also_when_one_of_them_goes_with_another_request(self):
        self.take(*DecisionKind)
        operations = self.lose(self.product, self.product)
        request = self.cut(operations)
        self.say(self.market.orders[FIRST], "accepted", only=[1])
        self.run_flow("send_operations")
        operations.sent_at = self.ago(minutes=5)
        self.run_flow("send_operations")
        self.assertEqual(operations.sorted("id").mapped("state"), ["confirmed", "sent"])
        self.assertNotEqual(operations.sorted("id")[1].exchange_id, request)
        self.assertEqual(request.state, "done")

    def test_c10_also_when_all_of_them_left_it(self):
        operations = self.lose(self.product)
        request = operations.exchange_id
        operations.exchange_id = self.env["laredoute.exchange"].create(
            {
                "account_id": self.account.id,
                "direction": "out",
                "kind": "order_updates",
                "name": "later.json",
                "state": "done",
            }
        )
        operations.state = "sent"
        self.run_flow("send_operations")
        self.assertEqual(request.state, "done", "nothing of it is open")
