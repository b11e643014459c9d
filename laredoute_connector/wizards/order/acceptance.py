# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A person accepts what stock does not cover: knowing it, or not at all."""

from odoo import api, fields, models

from ...marketplace.statuses import DecisionKind
from ...models.common import MANAGER, check_role


class LaredouteAcceptance(models.TransientModel):
    _name = "laredoute.acceptance"
    _description = "Accept without Stock"

    line_ids = fields.Many2many("laredoute.order.line", readonly=True)
    message = fields.Text(readonly=True)

    @api.model
    def _question(self, lines):
        """Return the dialogue that says what of some order lines is not there.

        :return: an action, or None when all of it is there
        """
        missing = lines._missing_units()
        if not missing:
            return None
        question = self.create({"line_ids": [(6, 0, lines.ids)], "message": missing})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Stock Does Not Cover It"),
            "res_model": self._name,
            "res_id": question.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_accept(self):
        """Accept the lines all the same: whoever does has a way to deliver them."""
        lines, orders = self.line_ids, self.line_ids.order_id
        check_role(orders, MANAGER)
        lines._decide(DecisionKind.ACCEPT, only_in_stock=False)
        orders._compare()
        return {"type": "ir.actions.act_window_close"}
