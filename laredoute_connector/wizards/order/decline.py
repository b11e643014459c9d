# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A person says that nothing of some lines will come: knowing what follows, and why."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...marketplace.statuses import DecisionKind
from ...models.common import MANAGER, check_role
from ...models.order.policy_words import products_of
from ...models.refund.unshipped import give_up


class LaredouteDecline(models.TransientModel):
    _name = "laredoute.decline"
    _description = "Refuse or Give Up"

    kind = fields.Selection(
        [
            (DecisionKind.REFUSE.value, "Refuse"),
            (DecisionKind.OUT_OF_STOCK.value, "Out of stock"),
        ],
        required=True,
        readonly=True,
    )
    line_ids = fields.Many2many("laredoute.order.line", readonly=True)
    by_refund = fields.Boolean(compute="_compute_by_refund")
    reason_id = fields.Many2one("laredoute.reason", domain=[("for_refusal", "=", True)])
    note = fields.Char(help="For your colleagues. La Redoute does not get it.")

    @api.depends("kind", "line_ids.account_id.give_up_by")
    def _compute_by_refund(self):
        for wizard in self:
            kind = DecisionKind(wizard.kind) if wizard.kind else None
            gives_up = kind is DecisionKind.OUT_OF_STOCK
            ways = set(wizard.line_ids.account_id.mapped("give_up_by"))
            wizard.by_refund = gives_up and ways == {"refund"}

    @api.model
    def _open(self, lines, kind):
        """Return the dialogue that asks why.

        :param lines: ``laredoute.order.line`` that La Redoute takes the decision of
        :param kind: ``DecisionKind.REFUSE`` or ``OUT_OF_STOCK``
        :raises UserError: where there is none
        """
        check_role(lines.order_id, MANAGER)
        lines.order_id._check_here()
        waiting = lines._declinable(kind)
        if not waiting:
            raise UserError(lines._describe_answered(kind))
        for account in waiting.account_id:
            if kind not in account._capabilities().decisions:
                raise UserError(waiting._describe_undecidable(kind))
        wizard = self.create({"kind": kind.value, "line_ids": [(6, 0, waiting.ids)]})
        labels = {
            DecisionKind.REFUSE: self.env._("Refuse"),
            DecisionKind.OUT_OF_STOCK: self.env._("Out of Stock"),
        }
        return {
            "type": "ir.actions.act_window",
            "name": labels[kind],
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_confirm(self):
        """Inform La Redoute that nothing of the lines will come."""
        self.ensure_one()
        orders = self.line_ids.order_id
        check_role(orders, MANAGER)
        if not self.reason_id:
            raise UserError(self.env._("Choose a reason: why does nothing come?"))
        kind = DecisionKind(self.kind)
        lines = self.line_ids._declinable(kind)
        if kind is DecisionKind.OUT_OF_STOCK:
            # somebody may have shipped it meanwhile
            lines = lines.filtered(lambda line: not line._has_left())
        if not lines:
            raise UserError(self.line_ids._describe_answered(kind))
        if kind is DecisionKind.OUT_OF_STOCK:
            give_up(lines.sudo(), self.reason_id, self.note)
        else:
            lines.sudo()._enqueue_decision(kind, reason=self.reason_id)
        for order in orders:
            order.sudo().message_post(
                body=self._describe(lines & order.line_ids),
                author_id=self.env.user.partner_id.id,
            )
        orders._compare()
        return {"type": "ir.actions.act_window_close"}

    def _describe(self, lines):
        """Say on an order what was decided, and why."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        text = self.env._(
            "%(decision)s: %(products)s. Reason: %(reason)s.",
            decision=kinds[self.kind],
            products=products_of(lines),
            reason=self.reason_id.name,
        )
        return f"{text} {self.note}" if self.note else text
