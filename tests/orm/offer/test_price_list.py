# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Prices by price lists, computed for many at once, are those of Odoo itself."""

import random
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.laredoute_connector.models.offer import odoos_own
from odoo.addons.laredoute_connector.models.offer.price_list import list_prices

from ..common import LaredouteCase

#: random price lists
LISTS = 30


@tagged("standard", "post_install", "-at_install")
class TestPriceList(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.random = random.Random(20)
        above = self.env["product.category"].create({"name": "Mode"})
        self.categories = above | self.env["product.category"].create(
            [{"name": name, "parent_id": above.id} for name in ("Zébrures", "Abayas")]
        )
        self.products = self.make_products()

    def make_products(self):
        color = self.env["product.attribute"].create(
            {
                "name": "Teinte",
                "value_ids": [Command.create({"name": name}) for name in "AB"],
            }
        )
        templates = self.env["product.template"].create(
            [
                {
                    "name": f"Article {number}",
                    "list_price": self.random.randrange(0, 30000) / 100,
                    "standard_price": 3.21 * number,
                    "categ_id": self.random.choice(self.categories).id,
                    "attribute_line_ids": [
                        Command.create(
                            {
                                "attribute_id": color.id,
                                "value_ids": [Command.set(color.value_ids.ids)],
                            }
                        )
                    ],
                }
                for number in range(12)
            ]
        )
        for value in templates.attribute_line_ids.product_template_value_ids[::3]:
            value.price_extra = self.random.randrange(1, 900) / 100
        return templates.product_variant_ids

    def make_list(self, below):
        return self.env["product.pricelist"].create(
            {
                "name": "Tirage",
                "currency_id": self.random.choice(
                    (self.env.ref("base.EUR"), self.env.ref("base.USD"))
                ).id,
                "item_ids": [Command.create(self.line(below)) for _ in range(15)],
            }
        )

    def line(self, below):
        pick = self.random.choice
        product = pick(self.products)
        base = pick(("list_price", "standard_price", *["pricelist"] * bool(below)))
        return {
            "compute_price": pick(("fixed", "percentage", "formula")),
            "fixed_price": self.random.randrange(0, 9000) / 100,
            "percent_price": pick((10, 33.3, 0)),
            "base": base,
            "base_pricelist_id": pick(below).id if base == "pricelist" else False,
            "price_discount": pick((0, 12.5, 50)),
            "price_markup": pick((0, 12.5, 50)) if base == "standard_price" else 0,
            "price_round": pick((0, 0.05, 10)),
            "price_surcharge": pick((0, -0.01, 3)),
            "price_min_margin": pick((0, 5)),
            "price_max_margin": pick((8, 60)),
            "min_quantity": pick((0, 0, 1, 2)),
            **pick(
                (
                    {},
                    {"date_start": self.ago(days=1), "date_end": self.ago(days=-1)},
                    {"date_start": self.ago(days=-1)},
                    {"date_end": self.ago(hours=1)},
                )
            ),
            **pick(
                (
                    {"applied_on": "3_global"},
                    {
                        "applied_on": "2_product_category",
                        "categ_id": pick(self.categories).id,
                    },
                    {
                        "applied_on": "1_product",
                        "product_tmpl_id": product.product_tmpl_id.id,
                    },
                    {
                        "applied_on": "0_product_variant",
                        "product_tmpl_id": product.product_tmpl_id.id,
                        "product_id": product.id,
                    },
                )
            ),
        }

    def assert_odoos(self, pricelist):
        found = list_prices(pricelist, self.products)
        expected = pricelist._get_products_price(self.products, 1.0)
        self.assertEqual(found.keys(), expected.keys())
        for product, price in expected.items():
            self.assertAlmostEqual(found[product], price, 9, msg=product)

    def test_at_random_they_are_odoos(self):
        lists = []
        for _number in range(LISTS):
            lists.append(self.make_list(lists))
            self.assert_odoos(lists[-1])

    def test_without_a_list_they_are_sales_prices(self):
        found = list_prices(self.env["product.pricelist"], self.products)
        expected = self.products._price_compute("list_price")
        for product, price in expected.items():
            self.assertAlmostEqual(found[product], price, 9)
        self.products[0].list_price = 77.7
        again = list_prices(self.env["product.pricelist"], self.products)
        self.assertEqual(
            again[self.products[0].id], 77.7 + self.products[0].price_extra
        )

    def test_what_odoo_itself_has_is_looked_up(self):
        """Otherwise all of this would be for nothing, and nothing would show it."""
        self.assertTrue(odoos_own.are_prices(self.env))
        self.assertTrue(odoos_own.are_units(self.env))

    def test_another_addons_rule_is_followed(self):
        pricelist, items = self.make_list([]), self.env["product.pricelist.item"]

        def dearer(self, *args, **kwargs):
            return 1234.5

        with patch.object(type(items), "_compute_price", dearer):
            found = list_prices(pricelist, self.products)
        self.assertEqual(set(found.values()), {1234.5})

    def test_queries_do_not_grow_with_the_products(self):
        below = self.make_list([])
        pricelist = self.make_list([below])
        counts = []
        for some in (self.products[:2], self.products):
            list_prices(pricelist, some)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            list_prices(pricelist, some)
            counts.append(self.env.cr.sql_log_count - before)
        # what few do not need: a list below, another currency
        self.assertLessEqual(counts[1], counts[0] + 4, counts)
