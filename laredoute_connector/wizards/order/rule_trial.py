# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What an account's rules would have done with the orders of the last months."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from ...models.common import MANAGER, check_role
from ...models.order.policy import answer
from ...models.order.policy_words import products_of
from ...models.order.shop import Shop

#: how far back, and how many orders at most
LOOK_BACK = timedelta(days=90)
MOST = 500


class LaredouteRuleTrial(models.TransientModel):
    _name = "laredoute.rule.trial"
    _description = "Trial of La Redoute Order Rules"
    _rec_name = "account_id"

    account_id = fields.Many2one("laredoute.account", required=True, readonly=True)
    order_count = fields.Integer("Orders", readonly=True)
    accepted_count = fields.Integer("Accepted", readonly=True)
    refused_count = fields.Integer("Refused, or in Part", readonly=True)
    waiting_count = fields.Integer("Left to a Person", readonly=True)
    line_ids = fields.One2many("laredoute.rule.trial.line", "trial_id", readonly=True)

    @api.model
    def _open(self, account):
        """Return the screen that shows what the rules would have done."""
        check_role(account, MANAGER)
        # stock and sale orders that a La Redoute manager may not see
        account = account.sudo()
        orders = account.env["laredoute.order"].search(
            [
                ("account_id", "=", account.id),
                ("ordered_at", ">=", fields.Datetime.now() - LOOK_BACK),
            ],
            limit=MOST,
        )
        shop = Shop(account, orders.line_ids, alone=True)
        rows = [self._try(order, shop) for order in orders.filtered("line_ids")]
        trial = self.create(
            {
                "account_id": account.id,
                "order_count": len(rows),
                **{
                    f"{name}_count": sum(row["answer"] == name for row in rows)
                    for name in ("accepted", "refused", "waiting")
                },
                "line_ids": [Command.create(row) for row in rows],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What the Rules Would Have Done"),
            "res_model": self._name,
            "res_id": trial.id,
            "view_mode": "form",
            "target": "current",
        }

    def _try(self, order, shop):
        found = answer(order, order.line_ids, shop)
        outcome = "accepted"
        if found.waiting:
            outcome = "waiting"
        elif found.refuse:
            outcome = "refused"
        words = str(found.waiting or "")
        return {
            "order_id": order.id,
            "rule_id": found.rule.id,
            "answer": outcome,
            "accepted": products_of(found.accept),
            "refused": products_of(found.refuse),
            "reason": words[:1].upper() + words[1:],
        }


class LaredouteRuleTrialLine(models.TransientModel):
    _name = "laredoute.rule.trial.line"
    _description = "Order in a Trial of Rules"
    _order = "id"

    trial_id = fields.Many2one(
        "laredoute.rule.trial", required=True, ondelete="cascade"
    )
    order_id = fields.Many2one("laredoute.order", required=True, ondelete="cascade")
    ordered_at = fields.Datetime(related="order_id.ordered_at")
    currency_id = fields.Many2one(related="order_id.currency_id")
    amount_total = fields.Monetary(related="order_id.amount_total")
    rule_id = fields.Many2one(
        "laredoute.order.rule", help="Empty: the account's policy."
    )
    answer = fields.Selection(
        [
            ("accepted", "Accepted"),
            ("refused", "Refused"),
            ("waiting", "Left to a person"),
        ],
        required=True,
    )
    accepted = fields.Char()
    refused = fields.Char()
    reason = fields.Char("Why It Waits")
