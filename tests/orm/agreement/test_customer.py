# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Contacts: only one that the order made, and that nobody else uses, is written."""

from dataclasses import replace

from odoo.tests import tagged

from ..common import WHOLE
from .agreement_case import AgreementCase

OTHER = "1-2026.325.0000077"


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
        self.assertEqual((there.name, there.city), ("Élise DUPONT", "ROUBAIX"))
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

    def test_a11_two_orders_share_a_contact_that_moved(self):
        order = self.accepted()
        own = self.inbox().partner_id
        self.order(self.product, remote_id=OTHER)
        self.read()
        self.merge(self.inbox(OTHER).partner_id, own)
        own.write({"name": "Élise Dupont", "street": "Rue du Magasin"})
        own.write({"city": "LILLE", "email": "elise@example.com"})
        self.paid_now(order)
        self.assertEqual(self.sale().partner_id, own)
        self.assert_untouched(own)

    def test_a11_the_orders_own_contact_is_completed(self):
        order = self.accepted()
        own = self.inbox().partner_id
        count = self.env["res.partner"].search_count([])
        self.paid_now(order)
        self.assertEqual(own.name, "Élise DUPONT")
        self.assertEqual(self.env["res.partner"].search_count([]), count)
        self.assert_parcel()

    # --------------------------------------------- A11, once the parcel is being packed
    def edited(self):
        """What is shown of a parcel that is about to leave for another town."""
        self.compare()
        return self.assert_disagreement("address_edited")

    def restored(self):
        self.edited().action_restore()
        there = self.sale().picking_ids.partner_id
        self.assertEqual((there.zip, there.city), ("59100", "ROUBAIX"))
        self.assert_agreement()

    def test_a11_merged_while_the_parcel_is_packed(self):
        self.paid()
        real = self.real(zip="59000")
        self.merge(self.inbox().partner_id, real)
        one = self.edited()
        self.assertEqual((one.theirs, one.ours), ("59100 ROUBAIX", "59000 LILLE"))
        self.restored()
        self.assertEqual((real.street, real.city), ("Rue du Magasin", "LILLE"))

    def test_a11_the_contact_moves_while_the_parcel_is_packed(self):
        self.paid()
        self.sale().partner_shipping_id.write({"zip": "69002", "city": "LYON"})
        self.restored()

    def test_a11_the_delivery_goes_to_somebody_else(self):
        self.paid()
        self.sale().picking_ids.partner_id = self.real(zip="59000")
        self.restored()

    def test_a11_a_person_who_knows_better_keeps_it(self):
        self.paid()
        self.sale().picking_ids.partner_id = self.real(zip="59000")
        self.edited().action_keep()
        self.assertEqual(self.inbox().agreement, "agree")
        self.ship(self.sale().picking_ids)
        self.compare()
        self.assertEqual(self.inbox().agreement, "agree")

    def test_a11_what_is_put_right_by_hand_is_no_alarm(self):
        self.paid()
        self.sale().partner_shipping_id.zip = "69002"
        self.edited()
        self.sale().partner_shipping_id.zip = "59100"
        self.compare()
        self.assert_agreement()

    def test_a11_the_same_town_written_otherwise_is_no_alarm(self):
        self.paid()
        self.sale().partner_shipping_id.write({"city": "Roubaix Cedex", "street": "–"})
        self.compare()
        self.assert_agreement()

    def test_a11_the_rest_of_what_left_is_kept_only(self):
        self.paid(self.order_line(self.product, quantity=2))
        self.ship(self.sale().picking_ids, "6A12345678901", quantity=1)
        self.sale().partner_shipping_id.zip = "69002"
        one = self.edited()
        self.assertEqual(one.ways, ",keep_ours,")

    # ------------------------------------------------------ F, places and their words
    def whole(self, **values):
        """A paid order that goes to an address with these values."""
        order = self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        order = self.say(order, "to_ship")
        address = replace(WHOLE, **values)
        source = f"{order.remote_id}|elsewhere"
        self.market.put(
            replace(
                order,
                delivery=replace(order.delivery, address=address),
                billing_address=address,
                source=source.encode(),
                digest=source,
            )
        )
        self.read()
        return self.sale().picking_ids.partner_id

    def test_f_a_country_of_three_letters(self):
        self.assertEqual(self.whole(country_code="AUT").country_id.code, "AT")

    def test_f_a_country_by_its_name(self):
        self.assertEqual(self.whole(country_code="BELGIQUE").country_id.code, "BE")

    def test_f_buyers_where_french_vat_may_not_be_due(self):
        """The total is right, and an accountant is to look at the rest."""
        self.whole(zip_code="98800", city="NOUMEA", country_code="NC")
        sale, inbox = self.sale(), self.inbox()
        self.assertEqual(sale.amount_total, inbox.amount_total)
        self.assertTrue(all(sale.order_line.tax_ids.mapped("price_include")))
        self.compare()
        one = self.assert_disagreement("vat_doubtful")
        self.assertEqual(one.severity, "warning")
        self.assertIn("98800 NOUMEA (NC)", one.message)
        self.assertIn(sale.name, one.message)
        position = self.env["account.fiscal.position"].create({"name": "Export"})
        one.action_keep()
        self.assertFalse(inbox._open_disagreements())
        self.assertEqual(inbox.agreement, "agree")
        sale.fiscal_position_id = position
        self.run_flow("compare_all_orders", "compare_orders")
        self.assertIn("Export", self.assert_disagreement("vat_doubtful").message)

    def test_f_buyers_where_french_vat_is_due(self):
        self.whole(zip_code="98000", city="MONACO", country_code="MC")
        self.compare()
        self.assert_agreement()

    def test_f_a_country_that_nobody_knows_is_none(self):
        partner = self.whole(country_code="AUTR")
        self.assertFalse(partner.country_id)
        self.compare()
        one = self.assert_disagreement("country_unknown")
        self.assertIn("AUTR", one.message)
        partner.country_id = self.env.ref("base.at")
        self.run_flow("compare_all_orders", "compare_orders")
        # which country it is decides whose VAT is due
        self.assert_disagreement("vat_doubtful")

    def test_f_a_street_in_the_third_line_only(self):
        partner = self.whole(address1="", address2="", address3="3 rue du Port")
        self.assertEqual(partner.street, "3 rue du Port")
        self.assertFalse(partner.street2)

    def test_f_an_address_without_a_name_counts(self):
        order = self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        order = self.say(order, "to_ship")
        address = replace(WHOLE, name="", address2="8 rue Neuve", city="LYON")
        source = f"{order.remote_id}|nameless"
        self.market.put(
            replace(
                order,
                delivery=replace(order.delivery, address=address),
                source=source.encode(),
                digest=source,
            )
        )
        self.read()
        partner = self.sale().picking_ids.partner_id
        self.assertEqual((partner.street, partner.city), ("8 rue Neuve", "LYON"))
        self.assertEqual(partner.name, "Élise DUPONT")
