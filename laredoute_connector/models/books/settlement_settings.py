# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where what La Redoute keeps of its payouts goes in the books."""

import secrets
from decimal import Decimal

from odoo import fields, models

from ..common import cents

_EXPENSE = "[('account_type', 'in', ('expense', 'expense_direct_cost'))]"


class LaredouteBooksSettings(models.Model):
    _inherit = "laredoute.books.settings"

    paid_within = fields.Integer(
        "Paid within (Days)",
        default=45,
        required=True,
        help="What La Redoute did not pay so many days after it left needs somebody to "
        "look. It pays three times a month, 30 days after that.",
    )
    # signs month ends: a copy of the database keeps it, as it keeps what is signed
    closing_secret = fields.Char(
        groups="base.group_system", readonly=True, copy=False, exportable=False
    )
    # marketplace.settlement.Layout, as JSON has it
    statement_layout = fields.Json("Columns of Statements", readonly=True, copy=False)
    vendor_id = fields.Many2one(
        "res.partner",
        "La Redoute as Vendor",
        check_company=True,
        copy=False,
        help="Whose bills the commission and the fees are.",
    )
    commission_account_id = fields.Many2one(
        "account.account", check_company=True, copy=False, domain=_EXPENSE
    )
    fee_account_id = fields.Many2one(
        "account.account",
        "Account of Fees",
        check_company=True,
        copy=False,
        domain=_EXPENSE,
        help="Of monthly fees. Empty: the account of the commission.",
    )
    commission_tax_id = fields.Many2one(
        "account.tax",
        "VAT on Commission and Fees",
        check_company=True,
        copy=False,
        domain="[('type_tax_use', '=', 'purchase')]",
    )
    other_account_id = fields.Many2one(
        "account.account",
        "Account of Penalties and the Rest",
        check_company=True,
        copy=False,
        domain="[('account_type', 'not in', ('asset_receivable', 'liability_payable'))"
        "]",
        help="Of penalties, corrections and other amounts that no order has, unless "
        "the line of the payout says another one. They bear no VAT.",
    )
    commission_rate_ids = fields.One2many(
        "laredoute.commission.rate",
        "books_settings_id",
        "Commission Rates",
        groups="account.group_account_readonly,account.group_account_invoice",
        help="By category and day, as your contract says: what La Redoute keeps is "
        "then known before a payout says it. Without a rate nothing is expected.",
    )
    commission_on_delivery = fields.Boolean(
        "Commission on Delivery Fees",
        default=True,
        help="La Redoute takes its commission of delivery fees, too.",
    )

    # --------------------------------------------------------- business methods
    def _closing_secret(self):
        """Return the secret that signs the month ends of a shop, made once."""
        self.ensure_one()
        if not self.closing_secret:
            self.closing_secret = secrets.token_hex(32)
        return self.closing_secret

    def _commission_vat(self, commission):
        """Return the VAT on a commission as Decimal; 0 where the tax is no percentage.

        :param commission: Decimal, in euros without VAT
        """
        tax = self.commission_tax_id
        if tax.amount_type != "percent":
            return cents(0)
        return cents(commission * Decimal(str(tax.amount)) / 100)
