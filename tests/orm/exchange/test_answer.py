# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Answers: taken once, applied once, and what is done about those that do not come."""

from odoo import fields
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace import errors
from odoo.addons.laredoute_connector.marketplace.records import AnswerResult

from ..common import LaredouteCase, only_on_sellr


@tagged("standard", "post_install", "-at_install")
class TestAnswer(LaredouteCase):
    def sent(self):
        listing = self.make_listing()
        self.run_flow("check_listings", "send_products")
        return listing, listing.product_exchange_id

    def reported(self, times):
        """A file whose report lies there however often reports are collected."""
        listing, exchange = self.sent()
        self.report("products", exchange)
        for _time in range(times):
            self.run_flow("collect_reports", "apply_reports")
        return listing

    def test_a_report_taken_twice_is_harmless(self):
        listing = self.reported(times=3)
        reports = self.env["laredoute.exchange"].search([("kind", "=", "report")])
        self.assertEqual(len(reports), 1)
        self.assertEqual((reports.state, listing.state), ("done", "integrated"))

    @only_on_sellr("its reports stay until they are archived")
    def test_a_report_is_archived_whenever_it_is_seen(self):
        self.reported(times=3)
        self.assertEqual(len(self.market.archived), 3)

    def test_an_answer_that_is_not_complete_leaves_the_file_waiting(self):
        _listing, exchange = self.sent()
        self.report("products", exchange, rest=AnswerResult.PENDING)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(exchange.state, "sent", "more is to come")
        self.report("products", exchange)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(exchange.state, "done")

    def test_one_bad_report_holds_no_other(self):
        listing, exchange = self.sent()
        bad = errors.UnreadableData("not XML", code="xml_malformed")
        self.report("products", exchange, bad)
        self.report("products", exchange)
        self.run_flow("collect_reports", "apply_reports")
        states = self.env["laredoute.exchange"].search(
            [("kind", "=", "report")], order="id"
        )
        self.assertEqual(states.mapped("state"), ["failed", "done"])
        self.assertEqual(listing.state, "integrated")

    def test_a_young_cut_report_is_left_for_later(self):
        _listing, exchange = self.sent()
        cut = errors.UnreadableData("cut", code="xml_cut")
        self.report("products", exchange, cut)
        self.run_flow("collect_reports")
        self.assertFalse(self.market.archived)
        self.assertFalse(
            self.env["laredoute.exchange"].search([("kind", "=", "report")])
        )

    @only_on_sellr("its reports are found without a receipt")
    def test_a_lost_batch_is_known_by_its_report(self):
        listing = self.make_listing()
        self.market.fail["send_products"] = [errors.UnknownOutcome("x", code="timeout")]
        self.run_flow("check_listings", "send_products")
        exchange = listing.product_exchange_id
        self.assertEqual((exchange.state, listing.state), ("unknown", "ready"))
        self.run_flow("send_products")
        self.assertEqual(exchange.attempts, 1, "not sent again meanwhile")
        self.report("products", exchange, batch_id="B777")
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual((exchange.state, exchange.batch_id), ("done", "B777"))
        self.assertEqual(listing.state, "integrated")

    def test_what_was_not_taken_goes_again_after_the_delay(self):
        listing = self.make_listing()
        self.market.fail["send_products"] = [errors.UnknownOutcome("x", code="timeout")]
        self.run_flow("check_listings", "send_products")
        exchange = listing.product_exchange_id
        exchange.sent_at = fields.Datetime.subtract(fields.Datetime.now(), days=4)
        self.run_flow("send_products")
        self.assertEqual(exchange.state, "unknown", "no report was looked for yet")
        self.run_flow("collect_reports", "send_products")
        self.assertEqual((exchange.state, listing.state), ("sent", "sent"))
        self.assertEqual(len(self.market.files), 1)

    def test_an_overdue_report_alarms_once(self):
        _listing, exchange = self.sent()
        exchange.sent_at = self.ago(days=5)
        self.run_flow("apply_reports")
        self.assertTrue(exchange.needs_person)
        self.assertEqual(len(exchange.activity_ids), 1)
        self.assertIn("B1", exchange.activity_ids.note)
        self.run_flow("apply_reports")
        self.assertEqual(len(exchange.activity_ids), 1)
        exchange.action_set_handled()
        self.assertFalse(exchange.needs_person)
        self.assertFalse(exchange.activity_ids)

    def test_the_journal_is_cleaned(self):
        _listing, exchange = self.sent()
        self.report("products", exchange)
        self.run_flow("collect_reports", "apply_reports")
        reports = self.env["laredoute.exchange"].search([("kind", "=", "report")])
        self.run_flow("clean_journal")
        self.assertTrue(reports.exists())
        (reports | exchange).done_at = self.ago(days=400)
        self.run_flow("clean_journal")
        self.assertFalse((reports | exchange).exists())

    def test_the_journal_is_cleaned_of_what_failed_and_was_handled(self):
        listing = self.make_listing()
        self.run_flow("check_listings")
        failures = self.env["laredoute.exchange"]
        for handled in (True, False):
            listing.product_dirty = True
            self.market.fail["send_products"] = [errors.RefusedData("no", code="bad")]
            self.run_flow("send_products")
            failed = listing.product_exchange_id
            failed.write({"handled": handled})
            failures |= failed
        self.run_flow("clean_journal")
        self.assertEqual(len(failures.exists()), 2)
        self.env.cr.execute(
            "UPDATE laredoute_exchange SET create_date = %s WHERE id IN %s",
            [self.ago(days=400), tuple(failures.ids)],
        )
        self.env.invalidate_all()
        self.run_flow("clean_journal")
        self.assertEqual(failures.exists().mapped("handled"), [False])
