# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who keeps the books needs no role in the connector, and has none by that."""

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .books_case import BooksCase

#: what people of the books may read and no more, beside the settings
READ = (
    *("laredoute.order", "laredoute.order.line", "laredoute.category"),
    *("laredoute.books.point", "laredoute.margin.report"),
)
#: what who makes invoices enters
ENTERED = (
    "laredoute.settlement",
    "laredoute.settlement.line",
    "laredoute.commission.rate",
    "laredoute.books.closing",
)

#: dialogues of those who may enter payouts
OPENED = tuple(
    f"laredoute.settlement.import{part}" for part in ("", ".column", ".word")
)


@tagged("standard", "post_install", "-at_install")
class TestBooksRights(BooksCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.keepers = {
            name: new_test_user(cls.env, name, f"base.group_user,account.{group}")
            for name, group in {
                "reads": "group_account_readonly",
                "bills": "group_account_invoice",
                "keeps": "group_account_manager",
            }.items()
        }
        other = cls.env["res.company"].create(
            {"name": "Autre", "currency_id": cls.env.ref("base.EUR").id}
        )
        cls.stranger = new_test_user(
            cls.env,
            "stranger",
            "base.group_user,account.group_account_manager",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )

    def test_they_see_what_is_paid(self):
        self.says(self.bought(), "paid")
        inbox = self.inbox()
        names = ["remote_id", "paid_at", "paid_amount", "to_register"]
        for user in self.keepers.values():
            order = inbox.with_user(user)
            self.assertEqual(order.read(names)[0]["to_register"], 191.5)
            self.assertEqual(len(order.line_ids.mapped("paid_at")), 2)
            # what La Redoute sent is its buyer's
            self.assertNotIn("source", order.fields_get())

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_another_company_sees_nothing(self):
        self.says(self.bought(), "paid")
        orders = self.env["laredoute.order"].with_user(self.stranger)
        self.assertFalse(orders.search([]))
        with self.assertRaises(AccessError):
            self.inbox().with_user(self.stranger).action_register_payments()
        with self.assertRaises(AccessError):
            self.settings.with_user(self.stranger).action_make_journal()

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_who_registers_and_who_does_not(self):
        self.says(self.bought(), "paid")
        inbox = self.inbox()
        with self.assertRaises(AccessError):
            inbox.with_user(self.keepers["reads"]).action_register_payments()
        inbox.with_user(self.keepers["bills"]).action_register_payments()
        self.assertEqual(self.payments().amount, 191.5)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_who_sets_it_up_and_who_does_not(self):
        for name in ("reads", "bills"):
            mine = self.settings.with_user(self.keepers[name])
            self.assertTrue(mine.display_name)
            with self.assertRaises(AccessError):
                mine.books_from = fields.Date.today()
        self.settings.clearing_journal_id = False
        mine = self.settings.with_user(self.keepers["keeps"])
        mine.action_make_journal()
        mine.books_from = fields.Date.today()
        self.assertTrue(mine.clearing_journal_id)

    def test_nothing_else_of_the_connector_is_theirs(self):
        models = self.env["ir.model"].search([("model", "=like", "laredoute.%")])
        for user in self.keepers.values():
            for model in models.mapped("model"):
                own = self.env[model].with_user(user)
                if own._abstract:
                    continue
                bills = user != self.keepers["reads"]
                theirs = model in ENTERED or (bills and model in OPENED)
                reads = theirs or model in (*READ, "laredoute.books.settings")
                self.assertEqual(own.has_access("read"), reads, model)
                makes = theirs and bills
                self.assertEqual(own.has_access("create"), makes, model)
                self.assertEqual(own.has_access("unlink"), makes, model)
