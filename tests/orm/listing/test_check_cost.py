# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a check asks of the database: as much for two hundred listings as for twenty."""

from odoo.tests import tagged

from ..common import LaredouteCase, make_ean

#: queries more that ten times as many listings may cost: inserts and deletes go in
#: batches of the ORM's own
MORE = 4


@tagged("standard", "post_install", "-at_install")
class TestCheckCost(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        size = cls.env["product.attribute"].create(
            {
                "name": "Taille",
                "value_ids": [(0, 0, {"name": str(value)}) for value in range(36, 46)],
            }
        )
        attribute = cls.env["laredoute.attribute"].create(
            {"code": "A0301", "name": "Taille", "usage": "size"}
        )
        cls.env["laredoute.category.attribute"].create(
            {"category_id": cls.category.id, "attribute_id": attribute.id}
        )
        cls.templates = cls.env["product.template"].create(
            [
                {
                    "name": f"Robe Longue {number}",
                    "description_sale": "Robe longue à fleurs, 100 % viscose.",
                    "is_storable": True,
                    "list_price": 50.0,
                    "laredoute_category_id": cls.category.id,
                    "laredoute_brand_id": cls.brand.id,
                    "attribute_line_ids": [
                        (
                            0,
                            0,
                            {
                                "attribute_id": size.id,
                                "value_ids": [(6, 0, size.value_ids.ids)],
                            },
                        )
                    ],
                }
                for number in range(20)
            ]
        )
        for number, product in enumerate(cls.templates.product_variant_ids):
            product.write(
                {"barcode": make_ean(70000 + number), "default_code": f"C-{number}"}
            )
        cls.listings = cls.env["laredoute.listing"].create(
            [
                {"account_id": cls.account.id, "product_id": product.id}
                for product in cls.templates.product_variant_ids
            ]
        )
        # mappings, parents' references and all else that is made once
        cls.listings._check()

    def count(self, listings):
        """Queries that a check of these listings costs, from an empty cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        listings._check()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_checking_more_costs_no_more_queries(self):
        few = self.count(self.listings[:20])
        many = self.count(self.listings)
        self.assertLessEqual(many, few + MORE)

    def test_checking_what_changed_costs_no_more_queries(self):
        def change():
            self.listings.finding_ids.unlink()
            self.listings.write({"state": "selected", "has_error": False})

        change()
        few = self.count(self.listings[:20])
        self.assertTrue(self.listings[:20].finding_ids)
        change()
        many = self.count(self.listings)
        self.assertEqual(set(self.listings.mapped("state")), {"blocked"})
        self.assertLessEqual(many, few + MORE)
