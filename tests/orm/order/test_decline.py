# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A person refuses or gives up, by order, by line or in bulk: and says why."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..agreement.agreement_case import AgreementCase
from ..common import only_on_sellr


@tagged("standard", "post_install", "-at_install")
class TestDecline(AgreementCase):
    def test_why_is_kept_on_the_order(self):
        self.account.acceptance_policy = "manual"
        self.order(self.product)
        self.read()
        inbox = self.as_user("manager", self.inbox())
        action = inbox.action_refuse()
        wizard = inbox.env[action["res_model"]].browse(action["res_id"])
        with self.assertRaisesRegex(UserError, "reason"):
            wizard.action_confirm()
        wizard.write(
            {
                "reason_id": self.env.ref("laredoute_connector.reason_price").id,
                "note": "39,90 € au lieu de 399 €",
            }
        )
        wizard.action_confirm()
        self.assertEqual(self.inbox().operation_ids.kind, "refuse")
        body = self.inbox().message_ids[0].body
        self.assertIn("Error in the price", body)
        self.assertIn("399", body)
        self.assertEqual(
            self.inbox().message_ids[0].author_id, self.users["manager"].partner_id
        )

    @only_on_sellr("the other platform takes one answer for the whole order")
    def test_one_line_is_refused_and_another_accepted(self):
        self.account.acceptance_policy = "manual"
        other = self.make_product(stock=2)
        self.order(self.product, other)
        self.read()
        first, second = self.as_user("manager", self.inbox().line_ids)
        self.assertTrue(first.can_accept and first.can_refuse)
        self.give_reason(first.action_refuse())
        second.action_accept()
        self.assertEqual(
            self.inbox().line_ids.operation_ids.sorted("id").mapped("kind"),
            ["refuse", "accept"],
        )
        self.assertFalse(first.can_refuse)

    @only_on_sellr("the other platform knows no such word")
    def test_what_was_paid_is_given_up(self):
        order = self.paid(self.product, self.make_product(stock=2))
        inbox = self.as_user("manager", self.inbox())
        self.assertTrue(inbox.can_give_up)
        self.give_reason(inbox.line_ids[0].action_out_of_stock())
        self.assertEqual([line.can_give_up for line in inbox.line_ids], [False, True])
        self.run_flow("send_operations")
        self.say(order, "out_of_stock", only={1})
        self.read()
        self.assert_agreement()

    @only_on_sellr("the other platform takes no refund from here")
    def test_what_was_paid_is_refunded_where_the_account_says_so(self):
        self.account.give_up_by = "refund"
        self.paid()
        self.give_reason(self.as_user("manager", self.inbox()).action_out_of_stock())
        self.assertEqual(self.inbox().refund_ids.line_ids.mapped("unshipped"), [True])

    @only_on_sellr("the other platform knows no such word")
    def test_what_left_is_not_given_up(self):
        self.paid()
        self.ship(self.sale().picking_ids)
        self.assertFalse(self.inbox().can_give_up)
        with self.assertRaisesRegex(UserError, "its goods left"):
            self.inbox().action_out_of_stock()

    @only_on_sellr("the other platform knows no such word")
    def test_from_the_sale_order_and_from_the_delivery(self):
        other = self.make_product(stock=2)
        self.paid(self.product, other)
        picking = self.sale().picking_ids
        groups = self.env.ref("stock.group_stock_user")
        groups |= self.env.ref("sales_team.group_sale_salesman_all_leads")
        for user in self.users.values():
            user.group_ids |= groups
        for button in (picking, self.sale()):
            with self.assertRaises(AccessError):
                self.as_user("nobody", button).action_laredoute_out_of_stock()
            with self.assertRaises(AccessError):
                self.as_user("user", button).action_laredoute_out_of_stock()
        # a part of the order has a delivery of its own
        picking.move_ids[1].quantity = 0
        picking.move_ids[0].picked = True
        picking.with_context(skip_backorder=True).button_validate()
        rest = self.sale().picking_ids - picking
        self.give_reason(self.as_user("manager", rest).action_laredoute_out_of_stock())
        given_up = self.inbox().operation_ids.filtered(
            lambda each: each.kind == "out_of_stock"
        )
        self.assertEqual(given_up.product_id, other)
        sale = self.as_user("manager", self.sale())
        with self.assertRaisesRegex(UserError, "given up"):
            sale.action_laredoute_out_of_stock()

    def test_many_orders_at_once(self):
        self.account.acceptance_policy = "manual"
        for number in range(3):
            self.order(self.product, remote_id=f"1-2026.325.000000{number}")
        self.read()
        orders = self.env["laredoute.order"].search(
            [("account_id", "=", self.account.id)]
        )
        self.as_user("manager", orders[:2]).action_accept()
        self.give_reason(self.as_user("manager", orders[2:]).action_refuse())
        self.assertEqual(
            orders.operation_ids.sorted("id").mapped("kind"),
            ["accept", "accept", "refuse"],
        )
