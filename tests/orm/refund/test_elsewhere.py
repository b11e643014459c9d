# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Refunds that La Redoute begins by itself come in, on every platform."""

from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import only_on_sellr
from .refund_case import RefundCase


@tagged("standard", "post_install", "-at_install")
class TestElsewhere(RefundCase):
    def test_it_is_kept_and_followed(self):
        order = self.shipped(*self.two())
        order = self.says(order, "to_refund", only={1})
        (refund,) = self.inbox().refund_ids
        self.assertEqual(
            (refund.origin, refund.state, refund.amount_known, refund.amount),
            ("platform", "requested", False, 125.7),
        )
        self.assertIn("does not say how much", refund.message)
        self.says(order, "to_approve", "refunding", "refunded", only={1})
        self.assertEqual(len(self.inbox().refund_ids), 1)
        self.assertEqual(refund.state, "refunded")

    def test_lines_that_begin_together_are_one_refund(self):
        self.says(self.shipped(*self.two()), "to_refund")
        (refund,) = self.inbox().refund_ids
        self.assertEqual(len(refund.line_ids), 2)

    def test_a_person_says_how_much(self):
        order = self.shipped(self.order_line(self.product, quantity=2))
        self.says(order, "to_refund", "refunding", "refunded")
        refund = self.inbox().refund_ids
        action = refund.with_user(self.users["manager"]).action_say_how_much()
        request = self.env["laredoute.refund.request"].browse(action["res_id"])
        request.line_ids.write({"by": "pieces", "quantity": 1, "fee": False})
        request.with_user(self.users["manager"]).action_say_how_much()
        self.assertEqual((refund.amount, refund.amount_known), (59.9, True))
        self.assertEqual(refund.line_ids.quantity, 1)
        action = refund.with_user(self.users["manager"]).action_say_how_much()
        request = self.env["laredoute.refund.request"].browse(action["res_id"])
        request.line_ids.write({"by": "amount", "goods": 119.81})
        with self.assertRaises(UserError):
            request.with_user(self.users["manager"]).action_say_how_much()

    def test_seen_first_when_it_is_over(self):
        """A shop that sold before this connector has many of those."""
        self.order(self.product, status="refunded")
        self.read()
        refund = self.inbox().refund_ids
        self.assertEqual((refund.state, refund.origin), ("refunded", "platform"))
        self.assertFalse(refund.line_ids.unshipped)
        self.assertFalse(self.sale())
        self.assert_agreement()

    def test_refused_of_its_own(self):
        self.says(self.shipped(), "to_refund", "refund_refused")
        self.assertEqual(self.inbox().refund_ids.state, "refused")
        self.assert_disagreement("refund_refused")

    @only_on_sellr("the other platform takes no refund from here")
    def test_a_word_of_it_that_is_read_late_begins_no_other_one(self):
        """Refunded is read before Refunding, though all of the fee is left."""
        order = self.shipped(self.order_line(self.product, quantity=2))
        self.request((1, {"quantity": 1, "fee": False}))
        self.send()
        order = self.says(order, "refunded", "refunding", "to_approve")
        self.assertEqual(self.inbox().refund_ids.mapped("state"), ["refunded"])
        self.says(order, "refunded")
        self.assertEqual(self.lines().amount_refunded, 59.9)
        self.assert_agreement()

    @only_on_sellr("the other platform takes no refund from here")
    def test_a_new_one_of_what_is_left_is_kept(self):
        order = self.shipped(self.order_line(self.product, quantity=2))
        self.request((1, {"quantity": 1, "fee": False}))
        self.send()
        order = self.says(order, "refunded", "to_refund", "refunding")
        self.assertEqual(
            sorted(self.inbox().refund_ids.mapped("state")), ["refunded", "refunding"]
        )
        self.assert_disagreement("refund_unknown")

    @only_on_sellr("the other platform takes no refund from here")
    def test_after_hours_a_later_word_is_another_one(self):
        """Nothing was read for hours: its first words were missed."""
        order = self.shipped(self.order_line(self.product, quantity=2))
        refund = self.request((1, {"quantity": 1, "fee": False}))
        self.send()
        order = self.says(order, "refunded")
        refund.line_ids.since -= timedelta(hours=2)
        self.says(order, "refunding")
        self.assertEqual(len(self.inbox().refund_ids), 2)
        self.assert_disagreement("refund_unknown")

    @only_on_sellr("the other platform takes no refund from here")
    def test_of_what_is_refunded_as_a_whole_there_is_no_other_one(self):
        order, refund = self.shipped(), self.request()
        self.send()
        order = self.says(order, "to_refund", "refunded")
        refund.line_ids.since -= timedelta(days=9)
        self.says(order, "to_refund", "refunded")
        self.assertEqual(len(self.inbox().refund_ids), 1)

    def test_read_again_it_is_the_same(self):
        order = self.says(self.shipped(), "refunded")
        for _again in range(2):
            self.put(order)
            self.read()
        self.assertEqual(len(self.inbox().refund_ids), 1)

    @only_on_sellr("the other platform takes no refund from here")
    def test_ours_that_waits_gives_way(self):
        order = self.shipped(*self.two())
        self.request((1, {"quantity": 2}))
        ours = self.request((2, {"quantity": 1}))
        self.send()
        self.says(order, "to_refund", only={2})
        self.assertEqual(ours.state, "cancelled")
        theirs = self.inbox().refund_ids - ours
        self.assertEqual(set(theirs.mapped("origin")), {"seller", "platform"})

    @only_on_sellr("the other platform takes no refund from here")
    def test_no_request_is_sent_while_one_of_theirs_is_in_progress(self):
        order = self.says(self.shipped(*self.two()), "to_refund", only={1})
        refund = self.request((2, {"quantity": 1}))
        self.send()
        self.assertEqual(refund.state, "queued")
        self.says(order, "refunded", only={1})
        self.send()
        self.assertEqual(refund.state, "sent")

    def test_a_platform_that_takes_none_says_so(self):
        self.can(decisions={})
        self.shipped_before()
        with self.assertRaisesRegex(UserError, "takes no refund from here"):
            self.inbox().with_user(self.users["manager"]).action_refund()

    def shipped_before(self):
        self.order(self.product, status="shipped")
        self.read()
