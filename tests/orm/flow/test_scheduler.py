# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which flows run, in which order, and what a failure holds up."""

from contextlib import contextmanager
from unittest.mock import patch

import psycopg2.errors

from odoo import fields
from odoo.sql_db import db_connect
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace import errors
from odoo.addons.laredoute_connector.models.flow.scheduler import AFTER_A_CRASH
from odoo.addons.laredoute_connector.models.flow.work import commit

from .flow_case import FlowCase, unreachable

FLOW_LOCK = "SELECT pg_advisory_lock(hashtextextended(%s, 0))"


@tagged("standard", "post_install", "-at_install")
class TestOrder(FlowCase):
    def test_what_is_due_longest_runs_first_whatever_the_shop(self):
        third = self.due("process_orders", self.account, minutes=1)
        second = self.due("fetch_orders", self.other, minutes=2)
        first = self.due("apply_reports", self.account, minutes=3)
        self.run_due()
        self.assertEqual(self.runs, self.ran(first, second, third))
        self.assertTrue(all(flow.last_success_at for flow in first | second | third))
        self.assertGreater(first.due_at, fields.Datetime.now())

    def test_what_is_not_due_does_not_run(self):
        self.run_due()
        self.assertFalse(self.runs)

    def test_an_account_that_is_paused_archived_or_in_setup_runs_nothing(self):
        flow = self.due("fetch_orders")
        for values in ({"phase": "paused"}, {"phase": "setup"}, {"active": False}):
            self.account.write({"phase": "testing", "active": True, **values})
            self.run_due("fetch_orders")
            self.assertFalse(self.runs, values)
            self.assertFalse(flow.next_run_at, values)
        self.account.write({"phase": "live", "active": True, "offer_interval": 60})
        self.run_due("fetch_orders")
        self.assertEqual(self.runs, self.ran(flow))

    def test_a_switch_stops_its_flows_and_no_others(self):
        self.account.switch_orders = False
        flows = self.due("fetch_orders"), self.due("process_orders")
        goes = self.due("collect_reports")
        self.run_due()
        self.assertEqual(self.runs, self.ran(goes))
        self.assertFalse(any(flow.next_run_at for flow in flows))
        self.account.switch_orders = True
        self.run_due()
        self.assertEqual(self.runs, self.ran(goes, *flows))

    def test_what_is_shown_as_the_next_run_is_when_it_runs(self):
        flow = self.due("fetch_orders")
        self.assertEqual(flow.next_run_at, flow.due_at)
        flow.due_at = self.later(hours=1)
        self.assertEqual(flow.next_run_at, flow.due_at)
        before = self.ago(minutes=5)
        self.account._wake("fetch_orders", before)
        flow.invalidate_recordset()
        self.assertEqual(flow.next_run_at, before)
        flow.not_before = self.later(minutes=7)
        self.assertEqual(flow.next_run_at, flow.not_before)


