# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""People who have nothing to do with La Redoute work on products as ever."""

import contextlib

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..common import LaredouteCase, jpeg, make_ean


@tagged("standard", "post_install", "-at_install")
class TestProductRights(LaredouteCase):
    """Every override, by a user of products, stock and accounting, none of ours."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = (
            "base.group_user",
            "base.group_partner_manager",
            "product.group_product_manager",
            "product.group_product_pricelist",
            "product.group_product_variant",
            "sales_team.group_sale_manager",
            "stock.group_stock_manager",
            "account.group_account_manager",
        )
        cls.plain = cls.env["res.users"].create(
            {
                "name": "Produits",
                "login": "laredoute_plain",
                "company_ids": [(6, 0, cls.company.ids)],
                "company_id": cls.company.id,
                "group_ids": [(6, 0, [cls.env.ref(each).id for each in groups])],
            }
        )

    def setUp(self):
        super().setUp()
        self.size = self.env["product.attribute"].create(
            {"name": "Taille", "value_ids": [(0, 0, {"name": n}) for n in "SML"]}
        )
        line = {
            "attribute_id": self.size.id,
            "value_ids": [(6, 0, self.size.value_ids[:2].ids)],
        }
        self.template = self.env["product.template"].create(
            {
                "name": "Jupe",
                "type": "consu",
                "laredoute_category_id": self.category.id,
                "laredoute_label": True,
                "attribute_line_ids": [(0, 0, line)],
            }
        )
        self.account.brand_source = "category"
        self.listing = self.make_listing(self.make_product())
        self.run_flow("check_listings")
        self.env.invalidate_all()

    def as_plain(self, record):
        return record.with_user(self.plain)

    def test_products(self):
        template = self.as_plain(self.template)
        template.write({"name": "Jupe Longue", "image_1920": jpeg()})
        template.product_variant_ids[0].write(
            {"barcode": make_ean(4242), "default_code": "JUPE-S"}
        )
        template.attribute_line_ids.value_ids = self.size.value_ids
        template.categ_id = self.env["product.category"].create({"name": "Jupes"})
        template.copy()
        template.product_variant_ids[0].active = False
        template.product_variant_ids[:1].unlink()
        template.unlink()
        made = self.as_plain(self.env["product.template"]).create({"name": "Autre"})
        self.env.flush_all()
        self.assertTrue(made.product_variant_ids)

    def test_every_field_can_be_read(self):
        for records in (
            self.template,
            self.template.product_variant_ids,
            self.size,
            self.size.value_ids,
            self.template.categ_id,
        ):
            with self.subTest(records._name):
                self.assertFalse(self.unreadable(self.as_plain(records)))

    def unreadable(self, records):
        """The fields that are shown and, because of us or what we need, not readable.

        Other addons show fields that only their own people may read.
        """
        addon = self.env.ref("base.module_laredoute_connector")
        ours = addon | addon.upstream_dependencies(exclude_states=("uninstallable",))
        names, found = set(ours.mapped("name")), []
        for name in records.fields_get():
            try:
                records.read([name])
            except AccessError as error:
                defined = names & set(records._fields[name]._modules)
                if defined or "laredoute" in str(error):
                    found.append(name)
        return found

    def test_import(self):
        products = self.as_plain(self.env["product.template"])
        result = products.load(
            ["name", "default_code", "list_price"], [["Veste", "VESTE", "80"]]
        )
        self.assertTrue(result["ids"], result["messages"])

    def test_attributes_prices_taxes_and_categories(self):
        size = self.as_plain(self.size)
        size.write({"name": "Pointure", "laredoute_usage": "none"})
        size.value_ids[0].name = "XS"
        size.value_ids[0].update_field_translations("name", {"en_US": "XXS"})
        pricelist = self.as_plain(self.env["product.pricelist"]).create(
            {"name": "Soldes", "item_ids": [(0, 0, {"fixed_price": 30})]}
        )
        self.account.pricelist_id = pricelist.sudo()
        pricelist.item_ids.fixed_price = 25
        pricelist.item_ids.unlink()
        self.as_plain(self.listing.product_id.categ_id).name = "Robes longues"
        self.as_plain(self.listing.product_id.taxes_id).amount = 10
        self.env.flush_all()

    def test_values_shared_with_another_company(self):
        """Another company's product has the value too: it is renamed all the same."""
        other = self.env["res.company"].create({"name": "Autre"})
        self.template.company_id = other
        self.env.flush_all()
        self.env.invalidate_all()
        value = self.as_plain(self.size.value_ids[0])
        value.name = "XS"
        self.as_plain(self.size).laredoute_usage = "none"
        self.env.flush_all()
        listing = self.env["laredoute.listing"].search(
            [("product_tmpl_id", "=", self.template.id)], limit=1
        )
        if listing:
            self.assertTrue(listing.needs_check)


