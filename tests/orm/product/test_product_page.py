# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the product's La Redoute page shows, and what the preview says."""

from odoo.tests import Form, new_test_user, tagged

from ..common import LaredouteCase, make_ean


@tagged("standard", "post_install", "-at_install")
class TestProductPage(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.product = self.make_product()
        self.template = self.product.product_tmpl_id
        self.env["res.lang"]._activate_lang("fr_FR")

    def make_declinations(self, *sizes):
        """A product with sizes whose mapping is confirmed for the first one only."""
        self.size = self.env["laredoute.attribute"].create(
            {"code": "A9001", "name": "Taille", "usage": "size"}
        )
        self.env["laredoute.category.attribute"].create(
            {
                "category_id": self.category.id,
                "attribute_id": self.size.id,
                "required": True,
                "constrained": True,
            }
        )
        self.large = self.env["laredoute.attribute.value"].create(
            {"attribute_id": self.size.id, "code": "V1", "name": "38/40"}
        )
        attribute = self.env["product.attribute"].create({"name": "Taille"})
        values = self.env["product.attribute.value"].create(
            [{"name": size, "attribute_id": attribute.id} for size in sizes]
        )
        self.env["laredoute.value.mapping"].create(
            {
                "product_value_id": values[0].id,
                "attribute_id": self.size.id,
                "value_id": self.large.id,
            }
        )
        template = self.env["product.template"].create(
            {
                "name": "Robe Portefeuille",
                "description_sale": "Robe portefeuille en lin.",
                "laredoute_category_id": self.category.id,
                "laredoute_brand_id": self.brand.id,
                "image_1920": self.product.image_1920,
                "is_storable": True,
                "attribute_line_ids": [
                    (0, 0, {"attribute_id": attribute.id, "value_ids": values.ids})
                ],
            }
        )
        for number, variant in enumerate(template.product_variant_ids, start=1):
            variant.write(
                {"barcode": make_ean(800 + number), "default_code": f"RP-{number}"}
            )
            self.set_stock(variant, 5)
        return template

    # -------------------------------------------------------------------- texts
    def test_french_texts_are_shown_whatever_the_language(self):
        self.template.name = "Flowered Dress"
        self.template.with_context(lang="fr_FR").name = "Robe fleurie"
        english = self.template.with_context(lang="en_US")
        self.assertEqual(english.laredoute_title_default, "Robe fleurie")

    def test_an_override_is_the_same_in_every_language(self):
        self.template.with_context(lang="en_US").laredoute_title = "Robe À Pois"
        french = self.template.with_context(lang="fr_FR")
        self.assertEqual(french._laredoute_title(), "Robe À Pois")

    # ---------------------------------------------------------------- what counts
    def test_the_category_of_the_mapping_counts_until_overridden(self):
        odoo_category = self.env["product.category"].create({"name": "Robes"})
        self.template.write(
            {"laredoute_category_id": False, "categ_id": odoo_category.id}
        )
        self.assertFalse(self.template.laredoute_category_effective_id)
        mapping = self.env["laredoute.category.mapping"].create(
            {
                "product_category_id": odoo_category.id,
                "category_id": self.category.id,
            }
        )
        self.template.invalidate_recordset()
        self.assertEqual(self.template.laredoute_category_effective_id, self.category)
        self.assertEqual(self.template.laredoute_category_mapping_id, mapping)
        other = self.category.create({"code": "S9002", "name": "Jupes", "level": "s"})
        self.template.laredoute_category_id = other
        self.assertEqual(self.template.laredoute_category_effective_id, other)

    def test_opening_the_page_writes_nothing(self):
        self.template.laredoute_category_id = False
        mappings = self.env["laredoute.category.mapping"].search_count([])
        images = self.env["laredoute.image"].search_count([])
        self.template.read(["laredoute_category_effective_id", "laredoute_mapped"])
        self.assertEqual(
            self.env["laredoute.category.mapping"].search_count([]), mappings
        )
        self.assertEqual(self.env["laredoute.image"].search_count([]), images)

    def test_a_line_shows_what_the_mapping_gives(self):
        template = self.make_declinations("38", "40")
        line = self.env["laredoute.product.attribute"].create(
            {"product_tmpl_id": template.id, "attribute_id": self.size.id}
        )
        self.assertEqual(line.from_mapping, "38/40")
        first, second = template.product_variant_ids
        self.assertIn("38/40", first.laredoute_attributes)
        self.assertNotIn("text-danger", first.laredoute_attributes)
        self.assertIn("text-danger", second.laredoute_attributes)

    def test_the_page_says_what_can_no_longer_change(self):
        self.assertFalse(self.template.laredoute_sent_note)
        listing = self.make_listing(self.product)
        self.make_live(listing)
        note = self.template.laredoute_sent_note
        self.assertIn(self.product.barcode, note)
        self.assertIn(self.product.default_code, note)
        self.assertIn("single product", note)

    def test_the_note_follows_what_la_redoute_holds(self):
        listing = self.make_listing(self.product)
        sent = {"sent_at": "2026-11-20 08:00:00", "ean": "3700000000001"}
        listing.write({**sent, "sku": "ROBE-A", "codes_free": False})
        pages = (
            (listing, "sent_note"),
            *((each, "laredoute_sent_note") for each in (self.product, self.template)),
        )

        def notes():
            return [record[name] for record, name in pages]

        for change, said in (({}, "ROBE-A"), ({"sku": "ROBE-B"}, "ROBE-B")):
            listing.write(change)
            for note in notes():
                self.assertIn(said, note)
        listing.codes_free = True
        self.assertEqual(notes(), [False] * 3, "nothing of it is known there")

    def test_what_holds_it_back_follows_its_reasons(self):
        listing = self.make_listing(self.product)
        self.assertFalse(listing.problem)
        listing.warning = "Image manquante"
        self.assertEqual(listing.problem, "Image manquante")
        finding = self.env["laredoute.finding"].create(
            {
                "listing_id": listing.id,
                "code": "title_html",
                "severity": "error",
                "arguments": {"found": "<b>"},
            }
        )
        self.assertIn("<b>", listing.problem)
        finding.arguments = {"found": "<i>"}
        self.assertIn("<i>", listing.problem)

    def test_what_a_retired_line_requested_counts_no_more(self):
        attribute = self.env["laredoute.attribute"].create(
            {"code": "A0888", "name": "Longueur"}
        )
        requested = self.env["laredoute.category.attribute"].create(
            {
                "category_id": self.category.id,
                "attribute_id": attribute.id,
                "required": True,
            }
        )
        line = self.env["laredoute.product.attribute"].new(
            {"product_tmpl_id": self.template.id, "attribute_id": attribute.id}
        )
        for retired in (requested, attribute):
            with self.subTest(retired._name):
                line._onchange_attribute_id()
                self.assertTrue(line.required)
                retired.retired = True
                line._onchange_attribute_id()
                self.assertFalse(line.required)
                retired.retired = False

    def test_alike_findings_of_variants_are_shown_once(self):
        template = self.make_declinations("38", "40")
        template.with_context(lang="fr_FR").name = "robe"
        for variant in template.product_variant_ids:
            self.make_listing(variant)
        self.run_flow("check_listings")
        shown = {
            each.code: each.for_variants for each in template.laredoute_problem_ids
        }
        self.assertEqual(shown["title_without_capital"], "All")
        self.assertEqual(len(template.laredoute_problem_ids), len(shown))
        self.assertEqual(shown["size_missing"], "40")

    def test_both_forms_open(self):
        manager = new_test_user(
            self.env,
            "gestionnaire",
            groups="product.group_product_manager,"
            "laredoute_connector.group_laredoute_manager",
        )
        with Form(self.template.with_user(manager)) as form:
            form.laredoute_title = "Robe Fleurie"
        self.assertEqual(self.template.laredoute_title, "Robe Fleurie")
        with Form(self.product.with_user(manager)) as form:
            form.laredoute_description = "Une robe."
        self.assertEqual(self.template.laredoute_description, "Une robe.")

    def test_the_page_costs_few_queries(self):
        self.make_listing(self.product)
        self.run_flow("check_listings")
        names = [
            "laredoute_category_effective_id",
            "laredoute_brand_effective_id",
            "laredoute_mapped",
            "laredoute_sent_note",
            "laredoute_problem_ids",
        ]
        self.template.read(["name"])
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(20):
            self.template.read(names)

    # ------------------------------------------------------------------ preview
    def preview(self, products, **values):
        action = self.env["laredoute.preview"]._open(products, **values)
        return self.env["laredoute.preview"].browse(action["res_id"])

    def test_the_preview_of_a_product_not_listed_leaves_nothing(self):
        listings = self.env["laredoute.listing"].search_count([])
        preview = self.preview(self.product)
        self.assertIn(self.product.barcode, preview.content)
        price = self.account.currency_id.format(60)
        self.assertIn(price, preview.content, "50 € without VAT at 20 %")
        self.assertIn("S9001", preview.content)
        self.assertIn("Will be sent: new", preview.content)
        self.env.invalidate_all()
        self.assertEqual(self.env["laredoute.listing"].search_count([]), listings)
        self.assertFalse(self.template.laredoute_label)

    def test_the_preview_shows_the_images_that_are_sent(self):
        content = self.preview(self.product).content
        listing = self.make_listing(self.product)
        self.run_flow("check_listings", "send_products")
        (record,) = self.market.sent("products")
        self.assertEqual(listing.state, "sent")
        self.assertIn(record.images[0].url, content)

    def test_the_preview_says_what_the_next_file_holds(self):
        listing = self.make_listing(self.product)
        self.run_flow("check_listings", "send_products")
        self.assertIn("Same as last sent", self.preview(self.product).content)
        self.template.laredoute_title = "Robe Nouvelle"
        self.assertIn("Will be sent: changed", self.preview(self.product).content)
        self.assertTrue(listing.needs_check, "looking is no check")

    def test_the_preview_shows_the_parent_and_what_is_missing(self):
        template = self.make_declinations("38", "40")
        content = self.preview(template.product_variant_ids).content
        self.assertIn(f"LR{template.id:06d}", content)
        self.assertIn("Parent", content)
        self.assertIn("Held back", content)
        self.assertIn("38/40", content)
        self.assertFalse(template.laredoute_parent_sku, "looking gives no reference")
        self.template.image_1920 = False
        self.assertIn("No image", self.preview(self.product).content)

    def test_another_account_is_a_click_away(self):
        second = self.account.copy({"name": "La Brand Boutique", "phase": "testing"})
        preview = self.preview(self.product)
        self.assertIn(second, preview.account_ids)
        second.shipment_delay = 9
        preview.account_id = second
        self.assertIn("leaves within 9 days", preview.content)

    def test_support_sees_the_file_and_users_do_not(self):
        manager = new_test_user(
            self.env, "chef", groups="laredoute_connector.group_laredoute_manager"
        )
        user = new_test_user(
            self.env, "lecteur", groups="laredoute_connector.group_laredoute_user"
        )
        preview = self.env["laredoute.preview"]
        for person, sees in ((manager, True), (user, False)):
            action = preview.with_user(person)._open(self.product.with_user(person))
            content = preview.browse(action["res_id"]).content
            self.assertEqual("<details" in content, sees, person.login)

    def test_another_company_sees_no_preview(self):
        company = self.env["res.company"].create({"name": "Autre"})
        stranger = new_test_user(
            self.env,
            "etranger",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
            groups="laredoute_connector.group_laredoute_user",
        )
        with self.assertRaises(Exception):  # noqa: B017
            self.env["laredoute.preview"].with_user(stranger)._open(
                self.product.with_user(stranger)
            )
