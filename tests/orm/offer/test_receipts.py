# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Expected receipts count where the account says so, by their planned date."""

from odoo.tests import tagged

from .policy_case import PolicyCase


@tagged("standard", "post_install", "-at_install")
class TestReceipts(PolicyCase):
    def setUp(self):
        super().setUp()
        self.account.write({"receipts_by": "days", "receipts_days": 3})

    def test_a_receipt_within_days_counts(self):
        self.planned(2)
        self.assertEqual(self.quantity(), 8)
        self.planned(4)
        self.assertEqual(self.quantity(), 8)

    def test_it_does_not_where_the_account_waits_for_it(self):
        self.planned(2)
        self.account.receipts_by = "none"
        self.assertEqual(self.quantity(), 3)

    def test_one_that_is_overdue_counts_no_more(self):
        move = self.planned(1)
        move.date = self.ago(hours=20)
        self.assertEqual(self.quantity(), 8)
        move.date = self.ago(hours=28)
        self.assertEqual(self.quantity(), 3)

    def test_one_that_is_cancelled_or_done_counts_no_more(self):
        self.planned(1)._action_cancel()
        self.assertEqual(self.quantity(), 3)
        move = self.planned(1)
        move.quantity = 5
        move.picked = True
        move._action_done()
        self.assertEqual(self.quantity(), 8, "as stock")

    def test_goods_that_wait_in_input_count_once(self):
        self.warehouse.reception_steps = "two_steps"
        kind = self.warehouse.in_type_id
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": kind.id,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": self.warehouse.wh_input_stock_loc_id.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.product.id,
                            "product_uom_qty": 5,
                            "location_id": self.env.ref(
                                "stock.stock_location_suppliers"
                            ).id,
                            "location_dest_id": self.warehouse.wh_input_stock_loc_id.id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        self.assertEqual(self.quantity(), 8, "planned")
        picking.move_ids.write({"quantity": 5, "picked": True})
        picking.button_validate()
        self.assertEqual(self.quantity(), 8, "in Input")
        self.account.stock_receiving = True
        self.assertEqual(self.quantity(), 8, "as stock")

    def test_what_a_buyer_brings_back_does_not_count(self):
        move = self.planned(1)
        move.location_id = self.env.ref("stock.stock_location_customers")
        self.assertEqual(self.quantity(), 3)

    def test_what_is_offered_is_accepted_and_stays_so(self):
        self.planned(2)
        self.account.stock_safety = 1
        self.assertTrue(self.accepted(7))
        self.assertFalse(self.accepted(1))
        self.run_flow("send_operations")
        self.assertEqual(self.market.updates[-1].kind.value, "accept")

    def test_a_person_reads_what_is_expected(self):
        self.planned(2)
        self.assertFalse(self.accepted(12))
        line = self.inbox("1-2026.326.0000001").line_ids
        self.assertIn("5", line._missing_units())
        self.assertIn("expected in time", line._missing_units())

    def test_receipts_of_another_warehouse_do_not_count(self):
        other = self.env["stock.warehouse"].create({"name": "Lille", "code": "LIL"})
        move = self.planned(1)
        move.location_dest_id = other.lot_stock_id
        self.assertEqual(self.quantity(), 3)
