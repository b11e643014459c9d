# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Nothing is promised that somebody else was promised before."""

import re

from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.records import DecisionKind

from .stock_case import StockCase


@tagged("standard", "post_install", "-at_install")
class TestStock(StockCase):
    # ------------------------------------------------------ sold and not reserved
    def test_d01_what_is_sold_is_not_offered_though_nothing_reserves_it(self):
        for method in ("manual", "by_date", "at_confirm"):
            with self.subTest(method):
                self.reserve(method)
                sale = self.sell(self.product, 2)
                self.assertEqual(self.offered(), 1)
                sale._action_cancel()
                self.assertEqual(self.offered(), 3)

    def test_d01_an_offer_holds_what_is_neither_reserved_nor_sold(self):
        self.reserve("manual")
        listing = self.make_listing(self.product)
        self.sell(self.product, 3)
        offers = self.env["laredoute.offer"]._of_listings(self.account, listing)
        self.assertEqual(offers[listing.id].quantity, 0)
        listing._check()
        self.assertEqual(listing.finding_ids.mapped("code"), ["no_stock"])

    def test_d01_what_is_sold_is_not_accepted_though_nothing_reserves_it(self):
        self.reserve("manual")
        self.sell(self.product, 3)
        self.order(self.product)
        self.read()
        inbox = self.inbox()
        self.assertFalse(inbox.operation_ids)
        self.assertIn(self.product.name, inbox.waiting_reason)

    def test_d01_what_is_reserved_in_part_counts_once(self):
        self.reserve("manual")
        sale = self.sell(self.product, 2)
        move = sale.picking_ids.move_ids
        move.product_uom_qty = 1
        move._action_assign()
        move.product_uom_qty = 2
        self.assertEqual(move.state, "partially_available")
        self.assertEqual(self.offered(), 1)

    def test_d01_what_another_warehouse_sells_is_not_missing_here(self):
        self.reserve("manual")
        other = self.env["stock.warehouse"].create({"name": "Lille", "code": "LIL"})
        other.out_type_id.reservation_method = "manual"
        self.sell(self.product, 3, other)
        self.assertEqual(self.offered(), 3)

    def test_d01_two_steps_hold_a_unit_once(self):
        self.warehouse.delivery_steps = "pick_ship"
        self.warehouse.pick_type_id.reservation_method = "manual"
        sale = self.sell(self.product, 2)
        self.assertEqual(self.offered(), 1)
        pick = sale.picking_ids.filtered(lambda each: each.state != "done")[:1]
        pick.move_ids.write({"quantity": 2, "picked": True})
        pick.button_validate()
        self.assertEqual(self.offered(), 1, "they wait at the gate")

    # ---------------------------------------------------- orders without an answer
    def test_d02_an_order_that_waits_for_a_person_holds_its_units(self):
        self.account.acceptance_policy = "manual"
        self.order(self.order_line(self.product, quantity=3))
        self.read()
        self.assertFalse(self.inbox().operation_ids)
        self.assertEqual(self.offered(), 0)

    def test_d02_units_that_are_refused_are_free(self):
        self.account.acceptance_policy = "manual"
        order = self.order(self.order_line(self.product, quantity=2))
        self.read()
        self.give_reason(self.inbox().action_refuse())
        self.assertEqual(self.offered(), 3, "its refusal is on its way")
        self.run_flow("send_operations")
        self.say(order, "refused")
        self.read()
        self.assertEqual(self.offered(), 3)

    def test_d02_orders_that_wait_do_not_keep_each_other_from_being_accepted(self):
        self.account.acceptance_policy = "manual"
        line = self.order_line(self.product, quantity=3)
        self.order(line, remote_id="A")
        self.order(line, remote_id="B")
        self.read()
        self.assertEqual(self.offered(), -3)
        self.account.acceptance_policy = "stock"
        for name in "AB":
            self.inbox(name).write({"state": "new"})
        self.run_flow("process_orders")
        taken = [bool(self.inbox(name).operation_ids) for name in "AB"]
        self.assertEqual(sorted(taken), [False, True], "the first that comes")

    def test_d02_a_cancelled_sale_order_frees_nothing_that_la_redoute_sells(self):
        self.take(*DecisionKind)
        self.paid(self.order_line(self.product, quantity=2))
        self.assertEqual(self.offered(), 1)
        self.sale()._action_cancel()
        self.assertEqual(self.offered(), 1)
        self.inbox().line_ids._enqueue("out_of_stock")
        self.assertEqual(self.offered(), 3, "La Redoute is being informed")

    # ------------------------------------------------------------ unknown statuses
    def test_d06_a_line_with_an_unknown_status_holds_its_units(self):
        order = self.order(self.order_line(self.product, quantity=2))
        self.read()
        self.run_flow("send_operations")
        self.say(order, "unknown")
        self.read()
        self.assertEqual(self.offered(), 1)
        self.assertEqual(self.sale().state, "draft")
        self.assert_disagreement("status_unknown")

    def test_d06_an_order_first_seen_with_an_unknown_status_waits(self):
        self.order(self.order_line(self.product, quantity=2), status="unknown")
        self.read()
        self.assertEqual(self.offered(), 1)
        self.assertFalse(self.inbox().operation_ids)
        self.assert_disagreement("status_unknown")

    def test_d06_an_unknown_status_after_the_confirmation_counts_once(self):
        order = self.paid(self.order_line(self.product, quantity=2))
        self.say(order, "unknown")
        self.read()
        self.assertEqual(self.offered(), 1)

    # -------------------------------------------------------------- being received
    def receive(self, place, quantity=4):
        """Units that came, and stand where they cannot be delivered from."""
        self.env["stock.quant"]._update_available_quantity(
            self.product, place, quantity
        )

    def test_d03_goods_being_received_cannot_be_delivered_yet(self):
        self.warehouse.reception_steps = "three_steps"
        self.receive(self.warehouse.wh_input_stock_loc_id)
        self.assertEqual(self.offered(), 3)
        self.receive(self.warehouse.wh_qc_stock_loc_id)
        self.assertEqual(self.offered(), 3)

    def test_d03_goods_being_received_count_when_the_account_says_so(self):
        self.account.stock_receiving = True
        self.warehouse.reception_steps = "three_steps"
        self.receive(self.warehouse.wh_input_stock_loc_id)
        self.receive(self.warehouse.wh_qc_stock_loc_id)
        self.assertEqual(self.offered(), 11)

    def test_d03_a_shelf_of_the_stock_counts(self):
        shelf = self.env["stock.location"].create(
            {"name": "A1", "location_id": self.warehouse.lot_stock_id.id}
        )
        self.receive(shelf)
        self.assertEqual(self.offered(), 7)

    # ------------------------------------------------------- stock nobody follows
    def test_d04_what_odoo_follows_no_stock_of_is_neither_offered_nor_accepted(self):
        untracked = self.make_product(stock=0, is_storable=False)
        listing = self.make_listing(untracked)
        listing._check()
        self.assertEqual(listing.finding_ids.mapped("code"), ["stock_untracked"])
        self.assertEqual(self.offered(untracked), 0)
        self.order(untracked)
        self.read()
        self.assertFalse(self.inbox().operation_ids)
        self.assertIn(untracked.name, self.inbox().waiting_reason)

    def test_d04_the_finding_goes_once_stock_is_followed(self):
        untracked = self.make_product(stock=0, is_storable=False)
        listing = self.make_listing(untracked)
        self.make_live(listing)
        self.assertEqual(listing.finding_ids.mapped("code"), ["stock_untracked"])
        untracked.is_storable = True
        self.run_flow("check_listings")
        self.assertFalse(listing.finding_ids)

    def test_d04_a_service_is_not_followed_either(self):
        service = self.make_product(stock=0, is_storable=False, type="service")
        self.order(service)
        self.read()
        self.assertFalse(self.inbox().operation_ids)

    # ------------------------------------------------------------- what is shown
    def test_d01_the_sum_is_shown_line_by_line(self):
        self.account.stock_safety = 1
        self.set_stock(self.product, 17)
        self.reserve("manual")
        self.sell(self.product, 3)
        self.reserve("at_confirm")
        self.sell(self.product, 2)
        self.order(self.order_line(self.product, quantity=4), remote_id="A")
        self.read()
        self.account.acceptance_policy = "manual"
        self.order(self.order_line(self.product, quantity=5), remote_id="B")
        self.read()
        listing = self.make_listing(self.product)
        cells = re.findall(r"<td[^>]*>(.*?)</td>", str(listing.stock_sum))
        self.assertEqual(cells[1::2], ["20", "-2", "-3", "-4", "-1", "-5", "5"])
        self.assertIn(self.warehouse.lot_stock_id.display_name, listing.stock_sum)

    def test_d01_the_sum_of_what_is_not_sold_any_more_is_none(self):
        listing = self.make_listing(self.product, selected=False)
        cells = re.findall(r"<td[^>]*>(.*?)</td>", str(listing.stock_sum))
        self.assertEqual((cells[1], cells[-1]), ("3", "0"))

    def test_d04_there_is_no_sum_of_what_nobody_follows(self):
        untracked = self.make_product(stock=0, is_storable=False)
        self.assertFalse(self.make_listing(untracked).stock_sum)
