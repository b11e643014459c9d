# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where one way of handling orders meets another one."""

from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.laredoute_connector.marketplace.records import DecisionKind
from odoo.addons.laredoute_connector.models.offer.stock import sellable

from ..agreement.agreement_case import AgreementCase
from ..common import only_on_sellr

SECOND = "1-2026.325.0009999"
UNKNOWN = "3599999999995"
#: before the orders of the tests were placed
EARLIER = datetime(2026, 11, 1)


@tagged("standard", "post_install", "-at_install")
class TestSeams(AgreementCase):
    def made_by_others(self, *numbers, quantity=1):
        """A confirmed sale order that names La Redoute's numbers."""
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Autre"}).id,
                "warehouse_id": self.account.warehouse_id.id,
                "client_order_ref": " ".join(numbers),
                "order_line": [
                    (
                        0,
                        0,
                        {"product_id": self.product.id, "product_uom_qty": quantity},
                    )
                ],
            }
        )
        sale.action_confirm()
        return sale

    def gives_up(self):
        self.account.unfulfilled_policy = "give_up"
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE laredoute_disagreement"
            " SET write_date = write_date - interval '25 hours'"
        )
        self.env.invalidate_all()
        self.read()
        self.run_flow("give_up_orders")
        return self.inbox().operation_ids.filtered(
            lambda each: each.kind in ("out_of_stock", "refund")
        )

    # ------------------------------------------------------- sale orders of others
    def test_a_second_sale_order_that_is_wanted_is_not_stopped_again(self):
        self.made_by_others("1-2026.325.0001234")
        self.order(self.product)
        self.read()
        self.inbox().action_sell_anyway()
        self.run_flow("process_orders")
        self.assertTrue(self.inbox().sale_order_id)
        self.assertFalse(self.inbox().named_sale_id or self.inbox().named_count)

    def test_one_that_names_two_orders_is_used_once(self):
        both = self.made_by_others("1-2026.325.0001234", SECOND, quantity=2)
        self.order(self.product)
        self.order(self.product, remote_id=SECOND)
        self.read()
        self.inbox().action_use_sale_order()
        second = self.inbox(SECOND)
        second.retry_at = fields.Datetime.now()
        self.run_flow("process_orders")
        self.assertEqual(self.inbox().sale_order_id, both)
        self.assertFalse(second.sale_order_id)
        self.assertEqual(second.state, "waiting")
        self.assertIn(self.inbox().remote_id, second.waiting_reason)
        self.assertFalse(second.can_tie)

    def test_what_others_sell_with_it_goes_on(self):
        both = self.made_by_others("1-2026.325.0001234")
        other = self.make_product(stock=4)
        both.order_line = [(0, 0, {"product_id": other.id, "product_uom_qty": 1})]
        order = self.order(self.product)
        self.read()
        self.inbox().action_use_sale_order()
        self.run_flow("process_orders")
        self.say(order, "cancelled")
        self.read()
        self.assertEqual(both.state, "sale")
        left = both.order_line.filtered(lambda line: line.product_id == other)
        self.assertEqual(left.product_uom_qty, 1)
        self.assertEqual(left.move_ids.state, "assigned")

    @only_on_sellr("the other platform has no word for it")
    def test_nothing_of_one_is_given_up_by_itself(self):
        self.made_by_others("1-2026.325.0001234", quantity=3)
        order = self.order(self.order_line(self.product, quantity=4))
        self.read()
        self.inbox().action_use_sale_order()
        self.run_flow("process_orders")
        self.say(order, "to_ship")
        self.read()
        self.compare()
        self.assertIn("quantity_differs", self.disagreements().mapped("code"))
        self.assertFalse(self.gives_up())
        self.assertFalse(self.inbox().refund_ids)

    def test_one_that_others_make_later_holds_the_units(self):
        self.account.handled_before = EARLIER + timedelta(days=60)
        self.order(self.product, status="accepted")
        self.read()
        self.made_by_others("1-2026.325.0001234")
        twice = sellable(self.account, self.product)[self.product.id]
        self.run_flow("compare_waiting_orders")
        self.assertTrue(self.inbox().named_sale_id)
        once = sellable(self.account, self.product)[self.product.id]
        self.assertEqual(once, twice + 1)

    # ------------------------------------------------------------------ another tool
    @only_on_sellr("the other platform takes no refund from here")
    def test_refunds_that_wait_are_dropped_with_the_decisions(self):
        self.account.give_up_by = "refund"
        self.paid(self.product)
        there = sellable(self.account, self.product)[self.product.id]
        request = self.env["laredoute.refund.request"]
        request = request.browse(self.inbox().action_refund()["res_id"])
        request.reason_id = self.env.ref("laredoute_connector.reason_no_stock")
        request.action_request()
        self.assertTrue(self.inbox().line_ids.given_back)
        self.account.handled_by = "elsewhere"
        self.assertFalse(self.inbox().line_ids.given_back)
        self.assertEqual(self.inbox().refund_ids.state, "cancelled")
        self.account.handled_by = "connector"
        self.run_flow("process_orders", "follow_refunds", "send_operations")
        self.assertFalse(self.inbox().operation_ids.filtered("refund_line_id"))
        self.assertEqual(sellable(self.account, self.product)[self.product.id], there)

    def test_what_was_shipped_between_two_readings_leaves_the_stock(self):
        self.account.write({"handled_by": "elsewhere", "handled_before": EARLIER})
        before = self.product.qty_available
        order = self.order(self.product)
        self.say(order, "shipped")
        self.read()
        self.assertEqual(self.inbox().sale_order_id.picking_ids.state, "done")
        self.product.invalidate_recordset()
        self.assertEqual(self.product.qty_available, before - 1)
        self.assert_agreement()

    def test_others_orders_are_answered_by_nobody_here_whatever_fails(self):
        self.account.write(
            {
                "handled_before": EARLIER + timedelta(days=60),
                "last_policy": "refuse",
            }
        )
        self.order(self.product)
        self.read()
        inbox = self.inbox()
        inbox.write({"state": "new", "answer_before": self.ago(hours=-1)})
        fails = patch.object(
            type(inbox.line_ids), "_match_products", side_effect=[None, ValueError]
        )
        with fails, mute_logger("odoo.addons.laredoute_connector"):
            self.run_flow("process_orders", bugs=True)
        self.assertEqual(inbox.state, "waiting")
        self.assertFalse(inbox.operation_ids)

    # ------------------------------------------------------------------- a substitute
    @only_on_sellr("the other platform has no word for it")
    def test_what_nobody_knows_is_given_up_by_nobody(self):
        self.account.substitute_product_id = self.make_product(stock=0)
        order = self.order(UNKNOWN, self.product)
        self.read()
        self.inbox().line_ids._decide(DecisionKind.ACCEPT, only_in_stock=False)
        self.run_flow("send_operations")
        self.say(order, "to_ship")
        self.read()
        self.goods().filtered(
            lambda line: line.product_id == self.product
        ).product_uom_qty = 0
        self.compare()
        self.assertEqual(self.gives_up().product_id, self.product)

    def test_a_changed_article_is_no_correction(self):
        self.account.substitute_product_id = self.make_product(stock=0)
        order = self.paid(self.order_line(self.product, quantity=2))
        self.ship(self.sale().picking_ids, quantity=1)
        line = self.inbox().line_ids
        line.write({"ean": UNKNOWN, "product_id": False})
        self.inbox().state = "new"
        self.run_flow("process_orders")
        self.assertFalse(line.substitute_id or line.product_id)
        self.inbox().state = "new"
        self.run_flow("process_orders")
        self.assertFalse(line.product_id)
        self.assertIn(UNKNOWN, self.inbox().waiting_reason)
        self.assertTrue(order)
