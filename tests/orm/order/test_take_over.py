# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A shop that sells already: what others handle is theirs until a person takes over."""

from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.models.offer.stock import Stock

from ..common import LaredouteCase, only_on_sellr

#: when the orders of the tests were placed
PLACED = datetime(2026, 11, 20, 9, 30)


@tagged("standard", "post_install", "-at_install")
class TestElsewhere(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.account.handled_before = PLACED + timedelta(hours=1)
        self.product = self.make_product(stock=3)

    def stock(self):
        return Stock(self.account, self.product).of(self.product.id)

    def test_nothing_is_made_nor_sent_of_what_others_handle(self):
        self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        order = self.inbox()
        self.assertTrue(order.handled_elsewhere)
        self.assertEqual(order.state, "done")
        self.assertFalse(order.sale_order_id or order.operation_ids)
        self.assertFalse(self.market.updates)
        self.assertTrue(order.answer_before, "the deadline stays visible")
        self.assertFalse(order.can_accept or order.can_refuse or order.can_refund)
        self.assertFalse(order.line_ids.can_accept or order.line_ids.can_refuse)

    def test_no_alarm_is_raised_whatever_la_redoute_says(self):
        order = self.order(self.product, "3599999999995")
        for status in ("to_accept", "accepted", "to_ship", "shipped", "paid"):
            self.say(order, status)
            self.read()
            found = self.inbox()
            found._compare()
            self.assertEqual(found.status, status)
            self.assertEqual(found.agreement, "agree", status)
            self.assertFalse(found.activity_ids or found.waiting_reason)
        self.assertFalse(found.sale_order_id)

    def test_the_last_hours_answer_nothing(self):
        self.account.last_policy = "refuse"
        self.order(self.product, "3599999999995")
        self.read()
        self.inbox().answer_before = fields.Datetime.now() + timedelta(hours=1)
        self.inbox().action_retry()
        self.run_flow("process_orders", "send_operations")
        self.assertFalse(self.market.updates)

    def test_later_ones_are_handled_here(self):
        self.account.handled_before = PLACED
        self.order(self.product)
        self.read()
        self.assertFalse(self.inbox().handled_elsewhere)
        self.assertTrue(self.inbox().sale_order_id)

    def test_buttons_say_who_handles_it(self):
        self.order(self.product)
        self.read()
        order = self.inbox()
        requests = self.env["laredoute.refund.request"]
        for press in (
            order.action_accept,
            order.line_ids.action_accept,
            order.action_refuse,
            order.line_ids.action_refuse,
            lambda: requests._open(order),
        ):
            with self.assertRaisesRegex(UserError, "Handle Here"):
                press()

    def test_handle_here_takes_them_over_in_bulk(self):
        numbers = ("1-2026.325.0001111", "1-2026.325.0002222")
        for number in numbers:
            self.order(self.product, remote_id=number)
        self.read()
        orders = self.inbox(numbers[0]) | self.inbox(numbers[1])
        orders.action_handle_here()
        self.run_flow("process_orders")
        self.assertFalse(any(orders.mapped("handled_elsewhere")))
        self.assertEqual(orders.mapped("state"), ["done", "done"])
        self.assertTrue(all(orders.mapped("sale_order_id")))
        self.assertEqual(orders.taken_over_by, self.env.user)
        self.assertIn("Handled here", orders[0].message_ids[0].body)
        with self.assertRaises(UserError):
            orders.action_handle_here()

    def test_units_that_la_redoute_waits_for_are_not_offered_twice(self):
        order = self.order(self.order_line(self.product, quantity=2))
        self.read()
        self.assertEqual((self.stock().waiting, self.stock().offered), (2, 1))
        self.say(order, "to_ship")
        self.read()
        self.assertEqual((self.stock().accepted, self.stock().offered), (2, 1))
        self.say(order, "shipped")
        self.read()
        self.assertEqual(self.stock().offered, 3, "an inventory says what left")

    def test_units_that_a_sale_order_holds_are_counted_once(self):
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Léa"}).id,
                "client_order_ref": "LR 1-2026.325.0001234",
                "order_line": [
                    (0, 0, {"product_id": self.product.id, "product_uom_qty": 2})
                ],
            }
        )
        order = self.order(self.order_line(self.product, quantity=2))
        self.say(order, "to_ship")
        self.read()
        self.assertEqual(self.inbox().named_sale_id, sale)
        self.assertEqual(self.stock().offered, 1, "a quotation holds nothing")
        sale.action_confirm()
        self.assertEqual(self.stock().offered, 1)

    def test_a_later_moment_leaves_more_and_an_earlier_one_takes_none_over(self):
        self.account.handled_before = PLACED
        self.account.acceptance_policy = "manual"
        self.order("3599999999995")
        self.order(self.product, remote_id="1-2026.325.0002222")
        self.read()
        waiting, sold = self.inbox(), self.inbox("1-2026.325.0002222")
        self.assertEqual(waiting.agreement, "error")
        self.account.handled_before = PLACED + timedelta(days=1)
        self.run_flow("process_orders")
        self.assertTrue(waiting.handled_elsewhere)
        self.assertEqual(waiting.agreement, "agree")
        self.assertFalse(sold.handled_elsewhere, "it has a sale order here")
        self.account.handled_before = PLACED - timedelta(days=1)
        self.assertTrue(waiting.handled_elsewhere)
        waiting.action_handle_here()
        self.account.handled_before = PLACED + timedelta(days=1)
        self.assertFalse(waiting.handled_elsewhere, "a person took it over")

    def test_the_first_start_proposes_now_and_says_so(self):
        account = self.account.copy({"name": "Neuf", "phase": "setup"})
        self.assertFalse(account.handled_before)
        account.action_start_testing()
        age = fields.Datetime.now() - account.handled_before
        self.assertLess(age, timedelta(minutes=1))
        self.assertIn("Handle Here", account.message_ids[0].body)

    def test_a_start_of_who_works_already_or_decided_changes_nothing(self):
        self.account.handled_before = False
        self.order(self.product)
        self.read()
        self.account.action_back_to_setup()
        self.account.action_start_testing()
        self.assertFalse(self.account.handled_before, "it has orders")
        account = self.account.copy({"name": "Neuf", "phase": "setup"})
        account.earlier_orders = "here"
        account.action_start_testing()
        self.assertFalse(account.handled_before)


