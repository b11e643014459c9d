# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who pauses or archives an account says what becomes of what is on sale."""

from odoo import api, fields, models

from ...models.common import MANAGER, check_role
from ...models.offer.ending import ENDED_FIRST


class LaredoutePause(models.TransientModel):
    _name = "laredoute.pause"
    _description = "Pause an Account of La Redoute"

    account_ids = fields.Many2many("laredoute.account", readonly=True)
    archives = fields.Boolean(readonly=True)
    may_end = fields.Boolean(compute="_compute_message")
    message = fields.Text(compute="_compute_message")

    @api.depends("account_ids")
    def _compute_message(self):
        for wizard in self:
            phases = set(wizard.account_ids.mapped("phase"))
            wizard.may_end = phases <= set(ENDED_FIRST)
            counts = self.env["laredoute.offer"]._count_on_sale(wizard.account_ids)
            wizard.message = "\n".join(
                self.env._(
                    "%(account)s: offers on sale at La Redoute: %(count)s.",
                    account=account.name,
                    count=counts.get(account, 0),
                )
                for account in wizard.account_ids
            )

    @api.model
    def _question(self, accounts, archives=False):
        """Return the dialogue about accounts that would stop.

        :param archives: whether they are to be archived

        :return: an action, or None when nothing of theirs is on sale
        """
        check_role(accounts, MANAGER)
        if not self.env["laredoute.offer"]._count_on_sale(accounts):
            return None
        question = self.create(
            {"account_ids": [(6, 0, accounts.ids)], "archives": archives}
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("La Redoute Would Go On Selling"),
            "res_model": self._name,
            "res_id": question.id,
            # whoever archives gets it without the server's completion
            "views": [(False, "form")],
            "view_mode": "form",
            "target": "new",
        }

    def action_end_offers(self):
        """Have everything taken off sale first."""
        check_role(self.account_ids, MANAGER)
        self.env["laredoute.offer"]._end_all(self.account_ids)
        return {"type": "ir.actions.act_window_close"}

    def action_pause(self):
        """Pause, whatever La Redoute goes on selling."""
        check_role(self.account_ids, MANAGER)
        self.env["laredoute.offer"]._leave(self.account_ids)
        if self.archives:
            self.account_ids.action_archive()
        return {"type": "ir.actions.act_window_close"}
