# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Cancelling a sale order asks first whether La Redoute is to be informed."""

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from odoo.addons.laredoute_connector.marketplace.records import DecisionKind
from odoo.addons.laredoute_connector.marketplace.statuses import FACTS, LineStatus

from .agreement_case import AgreementCase


@tagged("standard", "post_install", "-at_install")
class TestCancel(AgreementCase):
    def cancel(self, user=None):
        """Press Cancel on the sale order, and return the dialogue."""
        sale = self.sale()
        if user:
            groups = self.env.ref("sales_team.group_sale_salesman_all_leads")
            if "purchase.order.line" in self.env:
                # Odoo reads what is bought for it, by the rights of who cancels
                groups |= self.env.ref("stock.group_stock_user")
            self.users[user].group_ids |= groups
            sale = sale.with_user(self.users[user])
        before = sale.state
        action = sale.action_laredoute_cancel()
        self.assertEqual(self.sale().state, before, "nothing is cancelled yet")
        return sale.env[action["res_model"]].browse(action["res_id"])

    def test_a01_whoever_cancels_informs_la_redoute_at_once(self):
        self.take(*DecisionKind)
        order = self.paid()
        wizard = self.cancel("manager")
        self.assertIn(order.remote_id, wizard.message)
        self.assertTrue(wizard.may_inform)
        wizard.action_inform()
        self.compare()
        self.assertEqual(self.sale().state, "cancel")
        self.assert_agreement()
        self.run_flow("send_operations")
        self.assertEqual(self.market.updates[-1].kind, DecisionKind.OUT_OF_STOCK)

    def test_a01_an_order_without_an_answer_is_refused(self):
        self.account.acceptance_policy = "manual"
        self.order(self.product)
        self.read()
        self.cancel("manager").action_inform()
        self.run_flow("send_operations")
        self.assertEqual(self.market.updates[-1].kind, DecisionKind.REFUSE)

    def test_a01_an_acceptance_that_is_still_here_gives_way(self):
        self.order(self.product)
        self.read()
        self.assertEqual(self.inbox().operation_ids.kind, "accept")
        self.cancel("manager").action_inform()
        self.run_flow("send_operations")
        kinds = [each.kind for each in self.market.updates]
        self.assertEqual(kinds, [DecisionKind.REFUSE])

    def test_a01_what_left_is_not_out_of_stock(self):
        self.take(*DecisionKind)
        self.paid()
        self.ship(self.sale().picking_ids, tracking=False)
        self.assertFalse(self.cancel("manager").may_inform)

    def test_a01_cancelled_here_only_is_shown(self):
        self.paid()
        self.cancel("manager").action_cancel()
        self.compare()
        self.assertEqual(self.sale().state, "cancel")
        self.assert_disagreement("cancelled_here")

    def test_a01_a_salesman_does_not_decide(self):
        self.take(*DecisionKind)
        self.paid()
        wizard = self.cancel("nobody")
        self.assertFalse(wizard.may_inform)
        self.assertIn("manager", wizard.message)
        with self.assertRaises(AccessError):
            wizard.action_inform()
        self.assertEqual(self.sale().state, "sale")
        wizard.action_cancel()
        self.compare()
        self.assert_disagreement("cancelled_here")

    def test_a01_where_la_redoute_takes_no_word_it_says_so(self):
        order = self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        self.say(order, "accepted")
        self.read()
        wizard = self.cancel("manager")
        self.assertFalse(wizard.may_inform)
        self.assertIn("disagreements", wizard.message)

    def test_what_is_over_is_cancelled_at_once(self):
        order = self.paid()
        self.say(order, "cancelled")
        self.read()
        self.sale().action_draft()
        self.assertTrue(self.sale().action_laredoute_cancel())
        self.assertEqual(self.sale().state, "cancel")

    def test_the_form_has_one_button(self):
        form = Form(self.env["sale.order"])._view["tree"]
        for name, shown_while_it_goes_on in (
            ("action_cancel", False),
            ("action_laredoute_cancel", True),
        ):
            (button,) = form.findall(f".//button[@name='{name}']")
            for status in LineStatus:
                values = {
                    "state": "sale",
                    "id": 1,
                    "locked": False,
                    "laredoute_status": status.value,
                }
                hidden = safe_eval(button.get("invisible"), values)
                goes_on = FACTS[status].promised
                self.assertEqual(hidden, goes_on is not shown_while_it_goes_on, status)
