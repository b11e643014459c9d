# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Safety, most units shown, and what is always available: the nearest rule decides."""

from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.laredoute_connector.models.offer.stock import sellable, untracked

from .policy_case import PolicyCase


@tagged("standard", "post_install", "-at_install")
class TestSafety(PolicyCase):
    def test_the_account_holds_back_units(self):
        self.account.stock_safety = 2
        self.assertEqual(self.quantity(), 1)

    def test_the_account_holds_back_a_percentage_rounded_up(self):
        self.set_stock(self.product, 8)
        self.account.write({"safety_by": "percent", "safety_percent": 10})
        self.account.stock_safety = 5
        self.assertEqual(self.quantity(), 11 - 2)

    def test_a_percentage_of_what_is_on_hand_is_not_sold_piece_by_piece(self):
        self.set_stock(self.product, 7)
        self.account.write({"safety_by": "percent", "safety_percent": 20})
        self.assertTrue(self.accepted(8))
        self.assertEqual(self.quantity(), 0)
        self.assertFalse(self.accepted(1), "two are held back, as before")

    def test_the_nearest_rule_decides(self):
        above = self.env["product.category"].create({"name": "Femme"})
        below = self.env["product.category"].create(
            {"name": "Robes", "parent_id": above.id}
        )
        self.product.categ_id = below
        self.set_stock(self.product, 97)
        self.account.stock_safety = 1
        expected = 99
        template = self.product.product_tmpl_id
        for number, target in enumerate((above, below, template, self.product), 1):
            self.assertEqual(self.quantity(), expected)
            self.rule(target, safety_by="units", safety_units=10 * number)
            expected = 100 - 10 * number
        self.assertEqual(self.quantity(), 60)

    def test_an_account_has_rules_of_its_own(self):
        other = self.second_account()
        self.rule(safety_by="units", safety_units=1)
        self.rule(account=self.account, safety_by="units", safety_units=2)
        self.assertEqual(self.quantity(), 1)
        self.assertEqual(self.quantity(account=other), 2)

    def test_each_setting_has_its_own_nearest_rule(self):
        self.account.stock_safety = 1
        self.rule(self.product.product_tmpl_id, cap_by="units", cap=1)
        self.assertEqual(self.quantity(), 1)
        self.rule(safety_by="units", safety_units=3)
        self.assertEqual(self.quantity(), 0)

    def test_what_is_held_back_is_not_accepted_without_a_person(self):
        self.rule(safety_by="units", safety_units=2)
        self.assertFalse(self.accepted(2))
        self.assertTrue(self.accepted(1))

    def test_a_rule_holds_for_one_thing_and_there_is_one_of_it(self):
        self.rule(safety_by="units", safety_units=2)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.rule(safety_by="units", safety_units=3)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.rule(self.product.product_tmpl_id, applied_on="variant")

    def test_a_safety_of_a_rule_without_a_number_holds_nothing_back(self):
        self.account.stock_safety = 2
        rule = self.rule(safety_by="units")
        self.assertEqual(self.quantity(), 3)
        rule.safety_by = "percent"
        self.assertEqual(self.quantity(), 3)

    def test_a_rule_says_what_it_does(self):
        rule = self.rule(
            safety_by="percent",
            safety_percent=12.5,
            cap_by="units",
            cap=4,
            source="stock",
        )
        self.assertEqual(
            rule.summary,
            "Odoo's stock decides, 12.5 % of the units on hand held back, at most 4 "
            "shown",
        )
        rule.write({"safety_by": False, "cap_by": False, "source": False})
        self.assertEqual(rule.summary, "")


@tagged("standard", "post_install", "-at_install")
class TestMostShown(PolicyCase):
    def test_no_more_are_shown_than_the_account_says(self):
        self.account.offer_cap = 2
        self.assertEqual(self.quantity(), 2)
        self.assertTrue(self.accepted(3), "stock covers it all the same")

    def test_a_product_shows_more_or_without_limit(self):
        self.account.offer_cap = 1
        rule = self.rule(cap_by="units", cap=2)
        self.assertEqual(self.quantity(), 2)
        rule.cap_by = "none"
        self.assertEqual(self.quantity(), 3)


@tagged("standard", "post_install", "-at_install")
class TestAlwaysAvailable(PolicyCase):
    def test_it_is_offered_whatever_is_in_stock(self):
        self.rule(source="always", always_units=25)
        self.assertEqual(self.quantity(), 25)
        self.set_stock(self.product, -10)
        self.account.stock_safety = 3
        self.assertEqual(self.quantity(), 25)

    def test_orders_of_it_are_accepted_and_sent(self):
        self.rule(source="always", always_units=5)
        self.assertTrue(self.accepted(30))
        self.run_flow("send_operations")
        self.assertEqual(self.market.updates[-1].kind.value, "accept")
        self.assertEqual(self.quantity(), 5)

    def test_what_nobody_follows_is_offered_and_accepted(self):
        loose = self.make_product(stock=0, is_storable=False)
        self.assertEqual(self.quantity(loose), 0)
        self.rule(loose.product_tmpl_id, source="always", always_units=7)
        self.assertEqual(self.quantity(loose), 7)
        self.assertFalse(untracked(self.account, loose))
        listing = self.make_listing(loose)
        listing._check()
        self.assertFalse(listing.finding_ids)
        self.assertTrue(self.accepted(2, loose))

    def test_a_person_may_accept_what_waited(self):
        self.account.acceptance_policy = "manual"
        self.assertFalse(self.accepted(9))
        self.rule(source="always", always_units=5)
        line = self.inbox("1-2026.326.0000001").line_ids
        self.assertFalse(line._missing_units())

    def test_a_product_of_such_a_category_may_come_from_stock(self):
        self.product.categ_id = self.env["product.category"].create({"name": "Sur"})
        self.rule(self.product.categ_id, source="always", always_units=9)
        self.assertEqual(self.quantity(), 9)
        self.rule(source="stock")
        self.assertEqual(self.quantity(), 3)

    def test_the_most_shown_holds_for_it_too(self):
        self.account.offer_cap = 4
        self.rule(source="always", always_units=9)
        self.assertEqual(self.quantity(), 4)

    def test_a_thousand_cost_no_query_each(self):
        products = self.product
        for _each in range(20):
            products |= self.product.copy({"barcode": False, "default_code": False})
        self.rule(safety_by="units", safety_units=1)
        for product in products[1:]:
            self.rule(product, source="always", always_units=3)
        self.account.write({"receipts_by": "days", "stock_pool": "share"})
        self.env.flush_all()
        sellable(self.account, products)
        before = self.env.cr.sql_log_count
        sellable(self.account, products[:2])
        few = self.env.cr.sql_log_count - before
        sellable(self.account, products)
        self.assertLessEqual(self.env.cr.sql_log_count - before - few, few + 1)