@tagged("standard", "post_install", "-at_install")
class TestNamed(LaredouteCase):
    """A sale order names La Redoute's number already, and is not ours."""

    def setUp(self):
        super().setUp()
        self.products = [self.make_product(stock=5) for _each in range(2)]
        self.customer = self.env["res.partner"].create(
            {"name": "Léa Martin", "city": "LILLE", "zip": "59000"}
        )

    def sell(self, *lines, **values):
        """A sale order that people, or another tool, made.

        :param lines: (product, quantity)
        """
        values = {"client_order_ref": "1-2026.325.0001234", **values}
        return self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "warehouse_id": self.account.warehouse_id.id,
                "order_line": [
                    (0, 0, {"product_id": product.id, "product_uom_qty": quantity})
                    for product, quantity in lines
                ],
                **values,
            }
        )

    def come(self, *lines, status="to_accept"):
        made = [self.order_line(product, quantity) for product, quantity in lines]
        order = self.order(*made)
        self.say(order, status)
        self.read()
        return order, self.inbox()

    def test_it_is_not_doubled_and_waits_with_its_name(self):
        sale = self.sell((self.products[0], 1))
        _said, order = self.come((self.products[0], 1))
        self.assertEqual(order.state, "waiting")
        self.assertIn(sale.name, order.waiting_reason)
        self.assertIn("Léa Martin", order.waiting_reason)
        self.assertFalse(order.sale_order_id)
        self.assertEqual(order.named_sale_id, sale)
        self.assertTrue(order.can_tie and order.can_sell_anyway)
        self.assertIn("held_up", order.disagreement_ids.mapped("code"))
        self.assertTrue(order.activity_ids)
        self.assertTrue(order.retry_at)

    def test_how_a_sale_order_names_it(self):
        for number, values, names in (
            (1, {"client_order_ref": "Commande 1-2026.325.0000001 (LR)"}, True),
            (2, {"client_order_ref": False, "origin": "1-2026.325.0000002"}, True),
            (3, {"client_order_ref": "1-2026.325.00000034"}, False),
            (4, {"client_order_ref": "11-2026.325.0000004"}, False),
            (5, {"client_order_ref": False}, False),
        ):
            with self.subTest(number):
                self.sell((self.products[0], 1), **values)
                name = f"1-2026.325.{number:07d}"
                self.order(self.products[0], remote_id=name)
                self.read()
                self.assertEqual(self.inbox(name).named_count, int(names))

    def test_an_old_one_that_names_it_since(self):
        sale = self.sell((self.products[0], 1), client_order_ref="Semaine 47")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sale_order SET create_date = '2026-01-01' WHERE id = %s", [sale.id]
        )
        sale.client_order_ref = "Semaine 47: 1-2026.325.0000001, 1-2026.325.0000002"
        for number in (1, 2):
            self.order(self.products[0], remote_id=f"1-2026.325.{number:07d}")
        self.read()
        for number in (1, 2):
            order = self.inbox(f"1-2026.325.{number:07d}")
            self.assertEqual((order.state, order.named_sale_id), ("waiting", sale))

    def test_one_that_is_cancelled_or_of_another_company_names_nothing(self):
        self.sell((self.products[0], 1))._action_cancel()
        other = self.env["res.company"].create({"name": "Autre"})
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", other.id)], limit=1
        )
        self.sell(company_id=other.id, warehouse_id=warehouse.id)
        _said, order = self.come((self.products[0], 1))
        self.assertEqual(order.state, "done")
        self.assertEqual(order.sale_order_id.client_order_ref, order.remote_id)

    def test_it_goes_on_by_itself_once_the_other_one_is_cancelled(self):
        sale = self.sell((self.products[0], 1))
        _said, order = self.come((self.products[0], 1))
        sale._action_cancel()
        order.retry_at = fields.Datetime.now()
        self.run_flow("process_orders")
        self.assertEqual((order.state, order.named_count), ("done", 0))
        self.assertNotEqual(order.sale_order_id, sale)

    def test_a_new_one_all_the_same(self):
        sale = self.sell((self.products[0], 1))
        _said, order = self.come((self.products[0], 1))
        order.action_sell_anyway()
        self.run_flow("process_orders")
        self.assertEqual(order.state, "done")
        self.assertTrue(order.sale_order_id)
        self.assertNotEqual(order.sale_order_id, sale)
        self.assertFalse(order.can_sell_anyway or order.disagreement_ids)

    def test_of_several_nobody_knows_which(self):
        sales = self.sell((self.products[0], 1)) | self.sell((self.products[0], 1))
        _said, order = self.come((self.products[0], 1))
        for sale in sales:
            self.assertIn(sale.name, order.waiting_reason)
        self.assertFalse(order.can_tie)
        with self.assertRaises(UserError):
            order.action_use_sale_order()
        sales[1].client_order_ref = False
        order.action_use_sale_order()
        self.assertEqual(order.sale_order_id, sales[0])

    def test_lines_are_tied_by_product_and_quantity(self):
        first, second = self.products
        sale = self.sell((first, 1), (first, 2), (second, 1))
        _said, order = self.come((first, 2), (second, 1), (first, 1))
        order.action_use_sale_order()
        self.assertEqual(order.sale_order_id, sale)
        self.assertEqual(sale.laredoute_order_id, order)
        self.assertEqual(order.partner_id, self.customer)
        pairs = [
            (line.product_id, line.quantity, line.sale_line_id.product_uom_qty)
            for line in order.line_ids
        ]
        self.assertEqual(pairs, [(first, 2, 2), (second, 1, 1), (first, 1, 1)])
        for line in order.line_ids:
            self.assertEqual(line.sale_line_id.laredoute_line_id, line)
        self.assertIn(sale.name, order.message_ids[0].body)
        self.run_flow("process_orders")
        self.assertEqual(sale.order_line.mapped("product_uom_qty"), [1, 2, 1])
        self.assertEqual(
            self.env["sale.order"].search_count(
                [("client_order_ref", "=", order.remote_id)]
            ),
            1,
        )

    def test_what_cannot_be_tied_is_said(self):
        first, second = self.products
        self.sell((first, 1))
        _said, order = self.come((first, 1), (second, 1))
        order.action_use_sale_order()
        self.run_flow("process_orders")
        order._compare()
        self.assertIn(second.name, order.message_ids.mapped("body")[0])
        missing = order.disagreement_ids.filtered(
            lambda each: each.code == "line_missing"
        )
        self.assertEqual(missing.order_line_id.product_id, second)
        self.assertIn("restore", missing.ways)

    def test_another_quantity_of_the_only_line_is_compared(self):
        sale = self.sell((self.products[0], 1))
        _said, order = self.come((self.products[0], 3))
        order.action_use_sale_order()
        self.run_flow("process_orders")
        order._compare()
        self.assertEqual(order.line_ids.sale_line_id, sale.order_line)
        self.assertIn("quantity_differs", order.disagreement_ids.mapped("code"))

    def test_a_parcel_that_left_before_is_sent_once(self):
        sale = self.sell((self.products[0], 1))
        sale.action_confirm()
        said, order = self.come((self.products[0], 1), status="to_ship")
        self.ship(sale.picking_ids)
        self.assertEqual(order.state, "waiting")
        order.action_use_sale_order()
        self.run_flow("process_orders", "send_operations")
        self.assertEqual([each.kind.value for each in self.market.updates], ["ship"])
        self.assertEqual(self.market.updates[0].tracking_number, "6A12345678901")
        self.say(said, "shipped")
        self.read()
        order.action_retry()
        self.run_flow("process_orders", "send_operations")
        self.assertEqual(len(self.market.updates), 1)
        self.assertEqual(sale.partner_shipping_id, self.customer)

    def test_one_that_was_confirmed_by_hand_stays_confirmed_and_leaves_once(self):
        sale = self.sell((self.products[0], 1))
        sale.action_confirm()
        _said, order = self.come((self.products[0], 1), status="to_ship")
        order.action_use_sale_order()
        self.run_flow("process_orders")
        self.assertEqual(order.state, "done")
        self.assertEqual(len(sale.picking_ids), 1)
        self.ship(sale.picking_ids)
        self.run_flow("send_operations")
        self.assertEqual(len(self.market.updates), 1)

    def test_what_was_handled_elsewhere_meets_it_when_it_is_taken_over(self):
        self.account.handled_before = PLACED + timedelta(days=1)
        sale = self.sell((self.products[0], 1))
        _said, order = self.come((self.products[0], 1))
        self.assertEqual((order.state, order.can_tie), ("done", False))
        order.action_handle_here()
        self.run_flow("process_orders")
        self.assertEqual(order.state, "waiting")
        order.action_use_sale_order()
        self.run_flow("process_orders")
        self.assertEqual(order.sale_order_id, sale)

    @only_on_sellr("the other platform's acceptance is one of the whole order")
    def test_a_quotation_that_is_tied_is_confirmed_when_the_buyer_paid(self):
        sale = self.sell((self.products[0], 1))
        said, order = self.come((self.products[0], 1))
        order.action_use_sale_order()
        self.run_flow("process_orders", "send_operations")
        self.assertEqual([each.kind.value for each in self.market.updates], ["accept"])
        self.say(said, "to_ship")
        self.read()
        self.assertEqual(sale.state, "sale")
        self.assertEqual(order.sale_order_id, sale)
