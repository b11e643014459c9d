# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Payouts of a shop whose books know La Redoute as a vendor."""

from odoo import fields

from .books_case import BooksCase


class SettlementCase(BooksCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        accounts = cls.env["account.account"].search(
            [
                ("account_type", "=", "expense"),
                ("company_ids", "in", cls.env.company.ids),
            ],
            limit=2,
        )
        cls.vat = cls.env["account.tax"].create(
            {
                "name": "20 % commission",
                "amount": 20,
                "type_tax_use": "purchase",
                "price_include_override": "tax_excluded",
            }
        )
        cls.vendor = cls.env["res.partner"].create({"name": "La Redoute SAS"})
        cls.settings.write(
            {
                "vendor_id": cls.vendor.id,
                "commission_account_id": accounts[0].id,
                "other_account_id": accounts[-1].id,
                "commission_tax_id": cls.vat.id,
            }
        )

    def payout(self, *lines, total=None, **values):
        """A payout.

        :param lines: (kind, amount, {field: value}), or (kind, amount) of the order
        """
        remote_id = self.inbox().remote_id
        made = []
        for kind, amount, *rest in lines:
            own = rest[0] if rest else {"order_ref": remote_id}
            made.append((0, 0, {"kind": kind, "amount": amount, **own}))
        if total is None:
            total = round(sum(line[1] for line in lines), 2)
        return self.env["laredoute.settlement"].create(
            {
                "name": values.pop("name", "V-2026-11-21"),
                "books_settings_id": self.settings.id,
                "date": fields.Date.today(),
                "total": total,
                "line_ids": made,
                **values,
            }
        )

    def whole(self, **values):
        """The payout of an order of 191.50: 17 % of commission, with its VAT."""
        return self.payout(
            ("sale", 179.7),
            ("delivery", 11.8),
            ("commission", -32.56),
            ("commission_vat", -6.51),
            **values,
        )

    def in_the_bank(self, payout):
        """Its amount comes to the bank, and is reconciled with it."""
        bank = self.env["account.journal"].create(
            {"name": "Banque", "type": "bank", "code": "BQ9"}
        )
        move = self.env["account.move"].create(
            {
                "journal_id": bank.id,
                "date": payout.date,
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "account_id": account.id,
                            "name": payout.name,
                            "balance": each,
                        },
                    )
                    for account, each in (
                        (bank.default_account_id, payout.total),
                        (self.clearing, -payout.total),
                    )
                ],
            }
        )
        move.action_post()
        item = move.line_ids.filtered(lambda each: each.account_id == self.clearing)
        (item | payout.bank_item_id).reconcile()
