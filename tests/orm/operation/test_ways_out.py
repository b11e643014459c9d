# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Goods reach the buyer by other ways than one delivery from the warehouse's shelf."""

from dataclasses import replace

from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.records import DecisionKind

from ..agreement.agreement_case import AgreementCase
from ..common import WHOLE


@tagged("standard", "post_install", "-at_install")
class TestWaysOut(AgreementCase):
    def sent(self):
        return [
            each.tracking_number
            for each in self.market.updates
            if each.kind is DecisionKind.SHIP
        ]

    def done(self, picking, tracking=False):
        """Validate a transfer of any kind."""
        picking.action_assign()
        for move in picking.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})
        picking.carrier_tracking_ref = tracking
        picking.with_context(skip_backorder=True).button_validate()
        self.assertEqual(picking.state, "done")

    def straight(self):
        """The goods come from the supplier's: those of our own delivery do not."""
        self.sale().picking_ids.action_cancel()
        supplier = self.env.ref("stock.stock_location_suppliers")
        buyers = self.env.ref("stock.stock_location_customers")
        # as Drop-shipping makes it where that is installed
        kind = self.account.warehouse_id.in_type_id.copy(
            {
                "name": "Dropship",
                "sequence_code": "DS",
                "default_location_src_id": supplier.id,
                "default_location_dest_id": buyers.id,
            }
        )
        straight = self.env["stock.picking"].create(
            {
                "picking_type_id": kind.id,
                "partner_id": self.env["res.partner"].create({"name": "Tisseur"}).id,
                "location_id": supplier.id,
                "location_dest_id": buyers.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.product.id,
                            "product_uom_qty": 1,
                            "location_id": supplier.id,
                            "location_dest_id": buyers.id,
                            "sale_line_id": self.goods().id,
                        },
                    )
                ],
            }
        )
        straight.action_confirm()
        return straight

    def test_a13_a_line_that_the_supplier_sends_to_the_buyer(self):
        self.paid()
        straight = self.straight()
        self.compare()
        self.assert_agreement()
        self.done(straight, "SUPPLIER1")
        self.assertEqual(straight.laredoute_shipment_state, "queued")
        self.run_flow("send_operations")
        self.assertEqual(self.sent(), ["SUPPLIER1"])
        self.assert_agreement()

    def moves_on(self, order):
        """La Redoute says another address."""
        there = replace(WHOLE, zip_code="69002", city="LYON")
        self.put(order, delivery=replace(order.delivery, address=there))
        self.read()

    def test_a13_a_supplier_is_to_know_of_another_address(self):
        order = self.paid()
        straight = self.straight()
        self.moves_on(order)
        self.assertEqual(straight.partner_id.name, "Tisseur")
        one = self.assert_disagreement("address_differs")
        self.assertIn("supplier redirect", one.message)
        one.action_keep()
        self.assertEqual(self.inbox().agreement, "agree")

    def test_a13_the_supplier_stays_the_contact_of_what_he_sends(self):
        order = self.paid()
        straight = self.straight()
        self.inbox().address_digest = False
        # the order's own contact is not: the parcel gets an address of its own
        self.env["sale.order"].create({"partner_id": self.inbox().partner_id.id})
        self.moves_on(order)
        self.assertEqual(self.sale().partner_shipping_id.city, "LYON")
        self.assertIn(straight, self.sale().picking_ids)
        self.assertEqual(straight.partner_id.name, "Tisseur")
        self.assert_agreement()

    def test_a13_three_steps_are_sent_when_the_last_is_done(self):
        self.account.warehouse_id.delivery_steps = "pick_pack_ship"
        self.paid()
        for step in range(3):
            self.assertFalse(self.sent())
            ready = self.sale().picking_ids.filtered(
                lambda each: each.state in ("assigned", "confirmed")
            )
            self.done(ready[:1], f"STEP{step}")
            self.run_flow("send_operations")
        self.assertEqual(self.sent(), ["STEP2"])
        states = self.sale().picking_ids.mapped("laredoute_shipment_state")
        self.assertEqual([state for state in states if state], ["sent"])

    def test_a13_a_transfer_to_another_warehouse_is_no_shipment(self):
        self.paid()
        transit = self.env["stock.location"].search(
            [("usage", "=", "transit"), ("company_id", "=", self.company.id)], limit=1
        ) or self.env["stock.location"].create({"name": "T", "usage": "transit"})
        picking = self.sale().picking_ids
        stock = self.account.warehouse_id.lot_stock_id
        away = self.env["stock.picking"].create(
            {
                "picking_type_id": self.account.warehouse_id.out_type_id.id,
                "location_id": stock.id,
                "location_dest_id": transit.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.product.id,
                            "product_uom_qty": 1,
                            "location_id": stock.id,
                            "location_dest_id": transit.id,
                            "sale_line_id": self.goods().id,
                        },
                    )
                ],
            }
        )
        away.action_confirm()
        self.done(away, "AWAY")
        self.assertFalse(away.laredoute_shipment_state)
        self.run_flow("send_operations")
        self.assertFalse(self.sent())
        self.ship(picking, "BUYER")
        self.run_flow("send_operations")
        self.assertEqual(self.sent(), ["BUYER"])

    def cancelled_after(self, steps, picked):
        """The second of two lines is cancelled; say what moves towards the shelf."""
        self.account.warehouse_id.delivery_steps = steps
        order = self.paid(self.product, self.make_product(stock=3))
        if picked:
            self.done(self.sale().picking_ids)
        self.say(order, "cancelled", only={2})
        self.read()
        self.assertEqual(self.goods().mapped("product_uom_qty"), [1, 0])
        self.assert_agreement()
        moves = self.env["stock.move"].search(
            [
                ("product_id", "=", self.goods()[1].product_id.id),
                ("state", "not in", ("done", "cancel")),
            ]
        )
        self.assertFalse(moves, "nothing is to be received from the buyer")

    def test_a13_no_phantom_receipt_after_the_pick(self):
        self.cancelled_after("pick_ship", picked=True)

    def test_a13_no_phantom_receipt_before_the_pick(self):
        self.cancelled_after("pick_ship", picked=False)

    def test_a13_no_phantom_receipt_in_one_step(self):
        self.cancelled_after("ship_only", picked=False)

    def test_a13_no_phantom_receipt_in_three_steps(self):
        self.cancelled_after("pick_pack_ship", picked=True)
