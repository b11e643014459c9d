# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What goes together: a line, an order or a parcel, as the platform wants it."""

from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace import errors
from odoo.addons.laredoute_connector.marketplace.port import Scope
from odoo.addons.laredoute_connector.marketplace.records import (
    DecisionKind,
    LineResult,
)

from ..common import LaredouteCase


@tagged("standard", "post_install", "-at_install")
class TestScope(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.make_product(stock=50)

    def setUp(self):
        super().setUp()
        self.calls = []
        decide = self.market.decide

        def noted(decisions):
            self.calls.append(decisions)
            return decide(decisions)

        self.market.decide = noted

    def wants(self, scope=None, kinds=DecisionKind, **values):
        """The platform wants decisions of these kinds by a scope."""
        decisions = dict(self.market.capabilities.decisions)
        if scope:
            decisions.update(dict.fromkeys(kinds, scope))
        self.can(decisions=decisions, **values)

    def store(self, count=2):
        self.account.acceptance_policy = "manual"
        self.order(*[self.product] * count)
        self.read()
        return self.inbox().line_ids.sorted("id")

    def paid(self):
        """A paid order of two lines, where a parcel is one decision."""
        self.wants(Scope.PARCEL, [DecisionKind.SHIP])
        order = self.order(self.product, self.product)
        self.read()
        self.run_flow("send_operations")
        self.say(order, "to_ship")
        self.read()
        return self.inbox()

    def said(self, call=-1):
        """(kind, line) of each line of the decisions of a call."""
        return [
            [(line.kind.value, line.line_id) for line in decision.lines]
            for decision in self.calls[call]
        ]

    def test_a_line_goes_by_itself(self):
        self.wants(Scope.LINE)
        one, two = self.store()
        one._enqueue("accept")
        two._enqueue("refuse")
        self.run_flow("send_operations")
        self.assertEqual(
            self.said(), [[("accept", one.remote_id)], [("refuse", two.remote_id)]]
        )
        self.assertEqual(
            one.operation_ids.idempotency_key, f"accept:line:{one.remote_id}"
        )

    def test_an_order_waits_until_each_of_its_lines_is_decided(self):
        self.wants(Scope.ORDER)
        one, two = self.store()
        one._enqueue("accept")
        self.run_flow("send_operations")
        self.assertFalse(self.calls, "half an answer is none")
        self.assertEqual(one.operation_ids.state, "queued")
        two._enqueue("refuse")
        self.run_flow("send_operations")
        self.assertEqual(
            self.said(), [[("accept", one.remote_id), ("refuse", two.remote_id)]]
        )
        self.assertEqual((one | two).operation_ids.mapped("state"), ["sent", "sent"])
        order = one.order_id.remote_id
        self.assertIn(
            f"accept:order:{order}:{one.remote_id}",
            one.operation_ids.mapped("idempotency_key"),
        )

    def test_a_parcel_goes_whole_and_alone(self):
        inbox = self.paid()
        self.ship(inbox.sale_order_id.picking_ids)
        self.run_flow("send_operations")
        ((decision,),) = [self.calls[-1]]
        self.assertEqual(len(decision.lines), 2)
        self.assertEqual(decision.shipment.tracking_number, "6A12345678901")
        keys = inbox.operation_ids.filtered(lambda o: o.kind == "ship").mapped(
            "idempotency_key"
        )
        picking = inbox.sale_order_id.picking_ids
        self.assertEqual(
            set(keys),
            {f"ship:parcel:{picking.id}:{line.remote_id}" for line in inbox.line_ids},
        )

    def test_two_parcels_of_an_order_are_two_decisions(self):
        inbox = self.paid()
        sale, (one, two) = inbox.sale_order_id, inbox.line_ids.sorted("id")
        first = sale.picking_ids
        later = first.copy({"move_ids": []})
        two.sale_line_id.move_ids.picking_id = later
        self.ship(first)
        self.ship(later)
        self.run_flow("send_operations")
        self.assertEqual(
            self.said(), [[("ship", one.remote_id)], [("ship", two.remote_id)]]
        )

    def test_a_call_holds_no_more_decisions_than_the_platform_takes(self):
        self.wants(Scope.LINE, decisions_per_call=1)
        one, two = self.store()
        (one | two)._enqueue("accept")
        self.run_flow("send_operations")
        self.assertEqual([len(call) for call in self.calls], [1, 1])

    def test_what_the_platform_does_not_know_is_not_written(self):
        known = dict(self.market.capabilities.decisions)
        del known[DecisionKind.REFUSE]
        self.can(decisions=known)
        lines = self.store()
        self.assertFalse(lines._enqueue("refuse"))
        self.assertFalse(lines.operation_ids)

    def test_results_that_came_before_a_failure_count(self):
        """The first line was taken; the second is not known, the third was not sent."""
        one, two, three = self.store(3)
        (one | two | three)._enqueue("accept")

        def cut(decisions):
            yield LineResult(one.remote_id, accepted=True)
            yield LineResult(two.remote_id, accepted=False, message="Non")
            raise errors.RetryLater("down")

        self.market.decide = cut
        self.run_flow("send_operations")
        self.assertEqual(
            [line.operation_ids.state for line in (one, two, three)],
            ["sent", "refused", "queued"],
        )
        self.assertTrue(three.operation_ids.next_attempt_at)

    def test_an_order_refused_as_a_whole_is_one_decision(self):
        self.wants(Scope.ORDER)
        lines = self.store()
        lines._enqueue("accept")
        self.market.fail["decide"] = [errors.RefusedData("no", code="bad_order")]
        self.run_flow("send_operations")
        self.assertEqual(
            lines.operation_ids.mapped("state"), ["refused", "refused"], "not cut"
        )

    def test_a_paused_account_sends_nothing_and_leaves_no_request(self):
        lines = self.store(1)
        lines._enqueue("accept")
        self.market.fail["decide"] = [errors.WrongSettings("no")]
        self.run_flow("send_operations")
        self.assertEqual(self.account.phase, "paused")
        self.assertEqual(lines.operation_ids.state, "queued")
        requests = self.env["laredoute.exchange"].search(
            [("kind", "=", "order_updates")]
        )
        self.assertEqual(requests.mapped("state"), ["failed"])

    def test_a_request_of_unknown_outcome_is_done_with_its_operations(self):
        order = self.order(self.product)
        self.read()
        self.market.fail["decide"] = [errors.UnknownOutcome("x", code="timeout")]
        self.run_flow("send_operations")
        request = self.inbox().operation_ids.exchange_id
        self.assertEqual((request.state, request.handled), ("unknown", True))
        self.say(order, "accepted")
        self.run_flow("send_operations")
        self.assertEqual(self.inbox().operation_ids.state, "confirmed")
        self.assertEqual(request.state, "done")
