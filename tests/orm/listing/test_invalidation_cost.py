# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a change costs: one statement, and nothing for what is not sold."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from ..common import LaredouteCase, make_ean

ADDED = "INSERT INTO laredoute_listing_stale"


@tagged("standard", "post_install", "-at_install")
class TestInvalidationCost(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.stale = self.env["laredoute.listing.stale"]
        self.odoo_category = self.env["product.category"].create({"name": "Vases"})

    # ------------------------------------------------------------------- helpers
    def make_products(self, number, **values):
        return self.env["product.product"].create(
            [
                {
                    "name": f"Vase {index}",
                    "default_code": f"V-{number}-{index}",
                    "barcode": make_ean(31000 + 100 * number + index),
                    "is_storable": True,
                    "categ_id": self.odoo_category.id,
                    **values,
                }
                for index in range(number)
            ]
        )

    def sell(self, products):
        listings = self.env["laredoute.listing"].create(
            [
                {"account_id": self.account.id, "product_id": product.id}
                for product in products
            ]
        )
        self.forget()
        return listings

    def forget(self):
        """A new transaction begins, and nothing is stale."""
        self.env.cr.flush()
        self.env.cr.execute("DELETE FROM laredoute_listing_stale")
        self.env.cr.precommit.data.clear()
        self.env.invalidate_all()

    @contextmanager
    def statements(self):
        """Collect the text of what the database is sent."""
        found, execute = [], type(self.env.cr).execute

        def noted(cr, query, *arguments, **options):
            found.append(query.code if isinstance(query, SQL) else query)
            return execute(cr, query, *arguments, **options)

        with patch.object(type(self.env.cr), "execute", noted):
            yield found

    def cost(self, change):
        """Return the statements of a transaction that makes a change."""
        self.forget()
        with self.statements() as found:
            change()
            self.env.cr.flush()
        return found

    def rows(self, offers=False):
        self.env.cr.flush()
        return self.env.execute_query(
            SQL(
                "SELECT account_id, listing_id, scope FROM laredoute_listing_stale"
                " WHERE offers = %s",
                offers,
            )
        )

    def count_added(self, statements):
        return len([text for text in statements if ADDED in text])

    # -------------------------------------------------------- one a transaction
    def test_one_statement_whatever_the_number_of_products(self):
        for number in (2, 30):
            products = self.make_products(number)
            listings = self.sell(products)

            def change(products=products):
                for index, product in enumerate(products):
                    product.name = f"Vase No. {index}"
                    product.list_price = 20 + index
                    product.default_code = f"{product.default_code}-B"

            with self.subTest(number):
                found = self.cost(change)
                self.assertEqual(self.count_added(found), 1)
                rows = self.rows()
                self.assertEqual({row[1] for row in rows}, set(listings.ids))
                self.assertEqual(len(rows), number, "once each")

    def test_writing_them_at_the_end_costs_the_same_for_any_number(self):
        def end(number):
            products = self.make_products(number)
            self.sell(products)
            products.write({"list_price": 42.0})
            self.env.flush_all()
            with self.statements() as found:
                self.env.cr.flush()
            return len(found)

        end(1)
        self.assertEqual(end(3), end(40))

    def test_a_price_list_line_for_all_adds_one_row_for_each_account(self):
        pricelist = self.env["product.pricelist"].create({"name": "La Redoute"})
        self.account.pricelist_id = pricelist
        listings = self.sell(self.make_products(20))
        lines = self.env["product.pricelist.item"]
        found = self.cost(
            lambda: lines.create({"pricelist_id": pricelist.id, "fixed_price": 9.0})
        )
        self.assertEqual(self.count_added(found), 1)
        accounts = self.env["laredoute.account"].search_count([])
        self.assertEqual([row[1] for row in self.rows()], [None] * accounts)
        self.assertTrue(all(listings.mapped("needs_check")))

    def test_hundreds_of_price_list_lines_cost_one_statement(self):
        pricelist = self.env["product.pricelist"].create({"name": "La Redoute"})
        self.account.pricelist_id = pricelist
        products = self.make_products(20)
        listings = self.sell(products)
        values = [
            {
                "pricelist_id": pricelist.id,
                "applied_on": "0_product_variant",
                "product_id": product.id,
                "product_tmpl_id": product.product_tmpl_id.id,
                "fixed_price": 9.0,
            }
            for product in products
        ]
        found = self.cost(lambda: self.env["product.pricelist.item"].create(values))
        self.assertEqual(self.count_added(found), 1)
        self.assertEqual({row[1] for row in self.rows()}, set(listings.ids))

    def test_settings_taxes_colours_and_mappings_look_no_listing_up(self):
        colour = self.env["product.attribute"].create(
            {
                "name": "Couleur",
                "laredoute_usage": "colour",
                "value_ids": [Command.create({"name": "Rouge"})],
            }
        )
        line = {
            "attribute_id": colour.id,
            "value_ids": [Command.set(colour.value_ids.ids)],
        }
        products = self.make_products(10, attribute_line_ids=[Command.create(line)])
        tax = products[0].taxes_id.copy({"name": "TVA copie"})
        products.taxes_id = tax
        listings = self.sell(products)
        mapping = self.env["laredoute.category.mapping"].create(
            {"product_category_id": self.odoo_category.id}
        )
        for name, change in {
            "settings": lambda: self.account.write({"delivery_fee": 4.2}),
            "tax": lambda: tax.write({"amount": 5.5}),
            "colour": lambda: colour.value_ids.write({"name": "Carmin"}),
            "mapping": lambda: mapping.write({"category_id": self.category.id}),
        }.items():
            with self.subTest(name):
                found = self.cost(change)
                self.assertEqual(self.count_added(found), 1)
                self.assertFalse([row for row in self.rows() if row[1]])
                self.assertTrue(all(listings.mapped("needs_check")))
                self.run_flow("check_listings")
                self.assertFalse(any(listings.mapped("needs_check")))

    # -------------------------------------------------- nothing for what is not sold
    def test_products_that_are_not_sold_add_nothing(self):
        self.sell(self.make_products(3))
        others = self.make_products(4)
        self.cost(lambda: [each.write({"list_price": 3.0}) for each in others])
        self.assertEqual(self.rows(), [])
        self.cost(
            lambda: [each.write({"default_code": f"N{each.id}"}) for each in others]
        )
        self.assertEqual(self.rows(), [])
        self.cost(lambda: self.make_products(5))
        self.assertEqual(self.rows(), [])
        self.cost(others.unlink)
        self.assertEqual(self.rows(), [])

    def test_making_products_costs_as_much_for_any_number_of_them(self):
        def extra(number):
            found = self.cost(lambda: self.make_products(number))
            return [
                text for text in found if "laredoute" in text and "INSERT" not in text
            ]

        extra(1)
        few, many = extra(2), extra(20)
        self.assertEqual(len(few), len(many))

    def test_making_templates_with_codes_costs_as_much_for_any_number(self):
        """Odoo makes the variants first and writes their codes one by one."""

        def extra(number):
            values = [
                {"name": f"T{index}", "default_code": f"T-{number}-{index}"}
                for index in range(number)
            ]
            found = self.cost(lambda: self.env["product.template"].create(values))
            return [text for text in found if "laredoute_listing" in text]

        extra(1)
        few, many = extra(2), extra(20)
        self.assertEqual(len(few), len(many))

    def test_writing_prices_of_others_reads_nothing_of_ours(self):
        self.sell(self.make_products(3))
        others = self.make_products(10)
        self.forget()
        with self.statements() as found:
            for each in others:
                each.list_price = 7.0
            self.env.flush_all()
        self.assertFalse([text for text in found if "FROM laredoute" in text])

    # --------------------------------------------------------------- rows themselves
    def test_what_a_savepoint_undoes_is_not_stale(self):
        listings = self.sell(self.make_products(2))
        first, second = listings
        first.product_id.name = "Avant"
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            second.product_id.name = "Pendant"
            self.assertTrue(second.needs_check)
            raise ZeroDivisionError
        self.assertTrue(first.needs_check)
        self.assertFalse(second.needs_check)

    def test_what_changes_while_it_is_checked_stays_stale(self):
        listing = self.make_listing()
        other = self.make_listing()
        check = type(listing)._check
        changed = []

        def meanwhile(listings, images):
            check(listings, images)
            if not changed:
                changed.append(True)
                listings.browse(listing.id).product_id.name = "Robe Courte"

        with patch.object(type(listing), "_check", meanwhile):
            self.run_flow("check_listings")
        self.assertTrue(listing.needs_check)
        self.assertFalse(other.needs_check)
        self.run_flow("check_listings")
        self.assertFalse(listing.needs_check)

    def test_a_brand_is_found_by_what_a_check_under_way_writes(self):
        """While it is checked first, nothing says that the listing has the brand."""
        self.account.brand_source = "category"
        product = self.make_product(categ_id=self.odoo_category.id)
        product.laredoute_brand_id = False
        listing = self.make_listing(product)
        mapping = self.env["laredoute.brand.mapping"].create({"name": "Vases"})
        check = type(listing)._check

        def meanwhile(listings, images):
            # confirmed by somebody whose transaction does not see what the check writes
            listings.env["laredoute.brand.mapping"].browse(
                mapping.id
            ).brand_id = self.brand
            listings.env.cr.flush()
            listings.env.cr.execute(
                "UPDATE laredoute_brand_mapping SET brand_id = NULL"
            )
            listings.env.invalidate_all()
            check(listings, images)

        with patch.object(type(listing), "_check", meanwhile):
            self.run_flow("check_listings")
        self.assertEqual(listing.brand_source, "Vases")
        self.assertTrue(listing.needs_check)

    def test_deleted_listings_leave_no_rows(self):
        listings = self.sell(self.make_products(2))
        listings.product_id.name = "Autre"
        self.env.cr.flush()
        listings.unlink()
        self.run_flow("check_listings")
        self.assertEqual(self.rows(), [])

    def test_a_paused_account_keeps_one_row_for_each(self):
        listings = self.sell(self.make_products(2))
        self.account.phase = "paused"
        self.forget()
        for price in range(5):
            listings.product_id.list_price = price
            self.account.delivery_fee = price
            self.env.cr.flush()
        self.assertEqual(len(self.rows()), 5 * (2 + 1))
        self.stale._gc_idle()
        mine = [row for row in self.rows() if row[0] == self.account.id]
        self.assertEqual(len(mine), 3)
        self.assertTrue(all(listings.mapped("needs_check")))

    def test_an_account_s_settings_concern_no_other_account(self):
        listings = self.sell(self.make_products(2))
        self.account.copy({"name": "Other shop", "phase": "testing"})
        self.forget()
        self.account.delivery_fee = 7
        self.env.cr.flush()
        self.assertEqual({row[0] for row in self.rows()}, {self.account.id})
        self.assertTrue(all(listings.mapped("needs_check")))
        self.run_flow("check_listings")
        self.assertFalse(any(listings.mapped("needs_check")))

    def test_too_many_domains_mean_all(self):
        listings = self.sell(self.make_products(2))
        for number in range(60):
            self.env["laredoute.listing"]._invalidate(
                [("brand_source", "=", str(number))]
            )
        self.assertTrue(all(listings.mapped("needs_check")))
        self.run_flow("check_listings")
        self.assertFalse(any(listings.mapped("needs_check")))
