# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A payout without a statement: what turned paid in its period."""

from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .settlement_case import SettlementCase


@tagged("standard", "post_install", "-at_install")
class TestFill(SettlementCase):
    def setUp(self):
        super().setUp()
        self.order_said = self.bought()
        self.says(self.order_said, "paid")
        self.register()
        self.today = fields.Date.today()

    def filled(self, **values):
        payout = self.payout(
            total=values.pop("total", 0),
            date_from=self.today - timedelta(days=2),
            date_to=self.today + timedelta(days=1),
            **values,
        )
        payout.action_fill()
        return payout

    def test_what_was_paid_in_the_period(self):
        self.env["laredoute.commission.rate"].create(
            {"books_settings_id": self.settings.id, "rate": 17}
        )
        payout = self.filled()
        sums = {}
        for line in payout.line_ids:
            sums[line.kind] = round(sums.get(line.kind, 0) + line.amount, 2)
        expected = self.inbox().expected_commission
        self.assertEqual(
            (sums["sale"], sums["delivery"], sums["commission"]),
            (179.7, 11.8, -expected),
        )
        self.assertLess(sums["commission_vat"], 0)
        self.assertEqual(payout.problem_count, 0)
        self.assertEqual(payout.line_ids.order_id, self.inbox())
        # nobody said yet what comes to the bank
        self.assertEqual(payout.difference, -payout.line_total)
        payout.total = payout.line_total
        payout.action_post()
        self.assertEqual(self.inbox().owed_amount, 0)

    def test_without_rates_there_is_no_commission(self):
        kinds = set(self.filled().line_ids.mapped("kind"))
        self.assertEqual(kinds, {"sale", "delivery"})

    def test_what_is_in_another_payout_is_not_in_this_one(self):
        first = self.filled(total=191.5)
        first.action_post()
        with self.assertRaisesRegex(UserError, "nothing"):
            self.filled(name="V-2")

    def test_what_was_refunded_of_an_earlier_payout(self):
        self.filled(total=191.5).action_post()
        self.env["laredoute.refund"].create(
            {
                "name": "R9",
                "order_id": self.inbox().id,
                "amount_known": True,
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "order_line_id": self.inbox().line_ids[0].id,
                            "goods": 10,
                            "state": "refunded",
                        },
                    )
                ],
            }
        )
        payout = self.filled(name="V-2")
        self.assertEqual(payout.line_ids.mapped("kind"), ["refund"])
        self.assertEqual(payout.line_ids.amount, -10)

    def test_the_days_are_the_shops(self):
        """23:30 UTC is the next day in Paris."""
        self.account.tz = "Europe/Paris"
        lines = self.inbox().line_ids
        night = datetime.combine(self.today, datetime.min.time())
        lines.paid_at = night - timedelta(minutes=30)
        payout = self.payout(total=0, date_from=self.today, date_to=self.today)
        self.assertEqual(payout._paid_lines(), lines)
        lines.paid_at = night + timedelta(hours=23, minutes=30)
        self.assertFalse(payout._paid_lines(), "the day after")

    def test_it_needs_a_period(self):
        with self.assertRaisesRegex(UserError, "period"):
            self.payout(total=0).action_fill()
