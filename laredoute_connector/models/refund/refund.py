# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A refund of an order: requested from here, or begun by La Redoute.

La Redoute has one of an order at a time (protocol P-138). Those that wait have their
turn after it, see :mod:`.follow`.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...marketplace.refunds import FAILED, RefundState
from ...marketplace.statuses import LineStatus
from ..common import MANAGER, USER, check_role
from ..flow.schedule import SENDING_PHASES
from ..messages.sentences_refund import refund_sentence
from .states import SHOWN_FIRST, STATES


class LaredouteRefund(models.Model):
    _name = "laredoute.refund"
    _description = "La Redoute Refund"
    _inherit = ["mail.thread"]
    _check_company_auto = True
    _order = "id desc"
    # nobody may write what the machine writes; who sees it may note something on it
    _mail_post_access = "read"

    name = fields.Char("Number", required=True, readonly=True)
    order_id = fields.Many2one(
        "laredoute.order", required=True, readonly=True, index=True, ondelete="cascade"
    )
    account_id = fields.Many2one(related="order_id.account_id", store=True, index=True)
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    sale_order_id = fields.Many2one(related="order_id.sale_order_id")
    partner_id = fields.Many2one(related="order_id.partner_id", store=True)
    origin = fields.Selection(
        [("seller", "Requested by us"), ("platform", "Begun by La Redoute")],
        required=True,
        readonly=True,
        default="seller",
    )
    amount_known = fields.Boolean(
        readonly=True,
        default=True,
        help="Whether somebody said how much: La Redoute does not, of what it begins.",
    )
    reason_id = fields.Many2one("laredoute.reason", readonly=True)
    note = fields.Char(readonly=True)
    line_ids = fields.One2many("laredoute.refund.line", "refund_id", readonly=True)
    state = fields.Selection(
        STATES, compute="_compute_state", store=True, index=True, tracking=True
    )
    amount = fields.Monetary("Total", compute="_compute_amount", store=True)
    message = fields.Char("What to Do", compute="_compute_message", compute_sudo=True)
    credit_note_ids = fields.One2many(
        "account.move",
        "laredoute_refund_id",
        "Credit Notes",
        groups="account.group_account_readonly,account.group_account_invoice",
    )
    return_ids = fields.One2many(
        "stock.picking",
        "laredoute_refund_id",
        "Returns",
        groups="stock.group_stock_user",
    )
    credit_note_count = fields.Integer(compute="_compute_documents", compute_sudo=True)
    return_count = fields.Integer(compute="_compute_documents", compute_sudo=True)
    to_credit = fields.Monetary(
        compute="_compute_documents",
        compute_sudo=True,
        help="Invoiced, refunded, and in no credit note yet.",
    )
    to_return = fields.Float(
        compute="_compute_documents",
        compute_sudo=True,
        help="Pieces refunded that are still at the buyer's.",
    )
    can_retry = fields.Boolean(compute="_compute_can_retry")
    can_give_up = fields.Boolean(compute="_compute_can_retry")

    # ---------------------------------------------------------- compute methods
    @api.depends("line_ids.state")
    def _compute_state(self):
        for refund in self:
            states = set(refund.line_ids.mapped("state"))
            shown = (each.value for each in SHOWN_FIRST if each.value in states)
            refund.state = next(shown, RefundState.QUEUED.value)

    @api.depends("line_ids.amount", "line_ids.state")
    def _compute_amount(self):
        for refund in self:
            gone = RefundState.CANCELLED.value
            lines = refund.line_ids.filtered(lambda line, gone=gone: line.state != gone)
            refund.amount = sum((lines or refund.line_ids).mapped("amount"))

    @api.depends("line_ids.state")
    def _compute_can_retry(self):
        failed = {state.value for state in FAILED}
        for refund in self:
            states = set(refund.line_ids.mapped("state"))
            refund.can_retry = bool(states & failed)
            refund.can_give_up = bool(
                states & {*failed, RefundState.QUEUED.value}
                or refund.line_ids._silent()
            )

    @api.depends("line_ids.state", "line_ids.words", "amount_known")
    @api.depends_context("lang")
    def _compute_message(self):
        for refund in self:
            refund.message = refund_sentence(self.env, refund, refund._waits_for())

    @api.depends("line_ids.state", "credit_note_ids.state", "return_ids.state")
    def _compute_documents(self):
        for refund in self:
            refund.credit_note_count = len(refund.credit_note_ids)
            refund.return_count = len(refund.return_ids)
            refund.to_credit = refund._left_to_credit()
            lines = refund.line_ids._counting().filtered("sale_line_id")
            refund.to_return = sum(line._left_to_return() for line in lines)

    # ----------------------------------------------------------- action methods
    def action_again(self):
        """Request again what La Redoute refused, or forgot."""
        check_role(self, MANAGER)
        failed = {state.value for state in FAILED}
        for refund in self.sudo():
            lines = refund.line_ids.filtered(lambda line: line.state in failed)
            if not lines:
                raise UserError(
                    self.env._("%s was neither refused nor forgotten.", refund.name)
                )
            refund._check_refundable(refund.order_id)
            for line in lines:
                line._check_alone()
                line._check_left()
                line.attempt += 1
            lines._move(RefundState.QUEUED)
            refund._log(self.env._("Requested again."))
        self.sudo()._start_next(self.sudo().order_id)

    def action_give_up(self):
        """Give up what La Redoute has not got, or refused."""
        check_role(self, MANAGER)
        gone = {*(state.value for state in FAILED), RefundState.QUEUED.value}
        for refund in self.sudo():
            lines = refund.line_ids.filtered(lambda line: line.state in gone)
            lines |= refund.line_ids._silent()
            operations = lines._requests()
            sent = (operations - refund.line_ids._silent()._requests()).filtered(
                lambda each: each.state in ("sending", "sent", "unknown")
            )
            if not lines or sent:
                raise UserError(
                    self.env._(
                        "%s is on its way to La Redoute: it cannot be given up. Wait "
                        "for La Redoute's answer.",
                        refund.name,
                    )
                )
            operations.filtered(lambda each: each.state == "queued").unlink()
            lines._move(RefundState.CANCELLED)
            refund._log(self.env._("Given up."))
        self.sudo()._start_next(self.sudo().order_id)

    def action_say_how_much(self):
        """Say how much La Redoute refunds of what it began by itself."""
        self.ensure_one()
        check_role(self, MANAGER)
        return self.env["laredoute.refund.request"]._open(self.order_id, refund=self)

    def action_open_order(self):
        self.ensure_one()
        check_role(self, USER)
        return {
            "type": "ir.actions.act_window",
            "res_model": "laredoute.order",
            "res_id": self.order_id.id,
            "view_mode": "form",
        }

    # --------------------------------------------------------- business methods
    def _log(self, text):
        """Note on refund and order what the person at the keyboard did."""
        author = self.env.user.partner_id.id
        for refund in self:
            refund.message_post(body=text, author_id=author)
            named = f"{refund.name}: {text}"
            refund.order_id.message_post(body=named, author_id=author)

    def _waits_for(self):
        """Return what holds a refund that was not sent, as its sentence has it."""
        self.ensure_one()
        if self.state != RefundState.QUEUED.value:
            return ""
        account = self.account_id
        if account.phase not in SENDING_PHASES or not account.switch_fulfilment:
            return "account"
        queued = self.line_ids.filtered(lambda line: line.state == self.state)
        shipped_first = any(
            not line._may_go(LineStatus(line.order_line_id.status)) for line in queued
        )
        return "shipment" if shipped_first else ""

    @api.model
    def _next_name(self, order):
        """Return the number of the next refund of an order."""
        return f"{order.remote_id}/R{len(order.refund_ids) + 1}"
