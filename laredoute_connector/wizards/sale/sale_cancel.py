# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Cancelling a sale order that La Redoute goes on with: is it to be informed?"""

from odoo import api, fields, models

from ...marketplace.agreement import DECLINES
from ...marketplace.statuses import ALLOWS, DecisionKind, LineStatus
from ...models.common import MANAGER, check_role
from ...models.order.elsewhere import describe_elsewhere
from ...models.refund.unshipped import give_up


class LaredouteSaleCancel(models.TransientModel):
    _name = "laredoute.sale.cancel"
    _description = "Cancel a Sale Order of La Redoute"

    sale_order_id = fields.Many2one("sale.order", required=True, readonly=True)
    reason_id = fields.Many2one(
        "laredoute.reason",
        domain=[("for_refusal", "=", True)],
        default=lambda self: self.env.ref(
            "laredoute_connector.reason_no_stock", raise_if_not_found=False
        ),
        groups=MANAGER,
        help="Stands on the order. La Redoute does not get it.",
    )
    message = fields.Text(compute="_compute_message", compute_sudo=True)
    may_inform = fields.Boolean(compute="_compute_message", compute_sudo=True)

    @api.depends("sale_order_id")
    @api.depends_context("uid")
    def _compute_message(self):
        manages = self.env.user.has_group(MANAGER)
        for wizard in self:
            decidable = bool(wizard._decisions())
            wizard.may_inform = decidable and manages
            wizard.message = wizard._describe(decidable, manages)

    def _describe(self, decidable, manages):
        number = self.sale_order_id.laredoute_ref
        account = self.sale_order_id.laredoute_order_id.account_id
        if account.handled_by == "elsewhere":
            return describe_elsewhere(account)
        if not decidable:
            return self.env._(
                "La Redoute goes on with the order %s, and takes no word on it now. "
                "Once it is cancelled here, the order stays in the list of "
                "disagreements until La Redoute can be informed or cancels it.",
                number,
            )
        if not manages:
            return self.env._(
                "La Redoute goes on with the order %s. Once it is cancelled here, a La "
                "Redoute manager is shown that La Redoute must be informed.",
                number,
            )
        return self.env._(
            "La Redoute goes on with the order %s: its buyer waits for the goods. "
            "Inform La Redoute that nothing will come, or cancel here only: the order "
            "then stays in the list of disagreements, and its units stay promised.",
            number,
        )

    def _decisions(self):
        """Return {decision that says that nothing will come: the lines it takes}.

        What left already came.
        """
        order = self.sale_order_id.sudo().laredoute_order_id
        able = order.account_id._capabilities().decisions if order else ()
        decisions = {
            kind: order.line_ids.filtered(
                lambda line, kind=kind: (
                    LineStatus(line.status) in ALLOWS[kind]
                    and not (line.sale_line_id and line.sale_line_id._laredoute_left())
                )
            )
            for kind in DECLINES
            if kind in able
        }
        return {kind: lines for kind, lines in decisions.items() if lines}

    def action_cancel(self):
        """Cancel here only; the comparison shows what La Redoute does not know."""
        self.sale_order_id.action_cancel()

    def action_inform(self):
        """Cancel, and inform La Redoute that nothing will come.

        :raises AccessError: for whoever does not decide about La Redoute's orders
        """
        check_role(self, MANAGER)
        self.sale_order_id.action_cancel()
        for kind, lines in self._decisions().items():
            if kind is DecisionKind.OUT_OF_STOCK:
                give_up(lines, self.reason_id)
            else:
                lines._enqueue_decision(kind, reason=self.reason_id)
