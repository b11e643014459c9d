# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Automatic rules, which rule holds, promotions beside, and many at once."""

from psycopg2 import errors

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import LaredouteCase
from .repricing_case import Repricing


@tagged("standard", "post_install", "-at_install")
class TestAutomatic(Repricing, LaredouteCase):
    def setUp(self):
        super().setUp()
        self.account.write({"delivery_fee": 5.9, "price_drop_guard": 30})
        self.product = self.make_product(stock=7, standard_price=10)
        self.listing = self.make_listing(self.product)
        self.make_live(self.listing)
        self.full_offers_done()

    def propose(self, **best):
        self.open_listing(self.best(self.listing, **best))
        return self.proposals(self.listing)

    def price_sent(self):
        before = len(self.market.files)
        self.run_flow("send_offers")
        if len(self.market.files) == before:
            return None
        price = float(self.market.sent("offers")[0].price)
        self.report("offers", self.listing.offer_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        return price

    def test_a_rule_accepts_by_itself(self):
        self.repricing_rule(automatic=True)
        found = self.propose()
        self.assertEqual((found.state, found.by_rule), ("accepted", True))
        self.assertFalse(found.decided_by_id)
        self.assertEqual(self.price_sent(), 42.9)
        newer = self.propose(price="44.50")
        self.assertEqual((found.ended, newer.state), ("newer", "accepted"))
        self.assertEqual(self.price_sent(), 42.4)

    def said_days_ago(self, days):
        rows = self.env["laredoute.competing.offer"].search([("latest", "=", True)])
        rows.checked_at = self.ago(days=days)

    def test_an_old_report_moves_no_price(self):
        self.repricing_rule(automatic=True)
        self.propose(price="70.00")
        self.env["laredoute.competing.offer"].search([]).best_price = 45
        self.said_days_ago(4)
        self.product.lst_price = 50.5
        self.assertEqual(self.price_sent(), 60.6, "the usual price, as ever")
        found = self.proposals(self.listing)
        self.assertEqual((found.state, found.outcome), ("blocked", "old"))
        said = self.env["laredoute.competing.offer"].search([]).mapped("checked_at")
        self.assertEqual(found.competition_at, max(said))
        newer = self.propose()
        self.assertEqual((found.ended, newer.state), ("newer", "accepted"))
        self.assertEqual(self.price_sent(), 42.9)

    def test_an_old_report_takes_no_price_back(self):
        self.repricing_rule(automatic=True)
        accepted = self.propose()
        self.assertEqual(self.price_sent(), 42.9)
        self.env["laredoute.competing.offer"].search([]).best_price = 70
        self.said_days_ago(4)
        self.product.standard_price = 11
        self.assertIsNone(self.price_sent())
        self.assertEqual(accepted.state, "accepted")
        self.account.competition_days = 0
        self.assertEqual(self.price_sent(), 60, "it holds for ever")

    def test_what_a_person_rejected_stays_so_when_the_report_is_old(self):
        rule = self.repricing_rule()
        self.propose().action_reject()
        rule.automatic = True
        self.said_days_ago(4)
        self.product.standard_price = 11
        self.assertIsNone(self.price_sent())
        self.assertEqual(self.proposals(self.listing).state, "rejected")

    def test_never_past_the_guard(self):
        rule = self.repricing_rule(automatic=True)
        # 41.90 is 30.2 % below 60
        found = self.propose(price="44.00")
        self.assertEqual((found.state, found.needs_person), ("proposed", True))
        self.assertIsNone(self.price_sent())
        self.assertIn(": 1.", rule.activity_ids.note, "a person sees it")
        found.action_accept()
        self.assertFalse(rule.activity_ids)
        self.assertEqual(self.price_sent(), 41.9, "a person may")
        self.assertFalse(found.by_rule)

    def test_steps_do_not_pass_the_guard_together(self):
        self.repricing_rule(automatic=True)
        self.propose()
        self.assertEqual(self.price_sent(), 42.9)
        found = self.propose(price="40.00")
        self.assertEqual(set(found.mapped("state")), {"accepted", "proposed"})
        self.assertIsNone(self.price_sent())

    def test_a_usual_price_that_rises_is_guarded_too(self):
        self.repricing_rule(automatic=True)
        found = self.propose()
        self.assertEqual(self.price_sent(), 42.9)
        self.product.lst_price = 60
        self.assertEqual(self.price_sent(), 72)
        self.assertEqual(found.ended, "guard")
        self.assertTrue(self.proposals(self.listing).needs_person)

    def test_a_rule_that_becomes_automatic_accepts_what_waits(self):
        rule = self.repricing_rule()
        self.assertEqual(self.propose().state, "proposed")
        rule.automatic = True
        self.assertEqual(self.price_sent(), 42.9)
        self.assertTrue(self.proposals(self.listing, "accepted").by_rule)

    def test_what_a_person_rejected_no_rule_accepts(self):
        rule = self.repricing_rule()
        self.propose().action_reject()
        rule.automatic = True
        self.assertIsNone(self.price_sent())
        self.assertEqual(self.propose().state, "rejected")

    def test_what_a_person_took_back_is_not_accepted_the_day_after(self):
        self.repricing_rule(automatic=True)
        found = self.propose()
        self.price_sent()
        self.assertEqual(self.propose(ours=True), found)
        found.action_reject()
        self.assertEqual(self.price_sent(), 60)
        self.assertEqual(self.propose(ours=True), found, "of the price before")
        self.assertEqual(self.propose().state, "rejected")
        self.assertEqual(self.propose(price="44.50").state, "accepted")

    def test_a_proposal_that_waits_ends_when_the_best_offer_is_ours(self):
        self.repricing_rule()
        found = self.propose()
        self.assertFalse(self.propose(ours=True))
        self.assertEqual(found.ended, "ours")

    # ------------------------------------------------------------- which rule holds
    def test_the_nearest_rule_holds(self):
        categories = self.env["product.category"]
        above = categories.create({"name": "Mode"})
        below = categories.create({"name": "Robes", "parent_id": above.id})
        self.product.categ_id = below
        rules = self.env["laredoute.repricing.rule"]
        expected = [
            {},
            {"applied_on": "category", "category_ids": above.ids},
            {"applied_on": "category", "category_ids": below.ids},
            {
                "applied_on": "product",
                "product_tmpl_ids": self.product.product_tmpl_id.ids,
            },
        ]
        for values in expected:
            rule = self.repricing_rule(**values)
            found = rules._holding(self.account, self.product.ids)
            self.assertEqual(found, {self.product.id: rule.id})
        first = self.repricing_rule(**expected[-1], sequence=1)
        found = rules._holding(self.account, self.product.ids)
        self.assertEqual(found, {self.product.id: first.id})
        first.applied_on = "all"
        rules.search([("id", "!=", first.id)]).active = False
        found = rules._holding(self.account, self.product.ids)
        self.assertEqual(found, {self.product.id: first.id})

    def test_a_rule_says_what_it_is_for(self):
        with self.assertRaises(ValidationError):
            self.repricing_rule(applied_on="category")
        for values in (
            {"beat_by": 0},
            {"ceiling_percent": 101},
            {"margin": -1},
            {"floor_by": "amount"},
        ):
            with (
                self.subTest(values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(errors.CheckViolation),
                self.env.cr.savepoint(),
            ):
                self.repricing_rule(**values)

    # ------------------------------------------------------------------- promotions
    def promotion(self, percentage, **values):
        promotion = self.env["laredoute.promotion"].create(
            {
                "name": "Soldes",
                "account_id": self.account.id,
                "date_begin": self.ago(days=1),
                "date_end": self.ago(days=-9),
                "percentage": percentage,
                "line_ids": [(0, 0, {"listing_id": self.listing.id})],
                **values,
            }
        )
        promotion.action_confirm()
        return promotion

    def test_the_lower_of_a_promotion_and_a_repriced_price_is_sent(self):
        self.repricing_rule(automatic=True)
        self.propose()
        self.promotion(10)
        self.assertEqual(self.price_sent(), 42.9)
        self.promotion(50)
        self.assertEqual(self.price_sent(), 30, "of the usual price, not of 42.90")
        struck = self.market.sent("offers")[0].struck_price
        self.assertEqual(float(struck), 42.9, "what was on sale")

    def test_a_file_sent_ahead_knows_nothing_of_repricing(self):
        self.repricing_rule(automatic=True)
        self.propose()
        self.assertEqual(self.price_sent(), 42.9)
        operation = self.promotion(10, kind="special", date_begin=self.ago(days=-3))
        operation.action_send_ahead()
        self.run_flow("send_offers")
        offer = self.market.sent("offers")[0]
        self.assertEqual((float(offer.price), float(offer.struck_price)), (54, 60))

    def test_the_lowest_price_of_thirty_days_is_struck_beside_a_repriced_one(self):
        self.account.struck_by = "lowest"
        self.price_sent()
        self.env["laredoute.offer.price"].search([]).begin = self.ago(days=9)
        self.repricing_rule(automatic=True)
        self.propose()
        self.assertEqual(self.price_sent(), 42.9)
        struck = self.market.sent("offers")[0].struck_price
        self.assertEqual(float(struck), 60)

    # --------------------------------------------------------------- the right fee
    def test_our_fee_is_that_of_the_delivery_category(self):
        bulky = self.env["laredoute.delivery.category"].create(
            {"name": "Volumineux", "delivery_fee": 15}
        )
        self.env["laredoute.offer.rule"].create(
            {
                "applied_on": "variant",
                "product_id": self.product.id,
                "promise_by": "category",
                "delivery_category_id": bulky.id,
            }
        )
        self.repricing_rule()
        found = self.propose(price="50.00")
        self.assertEqual((found.our_fee, found.price), (15, 38.8))
        row = self.env["laredoute.competing.offer"].search([("latest", "=", True)])
        self.assertEqual(row.our_fee, 15)
        self.assertAlmostEqual(row.beaten_by, 75 - 53.9)

    # ------------------------------------------------------------------ many at once
    def test_many_cost_as_many_queries_as_few(self):
        listings = self.listing
        for _each in range(3):
            listings |= self.make_listing(self.make_product(standard_price=10))
        for listing in listings - self.listing:
            self.make_live(listing)
        self.repricing_rule()
        self.open_listing(*(self.best(each) for each in listings[:2]))
        proposals = self.env["laredoute.repricing.proposal"]

        def counted(*offers):
            self.open_listing(*offers)
            proposals.search([]).unlink()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            proposals._look_at_account(self.account)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        few = counted(*(self.best(each) for each in listings[:2]))
        self.assertEqual(len(proposals.search([])), 2)
        many = counted(*(self.best(each) for each in listings))
        self.assertEqual(len(proposals.search([])), 4)
        self.assertLessEqual(many, few)
