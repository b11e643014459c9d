# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Paid goods that will not leave, and nobody decides: by policy, never too early."""

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.statuses import DecisionKind

from ..common import only_on_sellr
from .agreement_case import AgreementCase

WORDLESS = "the other platform takes no word on paid goods"


@tagged("standard", "post_install", "-at_install")
class TestGiveUp(AgreementCase):
    def setUp(self):
        super().setUp()
        self.account.unfulfilled_policy = "give_up"
        self.other = self.make_product(stock=9)

    # ------------------------------------------------------------------- the life
    def later(self, hours=25):
        """Hours go by in which nobody decides, and La Redoute is read."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE laredoute_disagreement SET write_date = write_date"
            " - make_interval(hours => %s)",
            [hours],
        )
        self.env.invalidate_all()
        self.read()
        self.run_flow("give_up_orders")

    def given_up(self):
        return self.inbox().operation_ids.filtered(
            lambda each: each.kind in ("out_of_stock", "refund")
        )

    def cancelled(self):
        order = self.paid(self.product, self.other)
        self.sale()._action_cancel()
        self.compare()
        return order

    def assert_not_given_up(self):
        self.assertFalse(self.given_up())
        self.assertTrue(self.inbox()._open_disagreements())

    # ------------------------------------------------------------------- it informs
    @only_on_sellr(WORDLESS)
    def test_a_cancelled_sale_order_is_out_of_stock_in_the_end(self):
        order = self.cancelled()
        one = self.disagreements()[0]
        self.assertEqual((one.gives_up_at - one.write_date).total_seconds(), 24 * 3600)
        self.run_flow("give_up_orders")
        self.assert_not_given_up()
        self.later()
        self.assertEqual(self.given_up().mapped("kind"), ["out_of_stock"] * 2)
        reason = self.env.ref("laredoute_connector.reason_no_stock")
        self.assertEqual(self.given_up().reason_id, reason)
        said = self.inbox().message_ids.mapped("body")
        self.assertEqual(sum("nobody decided within 24" in each for each in said), 2)
        self.assertTrue(any(reason.name in each for each in said))
        self.assert_agreement()
        self.run_flow("send_operations")
        self.say(order, "out_of_stock")
        self.read()
        self.assert_agreement()
        self.run_flow("give_up_orders")
        self.assertEqual(len(self.given_up()), 2, "once")

    @only_on_sellr(WORDLESS)
    def test_refunded_where_the_account_says_so(self):
        self.account.give_up_by = "refund"
        self.cancelled()
        self.later()
        refunds = self.inbox().refund_ids
        self.assertEqual(refunds.line_ids.mapped("unshipped"), [True, True])
        self.assertEqual(
            refunds.reason_id, self.env.ref("laredoute_connector.reason_no_stock")
        )

    @only_on_sellr(WORDLESS)
    def test_one_line_of_two(self):
        self.paid(self.product, self.other)
        self.goods()[0].product_uom_qty = 0
        self.compare()
        self.assert_disagreement("quantity_differs", "nothing_leaves")
        self.later()
        self.assertEqual(self.given_up().product_id, self.product)
        self.assertEqual(self.given_up().kind, "out_of_stock")
        waits = self.goods()[0].move_ids._laredoute_waiting()
        self.assertFalse(waits, "nobody packs it any more")
        self.assert_agreement()

    def test_its_reason_is_not_deleted(self):
        reason = self.env["laredoute.reason"].create(
            {"name": "Perdu", "for_refusal": True}
        )
        self.account.unfulfilled_reason_id = reason
        with self.assertRaisesRegex(UserError, "Perdu"):
            reason.unlink()
        self.account.unfulfilled_reason_id = self.env.ref(
            "laredoute_connector.reason_no_stock"
        )
        reason.unlink()

    def test_not_what_is_being_packed(self):
        # without a date of its own, the delivery goes on, and Odoo plans a receipt
        self.account.ship_by = "none"
        self.paid(self.product, self.other)
        self.goods()[0].product_uom_qty = 0
        self.goods()[0].move_ids.picked = True
        self.compare()
        self.later()
        self.assert_not_given_up()

    @only_on_sellr(WORDLESS)
    def test_of_a_lowered_line_the_rest_is_refunded_once_it_is_shipped(self):
        order = self.paid(self.order_line(self.product, quantity=3))
        self.goods().product_uom_qty = 2
        self.compare()
        self.later()
        refund = self.inbox().refund_ids.line_ids
        self.assertEqual(refund.mapped("quantity"), [1])
        self.assert_agreement()
        self.ship(self.sale().picking_ids.filtered(lambda each: each.state != "cancel"))
        self.run_flow("send_operations")
        kinds = [each.kind for each in self.market.updates]
        self.assertEqual(kinds[-1], DecisionKind.SHIP)
        self.say(order, "shipped")
        self.read()
        self.run_flow("follow_refunds", "send_operations")
        last = self.market.updates[-1]
        self.assertEqual((last.kind, int(last.quantity)), (DecisionKind.REFUND, 1))

    @only_on_sellr(WORDLESS)
    def test_a_cancelled_delivery_once_nothing_is_there(self):
        self.paid()
        self.sale().picking_ids.action_cancel()
        self.compare()
        self.assert_disagreement("nothing_leaves")
        self.later()
        # stock is there: another delivery may bring it
        self.assert_not_given_up()
        self.set_stock(self.product, -9)
        self.later()
        self.assertEqual(self.given_up().kind, "out_of_stock")

    @only_on_sellr(WORDLESS)
    def test_an_archived_product_that_lacks(self):
        order = self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        self.set_stock(self.product, -9)
        self.say(order, "to_ship")
        self.read()
        self.run_flow("compare_waiting_orders")
        self.assert_disagreement("short_of_stock")
        self.later()
        self.assert_not_given_up()
        self.product.active = False
        self.later()
        self.assertEqual(self.given_up().kind, "out_of_stock")

    # ------------------------------------------------------------------- it does not
    def test_a_person_decides_unless_the_account_says_otherwise(self):
        self.account.unfulfilled_policy = "ask"
        self.cancelled()
        self.assertFalse(self.disagreements()[0].gives_up_at)
        self.later()
        self.assert_not_given_up()

    def test_not_while_a_rule_waits(self):
        for action in ("hold", "wait", "wait_incoming"):
            self.env["laredoute.order.rule"].create(
                {
                    "account_id": self.account.id,
                    "name": action,
                    "action": action,
                    "hours": 72,
                    "product_ids": [(6, 0, self.product.ids)],
                }
            )
        rules = self.env["laredoute.order.rule"].search([], order="id")
        rules.active = False
        order = self.paid()
        self.sale()._action_cancel()
        supplier = self.env.ref("stock.stock_location_suppliers")
        self.env["stock.move"].create(
            {
                "product_id": self.product.id,
                "product_uom_qty": 5,
                "location_id": supplier.id,
                "location_dest_id": self.account.warehouse_id.lot_stock_id.id,
            }
        )._action_confirm()
        self.compare()
        for rule in rules:
            rule.active = True
            self.later(30)
            self.assert_not_given_up()
            rule.active = False
        self.assertTrue(order)

    def test_not_when_la_redoute_was_not_read_since(self):
        self.cancelled()
        self.later_unread()
        self.assert_not_given_up()

    def later_unread(self):
        self.account._flow("fetch_orders").watermark = self.ago(hours=2)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE laredoute_disagreement SET write_date = write_date - interval '2d'"
        )
        self.env.invalidate_all()
        self.run_flow("give_up_orders")

    def test_not_in_a_paused_account_nor_a_restored_database(self):
        self.cancelled()
        for phase in ("paused", "restored"):
            self.account.phase = phase
            self.later(50)
            self.assert_not_given_up()
        self.account.phase = "testing"
        self.env["laredoute.restoration"].create(
            {
                "account_id": self.account.id,
                "state": "goes_on",
                "answered_at": self.ago(hours=3),
            }
        )
        self.later(1)
        self.assert_not_given_up()

    def test_not_what_a_person_keeps_or_changed_since(self):
        self.paid(self.order_line(self.product, quantity=3))
        self.goods().product_uom_qty = 2
        self.compare()
        self.disagreements().action_keep()
        self.later()
        self.assertFalse(self.given_up())
        self.assertFalse(self.inbox().refund_ids)
        self.goods().product_uom_qty = 1
        self.compare()
        self.run_flow("give_up_orders")
        self.assertFalse(self.inbox().refund_ids)

    def test_not_what_left(self):
        self.paid()
        self.ship(self.sale().picking_ids, tracking=False)
        self.sale()._action_cancel()
        self.compare()
        self.later()
        self.assertFalse(self.given_up())

    def test_not_what_la_redoute_cancelled_meanwhile(self):
        order = self.cancelled()
        self.say(order, "cancelled")
        self.later()
        self.assertFalse(self.given_up())
        self.assert_agreement()

    def test_one_that_cannot_be_given_up_stops_only_itself(self):
        self.account.give_up_by = "refund"
        self.cancelled()
        self.take(DecisionKind.ACCEPT, DecisionKind.SHIP)
        self.later()
        # the platform takes no word: it stays a person's
        self.assert_not_given_up()

    def test_a_policy_needs_its_reason(self):
        with self.assertRaisesRegex(ValidationError, "reason"):
            self.account.unfulfilled_reason_id = False
