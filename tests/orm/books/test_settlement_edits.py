# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What people change of a payout, before and after it is posted."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .settlement_case import SettlementCase


@tagged("standard", "post_install", "-at_install")
class TestSettlementEdits(SettlementCase):
    def setUp(self):
        super().setUp()
        self.said = self.bought()

    def test_an_answer_holds_for_what_was_answered(self):
        payout = self.payout(("sale", 190.5))
        payout.action_match()
        payout.action_accept_all()
        payout.action_match()
        self.assertEqual(payout.problem_count, 0, "the same of the same sums")
        payout.line_ids.amount = 100
        payout.action_match()
        self.assertEqual(payout.problem_count, 1)
        payout.action_accept_all()
        # another payout says as much of the order: these sums are others
        second = self.payout(("sale", 50), name="V-2")
        second.action_match()
        second.action_accept_all()
        second.action_post()
        payout.action_match()
        self.assertEqual(payout.problem_count, 1)

    def test_another_number_is_another_order(self):
        other = self.another(9, self.order_line(self.product))
        payout = self.payout(("sale", 65.8))
        payout.action_match()
        self.assertEqual(payout.line_ids.order_id, self.inbox())
        payout.line_ids.order_ref = other.remote_id
        payout.action_match()
        self.assertEqual(payout.line_ids.order_id, other)
        self.assertFalse(payout.line_ids.problem)

    def test_no_order_of_another_shop(self):
        other = self.account.copy({"name": "La Brand Boutique"})
        order = self.env["laredoute.order"].create(
            {"account_id": other.id, "remote_id": "1-2026.325.0007777"}
        )
        payout = self.payout(("sale", 50))
        with self.assertRaisesRegex(ValidationError, "another shop"):
            payout.line_ids.order_id = order

    def test_an_order_that_nobody_finds_is_answered_for(self):
        payout = self.payout(("sale", 50, {"order_ref": "1-2020.001.0000001"}))
        payout.action_match()
        payout.action_accept_all()
        payout.action_post()
        rest = payout.move_id.line_ids - payout.bank_item_id
        self.assertEqual(rest.account_id, self.settings.other_account_id)
        self.assertEqual((payout.bank_item_id.balance, payout.state), (50, "posted"))

    def test_nothing_is_posted_while_nothing_is_registered(self):
        self.settings.books_from = False
        with self.assertRaisesRegex(UserError, "Payments since"):
            self.whole().action_post()

    def test_what_was_paid_before_goes_where_a_person_says(self):
        self.says(self.said, "paid")
        self.inbox().line_ids.write({"paid_at": "2026-01-02 10:00:00"})
        payout = self.payout(("sale", 179.7), ("delivery", 11.8))
        payout.action_match()
        self.assertEqual(payout.line_ids.mapped("problem"), ["before", "before"])
        payout.line_ids.move_account_id = self.settings.other_account_id
        payout.action_post()
        self.assertFalse(self.payments())
        self.assertEqual(self.balance(), 191.5, "to come to the bank")

    def test_a_refund_before_the_payment_without_line_numbers(self):
        """The line is refunded in part, and its rest is paid."""
        self.says(self.said, "refunding", "refunded", only=[2])
        refund = self.inbox().refund_ids
        request = self.env["laredoute.refund.request"].browse(
            refund.action_say_how_much()["res_id"]
        )
        request.line_ids[0].write({"by": "amount", "goods": 10, "fee": False})
        request.action_say_how_much()
        self.env["account.move"].browse(refund.action_credit()["res_id"]).action_post()
        payout = self.payout(("sale", 169.7), ("delivery", 11.8))
        payout.action_match()
        self.assertEqual(payout.problem_count, 0)
        payout.action_post()
        self.assertEqual(self.payments().amount, 181.5)
        self.assertEqual(self.balance(), 181.5)

    def test_vat_that_is_rounded_line_by_line(self):
        each = [("commission", -10.18, {}), ("commission_vat", -2.04, {})]
        payout = self.payout(*(each * 60))
        payout.action_post()
        self.assertEqual(payout.bill_id.amount_tax, 122.4)
        self.assertEqual(payout.bill_id.amount_total, 733.2)

    def test_an_entry_that_somebody_took_out(self):
        payout = self.whole()
        payout.action_post()
        payout.move_id.button_draft()
        self.assertEqual(payout.state, "posted", "no second bill is made")
        self.assertTrue(payout.taken_out)
        with self.assertRaises(UserError):
            payout.action_post()
        bill = payout.bill_id
        payout.action_set_back()
        self.assertEqual(bill.state, "cancel")
        payout.action_post()
        self.assertFalse(payout.taken_out)
        self.assertEqual(self.balance(), 152.43)

    def test_a_reversal_is_no_bank(self):
        payout = self.whole()
        payout.action_post()
        entry = payout.move_id
        entry._reverse_moves(
            [{"date": fields.Date.today() + timedelta(days=1)}], cancel=True
        )
        self.assertTrue(payout.taken_out)
        self.assertEqual(payout.state, "posted")
        payout.action_set_back()
        self.assertEqual(entry.state, "posted", "its reversal stands beside it")
        self.assertEqual(payout.state, "draft")

    def test_who_keeps_the_books_enters_one(self):
        keeper = new_test_user(
            self.env, "keeper", "base.group_user,account.group_account_invoice"
        )
        payouts = self.env["laredoute.settlement"].with_user(keeper)
        shops = self.env["laredoute.books.settings"].with_user(keeper)
        found = shops.name_search(self.account.name[:4])
        self.assertEqual([each[0] for each in found], self.settings.ids)
        payout = payouts.create(
            {
                "name": "V-3",
                "date": fields.Date.today(),
                "total": 152.43,
                "line_ids": [
                    (0, 0, {"kind": kind, "amount": amount, "order_ref": ref})
                    for ref in [self.inbox().remote_id]
                    for kind, amount in (
                        ("sale", 191.5),
                        ("commission", -32.56),
                        ("commission_vat", -6.51),
                    )
                ],
            }
        )
        self.assertEqual(payout.account_id.sudo(), self.account)
        payout.action_post()
        self.assertEqual(payout.state, "posted")
        self.assertEqual(self.balance(), 152.43)
