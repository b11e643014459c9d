# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is shown before anything is sent, and the legal dates."""

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .promotion_case import PromotionCase


@tagged("standard", "post_install", "-at_install")
class TestPreview(PromotionCase):
    def test_prices_before_and_during(self):
        line = self.promotion().line_ids
        self.assertEqual((line.usual_price, line.promotion_price), (60, 48))
        self.assertFalse(line.warning)

    def test_below_cost_without_vat(self):
        # 48 euros with VAT are 40 without
        self.robe.standard_price = 40
        promotion = self.promotion()
        self.assertFalse(promotion.warning_count)
        self.robe.standard_price = 40.01
        promotion.invalidate_recordset()
        line = promotion.line_ids
        line.invalidate_recordset()
        self.assertRegex(line.warning, "40[.,]00.*40[.,]01")
        self.assertTrue(line.is_serious)
        self.assertEqual(promotion.warning_count, 1)
        action = promotion.action_open_warned()
        self.assertEqual(action["domain"], [("id", "in", line.ids)])

    def test_overlaps(self):
        first = self.confirmed(self.robe | self.veste, name="Soldes")
        second = self.promotion(self.robe | self.sac)
        robe, sac = second.line_ids
        self.assertIn("Soldes", robe.warning)
        self.assertFalse(robe.is_serious)
        self.assertFalse(sac.warning)
        self.assertEqual(second.warning_count, 1)
        second.date_begin = first.date_end
        second.date_end = self.utc(2026, 12, 20)
        second.line_ids.invalidate_recordset()
        self.assertFalse(robe.warning, "one ends as the other begins")
        first.action_cancel()
        second.date_begin = self.utc(2026, 11, 20)
        second.line_ids.invalidate_recordset()
        self.assertFalse(robe.warning)

    def test_what_is_no_reduction(self):
        promotion = self.promotion(price_by="price")
        line = promotion.line_ids
        for price in (0, 60, 61):
            line.price = price
            self.assertEqual(line.promotion_price, 0)
            self.assertTrue(line.is_serious)
        line.price = 59.99
        self.assertEqual(line.promotion_price, 59.99)
        self.assertFalse(line.warning)

    def test_many_lines_cost_no_more_queries(self):
        products = self.robe | self.veste | self.sac
        promotion = self.promotion(products)
        promotion.line_ids[1:].unlink()
        counts = []
        for _each in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            promotion.line_ids.mapped("warning")
            counts.append(self.env.cr.sql_log_count - before)
            self.env["laredoute.promotion.line"].create(
                [
                    {"promotion_id": promotion.id, "listing_id": each.id}
                    for each in self.listings - promotion.line_ids.listing_id
                ]
            )
        self.assertLessEqual(counts[1], counts[0] + 1)

    def test_a_filter_is_listed_and_listed_again(self):
        promotion = self.promotion(
            select_by="filter",
            line_ids=[],
            product_filter=f"[('product_id', 'in', {(self.robe | self.sac).ids})]",
        )
        promotion.action_fill()
        self.assertEqual(promotion.line_ids.listing_id.product_id, self.robe | self.sac)
        promotion.product_filter = f"[('product_id', '=', {self.sac.id})]"
        self.assertIn(self.robe.name, promotion.action_confirm()["params"]["message"])
        self.assertEqual(promotion.state, "draft", "robe was shown, and is gone")
        self.assertFalse(promotion.action_confirm())
        self.assertEqual(promotion.line_ids.listing_id.product_id, self.sac)
        self.assertEqual(promotion.line_ids.confirmed_price, 48)
        empty = self.promotion(select_by="filter", line_ids=[])
        empty.action_fill()
        self.assertFalse(
            empty.line_ids, "an empty filter finds nothing, not everything"
        )

    def test_the_legal_dates_are_proposed(self):
        form = Form(self.env["laredoute.promotion"])
        form.account_id = self.account
        form.kind = "sales"
        self.assertEqual(form.date_begin, self.utc(2027, 1, 6, 8))
        self.assertEqual(form.date_end, self.utc(2027, 2, 3))
        self.assertIn("2027", form.name)
        self.assertIn(self.account.tz, form.period_text)
        promotion = self.promotion(kind="sales")
        promotion.action_propose_dates()
        self.assertEqual(promotion.date_begin, self.utc(2027, 1, 6, 8))

    def test_a_product_of_another_account_is_refused(self):
        other = self.account.copy({"name": "La Brand Boutique"})
        promotion = self.promotion(account_id=other.id, line_ids=[])
        with self.assertRaises(ValidationError):
            self.env["laredoute.promotion.line"].create(
                {"promotion_id": promotion.id, "listing_id": self.listings[0].id}
            )
