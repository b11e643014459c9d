# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Several parcels of one delivery, and carriers that give the number themselves."""

from unittest.mock import patch

from odoo.tests import tagged

from ..carrier.carrier_case import CarrierCase


@tagged("standard", "post_install", "-at_install")
class TestPackages(CarrierCase):
    def setUp(self):
        super().setUp()
        self.other = self.make_product()
        self.paid(self.order_line(self.product), self.order_line(self.other))
        self.picking = self.sale().picking_ids

    def pack(self, product, number=False):
        """Put what there is of a product into a package of its own."""
        package = self.env["stock.package"].create({"laredoute_tracking_ref": number})
        moves = self.picking.move_ids.filtered(lambda each: each.product_id == product)
        moves.move_line_ids.result_package_id = package
        return package

    def validate(self, tracking=False):
        """Validate the delivery as it is packed."""
        for move in self.picking.move_ids:
            move.picked = True
        self.picking.carrier_tracking_ref = tracking
        self.picking.with_context(skip_sms=True).button_validate()
        self.assertEqual(self.picking.state, "done")
        self.run_flow("send_operations")

    def numbers(self):
        """{EAN: the number that La Redoute was sent of it}."""
        found = {}
        for line in self.inbox().line_ids:
            shipped = line.operation_ids.filtered(lambda each: each.kind == "ship")
            found[line.product_id] = shipped.tracking_number
        return found

    def test_each_line_has_the_number_of_its_package(self):
        self.pack(self.product, "6A1")
        self.pack(self.other, "6A2")
        self.validate()
        self.assertEqual(self.numbers(), {self.product: "6A1", self.other: "6A2"})
        self.assertEqual(sorted(each[0] for each in self.sent()), ["6A1", "6A2"])
        self.assertEqual(self.picking.laredoute_shipment_state, "sent")
        self.assert_agreement()

    def test_a_package_without_a_number_has_its_deliverys(self):
        self.pack(self.product, "6A1")
        self.pack(self.other)
        self.validate("6A9")
        self.assertEqual(self.numbers(), {self.product: "6A1", self.other: "6A9"})
        self.assert_agreement()

    def test_a_package_s_number_that_comes_later_is_sent_then(self):
        self.pack(self.product, "6A1")
        package = self.pack(self.other)
        self.validate()
        self.assertEqual([each[0] for each in self.sent()], ["6A1"])
        self.assertEqual(self.numbers(), {self.product: "6A1", self.other: False})
        package.laredoute_tracking_ref = "6A2"
        self.run_flow("send_operations")
        self.assertEqual([each[0] for each in self.sent()], ["6A1", "6A2"])
        self.assert_agreement()

    def test_a_package_s_number_that_is_corrected_before_it_goes(self):
        package = self.pack(self.product, "WRONG123")
        self.pack(self.other, "6A2")
        for move in self.picking.move_ids:
            move.picked = True
        self.picking.button_validate()
        package.laredoute_tracking_ref = "6A1"
        self.run_flow("send_operations")
        self.assertEqual(sorted(each[0] for each in self.sent()), ["6A1", "6A2"])
        self.assert_agreement()

    def test_a_delivery_without_any_number_says_so(self):
        self.pack(self.product)
        self.validate()
        self.assertFalse(self.sent())
        self.assertEqual(self.picking.laredoute_shipment_state, "missing")

    def test_a_carrier_that_makes_labels_gives_the_number(self):
        carriers = type(self.env["delivery.carrier"])
        self.picking.carrier_id = self.colissimo
        self.assertEqual(self.colissimo.integration_level, "rate_and_ship")
        self.picking.picking_type_id.print_label = True
        made = [{"exact_price": 7.5, "tracking_number": "6ALABEL1"}]
        for move in self.picking.move_ids:
            move.picked = True
        with patch.object(carriers, "send_shipping", return_value=made):
            self.picking.with_context(skip_sms=True).button_validate()
        self.assertEqual(self.picking.carrier_tracking_ref, "6ALABEL1")
        self.run_flow("send_operations")
        self.assertEqual({each[0] for each in self.sent()}, {"6ALABEL1"})
        self.assertEqual(self.sale().amount_total, self.inbox().amount_total)
        self.assert_agreement()

    def test_a_delivery_that_another_warehouse_does_is_sent_too(self):
        elsewhere = self.env["stock.warehouse"].create(
            {"name": "Lyon", "code": "LYO", "company_id": self.company.id}
        )
        for product in self.product | self.other:
            self.env["stock.quant"]._update_available_quantity(
                product, elsewhere.lot_stock_id, 3
            )
        self.picking.do_unreserve()
        self.picking.write(
            {
                "picking_type_id": elsewhere.out_type_id.id,
                "location_id": elsewhere.lot_stock_id.id,
            }
        )
        self.picking.move_ids.write(
            {
                "location_id": elsewhere.lot_stock_id.id,
                "warehouse_id": elsewhere.id,
                "picking_type_id": elsewhere.out_type_id.id,
            }
        )
        self.ship(self.picking, "6A1")
        self.run_flow("send_operations")
        self.assertEqual({each[0] for each in self.sent()}, {"6A1"})
        self.assert_agreement()
