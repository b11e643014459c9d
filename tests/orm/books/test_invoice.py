# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invoices by policy: whose moment came, once, to the cent."""

from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import only_on_sellr
from .invoice_case import FLOW, TOGETHER, InvoiceCase


@tagged("standard", "post_install", "-at_install")
class TestToShip(InvoiceCase):
    def test_when_the_buyer_paid(self):
        order = self.order(*self.two())
        self.read()
        self.run_flow("send_operations")
        self.assertFalse(self.invoices(), "nobody paid yet")
        self.say(order, "to_ship")
        self.read()
        self.assertEqual(self.sale().invoice_status, "to invoice")
        invoice = self.invoices()
        self.assert_posted(191.5)
        self.assertEqual(invoice.ref, "1-2026.325.0001234")
        self.assertEqual(invoice.payment_reference, "1-2026.325.0001234")
        self.assertEqual(invoice.invoice_origin, self.sale().name)
        self.assertEqual(self.sale().invoice_status, "invoiced")
        self.assert_agreement()
        self.run_flow(FLOW)
        self.assert_posted(191.5)

    def test_whatever_the_products_policy_is(self):
        self.product.invoice_policy = "delivery"
        self.other.invoice_policy = "order"
        self.paid(*self.two())
        self.invoices()
        self.assert_posted(191.5)

    def test_odoos_own_button_makes_the_same(self):
        self.product.invoice_policy = "delivery"
        self.paid(*self.two())
        invoice = self.sale()._create_invoices()
        self.assertEqual(invoice.amount_total, 191.5)
        self.assertFalse(invoice.laredoute_automatic)
        self.assertEqual(self.sale().invoice_status, "invoiced")
        self.run_flow(FLOW)
        self.assertEqual(self.made().mapped("state"), ["draft"], "a person's own")
        self.assert_agreement()

    def test_what_people_invoiced_is_not_invoiced_twice(self):
        self.product.invoice_policy = self.other.invoice_policy = "order"
        self.account.invoice_policy = "manual"
        self.paid(*self.two())
        self.sale()._create_invoices().action_post()
        self.account.write({"invoice_policy": "payment", "invoices_from": False})
        self.invoices()
        self.assert_posted(191.5)

    @only_on_sellr("its lines are decided each on its own")
    def test_a_line_whose_buyer_has_not_paid_waits(self):
        order = self.order(*self.two())
        self.read()
        self.run_flow("send_operations")
        order = self.say(order, "to_ship", only={1})
        self.read()
        self.invoices()
        # the delivery fee of the order is on its first invoice
        self.assert_posted(131.6)
        self.assertEqual(self.sale().invoice_status, "no")
        with self.assertRaises(UserError):
            self.sale()._create_invoices()
        self.say(order, "to_ship")
        self.read()
        self.invoices()
        self.assert_posted(131.6, 59.9)
        self.assertEqual(self.sale().invoice_status, "invoiced")

    @only_on_sellr("its lines are decided each on its own")
    def test_a_line_that_is_cancelled_before(self):
        order = self.order(*self.two())
        self.read()
        self.run_flow("send_operations")
        self.say(self.say(order, "cancelled", only={2}), "to_ship", only={1})
        self.read()
        self.invoices()
        self.assert_posted(125.7)
        self.assert_agreement()

    def test_a_cancelled_order_is_not_invoiced(self):
        order = self.paid(*self.two())
        self.say(order, "cancelled")
        self.read()
        self.invoices()
        self.assert_posted()

    def test_by_hand_nothing_is_made(self):
        self.account.invoice_policy = "manual"
        self.paid(*self.two())
        self.invoices()
        self.assert_posted()

    def test_what_a_credit_note_gave_back_is_not_invoiced_again(self):
        self.paid(*self.two())
        invoice = self.invoices()
        note = invoice._reverse_moves(cancel=True)
        self.assertEqual(note.laredoute_order_id, self.inbox())
        self.assertEqual(self.sale().invoice_status, "to invoice")
        self.run_flow(FLOW)
        self.assertEqual(self.made(), invoice | note)
        # a person may
        self.assertEqual(self.sale()._create_invoices().amount_total, 191.5)

    def test_orders_of_before_are_left_to_people(self):
        self.product.invoice_policy = "delivery"
        self.account.invoice_policy = "manual"
        self.paid(*self.two())
        self.inbox().ordered_at -= timedelta(days=3)
        self.account.invoice_policy = "payment"
        self.assertTrue(self.account.invoices_from)
        self.invoices()
        self.assert_posted()
        self.account.invoices_from -= timedelta(days=9)
        self.invoices()
        self.assert_posted(191.5)

    def test_the_account_may_be_switched_off(self):
        self.paid(*self.two())
        self.account.switch_orders = False
        self.invoices()
        self.assert_posted()

    def test_one_that_odoo_cannot_invoice_stops_itself_only(self):
        numbers = [f"1-2026.325.00012{each}" for each in range(10, 17)]
        for number in numbers:
            order = self.order(self.product, remote_id=number)
            self.read()
            self.run_flow("send_operations")
            self.say(order, "to_ship")
            self.read()
        bad = self.inbox(numbers[3])
        self.break_(bad.sale_order_id)
        self.run_flow(FLOW)
        for number in numbers:
            found = self.made(number).mapped("state")
            self.assertEqual(found, [] if number == numbers[3] else ["posted"], number)
        self.assertIn("not for sale today", bad.invoice_problem)
        self.assertEqual(bad.disagreement_ids.code, "invoice_held_up")
        self.assertIn("not for sale today", bad.disagreement_ids.message)
        self.fix()
        self.run_flow(FLOW)
        self.assertFalse(bad.invoice_ids, "it is tried again every hour")
        bad.disagreement_ids.action_invoice_again()
        self.assertEqual(bad.invoice_ids.state, "posted")
        self.assertFalse(bad.invoice_problem)
        self.assertFalse(bad.disagreement_ids)

    def test_many_are_made_in_several_transactions(self):
        numbers = [f"1-2026.325.00012{each}" for each in range(10, 15)]
        for number in numbers:
            order = self.order(self.product, remote_id=number)
            self.read()
            self.run_flow("send_operations")
            self.say(order, "to_ship")
            self.read()
        with patch(TOGETHER, 2):
            self.run_flow(FLOW)
        made = self.env["account.move"].search([("ref", "in", numbers)])
        self.assertEqual(made.mapped("state"), ["posted"] * 5)
        self.assertEqual(len(set(made.mapped("name"))), 5)

    def break_(self, sale):
        """Some addon does not let this order be invoiced."""
        orders = type(self.env["sale.order"])
        prepare = orders._prepare_invoice

        def fail(each):
            if each.id == sale.id:
                raise UserError("This is not for sale today.")
            return prepare(each)

        self.broken = patch.object(orders, "_prepare_invoice", fail)
        self.broken.start()

    def fix(self):
        self.broken.stop()


