# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What needs a person before the books close, and the month that is frozen."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.laredoute_connector.models.messages.sentences_books import (
    point_labels,
    point_sentence,
)

from .settlement_case import SettlementCase


class PointCase(SettlementCase):
    def setUp(self):
        super().setUp()
        self.order_said = self.bought()

    def all_paid(self):
        self.says(self.order_said, "paid")
        self.register()

    def points(self):
        """{what: amount} of all that needs a person."""
        self.env.flush_all()
        self.env.invalidate_all()
        found = self.env["laredoute.books.point"].search(
            [("books_settings_id", "=", self.settings.id)]
        )
        return {each.code: round(each.amount, 2) for each in found}

    def long_ago(self, days=60):
        """Everything of the order happened so many days ago."""
        moment = self.ago(days=days)
        self.settings.books_from = moment.date() - timedelta(days=9)
        self.inbox().line_ids.status_at = moment
        events = self.env["laredoute.order.event"].sudo()
        events.search([("order_id", "=", self.inbox().id)]).write({"at": moment})

    def month_end(self, **values):
        return self.env["laredoute.books.closing"].create(
            {"books_settings_id": self.settings.id, **values}
        )


@tagged("standard", "post_install", "-at_install")
class TestPoints(PointCase):
    def test_all_is_settled(self):
        self.assertEqual(self.points(), {})
        self.all_paid()
        self.assertEqual(self.points(), {})

    def test_paid_without_invoice(self):
        self.sale().invoice_ids.button_draft()
        self.all_paid()
        self.assertEqual(self.points(), {"no_invoice": 191.5, "draft": 191.5})
        self.sale().invoice_ids.action_post()
        self.assertEqual(self.points(), {"not_registered": 191.5})
        self.register()
        self.assertEqual(self.points(), {})

    def test_refunded_without_credit_note(self):
        self.all_paid()
        refund = self.env["laredoute.refund"].create(
            {
                "name": "R9",
                "order_id": self.inbox().id,
                "amount_known": True,
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "order_line_id": self.inbox().line_ids[0].id,
                            "goods": 10,
                            "state": "refunded",
                        },
                    )
                ],
            }
        )
        self.assertTrue(refund)
        self.assertEqual(self.points()["no_credit_note"], -10)

    def test_a_credit_note_that_nobody_refunds(self):
        self.all_paid()
        wizard = (
            self.env["account.move.reversal"]
            .with_context(
                active_model="account.move", active_ids=self.sale().invoice_ids.ids
            )
            .create({"journal_id": self.sale().invoice_ids.journal_id.id})
        )
        wizard.reverse_moves()
        wizard.new_move_ids.action_post()
        found = self.points()
        self.assertEqual(found["credit_open"], -191.5)

    def test_shipped_and_not_paid_in_time(self):
        self.long_ago(days=44)
        self.assertNotIn("shipped_unpaid", self.points())
        self.long_ago(days=46)
        self.assertEqual(self.points()["shipped_unpaid"], 191.5)
        self.settings.paid_within = 50
        self.assertNotIn("shipped_unpaid", self.points())
        self.settings.paid_within = 45
        self.all_paid()
        self.assertNotIn("shipped_unpaid", self.points())

    def test_before_the_books_began(self):
        self.long_ago()
        self.settings.books_from = fields.Date.today() - timedelta(days=9)
        self.assertEqual(self.points(), {})

    def test_invoiced_and_neither_shipped_nor_paid(self):
        invoice = self.sale().invoice_ids
        self.inbox().line_ids.status = "to_ship"
        invoice.button_draft()
        invoice.invoice_date = fields.Date.today() - timedelta(days=60)
        invoice.action_post()
        self.assertEqual(self.points(), {"invoice_unpaid": 191.5})
        self.inbox().line_ids.status = "shipped"
        self.assertNotIn("invoice_unpaid", self.points())

    def test_in_no_payout(self):
        self.all_paid()
        self.inbox().line_ids.paid_at = self.ago(days=20)
        self.assertNotIn("in_no_payout", self.points(), "it enters no payouts")
        other = self.payout(("fee", -49.9, {}), ("commission_vat", -9.98, {}))
        other.action_post()
        self.assertEqual(self.inbox().owed_amount, 191.5)
        self.assertEqual(self.points()["in_no_payout"], 191.5)
        whole = self.whole(name="V-2")
        whole.action_post()
        self.assertRecordValues(
            self.inbox(),
            [{"owed_amount": 0, "settled_amount": 191.5, "settlement_id": whole.id}],
        )
        self.assertNotIn("in_no_payout", self.points())
        whole.action_set_back()
        self.assertEqual(self.inbox().owed_amount, 191.5, "it is owed again")
        self.assertFalse(self.inbox().settlement_id)

    def test_books_that_begin_later_owe_less(self):
        self.all_paid()
        self.assertEqual(self.inbox().owed_amount, 191.5)
        self.settings.books_from = fields.Date.today() + timedelta(days=2)
        self.assertEqual(self.inbox().owed_amount, 0)
        self.settings.books_from = fields.Date.today() - timedelta(days=2)
        self.assertEqual(self.inbox().owed_amount, 191.5)

    def test_paid_out_and_never_paid(self):
        """Its lines say that they are refused, and a person answered for it."""
        self.inbox().line_ids.status = "refused"
        payout = self.whole()
        payout.action_match()
        payout.action_accept_all()
        payout.action_post()
        self.assertEqual(self.inbox().owed_amount, -191.5)
        self.assertEqual(self.points()["paid_too_much"], -191.5)

    def test_the_day_is_that_of_what_is_not_registered(self):
        self.all_paid()
        first = self.inbox().line_ids[0]
        first.paid_at = self.ago(days=12).replace(hour=12)
        self.payments().action_cancel()
        self.inbox().books_by_hand = False
        self.env.flush_all()
        points = self.env["laredoute.books.point"]
        (found,) = points.search([("code", "=", "not_registered")])
        self.assertEqual(found.date, first.paid_at.date())

    def test_a_refund_that_was_refused_is_waited_for(self):
        self.long_ago()
        self.inbox().line_ids.status = "refund_refused"
        self.assertIn("shipped_unpaid", self.points())

    def test_its_invoice_knows(self):
        self.all_paid()
        whole = self.whole()
        whole.action_post()
        invoice = self.sale().invoice_ids
        self.assertEqual(invoice.laredoute_settlement_id, whole)
        self.assertTrue(invoice.laredoute_paid_at)

    def test_payouts(self):
        self.all_paid()
        payout = self.whole()
        self.assertEqual(self.points(), {"payout_draft": payout.total})
        payout.date = fields.Date.today() - timedelta(days=9)
        payout.action_post()
        self.assertEqual(self.points(), {"payout_bank": payout.total})
        payout.bill_id.button_draft()
        self.assertEqual(self.points(), {"payout_taken_out": payout.total})
        payout.bill_id.action_post()
        self.in_the_bank(payout)
        self.assertEqual(self.points(), {})
        payout.bill_id.button_draft()
        self.assertEqual(self.points(), {"payout_taken_out": payout.total})

    def test_a_disagreement_about_money(self):
        self.env["laredoute.disagreement"].sudo().create(
            {
                "order_id": self.inbox().id,
                "code": "total_differs",
                "severity": "error",
                "since": fields.Datetime.now(),
            }
        )
        self.assertIn("disagreement", self.points())
        found = self.env["laredoute.books.point"].search([])
        self.assertIn("Another total", found[-1].message)

    def test_each_opens_what_it_is_of(self):
        self.sale().invoice_ids.button_draft()
        self.all_paid()
        self.whole()
        self.env.flush_all()
        models = {
            each.code: each.action_open()["res_model"]
            for each in self.env["laredoute.books.point"].search([])
        }
        self.assertEqual(
            models,
            {
                "no_invoice": "laredoute.order",
                "draft": "account.move",
                "payout_draft": "laredoute.settlement",
            },
        )

    def test_every_one_has_its_words(self):
        for code, label in point_labels(self.env):
            who, sentence = point_sentence(self.env, code)
            self.assertTrue(label and who and sentence)

    def test_another_company_sees_nothing(self):
        self.whole()
        self.env.flush_all()
        other = self.env["res.company"].create({"name": "Autre"})
        stranger = new_test_user(
            self.env,
            "far",
            "base.group_user,account.group_account_invoice",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        points = self.env["laredoute.books.point"]
        self.assertTrue(points.search([]))
        self.assertFalse(points.with_user(stranger).search([]))


@tagged("standard", "post_install", "-at_install")
class TestClosing(PointCase):
    def setUp(self):
        super().setUp()
        self.all_paid()
        self.clerk = new_test_user(
            self.env, "clerk", "base.group_user,account.group_account_invoice"
        )

    def test_a_month_is_closed_and_signed(self):
        one = self.month_end().with_user(self.clerk)
        self.assertEqual(one.point_count, 0)
        one.action_close()
        self.assertEqual(one.closed_by, self.clerk)
        self.assertEqual(one.snapshot["points"], [])
        self.assertFalse(one.is_altered)
        self.assertIn(one.signature, one.message_ids[0].body)
        self.assertTrue(one.message_ids.attachment_ids)
        # what happens later is in no snapshot
        before = one.figures
        self.whole(date=one.date_to)
        self.assertEqual(one.figures, before)
        genuine = one.snapshot
        one.sudo().snapshot = {**genuine, "shop": "Other"}
        self.assertTrue(one.is_altered)
        one.sudo().snapshot = genuine
        self.assertFalse(one.is_altered)
        one.sudo().closed_by = self.env.user
        self.assertTrue(one.is_altered, "it says who closed it")

    def test_points_stop_it_until_somebody_says_why(self):
        one = self.month_end()
        draft = self.whole(date=one.date_to)
        self.assertEqual(one.point_count, 1)
        with self.assertRaisesRegex(UserError, "1 points"):
            one.action_close()
        one.note = "La Redoute looks at it"
        one.action_close()
        self.assertEqual(
            one.snapshot["points"],
            [{"code": "payout_draft", "count": 1, "amount": f"{draft.total:.2f}"}],
        )
        self.assertEqual(one.snapshot["note"], "La Redoute looks at it")

    def test_what_came_later_is_of_the_next_month(self):
        one = self.month_end()
        self.whole(date=one.date_to + timedelta(days=1))
        self.assertEqual(one.point_count, 0)
        self.assertEqual(one.action_open_points()["domain"], one._points())

    def test_closed_stays_as_it_is(self):
        one = self.month_end()
        one.action_close()
        for change in (
            lambda: one.write({"note": "x"}),
            lambda: one.write({"date_to": "2020-01-31"}),
            one.unlink,
        ):
            with self.assertRaisesRegex(UserError, "closed"):
                change()
        with self.assertRaisesRegex(UserError, "buttons"):
            one.with_user(self.clerk).write({"state": "open"})
        one.action_reopen()
        self.assertFalse(one.snapshot)
        one.unlink()

    def test_a_month_that_is_not_over(self):
        one = self.month_end(date_to=fields.Date.today())
        self.assertEqual((one.date_to + timedelta(days=1)).day, 1)
        with self.assertRaisesRegex(UserError, "not over"):
            one.action_close()

    def test_its_figures(self):
        payout = self.whole()
        payout.action_post()
        one = self.month_end(date_to=fields.Date.today())
        found = self.env["laredoute.books.figures"]._of(one)
        self.assertEqual(
            found,
            {
                "invoiced": "191.50",
                "credited": "0.00",
                "registered": "191.50",
                "paid_out": "152.43",
                "kept": "-39.07",
                "owed": "152.43",
            },
        )
        self.assertIn("152", one.figures)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_who_reads_does_not_close(self):
        reader = new_test_user(
            self.env, "looks", "base.group_user,account.group_account_readonly"
        )
        one = self.month_end().with_user(reader)
        self.assertEqual(one.point_count, 0)
        with self.assertRaises(AccessError):
            one.action_close()
