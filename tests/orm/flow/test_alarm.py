# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Work that goes on failing is shown to a person, each by its name, until it works."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.laredoute_connector.marketplace import errors

from .flow_case import FlowCase, unreachable


def broken(_account):
    raise ZeroDivisionError


def wrong_settings(_account):
    raise errors.WrongSettings("x", code="http_404")


@tagged("standard", "post_install", "-at_install")
class TestAlarm(FlowCase):
    def fail(self, name, how=unreachable, times=1):
        """Let a flow fail so often, and the rest of the account go well between."""
        self.work[self.account.id, name] = how
        for _time in range(times):
            self.again(name)

    def again(self, name):
        flow = self.due(name)
        flow.write({"not_before": False, "due_at": self.ago(minutes=1)})
        with mute_logger("odoo.addons.laredoute_connector.models.flow.failure"):
            self.run_due()

    def test_b10_once_is_bad_luck_and_twice_is_an_alarm(self):
        self.fail("fetch_orders")
        self.assertFalse(self.account.activity_ids)
        self.again("fetch_orders")
        (alarm,) = self.account.activity_ids
        self.assertIn("Read orders", alarm.note)
        self.assertIn("cannot be reached", alarm.note)

    def test_b10_another_flow_that_works_forgets_nothing(self):
        self.fail("fetch_orders", times=2)
        self.due("process_orders")
        self.run_due()
        self.assertIn("Read orders", self.account.activity_ids.note)
        self.assertTrue(self.account._flow("fetch_orders").last_error)

    def test_b10_each_flow_is_named_and_goes_when_it_works(self):
        self.fail("process_orders", broken, times=2)
        self.fail("apply_reports", broken, times=2)
        (alarm,) = self.account.activity_ids
        self.assertIn("Process orders", alarm.note)
        self.assertIn("Apply reports", alarm.note)
        del self.work[self.account.id, "process_orders"]
        self.again("process_orders")
        self.assertNotIn("Process orders", self.account.activity_ids.note)
        del self.work[self.account.id, "apply_reports"]
        self.again("apply_reports")
        self.assertFalse(self.account.activity_ids)

    def test_b10_a_pause_says_so_itself(self):
        self.fail("fetch_orders", times=2)
        self.fail("send_operations", wrong_settings)
        self.assertEqual(self.account.phase, "paused")
        self.assertIn("paused", self.account.activity_ids.note)
        self.account.action_back_to_setup()
        self.assertFalse(self.account.activity_ids)
