# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Buyers' names in their parts, and buyers that are companies."""

from dataclasses import replace

from odoo.tests import tagged

from ..common import WHOLE, LaredouteCase


@tagged("standard", "post_install", "-at_install")
class TestCustomerNames(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.make_product(stock=10)

    def bought_by(self, billing, delivery=None, **of_delivery):
        """The sale order of an order that its buyer paid."""
        order = self.say(self.order(self.product), "to_ship")
        home = replace(order.delivery, address=delivery or billing, **of_delivery)
        self.market.put(
            replace(
                order,
                billing_address=billing,
                delivery=home,
                source=b"paid",
                digest="paid",
            )
        )
        self.read()
        self.assertEqual(self.inbox().state, "done", self.inbox().waiting_reason)
        return self.inbox().sale_order_id

    def named(self, name, **values):
        return self.bought_by(replace(WHOLE, name=name, **values)).partner_id

    def test_the_first_name_comes_first(self):
        self.assertEqual(self.named("DE LA TOUR Anne").name, "Anne DE LA TOUR")

    def test_a_shop_whose_names_come_first_name_first(self):
        self.account.name_order = "first_last"
        self.assertEqual(self.named("ELISE DUPONT").name, "ELISE DUPONT")

    def test_a_shop_that_wants_names_as_they_come(self):
        self.account.name_order = "as_is"
        self.assertEqual(self.named("M. DUPONT Élise").name, "M. DUPONT Élise")

    def test_nobody_says_a_name(self):
        self.assertIn("1-2026.325.0001234", self.named("").name)

    def test_the_name_of_a_delivery_address_too(self):
        there = replace(WHOLE, name="MARTIN Zoé", address2="3 rue du Port")
        sale = self.bought_by(WHOLE, there)
        self.assertEqual(sale.partner_shipping_id.name, "Zoé MARTIN")
        self.assertEqual(sale.partner_id.name, "Élise DUPONT")

    def test_a_relay_keeps_its_name(self):
        relay = replace(WHOLE, name="TABAC Presse", address2="3 rue du Port")
        sale = self.bought_by(WHOLE, relay, relay_id="F1234")
        self.assertEqual(sale.partner_shipping_id.name, "TABAC Presse")

    def test_a_company_by_its_name(self):
        partner = self.named("SARL DUPONT ET FILS")
        self.assertTrue(partner.is_company)
        self.assertEqual(partner.name, "SARL DUPONT ET FILS")
        self.assertFalse(partner.company_name)

    def test_a_company_by_its_address(self):
        """A person of that company: the person stays the customer."""
        partner = self.named("DUPONT Élise", address3="SARL LES LILAS")
        self.assertFalse(partner.is_company)
        self.assertEqual(partner.company_name, "SARL LES LILAS")
        self.assertEqual(partner.name, "Élise DUPONT")
        self.assertIn("SARL LES LILAS", partner.street2, "nothing of it is lost")
        self.assertEqual(partner.commercial_partner_id, partner)

    def test_a_person_is_no_company(self):
        partner = self.named("SAS Élise")
        self.assertFalse(partner.is_company)
        self.assertFalse(partner.company_name)
        self.assertEqual(partner.name, "Élise SAS")

    def test_a_company_is_charged_to_the_cent_as_a_person_is(self):
        sale = self.bought_by(replace(WHOLE, name="MAIRIE DE ROUBAIX"))
        self.assertEqual(sale.amount_total, self.inbox().amount_total)
        self.assertEqual(sale.state, "sale")
        self.run_flow("compare_all_orders", "compare_orders")
        self.assertEqual(self.inbox().agreement, "agree")
