# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Parcels as warehouses have them: too early, corrected, sent twice, by another way."""

from dataclasses import replace
from decimal import Decimal

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace import errors
from odoo.addons.laredoute_connector.marketplace.records import (
    DecisionKind,
    LineResult,
)

from ..agreement.agreement_case import AgreementCase
from ..common import only_on_sellr


@tagged("standard", "post_install", "-at_install")
class TestParcel(AgreementCase):
    def sent(self):
        """The tracking numbers that La Redoute received, in order."""
        return [
            each.tracking_number
            for each in self.market.updates
            if each.kind is DecisionKind.SHIP
        ]

    def operation(self):
        return self.inbox().operation_ids.filtered(lambda each: each.kind == "ship")

    def accepted(self):
        """An accepted order whose quotation a person confirmed before the payment."""
        order = self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        order = self.say(order, "accepted")
        self.read()
        self.sale().action_confirm()
        return order

    def shipped(self, tracking="6A1"):
        """A paid order that left, and that La Redoute took as shipped."""
        order = self.paid()
        self.ship(self.sale().picking_ids, tracking)
        self.run_flow("send_operations")
        return order

    def wants_two(self, order):
        """La Redoute's buyer wants one more of what left already."""
        self.put(order, lines=(replace(order.lines[0], quantity=Decimal(2)),))
        self.read()

    def deliver_the_rest(self):
        """Restore La Redoute's quantity, and validate the delivery that it makes."""
        shown = self.disagreements()
        self.assertIn("quantity_differs", shown.mapped("code"))
        shown.filtered(lambda each: each.code == "quantity_differs").action_restore()
        self.assert_agreement()
        rest = self.sale().picking_ids.filtered(lambda each: each.state != "done")
        self.ship(rest, "6A2")
        self.run_flow("send_operations")

    # --------------------------------------------------- A8, before La Redoute takes it
    @only_on_sellr("a parcel is a decision of its own elsewhere")
    def test_a08_a_parcel_is_not_sent_for_more_than_left(self):
        order = self.paid()
        self.ship(self.sale().picking_ids, "6A1")
        self.wants_two(order)
        self.run_flow("send_operations")
        self.assertFalse(self.sent(), "one left, and La Redoute waits for two")
        self.deliver_the_rest()
        self.assertEqual(self.sent(), ["6A2"])
        self.assert_agreement()

    def test_a08_a_refused_parcel_waits_for_the_rest_that_is_wanted_by_now(self):
        order = self.paid()
        self.ship(self.sale().picking_ids, "6A1")
        line = self.inbox().line_ids
        self.market.results[line.remote_id] = LineResult(line.remote_id, False, "No")
        self.run_flow("send_operations")
        self.market.results.clear()
        self.assert_disagreement("decision_refused")
        self.wants_two(order)
        self.assertNotIn("decision_refused", self.disagreements().mapped("code"))
        self.assertEqual(self.sale().picking_ids.laredoute_shipment_state, "held")
        with self.assertRaisesRegex(UserError, "not all"):
            self.operation().action_retry()
        self.deliver_the_rest()
        self.assertEqual(self.sent(), ["6A1", "6A2"])
        self.assert_agreement()

    def test_a08_what_left_before_the_payment_is_sent_once_it_is_paid(self):
        order = self.accepted()
        picking = self.sale().picking_ids
        self.ship(picking, "6A1")
        self.run_flow("send_operations")
        self.assertFalse(self.sent(), "La Redoute would refuse it")
        self.assertEqual(picking.laredoute_shipment_state, "held")
        self.assert_disagreement("left_early")
        self.say(order, "to_ship")
        self.read()
        self.assertEqual(picking.laredoute_shipment_state, "queued")
        self.run_flow("send_operations")
        self.assertEqual(self.sent(), ["6A1"])
        self.assert_agreement()

    def test_a08_what_left_before_the_answer_is_held_too(self):
        self.account.acceptance_policy = "manual"
        self.order(self.product)
        self.read()
        self.sale().action_confirm()
        self.ship(self.sale().picking_ids, "6A1")
        self.run_flow("send_operations")
        self.assertFalse(self.sent())
        self.assertEqual(self.sale().picking_ids.laredoute_shipment_state, "held")

    def test_a08_a_shipment_refused_as_too_early_is_sent_when_it_can_be(self):
        order = self.shipped()
        operation = self.operation()
        self.say(order, "accepted")
        self.read()
        self.assertEqual(operation.state, "refused")
        self.say(order, "to_ship")
        self.read()
        self.assertEqual(operation.state, "queued")
        self.run_flow("send_operations")
        self.assertEqual(self.sent(), ["6A1", "6A1"])
        self.assert_agreement()

    def test_a08_a_parcel_of_a_line_cancelled_meanwhile_is_not_sent(self):
        order = self.accepted()
        self.ship(self.sale().picking_ids, "6A1")
        self.say(order, "cancelled")
        self.read()
        self.run_flow("send_operations")
        self.assertFalse(self.sent())
        self.assertFalse(
            self.sale().picking_ids.laredoute_shipment_state, "nothing will be sent"
        )
        self.assertIn("left_though_cancelled", self.disagreements().mapped("code"))

    # ---------------------------------------------------------- A9, numbers that change
    def test_a09_a_number_corrected_before_it_was_sent(self):
        self.paid()
        picking = self.sale().picking_ids
        self.ship(picking, "WRONG")
        picking.carrier_tracking_ref = "RIGHT"
        self.run_flow("send_operations")
        self.assertEqual(self.sent(), ["RIGHT"])
        self.assert_agreement()

    def test_a09_another_carrier_before_it_was_sent(self):
        self.paid()
        picking = self.sale().picking_ids
        self.ship(picking, "6A1")
        picking.carrier_id = self.env["delivery.carrier"].create(
            {
                "name": "Chronopost",
                "product_id": self.account.delivery_product_id.id,
            }
        )
        self.run_flow("send_operations")
        self.assertEqual(self.market.updates[-1].carrier, "Chronopost")

    def test_a09_a_number_corrected_after_la_redoute_refused_it(self):
        self.paid()
        line, picking = self.inbox().line_ids, self.sale().picking_ids
        self.ship(picking, "WRONG")
        self.market.results[line.remote_id] = LineResult(line.remote_id, False, "No")
        self.run_flow("send_operations")
        self.market.results.clear()
        self.assert_disagreement("decision_refused")
        picking.carrier_tracking_ref = "RIGHT"
        self.compare()
        self.assert_agreement()
        self.run_flow("send_operations")
        self.assertEqual(self.sent(), ["WRONG", "RIGHT"])

    def test_a09_a_number_corrected_while_the_line_is_still_to_ship(self):
        order = self.shipped("WRONG")
        self.sale().picking_ids.carrier_tracking_ref = "RIGHT"
        self.compare()
        self.assert_agreement()
        self.run_flow("send_operations")
        self.assertEqual(self.sent(), ["WRONG", "RIGHT"])
        self.say(order, "shipped")
        self.read()
        self.assert_agreement()

    def test_a09_a_correction_that_la_redoute_did_not_take(self):
        order = self.shipped("WRONG")
        line = self.inbox().line_ids
        self.market.results[line.remote_id] = LineResult(line.remote_id, False, "No")
        self.sale().picking_ids.carrier_tracking_ref = "RIGHT"
        self.run_flow("send_operations")
        self.say(order, "shipped")
        self.read()
        self.assertEqual(self.operation().state, "confirmed")
        one = self.assert_disagreement("tracking_differs")
        self.assertEqual((one.theirs, one.ours), ("WRONG", "RIGHT"))

    def test_a09_a_number_corrected_after_la_redoute_shows_it_as_shipped(self):
        order = self.shipped("WRONG")
        self.say(order, "shipped")
        self.read()
        picking = self.sale().picking_ids
        picking.carrier_tracking_ref = "RIGHT"
        self.compare()
        one = self.assert_disagreement("tracking_differs")
        self.assertEqual((one.theirs, one.ours), ("WRONG", "RIGHT"))
        self.assertIn("WRONG", one.message)
        self.assertIn("RIGHT", one.message)
        one.action_keep()
        self.assertEqual(self.inbox().agreement, "agree")
        picking.carrier_tracking_ref = "THIRD"
        self.compare()
        self.assert_disagreement("tracking_differs")
        picking.carrier_tracking_ref = "WRONG"
        self.compare()
        self.assert_agreement()

    def again(self, picking, tracking):
        """The warehouse sends the same goods a second time: the parcel is lost."""
        second = picking.copy({"carrier_tracking_ref": False})
        second.move_ids.write({"sale_line_id": picking.move_ids.sale_line_id.id})
        second.action_confirm()
        self.ship(second, tracking)
        return second

    @only_on_sellr("a parcel is a decision of its own elsewhere")
    def test_a09_a_second_parcel_before_it_was_sent(self):
        self.paid()
        first = self.sale().picking_ids
        self.ship(first, "LOST")
        second = self.again(first, "NEW")
        self.run_flow("send_operations")
        self.assertEqual(self.sent(), ["NEW"])
        self.assertEqual(second.laredoute_shipment_state, "sent")
        self.assertFalse(first.laredoute_shipment_state)

    @only_on_sellr("a parcel is a decision of its own elsewhere")
    def test_a09_a_second_parcel_for_a_lost_one(self):
        order = self.shipped("LOST")
        self.say(order, "shipped")
        self.read()
        self.again(self.sale().picking_ids, "NEW")
        self.compare()
        one = self.assert_disagreement("tracking_differs")
        self.assertEqual((one.theirs, one.ours), ("LOST", "NEW"))

    def back(self, picking):
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 1
        back = wizard._create_return()
        back.move_ids.write({"quantity": 1, "picked": True})
        back.button_validate()
        return back

    def test_a09_a_number_typed_after_a_return_was_booked(self):
        self.paid()
        picking = self.sale().picking_ids
        self.ship(picking, False)
        back = self.back(picking)
        picking.carrier_tracking_ref = "LATE"
        self.run_flow("send_operations")
        self.assertEqual(self.sent(), ["LATE"])
        self.assertFalse(back.laredoute_shipment_state)

    def test_a09_an_answer_that_was_lost_is_settled_with_the_number_of_now(self):
        self.paid()
        picking = self.sale().picking_ids
        self.ship(picking, "WRONG")
        self.market.fail["decide"] = [errors.UnknownOutcome("x", code="timeout")]
        self.run_flow("send_operations")
        picking.carrier_tracking_ref = "RIGHT"
        self.operation().sent_at = self.ago(minutes=5)
        self.run_flow("send_operations")
        self.assertEqual(self.sent(), ["RIGHT"])

    # ------------------------------------------------ what is said to be sent is sent
    def test_a09_what_nobody_sends_is_not_said_to_be_sent(self):
        self.account.switch_fulfilment = False
        order = self.order(self.product)
        self.read()
        self.say(order, "to_ship")
        self.read()
        picking = self.sale().picking_ids
        self.ship(picking, "6A1")
        self.assertFalse(picking.laredoute_shipment_state)

    def test_a09_a_part_of_a_line_waits_for_the_rest(self):
        self.paid(self.order_line(self.product, quantity=3))
        picking = self.sale().picking_ids
        self.ship(picking, "PART", quantity=1)
        self.assertEqual(picking.laredoute_shipment_state, "held")
        self.ship(self.sale().picking_ids - picking, "REST")
        self.run_flow("send_operations")
        self.assertEqual(self.sent(), ["REST"])