@tagged("standard", "post_install", "-at_install")
class TestFailure(FlowCase):
    def test_a_flow_that_fails_waits_and_the_others_go_on(self):
        failing = self.due("fetch_orders", minutes=3)
        goes = self.due("process_orders", minutes=2)
        other = self.due("fetch_orders", self.other, minutes=1)
        self.work[self.account.id, "fetch_orders"] = unreachable
        self.run_due()
        self.assertEqual(self.runs, self.ran(failing, goes, other))
        self.assertEqual((failing.failures, other.failures), (1, 0))
        self.assertGreater(failing.not_before, fields.Datetime.now())
        self.assertEqual(failing.next_run_at, failing.not_before)
        self.assertIn("cannot be reached", failing.last_error)
        self.assertFalse(failing.last_success_at)
        self.assertEqual(self.account.last_error, failing.last_error)
        self.run_due()
        self.assertEqual(len(self.runs), 3, "it waits")

    def test_each_failure_in_a_row_makes_it_wait_longer(self):
        flow = self.due("fetch_orders")
        self.work[self.account.id, "fetch_orders"] = unreachable
        waits = []
        for number in range(1, 4):
            flow.write({"not_before": False, "due_at": self.ago(minutes=1)})
            self.run_due()
            self.assertEqual(flow.failures, number)
            waits.append(flow.not_before - fields.Datetime.now())
        self.assertEqual(waits, sorted(waits))
        self.assertGreater(waits[2], 2 * waits[0])
        del self.work[self.account.id, "fetch_orders"]
        flow.write({"not_before": False, "due_at": self.ago(minutes=1)})
        self.run_due()
        self.assertEqual((flow.failures, flow.last_error), (0, False))

    def test_run_now_ends_the_wait(self):
        flow = self.due("fetch_orders")
        self.work[self.account.id, "fetch_orders"] = unreachable
        self.run_due()
        flow.action_run_now()
        self.assertFalse(flow.not_before)
        self.assertLessEqual(flow.next_run_at, fields.Datetime.now())
        self.run_due()
        self.assertEqual(self.runs, self.ran(flow, flow))
        self.assertEqual(flow.failures, 2)

    def test_a_dead_shop_is_tried_once_a_round(self):
        """And in the next one after all others, whose time-out it costs."""
        names = ("fetch_orders", "send_operations", "collect_reports")
        dead = [self.due(name, minutes=9 - number) for number, name in enumerate(names)]
        for name in names:
            self.work[self.account.id, name] = unreachable
        goes = self.due("fetch_orders", self.other, minutes=2)
        began = fields.Datetime.now()
        self.run_due()
        self.assertEqual(self.runs, self.ran(dead[0], goes))
        self.assertGreaterEqual(min(each.due_at for each in dead[1:]), began)
        again = self.due("process_orders", self.other, minutes=1)
        self.run_due()
        self.assertEqual(self.runs[2:], self.ran(again, dead[1]))

    def test_a_limit_of_calls_holds_up_no_other_flow_of_the_shop(self):
        def limited(_account):
            raise errors.RetryLater("not yet", code="own_limit", retry_after=90)

        flows = self.due("fetch_orders", minutes=2), self.due("collect_reports")
        self.work[self.account.id, "fetch_orders"] = limited
        self.run_due()
        self.assertEqual(self.runs, self.ran(*flows))
        self.assertGreater(flows[0].not_before, fields.Datetime.now())

    def test_a_failure_is_said_in_the_responsibles_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.account.user_id.lang = "fr_FR"

        def refused(_account):
            raise errors.WrongCredentials("no", code="http_401", service="orders")

        self.work[self.account.id, "fetch_orders"] = refused
        flow = self.due("fetch_orders")
        self.run_due()
        self.assertEqual(self.account.phase, "paused")
        self.assertIn("jeton", flow.last_error)
        self.assertIn("est en pause", self.account.activity_ids.note)

    def test_rows_that_others_change_are_a_reason_to_try_again(self):
        def conflict(_account):
            raise psycopg2.errors.SerializationFailure("others")

        self.work[self.account.id, "sweep_orders"] = conflict
        flow = self.due("sweep_orders")
        self.run_due()
        self.assertEqual((flow.failures, flow.last_error), (0, False))
        self.assertLess(flow.next_run_at, self.later(minutes=2), "not in a day")

    def test_a_person_who_changes_the_flow_stops_no_scheduler(self):
        first, second = self.due("fetch_orders", minutes=2), self.due("apply_reports")
        model = self.env.registry["laredoute.flow"]
        begin = model._begin

        def conflict(flow, work):
            if flow.id == first.id:
                raise psycopg2.errors.SerializationFailure("a person")
            return begin(flow, work)

        with patch.object(model, "_begin", conflict):
            self.run_due()
        self.assertEqual(self.runs, self.ran(second))
        self.assertLess(first.next_run_at, fields.Datetime.now(), "due still")


