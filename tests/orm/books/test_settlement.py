# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A payout is checked, posted to the cent, and settled by the bank."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .settlement_case import SettlementCase


@tagged("standard", "post_install", "-at_install")
class TestSettlement(SettlementCase):
    def setUp(self):
        super().setUp()
        self.order_said = self.bought()

    def paid_here(self):
        self.says(self.order_said, "paid")
        self.register()

    def problems(self, payout):
        payout.action_match()
        return payout.line_ids.mapped("problem")

    def test_from_paid_to_the_bank(self):
        self.paid_here()
        payout = self.whole()
        self.assertEqual((payout.difference, payout.sales_total), (0, 191.5))
        payout.action_post()
        self.assertEqual(payout.state, "posted")
        self.assertRecordValues(
            payout.bill_id,
            [{"amount_total": 39.07, "amount_tax": 6.51, "payment_state": "paid"}],
        )
        self.assertEqual(payout.bank_item_id.balance, 152.43)
        self.assertEqual(self.balance(), 152.43, "what is still to come to the bank")
        self.assertTrue(self.payments().move_id.line_ids.filtered("reconciled"))
        self.in_the_bank(payout)
        self.assertEqual(payout.state, "settled")
        self.assertEqual(self.balance(), 0)
        open_items = self.env["account.move.line"].search(
            [("account_id", "=", self.clearing.id), ("reconciled", "=", False)]
        )
        self.assertFalse(open_items, "each item knows what settles it")

    def test_a_payout_proves_that_it_is_paid(self):
        """Its status was not read yet."""
        self.assertFalse(self.inbox().paid_at)
        self.whole().action_post()
        self.assertTrue(self.inbox().paid_at)
        self.assertEqual(self.payments().amount, 191.5)
        self.assertEqual(self.balance(), 152.43)
        # and its status changes nothing when it comes
        self.paid_here()
        self.assertEqual(len(self.payments()), 1)

    def test_what_is_invoiced_later_is_settled_then(self):
        invoice = self.sale().invoice_ids
        invoice.button_draft()
        payout = self.whole()
        payout.action_post()
        self.assertFalse(self.payments())
        self.assertEqual(self.balance(), -39.07, "paid, and not registered yet")
        self.assertEqual(self.inbox().to_register, 191.5)
        invoice.action_post()
        self.register()
        self.assertEqual(self.balance(), 152.43)
        items = payout.move_id.line_ids.filtered("laredoute_order_id")
        self.assertTrue(all(items.mapped("reconciled")))

    def test_it_does_not_add_up(self):
        payout = self.whole(total=152.44)
        with self.assertRaisesRegex(UserError, "0.01"):
            payout.action_post()
        payout.total = 152.43
        payout.action_post()

    def test_nothing_at_all(self):
        with self.assertRaisesRegex(UserError, "no lines"):
            self.payout(total=0).action_post()

    def test_an_order_nobody_knows(self):
        payout = self.payout(("sale", 50, {"order_ref": "1-2026.001.0000001"}))
        self.assertEqual(self.problems(payout), ["unknown"])
        with self.assertRaisesRegex(UserError, "do not match"):
            payout.action_post()
        payout.line_ids.order_id = self.inbox()
        payout.action_match()
        # the amount is not that order's
        self.assertEqual(payout.line_ids.problem, "differs")
        payout.action_accept_all()
        payout.action_post()
        self.assertIn("answers for", str(payout.message_ids.mapped("body")))

    def test_another_shop_of_the_company(self):
        other = self.account.copy({"name": "La Brand Boutique"})
        self.env["laredoute.order"].create(
            {"account_id": other.id, "remote_id": "1-2026.325.0007777"}
        )
        payout = self.payout(("sale", 50, {"order_ref": "1-2026.325.0007777"}))
        self.assertEqual(self.problems(payout), ["foreign"])
        self.assertFalse(payout.line_ids.order_id)

    def test_stated_twice_in_one_payout(self):
        ref = self.inbox().line_ids[0].remote_id
        line = {"order_ref": self.inbox().remote_id, "line_ref": ref}
        payout = self.payout(("sale", 119.8, line), ("sale", 119.8, line))
        self.assertEqual(self.problems(payout)[1], "doubled")

    def test_a_person_answers_for_what_is_stated_twice(self):
        """The answer makes other sums of the order: those are another question."""
        ref = {"order_ref": self.inbox().remote_id}
        lines = self.inbox().line_ids
        first, second = ({**ref, "line_ref": each.remote_id} for each in lines)
        payout = self.payout(
            *(("sale", 119.8, first), ("sale", 119.8, first)),
            *(("sale", 59.9, second), ("delivery", 11.8, second)),
        )
        self.assertIn("doubled", self.problems(payout))
        doubled = payout.line_ids.filtered(lambda line: line.problem == "doubled")
        doubled.action_accept()
        self.assertTrue(doubled.accepted)
        self.assertFalse(doubled.is_open)
        self.assertTrue(payout.problem_count, "the order is stated too high")
        payout.action_accept_all()
        self.assertEqual(payout.problem_count, 0)
        payout.action_post()
        self.assertEqual(payout.state, "posted")

    def test_a_correction_is_of_the_sales_unless_a_person_says_otherwise(self):
        self.paid_here()
        whole = self.whole()
        whole.action_post()
        ref = {"order_ref": self.inbox().remote_id}
        payout = self.payout(("correction", 3, ref), name="V-2")
        self.assertEqual(self.problems(payout), ["differs"])
        payout.line_ids.move_account_id = self.settings.commission_account_id
        self.assertEqual(self.problems(payout), [False])
        payout.action_post()
        self.assertEqual(self.inbox().owed_amount, 0)

    def test_stated_in_two_payouts(self):
        self.whole().action_post()
        again = self.whole(name="V-2026-12-01")
        self.assertEqual(self.problems(again), ["doubled"] * 4)

    def test_another_amount(self):
        payout = self.payout(("sale", 179.7), ("delivery", 10.8))
        self.assertEqual(self.problems(payout), ["differs", "differs"])
        line = payout.line_ids[0]
        self.assertEqual((line.expected, line.stated), (191.5, 190.5))

    def test_one_line_of_an_order(self):
        """The other left later, and is of the next payout."""
        inbox = self.inbox()
        first = {"order_ref": inbox.remote_id, "line_ref": inbox.line_ids[0].remote_id}
        payout = self.payout(("sale", 119.8, first), ("delivery", 5.9, first))
        self.assertEqual(self.problems(payout), [False, False])
        payout.action_post()
        self.assertEqual(self.payments().amount, 125.7)
        self.assertFalse(self.inbox().line_ids[1].paid_at)
        second = {"order_ref": inbox.remote_id, "line_ref": inbox.line_ids[1].remote_id}
        payout = self.payout(
            ("sale", 59.9, second), ("delivery", 5.9, second), name="V-2"
        )
        self.assertEqual(self.problems(payout), [False, False])
        payout.action_post()
        self.assertEqual(self.payments().mapped("amount"), [125.7, 65.8])

    def test_a_refund_of_the_next_payout(self):
        self.paid_here()
        self.whole().action_post()
        self.says(self.order_said, "refunding", "refunded", only=[2])
        refund = self.inbox().refund_ids
        request = self.env["laredoute.refund.request"].browse(
            refund.action_say_how_much()["res_id"]
        )
        request.line_ids[0].write({"by": "pieces", "quantity": 1, "fee": True})
        request.action_say_how_much()
        self.env["account.move"].browse(refund.action_credit()["res_id"]).action_post()
        self.register()
        payout = self.payout(
            ("refund", -65.8),
            ("commission_refund", 11.19),
            ("commission_vat", 2.24),
            name="V-2026-12-01",
        )
        self.assertEqual(self.problems(payout), [False, False, False])
        payout.action_post()
        self.assertEqual(payout.total, -52.37)
        self.assertEqual(payout.bill_id.move_type, "in_refund")
        self.assertEqual(payout.bill_id.amount_total, 13.43)
        self.assertEqual(self.balance(), 152.43 - 52.37)

    def test_fees_penalties_and_the_rest(self):
        payout = self.payout(
            ("fee", -49.9, {}),
            ("commission_vat", -9.98, {}),
            ("penalty", -15, {"label": "Retard"}),
            ("other", 3, {"label": "Arrondi"}),
        )
        payout.action_post()
        self.assertEqual(payout.bill_id.amount_total, 59.88)
        named = payout.move_id.line_ids.filtered(lambda item: item.name == "Retard")
        self.assertEqual(named.balance, 15)
        self.assertEqual(payout.bank_item_id.balance, -71.88)

    def test_what_a_setting_lacks_is_named(self):
        for name in ("vendor_id", "commission_account_id", "commission_tax_id"):
            kept = self.settings[name]
            self.settings[name] = False
            payout = self.whole(name=name)
            label = self.settings._fields[name].string
            with self.assertRaisesRegex(UserError, label), self.env.cr.savepoint():
                payout.action_post()
            self.settings[name] = kept

    def test_a_vat_that_is_no_rounding(self):
        payout = self.payout(("commission", -32.56, {}), ("commission_vat", -5, {}))
        with self.assertRaisesRegex(UserError, "VAT"):
            payout.action_post()

    def test_a_locked_day_is_refused(self):
        self.env.company.fiscalyear_lock_date = fields.Date.today()
        payout = self.whole()
        with self.assertRaisesRegex(UserError, "locked"):
            payout.action_post()
        payout.date = fields.Date.today() + timedelta(days=1)
        payout.action_post()
        self.assertEqual(payout.move_id.date, payout.date)

    def test_it_is_set_back_and_posted_anew(self):
        payout = self.whole()
        payout.action_post()
        with self.assertRaisesRegex(UserError, "draft"):
            payout.total = 1
        with self.assertRaisesRegex(UserError, "draft"):
            payout.line_ids[0].amount = 1
        first = payout.move_id | payout.bill_id
        payout.action_set_back()
        self.assertEqual(set(first.mapped("state")), {"cancel"})
        self.assertEqual(payout.state, "draft")
        self.assertEqual(self.balance(), 191.5)
        payout.action_post()
        self.assertEqual(self.balance(), 152.43)
        self.in_the_bank(payout)
        with self.assertRaisesRegex(UserError, "bank"):
            payout.action_set_back()

    def test_one_reference_once(self):
        self.whole()
        with self.assertRaises(Exception), self.env.cr.savepoint():  # noqa: B017
            self.whole()
