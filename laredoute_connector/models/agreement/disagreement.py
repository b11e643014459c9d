# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One point in which La Redoute and Odoo do not agree on an order."""

from odoo import api, fields, models

from ..common import SEVERITIES
from ..messages.agreement_labels import agreement_labels
from ..messages.sentences_agreement import agreement_sentence


class LaredouteDisagreement(models.Model):
    _name = "laredoute.disagreement"
    _description = "La Redoute Disagreement"
    _order = "kept, severity, since, id"
    _check_company_auto = True

    order_id = fields.Many2one(
        "laredoute.order", required=True, readonly=True, index=True, ondelete="cascade"
    )
    account_id = fields.Many2one(
        related="order_id.account_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="order_id.company_id", store=True, precompute=True
    )
    order_line_id = fields.Many2one(
        "laredoute.order.line",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    product_id = fields.Many2one(related="order_line_id.product_id")
    code = fields.Selection(
        lambda self: agreement_labels(self.env),
        "Disagreement",
        required=True,
        readonly=True,
        index=True,
        validate=False,
    )
    severity = fields.Selection(SEVERITIES, required=True, readonly=True)
    theirs = fields.Char("At La Redoute", readonly=True)
    ours = fields.Char("In Odoo", readonly=True)
    since = fields.Datetime(required=True, readonly=True)
    arguments = fields.Json(readonly=True)
    ways = fields.Char(readonly=True, help="Ways out, between commas.")
    message = fields.Char("What to Do", compute="_compute_message", compute_sudo=True)
    # a person answers for it, as long as neither side says something else
    kept = fields.Boolean("Kept as It Is", readonly=True)
    kept_by = fields.Many2one("res.users", readonly=True)

    _once = models.UniqueIndex(
        "(order_id, COALESCE(order_line_id, 0), code)",
        "This disagreement is known already.",
    )

    @api.depends("code", "arguments", "theirs", "ours", "ways", "order_line_id.status")
    @api.depends_context("lang")
    def _compute_message(self):
        for each in self:
            each.message = agreement_sentence(self.env, each)

    @api.depends("code", "order_id.remote_id")
    def _compute_display_name(self):
        labels = dict(agreement_labels(self.env))
        for each in self:
            label = labels.get(each.code, each.code)
            each.display_name = f"{each.order_id.remote_id}: {label}"
