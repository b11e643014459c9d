# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Accepting and refusing: by people, by policy, and only as the platform takes it."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.port import Scope
from odoo.addons.laredoute_connector.marketplace.records import DecisionKind
from odoo.addons.laredoute_connector.models.offer.stock import sellable

from ..common import LaredouteCase

ORDERED_AT = datetime(2026, 11, 20, 9, 30)


@tagged("standard", "post_install", "-at_install")
class TestOrderDecide(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.make_product(stock=10)

    # ------------------------------------------------------------------ policy
    def test_stock_that_does_not_cover_waits_for_a_person(self):
        self.take(*DecisionKind)
        self.order(
            self.order_line(self.product, quantity=8),
            self.order_line(self.product, quantity=3),
        )
        self.read()
        inbox = self.inbox()
        self.assertEqual(inbox.state, "waiting")
        first, second = inbox.line_ids
        self.assertEqual(first.operation_ids.kind, "accept")
        self.assertFalse(second.operation_ids)
        self.assertIn(self.product.name, inbox.waiting_reason)
        self.set_stock(self.product, 5)
        inbox.retry_at = self.ago(minutes=1)
        self.run_flow("process_orders")
        self.assertEqual(second.operation_ids.kind, "accept")
        self.assertEqual(inbox.state, "done")

    def test_an_order_that_is_answered_as_a_whole_is_accepted_as_a_whole(self):
        self.take(*DecisionKind, scope=Scope.ORDER)
        self.order(
            self.order_line(self.product, quantity=8),
            self.order_line(self.product, quantity=3),
        )
        self.read()
        inbox = self.inbox()
        self.assertEqual(inbox.state, "waiting")
        self.assertFalse(inbox.operation_ids, "one line alone cannot be accepted")
        self.set_stock(self.product, 5)
        inbox.retry_at = self.ago(minutes=1)
        self.run_flow("process_orders")
        self.assertEqual(inbox.state, "done")
        self.assertEqual(set(inbox.operation_ids.mapped("kind")), {"accept"})

    def test_what_may_be_sold_is_the_same_for_orders_and_offers(self):
        self.account.stock_safety = 2
        self.order(self.order_line(self.product, quantity=3))
        self.read()
        self.assertEqual(sellable(self.account, self.product), {self.product.id: 5})
        other = self.make_product(stock=0)
        both = self.product | other
        self.assertEqual(
            sellable(self.account, both), {self.product.id: 5, other.id: -2}
        )

    def test_a_line_without_stock_keeping_is_for_a_person(self):
        loose = self.make_product(stock=0, is_storable=False)
        self.order(self.order_line(loose, quantity=99))
        self.read()
        inbox = self.inbox()
        self.assertFalse(inbox.operation_ids)
        self.assertIn("follows no stock", inbox.waiting_reason)
        question = inbox.action_accept()
        self.env[question["res_model"]].browse(question["res_id"]).action_accept()
        self.assertEqual(inbox.operation_ids.kind, "accept")

    # ------------------------------------------------------------------ people
    def test_manual_acceptance_and_refusal(self):
        self.account.acceptance_policy = "manual"
        self.order(self.product)
        self.read()
        inbox = self.inbox()
        self.assertFalse(inbox.operation_ids)
        self.assertTrue(inbox.can_accept and inbox.can_refuse)
        self.give_reason(inbox.action_refuse())
        self.run_flow("send_operations")
        self.assertEqual(self.market.updates[0].kind, DecisionKind.REFUSE)

    def test_a_line_is_answered_once(self):
        self.order(self.product)
        self.read()
        with self.assertRaisesRegex(UserError, "on its way"):
            self.inbox().action_refuse()
        self.assertEqual(self.inbox().operation_ids.mapped("kind"), ["accept"])

    def test_an_answer_the_platform_does_not_take_is_not_offered(self):
        self.account.acceptance_policy = "manual"
        self.take(DecisionKind.ACCEPT)
        self.order(self.product)
        self.read()
        inbox = self.inbox()
        self.assertTrue(inbox.can_accept)
        self.assertFalse(inbox.can_refuse)
        self.assertIn("no refusal", inbox.undecidable)
        with self.assertRaisesRegex(UserError, "no refusal"):
            inbox.action_refuse()
        self.assertFalse(inbox.operation_ids)
        inbox.action_accept()
        self.assertEqual(inbox.operation_ids.kind, "accept")

    def test_the_policy_says_so_when_the_platform_takes_no_acceptance(self):
        self.take(DecisionKind.REFUSE, DecisionKind.SHIP)
        self.order(self.product)
        self.read()
        inbox = self.inbox()
        self.assertEqual(inbox.state, "waiting")
        self.assertIn("no acceptance", inbox.waiting_reason)
        self.assertTrue(inbox.activity_ids)
        self.assertFalse(inbox.operation_ids)
        self.assertFalse(inbox.can_accept)

    def test_nothing_is_offered_once_it_was_answered(self):
        order = self.order(self.product)
        self.read()
        self.say(order, "accepted")
        self.read()
        inbox = self.inbox()
        self.assertFalse(inbox.can_accept or inbox.can_refuse)
        self.assertFalse(inbox.undecidable)

    # ------------------------------------------------------------ other kinds
    def test_out_of_stock_is_a_decision_of_its_own(self):
        self.take(*DecisionKind)
        order = self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        order = self.say(order, "to_ship")
        self.read()
        inbox = self.inbox()
        operation = inbox.line_ids._enqueue(DecisionKind.OUT_OF_STOCK)
        self.assertEqual(inbox.line_ids._enqueue("out_of_stock"), operation, "once")
        self.run_flow("send_operations")
        self.assertEqual(self.market.updates[-1].kind, DecisionKind.OUT_OF_STOCK)
        self.say(order, "out_of_stock")
        self.read()
        self.assertEqual(operation.state, "confirmed")
        self.assertEqual(inbox.line_ids.quantity_refused, 1)
        self.assertEqual(inbox.sale_order_id.state, "cancel")

    def test_a_shipment_the_platform_does_not_take_is_not_written(self):
        order = self.order(self.product)
        self.read()
        self.say(order, "to_ship")
        self.read()
        self.take(DecisionKind.ACCEPT, DecisionKind.REFUSE)
        inbox = self.inbox()
        self.ship(inbox.sale_order_id.picking_ids)
        self.assertEqual(inbox.operation_ids.mapped("kind"), ["accept"])

    # --------------------------------------------------------------- deadline
    def test_the_deadline_is_the_platforms(self):
        self.account.acceptance_policy = "manual"
        self.can(answer_within=timedelta(hours=10))
        order = self.order(self.product)
        self.read()
        inbox = self.inbox()
        self.assertEqual(inbox.answer_before, ORDERED_AT + timedelta(hours=10))
        # in the time zone of the account, one hour ahead of UTC in November
        self.assertIn("20/11/2026 20:30", inbox.waiting_reason)
        self.say(order, "accepted")
        self.read()
        self.assertFalse(inbox.answer_before, "answered")

    def test_a_deadline_that_the_order_says_comes_first(self):
        order = self.order(self.product)
        limit = datetime(2026, 11, 21, 8, 0, tzinfo=timezone.utc)
        self.market.put(replace(order, answer_before=limit))
        self.read()
        self.assertEqual(self.inbox().answer_before, datetime(2026, 11, 21, 8, 0))
