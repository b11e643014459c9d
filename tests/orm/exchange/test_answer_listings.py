# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An answer on many listings: La Redoute's own numbers, parents, and what it costs."""

from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.records import (
    AnswerLine,
    AnswerResult,
)
from odoo.addons.laredoute_connector.models.exchange.kinds import FILES

from ..common import LaredouteCase, make_ean, refused


@tagged("standard", "post_install", "-at_install")
class TestAnswerListings(LaredouteCase):
    def file(self, kind="products"):
        return self.env["laredoute.exchange"].create(
            {
                "account_id": self.account.id,
                "direction": "out",
                "kind": kind,
                "name": f"{kind}.xml",
                "state": "sent",
            }
        )

    def listings(self, count, **values):
        """Listings as they are while their file waits for its answer."""
        self.serial += 1000
        return self.env["laredoute.listing"].create(
            [
                {
                    "account_id": self.account.id,
                    "ean": make_ean(self.serial + number),
                    "sku": f"SKU-{self.serial + number}",
                    "state": "sent",
                    "product_sent": f"fingerprint {number}",
                    **values,
                }
                for number in range(count)
            ]
        )

    def answer(self, listings, lines=(), rest=AnswerResult.ACCEPTED, kind="products"):
        by_listing = {}
        for listing in listings:
            found = [line for line in lines if line.sku == listing.sku]
            if found:
                by_listing[listing] = found
        FILES[kind].answered(listings, by_listing, rest)
        self.env.flush_all()
        self.env.invalidate_all()

    # ------------------------------------------------------------- part numbers
    def test_la_redoutes_own_number_is_kept_found_and_shown(self):
        listing = self.make_listing()
        self.run_flow("check_listings", "send_products")
        line = AnswerLine(
            listing.ean, listing.sku, AnswerResult.ACCEPTED, part_number="PN-4711"
        )
        self.report("products", listing.product_exchange_id, line)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(
            (listing.state, listing.part_number), ("integrated", "PN-4711")
        )
        report = listing.product_exchange_id.report_ids
        self.assertFalse(report.line_ids, "nothing is wrong with it")
        self.assertEqual(report.refused_count, 0)
        listings = self.env["laredoute.listing"]
        self.assertEqual(listings.search([("part_number", "=", "PN-4711")]), listing)
        self.assertEqual(listings.name_search("PN-4711")[0][0], listing.id)
        arch = listings.get_view(view_type="form")["arch"]
        self.assertIn("part_number", arch)
        self.assertIn("part_number", listings.get_view(view_type="search")["arch"])
        # a later answer that does not say it takes nothing away
        listing.product_id.description_sale = "Une autre description."
        self.run_flow("check_listings", "send_products")
        self.report("products", listing.product_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(listing.part_number, "PN-4711")

    def test_a_parents_number_is_not_its_declinations(self):
        parent = AnswerLine(
            "", "PARENT", AnswerResult.ACCEPTED, part_number="PN-PARENT"
        )
        (listing,) = self.listings(1, parent_sku="PARENT")
        FILES["products"].answered(listing, {listing: [parent]}, AnswerResult.ACCEPTED)
        self.assertEqual((listing.state, listing.part_number), ("integrated", False))

    # ------------------------------------------------------------------ results
    def test_an_answer_that_is_not_the_last_settles_what_it_names_only(self):
        named, other = self.listings(2)
        line = AnswerLine(named.ean, named.sku, AnswerResult.ACCEPTED)
        self.answer(named | other, [line], rest=AnswerResult.PENDING)
        self.assertEqual((named.state, other.state), ("integrated", "sent"))

    def test_a_product_that_is_pending_waits(self):
        (listing,) = self.listings(1)
        line = AnswerLine(listing.ean, listing.sku, AnswerResult.PENDING)
        self.answer(listing, [line])
        self.assertEqual(listing.state, "sent")

    def test_what_the_listings_of_one_file_meet_differs(self):
        listings = self.listings(4)
        taken, warned, bad, ended = listings
        ended.selected = False
        lines = [
            AnswerLine(
                warned.ean, warned.sku, AnswerResult.WARNING, text="A compléter"
            ),
            refused(bad.ean, bad.sku, "X", "Refusé"),
            refused(bad.ean, bad.sku, "Y", "Encore"),
            refused(ended.ean, ended.sku, "X", "Refusé"),
        ]
        self.answer(listings, lines)
        self.assertEqual(
            listings.mapped("state"), ["integrated", "integrated", "rejected", "ended"]
        )
        self.assertEqual(taken.product_accepted, taken.product_sent)
        self.assertEqual((warned.warning, warned.to_complete), ("A compléter", True))
        self.assertEqual((bad.refusal, bad.refusal_code), ("Refusé\nEncore", "X"))
        self.assertTrue(bad.codes_free)
        self.assertFalse(bad.product_accepted)

    # --------------------------------------------------------------------- cost
    def cost(self, count, kind, **values):
        listings = self.listings(count, **values)
        half = listings[: count // 2]
        lines = [refused(each.ean, each.sku, "X", "Refusé") for each in half]
        lines += [
            AnswerLine(each.ean, each.sku, AnswerResult.ACCEPTED, part_number=each.sku)
            for each in listings - half
        ]
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.answer(listings, lines, kind=kind)
        return self.env.cr.sql_log_count - before

    def test_the_statements_of_an_answer_do_not_grow_with_its_listings(self):
        for kind, values in (
            ("products", {}),
            ("offers", {"state": "integrated", "offer_sent": "fingerprint"}),
        ):
            with self.subTest(kind):
                self.cost(4, kind, **values)
                self.assertEqual(
                    self.cost(40, kind, **values), self.cost(4, kind, **values)
                )
