# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A buyer who comes back is one customer only where all that is known agrees."""

from dataclasses import replace

from odoo import fields
from odoo.tests import tagged

from ..common import WHOLE, LaredouteCase

FIRST, SECOND, THIRD = (f"1-2026.325.000000{number}" for number in (1, 2, 3))


@tagged("standard", "post_install", "-at_install")
class TestCustomerAgain(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.make_product(stock=50)
        cls.account.customer_policy = "same"

    def quoted(self, remote_id):
        """An order that La Redoute said first without what the buyer is called."""
        order = self.order(self.product, remote_id=remote_id)
        self.read()
        return order

    def paid(self, remote_id, order=None, mobile="0612345678", **values):
        """The order once its buyer paid, with an e-mail of its own."""
        order = order or self.order(self.product, remote_id=remote_id)
        order = self.say(order, "to_ship")
        address = replace(WHOLE, **values)
        source = f"{remote_id}|{values}|{mobile}"
        self.market.put(
            replace(
                order,
                billing_address=address,
                delivery=replace(
                    order.delivery,
                    address=address,
                    mobile=mobile,
                    email=f"mp+{remote_id[-7:]}@web.redoute.fr",
                ),
                source=source.encode(),
                digest=source,
            )
        )
        self.read()
        inbox = self.inbox(remote_id)
        self.assertEqual(inbox.state, "done", inbox.waiting_reason)
        return inbox

    def assert_same(self, one, two):
        self.assertEqual(two.partner_id, one.partner_id)
        self.assertEqual(two.sale_order_id.partner_id, one.partner_id)
        self.assertEqual(two.sale_order_id.partner_invoice_id, one.partner_id)

    def assert_others(self, one, two):
        self.assertNotEqual(two.partner_id, one.partner_id)
        self.assertNotEqual(two.sale_order_id.partner_id, one.partner_id)

    # ------------------------------------------------------------ who is the same
    def test_one_for_each_order_unless_the_account_says_otherwise(self):
        self.account.customer_policy = "order"
        one, two = self.paid(FIRST), self.paid(SECOND)
        self.assert_others(one, two)
        self.assertTrue(two.partner_id.email)
        self.assertFalse(two.customer_key, "nothing is kept that is not needed")

    def test_all_agrees(self):
        one = self.paid(FIRST)
        two = self.paid(SECOND, name="Dupont Élise", mobile="+33 6 12 34 56 78")
        self.assert_same(one, two)

    def test_all_agrees_once_the_buyer_paid(self):
        one = self.paid(FIRST)
        order = self.quoted(SECOND)
        before = self.inbox(SECOND).partner_id
        self.assertNotEqual(before, one.partner_id)
        self.paid(SECOND, order)
        two = self.inbox(SECOND)
        self.assert_same(one, two)
        self.assertFalse(before.exists(), "nothing is left of who stood for the buyer")
        self.assertEqual(two.sale_order_id.pricelist_id, one.sale_order_id.pricelist_id)
        self.assertEqual(two.sale_order_id.amount_total, two.amount_total)

    def test_something_does_not_agree(self):
        one = self.paid(FIRST)
        cases = (
            {"name": "DUPONT Elisa"},
            {"address2": "14 rue de l'Épeule"},
            {"address3": "Bât. D"},
            {"zip_code": "59200"},
            {"city": "TOURCOING"},
            {"country_code": "BE"},
            {"mobile": "0612345679"},
            {"mobile": ""},
        )
        for number, case in enumerate(cases, start=2):
            with self.subTest(case):
                self.assert_others(one, self.paid(f"1-2026.325.000000{number}", **case))

    def test_of_a_town_alone_nobody_is_known(self):
        self.quoted(FIRST)
        self.quoted(SECOND)
        self.assert_others(self.inbox(FIRST), self.inbox(SECOND))

    def test_another_account_has_its_own(self):
        one = self.paid(FIRST)
        one.account_id = self.account.copy({"name": "La Brand Boutique"})
        self.assert_others(one, self.paid(SECOND))

    # -------------------------------------------------- never a contact of people
    def test_a_contact_of_ones_own_is_never_taken(self):
        one = self.paid(FIRST)
        own = one.partner_id.copy({"name": one.partner_id.name})
        one.partner_id.active = False
        two = self.paid(SECOND)
        self.assertNotIn(two.partner_id, own | one.partner_id)

    def test_a_contact_that_was_merged_is_not_ours(self):
        one = self.paid(FIRST)
        real = one.partner_id.copy({"name": one.partner_id.name})
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((one.partner_id | real).ids, real)
        self.assertEqual(one.partner_id, real)
        self.assertNotEqual(self.paid(SECOND).partner_id, real)

    def test_a_contact_that_people_changed_is_somebody_else(self):
        for values in (
            {"street": "Rue du Magasin"},
            {"phone": "0320000000"},
            {"name": "Anne DUPONT"},
            {"company_id": False},
            {"is_company": True},
        ):
            with self.subTest(values):
                remote_id = f"1-2026.325.1{len(self.market.orders):06d}"
                one = self.paid(remote_id)
                one.partner_id.write(values)
                remote_id = f"1-2026.325.1{len(self.market.orders):06d}"
                self.assert_others(one, self.paid(remote_id))

    def test_who_signs_in_sees_no_order_of_somebody_else(self):
        one = self.paid(FIRST)
        self.env["res.users"].create(
            {
                "name": "Élise",
                "login": "elise",
                "partner_id": one.partner_id.id,
                "group_ids": [(6, 0, self.env.ref("base.group_portal").ids)],
            }
        )
        self.assert_others(one, self.paid(SECOND))

    def test_a_customer_whom_people_set_stays(self):
        self.paid(FIRST)
        order = self.quoted(SECOND)
        real = self.env["res.partner"].create({"name": "Élise", "city": "LILLE"})
        sale = self.inbox(SECOND).sale_order_id
        sale.write({"partner_id": real.id, "partner_invoice_id": real.id})
        self.paid(SECOND, order)
        self.assertEqual(sale.partner_id, real)

    def test_an_order_that_a_person_confirmed_keeps_its_own(self):
        one = self.paid(FIRST)
        order = self.quoted(SECOND)
        self.inbox(SECOND).sale_order_id.action_confirm()
        self.assert_others(one, self.paid(SECOND, order))

    # --------------------------------------------------------------- the e-mail
    def test_each_parcel_has_the_e_mail_of_its_order(self):
        one, two = self.paid(FIRST), self.paid(SECOND)
        self.assertFalse(one.partner_id.email)
        for inbox in (one, two):
            there = inbox.sale_order_id.partner_shipping_id
            self.assertEqual(there.email, f"mp+{inbox.remote_id[-7:]}@web.redoute.fr")
            self.assertEqual(
                (there.parent_id, there.type), (one.partner_id, "delivery")
            )
            self.assertEqual(inbox.sale_order_id.picking_ids.partner_id, there)
            self.assertEqual(there.street, "12 rue de l'Épeule")
        self.run_flow("compare_all_orders", "compare_orders")
        self.assertEqual((one | two).mapped("agreement"), ["agree", "agree"])

    # ------------------------------------------------------ what changes afterwards
    def test_a_new_address_is_the_parcels_alone(self):
        one, two = self.paid(FIRST), self.paid(SECOND)
        count = self.env["res.partner"].search_count([])
        self.paid(
            SECOND,
            self.market.orders[SECOND],
            address2="8 rue Neuve",
            zip_code="69002",
            city="LYON",
        )
        self.assertEqual(one.partner_id.city, "ROUBAIX")
        self.assertEqual(two.sale_order_id.partner_shipping_id.city, "LYON")
        self.assertEqual(two.sale_order_id.picking_ids.partner_id.city, "LYON")
        self.assertEqual(one.sale_order_id.picking_ids.partner_id.city, "ROUBAIX")
        self.assertEqual(self.env["res.partner"].search_count([]), count)
        self.assertEqual(two.agreement, "agree")

    def test_a_parcel_edited_by_people_is_restored(self):
        self.paid(FIRST)
        two = self.paid(SECOND)
        two.sale_order_id.partner_shipping_id.write({"zip": "69002", "city": "LYON"})
        self.run_flow("compare_all_orders", "compare_orders")
        self.assertEqual(two.disagreement_ids.mapped("code"), ["address_edited"])
        two.disagreement_ids.action_restore()
        self.assertEqual(two.sale_order_id.picking_ids.partner_id.city, "ROUBAIX")
        self.assertEqual(two.agreement, "agree")

    def test_a_buyer_who_is_forgotten_is_not_known_again(self):
        one = self.paid(FIRST)
        one.fetched_at = self.ago(days=400)
        self.env["laredoute.order"]._forget_buyers(
            self.account, fields.Datetime.subtract(fields.Datetime.now(), days=180)
        )
        self.assertFalse(one.customer_key)
        two = self.paid(SECOND)
        self.assert_others(one, two)
        self.assert_same(two, self.paid(THIRD))

    def test_the_one_who_came_back_is_known_after_the_first_is_forgotten(self):
        one, two = self.paid(FIRST), self.paid(SECOND)
        one.customer_key = False
        self.assert_same(two, self.paid(THIRD))
