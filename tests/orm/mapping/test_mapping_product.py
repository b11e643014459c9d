# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The attributes a category asks for, on the product and its declinations."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .test_mapping import MappingCase


@tagged("standard", "post_install", "-at_install")
class TestProductAttributes(MappingCase):
    def lines(self, template):
        return {
            line.attribute_id: (line.required, line.constrained)
            for line in template.laredoute_line_ids
        }

    def test_a_category_puts_what_it_asks_for_on_the_product(self):
        template = self.make_template(laredoute_category_id=False)
        self.assertFalse(template.laredoute_line_ids)
        template.laredoute_category_id = self.category
        self.assertEqual(
            self.lines(template),
            {
                self.size: (True, True),
                self.colour: (False, True),
                self.commercial: (False, False),
                self.fabric: (True, False),
            },
        )
        self.assertEqual(
            template.laredoute_line_ids.mapped("required"), [True, True, False, False]
        )

    def test_what_an_odoo_attribute_says_is_not_requested_of_the_product(self):
        template = self.make_template(self.own_size, self.own_colour)
        self.assertEqual(set(self.lines(template)), {self.fabric})

    def test_another_category_takes_empty_lines_away_and_keeps_filled_ones(self):
        template = self.make_template()
        fabric = template.laredoute_line_ids.filtered(
            lambda line: line.attribute_id == self.fabric
        )
        fabric.text = "100 % viscose"
        self._ask(self.women, self.colour, True, True)
        self._ask(self.shirts_women, self.colour, False, False)
        template.laredoute_category_id = self.shirts_women
        # the sub-category's flags win over its family's
        self.assertEqual(
            self.lines(template),
            {self.colour: (False, False), self.fabric: (False, False)},
        )

    def test_a_confirmed_category_reaches_its_labelled_products(self):
        category = self.odoo_category("Robe")
        values = {"categ_id": category.id, "laredoute_category_id": False}
        labelled = self.make_template(laredoute_label=True, **values)
        other = self.make_template(**values)
        self.assertFalse(labelled.laredoute_line_ids)
        mapping = self.category_mapping(category)
        mapping.action_confirm()
        self.assertEqual(mapping.category_id, self.category)
        self.assertIn(self.fabric, self.lines(labelled))
        self.assertFalse(other.laredoute_line_ids)
        mapping.category_id = False
        self.assertFalse(labelled.laredoute_line_ids)

    def test_many_products_cost_no_query_each(self):
        templates = self.env["product.template"].create(
            [{"name": f"Robe {number}"} for number in range(200)]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(40):
            templates.laredoute_category_id = self.category
            self.env.flush_all()
        self.assertEqual(len(templates.laredoute_line_ids), 800)

    def test_own_words_are_refused_where_there_is_a_list(self):
        template = self.make_template()
        size = template.laredoute_line_ids.filtered(
            lambda line: line.attribute_id == self.size
        )
        with self.assertRaisesRegex(ValidationError, "from its list only"):
            size.text = "38"
        variant = template.product_variant_ids
        with self.assertRaisesRegex(ValidationError, "from its list only"):
            variant.laredoute_line_ids = [
                (0, 0, {"attribute_id": self.size.id, "text": "38"})
            ]

    def test_a_value_of_another_categorys_list_is_refused(self):
        template = self.make_template()
        self.size.value_ids[0].category_id = self.coats
        size = template.laredoute_line_ids.filtered(
            lambda line: line.attribute_id == self.size
        )
        with self.assertRaisesRegex(ValidationError, "Choose one for .*Robes"):
            size.value_id = self.size.value_ids[0]
        size.value_id = self.size.value_ids[1]

    def test_a_parents_values_apply_to_its_declinations(self):
        template = self.make_template(self.own_size)
        first, second, _third = template.product_variant_ids
        values = self.env["laredoute.product.attribute"]
        red, blue = self.colour.value_ids.sorted("name", reverse=True)
        own = values.create(
            [
                {
                    "product_id": first.id,
                    "attribute_id": self.colour.id,
                    "value_id": blue.id,
                },
                {
                    "product_id": second.id,
                    "attribute_id": self.fabric.id,
                    "text": "Lin",
                },
            ]
        )
        template.laredoute_line_ids.filtered(
            lambda line: line.attribute_id == self.colour
        ).value_id = red
        action = template.action_laredoute_apply_to_variants()
        self.assertIn("1 attributes hold for all 3", action["params"]["message"])
        self.assertEqual(own.exists().mapped("text"), ["Lin"])
        template.laredoute_label = True
        self.run_flow("check_listings")
        listings = template.laredoute_listing_ids
        from odoo.addons.laredoute_connector.models.listing.facts import (
            ListingFacts,
        )

        resolved = ListingFacts(self.account, listings.product_id).resolved
        colours = {
            each.value_code
            for product in listings.product_id
            for each in resolved[product.id].given
            if each.code == self.colour.code
        }
        self.assertEqual(colours, {red.code})
