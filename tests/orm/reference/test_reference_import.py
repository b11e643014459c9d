# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Importing La Redoute's lists: once, again, in part, and cut off."""

import base64
import tempfile
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.laredoute_connector.marketplace import reference
from odoo.addons.laredoute_connector.models.messages import sentences_reference
from odoo.addons.laredoute_connector.models.reference import (
    list_import_compare,
    list_import_retire,
)

from laredoute_simulator.reference import write_csv

from .reference_case import ReferenceCase

CATEGORIES = """Code Famille;Libellé Famille;Sous Code Famille;Libellé Sous Famille
F910;Mode femme;S91001;Robes
F910;Mode femme;S91002;Jupes
F920;Linge de lit;S92001;Draps
"""
ATTRIBUTES = """categorie;attribut;libellé attribut;requis;contraint
S91001;A9301;Taille femme;1;1
S91001;A9210;Composition;0;0
F910;A9210;Composition;1;0
"""
VALUES = """attribut;code valeur;valeur
A9301;V930100;34
A9301;V930101;36
A9302;V930200;XS
"""


@tagged("standard", "post_install", "-at_install")
class TestReferenceImport(ReferenceCase):
    # ------------------------------------------------------------------- reading
    def test_reading_writes_nothing_and_shows_what_was_recognised(self):
        one = self.upload(CATEGORIES + "X1;;S93001;Y\n")
        self.assertEqual(one.kind, "categories")
        self.assertFalse(self.found("category", "S91001"))
        new, changed, same, _retired, bad = self.counts(one)
        self.assertEqual((new, changed, same, bad), (5, 0, 0, 1))
        self.assertEqual(one.line_count, 4)
        html = one.with_context(lang="en_US").recognised_html
        for text in ("UTF-8", "Sous Code Famille", "Robes"):
            self.assertIn(text, html)
        self.assertEqual(self.reasons(one), [(5, "bad_category_code")])

    def test_a_file_that_is_no_list_says_so(self):
        one = self.upload(b"%PDF-1.7 ...")
        self.assertEqual(one.state, "failed")
        self.assertIn("PDF", one.message)
        with self.assertRaises(UserError):
            one.action_import()
        one.write({"file": base64.b64encode(CATEGORIES.encode())})
        self.assertEqual(one.state, "draft")
        one.action_read()
        self.assertEqual(one.state, "parsed")
        self.assertFalse(one.message)

    def test_a_corrected_kind_is_read_again(self):
        one = self.upload("code;label\n931;Maison\n")
        self.assertEqual(one.kind, "brands")
        one.kind = "departments"
        self.assertEqual(one.state, "draft")
        one.action_read()
        one.action_import()
        self.run_imports()
        self.assertEqual(self.found("department", "931").name, "Maison")
        self.assertFalse(self.found("brand", "931"))

    def test_every_reason_has_a_sentence(self):
        arguments = dict.fromkeys(("text", "found", "missing"), "x")
        known = sentences_reference._refusal_sentences(self.env, arguments)
        self.assertFalse(set(reference.REFUSALS) - set(known))
        for reason in reference.LINE_REASONS:
            sentence = sentences_reference.line_sentence(self.env, reason, {})
            self.assertNotEqual(sentence, reason)

    # ----------------------------------------------------------------- importing
    def test_categories_with_their_families(self):
        one = self.import_list(CATEGORIES)
        self.assertEqual(self.counts(one)[:3], (5, 0, 0))
        robes = self.found("category", "S91001")
        self.assertEqual((robes.name, robes.level), ("Robes", "s"))
        self.assertEqual(robes.parent_id, self.found("category", "F910"))
        self.assertEqual(one.done_count, one.total_count)
        self.assertFalse(self.staged(one))

    def staged(self, one):
        return self.env["laredoute.reference.staged"].search(
            [("import_id", "=", one.id)]
        )

    def test_attributes_and_values(self):
        self.import_list(CATEGORIES)
        self.import_list(ATTRIBUTES)
        one = self.import_list(VALUES)
        size = self.found("attribute", "A9301")
        self.assertEqual((size.name, size.usage), ("Taille femme", "size"))
        line = size.category_line_ids
        self.assertEqual(line.category_id.code, "S91001")
        self.assertTrue(line.required and line.constrained)
        self.assertEqual(size.value_ids.mapped("name"), ["34", "36"])
        self.assertEqual(self.counts(one), (4, 0, 1, 0, 0))
        self.assertEqual(self.found("attribute", "A9302").name, "A9302")
        again = self.import_list(VALUES)
        self.assertEqual(self.counts(again), (0, 0, 5, 0, 0))
        self.assertEqual(size.name, "Taille femme", "a list of values knows no label")

    def test_what_is_not_known_is_a_bad_line(self):
        one = self.import_list(ATTRIBUTES.replace("S91001", "S99999") + CATEGORIES[:0])
        self.assertEqual(
            self.reasons(one),
            [(2, "unknown_category"), (3, "unknown_category"), (4, "unknown_category")],
        )
        self.assertIn("S99999", one.line_ids.sorted("number")[0].message)

    def test_a_line_that_contradicts_another_is_a_bad_line(self):
        one = self.import_list("code;marque\n9301;A\n9301;A\n9301;B\n9302;C\n")
        self.assertEqual(self.reasons(one), [(4, "contradiction")])
        self.assertEqual(self.found("brand", "9301").name, "A")

    def test_the_lists_of_the_simulator(self):
        with tempfile.TemporaryDirectory() as folder:
            paths = write_csv(Path(folder))
            contents = {path.name: path.read_bytes() for path in paths}
        for name in ("categories.csv", "brands.csv", "attributes.csv", "values.csv"):
            one = self.import_list(contents[name], filename=name)
            self.assertFalse(one.bad_count, name)
        white = self.found("attribute.value", "V002227")
        self.assertEqual(white.attribute_id.usage, "colour")
        dresses = self.found("category", "S0101")
        self.assertEqual(dresses.parent_id.code, "F010")
        self.assertIn(white.attribute_id, dresses.attribute_line_ids.attribute_id)

    # --------------------------------------------------------------------- again
    def test_a_second_list_changes_retires_and_brings_back(self):
        self.import_list(VALUES)
        first, second = self.found("attribute", "A9301").value_ids
        other = self.found("attribute.value", "V930200")
        one = self.import_list("attribut;code valeur;valeur\nA9301;V930101;36/38\n")
        self.assertEqual(self.counts(one), (0, 1, 1, 1, 0))
        self.assertEqual(second.name, "36/38")
        self.assertTrue(first.retired and first.retired_on)
        self.assertFalse(other.retired, "the file does not speak of that attribute")
        one = self.import_list(VALUES)
        self.assertEqual(self.counts(one), (0, 2, 3, 0, 0))
        self.assertFalse(first.retired or first.retired_on)

    def test_a_retired_code_stays_mapped(self):
        self.import_list("code;marque\n9301;A\n9302;C\n")
        brand = self.found("brand", "9301")
        template = self.make_product().product_tmpl_id
        template.laredoute_brand_id = brand
        one = self.upload("code;marque\n9302;C\n")
        self.assertTrue(one.many_retired, "all brands but one would be retired")
        one.action_import()
        self.run_imports()
        self.assertTrue(brand.retired)
        self.assertEqual(template.laredoute_brand_id, brand)

    def test_a_part_of_a_list_retires_nothing(self):
        self.import_list("code;marque\n9301;A\n9302;C\n")
        one = self.upload("code;marque\n9302;C\n", whole_list=False)
        self.assertFalse(one.many_retired)
        one.action_import()
        self.run_imports()
        self.assertFalse(self.found("brand", "9301").retired)

    def test_a_bad_line_retires_nothing(self):
        self.import_list("code;marque\n9301;A\n9302;C\n")
        one = self.import_list("code;marque\n9301;\n9302;C\n")
        self.assertEqual(self.reasons(one), [(2, "missing_label")])
        self.assertFalse(self.found("brand", "9301").retired)

    def test_what_a_category_no_longer_asks_for(self):
        self.import_list(CATEGORIES)
        self.import_list(ATTRIBUTES)
        self.import_list("\n".join(ATTRIBUTES.splitlines()[:2]))
        lines = self.found("attribute", "A9210").category_line_ids
        self.assertEqual(lines.mapped("retired"), [True, True])
        self.assertTrue(self.found("attribute", "A9210").retired)
        self.assertFalse(self.found("attribute", "A9301").category_line_ids.retired)

    def test_listings_are_checked_again(self):
        listing = self.make_listing()
        self.run_flow("check_listings")
        self.assertFalse(listing.needs_check)
        code, name = self.brand.code, self.brand.name
        self.import_list(f"code;marque\n{code};{name}\n", whole_list=False)
        self.assertFalse(listing.needs_check, "nothing changed")
        self.import_list(f"code;marque\n{code};{name} Paris\n", whole_list=False)
        self.assertTrue(listing.needs_check)

    # ------------------------------------------------------------------- cut off
    def test_a_run_that_was_cut_off_goes_on(self):
        lines = [f"{number};Marque {number}" for number in range(93000, 93050)]
        content = "\n".join(["code;marque", *lines])
        with (
            patch.object(list_import_compare, "BATCH", 20),
            patch.object(list_import_retire, "BATCH", 20),
        ):
            one = self.upload(content)
            one.action_import()
            real = type(one)._import_batch
            calls = []

            def cut(this, rows):
                calls.append(len(rows))
                if len(calls) == 2:
                    raise SystemExit("killed")
                real(this, rows)

            # not assertRaises: it would roll back what was committed before
            with patch.object(type(one), "_import_batch", cut), suppress(SystemExit):
                self.run_imports()
            self.assertEqual(calls, [20, 20])
            self.env.invalidate_all()
            self.assertEqual((one.state, one.done_count), ("running", 20))
            self.run_imports()
        self.assertEqual((one.state, one.done_count, one.new_count), ("done", 50, 50))
        self.assertEqual(
            self.env["laredoute.brand"].search_count([("code", "=like", "930__")]), 50
        )

    def test_an_unexpected_error_can_be_gone_on_from(self):
        one = self.upload("code;marque\n9301;A\n")
        one.action_import()
        broken = patch.object(type(one), "_apply", side_effect=KeyError("x"))
        with broken, self.assertLogs("odoo.addons.laredoute_connector", "ERROR"):
            self.run_imports()
        self.assertEqual(one.state, "failed")
        self.assertIn("Continue", one.message)
        one.action_import()
        self.run_imports()
        self.assertEqual((one.state, one.new_count), ("done", 1))

    # ----------------------------------------------------------- lines and rights
    def test_bad_lines_are_downloaded(self):
        one = self.upload("code;marque\n=1+1;A\n9301;A\n")
        text = base64.b64decode(one.bad_file).decode("utf-8-sig")
        header, line = text.splitlines()
        self.assertEqual(header, "Line;Reason;Text")
        self.assertTrue(line.startswith("2;"))
        self.assertIn("'=1+1;A", line, "no formula for a spreadsheet program")
        action = one.action_download_bad_lines()
        self.assertIn(f"/{one.id}/bad_file/", action["url"])

    def test_only_managers_import(self):
        user = new_test_user(
            self.env, "lists_user", "laredoute_connector.group_laredoute_user"
        )
        manager = new_test_user(
            self.env, "lists_manager", "laredoute_connector.group_laredoute_manager"
        )
        content = base64.b64encode(b"code;marque\n9301;A\n")
        imports = self.env["laredoute.reference.import"]
        with self.assertRaises(AccessError):
            imports.with_user(user).create({"file": content})
        one = imports.with_user(manager).create({"file": content})
        one.action_read()
        self.assertEqual(one.state, "parsed")
        one.action_import()
        self.run_imports()
        self.assertEqual(one.state, "done")
