# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules answer orders: the first that fits, and only where all it names holds."""

from datetime import timedelta

import psycopg2

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..agreement.agreement_case import AgreementCase
from ..common import PLATFORM, only_on_sellr


@tagged("standard", "post_install", "-at_install")
class TestRules(AgreementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reason = cls.env.ref("laredoute_connector.reason_no_stock")
        cls.short = cls.make_product(stock=0)

    def rule(self, action, **values):
        return self.env["laredoute.order.rule"].create(
            {
                "name": f"Règle {action}",
                "account_id": self.account.id,
                "action": action,
                "reason_id": self.reason.id,
                **values,
            }
        )

    def decided(self, *lines):
        """What was decided of an order that just came: kinds, line by line."""
        self.order(*(lines or (self.product,)))
        self.read()
        return [
            line.operation_ids.mapped("kind") or [False]
            for line in self.inbox().line_ids
        ]

    # ------------------------------------------------------------------ what they do
    def test_without_rules_the_policy_answers(self):
        self.assertEqual(self.decided(), [["accept"]])
        self.assertNotIn("–", self.inbox().message_ids[:1].body or "")

    def test_it_accepts_what_stock_does_not_cover(self):
        self.rule("accept")
        self.assertEqual(self.decided(self.short), [["accept"]])
        self.assertFalse(self.inbox().line_ids.operation_ids.only_in_stock)
        self.assertIn("Règle accept", self.inbox().message_ids[0].body)

    def test_it_refuses_and_says_why(self):
        self.rule("refuse")
        self.assertEqual(self.decided(), [["refuse"]])
        self.assertEqual(self.inbox().line_ids.operation_ids.reason_id, self.reason)

    @only_on_sellr("the other platform takes one answer for the whole order")
    def test_it_accepts_what_stock_covers_and_refuses_the_rest(self):
        self.rule("accept_covered")
        self.assertEqual(
            self.decided(self.product, self.short), [["accept"], ["refuse"]]
        )
        first = self.inbox().line_ids[0]
        self.assertTrue(first.operation_ids.only_in_stock)

    @only_on_sellr("the other platform takes one answer for the whole order")
    def test_stock_is_counted_once_for_rule_and_action(self):
        self.rule("accept_covered", stock="short")
        last = self.make_product(stock=1)
        absurd = self.order_line(self.product, price="1.00")
        self.assertEqual(
            self.decided(self.order_line(last), self.short, absurd),
            [["accept"], ["refuse"], [False]],
        )

    def test_it_refuses_all_where_the_platform_takes_one_answer(self):
        if PLATFORM == "sellr":
            self.skipTest("each line has its answer")
        self.rule("accept_covered")
        self.assertEqual(
            self.decided(self.product, self.short), [["refuse"], ["refuse"]]
        )

    def test_it_leaves_it_to_a_person(self):
        self.rule("hold")
        self.assertEqual(self.decided(), [[False]])
        self.assertIn("Règle hold", self.inbox().waiting_reason)
        self.assert_disagreement("held_up")

    def test_the_alarm_of_what_it_left_to_a_person_answers_it(self):
        self.rule("hold")
        self.decided(self.product, self.product)
        self.assert_disagreement("held_up").action_accept()
        lines = self.inbox().line_ids
        self.assertEqual(lines.operation_ids.mapped("kind"), ["accept", "accept"])
        self.run_flow("process_orders")
        self.assert_agreement()

    def test_the_alarm_of_what_it_left_to_a_person_refuses_it(self):
        self.rule("hold")
        self.decided()
        self.give_reason(self.assert_disagreement("held_up").action_refuse())
        self.assertEqual(self.inbox().line_ids.operation_ids.mapped("kind"), ["refuse"])
        self.run_flow("process_orders")
        self.assert_agreement()

    def test_the_alarm_asks_before_it_accepts_what_is_not_there(self):
        self.rule("hold")
        self.decided(self.short)
        question = self.assert_disagreement("held_up").action_accept()
        self.assertEqual(question["res_model"], "laredoute.acceptance")
        self.assertFalse(self.inbox().line_ids.operation_ids)

    def test_it_waits_for_some_hours(self):
        self.rule("wait", hours=3)
        self.assertEqual(self.decided(), [[False]])
        inbox = self.inbox()
        self.assertIn("Règle wait", inbox.waiting_reason)
        later = inbox.ordered_at + timedelta(hours=3)
        self.assertLess(abs(inbox.retry_at - later), timedelta(minutes=1))
        inbox.ordered_at -= timedelta(hours=3)
        inbox.retry_at = fields.Datetime.now()
        self.run_flow("process_orders")
        self.assertEqual(inbox.line_ids.operation_ids.mapped("kind"), ["accept"])

    def receipt(self, days):
        picking_type = self.account.warehouse_id.in_type_id
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": picking_type.id,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": picking_type.default_location_dest_id.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.short.id,
                            "product_uom_qty": 3,
                            "location_id": self.env.ref(
                                "stock.stock_location_suppliers"
                            ).id,
                            "location_dest_id": (
                                picking_type.default_location_dest_id.id
                            ),
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.move_ids.date = fields.Datetime.now() + timedelta(days=days)

    def test_it_waits_for_a_receipt_that_comes_in_time(self):
        self.rule("wait_incoming")
        self.rule("refuse", sequence=20)
        self.receipt(days=1)
        self.assertEqual(self.decided(self.short), [[False]])
        self.assertIn("receipt", self.inbox().waiting_reason)

    def test_a_receipt_that_comes_too_late_goes_on_with_the_next_rule(self):
        self.rule("wait_incoming")
        self.rule("refuse", sequence=20)
        self.receipt(days=5)
        self.assertEqual(self.decided(self.short), [["refuse"]])

    # ---------------------------------------------------------------- what they name
    def test_the_first_that_fits_counts(self):
        self.rule("refuse", sequence=20)
        self.rule("accept", sequence=10)
        self.assertEqual(self.decided(), [["accept"]])

    def test_one_that_does_not_fit_answers_nothing(self):
        self.account.acceptance_policy = "manual"
        other = self.make_product(stock=1)
        for values in (
            {"amount_above": 65.8},
            {"price_below": 90},
            {"product_ids": other.ids},
            {"category_ids": self.env["product.category"].create({"name": "X"}).ids},
            {"buyer": "MARSEILLE, 13001"},
            {"stock": "short"},
            # both must hold
            {"amount_above": 10, "buyer": "MARSEILLE"},
        ):
            with self.subTest(values):
                savepoint = self.env.cr.savepoint()
                self.rule("refuse", **values)
                self.assertEqual(self.decided(), [[False]])
                savepoint.close(rollback=True)
                self.env.invalidate_all()

    def test_one_that_fits_answers(self):
        self.account.acceptance_policy = "manual"
        category = self.product.categ_id
        for values in (
            {"amount_above": 65.7},
            {"price_below": 200},
            {"product_ids": self.product.ids},
            {"category_ids": category.ids},
            {"buyer": "lyon, roubaix"},
            {"stock": "covered"},
            {},
        ):
            with self.subTest(values):
                savepoint = self.env.cr.savepoint()
                self.rule("refuse", **values)
                self.assertEqual(self.decided(), [["refuse"]])
                savepoint.close(rollback=True)
                self.env.invalidate_all()

    def test_what_cannot_be_meant_is_never_accepted(self):
        self.rule("accept")
        line = self.order_line(self.product, price="1.00")
        self.assertEqual(self.decided(line), [[False]])
        self.assertIn("makes no sense", self.inbox().waiting_reason)

    def test_a_rule_of_another_account_does_not_count(self):
        other = self.account.copy({"name": "Brand Boutique"})
        self.rule("refuse", account_id=other.id)
        self.assertEqual(self.decided(), [["accept"]])

    def test_a_rule_that_refuses_has_a_reason(self):
        with self.assertRaises(ValidationError):
            self.rule("refuse", reason_id=False)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.CheckViolation),
            self.env.cr.savepoint(),
        ):
            self.rule("wait", hours=0)

    # --------------------------------------------------------------------- their trial
    def test_a_trial_says_what_they_would_have_done(self):
        self.order(self.product)
        self.read()
        self.order(self.short, remote_id="1-2026.325.0005678")
        self.read()
        rule = self.rule("refuse", stock="short")
        action = rule.with_user(self.users["manager"]).action_try()
        trial = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(
            (trial.order_count, trial.accepted_count, trial.refused_count), (2, 1, 1)
        )
        refused = trial.line_ids.filtered("rule_id")
        self.assertEqual((refused.answer, refused.rule_id), ("refused", rule))
        self.assertFalse(self.inbox("1-2026.325.0005678").operation_ids)
        with self.assertRaises(AccessError):
            rule.with_user(self.users["user"]).action_try()
