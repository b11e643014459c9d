# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where what La Redoute keeps of its payouts goes in the books."""

from odoo import fields, models

_EXPENSE = "[('account_type', 'in', ('expense', 'expense_direct_cost'))]"


class LaredouteBooksSettings(models.Model):
    _inherit = "laredoute.books.settings"

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
