# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Offers of listings: what is sold, what ends, what La Redoute refuses."""

from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace import errors

from ..common import LaredouteCase, refused


@tagged("standard", "post_install", "-at_install")
class TestListingOffer(LaredouteCase):
    def test_ending_sends_zero_and_waits_for_la_redoute(self):
        listing = self.make_listing()
        self.make_live(listing)
        listing.action_end()
        self.assertEqual(listing.state, "live")
        self.run_flow("send_offers")
        self.assertEqual(self.market.sent("offers")[0].quantity, 0)
        self.report("offers", listing.offer_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(listing.state, "ended")
        listing.action_select()
        self.assertEqual(listing.state, "integrated")

    def test_an_archived_or_deleted_product_is_sent_at_zero(self):
        kept, gone = self.make_listing(), self.make_listing()
        self.make_live(kept)
        kept.product_id.active = False
        self.run_flow("send_offers")
        sent = {offer.ean: offer.quantity for offer in self.market.sent("offers")}
        self.assertEqual(sent[kept.ean], 0)
        ean = gone.ean
        self.report("offers", gone.offer_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.env["stock.quant"].search(
            [("product_id", "=", gone.product_id.id)]
        ).unlink()
        self.env["stock.move"].search(
            [("product_id", "=", gone.product_id.id)]
        ).unlink()
        gone.product_id.unlink()
        self.run_flow("check_listings", "send_offers")
        sent = {offer.ean: offer.quantity for offer in self.market.sent("offers")}
        self.assertEqual(sent[ean], 0)

    def test_published_stock_never_exceeds_what_can_be_delivered(self):
        listing = self.make_listing(self.make_product(stock=5))
        self.account.stock_safety = 2
        self.make_live(listing)
        self.assertEqual(self.market.sent("offers")[0].quantity, 3)
        order = self.order(self.order_line(listing.product_id, quantity=2))
        self.read()
        self.run_flow("send_offers")
        self.assertEqual(
            self.market.sent("offers")[0].quantity, 1, "accepted, not confirmed yet"
        )
        self.say(order, "to_ship")
        self.read()
        self.assertEqual(self.inbox().sale_order_id.state, "sale")
        known = listing.quantity_sent
        self.run_flow("send_offers")
        self.assertEqual(listing.quantity_sent, known, "now stock itself reserves it")
        self.set_stock(listing.product_id, -3)
        self.run_flow("send_offers")
        self.assertEqual(listing.quantity_sent, 0, "never negative")

    def test_no_offer_within_the_interval(self):
        listing = self.make_listing()
        self.make_live(listing)
        self.account.offer_interval = 60
        self.set_stock(listing.product_id, 5)
        sent = len(self.market.files)
        self.run_flow("send_offers")
        self.assertEqual(len(self.market.files), sent)
        listing.offer_exchange_id.sent_at = self.ago(minutes=61)
        self.run_flow("send_offers")
        self.assertEqual(len(self.market.files), sent + 1)

    def test_a_refused_file_waits_for_a_person(self):
        listing = self.make_listing()
        self.market.fail["send_products"] = [errors.RefusedData("no", code="http_400")]
        self.run_flow("check_listings", "send_products")
        exchange = listing.product_exchange_id
        self.assertEqual(exchange.state, "failed")
        self.assertTrue(exchange.needs_person)
        self.assertTrue(exchange.activity_ids)
        listing._invalidate_these()
        self.run_flow("check_listings", "send_products")
        self.assertEqual(listing.product_exchange_id, exchange, "not sent for ever")
        exchange.action_retry()
        self.run_flow("send_products")
        self.assertEqual((exchange.state, listing.state), ("sent", "sent"))
        self.assertFalse(exchange.activity_ids, "solved by itself")

    def live_with_failure(self, error):
        """A live listing whose next offer file meets ``error``; returns both."""
        listing = self.make_listing()
        self.make_live(listing)
        self.full_offers_done()
        self.set_stock(listing.product_id, -2)
        self.market.fail["send_offers"] = [error]
        self.run_flow("send_offers")
        return listing, listing.offer_exchange_id

    def test_a_late_offer_file_is_made_afresh(self):
        listing, exchange = self.live_with_failure(errors.RetryLater("down"))
        self.assertEqual(exchange.state, "queued")
        self.set_stock(listing.product_id, -3)
        exchange.next_attempt_at = self.ago(minutes=1)
        self.run_flow("send_offers")
        self.assertEqual(self.market.sent("offers")[0].quantity, 5, "not the old 8")
        self.assertEqual((exchange.state, exchange.needs_person), ("failed", False))
        self.assertEqual(listing.offer_exchange_id.attempts, 2, "backs off further")

    def test_after_a_lost_offer_file_everything_is_sent_again(self):
        listing, exchange = self.live_with_failure(
            errors.UnknownOutcome("lost", code="timeout")
        )
        sent = len(self.market.files)
        self.set_stock(listing.product_id, 2)
        self.run_flow("send_offers")
        self.assertEqual(
            len(self.market.files), sent, "two files would block each other"
        )
        exchange.sent_at = self.ago(minutes=61)
        self.run_flow("send_offers")
        self.assertEqual(
            self.market.sent("offers")[0].quantity,
            10,
            "as accepted before, but La Redoute may hold the lost 8",
        )

    def test_a_refused_offer_is_sent_a_few_times_more_then_waits(self):
        listing = self.make_listing()
        self.run_flow("check_listings", "send_products")
        self.report("products", listing.product_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.full_offers_done()
        for _time in range(6):
            self.run_flow("send_offers")
            refusal = refused(listing.ean, "", "X", "PRODUCT NOT FOUND")
            if listing.offer_exchange_id.state == "sent":
                self.report("offers", listing.offer_exchange_id, refusal)
            self.run_flow("collect_reports", "apply_reports")
        offers = [
            kind for kind, _text, _records in self.market.files if kind == "offers"
        ]
        self.assertEqual(len(offers), 4, "sent once, and three times more")
        self.assertEqual((listing.state, listing.warning), ("integrated", refusal.text))
        self.set_stock(listing.product_id, 1)
        self.run_flow("send_offers")
        self.report("offers", listing.offer_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual((listing.state, listing.offer_refusals), ("live", 0))

    def test_a_refused_offer_file_waits_for_a_person(self):
        _listing, exchange = self.live_with_failure(
            errors.RefusedData("no", code="invalid_attachment")
        )
        self.assertEqual(exchange.state, "failed")
        sent = len(self.market.files)
        self.run_flow("send_offers")
        self.assertEqual(len(self.market.files), sent, "not sent for ever")
        exchange.action_retry()
        self.run_flow("send_offers")
        self.assertEqual(self.market.sent("offers")[0].quantity, 8)

    def test_the_reconciler_ends_what_is_no_longer_for_sale(self):
        listing = self.make_listing()
        self.make_live(listing)
        self.account.switch_reconciler = False
        listing.product_id.sale_ok = False
        self.run_flow("check_listings")
        self.assertTrue(listing.selected, "only with the switch on")
        self.account.switch_reconciler = True
        self.run_flow("check_listings", "send_offers")
        self.assertEqual(self.market.sent("offers")[0].quantity, 0)
