# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The steps of a promotion, and what is sent of its offers at each moment."""

from datetime import timedelta
from decimal import Decimal
from unittest.mock import patch

from psycopg2.errors import CheckViolation

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.laredoute_connector.marketplace import errors
from odoo.addons.laredoute_connector.models.common import utc

from .promotion_case import PromotionCase

USUAL, REDUCED = Decimal("60.00"), Decimal("48.00")


@tagged("standard", "post_install", "-at_install")
class TestStates(PromotionCase):
    # ------------------------------------------------------------- a promotion
    def test_a_promotion_begins_and_ends_by_itself(self):
        promotion = self.confirmed()
        self.assertFalse(self.offers(), "it has not begun")
        self.at(2026, 11, 20, 7, minutes=59)
        self.assertFalse(self.offers())
        self.at(2026, 11, 20, 8)
        offer = self.offers()[self.robe]
        self.assertEqual((offer.price, offer.struck_price), (REDUCED, USUAL))
        today = fields.Datetime.now().replace(hour=0, minute=0)
        self.assertEqual(offer.starts_at, utc(today), "without dates of its own")
        self.at(2026, 11, 30, 23, minutes=59)
        self.assertFalse(self.offers())
        self.at(2026, 12, 1)
        offer = self.offers()[self.robe]
        self.assertEqual((offer.price, offer.struck_price), (USUAL, USUAL))
        self.assertTrue(promotion.is_over)
        self.assertFalse(self.offers())

    def test_dates_that_are_sent_come_off_a_day_before_the_end(self):
        promotion = self.confirmed(send_dates=True)
        self.at(2026, 11, 20, 8)
        offer = self.offers()[self.robe]
        self.assertEqual(offer.starts_at, utc(promotion.date_begin))
        self.assertEqual(offer.ends_at, utc(promotion.date_end))
        self.at(2026, 11, 29, 23, minutes=59)
        self.assertFalse(self.offers())
        self.at(2026, 11, 30)
        offer = self.offers()[self.robe]
        self.assertEqual(offer.price, REDUCED, "until the end")
        self.assertGreater(offer.ends_at, utc(promotion.date_end))
        self.at(2026, 12, 1)
        self.assertEqual(self.offers()[self.robe].price, USUAL)

    def test_both_clock_changes(self):
        for begin, end, off in (
            ((2026, 3, 27, 8), (2026, 3, 29, 20), (2026, 3, 28, 20)),
            ((2026, 10, 23, 8), (2026, 10, 25, 20), (2026, 10, 24, 20)),
        ):
            self.at(begin[0], begin[1], begin[2] - 1)
            self.settle()
            self.confirmed(
                date_begin=self.utc(*begin), date_end=self.utc(*end), send_dates=True
            )
            self.at(*begin)
            dated = self.offers()[self.robe]
            self.assertEqual(dated.ends_at, utc(self.utc(*end)))
            self.at(*off, minutes=-1)
            self.assertFalse(self.offers())
            self.at(*off)
            self.assertEqual(self.offers()[self.robe].price, REDUCED)
            self.at(*end)
            self.assertEqual(self.offers()[self.robe].price, USUAL)

    def test_cancelled_while_it_runs(self):
        promotion = self.now()
        self.assertEqual(self.offers()[self.robe].price, REDUCED)
        promotion.action_cancel()
        self.assertEqual(self.offers()[self.robe].price, USUAL)
        promotion.action_draft()
        self.assertFalse(self.offers(), "a draft reduces nothing")

    # ------------------------------------------------------------- a special one
    def special(self, **values):
        return self.confirmed(kind="special", **values)

    def sent(self, **values):
        """One whose file La Redoute has."""
        promotion = self.special(**values)
        promotion.action_send_ahead()
        self.run_flow("send_offers")
        return promotion

    def answer(self, promotion):
        self.report("offers", promotion.exchange_id)
        self.run_flow("collect_reports", "apply_reports")

    def test_the_way_of_a_special_operation(self):
        promotion = self.special()
        promotion.action_send_ahead()
        self.assertEqual(promotion.state, "requested")
        self.run_flow("send_offers")
        (offer,) = self.market.sent("offers")
        self.assertEqual(offer.ean, self.robe.barcode)
        self.assertEqual((offer.price, offer.struck_price), (REDUCED, USUAL))
        self.assertEqual(offer.starts_at, utc(promotion.date_begin))
        self.assertEqual(offer.ends_at, utc(promotion.date_end))
        self.assertEqual(promotion.state, "sent")
        self.assertTrue(promotion.batch_id)
        self.assertIn(promotion.batch_id, promotion.activity_ids.note)
        self.assertEqual(self.price(self.robe), 60, "its usual offer is what it was")
        self.answer(promotion)
        self.assertFalse(self.offers(), "and stays")
        promotion.action_hand_over()
        self.assertFalse(promotion.activity_ids)
        self.assertFalse(self.offers(), "nothing ends before La Redoute validated it")
        promotion.action_validate()
        offers = self.offers()
        self.assertEqual(set(offers), {self.robe}, "all others stay")
        self.assertEqual(offers[self.robe].price, USUAL)
        self.assertEqual(offers[self.robe].ends_at, utc(promotion.date_begin))
        self.at(2026, 11, 19, 23, minutes=59)
        self.assertFalse(self.offers(), "a new day is no news")
        self.at(2026, 11, 20)
        offer = self.offers()[self.robe]
        self.assertEqual(offer.price, USUAL)
        self.assertGreater(offer.ends_at, utc(promotion.date_begin), "the eve is over")
        self.at(2026, 11, 20, 8)
        offer = self.offers()[self.robe]
        self.assertEqual((offer.price, offer.struck_price), (REDUCED, USUAL))
        self.assertGreater(offer.ends_at, utc(promotion.date_end), "without dates")
        self.at(2026, 12, 1)
        self.assertEqual(self.offers()[self.robe].price, USUAL)

    def test_without_a_file_ahead_dates_come_off_too(self):
        promotion = self.special(send_dates=True)
        self.at(2026, 11, 20, 8)
        self.assertEqual(self.offers()[self.robe].ends_at, utc(promotion.date_end))
        self.at(2026, 11, 30)
        self.assertGreater(self.offers()[self.robe].ends_at, utc(promotion.date_end))

    def test_with_a_file_ahead_no_dates_are_sent_during_it(self):
        promotion = self.sent(send_dates=True)
        self.answer(promotion)
        self.at(2026, 11, 20, 8)
        offer = self.offers()[self.robe]
        self.assertEqual(offer.price, REDUCED)
        self.assertGreater(offer.ends_at, utc(promotion.date_end))

    def test_a_file_that_is_refused_goes_back_and_says_so(self):
        promotion = self.special()
        promotion.action_send_ahead()
        self.market.fail["send_offers"] = [errors.RefusedData("no", code="bad")]
        with mute_logger("odoo.addons.laredoute_connector"):
            self.run_flow("send_offers")
        self.assertEqual(promotion.state, "prepared")
        self.assertTrue(promotion.activity_ids)

    def test_a_file_without_an_answer_is_found_again(self):
        promotion = self.special()
        promotion.action_send_ahead()
        self.market.fail["send_offers"] = [errors.UnknownOutcome("cut", code="cut")]
        self.run_flow("send_offers")
        self.assertEqual(promotion.exchange_id.state, "unknown")
        self.assertEqual(promotion.state, "requested")
        first = promotion.exchange_id
        self.clock.tick(timedelta(hours=3))
        self.run_flow("send_offers")
        self.assertEqual(promotion.state, "sent")
        self.assertNotEqual(promotion.exchange_id, first, "made afresh")

    def test_an_operation_that_begins_unvalidated_is_shown(self):
        promotion = self.sent()
        self.answer(promotion)
        promotion.action_hand_over()
        self.at(2026, 11, 20, 8)
        self.assertEqual(self.offers()[self.robe].price, REDUCED)
        self.assertIn("validated", promotion.activity_ids.note)

    def test_a_file_that_waits_too_long_is_not_sent(self):
        promotion = self.special()
        promotion.action_send_ahead()
        self.at(2026, 11, 20, 8)
        self.assertEqual(self.offers()[self.robe].price, REDUCED)
        self.assertEqual(promotion.state, "prepared")
        self.assertFalse(promotion.exchange_id)

    def test_nothing_to_send_ahead_goes_back_and_says_so(self):
        promotion = self.special()
        self.listings.filtered(
            lambda each: each.product_id == self.robe
        ).state = "ended"
        promotion.action_send_ahead()
        self.run_flow("send_offers")
        self.assertEqual(promotion.state, "prepared")
        self.assertIn("No offer", promotion.activity_ids.note)

    # ------------------------------------------------------------------ refusals
    def test_steps_are_taken_in_their_order(self):
        promotion = self.promotion(kind="special")
        for step in ("send_ahead", "hand_over", "validate"):
            with self.assertRaises(UserError):
                getattr(promotion, f"action_{step}")()
        promotion.action_confirm()
        with self.assertRaises(UserError):
            promotion.action_confirm()
        with self.assertRaises(UserError):
            promotion.action_validate()

    def test_only_special_operations_and_sales_are_sent_ahead(self):
        with self.assertRaises(UserError):
            self.confirmed().action_send_ahead()
        running = self.now(kind="special")
        with self.assertRaises(UserError):
            running.action_send_ahead()

    def test_what_was_confirmed_is_fixed(self):
        promotion = self.as_user("manager", self.confirmed())
        with self.assertRaises(UserError):
            promotion.percentage = 90
        with self.assertRaises(UserError):
            promotion.state = "validated"
        promotion.name = "Vendredi noir"
        promotion.percentage = 20
        promotion.date_end = self.utc(2026, 12, 2)
        with self.assertRaises(UserError):
            promotion.unlink()
        with self.assertRaises(AccessError):
            self.as_user("user", promotion).action_cancel()
        promotion.action_draft()
        promotion.percentage = 30
        promotion.unlink()

    def test_what_is_over_or_reduces_nothing_is_not_confirmed(self):
        with self.assertRaises(UserError):
            self.now(date_begin=self.ago(days=3), date_end=self.ago(days=2))
        with self.assertRaises(UserError):
            self.confirmed(price_by="amount", amount=60)
        with self.assertRaises(UserError):
            self.confirmed(line_ids=[])

    @mute_logger("odoo.sql_db")
    def test_dates_and_discounts_that_make_no_sense(self):
        for values in (
            {"date_end": self.utc(2026, 11, 20, 8)},
            {"percentage": 100},
            {"percentage": 0},
            {"price_by": "amount", "amount": 0},
        ):
            with self.subTest(values), self.assertRaises(CheckViolation):
                self.promotion(**values)

    # ------------------------------------------------------------------ the guard
    def test_a_confirmed_price_is_not_held_by_the_guard(self):
        self.now(percentage=60)
        self.assertEqual(self.offers()[self.robe].price, Decimal("24.00"))

    def test_a_price_that_falls_below_what_was_confirmed_is_not_sent(self):
        promotion = self.now(percentage=50)
        self.assertEqual(self.offers()[self.robe].price, Decimal("30.00"))
        self.robe.lst_price = 45
        self.assertEqual(self.offers()[self.robe].price, Decimal("27.00"))
        self.robe.lst_price = 32
        self.assertEqual(self.offers()[self.robe].price, Decimal("38.40"), "the usual")
        self.assertIn(self.robe.name, promotion.activity_ids.note)

    def test_a_price_that_was_sent_is_not_reduced_again(self):
        self.now(percentage=50)
        self.assertEqual(self.offers()[self.robe].price, Decimal("30.00"))
        # a usual price that nobody can send: the last one stays, without any guard
        self.account.price_drop_guard = 0
        self.robe.lst_price = 0
        self.assertFalse(self.offers())
        self.account.price_drop_guard = 30
        self.robe.lst_price = 1
        self.assertFalse(self.offers(), "held")
        self.assertEqual(self.price(self.robe), 30)

    def test_the_lowest_price_holds(self):
        self.now(percentage=10)
        self.now(percentage=30)
        self.assertEqual(self.offers()[self.robe].price, Decimal("42.00"))
        self.now(price_by="amount", amount=5)
        self.assertFalse(self.offers())

    def test_no_query_without_a_promotion(self):
        account = self.account._in_its_company()
        offers = self.env["laredoute.offer"]
        list(offers._news(account, True))
        with patch.object(type(self.env["laredoute.promotion"]), "_show_held") as shown:
            list(offers._news(account, True))
        self.assertEqual(shown.call_args.args, ({},))