@tagged("standard", "post_install", "-at_install")
class TestCut(FlowCase):
    """A scheduled action that Odoo gives ten seconds."""

    def setUp(self):
        super().setUp()
        self.seconds, self.remaining = 10.0, []

        def commit_progress(cron, _processed=0, *, remaining=None, **_options):
            cron.env.cr.commit()
            self.remaining.append(remaining)
            return max(self.seconds, 0)

        crons = self.env.registry["ir.cron"]
        patch.object(crons, "_commit_progress", commit_progress).start()
        self.triggered = []
        patch.object(
            self.env.registry["laredoute.flow"],
            "_trigger_worker",
            lambda _flows: self.triggered.append(True),
        ).start()

    def takes(self, seconds):
        def work(_account):
            self.seconds -= seconds

        return work

    def test_what_the_time_does_not_allow_goes_on_in_the_next_run(self):
        flows = [
            self.due(name, minutes=9 - number)
            for number, name in enumerate(
                ("fetch_orders", "process_orders", "apply_reports")
            )
        ]
        for flow in flows:
            self.work[self.account.id, flow.name] = self.takes(6)
        self.run_due()
        self.assertEqual(self.runs, self.ran(*flows[:2]))
        self.assertEqual(self.remaining[-1], 1, "Odoo knows that there is more")
        self.assertEqual(self.triggered, [True], "and does not idle meanwhile")
        self.run_due()
        self.assertEqual(len(self.runs), 2, "the time is over")
        self.assertEqual(self.remaining[-1], 1)
        self.seconds = 10.0
        self.run_due()
        self.assertEqual(self.runs, self.ran(*flows))
        self.assertEqual(self.remaining[-1], 0)
        self.assertEqual(len(self.triggered), 2)

    def test_a_run_that_is_cut_goes_on_where_it_stopped(self):
        left = list(range(5))

        def work(account):
            while left:
                left.pop(0)
                self.seconds -= 4
                if not commit(account.env):
                    account._wake("send_products")
                    return

        self.work[self.account.id, "send_products"] = work
        flow = self.due("send_products", minutes=5)
        other = self.due("send_products", self.other, minutes=4)
        self.run_due()
        self.assertEqual((left, self.runs), ([3, 4], self.ran(flow)))
        self.seconds = 20.0
        self.run_due()
        self.assertEqual((left, self.runs[1:]), ([], self.ran(other, flow)))
        self.assertGreater(flow.next_run_at, self.later(minutes=1), "once a day")

    def test_a_daily_flow_whose_process_dies_is_due_again_soon(self):
        flow = self.due("send_products")
        model = self.env.registry["laredoute.flow"]
        # the process dies in the run: nothing comes after what is committed
        with patch.object(model, "_run_guarded", lambda _flow, _work: None):
            self.run_due()
        self.assertLessEqual(
            flow.due_at, fields.Datetime.now() + AFTER_A_CRASH, "not in a day"
        )


@tagged("standard", "post_install", "-at_install")
class TestElsewhere(FlowCase):
    @contextmanager
    def held(self, name):
        """Another session of the database is at work on it."""
        key = f"laredoute.flow:{self.account.id}:{name}"
        with db_connect(self.env.cr.dbname).cursor() as cr:
            cr.execute(FLOW_LOCK, [key])
            try:
                yield
            finally:
                cr.execute("SELECT pg_advisory_unlock_all()")

    def test_a_flow_that_runs_elsewhere_is_skipped(self):
        flow = self.due("fetch_orders", minutes=2)
        sweep = self.due("sweep_orders", minutes=2)
        goes = self.due("process_orders")
        with self.held("fetch_orders"):
            self.run_due()
        self.assertEqual(self.runs, self.ran(goes), "the sweep shares the lock")
        self.assertFalse(flow.last_run_at)
        self.run_due()
        self.assertEqual(self.runs, self.ran(goes, flow, sweep))

    def test_what_ran_elsewhere_meanwhile_does_not_run_again(self):
        flow = self.due("fetch_orders")
        with self.scheduler() as flows:
            mine = flows.browse(flow.id)
            mine.due_at = self.later(minutes=10)
            mine._run()
        self.assertFalse(self.runs)
