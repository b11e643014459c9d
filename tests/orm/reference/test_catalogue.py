# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Lists and mappings of two catalogues: the same codes, nothing mixed up."""

from unittest.mock import patch

from lxml import etree
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.laredoute_connector.models.mapping.find import find_to_map
from odoo.addons.laredoute_connector.models.reference.catalogue import SEVERAL

from .reference_case import ReferenceCase

BRANDS = "code;marque\n9301;A\n9302;B\n"
CATEGORIES = "code;label;level;parent\nF910;Mode;F;\nS91001;Robes;S;F910\n"
ATTRIBUTES = """categorie;attribut;libellé attribut;requis;contraint
S91001;A9301;Taille femme;1;1
S91001;A9210;Composition;0;0
"""
VALUES = "attribut;code valeur;valeur\nA9301;V930100;34\nA9301;V930101;36\n"


@tagged("standard", "post_install", "-at_install")
class TestOneCatalogue(ReferenceCase):
    def test_everything_is_in_the_platforms_catalogue(self):
        catalogue = self.env["laredoute.catalogue"]._of_platform(self.account.platform)
        self.assertEqual(self.account.catalogue_id, catalogue)
        self.assertEqual(self.brand.catalogue_id, catalogue)
        self.assertIn(self.account, catalogue.account_ids)

    def test_people_see_nothing_of_it(self):
        user = new_test_user(
            self.env, "lists_user", "laredoute_connector.group_laredoute_user"
        )
        self.assertFalse(user.has_group(SEVERAL))
        self.assertEqual(
            self.brand.with_user(user).display_name, "Maison Lumière (9001)"
        )
        manager = new_test_user(
            self.env, "lists_manager", "laredoute_connector.group_laredoute_manager"
        )
        for model in ("brand", "category", "brand.mapping", "reference.import"):
            for kind in ("list", "search", "form"):
                views = self.env[f"laredoute.{model}"].with_user(manager)
                arch = etree.fromstring(views.get_view(view_type=kind)["arch"])
                shown = arch.xpath(
                    "//*[@name='catalogue_id' or @name='group_catalogue']"
                    "[not(@invisible='True' or @column_invisible='True')]"
                )
                self.assertFalse(shown, (model, kind))

    def test_only_managers_write(self):
        user = new_test_user(
            self.env, "lists_user", "laredoute_connector.group_laredoute_user"
        )
        catalogue = self.account.catalogue_id.with_user(user)
        self.assertTrue(catalogue.name)
        with self.assertRaises(AccessError):
            catalogue.name = "X"
        with self.assertRaises(AccessError):
            catalogue.create({"name": "X"})

    def test_a_platform_without_catalogue_gets_one(self):
        catalogues = self.env["laredoute.catalogue"]
        platforms = [("sellr", "Sell-R (V2)"), ("other", "Another")]
        with patch.object(
            type(catalogues), "_selection_platform", lambda _self: platforms
        ):
            made = catalogues._of_platform("other")
            self.assertEqual((made.name, made.platform), ("Another", "other"))
            self.assertEqual(catalogues._of_platform("other"), made)
        self.assertEqual(
            catalogues._of_platform(self.account.platform), self.account.catalogue_id
        )