@tagged("standard", "post_install", "-at_install")
class TestDelivery(InvoiceCase):
    policy = "delivery"

    def test_when_all_left(self):
        for product, policy in ((self.product, "order"), (self.other, "delivery")):
            product.invoice_policy = policy
        self.paid(*self.two())
        self.invoices()
        self.assert_posted()
        self.assertEqual(self.sale().invoice_status, "no")
        self.leaves(1)
        self.invoices()
        self.assert_posted()
        self.assertEqual(self.sale().invoice_status, "no")
        self.leaves(2)
        self.assertEqual(self.sale().invoice_status, "to invoice")
        self.invoices()
        self.assert_posted(191.5)
        self.assertEqual(self.sale().invoice_status, "invoiced")

    def test_what_came_back_before_is_invoiced_and_then_credited(self):
        order = self.paid(*self.two())
        self.ship(self.sale().picking_ids)
        self.run_flow("send_operations")
        self.say(order, "shipped")
        self.read()
        wizard = self.env["stock.return.picking"].create(
            {"picking_id": self.sale().picking_ids[:1].id}
        )
        wizard.product_return_moves.quantity = 1
        back = wizard._create_return()
        back.move_ids.write({"quantity": 1, "picked": True})
        back.button_validate()
        self.invoices()
        self.assert_posted(191.5)

    @only_on_sellr("its lines are decided each on its own")
    def test_goods_that_left_early_are_invoiced_once_they_are_paid(self):
        order = self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        self.sale().action_confirm()
        self.ship(self.sale().picking_ids)
        self.invoices()
        self.assert_posted()
        self.say(order, "to_ship")
        self.read()
        self.invoices()
        self.assert_posted(65.8)

    @only_on_sellr("its lines are decided each on its own")
    def test_a_line_that_dies_waits_for_nothing(self):
        order = self.paid(*self.two())
        self.leaves(1)
        self.say(order, "cancelled", only={2})
        self.read()
        self.invoices()
        self.assert_posted(125.7)
        self.assert_agreement()

    def test_where_another_tool_handles_the_orders(self):
        self.account.handled_by = "elsewhere"
        order = self.order(*self.two())
        self.read()
        for status in ("to_ship", "shipped"):
            order = self.say(order, status)
            self.read()
        self.invoices()
        self.assert_posted(191.5)
