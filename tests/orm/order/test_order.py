# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An order's life in Odoo, as La Redoute has it."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace import errors
from odoo.addons.laredoute_connector.marketplace.records import (
    DecisionKind,
)

from ..common import LaredouteCase


@tagged("standard", "post_install", "-at_install")
class TestOrder(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.make_product(stock=10)

    def test_a_second_problem_takes_the_place_of_the_first(self):
        self.order(self.make_product(stock=5))
        self.read()
        inbox = self.inbox()
        for note in ("One thing.", "Another thing."):
            inbox._problem(note)
        problems = inbox._problem_activities()
        self.assertEqual(len(problems), 1)
        self.assertIn("Another thing.", problems.note)
        inbox._problem_solved()
        self.assertFalse(inbox._problem_activities())

    def test_the_whole_life_of_an_order(self):
        order = self.order(self.order_line(self.product, quantity=2))
        self.read()
        inbox = self.inbox()
        sale = inbox.sale_order_id
        self.assertEqual((inbox.status, sale.state), ("to_accept", "draft"))
        self.run_flow("send_operations")
        (update,) = self.market.updates
        self.assertEqual(update.kind, DecisionKind.ACCEPT)
        order = self.say(order, "accepted")
        self.read()
        self.assertEqual(inbox.operation_ids.state, "confirmed")
        order = self.say(order, "to_ship")
        self.read()
        self.assertEqual(sale.state, "sale")
        self.assertEqual(sale.date_order, inbox.ordered_at)
        self.assertEqual(sale.partner_id.name, "Élise DUPONT")
        self.assertEqual(sale.partner_shipping_id.city, "ROUBAIX")
        self.assertAlmostEqual(sale.amount_total, 2 * 59.90 + 5.90)
        self.assertFalse(inbox.amount_difference)
        picking = sale.picking_ids
        self.ship(picking)
        self.assertEqual(picking.laredoute_shipment_state, "queued")
        self.run_flow("send_operations")
        update = self.market.updates[-1]
        self.assertEqual(
            (update.kind, update.tracking_number), (DecisionKind.SHIP, "6A12345678901")
        )
        self.assertEqual(picking.laredoute_shipment_state, "sent")
        order = self.say(order, "shipped")
        self.read()
        self.assertEqual(picking.laredoute_shipment_state, "confirmed")
        self.say(order, "paid")
        self.read()
        self.assertEqual(sale.laredoute_status, "paid")
        self.assertEqual(len(self.market.updates), 2)

    def test_f_a_price_of_three_decimals_is_exact(self):
        """Rounded before it is multiplied, it would be a cent too much, unseen."""
        cases = (("59.905", 2, 119.81), ("33.333", 3, 100.0), ("49.9999", 4, 200.0))
        for number, (price, quantity, amount) in enumerate(cases):
            with self.subTest(price):
                remote_id = f"1-2026.325.000200{number}"
                line = self.order_line(self.product, quantity=quantity, price=price)
                self.order(line, remote_id=remote_id)
                self.read()
                inbox = self.inbox(remote_id)
                self.assertAlmostEqual(inbox.line_ids.unit_price, float(price), 6)
                total = round(amount + 5.90, 2)
                self.assertAlmostEqual(inbox.amount_total, total)
                self.assertAlmostEqual(inbox.sale_order_id.amount_total, total)
                self.assertFalse(inbox.amount_difference)
                codes = inbox.disagreement_ids.mapped("code")
                self.assertFalse({"price_differs", "total_differs"} & set(codes))

    def test_replays_change_nothing(self):
        order = self.order(self.product)
        for _time in range(3):
            self.read()
            self.run_flow("send_operations")
        self.say(order, "to_ship")
        for _time in range(3):
            self.read()
        inbox = self.inbox()
        self.assertEqual(len(inbox), 1)
        self.assertEqual(len(inbox.line_ids), 1)
        sales = self.env["sale.order"].search([("laredoute_ref", "=", inbox.remote_id)])
        self.assertEqual(len(sales), 1)
        self.assertEqual(len(self.market.updates), 1)

    def test_an_unknown_product_waits_and_is_retried(self):
        self.order("3599999999995", remote_id="1-2026.325.0000001")
        self.order(self.product, remote_id="1-2026.325.0000002")
        self.read()
        waiting = self.inbox("1-2026.325.0000001")
        self.assertEqual(waiting.state, "waiting")
        self.assertIn("3599999999995", waiting.waiting_reason)
        self.assertTrue(waiting.activity_ids)
        self.assertFalse(waiting.sale_order_id)
        self.assertTrue(self.inbox("1-2026.325.0000002").sale_order_id)
        self.market.orders.clear()
        self.make_product(barcode="3599999999995")
        waiting.action_retry()
        self.run_flow("process_orders")
        self.assertEqual(waiting.state, "done", waiting.waiting_reason)
        self.assertTrue(waiting.sale_order_id)
        self.assertFalse(waiting.activity_ids, "solved by itself")

    def test_lines_of_one_order_differ(self):
        other = self.make_product(stock=1)
        order = self.order(self.product, self.order_line(other, fee="4.00"))
        self.read()
        order = self.say(order, "to_ship", only={1})
        order = self.say(order, "refused", only={2})
        self.read()
        sale = self.inbox().sale_order_id
        self.assertEqual(sale.state, "sale")
        goods = sale.order_line.filtered(lambda line: not line.is_delivery)
        self.assertEqual(goods.product_id, self.product)
        self.assertAlmostEqual(sale.amount_total, 59.90 + 5.90)
        self.assertFalse(self.inbox().amount_difference)

    def test_a_line_that_dies_after_confirmation_is_not_delivered(self):
        other = self.make_product(stock=5)
        order = self.order(self.product, self.order_line(other, quantity=2, fee="0"))
        self.read()
        order = self.say(order, "to_ship")
        self.read()
        sale = self.inbox().sale_order_id
        self.say(order, "cancelled", only={2})
        self.read()
        self.assertEqual(self.inbox().state, "done", self.inbox().waiting_reason)
        alive = sale.picking_ids.move_ids.filtered(
            lambda move: move.state != "cancel" and move.product_uom_qty
        )
        self.assertEqual(alive.product_id, self.product)
        self.assertAlmostEqual(sale.amount_total, 59.90 + 5.90)
        self.assertFalse(self.inbox().amount_difference)

    def test_a_cancelled_order_is_cancelled(self):
        order = self.order(self.product)
        self.read()
        self.say(order, "cancelled")
        self.read()
        self.assertEqual(self.inbox().sale_order_id.state, "cancel")

    def test_cancelled_after_goods_left_needs_a_person(self):
        order = self.order(self.product)
        self.read()
        order = self.say(order, "to_ship")
        self.read()
        sale = self.inbox().sale_order_id
        self.ship(sale.picking_ids)
        self.say(order, "cancelled")
        self.read()
        self.assertEqual(self.inbox().agreement, "error")
        self.assertEqual(
            self.inbox().disagreement_ids.mapped("code"), ["left_though_cancelled"]
        )
        self.assertEqual(sale.state, "sale")
        self.assertTrue(self.inbox().activity_ids)

    def test_an_order_first_seen_shipped_makes_no_delivery(self):
        order = self.order(self.product)
        self.say(order, "shipped")
        self.read()
        self.assertEqual(self.inbox().status, "shipped")
        self.assertFalse(self.inbox().sale_order_id)

    def test_an_unknown_status_is_shown_and_harms_nothing(self):
        order = self.order(self.product)
        self.read()
        self.say(order, "unknown")
        self.read()
        self.assertEqual(self.inbox().status, "unknown")
        self.assertEqual(self.inbox().line_ids.status_text, "Unknown")
        self.assertEqual(self.inbox().sale_order_id.state, "draft")

    def test_a_refused_request_is_tried_again_from_the_journal(self):
        self.order(self.product)
        self.read()
        refused = errors.RefusedData("no", code="client_fault")
        self.market.fail["decide"] = [refused]
        self.run_flow("send_operations")
        exchange = self.inbox().operation_ids.exchange_id
        self.assertTrue(exchange.needs_person)
        exchange.action_retry()
        self.assertFalse(exchange.needs_person)
        self.run_flow("send_operations")
        self.assertEqual(self.inbox().operation_ids.state, "sent")

    def test_a_missing_vat_included_tax_is_shown(self):
        self.account.tax_ids = False
        self.order(self.product)
        self.read()
        self.assertIn("VAT-included", self.inbox().waiting_reason)

    def test_a_total_is_equal_to_the_cent_for_every_rate(self):
        taxes = {tax.amount: tax for tax in self.account.tax_ids}
        self.assertEqual(set(taxes), {20.0, 10.0, 5.5, 2.1})
        products = {
            rate: self.make_product(taxes_id=[(6, 0, tax.ids)], stock=10**6)
            for rate, tax in taxes.items()
        }
        lines = st.lists(
            st.tuples(
                st.sampled_from(sorted(taxes)),
                st.integers(1, 60),
                st.integers(1, 99999),
                st.integers(0, 2500),
            ),
            min_size=1,
            max_size=5,
        )
        numbers = iter(range(10**6))

        @settings(
            max_examples=25,
            deadline=None,
            suppress_health_check=[HealthCheck.function_scoped_fixture],
        )
        @given(lines)
        def check(wanted):
            remote_id = f"1-2026.325.9{next(numbers):06d}"
            order = self.order(
                *[
                    self.order_line(
                        products[rate],
                        quantity=quantity,
                        price=Decimal(price) / 100,
                        fee=Decimal(fee) / 100,
                    )
                    for rate, quantity, price, fee in wanted
                ],
                remote_id=remote_id,
            )
            self.market.orders = {remote_id: order}
            self.read()
            inbox = self.inbox(remote_id)
            total = sum(
                q * Decimal(p) / 100 + Decimal(f) / 100 for _r, q, p, f in wanted
            )
            sale = inbox.sale_order_id
            self.assertEqual(round(Decimal(str(sale.amount_total)), 2), total)
            self.assertFalse(inbox.amount_difference)

        check()

    def test_an_order_is_never_deleted(self):
        self.order(self.product)
        self.read()
        with self.assertRaises(UserError):
            self.inbox().unlink()
