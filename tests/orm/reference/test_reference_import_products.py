# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The bulk file by EAN: one line for each attribute of each product."""

import base64

from odoo.tests import new_test_user, tagged

from ..common import make_ean
from .reference_case import ReferenceCase

HEADER = "client_id;feed_id;categorie_id;attribut_code;value_code;valeur_perso;ean"


@tagged("standard", "post_install", "-at_install")
class TestReferenceImportProducts(ReferenceCase):
    def setUp(self):
        super().setUp()
        self.import_list("code;label;level;parent\nF910;Mode;F;\nS91001;Robes;S;F910\n")
        self.import_list(
            "categorie;attribut;libellé attribut;requis;contraint\n"
            "S91001;A9301;Taille;1;1\nS91001;A9210;Composition;0;0\n"
        )
        self.import_list("attribut;code valeur;valeur\nA9301;V930100;34\n")
        self.product = self.make_product()
        self.ean = self.product.barcode

    def import_products(self, *lines):
        rows = [f"1;2;S91001;{line}" for line in lines]
        return self.import_list("\n".join([HEADER, *rows]))

    def said(self):
        lines = self.env["laredoute.product.attribute"].search(
            [("product_id", "=", self.product.id)]
        )
        return {
            line.attribute_id.code: line.value_id.code or line.text for line in lines
        }

    def test_a_listed_value_and_a_free_text(self):
        one = self.import_products(
            f"A9301;V930100;;{self.ean}", f"A9210;;100 % lin;{self.ean}"
        )
        self.assertEqual(one.kind, "product_attributes")
        self.assertEqual(self.counts(one), (2, 0, 0, 0, 0))
        self.assertEqual(self.said(), {"A9301": "V930100", "A9210": "100 % lin"})

    def test_a_second_file_changes_what_differs(self):
        self.import_products(
            f"A9301;V930100;;{self.ean}", f"A9210;;100 % lin;{self.ean}"
        )
        one = self.import_products(
            f"A9301;V930100;;{self.ean}", f"A9210;;Coton;{self.ean}"
        )
        self.assertEqual(self.counts(one), (0, 1, 1, 0, 0))
        self.assertEqual(self.said()["A9210"], "Coton")

    def test_what_no_product_can_take_is_a_bad_line(self):
        one = self.import_products(
            f"A9301;V930100;;{make_ean(99_999_999)}",
            f"A9999;V930100;;{self.ean}",
            f"A9301;V939999;;{self.ean}",
            f"A9301;;34 environ;{self.make_product(0).barcode}",
            f"A9210;;100 % lin;{self.ean}",
        )
        self.assertEqual(
            self.reasons(one),
            [
                (2, "unknown_ean"),
                (3, "unknown_attribute_code"),
                (4, "value_not_in_list"),
                (5, "not_free"),
            ],
        )
        for line in one.line_ids:
            self.assertNotIn(line.reason, line.message)
        self.assertEqual(self.said(), {"A9210": "100 % lin"})

    def test_products_of_other_companies_are_not_found(self):
        manager = new_test_user(
            self.env, "lists_manager", "laredoute_connector.group_laredoute_manager"
        )
        other = self.env["res.company"].create({"name": "Ailleurs"})
        product = self.make_product(0, company_id=other.id)
        lines = [HEADER, f"1;2;S91001;A9210;;Lin;{product.barcode}"]
        imports = self.env["laredoute.reference.import"].with_user(manager)
        content = base64.b64encode("\n".join(lines).encode())
        one = imports.create({"file": content})
        one.action_read()
        self.assertEqual(self.reasons(one), [(2, "unknown_ean")])
