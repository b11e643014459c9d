# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute is sent of a product: its own values, then confirmed mappings."""

from odoo import Command
from odoo.tests import tagged

from ..common import LaredouteCase, make_ean


@tagged("standard", "post_install", "-at_install")
class TestResolve(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.account.testing_limit = 0
        self.size = self.make_attribute("A0801", "Taille", "size", ["38", "40"])
        self.colour = self.make_attribute(
            "A0802", "Couleur", "colour", ["bleu", "rouge"]
        )
        self.commercial = self.make_attribute(
            "A0803", "Couleur commerciale", "commercial_colour", []
        )
        self.material = self.make_attribute("A0804", "Matière", "other", ["lin"])
        for attribute in self.size + self.colour + self.material:
            self.ask(self.category, attribute, constrained=True)
        self.ask(self.category, self.commercial)
        self.odoo_size = self.odoo_attribute("Taille", ["T38", "T40"])
        self.odoo_colour = self.odoo_attribute("Couleur", ["Bleu Nuit"])
        self.template = self.make_template()
        self.variants = self.template.product_variant_ids

    # ------------------------------------------------------------------ building
    def make_attribute(self, code, name, usage, values):
        return self.env["laredoute.attribute"].create(
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

    def ask(self, category, attribute, **flags):
        return self.env["laredoute.category.attribute"].create(
            {"category_id": category.id, "attribute_id": attribute.id, **flags}
        )

    def odoo_attribute(self, name, values):
        return self.env["product.attribute"].create(
            {
                "name": name,
                "value_ids": [Command.create({"name": each}) for each in values],
            }
        )

    def make_template(self, **values):
        template = self.env["product.template"].create(
            {
                "name": "Robe Trapèze",
                "description_sale": "Une robe.",
                "is_storable": True,
                "list_price": 40,
                "image_1920": self.make_product().image_1920,
                "laredoute_category_id": self.category.id,
                "laredoute_brand_id": self.brand.id,
                "laredoute_label": True,
                "attribute_line_ids": [
                    Command.create(
                        {
                            "attribute_id": attribute.id,
                            "value_ids": [Command.set(attribute.value_ids.ids)],
                        }
                    )
                    for attribute in self.odoo_size + self.odoo_colour
                ],
                **values,
            }
        )
        for variant in template.product_variant_ids:
            variant.write(
                {
                    "barcode": make_ean(30000 + variant.id),
                    "default_code": f"RT-{variant.id}",
                }
            )
            self.set_stock(variant, 5)
        return template

    def map(self, value, attribute, target):
        mappings = self.env["laredoute.value.mapping"]
        mapping = mappings._of_sources(
            self.account.catalogue_id, {(value.id, attribute.id)}
        )
        mapping[value.id, attribute.id].value_id = target
        return mapping[value.id, attribute.id]

    def map_all(self):
        for value, target in zip(
            self.odoo_size.value_ids, self.size.value_ids, strict=True
        ):
            self.map(value, self.size, target)
        return self.map(
            self.odoo_colour.value_ids, self.colour, self.colour.value_ids[0]
        )

    def given(self, variant):
        """{attribute code: (label, value code)} of what would go for this variant."""
        self.run_flow("check_listings")
        records = variant.laredoute_listing_ids._product_records()
        (record,) = records.values()
        return {each.code: (each.label, each.value_code) for each in record.attributes}

    # -------------------------------------------------------------------- colours
    def test_the_colour_pair(self):
        mapping = self.map_all()
        given = self.given(self.variants[0])
        self.assertEqual(given["A0801"], ("38", "V08010"))
        self.assertEqual(given["A0802"], ("bleu", "V08020"))
        self.assertEqual(given["A0803"], ("Bleu Nuit", ""), "its name in Odoo")
        mapping.text = "Bleu Minuit"
        self.assertEqual(self.given(self.variants[0])["A0803"], ("Bleu Minuit", ""))

    def test_the_commercial_code_is_that_of_the_category(self):
        self.map_all()
        other = self.make_attribute("A1303", "Coloris", "commercial_colour", [])
        trees = self.env["laredoute.category"].create(
            {"code": "S9002", "name": "Arbre"}
        )
        for attribute in self.colour + self.size:
            self.ask(trees, attribute, constrained=True)
        self.ask(trees, other)
        self.template.laredoute_category_id = trees
        given = self.given(self.variants[0])
        self.assertEqual(given["A1303"], ("Bleu Nuit", ""))
        self.assertNotIn("A0803", given)

    def test_a_colour_without_its_generic_one_is_a_gap(self):
        self.map_all().value_id = False
        self.run_flow("check_listings")
        findings = self.template.laredoute_listing_ids.finding_ids.filtered(
            lambda finding: finding.code == "colour_half"
        )
        self.assertEqual(len(findings), 2)
        mapping = findings.value_mapping_id
        self.assertEqual(mapping.product_value_id, self.odoo_colour.value_ids)

    # ---------------------------------------------------------------- proposals
    def test_a_proposal_counts_for_nothing_until_confirmed(self):
        self.map_all()
        mapping = self.odoo_size.value_ids[0].laredoute_mapping_ids
        mapping.value_id = False
        mapping.proposal_id = self.size.value_ids[0]
        self.assertNotIn("A0801", self.given(self.variants[0]))
        mapping.action_confirm()
        self.assertIn("A0801", self.given(self.variants[0]))

    # ---------------------------------------------------------------- own values
    def test_own_values_win_over_mappings(self):
        self.map_all()
        lines = self.env["laredoute.product.attribute"]
        own = lines.create(
            {
                "product_tmpl_id": self.template.id,
                "attribute_id": self.colour.id,
                "value_id": self.colour.value_ids[1].id,
            }
        )
        for variant in self.variants:
            self.assertEqual(self.given(variant)["A0802"], ("rouge", "V08021"))
        lines.create(
            {
                "product_id": self.variants[0].id,
                "attribute_id": self.colour.id,
                "value_id": self.colour.value_ids[0].id,
            }
        )
        self.assertEqual(self.given(self.variants[0])["A0802"][0], "bleu")
        self.assertEqual(self.given(self.variants[1])["A0802"][0], "rouge")
        own.unlink()
        self.assertEqual(self.given(self.variants[1])["A0802"][0], "bleu", "mapped")

    def test_the_product_s_values_for_all_in_one_action(self):
        self.map_all()
        lines = self.env["laredoute.product.attribute"]
        own = self.template.laredoute_line_ids.filtered(
            lambda line: line.attribute_id == self.material
        ) or lines.create(
            {"product_tmpl_id": self.template.id, "attribute_id": self.material.id}
        )
        own.value_id = self.material.value_ids
        lines.create(
            {"product_id": self.variants[0].id, "attribute_id": self.material.id}
        )
        self.template.action_laredoute_apply_to_variants()
        self.assertFalse(self.variants.laredoute_line_ids)
        for variant in self.variants:
            self.assertEqual(self.given(variant)["A0804"][0], "lin")

    # --------------------------------------------------------- families, categories
    def test_the_family_asks_too(self):
        self.map_all()
        family = self.env["laredoute.category"].create(
            {"code": "F901", "name": "Mode", "level": "f"}
        )
        season = self.make_attribute("A0810", "Saison", "other", ["été"])
        self.ask(family, season, required=True, constrained=True)
        self.category.parent_id = family
        self.env["laredoute.listing"]._invalidate_reference(family._name, family.ids)
        self.run_flow("check_listings")
        listings = self.template.laredoute_listing_ids
        self.assertEqual(set(listings.mapped("state")), {"blocked"})
        finding = listings[0].finding_ids.filtered(
            lambda finding: finding.code == "attribute_missing"
        )
        self.assertEqual(finding.arguments["attribute"], "A0810")

    def test_a_size_list_that_differs_by_category(self):
        self.map_all()
        other = self.env["laredoute.category"].create(
            {"code": "S9003", "name": "Jupes"}
        )
        values = self.env["laredoute.attribute.value"]
        self.size.value_ids.category_id = self.category
        values.create(
            {
                "attribute_id": self.size.id,
                "code": "V777777",
                "name": "38",
                "category_id": other.id,
            }
        )
        for attribute in self.size + self.colour:
            self.ask(other, attribute, constrained=True)
        self.ask(other, self.commercial)
        self.assertEqual(self.given(self.variants[0])["A0801"], ("38", "V08010"))
        self.template.laredoute_category_id = other
        self.assertEqual(self.given(self.variants[0])["A0801"], ("38", "V777777"))
        self.assertNotIn("A0801", self.given(self.variants[1]), "40 is not in its list")

    def test_a_retired_value_is_no_longer_in_the_list(self):
        self.map_all()
        value = self.size.value_ids[0]
        value.retired = True
        self.env["laredoute.listing"]._invalidate_reference(value._name, value.ids)
        self.run_flow("check_listings")
        listing = self.variants[0].laredoute_listing_ids
        self.assertIn("attribute_not_in_list", listing.finding_ids.mapped("code"))

    # --------------------------------------------------------------------- French
    def test_texts_are_french_whoever_runs_the_check(self):
        self.map_all()
        self.template.with_context(lang="en_US").name = "A-line Dress"
        self.template.with_context(lang="fr_FR").name = "Robe Trapèze"
        self.account.user_id.lang = "en_US"
        self.run_flow("check_listings", "send_products")
        titles = {each.title for each in self.market.sent("products")}
        self.assertEqual(titles, {"Robe Trapèze"})
