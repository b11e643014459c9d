# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who may change a payout, and when, and what stops its posting."""

from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount

#: who posts payouts
KEEPER = "account.group_account_invoice"


class LaredouteSettlement(models.Model):
    _inherit = "laredoute.settlement"

    def _check_keeper(self):
        self.check_access("read")
        if not self.env.su and not self.env.user.has_group(KEEPER):
            raise AccessError(
                self.env._("Only who makes invoices does this: ask your accountant.")
            )

    def _check_draft(self):
        for one in self:
            if one.state != "draft":
                raise UserError(
                    self.env._(
                        "%s is no draft any more: set it back to draft to change it.",
                        one.name,
                    )
                )

    def _check_adds_up(self):
        """Refuse what cannot be posted, saying why and what to do.

        :raises UserError: where anything is open
        """
        self.ensure_one()
        amounts = {"name": self.name}
        if not self.line_ids:
            raise UserError(self.env._("%(name)s has no lines.", **amounts))
        if self.difference:
            amounts["difference"] = format_amount(
                self.env, self.difference, self.currency_id
            )
            raise UserError(
                self.env._(
                    "%(name)s does not add up: its payout and the sum of its lines "
                    "differ by %(difference)s. Add the missing line, or correct the "
                    "payout.",
                    **amounts,
                )
            )
        if self.problem_count:
            raise UserError(
                self.env._(
                    "%(name)s has %(count)s lines that do not match: give them their "
                    "order, correct them, or accept them.",
                    count=self.problem_count,
                    **amounts,
                )
            )
