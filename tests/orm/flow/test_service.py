# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The trouble of the report server stops what needs it, is shown, ends by itself."""

from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace import errors

from ..common import LaredouteCase, only_on_sellr


def wrong(code="sftp_login_refused"):
    return errors.WrongCredentials("no", code=code, service="reports")


@only_on_sellr("it has a server of reports")
@tagged("standard", "post_install", "-at_install")
class TestService(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.flow = self.account._flow("collect_reports")
        self.product = self.make_product(stock=5)

    def trouble(self, error=None, times=1):
        self.market.fail["list_answers"] = [error or wrong()] * times
        self.run_flow("collect_reports")

    def test_b15_acceptances_and_stock_go_on(self):
        listing = self.make_listing()
        self.make_live(listing)
        self.trouble()
        self.assertEqual(self.account.phase, "testing")
        self.full_offers_done()
        listing.offer_exchange_id.sent_at = self.ago(minutes=70)
        self.set_stock(listing.product_id, -3)
        self.order(self.product)
        self.read()
        self.run_flow("send_operations", "send_offers")
        self.assertEqual(len(self.market.updates), 1)
        self.assertEqual(self.market.sent("offers")[0].quantity, 7)

    def test_b15_it_is_shown_at_once_on_the_account_and_on_the_flow(self):
        self.trouble()
        self.assertIn("refuses the user", self.flow.last_error)
        self.assertEqual(self.account.last_error, self.flow.last_error)
        (alarm,) = self.account.activity_ids
        self.assertIn("Collect reports stands still", alarm.note)
        self.assertIn("All other work goes on", alarm.note)

    def test_b15_it_ends_by_itself_when_the_server_answers_again(self):
        self.trouble()
        self.assertGreater(self.flow.not_before, fields.Datetime.now())
        self.flow.not_before = self.ago(minutes=1)
        self.run_flow("collect_reports")
        self.assertFalse(self.flow.last_error or self.flow.stopped)
        self.assertFalse(self.account.activity_ids)

    def test_b15_new_settings_are_tried_at_once(self):
        self.trouble()
        self.forget_wakes("collect_reports")
        self.account.sftp_password = "another"
        self.assertFalse(self.flow.not_before)
        self.assertTrue(self.wakes("collect_reports"))

    def test_b15_new_settings_count_wherever_they_are_written(self):
        self.trouble()
        self.forget_wakes("collect_reports")
        settings = self.account.sellr_settings_id
        manager = self.make_user("manager", "manager")
        settings.with_user(manager).write({"sftp_folder": "out"})
        self.assertFalse(self.flow.not_before)
        self.assertTrue(self.wakes("collect_reports"))

    def test_b15_so_are_those_of_an_archived_account_that_comes_back(self):
        self.trouble()
        self.account.active = False
        self.account.sellr_settings_id.sftp_password = "another"
        self.account.active = True
        self.assertFalse(self.flow.not_before)

    def test_b15_so_is_what_a_test_of_the_connection_found(self):
        self.trouble()
        self.account.action_test_connection()
        self.assertFalse(self.flow.not_before)

    def test_b15_what_changes_nothing_ends_no_wait(self):
        self.trouble()
        self.account.name = "Autre nom"
        self.assertTrue(self.flow.not_before)

    def test_b15_a_wrong_login_is_not_tried_every_quarter_of_an_hour(self):
        self.trouble(times=9)
        for _time in range(5):
            self.flow.not_before = self.ago(minutes=1)
            self.run_flow("collect_reports")
        minutes = (self.flow.not_before - fields.Datetime.now()).total_seconds() / 60
        self.assertGreater(minutes, 50)

    def test_b15_any_trouble_of_that_server_is_its_own(self):
        for code, kind in (
            ("folder_missing", errors.WrongSettings),
            ("private_key_unreadable", errors.WrongSettings),
            ("host_key_changed", errors.UntrustedServer),
            ("sftp_permission", errors.AccessRefused),
        ):
            self.flow.not_before = False
            self.trouble(kind("x", code=code, service="reports"))
            self.assertEqual(self.account.phase, "testing", code)
            self.assertTrue(self.flow.stopped, code)

    def test_b15_a_server_that_is_down_delays_no_other_work(self):
        down = errors.RetryLater("x", code="unreachable", service="reports")
        with patch.object(type(self.flow), "_go_to_the_end") as delayed:
            self.trouble(down)
        delayed.assert_not_called()
        self.assertFalse(self.flow.stopped, "no person is needed yet")

    def test_b15_the_common_login_pauses_as_before(self):
        self.trouble(errors.WrongCredentials("x", code="http_401", service="orders"))
        self.assertEqual(self.account.phase, "paused")
