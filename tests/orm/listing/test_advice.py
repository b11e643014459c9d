# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the database feeds to the rules that advise, and how their findings end."""

from odoo import Command
from odoo.tests import tagged

from ..common import LaredouteCase, make_ean

FRENCH = "fr_FR"


@tagged("standard", "post_install", "-at_install")
class TestAdvice(LaredouteCase):
    def codes(self, listing):
        self.run_flow("check_listings")
        return set(listing.finding_ids.mapped("code"))

    def finding(self, listing, code):
        return listing.finding_ids.filtered(lambda each: each.code == code)

    # ----------------------------------------------------------------------- taxes
    def tax(self, amount, **values):
        return self.env["account.tax"].create(
            {
                "name": f"VAT {amount} {values}",
                "amount": amount,
                "amount_type": "percent",
                "type_tax_use": "sale",
                "company_id": self.company.id,
                **values,
            }
        )

    def test_f_two_vat_rates_on_one_product(self):
        listing = self.make_listing()
        taxes = self.tax(20.0) + self.tax(5.5)
        listing.product_id.taxes_id = taxes
        self.assertEqual(self.codes(listing), {"vat_several"})
        (finding,) = listing.finding_ids
        self.assertEqual(finding.arguments["rates"], "5.5 / 20")
        self.assertIn("5.5 / 20 %", finding.with_context(lang="en_US").message)
        self.env["res.lang"]._activate_lang(FRENCH)
        self.assertIn("5,5 / 20 %", finding.with_context(lang=FRENCH).message)
        self.assertEqual(listing.state, "ready", "it only warns")
        self.assertEqual(finding.action_fix()["res_model"], "product.template")
        taxes[1].amount = 20.0
        self.assertFalse(self.codes(listing), "two of one rate are one rate")

    def test_f_an_eco_tax_in_euros_is_no_vat(self):
        listing = self.make_listing()
        fixed = self.tax(0.12, amount_type="fixed")
        listing.product_id.taxes_id = self.tax(20.0) + fixed
        self.assertFalse(self.codes(listing))
        listing.product_id.taxes_id = fixed
        self.assertIn("vat_missing", self.codes(listing))

    # ------------------------------------------------------------------------ texts
    def test_f_texts_that_were_never_translated(self):
        self.env["res.lang"]._activate_lang(FRENCH)
        product = self.make_product(
            name="Long Dress", description_sale="A dress with flowers, 100 % viscose."
        )
        listing, template = self.make_listing(product), product.product_tmpl_id
        both = {"title_untranslated", "description_untranslated"}
        self.assertEqual(self.codes(listing), both)
        self.assertEqual(listing.state, "ready", "it only warns")
        template.laredoute_title = "Robe Longue"
        self.assertEqual(self.codes(listing), {"description_untranslated"})
        french = template.with_context(lang=FRENCH)
        french.description_sale = "Long et fluide, 100 % viscose."
        self.assertFalse(self.codes(listing))
        template.laredoute_title = False
        self.assertEqual(self.codes(listing), {"title_untranslated"})
        french.name = "Robe Maxi"
        self.assertFalse(self.codes(listing))

    def test_f_french_that_odoo_takes_for_english_is_french(self):
        self.env["res.lang"]._activate_lang(FRENCH)
        product = self.make_product(
            name="Robe Longue", description_sale="Robe à fleurs, 100 % viscose."
        )
        self.assertFalse(self.codes(self.make_listing(product)))

    def test_f_title_and_composition(self):
        product = self.make_product(
            name="ROBE MAISON LUMIÈRE", description_sale="Une robe en ligne A."
        )
        listing = self.make_listing(product)
        self.assertEqual(
            self.codes(listing),
            {"title_capitals", "title_repeats", "composition_missing"},
        )
        self.assertIn("Maison Lumière", self.finding(listing, "title_repeats").message)
        product.description_sale = "Une robe. Composition : 100 % cotton."
        self.assertIn("composition_english", self.codes(listing))
        message = self.finding(listing, "composition_english").message
        self.assertIn("100 % cotton", message)

    # ------------------------------------------------------------------------ brand
    def test_f_a_brand_that_changed_is_said_until_la_redoute_took_the_new_one(self):
        listing = self.make_listing()
        self.make_live(listing)
        self.assertEqual(listing.brand_taken, self.brand.code)
        other = self.brand.create({"code": "9002", "name": "Petite Lune"})
        listing.product_id.laredoute_brand_id = other
        self.assertEqual(self.codes(listing), {"brand_changed"})
        finding = self.finding(listing, "brand_changed")
        self.assertEqual(finding.arguments, {"brand": "9002", "sent": self.brand.code})
        self.run_flow("send_products")
        self.assertEqual(self.codes(listing), {"brand_changed"}, "no answer yet")
        self.report("products", listing.product_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.assertFalse(self.codes(listing))

    # ----------------------------------------------------------------------- images
    def test_f_images_that_only_our_own_network_reaches(self):
        listing = self.make_listing()
        self.account.image_domain = "http://localhost:8069"
        self.assertFalse(self.codes(listing), "the simulator reaches it")
        self.account.write({"environment": "live", "offer_interval": 60})
        self.assertEqual(self.codes(listing), {"image_host_private"})
        self.assertEqual(listing.state, "blocked")
        (finding,) = listing.finding_ids
        self.assertIn("“localhost”", finding.message)
        self.assertEqual(finding.action_fix()["res_model"], "laredoute.account")
        self.account.image_domain = "https://images.shop-fr.com"
        self.assertFalse(self.codes(listing))
        self.assertEqual(listing.state, "ready")


@tagged("standard", "post_install", "-at_install")
class TestSameDeclination(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.size = self.request("A0801", "Taille", "size", ["38", "40"])
        self.colour = self.request("A0802", "Couleur", "colour", ["bleu"])
        self.odoo_size = self.env["product.attribute"].create(
            {
                "name": "Taille",
                "value_ids": [
                    Command.create({"name": name}) for name in ("38", "T38", "40")
                ],
            }
        )
        self.template = self.make_template()
        self.listings = self.env["laredoute.listing"].create(
            [
                {"account_id": self.account.id, "product_id": product.id}
                for product in self.template.product_variant_ids
            ]
        )
        self.one, self.other, self.third = self.listings
        self.run_flow("check_listings")
        for name, target in (("38", 0), ("T38", 0), ("40", 1)):
            self.map(name, self.size.value_ids[target])

    def request(self, code, name, usage, values):
        attribute = self.env["laredoute.attribute"].create(
            {
                "code": code,
                "name": name,
                "usage": usage,
                "value_ids": [
                    Command.create({"code": f"V{code[1:]}{number}", "name": value})
                    for number, value in enumerate(values)
                ],
            }
        )
        self.env["laredoute.category.attribute"].create(
            {
                "category_id": self.category.id,
                "attribute_id": attribute.id,
                "constrained": True,
            }
        )
        return attribute

    def make_template(self):
        template = self.env["product.template"].create(
            {
                "name": "Robe Trapèze",
                "description_sale": "Robe courte, 100 % lin.",
                "is_storable": True,
                "list_price": 40,
                "image_1920": self.make_product().image_1920,
                "laredoute_category_id": self.category.id,
                "laredoute_brand_id": self.brand.id,
                "attribute_line_ids": [
                    Command.create(
                        {
                            "attribute_id": self.odoo_size.id,
                            "value_ids": [Command.set(self.odoo_size.value_ids.ids)],
                        }
                    )
                ],
            }
        )
        for number, variant in enumerate(template.product_variant_ids):
            variant.write(
                {
                    "barcode": make_ean(50000 + variant.id),
                    "default_code": f"RT-{number}",
                }
            )
        return template

    def map(self, name, target):
        value = self.odoo_size.value_ids.filtered(lambda each: each.name == name)
        mappings = self.env["laredoute.value.mapping"]
        key = value.id, self.size.id
        mapping = mappings._of_sources(self.account.catalogue_id, {key})[key]
        mapping.value_id = target

    def alike(self):
        """{listing: the other's reference} of those found alike, after the checks."""
        self.run_flow("check_listings", "check_listings")
        listings = self.listings.exists().filtered("product_id")
        found = listings.finding_ids.filtered(
            lambda each: each.code == "declination_same"
        )
        return {each.listing_id: each.arguments["other"] for each in found}

    def test_f_two_declinations_of_one_size_are_both_said(self):
        self.assertEqual(self.alike(), {self.one: "RT-1", self.other: "RT-0"})
        finding = self.one.finding_ids.filtered(
            lambda each: each.code == "declination_same"
        )
        self.assertEqual(finding.severity, "warning")
        self.assertIn("RT-1", finding.message)
        self.assertIn("38", finding.message)
        self.assertIn("colour_missing", self.one.finding_ids.mapped("code"))

    def test_f_both_are_fine_once_one_of_them_changes(self):
        self.assertTrue(self.alike())
        # the third's listing alone is stale by this
        self.map("T38", self.size.value_ids[1])
        self.assertEqual(self.alike(), {self.other: "RT-2", self.third: "RT-1"})

    def test_f_whoever_is_alone_again_is_fine(self):
        ways = {
            "archived": lambda: self.other.product_id.write({"active": False}),
            "ended": self.other.action_end,
            "deleted": self.other.product_id.unlink,
        }
        for name, way in ways.items():
            with self.subTest(name):
                self.assertIn(self.one, self.alike())
                savepoint = self.env.cr.savepoint()
                way()
                self.assertEqual(self.alike(), {})
                savepoint.close(rollback=True)
                self.env.invalidate_all()

    def test_f_a_colour_of_its_own_distinguishes(self):
        self.env["laredoute.product.attribute"].create(
            {
                "product_tmpl_id": self.template.id,
                "product_id": self.other.product_id.id,
                "attribute_id": self.colour.id,
                "value_id": self.colour.value_ids.id,
            }
        )
        self.assertEqual(self.alike(), {})

    def test_f_declinations_of_two_products_are_not_compared(self):
        second = self.make_template()
        listing = self.make_listing(second.product_variant_ids[2])
        self.listings |= listing
        self.assertNotIn(listing, self.alike())

    def test_f_what_stays_alike_makes_nothing_stale(self):
        self.alike()
        self.listings[0]._invalidate_these()
        self.run_flow("check_listings")
        self.assertFalse(self.listings.filtered("needs_check"))
