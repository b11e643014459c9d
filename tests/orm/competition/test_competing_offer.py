# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The open listing: the best offers beside ours, each change kept, and for how long."""

from datetime import timedelta
from decimal import Decimal

from odoo import fields
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.records import (
    AnswerLine,
    AnswerResult,
    CompetingOffer,
)

from ..common import LaredouteCase, make_ean


@tagged("standard", "post_install", "-at_install")
class TestCompetingOffer(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.offers = self.env["laredoute.competing.offer"]
        self.account.delivery_fee = 5.9
        self.listing = self.make_listing(self.make_product(stock=7))
        self.make_live(self.listing)
        self.number = 0

    def best(self, price="45.00", fee="3.90", sellers=2, ours=False, ean=None):
        return CompetingOffer(
            ean or self.listing.ean,
            Decimal(price),
            Decimal(fee) if fee else None,
            sellers,
            ours,
        )

    def report(self, *args, **how):
        """An open listing where it is one; else an answer to a file."""
        if args and isinstance(args[0], str):
            return super().report(*args, **how)
        self.number += 1
        self.market.add_answer("open_listing", f"L{self.number}", args, len(args))
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(
            self.env["laredoute.exchange"]
            .search([("kind", "=", "report")])
            .mapped("state")
            .count("failed"),
            0,
        )
        return self.latest()

    def latest(self):
        return self.offers.search([("latest", "=", True)])

    # ------------------------------------------------------------------- the rows
    def test_the_best_offer_stands_beside_ours(self):
        row = self.report(self.best())
        self.assertEqual(row.listing_id, self.listing)
        self.assertEqual(row.product_tmpl_id, self.listing.product_tmpl_id)
        self.assertEqual((row.best_price, row.best_fee, row.seller_count), (45, 3.9, 2))
        self.assertEqual(row.our_price, self.listing.price_accepted)
        ours = self.listing.price_accepted + 5.9
        self.assertAlmostEqual(row.beaten_by, ours - 48.9)
        self.assertEqual(row, self.offers.search([("beaten_by", ">", 0)]))
        self.assertEqual(self.listing.best_price, 45)

    def test_a_fee_that_is_not_said_is_not_none(self):
        row = self.report(self.best(fee=None))
        self.assertFalse(row.fee_known)
        self.assertAlmostEqual(row.beaten_by, self.listing.price_accepted - 45)

    def test_the_best_offer_may_be_ours(self):
        row = self.report(self.best(ours=True))
        self.assertEqual((row.is_ours, row.beaten_by), (True, 0))
        self.assertTrue(self.listing.seen_at)

    def test_what_is_not_on_sale_is_not_beaten(self):
        self.listing.quantity_accepted = 0
        row = self.report(self.best())
        self.assertEqual((row.our_price, row.beaten_by), (0, 0))

    def test_each_change_is_kept_and_nothing_else(self):
        first = self.report(self.best())
        since = first.since
        self.assertEqual(self.report(self.best()), first)
        self.assertEqual(first.since, since)
        self.assertGreaterEqual(first.checked_at, since)
        second = self.report(self.best(price="44.00"))
        self.assertNotEqual(first, second)
        self.assertFalse(first.latest)
        history = self.offers.search([("listing_id", "=", self.listing.id)])
        self.assertEqual(len(history), 2)
        self.assertEqual(sorted(history.mapped("best_price")), [44, 45])
        groups = self.offers._read_group(
            [("listing_id", "=", self.listing.id)], ["since:day"], ["best_price:avg"]
        )
        self.assertEqual([price for _day, price in groups], [44.5])

    def test_our_own_new_price_is_a_change(self):
        self.report(self.best())
        self.listing.price_accepted = 44
        row = self.report(self.best())
        self.assertEqual(len(self.offers.search([])), 2)
        self.assertAlmostEqual(row.beaten_by, 1.0)

    def test_what_is_no_longer_named_is_history(self):
        row = self.report(self.best())
        self.assertFalse(self.report())
        self.assertTrue(row.exists())

    def test_what_cannot_be_read_stays_as_it_was(self):
        row = self.report(self.best())
        line = AnswerLine(self.listing.ean, "", AnswerResult.REFUSED, "x", "?")
        self.assertEqual(self.report(line), row)

    def test_an_older_report_is_no_news(self):
        row = self.report(self.best())
        before = row.checked_at - timedelta(hours=1)
        old = self.best(price="30.00")
        self.offers._apply_report(self.account, {old.ean: old}, (), before)
        self.assertEqual(self.latest(), row)
        self.assertEqual(row.best_price, 45)

    # ------------------------------------------------------------------- unknown
    def test_what_no_listing_knows_is_shown(self):
        ean = make_ean(987654)
        rows = self.report(self.best(), self.best(ean=ean, ours=True))
        lost = rows.filtered(lambda row: not row.listing_id)
        self.assertEqual((lost.ean, lost.display_name), (ean, ean))
        unknown = [("listing_id", "=", False), ("latest", "=", True)]
        self.assertEqual(self.offers.search(unknown), lost)
        self.assertEqual(self.account.unknown_count, 1)
        product = self.make_product(barcode=ean)
        listing = self.make_listing(product, ean=ean)
        self.report(self.best(), self.best(ean=ean, ours=True))
        self.assertFalse(self.offers.search(unknown))
        self.assertEqual(self.latest().listing_id, self.listing | listing)

    # ----------------------------------------------------------------- retention
    def test_history_is_forgotten_when_the_account_says_so(self):
        old = self.report(self.best())
        recent = self.report(self.best(price="44.00"))
        now = self.report(self.best(price="43.00"))
        long_ago = self.ago(days=self.account.retention_days + 1)
        (old | now).checked_at = long_ago
        self.offers._gc_history()
        self.assertFalse(old.exists())
        self.assertTrue((recent | now).exists() == recent | now)

    # ---------------------------------------------------------------------- cost
    def cost(self, count, price):
        offers = [
            self.best(ean=make_ean(500000 + number), price=price)
            for number in range(count)
        ]
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.offers._apply_report(
            self.account, {each.ean: each for each in offers}, (), fields.Datetime.now()
        )
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_the_statements_do_not_grow_with_the_report(self):
        self.cost(4, "10")
        self.assertEqual(self.cost(4, "11"), self.cost(40, "12"))
