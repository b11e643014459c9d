# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Kits are refunded by the kit, and leave by a warehouse's file as one."""

from odoo.tests import tagged

from odoo.addons.laredoute_connector.models.parcel import parcel_file

from ..common import only_on_sellr
from ..kit_case import KitCase
from .refund_case import RefundCase


@tagged("standard", "post_install", "-at_install")
class TestKitRefunds(KitCase, RefundCase):
    def kits_shipped(self):
        """Two kits of two cups and a saucer each, at the buyer's and invoiced."""
        order = self.shipped(self.order_line(self.kit, quantity=2))
        self.invoice()
        return order

    def parts_come_back(self, cups, saucers):
        """Some of the parts come back into stock."""
        picking = self.sale().picking_ids.filtered(
            lambda each: each.picking_type_code == "outgoing"
        )
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        for each in wizard.product_return_moves:
            each.quantity = cups if each.product_id == self.cup else saucers
        back = wizard._create_return()
        back.move_ids.picked = True
        back.button_validate()
        self.compare()
        return back

    @only_on_sellr("the other platform takes no refund from here")
    def test_one_of_two_kits_is_refunded_and_credited(self):
        order = self.kits_shipped()
        refund = self.request((1, {"by": "pieces", "quantity": 1, "fee": False}))
        self.send()
        self.assertEqual(self.refunds_sent(), [("1", 1, None, False)])
        self.says(order, "to_refund", "refunding", "refunded")
        self.assertEqual(refund.to_credit, 59.9)
        note = self.env["account.move"].browse(refund.action_credit()["res_id"])
        self.assertEqual(note.amount_total, 59.9)
        note.action_post()
        self.compare()
        self.assert_agreement()

    @only_on_sellr("the other platform takes no refund from here")
    def test_a_kit_that_came_back_is_refunded(self):
        self.kits_shipped()
        self.parts_come_back(cups=2, saucers=1)
        (one,) = self.assert_disagreement("returned_here")
        action = self.as_user("manager", one).action_refund()
        request = self.env["laredoute.refund.request"].browse(action["res_id"])
        self.assertEqual(request.line_ids.quantity, 1)

    @only_on_sellr("the other platform takes no refund from here")
    def test_a_part_of_a_kit_that_came_back_is_seen(self):
        self.kits_shipped()
        self.parts_come_back(cups=1, saucers=0)
        (one,) = self.assert_disagreement("returned_here")
        self.assertIn(f"1 × {self.kit.display_name} (incomplete)", one.message)
        action = self.as_user("manager", one).action_refund()
        request = self.env["laredoute.refund.request"].browse(action["res_id"])
        self.assertEqual(request.line_ids.quantity, 1)
        request.line_ids.write({"by": "amount", "goods": 9.9, "fee": False})
        request.reason_id = self.reason
        request.action_request()
        self.assert_agreement()

    def test_what_was_exchanged_of_a_kit_is_whole_again(self):
        self.kits_shipped()
        back = self.parts_come_back(cups=1, saucers=0)
        again = (
            self.sale()
            .picking_ids.filtered(lambda each: each.picking_type_code == "outgoing")
            .move_ids.filtered(lambda each: each.product_id == self.cup)
        )
        move = again[:1].copy(
            {"product_uom_qty": 1, "picking_id": False, "sale_line_id": self.goods().id}
        )
        move._action_confirm()
        move.write({"quantity": 1, "picked": True})
        move._action_done()
        self.compare()
        self.assertEqual(back.state, "done")
        self.assert_agreement()

    def test_the_rest_of_a_kit_comes_back_later(self):
        self.kits_shipped()
        self.parts_come_back(cups=1, saucers=0)
        self.assert_disagreement("returned_here").action_keep()
        self.parts_come_back(cups=1, saucers=1)
        (one,) = self.assert_disagreement("returned_here")
        self.assertIn(f"1 × {self.kit.display_name} came back", one.message)


@tagged("standard", "post_install", "-at_install")
class TestKitParcels(KitCase):
    def apply(self, *lines):
        """A warehouse's file validates what it names."""
        file = self.parcel_file(*lines)
        self.assertEqual(set(file.line_ids.mapped("state")), {"ready"})
        file.action_apply()
        self.run_cron(parcel_file.CRON)
        self.run_flow("send_operations")
        self.assertEqual(set(file.line_ids.mapped("state")), {"done"})

    def left(self):
        """{part: units that left}."""
        moves = self.sale().picking_ids.move_ids
        done = moves.filtered(lambda move: move.state == "done")
        return {move.product_id: move.quantity for move in done}

    def shipments(self):
        return [each.kind.value for each in self.market.updates].count("ship")

    def test_all_kits_of_an_order(self):
        self.kit_paid()
        self.apply(f"{self.inbox().remote_id};6A1;;")
        self.assertEqual(self.left(), {self.cup: 4, self.saucer: 2})
        self.assertEqual(self.shipments(), 1)
        self.assert_agreement()

    def test_kits_are_counted_as_the_buyer_counts_them(self):
        self.kit_paid()
        order = self.inbox().remote_id
        self.apply(f"{order};6A1;{self.kit.barcode};1")
        self.assertEqual(self.left(), {self.cup: 2, self.saucer: 1})
        self.assertEqual(self.shipments(), 0, "the other kit has not left")
        self.apply(f"{order};6A2;{self.kit.barcode};1")
        self.assertEqual(self.shipments(), 1)
        self.assert_agreement()
