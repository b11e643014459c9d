# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The day and the number of an invoice: as the books allow."""

from datetime import datetime

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .invoice_case import FLOW, InvoiceCase

OTHER = "1-2026.325.0005555"


@tagged("standard", "post_install", "-at_install")
class TestDates(InvoiceCase):
    def paid_on(self, moment, remote_id="1-2026.325.0001234"):
        """An order whose buyer paid at a moment."""
        order = self.order(self.product, remote_id=remote_id)
        self.read()
        self.run_flow("send_operations")
        self.say(order, "to_ship")
        self.read()
        inbox = self.inbox(remote_id)
        inbox.line_ids.buyer_paid_at = moment
        return inbox

    def test_the_moment_is_kept_whatever_comes_later(self):
        self.paid(self.product)
        line = self.inbox().line_ids
        self.assertEqual(line.buyer_paid_at, line.status_at)
        line.status_at = self.ago(days=-2)
        line.status = "shipped"
        self.assertLess(line.buyer_paid_at, line.status_at)

    def test_the_day_is_that_of_the_accounts_zone(self):
        self.account.tz = "Europe/Paris"
        yesterday = fields.Date.subtract(fields.Date.today(), days=2)
        late = datetime.combine(yesterday, datetime.min.time()).replace(hour=23)
        self.paid_on(late.replace(minute=30))
        invoice = self.invoices()
        self.assertEqual(invoice.invoice_date, fields.Date.add(yesterday, days=1))
        self.assertEqual(invoice.date, invoice.invoice_date)

    def test_none_is_dated_before_the_last_number(self):
        self.paid_on(self.ago(days=2))
        first = self.invoices()
        self.paid_on(self.ago(days=9), OTHER)
        second = self.invoices(OTHER)
        self.assertEqual(second.invoice_date, first.invoice_date)
        self.assertGreater(second.name, first.name)

    def test_numbers_follow_the_days_within_a_run(self):
        self.paid_on(self.ago(days=2))
        self.paid_on(self.ago(days=9), OTHER)
        self.run_flow(FLOW)
        late, early = self.made(), self.made(OTHER)
        self.assertLess(early.invoice_date, late.invoice_date)
        self.assertLess(early.name, late.name)

    def test_another_days_invoice_in_the_future_holds_nothing_up(self):
        ahead = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.company.partner_id.id,
                "invoice_date": fields.Date.add(fields.Date.today(), days=40),
                "invoice_line_ids": [Command.create({"product_id": self.other.id})],
            }
        )
        ahead.action_post()
        self.paid_on(self.ago(days=9), OTHER)
        made = self.invoices(OTHER)
        self.assertEqual(made.state, "posted")
        self.assertLessEqual(made.invoice_date, fields.Date.today())

    def test_by_delivery_it_is_the_day_on_which_the_last_left(self):
        self.account.invoice_policy = "delivery"
        self.paid_on(self.ago(days=6))
        self.ship(self.sale().picking_ids)
        self.sale().picking_ids.move_ids.date = self.ago(days=3)
        invoice = self.invoices()
        moment = self.sale().picking_ids.move_ids.date
        self.assertAlmostEqual(
            (fields.Date.to_date(moment) - invoice.invoice_date).days, 0, delta=1
        )
        self.assertNotEqual(invoice.invoice_date, fields.Date.today())

    def test_in_a_locked_period_it_gets_odoos_next_day_and_says_so(self):
        month = fields.Date.start_of(fields.Date.today(), "month")
        lock = fields.Date.subtract(month, days=1)
        begin = datetime.combine(month, datetime.min.time())
        self.paid_on(fields.Datetime.subtract(begin, days=5))
        self.company.fiscalyear_lock_date = lock
        invoice = self.invoices()
        self.assertEqual(invoice.state, "posted")
        self.assertGreater(invoice.invoice_date, lock)
        self.assertEqual(invoice.date, invoice.invoice_date)
        self.assertIn("locked until", " ".join(invoice.message_ids.mapped("body")))

    def test_where_today_is_locked_it_waits_and_says_why(self):
        self.paid_on(self.ago(days=1))
        self.company.fiscalyear_lock_date = self.account._local_now().date()
        self.assertFalse(self.invoices())
        self.assertEqual(self.inbox().disagreement_ids.code, "invoice_held_up")
        self.company.fiscalyear_lock_date = False
        self.inbox().disagreement_ids.action_invoice_again()
        self.assert_posted(65.8)
        self.assert_agreement()

    def test_one_that_people_invoice_by_hand_waits_no_more(self):
        self.paid_on(self.ago(days=1))
        self.company.fiscalyear_lock_date = self.account._local_now().date()
        self.invoices()
        self.assertTrue(self.inbox().disagreement_ids)
        self.sale()._create_invoices()
        self.inbox()._compare()
        self.assert_agreement()
