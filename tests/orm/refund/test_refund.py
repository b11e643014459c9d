# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A refund is requested, has its turn, and follows what La Redoute says of it."""

from dataclasses import replace
from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.errors import UnknownOutcome
from odoo.addons.laredoute_connector.marketplace.records import LineResult

from ..common import only_on_sellr
from .refund_case import RefundCase

CHAIN = ("to_refund", "to_approve", "refunding", "refunded")


@only_on_sellr("the other platform takes no refund from here")
@tagged("standard", "post_install", "-at_install")
class TestRefund(RefundCase):
    def test_whole_order_is_refunded_and_followed_to_its_end(self):
        order = self.shipped(*self.two())
        both = {"by": "pieces", "fee": True}
        refund = self.request(
            (1, {**both, "quantity": 2}), (2, {**both, "quantity": 1})
        )
        self.assertEqual((refund.state, refund.amount), ("queued", 191.5))
        self.send()
        self.assertEqual(
            self.refunds_sent(), [("1", 2, None, True), ("2", 1, None, True)]
        )
        self.assertEqual(refund.state, "sent")
        states = []
        for status in CHAIN:
            order = self.says(order, status)
            states.append(refund.state)
        self.assertEqual(states, ["requested", "to_approve", "refunding", "refunded"])
        self.assertEqual(self.lines().mapped("amount_refunded"), [125.7, 65.8])
        self.assert_agreement()

    def test_some_pieces_without_the_fee(self):
        self.shipped(*self.two())
        refund = self.request((1, {"by": "pieces", "quantity": 1, "fee": False}))
        self.assertEqual(refund.amount, 59.9)
        self.send()
        self.assertEqual(self.refunds_sent(), [("1", 1, None, False)])

    def test_a_part_of_the_price(self):
        self.shipped(*self.two())
        refund = self.request((1, {"by": "amount", "goods": 12.34, "fee": False}))
        self.send()
        self.assertEqual(self.refunds_sent(), [("1", None, 12.34, False)])
        self.assertEqual((refund.amount, refund.line_ids.quantity), (12.34, 0))

    def test_never_above_what_was_paid(self):
        self.shipped(self.order_line(self.product, quantity=2))
        for selected in (
            {"by": "pieces", "quantity": 3},
            {"by": "amount", "goods": 119.81},
            {"by": "amount", "goods": 0},
            {"by": "pieces", "quantity": 0},
        ):
            with self.subTest(selected=selected), self.assertRaises(UserError):
                self.request((1, selected))
        self.assertFalse(self.env["laredoute.refund"].search([]))

    def test_nothing_selected_and_no_reason(self):
        self.shipped(*self.two())
        action = self.inbox().action_refund()
        request = self.env["laredoute.refund.request"].browse(action["res_id"])
        self.assertFalse(any(request.line_ids.mapped("selected")))
        with self.assertRaisesRegex(UserError, "at least one line"):
            request.action_request()
        request.action_select_all()
        self.assertEqual(request.amount, 191.5)
        with self.assertRaisesRegex(UserError, "reason"):
            request.action_request()

    def test_the_next_one_waits_for_its_turn(self):
        order = self.shipped(*self.two())
        first = self.request((1, {"quantity": 2}))
        second = self.request((2, {"quantity": 1}))
        self.send()
        self.assertEqual((first.state, second.state), ("sent", "queued"))
        self.assertEqual(self.refunds_sent(), [("1", 2, None, False)])
        order = self.says(order, *CHAIN[:3], only={1})
        self.send()
        self.assertEqual(second.state, "queued")
        self.says(order, "refunded", only={1})
        self.send()
        self.assertEqual((first.state, second.state), ("refunded", "sent"))

    def test_the_next_one_goes_after_a_refusal(self):
        order = self.shipped(*self.two())
        self.request((1, {"quantity": 2}))
        second = self.request((2, {"quantity": 1}))
        self.send()
        self.says(order, "to_refund", "refund_refused", only={1})
        self.send()
        self.assertEqual(second.state, "sent")

    def test_a_line_is_refunded_once_at_a_time(self):
        self.shipped(self.order_line(self.product, quantity=2))
        first = self.request((1, {"quantity": 1}))
        with self.assertRaisesRegex(UserError, first.name):
            self.request((1, {"quantity": 1}))

    def test_refused_by_la_redoute_and_requested_again(self):
        order = self.shipped()
        refund = self.request()
        self.send()
        line = self.lines()
        order = self.says(order, "to_refund")
        order = self.put(self.refused(order, "expired card"))
        self.read()
        self.assertEqual(refund.state, "refused")
        self.assertIn("card has expired", refund.message)
        (one,) = self.assert_disagreement("refund_refused")
        self.assertIn("card has expired", one.message)
        self.market.updates.clear()
        self.as_user("manager", one).action_refund_again()
        self.assertEqual(refund.state, "queued")
        self.assert_agreement()
        self.send()
        self.assertEqual(refund.state, "sent", "the old refusal is not this one's")
        self.assertEqual(len(self.refunds_sent()), 1)
        self.read()
        self.assertEqual(refund.state, "sent")
        self.assertEqual(len(line.operation_ids.filtered("refund_line_id")), 2)
        self.says(order, *CHAIN)
        self.assertEqual(refund.state, "refunded")
        self.assert_agreement()

    def refused(self, order, words):
        """The order with a line whose refund La Redoute refused in these words."""

        order = self.say(order, "refund_refused")
        lines = [replace(each, refund_refused_reason=words) for each in order.lines]
        return replace(order, lines=tuple(lines))

    def test_request_that_is_refused_waits_for_a_person(self):
        self.shipped()
        refund, line = self.request(), self.lines()
        self.market.results[line.remote_id] = LineResult(
            line.remote_id, False, "Locked"
        )
        self.send()
        self.assertEqual((refund.state, refund.line_ids.words), ("refused", "Locked"))
        self.assert_disagreement("refund_refused")
        self.market.results.clear()
        refund.with_user(self.users["manager"]).action_again()
        self.send()
        self.assertEqual(refund.state, "sent")

    def test_refused_since_another_one_is_in_progress(self):
        """Somebody requested one on La Redoute's site: ours goes after it."""
        order = self.shipped(*self.two())
        refund, line = self.request((2, {"quantity": 1})), self.lines()[1]
        words = "A refund of this order is already in progress"
        self.market.results[line.remote_id] = LineResult(line.remote_id, False, words)
        self.run_flow("send_operations")
        self.market.results.clear()
        order = self.says(order, "to_refund", only={1})
        self.send()
        self.assertEqual(refund.state, "queued")
        self.says(order, "refunded", only={1})
        self.send()
        self.assertEqual(refund.state, "sent")

    def test_forgotten_by_la_redoute_and_requested_again(self):
        order = self.shipped()
        refund = self.request()
        self.send()
        order = self.says(order, "to_refund", "shipped")
        self.assertEqual(refund.state, "dropped")
        (one,) = self.assert_disagreement("refund_dropped")
        self.as_user("manager", one).action_refund_again()
        self.send()
        self.assertEqual(refund.state, "sent")
        self.says(order, "refunded")
        self.assertEqual(refund.state, "refunded")

    def test_forgotten_since_la_redoute_paid(self):
        order = self.shipped()
        refund = self.request()
        self.send()
        self.says(order, "to_refund", "paid")
        self.assertEqual(refund.state, "dropped")
        (one,) = self.assert_disagreement("refund_dropped")
        self.assertEqual(one.ways, ",keep_ours,")

    def test_answer_lost(self):
        order = self.shipped()
        refund = self.request()
        self.market.fail["decide"] = [UnknownOutcome("cut", code="timeout")]
        self.send()
        self.assertEqual(refund.state, "queued")
        self.says(order, "to_refund")
        self.assertEqual(refund.state, "requested")
        self.assertEqual(len(refund.line_ids.operation_ids), 1)
        self.assertTrue(refund.amount_known)

    def test_stands_still_for_more_than_two_days(self):
        order = self.shipped()
        refund = self.request()
        self.send()
        self.says(order, "to_refund")
        refund.line_ids.since -= timedelta(hours=49)
        self.run_flow("compare_waiting_orders", "compare_orders")
        (one,) = self.assert_disagreement("refund_stuck")
        self.assertIn("more than two days", one.message)
        self.says(order, "to_approve")
        self.assert_agreement()

    def test_given_up_before_it_is_sent(self):
        self.shipped(*self.two())
        first, second = self.request((1, {"quantity": 2})), None
        second = self.request((2, {"quantity": 1}))
        first.with_user(self.users["manager"]).action_give_up()
        self.assertEqual(first.state, "cancelled")
        self.send()
        self.assertEqual(self.refunds_sent(), [("2", 1, None, False)])
        with self.assertRaisesRegex(UserError, "on its way"):
            second.with_user(self.users["manager"]).action_give_up()

    def test_requested_again_is_not_taken_for_la_redoutes(self):
        """Whatever runs first: the line still shows the earlier refusal."""
        order = self.shipped(self.order_line(self.product, quantity=2))
        refund = self.request((1, {"by": "amount", "goods": 5, "fee": False}))
        self.send()
        self.says(order, "to_refund", "refund_refused")
        refund.with_user(self.users["manager"]).action_again()
        self.run_flow("follow_refunds")
        self.put(self.market.orders[self.inbox().remote_id])
        self.read()
        self.assertEqual(self.inbox().refund_ids, refund)
        self.assertEqual((refund.state, refund.amount), ("queued", 5))
        self.market.updates.clear()
        self.send()
        self.assertEqual(self.refunds_sent(), [("1", None, 5.0, False)])

    def test_an_old_refusal_is_not_requested_again_by_itself(self):
        order = self.shipped(*self.two())
        refund, line = self.request((1, {"quantity": 1})), self.lines()[0]
        self.market.results[line.remote_id] = LineResult(line.remote_id, False, "No")
        self.send()
        self.market.results.clear()
        refund.line_ids.operation_ids.sent_at -= timedelta(days=3)
        order = self.says(order, "to_refund", only={2})
        self.assertEqual(refund.state, "refused")
        self.says(order, "refunded", only={2})
        self.send()
        self.assertEqual(refund.state, "refused")

    def test_its_operation_is_not_sent_again_past_the_refund(self):
        self.shipped()
        refund, line = self.request(), self.lines()
        self.market.results[line.remote_id] = LineResult(line.remote_id, False, "No")
        self.send()
        refund.action_give_up()
        with self.assertRaisesRegex(UserError, refund.name):
            refund.line_ids.operation_ids.action_retry()

    def test_a_word_that_nobody_knows_drops_nothing(self):
        order = self.shipped()
        refund = self.request()
        self.send()
        order = self.says(order, "to_refund", "unknown")
        self.assertEqual(refund.state, "requested")
        self.says(order, "refunded")
        self.assertEqual(self.inbox().refund_ids.mapped("state"), ["refunded"])

    def test_taken_and_never_shown_is_given_up(self):
        self.shipped()
        refund = self.request()
        self.send()
        self.assertFalse(refund.can_give_up)
        refund.line_ids.since -= timedelta(days=2)
        refund.invalidate_recordset()
        self.assertTrue(refund.can_give_up)
        refund.with_user(self.users["manager"]).action_give_up()
        self.assertEqual(refund.state, "cancelled")

    def test_pieces_of_a_price_that_was_lowered_are_an_amount(self):
        order = self.shipped(self.order_line(self.product, quantity=2))
        self.request((1, {"by": "amount", "goods": 80, "fee": False}))
        self.send()
        self.says(order, "to_refund", "refunded", "shipped")
        self.market.updates.clear()
        refund = self.request((1, {"by": "pieces", "quantity": 1, "fee": False}))
        self.assertEqual(refund.amount, 39.8)
        self.send()
        self.assertEqual(self.refunds_sent(), [("1", None, 39.8, False)])

    def test_a_manager_without_other_rights_refunds_what_was_shipped(self):
        self.shipped(*self.two())
        order = self.as_user("manager", self.inbox())
        action = order.action_refund()
        request = order.env[action["res_model"]].browse(action["res_id"])
        request.action_select_all()
        self.assertFalse(request.unshipped)
        self.assertEqual(request.amount, 191.5)

    def test_nothing_is_refunded_of_what_is_not_paid(self):
        self.order(self.product)
        self.read()
        with self.assertRaisesRegex(UserError, "not paid yet"):
            self.request((1, {"quantity": 1}))

    def test_after_la_redoute_paid_its_support_refunds(self):
        order = self.shipped()
        self.says(order, "paid")
        self.assertTrue(self.inbox().can_refund)
        with self.assertRaisesRegex(UserError, "seller support"):
            self.request((1, {"quantity": 1}))

    def test_paid_before_its_turn_came(self):
        order = self.shipped(*self.two())
        self.request((1, {"quantity": 2}))
        second = self.request((2, {"quantity": 1}))
        self.send()
        order = self.says(order, "paid", only={2})
        self.says(order, "to_refund", "refunded", only={1})
        self.assertEqual(second.state, "refused")
        self.assert_disagreement("refund_refused")

    def test_who_may(self):
        self.shipped()
        with self.assertRaises(AccessError):
            self.request(user="user")
        refund = self.request()
        for name in ("action_again", "action_give_up", "action_say_how_much"):
            with self.subTest(name), self.assertRaises(AccessError):
                getattr(refund.with_user(self.users["user"]), name)()

    def test_nothing_is_sent_while_fulfilment_is_off(self):
        self.shipped()
        self.account.switch_fulfilment = False
        with self.assertRaisesRegex(UserError, "switched off"):
            self.request()

    def test_names_count_the_refunds_of_an_order(self):
        self.shipped(*self.two())
        names = [self.request((number, {"quantity": 1})).name for number in (1, 2)]
        number = self.inbox().remote_id
        self.assertEqual(names, [f"{number}/R1", f"{number}/R2"])
        self.assertEqual(self.inbox().refund_count, 2)
