# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Odoo's words become La Redoute's once a person says so."""

import base64
import io

from PIL import Image

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.models.mapping.find import find_to_map

from ..common import LaredouteCase, jpeg


class MappingCase(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.catalogue = cls.account.catalogue_id
        category = cls.env["laredoute.category"]
        cls.women, cls.men = category.create(
            [
                {"code": "F9010", "name": "Femme", "level": "f"},
                {"code": "F9020", "name": "Homme", "level": "f"},
            ]
        )
        cls.shirts_women, cls.shirts_men, cls.coats = category.create(
            [
                {"code": "S9011", "name": "Chemises", "parent_id": cls.women.id},
                {"code": "S9021", "name": "Chemises", "parent_id": cls.men.id},
                {"code": "S9022", "name": "Manteaux", "parent_id": cls.men.id},
            ]
        )
        cls.size, cls.colour, cls.commercial, cls.fabric = cls.env[
            "laredoute.attribute"
        ].create(
            [
                cls._list("A0901", "Taille", "size", "38", "40", "42"),
                cls._list("A0485", "Couleur", "colour", "Bleu", "Rouge"),
                cls._list("A1114", "Couleur commerciale", "commercial_colour"),
                cls._list("A0210", "Composition", "other"),
            ]
        )
        cls._ask(cls.category, cls.size, True, True)
        cls._ask(cls.category, cls.colour, False, True)
        cls._ask(cls.category, cls.commercial, False, False)
        cls._ask(cls.category, cls.fabric, True, False)
        cls.own_size, cls.own_colour = cls.env["product.attribute"].create(
            [
                {"name": "Taille", "value_ids": cls._names("T38", "40", "Unique")},
                {"name": "Coloris", "value_ids": cls._names("bleus", "Prune")},
            ]
        )

    @staticmethod
    def _names(*names):
        return [(0, 0, {"name": name}) for name in names]

    @staticmethod
    def _list(code, name, usage, *values):
        return {
            "code": code,
            "name": name,
            "usage": usage,
            "value_ids": [
                (0, 0, {"code": f"V9{code[1:]}{index}", "name": value})
                for index, value in enumerate(values)
            ],
        }

    @classmethod
    def _ask(cls, category, attribute, required, constrained):
        return cls.env["laredoute.category.attribute"].create(
            {
                "category_id": category.id,
                "attribute_id": attribute.id,
                "required": required,
                "constrained": constrained,
            }
        )

    def make_template(self, *attributes, **values):
        return self.env["product.template"].create(
            {
                "name": "Robe Portefeuille",
                "description_sale": "Une robe.",
                "is_storable": True,
                "list_price": 40,
                "image_1920": jpeg(),
                "laredoute_category_id": self.category.id,
                "laredoute_brand_id": self.brand.id,
                "attribute_line_ids": [
                    (
                        0,
                        0,
                        {
                            "attribute_id": attribute.id,
                            "value_ids": [(6, 0, attribute.value_ids.ids)],
                        },
                    )
                    for attribute in attributes
                ],
                **values,
            }
        )

    def category_mapping(self, category):
        mappings = self.env["laredoute.category.mapping"]
        return mappings._of_sources(self.catalogue, category)[category.id]

    def value_mapping(self, value, attribute=None):
        attribute = attribute or self.size
        mappings = self.env["laredoute.value.mapping"]
        key = value.id, attribute.id
        return mappings._of_sources(self.catalogue, {key})[key]

    def odoo_category(self, *names):
        category = self.env["product.category"]
        for name in names:
            category = category.create({"name": name, "parent_id": category.id})
        return category


@tagged("standard", "post_install", "-at_install")
class TestProposals(MappingCase):
    def test_a_category_is_proposed_by_name_and_used_once_confirmed(self):
        category = self.odoo_category("Boutique", "Manteau")
        product = self.make_product(
            laredoute_category_id=False, categ_id=category.id, laredoute_label=True
        )
        self.run_flow("check_listings")
        listing = product.laredoute_listing_ids
        mapping = self.category_mapping(category)
        self.assertEqual((mapping.state, mapping.held_back), ("proposed", 1))
        self.assertEqual(mapping.proposal_id, self.coats)
        self.assertEqual(listing.finding_ids.category_mapping_id, mapping)

        mapping.action_confirm()
        self.assertTrue(listing.needs_check)
        self.assertEqual(mapping.category_id, self.coats)
        self.run_flow("check_listings")
        self.assertEqual(listing.category_id, self.coats)
        self.assertFalse(listing.finding_ids.category_mapping_id)
        self.assertEqual((mapping.state, mapping.held_back), ("confirmed", 0))

    def test_the_family_distinguishes_duplicates(self):
        men = self.category_mapping(self.odoo_category("Homme", "Chemises"))
        nobody = self.category_mapping(self.odoo_category("Divers", "Chemises"))
        self.assertEqual(men.proposal_id, self.shirts_men)
        self.assertEqual((nobody.proposal_id.id, nobody.state), (False, "missing"))

    def test_a_brand_is_proposed_never_one_that_is_retired(self):
        old = self.env["laredoute.brand"].create(
            {"code": "9002", "name": "Vieille Maison", "retired": True}
        )
        found = self.env["laredoute.brand.mapping"]._of_sources(
            self.catalogue, {"MAISON LUMIERE", old.name}
        )
        self.assertEqual(found["MAISON LUMIERE"].proposal_id, self.brand)
        self.assertEqual(found[old.name].state, "missing")

    def test_sizes_are_proposed_within_their_list(self):
        names = {
            value.name: self.value_mapping(value).proposal_id.name
            for value in self.own_size.value_ids
        }
        self.assertEqual(names, {"T38": "38", "40": "40", "Unique": False})
        blue = self.value_mapping(self.own_colour.value_ids[0], self.colour)
        self.assertEqual(blue.proposal_id.name, "Bleu")

    def test_own_words_are_proposed_where_there_is_no_list(self):
        value = self.own_colour.value_ids[1]
        mapping = self.value_mapping(value, self.fabric)
        self.assertEqual((mapping.state, mapping.listed), ("proposed", False))
        self.assertIn("Prune", mapping.proposal)
        mapping.action_confirm()
        self.assertEqual((mapping.state, mapping.text), ("confirmed", "Prune"))

    def test_a_new_list_proposes_again_but_not_what_was_dismissed(self):
        plain, dismissed = (
            self.category_mapping(self.odoo_category(name))
            for name in ("Écharpe", "Manteaux")
        )
        dismissed.action_dismiss()
        scarves = self.env["laredoute.category"].create(
            {"code": "S9030", "name": "Écharpes"}
        )
        self.env["laredoute.mapping"]._propose_again(self.catalogue)
        self.assertEqual(plain.proposal_id, scarves)
        self.assertEqual(dismissed.state, "missing")
        dismissed.action_propose()
        self.assertEqual(dismissed.proposal_id, self.coats)

        scarves.retired = True
        self.env["laredoute.mapping"]._propose_again(self.catalogue)
        self.assertEqual((plain.proposal_id.id, plain.state), (False, "missing"))

    def test_an_import_takes_nothing_back_that_was_confirmed(self):
        mapping = self.category_mapping(self.odoo_category("Manteaux"))
        mapping.action_confirm()
        self.coats.write({"retired": True})
        self.env["laredoute.mapping"]._propose_again(self.catalogue)
        self.assertEqual(
            (mapping.category_id, mapping.target_retired), (self.coats, True)
        )

    def test_editing_by_hand_confirms_and_emptying_makes_it_missing(self):
        mapping = self.category_mapping(self.odoo_category("Manteaux"))
        mapping.category_id = self.shirts_men
        self.assertEqual(mapping.state, "confirmed")
        mapping.category_id = False
        self.assertEqual(mapping.state, "missing")
        self.env["laredoute.mapping"]._propose_again(self.catalogue)
        self.assertFalse(mapping.proposal_id, "a person emptied it: not proposed again")

    def test_all_shown_are_confirmed_at_once(self):
        mappings = self.env["laredoute.value.mapping"]
        values = self.own_size.value_ids
        rows = [self.value_mapping(value) for value in values]
        blue = self.value_mapping(self.own_colour.value_ids[0], self.colour)
        domain = [("usage", "=", "size")]
        mappings.with_context(active_domain=domain).action_confirm_all()
        self.assertEqual(
            [row.state for row in rows], ["confirmed", "confirmed", "missing"]
        )
        self.assertEqual(blue.state, "proposed")

    def test_hundreds_cost_no_query_each(self):
        attribute = self.env["product.attribute"].create(
            {
                "name": "Pointure",
                "value_ids": self._names(*(f"P{n}" for n in range(300))),
            }
        )
        self.size.value_ids = [
            (0, 0, {"code": f"V8{n:05d}", "name": f"P{n}"}) for n in range(300)
        ]
        self.env.flush_all()
        self.env.invalidate_all()
        mappings = self.env["laredoute.value.mapping"]
        wanted = {(value.id, self.size.id) for value in attribute.value_ids}
        with self.assertQueryCount(15):
            found = mappings._of_sources(self.catalogue, wanted)
            made = mappings.union(*found.values())
            self.env.flush_all()
        self.assertEqual(set(made.mapped("state")), {"proposed"})
        self.env.invalidate_all()
        with self.assertQueryCount(4):
            made.mapped("held_back")
        self.env.invalidate_all()
        with self.assertQueryCount(25):
            made.action_confirm()
            self.env.flush_all()
        self.assertEqual(set(made.mapped("state")), {"confirmed"})


@tagged("standard", "post_install", "-at_install")
class TestMapping(MappingCase):
    def test_products_held_back_are_counted_once_each(self):
        template = self.make_template(self.own_size)
        for number, variant in enumerate(template.product_variant_ids):
            variant.default_code = f"PF-{number}"
        template.laredoute_label = True
        self.run_flow("check_listings")
        unique = self.value_mapping(self.own_size.value_ids[2])
        self.assertEqual(unique.held_back, 1)
        action = unique.action_open_held_back()
        held = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(held, template)

    def test_another_companys_products_are_not_counted(self):
        self.test_products_held_back_are_counted_once_each()
        abroad = self.env["res.company"].create({"name": "Autre Maison"})
        stranger = self.env["res.users"].create(
            {
                "name": "stranger",
                "login": "mapping-stranger",
                "company_id": abroad.id,
                "company_ids": [(6, 0, abroad.ids)],
                "group_ids": [
                    (4, self.env.ref("laredoute_connector.group_laredoute_user").id)
                ],
            }
        )
        unique = self.value_mapping(self.own_size.value_ids[2])
        self.assertEqual(unique.with_user(stranger).held_back, 0)
        with self.assertRaises(AccessError):
            unique.with_user(stranger).action_propose()
        with self.assertRaises(AccessError):
            unique.with_user(stranger).action_find()

    def test_what_to_map_is_found_before_anything_is_selected(self):
        category = self.odoo_category("Manteaux")
        self.make_product(laredoute_category_id=False, categ_id=category.id)
        brand = self.env["product.attribute"].create(
            {"name": "Marque", "value_ids": self._names("Maison Lumière")}
        )
        self.account.write(
            {"brand_source": "attribute", "brand_attribute_id": brand.id}
        )
        self.make_template(
            self.own_size, self.own_colour, brand, laredoute_brand_id=False
        )
        self.env["laredoute.value.mapping"].action_find()
        found = self.env["laredoute.category.mapping"].search(
            [("product_category_id", "=", category.id)]
        )
        self.assertEqual(found.proposal_id, self.coats)
        found = self.env["laredoute.brand.mapping"].search([])
        self.assertEqual(found.mapped("proposal_id"), self.brand)
        found = self.env["laredoute.value.mapping"].search([])
        self.assertEqual(
            {(each.product_value_id.name, each.attribute_id) for each in found},
            {(name, self.size) for name in ("T38", "40", "Unique")}
            | {(name, self.colour) for name in ("bleus", "Prune")},
        )
        self.assertFalse(any(find_to_map(self.env)))

    def test_another_usage_takes_back_what_nobody_confirmed(self):
        first, second, third = map(self.value_mapping, self.own_size.value_ids)
        first.action_confirm()
        self.own_size.laredoute_usage = "none"
        self.assertTrue(first.exists())
        self.assertFalse((second + third).exists())

    def test_a_value_of_another_attribute_is_refused(self):
        mapping = self.value_mapping(self.own_size.value_ids[0])
        with self.assertRaisesRegex(ValidationError, "no value of"):
            mapping.value_id = self.colour.value_ids[0]

    def test_a_record_in_use_is_not_deleted(self):
        self.category_mapping(self.odoo_category("Manteaux")).action_confirm()
        with self.assertRaisesRegex(UserError, "retires it"):
            self.coats.unlink()
        self.make_product()
        with self.assertRaisesRegex(UserError, "Robe Longue"):
            self.brand.unlink()
        self.shirts_men.unlink()

    def test_an_odoo_category_is_deleted_with_its_mapping(self):
        category = self.odoo_category("Manteaux")
        mapping = self.category_mapping(category)
        mapping.action_confirm()
        category.unlink()
        self.env.invalidate_all()
        self.assertFalse(mapping.exists())


@tagged("standard", "post_install", "-at_install")
class TestLogo(MappingCase):
    def _png(self, size, mode="RGBA"):
        stream = io.BytesIO()
        Image.new(mode, size, (200, 30, 30, 90)).save(stream, "PNG")
        return base64.b64encode(stream.getvalue())

    def test_a_logo_becomes_a_jpeg_of_at_most_3500_pixels(self):
        mapping = self.env["laredoute.brand.mapping"].create(
            {"name": "Lumière", "brand_id": self.brand.id}
        )
        mapping.logo = self._png((4000, 200))
        with Image.open(io.BytesIO(base64.b64decode(self.brand.logo))) as logo:
            self.assertEqual((logo.format, max(logo.size)), ("JPEG", 3500))
        with Image.open(io.BytesIO(base64.b64decode(mapping.logo_small))) as small:
            self.assertEqual(max(small.size), 128)

    def test_what_is_no_image_is_refused_with_a_reason(self):
        with self.assertRaisesRegex(UserError, "JPEG or PNG"):
            self.brand.logo = base64.b64encode(b"not an image")