@tagged("standard", "post_install", "-at_install")
class TestReader(LaredouteCase):
    """A person who may look at everything of La Redoute and change nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = ("base.group_user", "laredoute_connector.group_laredoute_user")
        cls.reader = cls.env["res.users"].create(
            {
                "name": "Lectrice",
                "login": "laredoute_reader",
                "company_ids": [(6, 0, cls.company.ids)],
                "company_id": cls.company.id,
                "group_ids": [(6, 0, [cls.env.ref(each).id for each in groups])],
            }
        )

    def setUp(self):
        super().setUp()
        self.account.brand_source = "category"
        self.broken = self.make_listing(
            self.make_product(
                name="<script>alert(1)</script> robe",
                barcode=False,
                categ_id=self.env["product.category"].create({"name": "<b>Été</b>"}).id,
                laredoute_category_id=False,
                laredoute_brand_id=False,
                description_sale="<img src=x onerror=alert(2)>",
            )
        )
        self.run_flow("check_listings")
        self.env.invalidate_all()

    def as_reader(self, record):
        return record.with_user(self.reader)

    def test_every_screen_opens(self):
        for name in (
            "laredoute.listing",
            "laredoute.finding",
            "laredoute.category.mapping",
            "laredoute.brand.mapping",
            "laredoute.value.mapping",
            "laredoute.product.attribute",
            "laredoute.product.image",
            "laredoute.brand",
            "laredoute.category",
            "laredoute.attribute",
            "laredoute.attribute.value",
            "laredoute.account",
        ):
            with self.subTest(name):
                model = self.as_reader(self.env[name])
                model.search([], limit=20).read()
        product = self.as_reader(self.broken.product_id)
        for record in (product, product.product_tmpl_id):
            names = [name for name in record.fields_get() if "laredoute" in name]
            self.assertIn("laredoute_problem_ids", names)
            record.read(names)

    def test_every_button_works_or_refuses(self):
        template = self.as_reader(self.broken.product_tmpl_id)
        for record, names in (
            (
                template,
                (
                    "action_laredoute_preview",
                    "action_open_laredoute_listings",
                    "action_open_laredoute_category_mapping",
                    "action_open_laredoute_brand_mapping",
                    "action_laredoute_list",
                    "action_laredoute_apply_to_variants",
                    "action_laredoute_sync_lines",
                    "action_laredoute_capitalise",
                ),
            ),
            (
                self.as_reader(self.broken),
                (
                    "action_preview",
                    "action_open_history",
                    "action_open_product",
                    "action_open_exchange",
                    "action_end",
                    "action_select",
                    "action_check",
                    "action_confirm_price",
                ),
            ),
            (
                self.as_reader(self.env["laredoute.category.mapping"]).search([]),
                (
                    "action_confirm",
                    "action_dismiss",
                    "action_propose",
                    "action_find",
                ),
            ),
        ):
            for name in names:
                with self.subTest(name), contextlib.suppress(AccessError, UserError):
                    getattr(record, name)()
                    self.env.flush_all()
        for finding in self.as_reader(self.broken.finding_ids):
            with self.subTest(finding.code), contextlib.suppress(AccessError):
                finding.action_fix()
        self.assertTrue(self.broken.selected)

    def test_names_are_shown_as_written(self):
        action = self.as_reader(self.broken).action_preview()
        preview = self.env["laredoute.preview"].browse(action["res_id"])
        self.assertIn("&lt;script&gt;", preview.content)
        self.assertNotIn("<script", preview.content)
        self.assertNotIn("<img src=x", preview.content)

    def test_another_company_sees_nothing_of_a_shared_product(self):
        other = self.env["res.company"].create({"name": "Autre"})
        stranger = self.reader.copy(
            {
                "login": "laredoute_stranger",
                "company_id": other.id,
                "company_ids": [(6, 0, other.ids)],
            }
        )
        template = self.broken.product_tmpl_id.with_user(stranger)
        self.assertTrue(self.broken.finding_ids)
        self.assertFalse(template.laredoute_listing_count)
        self.assertFalse(template.laredoute_finding_ids)
        self.assertFalse(template.laredoute_problem_ids)
        self.assertFalse(template.laredoute_sent_note)
        mappings = self.env["laredoute.category.mapping"].search([])
        self.assertTrue(any(mappings.mapped("held_back")))
        self.assertFalse(any(mappings.with_user(stranger).mapped("held_back")))
        with self.assertRaises(UserError):
            template.action_laredoute_preview()
        with self.assertRaises(AccessError):
            self.env["laredoute.preview"].with_user(stranger).create(
                {
                    "product_ids": [(6, 0, template.product_variant_ids.ids)],
                    "account_ids": [(6, 0, self.account.ids)],
                    "account_id": self.account.id,
                }
            )


@tagged("standard", "post_install", "-at_install")
class TestNewLists(LaredouteCase):
    def test_a_list_that_becomes_closed_refuses_nobody(self):
        """Own words on a product, then La Redoute wants a value of its list."""
        attribute = self.env["laredoute.attribute"].create(
            {"code": "A9100", "name": "Matière"}
        )
        requested = self.env["laredoute.category.attribute"].create(
            {"category_id": self.category.id, "attribute_id": attribute.id}
        )
        listing = self.make_listing()
        line = listing.product_tmpl_id.laredoute_line_ids
        line.text = "Lin lavé"
        self.run_flow("check_listings")
        self.assertFalse(listing.has_error)
        requested.constrained = True
        self.env["laredoute.listing"]._invalidate_reference(
            "laredoute.category.attribute", requested.ids
        )
        self.run_flow("check_listings")
        self.assertTrue(line.constrained)
        self.assertTrue(listing.has_error)
        with self.assertRaisesRegex(ValidationError, "list only"):
            line.text = "Lin froissé"
