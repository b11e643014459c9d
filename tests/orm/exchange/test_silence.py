# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute did not say is neither acceptance nor a reason to send twice."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace import errors

from ..common import LaredouteCase, only_on_sellr, refused


def lost():
    return errors.UnknownOutcome("lost", code="timeout")


@tagged("standard", "post_install", "-at_install")
class TestSilence(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.listing = self.make_listing()
        self.run_flow("check_listings")

    def file(self):
        return self.listing.product_exchange_id

    def reports(self):
        return self.env["laredoute.exchange"].search([("kind", "=", "report")])

    def answer(self, **header):
        self.report("products", self.file(), batch_id="", **header)
        self.run_flow("collect_reports", "apply_reports")

    def date_last_report(self, **ago):
        """The last report was written so long ago."""
        ref, header, lines = self.market.reports[-1]
        moment = datetime.now(timezone.utc) - timedelta(**ago)
        header = replace(header, dated_at=moment)
        self.market.reports[-1] = (ref, header, lines)

    # ------------------------------------------------------ C1: without a number
    @only_on_sellr("its reports are found without a receipt")
    def test_c01_a_report_without_number_settles_the_file_that_was_sent(self):
        self.run_flow("send_products")
        self.answer()
        self.assertEqual(
            (self.file().state, self.listing.state), ("done", "integrated")
        )

    @only_on_sellr("its reports are found without a receipt")
    def test_c01_a_report_without_number_settles_no_file_that_was_refused(self):
        self.market.fail["send_products"] = [errors.RefusedData("no", code="http_400")]
        self.run_flow("send_products")
        self.answer()
        self.assertEqual((self.file().state, self.listing.state), ("failed", "ready"))
        self.assertEqual(self.reports().error_code, "unknown_batch")

    @only_on_sellr("its reports are found without a receipt")
    def test_c01_a_report_without_number_settles_no_file_that_was_not_taken(self):
        self.market.fail["send_products"] = [errors.RetryLater("x", code="unreachable")]
        self.run_flow("send_products")
        self.assertEqual(self.file().state, "queued")
        self.answer()
        self.assertEqual((self.file().state, self.listing.state), ("queued", "ready"))

    @only_on_sellr("its reports are found without a receipt")
    def test_c01_a_report_older_than_the_file_is_not_its_answer(self):
        self.run_flow("send_products")
        self.report("products", self.file(), batch_id="")
        self.date_last_report(hours=5)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual((self.file().state, self.listing.state), ("sent", "sent"))
        self.assertEqual(self.reports().error_code, "unknown_batch")

    @only_on_sellr("its reports are found without a receipt")
    def test_c01_nor_is_it_the_answer_to_a_lost_file_that_went_later(self):
        self.market.fail["send_products"] = [lost()]
        self.run_flow("send_products")
        self.report("products", self.file(), batch_id="B900")
        self.date_last_report(hours=5)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(self.file().state, "unknown")

    @only_on_sellr("its reports are found without a receipt")
    def test_c01_the_two_clocks_may_differ_a_little(self):
        self.run_flow("send_products")
        self.report("products", self.file(), batch_id="")
        self.date_last_report(minutes=20)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(self.file().state, "done")

    @only_on_sellr("its reports are found without a receipt")
    def test_c01_what_a_report_on_an_unknown_batch_says_is_kept(self):
        stranger = refused("3599999999991", "STRANGER", "X", "Refusé")
        self.market.add_answer("products", "B900", [stranger], 7)
        self.run_flow("collect_reports", "apply_reports")
        report = self.reports()
        self.assertEqual((report.state, report.error_code), ("failed", "unknown_batch"))
        self.assertTrue(report.needs_person)
        self.assertEqual((report.item_count, report.refused_count), (7, 1))
        self.assertEqual(report.line_ids.mapped("text"), ["Refusé"])

    # ------------------------------------------------------------- C8: Retry
    def lose(self):
        self.market.fail["send_products"] = [lost()]
        self.run_flow("send_products")
        self.assertEqual(self.file().state, "unknown")

    def test_c08_retry_on_a_product_file_of_unknown_outcome_sends_nothing_twice(self):
        self.lose()
        self.file().action_retry()
        self.run_flow("send_products")
        self.assertEqual(self.file().state, "unknown")
        self.assertFalse(self.market.files, "La Redoute may have it")
        self.assertTrue(self.file().may_be_taken, "its report must still find it")
        self.assertTrue(self.wakes("collect_reports"), "its answer is looked for now")

    @only_on_sellr("its reports are found without a receipt")
    def test_c08_the_answer_that_comes_after_retry_settles_the_file(self):
        self.lose()
        self.file().action_retry()
        self.report("products", self.file(), batch_id="B900")
        self.run_flow("collect_reports", "apply_reports", "send_products")
        self.assertEqual((self.file().state, self.file().batch_id), ("done", "B900"))
        self.assertFalse(self.market.files)

    def test_c08_retry_sends_what_la_redoute_would_have_answered_by_now(self):
        self.lose()
        self.file().sent_at = self.ago(days=4)
        self.file().action_retry()
        self.run_flow("collect_reports", "send_products")
        self.assertEqual(self.file().state, "sent")
        self.assertEqual(len(self.market.files), 1)

    def test_c08_retry_on_an_offer_file_of_unknown_outcome_keeps_the_hour(self):
        self.make_live(self.listing)
        self.full_offers_done()
        self.listing.offer_exchange_id.sent_at = self.ago(minutes=70)
        self.listing.product_id.lst_price = 49.0
        self.market.fail["send_offers"] = [lost()]
        self.run_flow("send_offers")
        exchange, files = self.listing.offer_exchange_id, len(self.market.files)
        exchange.action_retry()
        self.run_flow("send_offers")
        self.assertEqual((exchange.state, exchange.may_be_taken), ("unknown", True))
        self.assertEqual(len(self.market.files), files, "neither would count")

    def test_c08_what_was_refused_as_a_whole_goes_at_once(self):
        self.market.fail["send_products"] = [errors.RefusedData("no", code="http_400")]
        self.run_flow("send_products")
        self.file().action_retry()
        self.run_flow("send_products")
        self.assertEqual(self.file().state, "sent")

    def test_c08_what_was_given_up_goes_with_the_next_file_only(self):
        self.lose()
        given_up = self.file()
        given_up.action_set_handled()
        self.assertEqual((given_up.state, given_up.may_be_taken), ("failed", True))
        given_up.action_retry()
        self.assertEqual((given_up.state, given_up.may_be_taken), ("failed", True))
        self.run_flow("send_products")
        self.assertEqual(len(self.market.files), 1)
        self.assertNotEqual(self.file(), given_up)

    def test_c08_retry_informs_that_the_answer_comes_first(self):
        self.lose()
        action = self.file().action_retry()
        self.assertEqual(action["tag"], "display_notification")
        self.assertIn("before anything is sent again", action["params"]["message"])
