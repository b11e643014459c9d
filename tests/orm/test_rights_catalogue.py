# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""People who have nothing to do with La Redoute work on products as ever."""

from odoo.tests import tagged

from .common import LaredouteCase, make_ean, picture


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
        template.write({"name": "Jupe Longue", "image_1920": picture()})
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
        self.as_plain(self.template).read()
        self.as_plain(self.template.product_variant_ids).read()
        self.as_plain(self.size).read()
        self.as_plain(self.size.value_ids).read()
        self.as_plain(self.template.categ_id).read()

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
