# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Lost files are recognised by the items they held: two in a row never swap reports."""

from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace import errors
from odoo.addons.laredoute_connector.marketplace.records import (
    AnswerLine,
    AnswerResult,
)
from odoo.addons.laredoute_connector.models.common import FORGOTTEN

from ..common import LaredouteCase, only_on_sellr, refused


def lost():
    return errors.UnknownOutcome("lost", code="timeout")


def accepted(listing):
    return AnswerLine(listing.ean, listing.sku, AnswerResult.ACCEPTED)


def refusal(listing):
    return refused(listing.ean, listing.sku, "X", "Refusé")


@tagged("standard", "post_install", "-at_install")
class TestLostOffers(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.listing = self.make_listing()
        self.make_live(self.listing)
        self.full_offers_done()

    def lose(self, price):
        """Send an offer an hour after the one before; its answer is lost."""
        self.listing.offer_exchange_id.sent_at = self.ago(minutes=61)
        self.listing.product_id.lst_price = price
        self.market.fail["send_offers"] = [lost()]
        self.run_flow("send_offers")
        exchange = self.listing.offer_exchange_id
        self.assertEqual((exchange.state, exchange.may_be_taken), ("unknown", True))
        return exchange

    def answer(self, file, *lines, batch_id, **header):
        """La Redoute reports on a file under a number that we never received."""
        self.report("offers", file, *lines, batch_id=batch_id, **header)
        self.run_flow("collect_reports", "apply_reports")
        return self.env["laredoute.exchange"].search(
            [("kind", "=", "report"), ("batch_id", "=", batch_id)]
        )

    @only_on_sellr("its reports are found without a receipt")
    def test_two_lost_offer_files_in_a_row_never_swap_their_reports(self):
        known = self.listing.offer_accepted
        first, second = self.lose(49.0), self.lose(48.0)
        price = self.listing.price_sent
        self.assertEqual((first.state, first.may_be_taken), ("failed", True))
        self.assertEqual(first.items, second.items, "nothing distinguishes them")
        # La Redoute refused the second price; which report comes first is luck
        for batch_id, lines in (("B902", [refusal(self.listing)]), ("B901", [])):
            report = self.answer(second, *lines, batch_id=batch_id)
            self.assertEqual((report.state, report.needs_person), ("done", False))
            self.assertFalse(report.answers_id, "it settles neither")
            self.assertIn(second.name, report.error_message)
        self.assertEqual({first.state, second.state}, {"failed"})
        self.assertEqual(self.listing.offer_accepted, FORGOTTEN, "nobody knows it")
        self.assertNotEqual(self.listing.offer_sent, known)
        self.assertFalse(self.listing.warning, "the refusal may be of the other price")
        # everything is sent again, an hour after the last that may have been taken
        self.account.offer_interval = 60
        files = len(self.market.files)
        self.run_flow("send_offers")
        self.assertEqual(len(self.market.files), files, "too close to the lost one")
        second.sent_at = self.ago(minutes=61)
        self.run_flow("send_offers")
        self.assertEqual(float(self.market.sent("offers")[0].price), price)
        self.report("offers", self.listing.offer_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(self.listing.offer_accepted, self.listing.offer_sent)

    @only_on_sellr("its reports are found without a receipt")
    def test_the_report_on_a_replaced_file_settles_that_file_only(self):
        first = self.lose(49.0)
        first.sent_at = self.ago(minutes=61)
        self.run_flow("send_offers")
        second = self.listing.offer_exchange_id
        self.assertEqual((first.state, second.state), ("failed", "sent"))
        sent = self.listing.offer_sent
        report = self.answer(first, refusal(self.listing), batch_id="B901")
        self.assertEqual((report.state, report.answers_id), ("done", first))
        self.assertEqual((first.state, first.batch_id), ("done", "B901"))
        self.assertEqual(self.listing.offer_sent, sent)
        self.assertFalse(self.listing.warning, "it was about a price of before")
        self.report("offers", second)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(self.listing.offer_accepted, sent)

    @only_on_sellr("its reports are found without a receipt")
    def test_a_report_on_items_that_no_lost_file_held_is_nobodys(self):
        file = self.lose(49.0)
        stranger = refused("3599999999991", "STRANGER", "X", "Refusé")
        report = self.answer(file, stranger, batch_id="B901")
        self.assertEqual(report.error_code, "unknown_batch")
        self.assertTrue(report.needs_person)
        self.assertEqual(file.state, "unknown")

    @only_on_sellr("its reports are found without a receipt")
    def test_a_report_on_another_number_of_items_is_nobodys(self):
        file = self.lose(49.0)
        report = self.answer(file, batch_id="B901", items_read=2)
        self.assertEqual(report.error_code, "unknown_batch")
        self.assertEqual(file.state, "unknown")

    @only_on_sellr("its reports are found without a receipt")
    def test_a_report_that_says_nothing_of_its_items_is_nobodys(self):
        file = self.lose(49.0)
        report = self.answer(file, batch_id="B901", items_read=None)
        self.assertEqual(report.error_code, "unknown_batch")
        self.assertEqual(file.state, "unknown")

    @only_on_sellr("its reports are found without a receipt")
    def test_a_report_waits_for_the_file_that_is_being_sent(self):
        file = self.lose(49.0)
        file.state = "sending"
        report = self.answer(file, batch_id="B901")
        self.assertEqual((report.state, file.state), ("answered", "sending"))
        self.assertTrue(self.wakes("send_offers"))
        file.state = "unknown"
        self.run_flow("apply_reports")
        self.assertEqual((report.state, file.state), ("done", "done"))
        self.assertEqual(self.listing.offer_accepted, self.listing.offer_sent)

    @only_on_sellr("its reports are found without a receipt")
    def test_a_report_without_a_number_settles_no_file_that_was_never_sent(self):
        file = self.lose(49.0)
        file.write({"state": "queued", "may_be_taken": False})
        self.report("offers", file, batch_id="")
        self.run_flow("collect_reports", "apply_reports")
        report = self.env["laredoute.exchange"].search([("kind", "=", "report")])
        self.assertEqual(report.filtered("error_code").error_code, "unknown_batch")
        self.assertEqual(file.state, "queued")


@tagged("standard", "post_install", "-at_install")
class TestLostProducts(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.one = self.make_listing()

    def lose(self, listing):
        """Send a file that holds one listing; its answer is lost."""
        self.env["laredoute.listing"].search([]).write({"product_dirty": False})
        listing.product_dirty = True
        self.market.fail["send_products"] = [lost()]
        self.run_flow("send_products")
        exchange = listing.product_exchange_id
        self.assertEqual((exchange.state, exchange.item_count), ("unknown", 1))
        return exchange

    def answer(self, file, *lines, batch_id):
        self.report("products", file, *lines, batch_id=batch_id)
        self.run_flow("collect_reports", "apply_reports")

    @only_on_sellr("its reports are found without a receipt")
    def test_two_lost_product_files_are_recognised_by_their_items(self):
        other = self.make_listing()
        self.run_flow("check_listings")
        first = self.lose(self.one)
        first.action_set_handled()
        second = self.lose(other)
        self.answer(second, accepted(other), batch_id="B902")
        self.assertEqual((second.state, second.batch_id), ("done", "B902"))
        self.assertEqual(other.state, "integrated")
        self.assertEqual(first.state, "failed", "as many items, but not these")
        self.answer(first, refusal(self.one), batch_id="B901")
        self.assertEqual((first.state, first.batch_id), ("done", "B901"))
        self.assertEqual(other.state, "integrated", "no report was swapped")

    @only_on_sellr("its reports are found without a receipt")
    def test_two_lost_files_of_one_product_never_swap_their_reports(self):
        self.run_flow("check_listings")
        first = self.lose(self.one)
        first.action_set_handled()
        second = self.lose(self.one)
        for batch_id, line in (
            ("B902", refusal(self.one)),
            ("B901", accepted(self.one)),
        ):
            self.answer(second, line, batch_id=batch_id)
        self.assertEqual({first.state, second.state}, {"failed"})
        self.assertFalse(self.one.refusal, "it may be of the other file")
        self.assertTrue(self.one.product_dirty, "it goes again")
        self.assertFalse(second.needs_person)
        self.run_flow("send_products")
        self.assertEqual(self.one.state, "sent")
        self.report("products", self.one.product_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(self.one.state, "integrated")

    def test_a_file_that_is_answered_forgets_its_items(self):
        other = self.make_listing()
        self.run_flow("check_listings", "send_products")
        exchange = self.one.product_exchange_id
        items = {f"{each.ean}|{each.sku}" for each in self.one | other}
        self.assertEqual(set(exchange.items.splitlines()), items)
        self.report("products", exchange)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual((exchange.state, exchange.items), ("done", False))
