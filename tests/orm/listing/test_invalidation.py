# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a listing depends on makes it stale; anything else costs nothing."""

from odoo.tests import tagged

from ..common import LaredouteCase, make_ean


@tagged("standard", "post_install", "-at_install")
class TestInvalidation(LaredouteCase):
    def setUp(self):
        super().setUp()
        categories = self.env["product.category"]
        self.odoo_category = categories.create({"name": "Robes d'été"})
        values = {"categ_id": self.odoo_category.id}
        self.listing = self.make_listing(self.make_product(**values))
        self.other = self.make_listing(
            self.make_product(laredoute_category_id=False, **values)
        )
        self.run_flow("check_listings")
        self.product = self.listing.product_id

    def assert_stale(self, change, other=False):
        """Only this listing becomes stale by ``change``; with ``other``, both."""
        self.assertFalse((self.listing + self.other).filtered("needs_check"))
        change()
        self.env.flush_all()
        self.assertTrue(self.listing.needs_check, "the change was not noticed")
        self.assertEqual(self.other.needs_check, other)

    # ------------------------------------------------------------------ products
    def test_fields_of_the_product(self):
        changes = {
            "name": "Robe Courte",
            "description_sale": "Une autre robe.",
            "list_price": 10.0,
            "categ_id": self.env["product.category"].create({"name": "Robes"}).id,
            "barcode": make_ean(77777),
            "default_code": "AUTRE",
            "laredoute_title": "Robe d'Été",
            "laredoute_parent_sku": "PARENT",
            "is_storable": False,
        }
        for name, value in changes.items():
            with self.subTest(name):
                template = self.product.product_tmpl_id
                self.assert_stale(lambda n=name, v=value: template.write({n: v}))  # noqa: B023
                self.run_flow("check_listings")

    def test_a_translation_edited_in_its_dialog(self):
        template = self.product.product_tmpl_id
        for name in ("name", "description_sale"):
            with self.subTest(name):
                self.assert_stale(
                    lambda n=name: template.update_field_translations(
                        n, {"en_US": f"Dress {n}"}
                    )
                )
                self.run_flow("check_listings")

    def test_an_attribute_set_on_the_product(self):
        attribute = self.env["laredoute.attribute"].create(
            {"code": "A0777", "name": "Matière"}
        )
        values = {
            "product_tmpl_id": self.product.product_tmpl_id.id,
            "attribute_id": attribute.id,
        }
        lines = self.env["laredoute.product.attribute"]
        line = lines.create(values)
        self.assertFalse(self.listing.needs_check, "an empty line says nothing")
        self.assert_stale(lambda: line.write({"text": "Lin"}))
        self.run_flow("check_listings")
        self.assert_stale(line.unlink)

    # ------------------------------------------------------------ lists, mappings
    def test_reference_lists(self):
        listings = self.env["laredoute.listing"]
        attribute = self.env["laredoute.attribute"].create(
            {
                "code": "A0778",
                "name": "Matière",
                "value_ids": [(0, 0, {"code": "V000001", "name": "Lin"})],
            }
        )
        line = self.env["laredoute.category.attribute"].create(
            {"category_id": self.category.id, "attribute_id": attribute.id}
        )
        for record in (self.category, line, attribute, attribute.value_ids):
            with self.subTest(record._name):
                self.assert_stale(
                    lambda r=record: listings._invalidate_reference(r._name, r.ids)
                )
                self.run_flow("check_listings")
        self.assert_stale(
            lambda: listings._invalidate_reference(self.brand._name, self.brand.ids),
            other=True,
        )

    def test_a_family(self):
        family = self.env["laredoute.category"].create(
            {"code": "F901", "name": "Mode", "level": "f"}
        )
        self.category.parent_id = family
        self.assert_stale(
            lambda: self.env["laredoute.listing"]._invalidate_reference(
                family._name, family.ids
            )
        )

    def test_a_mapping_of_its_category(self):
        mapping = self.env["laredoute.category.mapping"].search(
            [("product_category_id", "=", self.product.categ_id.id)]
        )
        self.assertEqual(len(mapping), 1, "the check made it")
        self.assert_stale(
            lambda: mapping.write({"category_id": self.category.id}), other=True
        )
        self.run_flow("check_listings")
        self.assertEqual(self.other.state, "ready")
        mapping.write({"category_id": self.category.id})
        self.assertFalse(self.other.needs_check, "nothing changed")

    def test_a_mapping_of_its_brand(self):
        self.account.write(
            {
                "brand_source": "field",
                "brand_field_id": self.env["ir.model.fields"]
                ._get("product.template", "description_purchase")
                .id,
            }
        )
        self.product.write(
            {"description_purchase": "Maison Lumière", "laredoute_brand_id": False}
        )
        self.run_flow("check_listings")
        self.assertEqual(self.listing.state, "blocked")
        mapping = self.env["laredoute.brand.mapping"].search(
            [("name", "=", "Maison Lumière")]
        )
        self.assert_stale(lambda: mapping.write({"brand_id": self.brand.id}))
        self.run_flow("check_listings")
        self.assertEqual(
            (self.listing.state, self.listing.brand_id), ("ready", self.brand)
        )
        self.assert_stale(lambda: self.product.write({"description_purchase": "Autre"}))

    # --------------------------------------------------------- prices and settings
    def test_settings_of_the_account(self):
        self.assert_stale(
            lambda: self.account.write({"html_allowed": True}), other=True
        )
        self.run_flow("check_listings")
        self.account.write({"name": "La Redoute"})
        self.assertFalse(self.listing.needs_check)

    def test_a_price_list_line(self):
        pricelist = self.env["product.pricelist"].create({"name": "La Redoute"})
        self.account.pricelist_id = pricelist
        self.run_flow("check_listings")
        values = {
            "pricelist_id": pricelist.id,
            "applied_on": "1_product",
            "product_tmpl_id": self.product.product_tmpl_id.id,
            "compute_price": "fixed",
            "fixed_price": 45.0,
        }
        items = self.env["product.pricelist.item"]
        self.assert_stale(lambda: items.create(values))
        self.run_flow("check_listings")
        self.assert_stale(
            lambda: pricelist.item_ids.write({"fixed_price": 44.0}),
        )
        self.run_flow("check_listings")
        self.assert_stale(pricelist.item_ids.unlink)
        self.run_flow("check_listings")
        items.create(
            values | {"pricelist_id": items.pricelist_id.create({"name": "X"}).id}
        )
        self.assertFalse(self.listing.needs_check, "a list nobody sells by")

    def test_a_tax(self):
        tax = self.product.taxes_id[:1].copy({"name": "TVA 20 % copie"})
        self.product.taxes_id = tax
        self.run_flow("check_listings")
        self.assert_stale(lambda: tax.write({"amount": 5.5}))

    # ----------------------------------------------------------------- uniqueness
    def test_a_duplicate_is_free_once_the_other_changed_its_code(self):
        self.product.default_code = "JUMEAU"
        duplicate = self.make_listing(self.make_product(default_code="JUMEAU"))
        self.run_flow("check_listings")
        self.assertEqual((self.listing.state, duplicate.state), ("blocked", "blocked"))
        self.product.default_code = "UNIQUE"
        self.run_flow("check_listings")
        self.assertEqual((self.listing.state, duplicate.state), ("ready", "ready"))

    def test_a_transaction_that_changes_much_wakes_the_check_once(self):
        self.env.cr.flush()
        self.forget_wakes("check_listings")
        for number in range(20):
            self.product.lst_price = 60 + number
            self.env.flush_all()
        self.env.cr.flush()
        self.assertEqual(len(self.wakes("check_listings")), 1)
