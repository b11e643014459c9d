# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A promotion's prices from a file."""

import base64

from odoo.exceptions import UserError
from odoo.tests import tagged

from .promotion_case import PromotionCase


@tagged("standard", "post_install", "-at_install")
class TestPriceFile(PromotionCase):
    def read(self, content, **values):
        promotion = self.promotion(price_by="price", line_ids=[], **values)
        promotion.price_file = base64.b64encode(content.encode())
        promotion.action_read_prices()
        return promotion

    def test_a_file_is_shown_and_then_taken(self):
        promotion = self.read(
            "Référence;Prix;Début;Fin\n"
            f"{self.robe.barcode};39,90;;\n"
            f"{self.veste.default_code};1.0;21/11/2026;2026-11-22\n"
            f"{self.sac.barcode};60;;\n"
            "3599999999995;10;;\n"
            f"{self.robe.default_code};35;;\n"
            f"{self.sac.barcode};20;19/11/2026;\n"
            f"{self.sac.barcode};trente;;\n"
        )
        self.assertEqual(
            [(row.number, row.code or "") for row in promotion.row_ids],
            [
                (2, ""),
                (3, ""),
                (4, "not_below"),
                (5, "unknown_item"),
                (6, "doubled"),
                (7, "doubled"),
                (8, "bad_price"),
            ],
        )
        self.assertTrue(all(row.message for row in promotion.row_ids[2:]))
        self.assertEqual((promotion.ready_count, promotion.problem_count), (2, 5))
        self.assertFalse(promotion.line_ids, "nothing is taken before a person says so")
        promotion.action_apply_prices()
        robe, veste = promotion.line_ids
        self.assertEqual((robe.price, robe.date_begin), (39.9, False))
        self.assertEqual(veste.date_begin, self.utc(2026, 11, 21))
        self.assertEqual(veste.date_end, self.utc(2026, 11, 23), "the whole day")
        promotion.action_confirm()
        self.at(2026, 11, 22, 12)
        prices = {product: float(each.price) for product, each in self.offers().items()}
        self.assertEqual(prices, {self.robe: 39.9, self.veste: 1.0})
        self.at(2026, 11, 23)
        self.assertEqual(set(self.offers()), {self.veste})

    def test_prices_are_read_again(self):
        promotion = self.read(f"EAN;Prix\n{self.robe.barcode};39,90\n")
        promotion.action_apply_prices()
        promotion.price_file = base64.b64encode(
            f"EAN;Prix\n{self.robe.barcode};35\n".encode()
        )
        promotion.action_read_prices()
        promotion.action_apply_prices()
        self.assertEqual(promotion.line_ids.price, 35)

    def test_dates_outside_and_files_that_are_none(self):
        promotion = self.read(f"EAN;Prix;Début\n{self.robe.barcode};5;19/11/2026\n")
        self.assertEqual(promotion.row_ids.code, "outside")
        with self.assertRaises(UserError):
            promotion.action_apply_prices()
        promotion = self.read("EAN;Stock\n1;2\n")
        self.assertFalse(promotion.row_ids)
        self.assertIn("Stock", promotion.file_message)
        other = self.promotion()
        with self.assertRaises(UserError):
            other.action_read_prices()
