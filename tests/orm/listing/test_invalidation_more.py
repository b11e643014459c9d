# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Ways round the product's own form that make its listings stale all the same."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import LaredouteCase, make_ean, refused


@tagged("standard", "post_install", "-at_install")
class TestInvalidationMore(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.odoo_category = self.env["product.category"].create({"name": "Lumière"})
        self.listing = self.make_listing(
            self.make_product(
                stock=0, is_storable=False, categ_id=self.odoo_category.id
            )
        )
        self.run_flow("check_listings")
        self.product = self.listing.product_id

    def assert_stale(self, change):
        self.assertFalse(self.listing.needs_check)
        change()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertTrue(self.listing.needs_check, "the change was not noticed")
        self.run_flow("check_listings")

    def size_line(self):
        size = self.env["product.attribute"].create(
            {"name": "Taille", "value_ids": [(0, 0, {"name": n}) for n in "SM"]}
        )
        line = {"attribute_id": size.id, "value_ids": [(6, 0, size.value_ids[:1].ids)]}
        self.product.product_tmpl_id.attribute_line_ids = [(0, 0, line)]
        self.env.flush_all()
        self.run_flow("check_listings")
        return self.product.product_tmpl_id.attribute_line_ids

    def test_a_category_renamed_where_it_says_the_brand(self):
        self.account.brand_source = "category"
        self.run_flow("check_listings")
        self.assert_stale(lambda: self.odoo_category.write({"name": "Maison"}))
        above = self.env["product.category"].create({"name": "Marques"})
        self.assert_stale(lambda: self.odoo_category.write({"parent_id": above.id}))

    def test_a_category_renamed_elsewhere_costs_nothing(self):
        self.odoo_category.name = "Maison"
        self.assertFalse(self.listing.needs_check)

    def test_attribute_lines_and_extra_prices_edited_alone(self):
        line = self.size_line()
        self.assert_stale(
            lambda: line.write(
                {"value_ids": [(6, 0, line.attribute_id.value_ids[1:].ids)]}
            )
        )
        values = self.product.product_tmpl_id.attribute_line_ids
        values = values.product_template_value_ids.filtered("ptav_active")
        self.assert_stale(lambda: values.write({"price_extra": 3}))
        self.assert_stale(line.unlink)

    def test_price_lists_below_price_lists(self):
        lists = self.env["product.pricelist"]
        deep = lists.create({"name": "Fond", "item_ids": [(0, 0, {"fixed_price": 9})]})
        top = deep
        for name in ("Milieu", "Haut"):
            based = {
                "compute_price": "formula",
                "base": "pricelist",
                "base_pricelist_id": top.id,
            }
            top = lists.create({"name": name, "item_ids": [(0, 0, based)]})
        self.account.pricelist_id = top
        self.run_flow("check_listings")
        self.assert_stale(lambda: deep.item_ids.write({"fixed_price": 8}))
        dollar = self.env.ref("base.USD")
        if dollar == top.currency_id:
            dollar = self.env.ref("base.EUR")
        dollar.active = True
        self.assert_stale(lambda: top.write({"currency_id": dollar.id}))

    def test_a_code_becomes_free_when_its_duplicate_is_ended(self):
        duplicate = self.make_listing(self.make_product(default_code="AUTRE"))
        self.run_flow("check_listings")
        self.assert_stale(
            lambda: duplicate.product_id.write(
                {"default_code": self.product.default_code}
            )
        )
        self.assertIn("sku_not_unique", self.listing.finding_ids.mapped("code"))
        self.assert_stale(duplicate.action_end)
        self.assertNotIn("sku_not_unique", self.listing.finding_ids.mapped("code"))
        self.assert_stale(duplicate.action_select)
        self.assertIn("sku_not_unique", self.listing.finding_ids.mapped("code"))
        duplicate.action_end()
        self.run_flow("check_listings")
        self.assert_stale(lambda: duplicate.write({"selected": True}))
        duplicate.write({"state": "blocked"})
        self.assert_stale(duplicate.unlink)

    def test_a_new_duplicate_makes_the_one_stale_that_was_alone(self):
        product = self.make_product(default_code=self.product.default_code)
        self.assert_stale(lambda: self.make_listing(product))

    def test_a_product_deleted_leaves_la_redoute(self):
        self.make_live(self.listing)
        self.full_offers_done()
        self.assert_stale(self.product.product_tmpl_id.unlink)
        self.assertFalse(self.listing.selected)
        self.run_flow("send_offers")
        self.assertEqual(self.market.sent("offers")[0].quantity, 0)
        self.report("offers", self.listing.offer_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(self.listing.state, "ended")

    def test_what_had_no_stock_ends_without_news(self):
        self.make_live(self.listing)
        self.full_offers_done()
        files = len(self.market.files)
        self.assertEqual(self.listing.quantity_sent, 0)
        self.listing.selected = False
        self.run_flow("send_offers")
        self.assertEqual(len(self.market.files), files, "La Redoute offers nothing")
        self.assertEqual(self.listing.state, "ended")

    def test_what_la_redoute_refused_to_take_off_sale_has_not_ended(self):
        product = self.listing.product_id
        product.is_storable = True
        self.set_stock(product, 5)
        self.make_live(self.listing)
        self.full_offers_done()
        self.listing.selected = False
        self.run_flow("send_offers")
        self.assertEqual(self.market.sent("offers")[0].quantity, 0)
        refusal = refused(self.listing.ean, self.listing.sku, "X", "Refusé")
        self.report("offers", self.listing.offer_exchange_id, refusal)
        self.run_flow("collect_reports", "apply_reports")
        files = len(self.market.files)
        self.run_flow("send_offers")
        self.assertEqual(len(self.market.files), files + 1, "it is on sale still")
        self.assertEqual(self.listing.state, "live")

    def test_a_variant_deleted_counts_too(self):
        self.assert_stale(self.product.unlink)

    def test_another_company_wakes_the_selection(self):
        other = self.env["res.company"].create({"name": "Autre"})
        self.forget_wakes("select_listings")
        self.product.product_tmpl_id.company_id = other
        self.assertTrue(self.wakes("select_listings"))

    def test_what_was_sent_alone_gets_no_variant_by_another_way(self):
        line = self.size_line()
        line.value_ids = line.attribute_id.value_ids
        template = self.product.product_tmpl_id
        other = template.product_variant_ids - self.product
        combination = other.product_template_attribute_value_ids
        other.unlink()
        self.listing.write({"sent_at": "2026-11-01 10:00:00", "parent_sku": False})
        with self.assertRaisesRegex(UserError, "single product"):
            self.env["product.product"].create(
                {
                    "product_tmpl_id": template.id,
                    "barcode": make_ean(5151),
                    "product_template_attribute_value_ids": [(6, 0, combination.ids)],
                }
            )

    def test_an_archived_variant_does_not_come_back_beside_one_sent_alone(self):
        line = self.size_line()
        line.value_ids = line.attribute_id.value_ids
        first, second = self.product.product_tmpl_id.product_variant_ids
        second.active = False
        listing = self.listing if first == self.product else self.make_listing(first)
        listing.write({"sent_at": "2026-11-01 10:00:00", "parent_sku": False})
        with self.assertRaisesRegex(UserError, "single product"):
            second.active = True

    def test_a_copy_takes_nothing_that_is_its_own(self):
        template = self.env["product.template"].browse(self.product.product_tmpl_id.id)
        template.write({"laredoute_parent_sku": "PARENT", "laredoute_label": True})
        copy = template.copy()
        self.assertTrue(copy.product_variant_ids)
        self.assertFalse(copy.laredoute_label)
        self.assertFalse(copy.laredoute_parent_sku)
        self.assertFalse(copy.barcode)
        self.assertFalse(copy.laredoute_listing_ids)

    def test_deliveries_and_sales_make_nothing_stale(self):
        listing = self.make_listing()
        product = listing.product_id
        self.run_flow("check_listings")
        self.forget_wakes("check_listings")
        partner = self.env["res.partner"].create({"name": "Client"})
        order = self.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "warehouse_id": self.account.warehouse_id.id,
                "order_line": [(0, 0, {"product_id": product.id})],
            }
        )
        order.action_confirm()
        self.ship(order.picking_ids)
        self.env.flush_all()
        self.assertEqual(order.picking_ids.state, "done")
        self.assertFalse(listing.needs_check)
        self.assertFalse(self.wakes("check_listings"))
