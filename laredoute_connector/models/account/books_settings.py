# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How what an account sells comes into the books: invoices, and what is paid."""

from odoo import fields, models

from ..flow.schedule import moment_of


class LaredouteBooksSettings(models.Model):
    """Part of one account, which shows these fields as its own.

    Whoever keeps the books sees and writes it without a role in the connector.
    """

    _name = "laredoute.books.settings"
    _description = "Books of a La Redoute Account"
    _check_company_auto = True

    account_ids = fields.One2many(
        "laredoute.account", "books_settings_id", context={"active_test": False}
    )
    name = fields.Char(related="account_ids.name", store=True)
    company_id = fields.Many2one(related="account_ids.company_id", store=True)
    invoice_policy = fields.Selection(
        [
            ("manual", "By a person"),
            ("payment", "When the buyer paid"),
            ("delivery", "When the goods left"),
        ],
        "Invoices",
        required=True,
        default="manual",
        help="When an order's invoice is made and posted. One whose total is not La "
        "Redoute's stays a draft, and the order says so.",
    )
    invoices_from = fields.Date(
        "Of Orders since",
        help="The day on which you choose a policy, unless you say another one. Orders "
        "of before are left to people, and to each product's policy. Empty: all "
        "orders.",
    )
    invoice_journal_id = fields.Many2one(
        "account.journal",
        "Journal of Invoices",
        check_company=True,
        copy=False,
        domain="[('type', '=', 'sale')]",
        help="Its numbers are the invoices'. Empty: the company's usual one.",
    )
    invoice_partner_id = fields.Many2one(
        "res.partner",
        "Invoices to",
        check_company=True,
        copy=False,
        help="One customer for all invoices of the shop. Empty: each order's buyer.",
    )
    clearing_journal_id = fields.Many2one(
        "account.journal",
        "Journal of La Redoute",
        check_company=True,
        copy=False,
        domain="[('type', '=', 'bank')]",
        help="What La Redoute paid is registered here, until its payout is in the "
        "bank.",
    )
    books_from = fields.Date(
        "Payments since",
        copy=False,
        help="What La Redoute paid before this day is not registered. Empty: nothing "
        "is registered.",
    )

    # ------------------------------------------------------------- CRUD methods
    def write(self, vals):
        """Another first day: what is to be registered is another sum."""
        result = super().write(vals)
        if "books_from" in vals:
            orders = self.env["laredoute.order"].sudo()
            paid = orders.search(
                [
                    ("account_id.books_settings_id", "in", self.ids),
                    ("line_ids.paid_at", "!=", False),
                ]
            )
            for name in ("paid_at", "paid_amount", "to_register", "owed_amount"):
                self.env.add_to_compute(orders._fields[name], paid)
        return result

    # --------------------------------------------------------- business methods
    def _start(self):
        """Return the moment from which what La Redoute pays is registered, or False.

        It is naive UTC, as moments of the database are.
        """
        self.ensure_one()
        account = self.account_ids[:1]
        return self.books_from and moment_of(self.books_from, 0, account.tz)
