# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders that another tool handles: nothing is sent, La Redoute is followed."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..agreement.agreement_case import AgreementCase
from ..common import only_on_sellr


@tagged("standard", "post_install", "-at_install")
class TestElsewhere(AgreementCase):
    def setUp(self):
        super().setUp()
        self.account.handled_by = "elsewhere"

    def imported(self, *statuses, quantity=2):
        order = self.order(self.order_line(self.product, quantity=quantity))
        self.read()
        for status in statuses:
            order = self.say(order, status)
            self.read()
        return order

    def on_hand(self):
        self.product.invalidate_recordset()
        return self.product.with_company(self.company).qty_available

    def test_a_whole_life_is_followed_and_nothing_is_sent(self):
        order = self.imported()
        self.assertEqual(self.sale().state, "draft")
        self.assertEqual(self.inbox().state, "done")
        # La Redoute's deadline is the other tool's
        self.inbox().answer_before = self.ago(hours=-1)
        self.run_flow("compare_waiting_orders")
        self.assert_agreement()
        order = self.say(order, "accepted")
        self.read()
        self.assertEqual(self.sale().state, "draft")
        order = self.say(order, "to_ship")
        self.read()
        self.assertEqual(self.sale().state, "sale")
        self.assertNotEqual(self.sale().picking_ids.state, "done")
        self.assert_agreement()
        order = self.say(order, "shipped")
        self.read()
        picking = self.sale().picking_ids
        self.assertEqual(picking.state, "done")
        self.assertFalse(picking.laredoute_shipment_state)
        self.assertIn("another tool", picking.message_ids.mapped("body")[0])
        self.assertEqual(self.on_hand(), 7)
        self.assert_agreement()
        self.say(order, "paid")
        self.read()
        self.assert_agreement()
        self.run_flow("send_operations", "follow_refunds", "give_up_orders")
        self.assertFalse(self.inbox().operation_ids)
        self.assertFalse(self.market.updates)

    def test_stock_comes_out_right_in_several_steps(self):
        self.account.warehouse_id.delivery_steps = "pick_pack_ship"
        self.imported("to_ship", "shipped")
        self.assertEqual(self.on_hand(), 7)
        self.assertEqual(set(self.sale().picking_ids.mapped("state")), {"done"})
        self.assert_agreement()

    def test_what_odoo_does_not_have_leaves_all_the_same(self):
        self.set_stock(self.product, -8)
        self.imported("to_ship", "shipped")
        self.assertEqual(self.on_hand(), -1)
        self.assertEqual(self.sale().picking_ids.mapped("state"), ["done"])

    @only_on_sellr("the statuses are those that it decides by line")
    def test_one_line_of_two_left(self):
        other = self.make_product(stock=3)
        order = self.order(self.product, other)
        self.read()
        order = self.say(order, "to_ship")
        self.read()
        order = self.say(order, "shipped", only={1})
        self.read()
        done = self.goods().move_ids.filtered(lambda move: move.state == "done")
        self.assertEqual(done.product_id, self.product)
        self.assert_agreement()
        self.say(order, "cancelled", only={2})
        self.read()
        self.assert_agreement()

    def test_lots_are_for_a_person(self):
        self.product.tracking = "lot"
        self.imported("to_ship", "shipped")
        held = self.disagreements().filtered(lambda each: each.code == "held_up")
        self.assertIn("Validate it by hand", held.message)
        lot = self.env["stock.lot"].create({"product_id": self.product.id, "name": "L"})
        moves = self.sale().picking_ids.move_ids
        moves.move_line_ids.unlink()
        line = {"product_id": self.product.id, "lot_id": lot.id, "quantity": 2}
        moves.move_line_ids = [(0, 0, line)]
        moves.picked = True
        self.sale().picking_ids.button_validate()
        self.inbox().action_retry()
        self.run_flow("process_orders")
        self.assert_agreement()

    def test_deliveries_by_a_person(self):
        self.account.elsewhere_deliveries = "person"
        self.imported("to_ship", "shipped")
        one = self.assert_disagreement("shipped_short")
        self.assertEqual(one.ways, ",restore,keep_ours,")
        self.assertIn("Restore validates", one.message)
        self.as_user("manager", one).action_restore()
        self.assertEqual(self.sale().picking_ids.state, "done")
        self.assertEqual(self.on_hand(), 7)
        self.assert_agreement()

    def test_a_delivery_that_was_cancelled_is_made_again(self):
        self.imported("to_ship")
        self.sale().picking_ids.action_cancel()
        self.compare()
        one = self.assert_disagreement("nothing_leaves")
        self.assertNotIn("out_of_stock", one.ways)
        self.say(self.market.orders[self.inbox().remote_id], "shipped")
        self.read()
        self.assertEqual(self.on_hand(), 7)
        self.assert_agreement()

    def test_so_is_one_of_what_was_picked(self):
        self.account.warehouse_id.delivery_steps = "pick_ship"
        order = self.imported("to_ship")
        pick = self.sale().picking_ids
        pick.move_ids.write({"quantity": 2, "picked": True})
        pick.button_validate()
        (self.sale().picking_ids - pick).action_cancel()
        self.say(order, "shipped")
        self.read()
        self.assertEqual(self.goods().qty_delivered, 2)
        self.assertEqual(self.on_hand(), 7)
        self.assert_agreement()

    def test_so_is_one_of_a_locked_sale(self):
        order = self.imported("to_ship")
        self.sale().action_lock()
        self.sale().picking_ids.action_cancel()
        self.say(order, "shipped")
        self.read()
        self.assertEqual(self.on_hand(), 7)
        self.assertTrue(self.sale().locked)
        self.assert_agreement()

    def test_so_is_one_of_which_a_part_was_cancelled(self):
        order = self.imported("to_ship")
        picking = self.sale().picking_ids
        picking.move_ids.copy({"product_uom_qty": 1})._action_confirm(merge=False)
        moves = picking.move_ids
        moves[0].product_uom_qty = 1
        moves[0]._action_cancel()
        self.say(order, "shipped")
        self.read()
        self.assertEqual(self.on_hand(), 7)
        self.assert_agreement()

    def test_restore_says_what_it_could_not_restore(self):
        order = self.imported("to_ship")
        self.goods().product_uom_qty = 1
        self.say(order, "shipped")
        self.read()
        shown = self.assert_disagreement("quantity_differs", "shipped_short")
        one = shown.filtered(lambda each: each.code == "shipped_short")
        said = one.action_restore()["params"]
        self.assertTrue(one.exists())
        self.assertEqual(said["type"], "warning")
        self.assertIn(one.message, said["message"])
        other = shown - one
        other.action_restore()
        said = one.action_restore()["params"]
        self.assertEqual(said["type"], "success")
        self.assert_agreement()

    def test_cancelled_there(self):
        order = self.imported("to_ship")
        self.say(order, "cancelled")
        self.read()
        self.assertEqual(self.sale().state, "cancel")
        self.assert_agreement()

    def test_cancelled_here_asks_to_inform_nobody(self):
        self.imported("to_ship")
        self.sale()._action_cancel()
        self.compare()
        one = self.assert_disagreement("cancelled_here")
        self.assertEqual(one.ways, ",restore,keep_ours,")
        self.assertNotIn("Inform", one.message)

    @only_on_sellr("the other platform has no refunds")
    def test_refunded_there_is_booked_here(self):
        self.product.invoice_policy = "order"
        order = self.imported("to_ship", "shipped")
        self.sale()._create_invoices().action_post()
        for status in ("to_refund", "refunding", "refunded"):
            order = self.say(order, status)
            self.read()
        self.assert_disagreement("refund_unknown")
        self.assertEqual(self.inbox().refund_ids.origin, "platform")

    # ------------------------------------------------------------------ the buttons
    def test_what_informs_is_hidden_and_refused_with_a_sentence(self):
        self.imported()
        inbox = self.as_user("manager", self.inbox())
        self.assertFalse(inbox.can_accept or inbox.can_refuse or inbox.can_refund)
        self.assertFalse(inbox.line_ids.can_accept or inbox.line_ids.can_refuse)
        self.assertIn("Another tool", inbox.undecidable)
        for button in (inbox.action_refuse, inbox.action_accept):
            with self.assertRaisesRegex(UserError, "Another tool"):
                button()
        order = self.market.orders[inbox.remote_id]
        self.say(order, "to_ship")
        self.read()
        self.assertFalse(inbox.can_give_up)
        with self.assertRaisesRegex(UserError, "Another tool"):
            inbox.action_out_of_stock()
        with self.assertRaisesRegex(UserError, "Another tool"):
            self.env["laredoute.refund"]._request(self.inbox(), [], self.env["base"])
        action = self.sale().action_laredoute_cancel()
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        self.assertFalse(wizard.may_inform)
        self.assertIn("Another tool", wizard.message)

    # -------------------------------------------------------------- mid-way, and back
    def test_handed_over_mid_way_nothing_more_is_sent(self):
        self.account.handled_by = "connector"
        self.order(self.product)
        self.read()
        self.assertEqual(self.inbox().operation_ids.state, "queued")
        self.account.handled_by = "elsewhere"
        self.assertFalse(self.inbox().operation_ids)
        self.assertIn("was not sent", self.inbox().message_ids[0].body)
        self.run_flow("process_orders", "send_operations")
        self.assertFalse(self.market.updates)
        self.assert_agreement()

    def test_a_refused_decision_of_before_is_no_alarm_and_does_not_go(self):
        self.account.handled_by = "connector"
        self.order(self.product)
        self.read()
        operation = self.inbox().operation_ids
        operation._refuse("No")
        self.compare()
        self.assert_disagreement("decision_refused")
        self.account.handled_by = "elsewhere"
        self.run_flow("process_orders")
        self.assert_agreement()
        with self.assertRaisesRegex(UserError, "Another tool"):
            operation.action_retry()

    def test_handled_here_again_what_is_open_is_decided_afresh(self):
        self.imported()
        self.account.handled_by = "connector"
        self.run_flow("process_orders", "send_operations")
        self.assertEqual(self.inbox().operation_ids.kind, "accept")
        self.assertEqual(len(self.market.updates), 1)

    def test_handled_here_again_what_left_meanwhile_is_sent(self):
        self.imported("to_ship")
        self.ship(self.sale().picking_ids)
        self.compare()
        self.assertFalse(self.inbox().operation_ids)
        self.assert_agreement()
        self.account.handled_by = "connector"
        self.run_flow("process_orders", "send_operations")
        self.assertEqual(self.inbox().operation_ids.kind, "ship")
        self.assertEqual(len(self.market.updates), 1)
