# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The outbox: each decision sent once, whatever happens on the way."""

from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace import errors
from odoo.addons.laredoute_connector.marketplace.records import DecisionKind, LineResult

from ..common import LaredouteCase


@tagged("standard", "post_install", "-at_install")
class TestOperation(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.make_product(stock=50)

    def to_ship(self, *lines, **values):
        order = self.order(*(lines or (self.product,)), **values)
        self.read()
        self.run_flow("send_operations")
        order = self.say(order, "to_ship")
        self.read()
        return order, self.inbox(order.remote_id)

    def test_tracking_written_after_the_delivery_is_sent(self):
        _order, inbox = self.to_ship()
        picking = inbox.sale_order_id.picking_ids
        self.ship(picking, tracking=False)
        self.assertEqual(picking.laredoute_shipment_state, "missing")
        self.assertFalse(inbox.operation_ids.filtered(lambda o: o.kind == "ship"))
        picking.carrier_tracking_ref = "LATE1"
        self.run_flow("send_operations")
        self.assertEqual(self.market.updates[-1].tracking_number, "LATE1")

    def test_a_line_is_sent_once_its_full_quantity_left(self):
        _order, inbox = self.to_ship(self.order_line(self.product, quantity=3))
        picking = inbox.sale_order_id.picking_ids
        self.ship(picking, tracking="PARCEL1", quantity=1)
        self.assertFalse(inbox.operation_ids.filtered(lambda o: o.kind == "ship"))
        rest = inbox.sale_order_id.picking_ids - picking
        self.ship(rest, tracking="PARCEL2")
        ship = inbox.operation_ids.filtered(lambda o: o.kind == "ship")
        self.assertEqual(ship.tracking_number, "PARCEL2")
        rest.carrier_tracking_ref = "PARCEL2-BIS"
        self.assertEqual(
            len(inbox.operation_ids.filtered(lambda o: o.kind == "ship")), 1
        )

    def test_a_warehouse_user_never_fails_because_of_la_redoute(self):
        _order, inbox = self.to_ship()
        user = self.env["res.users"].create(
            {
                "name": "Entrepôt",
                "login": "entrepot-test",
                "group_ids": [(6, 0, self.env.ref("stock.group_stock_user").ids)],
            }
        )
        picking = inbox.sale_order_id.picking_ids.with_user(user)
        self.ship(picking)
        self.assertEqual(picking.state, "done")
        self.assertEqual(picking.laredoute_shipment_state, "queued")
        self.assertTrue(picking.laredoute_ref)

    def test_a_shipment_that_was_forgotten_is_found(self):
        self.account.switch_fulfilment = False
        order = self.order(self.product)
        self.read()
        self.say(order, "to_ship")
        self.read()
        inbox = self.inbox()
        self.ship(inbox.sale_order_id.picking_ids)
        self.assertFalse(inbox.operation_ids)
        self.account.switch_fulfilment = True
        self.run_flow("send_operations")
        self.assertEqual(self.market.updates[-1].kind, DecisionKind.SHIP)

    def test_a_lost_answer_is_queried_and_not_sent_again(self):
        order = self.order(self.product)
        self.read()
        self.market.fail["decide"] = [errors.UnknownOutcome("x", code="timeout")]
        self.run_flow("send_operations")
        operation = self.inbox().operation_ids
        self.assertEqual(operation.state, "unknown")
        self.say(order, "accepted")
        self.run_flow("send_operations")
        self.assertEqual(operation.state, "confirmed")
        self.assertFalse(self.market.updates, "it had been taken: not sent again")

    def test_what_was_taken_stays_so_though_the_line_is_cancelled_unread(self):
        """La Redoute said OK: nothing of that is undone, nor sent another time."""
        order = self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        operation = self.inbox().operation_ids
        self.assertEqual(operation.state, "sent")
        order = self.say(order, "cancelled")
        self.read()
        self.assertEqual((operation.state, operation.message), ("confirmed", False))
        self.market.updates.clear()
        # the status of before, read after it
        self.say(order, "to_accept")
        self.read()
        self.run_flow("send_operations")
        self.assertFalse(self.market.updates)

    def test_what_la_redoute_contradicts_is_not_taken(self):
        """Somebody accepted on La Redoute's site what was refused from here."""
        order = self.order(self.product)
        self.account.acceptance_policy = "manual"
        self.read()
        self.inbox().line_ids._enqueue("refuse")
        self.run_flow("send_operations")
        operation = self.inbox().operation_ids
        self.assertEqual(operation.state, "sent")
        self.say(order, "accepted")
        self.read()
        self.assertEqual(operation.state, "refused")
        self.assertIn("Accepted", operation.message)

    def test_what_was_not_taken_is_sent_again(self):
        self.order(self.product)
        self.read()
        self.market.fail["decide"] = [errors.UnknownOutcome("x", code="timeout")]
        self.run_flow("send_operations")
        operation = self.inbox().operation_ids
        self.run_flow("send_operations")
        self.assertEqual(operation.state, "unknown", "too soon to be sure")
        operation.sent_at = self.ago(minutes=5)
        self.run_flow("send_operations")
        self.assertEqual((operation.state, operation.attempts), ("sent", 2))
        self.assertEqual(len(self.market.updates), 1)

    def test_while_la_redoute_cannot_be_queried_nothing_is_sent(self):
        self.order(self.product)
        self.read()
        self.market.fail["decide"] = [errors.UnknownOutcome("x", code="timeout")]
        self.run_flow("send_operations")
        self.inbox().operation_ids.sent_at = self.ago(minutes=5)
        self.market.fail["fetch_orders"] = [errors.RetryLater("down")]
        self.run_flow("send_operations")
        self.assertEqual(self.inbox().operation_ids.state, "unknown")
        self.assertFalse(self.market.updates)

    def test_a_passing_failure_backs_off(self):
        self.order(self.product)
        self.read()
        self.market.fail["decide"] = [errors.RetryLater("down")]
        self.run_flow("send_operations")
        operation = self.inbox().operation_ids
        self.assertEqual(operation.state, "queued")
        self.assertGreater(operation.next_attempt_at, self.ago())
        self.run_flow("send_operations")
        self.assertFalse(self.market.updates)
        operation.next_attempt_at = self.ago(minutes=1)
        self.run_flow("send_operations")
        self.assertEqual(operation.state, "sent")

    def test_a_ko_needs_a_person_unless_it_was_taken_before(self):
        order = self.order(self.product)
        self.read()
        line = self.inbox().line_ids
        self.market.results[line.remote_id] = LineResult(line.remote_id, False, "No")
        self.run_flow("send_operations")
        operation = self.inbox().operation_ids
        self.assertEqual((operation.state, operation.message), ("refused", "No"))
        self.assertTrue(self.inbox().activity_ids)
        self.say(order, "accepted")
        self.read()
        self.assertEqual(operation.state, "confirmed")
        self.assertFalse(self.inbox().activity_ids)

    def test_one_bad_operation_does_not_hold_the_others(self):
        self.take(*DecisionKind)
        self.order(self.product, self.product, remote_id="1-2026.325.0000007")
        self.read()
        refused = errors.RefusedData("too long", code="tracking_too_long")
        self.market.fail["decide"] = [refused, refused]
        self.run_flow("send_operations")
        states = self.inbox("1-2026.325.0000007").operation_ids.mapped("state")
        self.assertEqual(sorted(states), ["refused", "sent"])

    def test_requests_hold_no_more_than_the_platform_takes(self):
        self.take(*DecisionKind)
        self.order(*[self.product] * 7, remote_id="1-2026.325.0000008")
        self.read()
        self.run_flow("send_operations")
        self.assertEqual(len(self.market.updates), 7)
        exchanges = self.env["laredoute.exchange"].search(
            [("account_id", "=", self.account.id), ("kind", "=", "order_updates")]
        )
        self.assertEqual(sorted(exchanges.mapped("item_count")), [1, 3, 3])

    def test_no_mail_leaves_for_a_buyer(self):
        self.company.stock_move_email_validation = True
        before = self.env["mail.mail"].search_count([])
        _order, inbox = self.to_ship()
        picking = inbox.sale_order_id.picking_ids
        self.ship(picking)
        self.assertEqual(self.env["mail.mail"].search_count([]), before)
        self.assertFalse(picking.message_ids.filtered("partner_ids"))
