# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Nobody answered: the account's last policy does, before La Redoute cancels."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..agreement.agreement_case import AgreementCase


@tagged("standard", "post_install", "-at_install")
class TestLastHours(AgreementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.short = cls.make_product(stock=0)

    def waiting(self, *lines):
        """An order that waits for a person, six hours before its end."""
        self.account.acceptance_policy = "manual"
        self.order(*(lines or (self.product,)))
        self.read()
        self.assertFalse(self.inbox().operation_ids)
        return self.inbox()

    def hours_left(self, inbox, hours, bugs=False):
        inbox.answer_before = self.ago(hours=-hours)
        inbox.retry_at = fields.Datetime.now()
        self.run_flow("process_orders", bugs=bugs)

    def test_nothing_is_answered_unless_it_is_wanted(self):
        inbox = self.waiting()
        self.hours_left(inbox, 1)
        self.assertFalse(inbox.operation_ids)

    def test_it_is_looked_at_again_when_the_last_hours_begin(self):
        self.account.write({"last_policy": "refuse", "last_hours": 4})
        inbox = self.waiting()
        begins = inbox.answer_before - timedelta(hours=4)
        self.assertLess(abs(inbox.retry_at - begins), timedelta(minutes=1))

    def test_what_it_says_is_done_and_said(self):
        for policy, product, kinds in (
            ("accept", self.short, ["accept"]),
            ("refuse", self.product, ["refuse"]),
            ("accept_covered", self.product, ["accept"]),
            ("accept_covered", self.short, ["refuse"]),
        ):
            with self.subTest(policy=policy):
                savepoint = self.env.cr.savepoint()
                self.account.last_policy = policy
                inbox = self.waiting(product)
                self.hours_left(inbox, 7)
                self.assertFalse(inbox.operation_ids)
                self.hours_left(inbox, 5)
                self.assertEqual(inbox.operation_ids.mapped("kind"), kinds)
                self.assertIn("in time", inbox.message_ids[0].body)
                savepoint.close(rollback=True)
                self.env.invalidate_all()

    def test_whatever_stops_the_order(self):
        self.account.last_policy = "accept_covered"
        inbox = self.waiting("3599999999995")
        self.assertIn("no product has the ean", inbox.waiting_reason.lower())
        self.hours_left(inbox, 5)
        self.assertEqual(inbox.operation_ids.mapped("kind"), ["refuse"])

    def test_also_an_error_that_nobody_expected(self):
        self.account.write({"last_policy": "refuse", "last_hours": 4})
        inbox = self.waiting()
        error = patch.object(
            type(inbox), "_ensure_sale_order", side_effect=ZeroDivisionError
        )
        with error, mute_logger("odoo.addons.laredoute_connector"):
            inbox.write({"state": "new", "answer_before": self.ago(hours=-4.005)})
            self.run_flow("process_orders", bugs=True)
            begins = inbox.answer_before - timedelta(hours=4)
            self.assertLessEqual(inbox.retry_at, begins)
            self.hours_left(inbox, 3, bugs=True)
        self.assertEqual(inbox.operation_ids.mapped("kind"), ["refuse"])

    def test_what_a_person_took_out_of_the_sale_order_is_theirs(self):
        self.account.last_policy = "accept"
        inbox = self.waiting(self.product, self.make_product(stock=3))
        self.goods()[-1].unlink()
        self.hours_left(inbox, 5)
        first, second = inbox.line_ids
        self.assertEqual(first.operation_ids.mapped("kind"), ["accept"])
        self.assertFalse(second.operation_ids)

    def test_a_rule_that_holds_is_overruled(self):
        self.env["laredoute.order.rule"].create(
            {"name": "Cher", "account_id": self.account.id, "action": "hold"}
        )
        self.account.last_policy = "accept_covered"
        inbox = self.waiting()
        self.hours_left(inbox, 5)
        self.assertEqual(inbox.operation_ids.mapped("kind"), ["accept"])
