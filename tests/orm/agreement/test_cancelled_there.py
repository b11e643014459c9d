# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""La Redoute cancels at each moment of an order: agreement, or a way out that ends so.

A table: each moment that Odoo's documents can be in, by each way in which La Redoute
cancels. What is shown is then gone through as people do, until both sides agree.
"""

from odoo.tests import tagged

from ..common import only_on_sellr
from .agreement_case import AgreementCase

#: moment → what is to be seen when La Redoute cancelled; empty: both sides agree
MOMENTS = {
    "new": "",
    "waiting": "",
    "answered": "",
    "accepted": "",
    "confirmed_by_hand": "",
    "paid": "",
    "locked": "",
    "locked_in_part": "still_ordered",
    "partly_picked": "",
    "packed": "",
    "partly_left": "left_though_cancelled",
    "left": "left_though_cancelled",
    "queued": "left_though_cancelled",
    "informed": "left_though_cancelled",
    "shipped": "left_though_cancelled",
    "invoiced": "charged_though_cancelled",
    "invoiced_and_shipped": "charged_though_cancelled left_though_cancelled",
    "cancelled_here": "",
    "given_up": "",
}
#: how La Redoute cancels → the statuses that it shows, one after the other
CANCELLATIONS = {
    "by_the_buyer": ("cancelled",),
    "payment_failed": ("to_cancel", "cancelled"),
}


@tagged("standard", "post_install", "-at_install")
class TestCancelledThere(AgreementCase):
    #: numbers of the lines that La Redoute cancels; None: all
    dead = None

    def live(self, moment, statuses):
        order = getattr(self, f"_{moment}")()
        for status in statuses:
            order = self.say(order, status, only=self.dead)
            self.read()
        shown = self.inbox()._open_disagreements()
        self.assertEqual(
            sorted(shown.mapped("code")), sorted(MOMENTS[moment].split()), moment
        )
        for each in shown:
            self.assertTrue(each.ways.strip(","), f"{each.code} has a way out")
            self.assertNotRegex(each.message, r"%\(|“”")
        if shown:
            self.assertIn(self.inbox().agreement, ("warning", "error"))
        for _round in range(3):
            self.go_its_ways()
        self.assertFalse(self.inbox()._open_disagreements().mapped("message"))
        self.assertEqual(self.inbox().agreement, "agree")
        self.assertFalse(self.inbox().activity_ids)
        left = self.inbox().line_ids[:1].sale_line_id.move_ids._laredoute_waiting()
        self.assertFalse(
            left.filtered(lambda move: move.location_id.usage != "customer")
        )
        self.assertFalse(
            self.inbox().operation_ids.filtered(lambda each: each.state == "queued"),
            "nothing is sent of what is dead",
        )

    def go_its_ways(self):
        """What people do: restore what can be, else bring it back and credit it."""
        for each in self.disagreements():
            # what one of them ends, the next one may, too
            if not each.exists():
                continue
            if ",restore," in each.ways:
                each.with_user(self.users["manager"]).action_restore()
            elif each.code == "left_though_cancelled":
                self.give_back()
            else:
                invoices = self.sale().invoice_ids
                invoices._reverse_moves(cancel=True)
        self.compare()

    def give_back(self):
        left = self.sale().picking_ids.filtered(lambda each: each.state == "done")
        wizard = self.env["stock.return.picking"].create({"picking_id": left[:1].id})
        for line in wizard.product_return_moves:
            line.quantity = line.move_id.quantity
        back = wizard._create_return()
        for move in back.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})
        back.with_context(skip_backorder=True).button_validate()

    # ---------------------------------------------------------------- the moments
    def lines(self):
        return (self.order_line(self.product, quantity=2),)

    def _new(self):
        self.account.acceptance_policy = "manual"
        order = self.order(*self.lines())
        self.read()
        return order

    def _waiting(self):
        order = self.order("3599999999995")
        self.read()
        self.assert_disagreement("held_up")
        return order

    def _answered(self):
        order = self.order(*self.lines())
        self.read()
        return order

    def _accepted(self):
        order = self._answered()
        self.run_flow("send_operations")
        order = self.say(order, "accepted")
        self.read()
        return order

    def _confirmed_by_hand(self):
        order = self._accepted()
        self.sale().action_confirm()
        return order

    def _paid(self):
        return self.paid(*self.lines())

    def _locked(self):
        order = self._paid()
        self.sale().action_lock()
        return order

    def _locked_in_part(self):
        order = self.paid(*self.lines(), self.make_product(stock=3))
        self.sale().action_lock()
        self.dead = {1}
        return order

    def _partly_picked(self):
        order = self._paid()
        self.sale().picking_ids.move_ids.write({"quantity": 1, "picked": True})
        return order

    def _packed(self):
        warehouse = self.account.warehouse_id
        warehouse.delivery_steps = "pick_pack_ship"
        order = self._paid()
        pick = self.sale().picking_ids.filtered(
            lambda each: each.picking_type_code == "internal"
        )[:1]
        self.ship(pick, False)
        return order

    def _partly_left(self):
        order = self._paid()
        self.ship(self.sale().picking_ids, False, quantity=1)
        return order

    def _left(self):
        order = self._paid()
        self.ship(self.sale().picking_ids, False)
        return order

    def _queued(self):
        order = self._paid()
        self.ship(self.sale().picking_ids)
        return order

    def _informed(self):
        order = self._queued()
        self.run_flow("send_operations")
        return order

    def _shipped(self):
        order = self.say(self._informed(), "shipped")
        self.read()
        return order

    def _invoiced(self):
        self.product.invoice_policy = "order"
        order = self._paid()
        self.sale()._create_invoices().action_post()
        return order

    def _invoiced_and_shipped(self):
        order = self._shipped()
        self.sale()._create_invoices().action_post()
        return order

    def _cancelled_here(self):
        order = self._paid()
        self.sale()._action_cancel()
        self.compare()
        self.assert_disagreement("cancelled_here")
        return order

    def _given_up(self):
        order = self._paid()
        self.give_reason(self.inbox().action_out_of_stock())
        return order


def _life(moment, statuses):
    def test(self):
        self.live(moment, statuses)

    return only_on_sellr("the statuses are those that it decides by line")(test)


for _moment in MOMENTS:
    for _name, _statuses in CANCELLATIONS.items():
        setattr(
            TestCancelledThere, f"test_{_moment}_{_name}", _life(_moment, _statuses)
        )
