# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A buyer paid for what is not there: it is said before he waits in vain."""

from odoo.fields import Command
from odoo.tests import tagged

from ..common import only_on_sellr
from ..offer.stock_case import StockCase


@only_on_sellr("a line is out of stock by itself")
@tagged("standard", "post_install", "-at_install")
class TestShort(StockCase):
    """Three units in stock; see StockCase."""

    def taken(self, quantity=2):
        """La Redoute knows that it is accepted, and the buyer has not paid yet."""
        order = self.order(self.order_line(self.product, quantity=quantity))
        self.read()
        self.run_flow("send_operations")
        return self.say(order, "accepted")

    def paid_now(self, order):
        self.say(order, "to_ship")
        self.read()
        self.assertEqual(self.sale().state, "sale")

    def short(self):
        """Sold in Odoo before the buyer of La Redoute paid: one unit lacks."""
        order = self.taken()
        other = self.sell(self.product, 2)
        self.paid_now(order)
        return self.assert_disagreement("short_of_stock"), other

    def look_again(self):
        self.run_flow("compare_waiting_orders", "compare_orders")

    def test_a23_what_was_sold_before_the_payment_is_short(self):
        one, _other = self.short()
        self.assertEqual((one.theirs, one.ours), ("2", "1"))
        self.assertIn(self.product.name, one.message)
        self.assertEqual(one.ways, ",out_of_stock,keep_ours,")

    def test_a23_it_ends_when_the_goods_are_found(self):
        self.short()
        self.set_stock(self.product, 1)
        self.look_again()
        self.assert_agreement()

    def test_a23_it_ends_at_once_when_the_delivery_gets_the_goods_of_another(self):
        _one, other = self.short()
        other._action_cancel()
        self.sale().picking_ids.action_assign()
        self.compare()
        self.assert_agreement()

    def test_a23_la_redoute_learns_that_it_is_out_of_stock(self):
        one, _other = self.short()
        self.give_reason(one.action_out_of_stock())
        self.run_flow("send_operations", "compare_orders")
        self.assertEqual(self.market.updates[-1].kind.value, "out_of_stock")
        self.assertFalse(self.inbox()._open_disagreements())

    def test_a23_a_person_who_waits_for_more_keeps_it(self):
        one, _other = self.short()
        one.action_keep()
        self.look_again()
        self.assertEqual(self.inbox().agreement, "agree")

    def test_a23_what_is_expected_is_not_short(self):
        order = self.taken()
        self.sell(self.product, 2)
        receipt = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "move_ids": [
                    Command.create(
                        {"product_id": self.product.id, "product_uom_qty": 1}
                    )
                ],
            }
        )
        receipt.action_confirm()
        self.paid_now(order)
        self.assert_agreement()
        receipt.action_cancel()
        self.look_again()
        self.assert_disagreement("short_of_stock")

    def test_a23_what_is_reserved_by_hand_is_not_short_while_it_is_there(self):
        self.reserve("manual")
        self.paid_now(self.taken())
        self.look_again()
        self.assert_agreement()
        self.sell(self.product, 2)
        self.look_again()
        self.assert_disagreement("short_of_stock")

    def test_a23_what_is_sold_after_it_was_reserved_is_not_ours_to_find(self):
        self.paid_now(self.taken())
        self.sell(self.product, 2)
        self.look_again()
        self.assert_agreement()

    def test_a23_what_another_warehouse_sends_is_looked_for_there(self):
        order = self.taken()
        other = self.warehouse.create({"name": "Boutique de Lille", "code": "LIL"})
        self.sale().warehouse_id = other
        self.paid_now(order)
        self.assertEqual(self.sale().picking_ids.location_id, other.lot_stock_id)
        one = self.assert_disagreement("short_of_stock")
        self.assertEqual((one.theirs, one.ours), ("2", "2"))
        quants = self.env["stock.quant"]
        quants._update_available_quantity(self.product, other.lot_stock_id, 2)
        self.sale().picking_ids.action_assign()
        self.compare()
        self.assert_agreement()

    def test_a_receipt_that_returns_no_parcel_is_no_shipment(self):
        """Odoo takes back what a line no longer sells: that never left."""
        self.paid(self.order_line(self.product, quantity=2))
        first = self.sale().picking_ids
        self.ship(first, quantity=1)
        receipt = self.env["stock.picking"].create(
            {
                "picking_type_id": self.account.warehouse_id.in_type_id.id,
                "location_id": first.location_dest_id.id,
                "location_dest_id": first.location_id.id,
                "sale_id": self.sale().id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "product_uom_qty": 1,
                            "location_id": first.location_dest_id.id,
                            "location_dest_id": first.location_id.id,
                            "sale_line_id": self.goods().id,
                        }
                    )
                ],
            }
        )
        receipt.action_confirm()
        self.ship(receipt, "")
        rest = self.sale().picking_ids - first - receipt
        self.ship(rest, quantity=1)
        self.compare()
        # one of two is at the buyer's, and the other one has no delivery
        self.assert_disagreement("nothing_leaves")
        self.assertFalse(self.inbox().operation_ids.filtered("picking_id"))
