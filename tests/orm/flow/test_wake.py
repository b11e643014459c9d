# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who wakes a flow waits for nobody; who may press its button."""

import re
from contextlib import contextmanager
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .flow_case import FlowCase

ROLE = "laredoute_connector.group_laredoute_"


@tagged("standard", "post_install", "-at_install")
class TestWake(FlowCase):
    def test_a_wake_up_counts_once(self):
        flow = self.account._flow("process_orders")
        self.account._wake("process_orders")
        self.account._wake("process_orders")
        self.assertEqual(len(self.wakes("process_orders")), 1, "one transaction")
        self.account._wake("process_orders", self.ago(minutes=1))
        self.run_due()
        self.assertEqual(self.runs, self.ran(flow))
        self.assertFalse(self.wakes("process_orders"))
        self.run_due()
        self.assertEqual(len(self.runs), 1)

    def test_a_wake_up_for_later_waits_until_then(self):
        self.account._wake("process_orders", self.later(minutes=5))
        self.run_due()
        self.assertFalse(self.runs)
        self.assertTrue(self.wakes("process_orders"))

    def test_a_wake_up_during_the_run_counts_again(self):
        flow = self.due("process_orders")
        self.work[self.account.id, "process_orders"] = lambda account: account._wake(
            "process_orders"
        )
        self.run_due()
        self.assertEqual(self.runs, self.ran(flow), "once in a round")
        self.assertTrue(self.wakes("process_orders"))
        self.assertLessEqual(flow.next_run_at, fields.Datetime.now())

    def test_a_wake_up_wakes_its_shop_only_and_no_failure(self):
        flow = self.account._flow("process_orders")
        flow.not_before = self.later(minutes=5)
        self.account._wake("process_orders")
        self.other._wake("process_orders")
        self.run_due()
        self.assertEqual(self.runs, self.ran(self.other._flow("process_orders")))

    def test_what_a_savepoint_undid_is_no_wake_up(self):
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.account._wake("send_operations")
            raise ZeroDivisionError
        self.account._wake("send_operations")
        self.assertEqual(len(self.wakes("send_operations")), 1)

    @contextmanager
    def statements(self):
        """What is said to the database in the block."""
        found = []
        execute = type(self.env.cr).execute

        def listen(cursor, query, *arguments, **options):
            found.append(getattr(query, "code", query))
            return execute(cursor, query, *arguments, **options)

        with patch.object(type(self.env.cr), "execute", listen):
            yield found

    def test_waking_only_adds_a_row_that_refers_to_none(self):
        """No row is locked, and none whose change could make the user's work fail."""
        self.env.flush_all()
        with self.statements() as found:
            self.account._wake("send_offers")
            self.env.flush_all()
        writes = [each for each in found if not re.match(r"\s*SELECT", each)]
        self.assertEqual(len(writes), 1, writes)
        self.assertIn("INSERT INTO laredoute_flow_wake", writes[0])
        self.assertFalse([each for each in found if "FOR " in each])
        self.env.cr.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'f'"
            " AND conrelid = 'laredoute_flow_wake'::regclass"
        )
        self.assertFalse(self.env.cr.fetchall(), "foreign keys")

    def test_wake_ups_of_a_deleted_account_go(self):
        self.other._wake("send_offers")
        flow = self.other._flow("send_offers").id
        wakes = self.env["laredoute.flow.wake"]
        wakes._gc_orphans()
        self.assertTrue(wakes.search([("flow_id", "=", flow)]))
        self.other.unlink()
        wakes._gc_orphans()
        self.assertFalse(wakes.search([("flow_id", "=", flow)]))


@tagged("standard", "post_install", "-at_install")
class TestRunNow(FlowCase):
    def as_role(self, role):
        login = f"flow-{role}"
        user = new_test_user(self.env, login, f"base.group_user,{ROLE}{role}")
        return self.account._flow("fetch_orders").with_user(user)

    def test_a_manager_brings_the_next_run_forward(self):
        flow = self.as_role("manager")
        answer = flow.action_run_now()
        self.assertEqual(answer["tag"], "display_notification")
        self.assertLessEqual(flow.next_run_at, fields.Datetime.now())
        self.assertFalse(self.runs, "queued, not run")
        self.run_due()
        self.assertEqual(len(self.runs), 1)

    def test_a_user_sees_but_does_not_press(self):
        flow = self.as_role("user")
        self.assertTrue(flow.next_run_at)
        with self.assertRaises(AccessError):
            flow.action_run_now()
        with self.assertRaises(AccessError):
            flow.due_at = fields.Datetime.now()

    def test_nothing_is_queued_for_an_account_that_does_not_work(self):
        self.account.action_pause()
        with self.assertRaises(UserError):
            self.as_role("manager").action_run_now()
        self.assertFalse(self.wakes("fetch_orders"))
