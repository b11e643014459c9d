# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a promotion leaves behind: the usual price, its guard, and files ahead."""

from decimal import Decimal

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..common import refused
from .promotion_case import PromotionCase

USUAL, REDUCED = Decimal("60.00"), Decimal("48.00")


@tagged("standard", "post_install", "-at_install")
class TestMoney(PromotionCase):
    def listing(self):
        return self.listings.filtered(lambda each: each.product_id == self.robe)

    # -------------------------------------------------------------- usual prices
    def test_the_usual_price_comes_back_though_it_was_held_meanwhile(self):
        promotion = self.now()
        self.assertEqual(self.offers()[self.robe].price, REDUCED)
        self.robe.lst_price = 20
        self.assertFalse(self.offers(), "held: the promotion reduces the last one")
        self.assertTrue(self.listing().price_held)
        promotion.action_cancel()
        offer = self.offers()[self.robe]
        self.assertEqual((offer.price, offer.struck_price), (USUAL, USUAL))
        self.assertTrue(self.listing().price_held, "still nobody confirmed it")
        self.listing().action_confirm_price()
        self.assertEqual(self.offers()[self.robe].price, Decimal("24.00"))

    def test_the_guard_is_measured_by_the_usual_price(self):
        self.now(percentage=50)
        self.assertEqual(self.offers()[self.robe].price, Decimal("30.00"))
        self.assertEqual(self.listing().usual_sent, 60)
        self.robe.lst_price = 25
        self.assertFalse(self.offers(), "30 of 60 is a fall, though 30 was sent")
        self.assertTrue(self.listing().price_held)
        self.listing().action_check()
        self.assertIn("60", " ".join(self.listing().finding_ids.mapped("message")))

    def test_a_confirmation_outlives_a_promotion(self):
        self.robe.lst_price = 30
        self.assertFalse(self.offers())
        self.listing().action_confirm_price()
        self.assertEqual(self.offers()[self.robe].price, Decimal("36.00"))
        promotion = self.now(percentage=10)
        self.offers()
        promotion.action_cancel()
        self.assertEqual(self.offers()[self.robe].price, Decimal("36.00"))
        self.assertEqual(self.listing().price_confirmed, 36)

    def test_a_price_that_nobody_saw_is_not_sent(self):
        """Nothing was reduced when it was confirmed; the price rose since."""
        self.robe.lst_price = 41
        self.settle()
        promotion = self.confirmed(
            self.robe | self.sac,
            price_by="amount",
            amount=50,
            date_begin=self.ago(days=1),
        )
        self.assertEqual(set(self.offers()), {self.sac})
        self.robe.lst_price = 60
        self.assertEqual(self.offers()[self.robe].price, Decimal("72.00"))
        self.assertIn(self.robe.name, promotion.activity_ids.note)

    def test_a_fall_is_measured_by_what_la_redoute_has(self):
        self.now(percentage=10)
        self.offers()
        self.robe.lst_price = 500
        self.run_flow("send_offers")
        listing = self.listing()
        line = refused(listing.ean, listing.sku, "price", "refused")
        self.report("offers", listing.offer_exchange_id, line)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(listing.usual_sent, 60)
        self.robe.lst_price = 50
        self.offers()
        self.assertFalse(listing.price_held)
        self.assertEqual(listing.usual_sent, 60)

    def test_a_line_without_a_listed_price_stops_nothing(self):
        promotion = self.promotion(
            self.robe | self.sac, price_by="price", date_begin=self.ago(days=1)
        )
        first, second = promotion.line_ids
        first.price = 40
        promotion.action_confirm()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE laredoute_promotion_line SET price = NULL WHERE id = %s",
            (second.id,),
        )
        self.env.invalidate_all()
        self.assertEqual(set(self.offers()), {first.listing_id.product_id})

    def test_nobody_writes_what_was_confirmed(self):
        line = self.as_user("manager", self.confirmed()).line_ids
        for name in ("confirmed_price", "shown_price"):
            with self.assertRaises(UserError):
                line[name] = 0.01

    def test_a_price_that_moved_since_it_was_shown_is_not_confirmed(self):
        promotion = self.as_user("manager", self.promotion(self.robe | self.sac))
        self.robe.lst_price = 40
        said = promotion.action_confirm()["params"]["message"]
        self.assertEqual(promotion.state, "draft")
        self.assertRegex(said, f"{self.robe.name}.*48,00.*→ 38,40")
        self.assertNotIn(self.sac.name, said)
        self.assertIn("38,40", promotion.sudo().message_ids[0].body)
        self.assertFalse(promotion.line_ids[0].confirmed_price)
        self.assertFalse(promotion.action_confirm(), "now it was shown")
        self.assertEqual(promotion.state, "prepared")
        self.assertEqual(promotion.line_ids.mapped("confirmed_price"), [38.4, 48.0])

    def test_what_was_written_or_set_back_was_shown(self):
        promotion = self.promotion()
        promotion.percentage = 50
        self.assertFalse(promotion.action_confirm())
        self.robe.lst_price = 40
        promotion.action_draft()
        self.assertFalse(promotion.action_confirm())
        self.assertEqual(promotion.line_ids.confirmed_price, 24)

    # --------------------------------------------------------------- files ahead
    def ahead(self, **values):
        promotion = self.confirmed(kind="special", **values)
        promotion.action_send_ahead()
        return promotion

    def sent(self):
        promotion = self.ahead()
        self.run_flow("send_offers")
        self.report("offers", promotion.exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.assertFalse(self.offers())
        return promotion

    def test_what_went_ahead_is_taken_back(self):
        for step in ("action_cancel", "action_draft"):
            with self.subTest(step):
                promotion = self.sent()
                getattr(promotion, step)()
                self.assertEqual(self.offers()[self.robe].price, USUAL)
                self.assertFalse(self.offers(), "once")
                promotion.sudo().write({"state": "cancelled"})

    def test_what_went_ahead_is_taken_back_without_its_journal_entry(self):
        for step in ("action_cancel", "action_draft"):
            with self.subTest(step):
                promotion = self.sent()
                self.assertTrue(promotion.went_ahead)
                promotion.exchange_id = False
                getattr(promotion, step)()
                self.assertEqual(self.offers()[self.robe].price, USUAL)
                promotion.sudo().write({"state": "cancelled"})
        with self.assertRaises(UserError):
            self.as_user("manager", promotion).went_ahead = True

    def test_stock_goes_between_two_files_ahead(self):
        first, second = self.ahead(), self.ahead(name="Soldes", percentage=30)
        self.run_flow("send_offers")
        self.assertEqual((first.state, second.state), ("sent", "requested"))
        self.report("offers", first.exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.sac.lst_price += 1
        self.assertEqual(set(self.offers()), {self.sac})
        self.assertEqual(second.state, "requested")
        self.clock.tick(2 * 3600)
        self.run_flow("send_offers")
        self.assertEqual(second.state, "sent")

    def test_without_news_the_next_file_ahead_goes(self):
        first, second = self.ahead(), self.ahead(name="Soldes", percentage=30)
        self.run_flow("send_offers")
        self.clock.tick(2 * 3600)
        self.run_flow("send_offers")
        self.assertEqual((first.state, second.state), ("sent", "sent"))

    def test_a_file_ahead_holds_no_price_that_nobody_saw(self):
        promotion = self.confirmed(kind="special")
        promotion.line_ids.confirmed_price = 0
        promotion.action_send_ahead()
        self.run_flow("send_offers")
        self.assertEqual(promotion.state, "prepared")
        self.assertTrue(promotion.activity_ids)

    def test_the_struck_price_of_a_file_ahead_is_of_the_days_before_its_begin(self):
        """What was cheaper twenty days ago is out of them when the operation begins."""
        self.account.struck_by = "lowest"
        self.settle()
        prices = self.env["laredoute.offer.price"]
        prices.search([("listing_id", "=", self.listing().id)]).unlink()
        for price, days in ((50, 40), (60, 20)):
            prices.create(
                {
                    "listing_id": self.listing().id,
                    "account_id": self.account.id,
                    "price": price,
                    "begin": self.ago(days=days),
                }
            )
        self.ahead()
        self.run_flow("send_offers")
        (offer,) = self.market.sent("offers")
        self.assertEqual((offer.price, offer.struck_price), (REDUCED, USUAL))

    # --------------------------------------------------------------------- lines
    def test_its_account_keeps_its_products(self):
        promotion = self.promotion()
        other = self.account.copy({"name": "La Brand Boutique"})
        with self.assertRaises(ValidationError):
            promotion.account_id = other

    def test_a_product_moves_to_another_promotion(self):
        first, second = self.now(), self.promotion(self.veste)
        self.assertEqual(self.offers()[self.robe].price, REDUCED)
        first.line_ids.promotion_id = second
        self.assertEqual(self.offers()[self.robe].price, USUAL)
        sent = self.sent()
        line = self.as_user("manager", sent).line_ids
        with self.assertRaises(UserError):
            line.promotion_id = second

    # ------------------------------------------------------------- struck prices
    def test_a_struck_price_in_another_currency_is_none(self):
        dollars = self.env.ref("base.USD")
        dollars.active = True
        pricelist = self.env["product.pricelist"].create(
            {"name": "Barrés", "currency_id": self.env.ref("base.EUR").id}
        )
        self.account.write(
            {"struck_by": "pricelist", "struck_pricelist_id": pricelist.id}
        )
        with self.assertRaises(ValidationError):
            pricelist.currency_id = dollars
