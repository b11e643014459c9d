# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Contacts: only one that the order made, and that nobody else uses, is written."""

from odoo.tests import tagged

from .agreement_case import AgreementCase


@tagged("standard", "post_install", "-at_install")
class TestCustomer(AgreementCase):
    def accepted(self):
        order = self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        return order

    def real(self, **values):
        """A customer of the company's own."""
        return self.env["res.partner"].create(
            {
                "name": "Élise Dupont",
                "street": "Rue du Magasin",
                "city": "LILLE",
                "email": "elise@example.com",
                **values,
            }
        )

    def paid_now(self, order):
        self.say(order, "to_ship")
        self.read()
        self.assertEqual(self.sale().state, "sale")

    def assert_untouched(self, real):
        self.assertEqual(
            (real.name, real.street, real.city, real.email),
            ("Élise Dupont", "Rue du Magasin", "LILLE", "elise@example.com"),
        )
        self.assert_parcel()

    def assert_parcel(self):
        """The parcel goes where La Redoute says."""
        there = self.sale().picking_ids.partner_id
        self.assertEqual((there.name, there.city), ("DUPONT Élise", "ROUBAIX"))
        self.assert_agreement()

    def merge(self, source, into):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((source | into).ids, into)

    def test_a11_merged_into_a_real_contact(self):
        order, real = self.accepted(), self.real()
        self.merge(self.inbox().partner_id, real)
        self.paid_now(order)
        self.assertEqual(self.sale().partner_id, real)
        self.assert_untouched(real)

    def test_a11_a_real_contacts_own_delivery_address(self):
        order, real = self.accepted(), self.real()
        own = self.real(parent_id=real.id, type="delivery")
        self.merge(self.inbox().partner_id, real)
        self.paid_now(order)
        self.assertEqual(own.street, "Rue du Magasin")
        self.assert_untouched(real)

    def test_a11_a_real_contact_merged_into_the_orders_own(self):
        order, real = self.accepted(), self.real()
        self.env["sale.order"].create({"partner_id": real.id})
        own = self.inbox().partner_id
        self.merge(real, own)
        own.write({"name": "Élise Dupont", "street": "Rue du Magasin"})
        own.write({"city": "LILLE", "email": "elise@example.com"})
        self.paid_now(order)
        self.assert_untouched(own)

    def test_a11_the_customer_of_the_quotation_replaced(self):
        order, real = self.accepted(), self.real()
        self.sale().write({"partner_id": real.id, "partner_invoice_id": real.id})
        self.paid_now(order)
        self.assertEqual(self.sale().partner_id, real)
        self.assert_untouched(real)

    def test_a11_a_contact_that_another_order_uses(self):
        order = self.accepted()
        own = self.inbox().partner_id
        self.env["sale.order"].create({"partner_id": own.id})
        own.write({"name": "Élise Dupont", "street": "Rue du Magasin"})
        own.write({"city": "LILLE", "email": "elise@example.com"})
        self.paid_now(order)
        self.assert_untouched(own)

    def test_a11_the_orders_own_contact_is_completed(self):
        order = self.accepted()
        own = self.inbox().partner_id
        count = self.env["res.partner"].search_count([])
        self.paid_now(order)
        self.assertEqual(own.name, "DUPONT Élise")
        self.assertEqual(self.env["res.partner"].search_count([]), count)
        self.assert_parcel()
