# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The journal of a shop, and the account that holds what La Redoute owes."""

from odoo import api, models
from odoo.exceptions import UserError, ValidationError

#: of the French chart: other debtors and creditors
_FIRST_CODE = "467100"


class LaredouteBooksSettings(models.Model):
    _inherit = "laredoute.books.settings"

    def action_make_journal(self):
        """Make the journal of the shop with its account, once."""
        self.ensure_one()
        self.check_access("write")
        if not self.clearing_journal_id:
            # whoever may not make one is stopped here, with Odoo's words
            journals = self.env["account.journal"].with_company(self.company_id)
            self.clearing_journal_id = journals.create(self._prepare_journal())
            account = self._make_clearing_account()
            lines = self.clearing_journal_id.inbound_payment_method_line_ids
            lines |= self.clearing_journal_id.outbound_payment_method_line_ids
            lines.payment_account_id = account

    @api.constrains("clearing_journal_id")
    def _check_own_journal(self):
        for one in self.sudo().filtered("clearing_journal_id"):
            shared = one.clearing_journal_id
            others = self.sudo().search(
                [("clearing_journal_id", "=", shared.id), ("id", "!=", one.id)], limit=1
            )
            if others:
                raise ValidationError(
                    self.env._(
                        "%(journal)s holds what La Redoute owes of %(other)s: create a "
                        "journal for %(name)s, so that each shop's balance is its own.",
                        journal=shared.display_name,
                        other=others.display_name,
                        name=one.display_name,
                    )
                )

    def _prepare_journal(self):
        return {
            "name": self._journal_name(),
            "type": "bank",
            "company_id": self.company_id.id,
        }

    def _journal_name(self):
        name = self.display_name
        known = name.lower().startswith("la redoute")
        return name if known else self.env._("La Redoute: %s", name)

    def _make_clearing_account(self):
        accounts = self.env["account.account"].with_company(self.company_id)
        return accounts.create(
            {
                "name": self.env._("Owed by La Redoute: %s", self.display_name),
                "code": accounts._search_new_account_code(_FIRST_CODE),
                "account_type": "asset_current",
                "reconcile": True,
                "company_ids": [(6, 0, self.company_id.ids)],
            }
        )

    def _clearing(self):
        """Return the account that holds what La Redoute owes; empty where none does."""
        methods = self.clearing_journal_id.inbound_payment_method_line_ids
        return methods.payment_account_id.filtered("reconcile")[:1]

    def _method(self, kind):
        """Return the payment method of the journal that has the shop's account.

        :param kind: ``inbound`` or ``outbound``
        :raises UserError: saying what is missing, and where
        """
        journal, clearing = self.clearing_journal_id, self._clearing()
        if not journal:
            raise UserError(
                self.env._(
                    "%(name)s has no journal of La Redoute: create it under "
                    "Invoicing, La Redoute, Shops.",
                    name=self.display_name,
                )
            )
        for method in journal[f"{kind}_payment_method_line_ids"]:
            if clearing and method.payment_account_id == clearing:
                return method
        raise UserError(
            self.env._(
                "The journal %(name)s needs one account that can be reconciled, the "
                "same on an incoming and on an outgoing payment method: that which "
                "holds what La Redoute owes.",
                name=journal.display_name,
            )
        )
