# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A clock that was a year ahead for a while: what it left behind holds nothing up."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .flow_case import FlowCase

LOGGER = "odoo.addons.laredoute_connector.models.flow.clock"


@tagged("standard", "post_install", "-at_install")
class TestClock(FlowCase):
    def ahead(self, **values):
        """A flow as the clock left it that was ahead by a year."""
        flow, moment = self.account._flow("fetch_orders"), self.later(days=365)
        flow.write({"last_run_at": moment, "due_at": moment, **values})
        return flow

    def run_after(self):
        with self.assertLogs(LOGGER, "WARNING"):
            self.run_due()

    def test_b09_a_flow_runs_that_is_due_in_a_year(self):
        flow = self.ahead()
        self.run_after()
        self.assertEqual(self.runs, self.ran(flow))
        self.assertLess(flow.due_at, self.later(days=1))

    def test_b09_a_flow_runs_that_failed_in_a_year(self):
        flow = self.ahead(not_before=self.later(days=365))
        self.run_after()
        self.assertEqual(self.runs, self.ran(flow))

    def test_b09_what_waits_in_the_outbox_goes(self):
        self.ahead()
        values = {
            "name": "offers.xml",
            "kind": "offers",
            "state": "sent",
            "direction": "out",
        }
        exchange = self.env["laredoute.exchange"].create(
            {
                **values,
                "account_id": self.account.id,
                "sent_at": self.later(days=365),
                "next_attempt_at": self.later(days=365),
            }
        )
        self.run_after()
        for moment in (exchange.sent_at, exchange.next_attempt_at):
            self.assertLess(abs(moment - fields.Datetime.now()), timedelta(minutes=5))

    def test_b09_a_clock_that_was_ahead_by_hours(self):
        flow, moment = self.account._flow("fetch_orders"), self.later(hours=5)
        flow.write({"last_run_at": moment, "due_at": self.later(hours=5, minutes=10)})
        self.run_after()
        self.assertFalse(self.runs, "it is due in ten minutes")
        self.assertLess(flow.due_at, self.later(minutes=11))
        self.assertGreater(flow.due_at, self.later(minutes=9))

    def test_b09_clocks_that_differ_a_little_change_nothing(self):
        flow, soon = self.account._flow("fetch_orders"), self.later(minutes=2)
        flow.last_run_at = soon
        with self.assertNoLogs(LOGGER, "WARNING"):
            self.run_due()
        self.assertEqual((flow.last_run_at, self.runs), (soon, []))