@tagged("standard", "post_install", "-at_install")
class TestTwoCatalogues(ReferenceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls.account.catalogue_id
        cls.second = cls.env["laredoute.catalogue"].create({"name": "La Brand"})
        cls.other_account = cls.account.copy(
            {"name": "La Brand", "catalogue_id": cls.second.id, "phase": "testing"}
        )
        cls.other_category = cls.category.copy({"catalogue_id": cls.second.id})
        cls.other_brand = cls.brand.copy({"catalogue_id": cls.second.id})

    def found(self, model, code, catalogue=None):
        return (
            super().found(model, code)._of_catalogue(catalogue)
            if catalogue
            else super().found(model, code)
        )

    def import_into(self, catalogue, content, **values):
        return self.import_list(content, catalogue_id=catalogue.id, **values)

    def listings(self, **values):
        """A product listed on both accounts, and checked: its two listings."""
        product = self.make_product(**values)
        listings = self.make_listing(product)
        listings += self.make_listing(product, account_id=self.other_account.id)
        self.run_flow("check_listings")
        return listings

    def codes(self, listing):
        return set(listing.finding_ids.mapped("code"))

    # --------------------------------------------------------------------- lists
    def test_the_same_codes_once_each(self):
        self.assertEqual(self.other_brand.code, self.brand.code)
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.other_brand.copy({"catalogue_id": self.second.id})

    def test_a_catalogue_must_be_selected_where_there_are_several(self):
        self.assertFalse(self.env["laredoute.catalogue"]._only())
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.env["laredoute.brand"].create({"code": "1", "name": "A"})

    def test_what_belongs_together_shares_it(self):
        child = self.env["laredoute.category"].create(
            {"code": "S9", "name": "Robes", "parent_id": self.other_category.id}
        )
        self.assertEqual(child.catalogue_id, self.second)
        with self.assertRaisesRegex(ValidationError, "of the catalogue"):
            child.parent_id = self.category
        mappings = self.env["laredoute.brand.mapping"]
        mapping = mappings._of_sources(self.first, {"Maison"})["Maison"]
        with self.assertRaisesRegex(ValidationError, "of the catalogue"):
            mapping.brand_id = self.other_brand

    def test_a_catalogue_in_use_is_not_deleted(self):
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.second.unlink()

    def test_columns_and_filters_appear_and_go(self):
        user = new_test_user(
            self.env, "lists_user", "laredoute_connector.group_laredoute_user"
        )
        self.assertTrue(user.has_group(SEVERAL))
        brands = self.env["laredoute.brand"].with_user(user)
        self.assertIn("catalogue_id", brands.get_view(view_type="list")["arch"])
        self.assertIn("catalogue_id", brands.get_view(view_type="search")["arch"])
        self.assertEqual(
            self.other_brand.with_user(user).display_name,
            "Maison Lumière (9001) – La Brand",
        )
        third = self.env["laredoute.catalogue"].create({"name": "Third"})
        third.unlink()
        self.assertTrue(user.has_group(SEVERAL))
        self.other_account.unlink()
        self.other_brand.unlink()
        self.other_category.unlink()
        self.second.unlink()
        self.assertFalse(user.has_group(SEVERAL))

    # ------------------------------------------------------------------- imports
    def test_an_import_into_one_leaves_the_other(self):
        self.import_into(self.first, BRANDS)
        one = self.import_into(self.second, BRANDS)
        self.assertEqual(self.counts(one), (2, 0, 0, 1, 0))
        self.assertTrue(self.other_brand.retired)
        first, second = (
            self.found("brand", "9301", catalogue)
            for catalogue in (self.first, self.second)
        )
        one = self.import_into(self.second, "code;marque\n9301;A2\n", whole_list=False)
        self.assertEqual(self.counts(one), (0, 1, 0, 0, 0))
        self.assertEqual((first.name, second.name), ("A", "A2"))
        one = self.import_into(self.second, "code;marque\n9302;B\n")
        self.assertEqual(self.counts(one), (0, 0, 1, 1, 0))
        self.assertEqual((first.retired, second.retired), (False, True))

    def test_references_are_looked_up_in_the_catalogue(self):
        for content in (CATEGORIES, ATTRIBUTES, VALUES):
            self.import_into(self.first, content)
        one = self.upload(ATTRIBUTES, catalogue_id=self.second.id)
        self.assertEqual(
            {reason for _line, reason in self.reasons(one)}, {"unknown_category"}
        )
        for content in (CATEGORIES, ATTRIBUTES, VALUES):
            self.import_into(self.second, content)
        for catalogue in (self.first, self.second):
            size = self.found("attribute", "A9301", catalogue)
            self.assertEqual(size.value_ids.mapped("name"), ["34", "36"])
            lines = size.category_line_ids
            self.assertEqual(lines.catalogue_id, catalogue)
            self.assertEqual(lines.category_id.catalogue_id, catalogue)
            self.assertEqual(size.value_ids.catalogue_id, catalogue)
        self.import_into(self.second, "\n".join(ATTRIBUTES.splitlines()[:2]))
        self.import_into(self.second, "\n".join(VALUES.splitlines()[:2]))
        for model, code in (("attribute", "A9210"), ("attribute.value", "V930101")):
            self.assertFalse(self.found(model, code, self.first).retired)
            self.assertTrue(self.found(model, code, self.second).retired)

    def test_a_file_by_ean_takes_the_catalogues_attributes(self):
        for content in (CATEGORIES, ATTRIBUTES, VALUES):
            self.import_into(self.first, content)
        product = self.make_product(laredoute_category_id=False)
        header = (
            "client_id;feed_id;categorie_id;attribut_code;value_code;valeur_perso;ean"
        )
        content = f"{header}\n1;2;S91001;A9301;V930100;;{product.barcode}\n"
        one = self.upload(content, catalogue_id=self.second.id)
        self.assertEqual(self.reasons(one), [(2, "unknown_attribute_code")])
        self.import_into(self.first, content)
        lines = self.env["laredoute.product.attribute"].search(
            [("product_id", "=", product.id)]
        )
        self.assertEqual(lines.value_id.catalogue_id, self.first)

    def test_another_catalogue_reads_the_file_again(self):
        one = self.upload(BRANDS, catalogue_id=self.first.id)
        one.catalogue_id = self.second
        self.assertEqual(one.state, "draft")

    # ------------------------------------------------------------------ mappings
    def test_a_mapping_says_nothing_for_the_other_catalogue(self):
        odoo_category = self.env["product.category"].create({"name": "Robe"})
        (self.account + self.other_account).write({"brand_source": "category"})
        mine, other = self.listings(
            categ_id=odoo_category.id,
            laredoute_category_id=False,
            laredoute_brand_id=False,
        )
        categories = self.env["laredoute.category.mapping"].search(
            [("product_category_id", "=", odoo_category.id)]
        )
        self.assertEqual(categories.catalogue_id, self.first + self.second)
        self.assertEqual(
            {each.proposal_id for each in categories},
            {self.category, self.other_category},
        )
        categories._of_catalogue(self.first).action_confirm()
        brands = self.env["laredoute.brand.mapping"].search([("name", "=", "Robe")])
        brands._of_catalogue(self.second).brand_id = self.other_brand
        self.run_flow("check_listings")
        self.assertEqual(mine.category_id, self.category)
        self.assertNotIn("category_unmapped", self.codes(mine))
        self.assertIn("brand_unmapped", self.codes(mine))
        self.assertFalse(other.category_id)
        self.assertIn("category_unmapped", self.codes(other))
        self.assertEqual(other.brand_id, self.other_brand)

    def test_only_the_listings_of_the_catalogue_are_checked_again(self):
        odoo_category = self.env["product.category"].create({"name": "Jupe"})
        mine, other = self.listings(categ_id=odoo_category.id)
        mapping = self.env["laredoute.category.mapping"]._of_sources(
            self.second, odoo_category
        )[odoo_category.id]
        self.assertFalse(mine.needs_check or other.needs_check)
        mapping.category_id = self.other_category
        self.assertFalse(mine.needs_check)
        self.assertTrue(other.needs_check)

    def test_values_are_mapped_for_each_catalogue(self):
        for catalogue in (self.first, self.second):
            for content in (CATEGORIES, ATTRIBUTES, VALUES):
                self.import_into(catalogue, content)
        size = self.env["product.attribute"].create(
            {"name": "Taille", "value_ids": [(0, 0, {"name": "34"})]}
        )
        line = {"attribute_id": size.id, "value_ids": [(6, 0, size.value_ids.ids)]}
        product = self.make_product(
            laredoute_category_id=False,
            categ_id=self.env["product.category"].create({"name": "Robes"}).id,
            attribute_line_ids=[(0, 0, line)],
        )
        for catalogue in (self.first, self.second):
            mapping = self.env["laredoute.category.mapping"]._of_sources(
                catalogue, product.categ_id
            )[product.categ_id.id]
            mapping.category_id = self.found("category", "S91001", catalogue)
        self.assertTrue(any(find_to_map(self.env)))
        mappings = size.value_ids.laredoute_mapping_ids
        self.assertEqual(mappings.catalogue_id, self.first + self.second)
        for mapping in mappings:
            self.assertEqual(mapping.proposal_id.name, "34")
            self.assertEqual(mapping.proposal_id.catalogue_id, mapping.catalogue_id)
        self.assertFalse(any(find_to_map(self.env)))
        # and each category requests its own attribute of the product
        product.product_tmpl_id.laredoute_label = True
        self.assertEqual(
            product.product_tmpl_id.laredoute_line_ids.attribute_id,
            self.found("attribute", "A9210"),
        )

    def test_a_new_list_proposes_again_in_its_catalogue_alone(self):
        mappings = self.env["laredoute.brand.mapping"]
        rows = [
            mappings._of_sources(catalogue, {"Nouvelle"})["Nouvelle"]
            for catalogue in (self.first, self.second)
        ]
        content = "code;marque\n9400;Nouvelle\n"
        self.import_into(self.second, content, whole_list=False)
        self.assertEqual([row.state for row in rows], ["missing", "proposed"])

    # ------------------------------------------------------- what products say
    def test_what_a_product_says_counts_in_its_catalogue_alone(self):
        odoo_category = self.env["product.category"].create({"name": "Hauts"})
        mine, other = self.listings(categ_id=odoo_category.id)
        self.assertEqual((mine.category_id, mine.brand_id), (self.category, self.brand))
        self.assertFalse(other.category_id or other.brand_id)
        self.assertFalse(self.codes(mine) & {"category_missing", "brand_missing"})
        self.assertTrue(
            self.codes(other) & {"category_missing", "category_unmapped"},
            self.codes(other),
        )
        mapping = self.env["laredoute.category.mapping"]._of_sources(
            self.second, odoo_category
        )[odoo_category.id]
        mapping.category_id = self.other_category
        self.run_flow("check_listings")
        self.assertEqual(mine.category_id, self.category)
        self.assertEqual(other.category_id, self.other_category)

    def test_an_account_that_changes_its_catalogue_is_checked_again(self):
        mine, other = self.listings()
        self.account.catalogue_id = self.second
        self.assertTrue(mine.needs_check)
        self.assertFalse(other.needs_check)
        self.run_flow("check_listings")
        self.assertFalse(mine.category_id)
