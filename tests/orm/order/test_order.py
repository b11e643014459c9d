# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An order's life in Odoo, as La Redoute tells it."""

from datetime import timedelta
from decimal import Decimal
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace import errors
from odoo.addons.laredoute_connector.marketplace.records import (
    BrokenOrder,
    DecisionKind,
)

from ..common import LaredouteCase


@tagged("standard", "post_install", "-at_install")
class TestOrder(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.make_product(stock=10)

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
        self.assertEqual(sale.partner_id.name, "DUPONT Élise")
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
        self.assertEqual(picking.laredoute_shipment_state, "told")
        order = self.say(order, "shipped")
        self.read()
        self.assertEqual(picking.laredoute_shipment_state, "confirmed")
        self.say(order, "paid")
        self.read()
        self.assertEqual(sale.laredoute_status, "paid")
        self.assertEqual(len(self.market.updates), 2)

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

    def test_stock_that_does_not_cover_waits_for_a_person(self):
        self.order(
            self.order_line(self.product, quantity=8),
            self.order_line(self.product, quantity=3),
        )
        self.read()
        inbox = self.inbox()
        self.assertEqual(inbox.state, "waiting")
        first, second = inbox.line_ids
        self.assertEqual(first.operation_ids.kind, "accept")
        self.assertFalse(second.operation_ids)
        self.assertIn(self.product.name, inbox.waiting_reason)
        self.set_stock(self.product, 5)
        inbox.retry_at = self.ago(minutes=1)
        self.run_flow("process_orders")
        self.assertEqual(second.operation_ids.kind, "accept")
        self.assertEqual(inbox.state, "done")

    def test_manual_acceptance_and_refusal(self):
        self.account.acceptance_policy = "manual"
        self.order(self.product)
        self.read()
        inbox = self.inbox()
        self.assertFalse(inbox.operation_ids)
        inbox.action_refuse()
        self.run_flow("send_operations")
        self.assertEqual(self.market.updates[0].kind, DecisionKind.REFUSE)

    def test_a_line_is_answered_once(self):
        self.order(self.product)
        self.read()
        with self.assertRaisesRegex(UserError, "on its way"):
            self.inbox().action_refuse()
        self.assertEqual(self.inbox().operation_ids.mapped("kind"), ["accept"])

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
        self.assertEqual(self.inbox().state, "waiting")
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

    def test_a_broken_order_is_kept_and_holds_no_other(self):
        self.market.broken = [
            BrokenOrder("1-2026.325.0000666", "no_lines", b"<Order/>")
        ]
        self.order(self.product)
        self.read()
        self.read()
        self.assertTrue(self.inbox().sale_order_id)
        kept = self.env["laredoute.exchange"].search([("kind", "=", "orders")])
        self.assertEqual(len(kept), 1)
        self.assertTrue(kept.needs_person)
        with patch.object(
            self.market,
            "decode_order",
            side_effect=errors.UnreadableData("still", code="no_lines"),
        ):
            kept.action_retry()
        self.assertTrue(kept.needs_person, "not lost from sight")
        readable = self.order(self.product, remote_id="1-2026.325.0000666")
        self.market.orders.clear()
        with patch.object(self.market, "decode_order", return_value=readable):
            kept.action_retry()
        self.assertEqual((kept.state, kept.needs_person), ("done", False))
        self.assertEqual(self.inbox(readable.remote_id).state, "new")

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

    def test_a_missing_vat_included_tax_is_told(self):
        self.account.tax_ids = False
        self.order(self.product)
        self.read()
        self.assertIn("VAT-included", self.inbox().waiting_reason)

    def test_reading_fails_then_goes_on_by_itself(self):
        self.order(self.product)
        self.market.fail["fetch_orders"] = [
            errors.TooManyRequests("slow down", retry_after=900)
        ]
        self.read()
        self.assertFalse(self.inbox())
        flow = self.account._flow("fetch_orders")
        wait = flow.not_before - self.ago()
        self.assertGreater(wait, timedelta(minutes=14))
        self.assertFalse(self.account.orders_read_at, "the mark has not moved")
        self.run_flow("fetch_orders")
        self.assertEqual(len(self.market.periods), 1, "not requested before its time")
        flow.not_before = self.ago(minutes=1)
        self.read()
        self.assertTrue(self.inbox())
        self.assertFalse(flow.not_before)
        self.assertFalse(self.account.last_error, "it went well since")

    def test_the_next_reading_overlaps(self):
        self.read()
        self.read()
        (_since, until), (since, _until) = self.market.periods
        self.assertLess(since, until)

    def test_wrong_credentials_pause_the_account_and_say_so(self):
        self.market.fail["fetch_orders"] = [
            errors.WrongCredentials("refused", code="http_401")
        ]
        self.read()
        self.assertEqual(self.account.phase, "paused")
        self.assertIn("login", self.account.paused_reason)
        self.assertTrue(self.account.activity_ids)
        self.order(self.product)
        self.read()
        self.assertFalse(self.inbox(), "a paused account talks to nobody")
        self.account.action_resume()
        self.assertEqual(self.account.phase, "testing")
        self.assertFalse(self.account.activity_ids)
        self.read()
        self.assertTrue(self.inbox())

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
