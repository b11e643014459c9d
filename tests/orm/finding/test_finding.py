# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Each finding leads to where it is fixed."""

from odoo.tests import new_test_user, tagged

from odoo.addons.laredoute_connector.marketplace.rules import CODES

from ..common import LaredouteCase


@tagged("standard", "post_install", "-at_install")
class TestFinding(LaredouteCase):
    def make_finding(self, code, listing=None, **values):
        return self.env["laredoute.finding"].create(
            {
                "listing_id": (listing or self.listing).id,
                "code": code,
                "severity": "error",
                "field": CODES[code].field if code in CODES else "ean",
                **values,
            }
        )

    def setUp(self):
        super().setUp()
        self.listing = self.make_listing()
        self.template = self.listing.product_tmpl_id

    def findings_of(self, listing):
        self.run_flow("check_listings")
        return listing.finding_ids

    def test_every_code_has_a_name_and_a_fix(self):
        names = dict(
            self.env["laredoute.finding"]
            ._fields["code"]
            ._description_selection(self.env)
        )
        for code in CODES:
            with self.subTest(code=code):
                self.assertNotEqual(names[code], code)
                finding = self.make_finding(code)
                self.assertTrue(finding.fix_label)
                action = finding.action_fix()
                self.assertIn(
                    action["type"], ("ir.actions.act_window", "ir.actions.client")
                )

    def test_what_is_still_wrong_stays_the_same_row_through_a_check(self):
        self.drop_barcode(self.template.product_variant_ids)
        self.template.name = "robe longue"
        before = self.findings_of(self.listing)
        stays = before.filtered(lambda each: each.code == "ean_missing")
        fixed = before.filtered(lambda each: each.code == "title_without_capital")
        self.assertTrue(stays and fixed)
        fixed.action_fix()
        # the page on screen still has the buttons of both
        self.assertIn(stays, self.findings_of(self.listing))
        self.assertEqual(stays.action_fix()["type"], "ir.actions.act_window")
        self.assertFalse(fixed.exists())
        self.assertEqual(fixed.action_fix()["tag"], "display_notification")

    def test_a_code_nobody_named_opens_the_product(self):
        finding = self.make_finding("of_tomorrow")
        self.assertEqual(finding.action_fix()["res_model"], "product.template")
        self.assertEqual(finding.action_fix()["res_id"], self.template.id)

    def test_a_missing_mapping_opens_its_row(self):
        self.template.write(
            {
                "laredoute_category_id": False,
                "categ_id": self.env["product.category"].create({"name": "Robes"}).id,
            }
        )
        (finding,) = self.findings_of(self.listing).filtered(
            lambda each: each.code == "category_unmapped"
        )
        action = finding.action_fix()
        self.assertEqual(action["res_model"], "laredoute.category.mapping")
        mapping = self.env["laredoute.category.mapping"].search(action["domain"])
        self.assertEqual(mapping.product_category_id, self.template.categ_id)

    def test_a_category_of_the_product_itself_is_fixed_there(self):
        finding = self.make_finding("category_retired")
        self.assertEqual(finding.action_fix()["res_model"], "product.template")

    def test_the_fix_of_a_delivery_is_the_account(self):
        action = self.make_finding("delivery_fee_missing").action_fix()
        self.assertEqual(
            (action["res_model"], action["res_id"]),
            ("laredoute.account", self.account.id),
        )

    def test_a_code_is_fixed_on_the_variant_where_there_are_several(self):
        attribute = self.env["product.attribute"].create({"name": "Taille"})
        values = self.env["product.attribute.value"].create(
            [{"name": name, "attribute_id": attribute.id} for name in ("S", "M")]
        )
        template = self.env["product.template"].create(
            {
                "name": "Jupe",
                "attribute_line_ids": [
                    (0, 0, {"attribute_id": attribute.id, "value_ids": values.ids})
                ],
            }
        )
        second = template.product_variant_ids[1]
        finding = self.make_finding("ean_missing", self.make_listing(second))
        action = finding.action_fix()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("product.product", second.id)
        )
        action = self.make_finding("ean_missing").action_fix()
        self.assertEqual(action["res_model"], "product.template")

    def test_the_capitals_are_applied_at_once(self):
        self.template.with_context(lang="fr_FR").name = "robe d'été à pois"
        (finding,) = self.findings_of(self.listing)
        self.assertEqual(finding.code, "title_without_capital")
        action = finding.action_fix()
        self.assertEqual(self.template.laredoute_title, "Robe D'été À Pois")
        self.assertIn("Robe D'été À Pois", action["params"]["message"])
        self.assertFalse(self.findings_of(self.listing))

    def test_who_may_not_write_the_product_is_shown_it(self):
        user = new_test_user(
            self.env, "lecteur", groups="laredoute_connector.group_laredoute_user"
        )
        finding = self.make_finding("title_without_capital").with_user(user)
        self.assertEqual(finding.action_fix()["res_model"], "product.template")
        self.assertFalse(self.template.laredoute_title)

    def test_findings_are_grouped_by_a_name_and_by_brand(self):
        self.make_finding("ean_missing")
        self.listing.brand_id = self.brand
        groups = self.env["laredoute.finding"].formatted_read_group(
            [("listing_id", "=", self.listing.id)], ["code", "brand_id"], ["__count"]
        )
        self.assertEqual(
            [
                (group["code"], group["brand_id"][0], group["__count"])
                for group in groups
            ],
            [("ean_missing", self.brand.id, 1)],
        )

    def test_amounts_read_as_people_write_them(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        arguments = {"price": "4.99", "sent": "60.00", "percent": 91}
        finding = self.make_finding("price_drop", arguments=arguments)
        french = finding.with_context(lang="fr_FR").message
        self.assertIn("60,00", french)
        self.assertIn("4,99", french)
        self.assertIn("60.00", finding.with_context(lang="en_US").message)

    def test_l_a_rate_of_vat_reads_in_percent(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        finding = self.make_finding("vat_unknown", arguments={"rate": "0.21"})
        self.assertIn("VAT of 21 % is not", finding.message)
        finding.arguments = {"rate": "0.055"}
        english = finding.with_context(lang="en_US")
        self.assertIn("5.5 %", english.message)
        self.assertIn("5,5 %", finding.with_context(lang="fr_FR").message)
        # what an earlier version may have stored
        finding.arguments = {"rate": "so much"}
        self.assertIn("so much", finding.message)
