# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What of one order line a refund gives back, and how far La Redoute is with it."""

from datetime import timedelta
from decimal import Decimal

from odoo import api, fields, models

from ...marketplace.refunds import RefundMade, RefundState
from ...marketplace.statuses import LineStatus
from ..common import cents, utc
from ..order.event import note_refunds
from .eco_fee import share_of_price
from .states import STATES, UNFINISHED

#: La Redoute shows a request that it took within minutes
SILENT = timedelta(days=1)


class LaredouteRefundLine(models.Model):
    _name = "laredoute.refund.line"
    _description = "La Redoute Refund Line"
    _check_company_auto = True
    _order = "refund_id, id"

    refund_id = fields.Many2one(
        "laredoute.refund", required=True, readonly=True, index=True, ondelete="cascade"
    )
    order_id = fields.Many2one(related="refund_id.order_id", store=True, index=True)
    account_id = fields.Many2one(related="refund_id.account_id", store=True, index=True)
    company_id = fields.Many2one(related="refund_id.company_id", store=True)
    currency_id = fields.Many2one(related="refund_id.currency_id")
    order_line_id = fields.Many2one(
        "laredoute.order.line",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    product_id = fields.Many2one(related="order_line_id.product_id")
    sale_line_id = fields.Many2one(related="order_line_id.sale_line_id")
    quantity = fields.Integer(
        readonly=True, help="Pieces; 0 where a part of the price is refunded."
    )
    goods = fields.Monetary("Price", readonly=True, help="VAT included.")
    fee = fields.Monetary("Delivery Fee", readonly=True, help="VAT included.")
    amount = fields.Monetary("Total", compute="_compute_amount", store=True)
    # Who moves the state:
    #
    #   queued ──La Redoute took it──▶ sent ──its status──▶ requested ─▶ to_approve
    #     ▲  └───────KO───────┐                       ┌─▶ refused    └▶ refunding
    #     │                   ▼                       │                  └▶ refunded
    #     └──a person── refused, dropped ◀──────its status is another one
    #
    # queued, refused, dropped ──a person──▶ cancelled
    state = fields.Selection(
        STATES,
        required=True,
        readonly=True,
        default=RefundState.QUEUED.value,
        index=True,
    )
    since = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    words = fields.Char("La Redoute's Words", readonly=True)
    unshipped = fields.Boolean(
        "Before Shipping",
        readonly=True,
        help="Its goods had not left: they are not to leave any more.",
    )
    attempt = fields.Integer(readonly=True, help="How often it was requested again.")
    operation_ids = fields.One2many("laredoute.operation", "refund_line_id")

    # one that is refunded stays: another part of the line may be refunded after it
    _once = models.UniqueIndex(
        f"(order_line_id) WHERE state IN {UNFINISHED!r}",
        "This line is being refunded already.",
    )

    @api.depends("goods", "fee")
    def _compute_amount(self):
        for line in self:
            line.amount = line.goods + line.fee

    @api.depends("product_id", "order_line_id")
    def _compute_display_name(self):
        for line in self:
            product = line.product_id.display_name or line.order_line_id.remote_id
            line.display_name = product

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        note_refunds(lines)
        return lines

    # --------------------------------------------------------- business methods
    def _move(self, state, words=False):
        """Bring lines to a state.

        :param state: :class:`RefundState`
        :param words: La Redoute's, where it refused
        """
        moved = self.filtered(lambda line: line.state != state.value)
        if moved:
            now = fields.Datetime.now()
            moved.write({"state": state.value, "since": now, "words": words})
            moved._note_given_back()
            note_refunds(moved)
            moved.order_id._compare_again()

    def _note_given_back(self):
        """Note which order lines are sold no more, since their money goes back."""
        for line in self.order_line_id:
            status = LineStatus(line.status)
            given_back = any(
                each._made().is_given_back(status) for each in line.refund_line_ids
            )
            if line.given_back != given_back:
                # what came to nothing is sold again, if nothing left meanwhile
                line.write({"given_back": given_back, "to_follow": not given_back})
                # the sale order follows, as it follows a cancellation
                line.order_id.state = "new"
                line.account_id._wake("process_orders")

    def _request(self):
        """Return the operation that requests it this time, if there is one."""
        return self.operation_ids.filtered(
            lambda each: each.refund_attempt == self.attempt
        )

    def _requests(self):
        """Return the operations that request these lines this time."""
        return self.operation_ids.browse().union(*(each._request() for each in self))

    def _silent(self):
        """Return lines that La Redoute took and has not shown for a day."""
        before = fields.Datetime.now() - SILENT
        return self.filtered(
            lambda line: line.state == RefundState.SENT.value and line.since < before
        )

    def _left_to_return(self):
        """Return how many of the refunded pieces are still at the buyer's."""
        sale_line = self.sale_line_id
        away = sale_line._laredoute_away()
        return max(min(self.quantity - sale_line._laredoute_returned(), away), 0)

    def _share_of_price(self):
        """Return its amount as La Redoute states prices: see :func:`share_of_price`."""
        self.ensure_one()
        return share_of_price(self)

    def _made(self):
        """Return the pure side's RefundMade of a line."""
        return RefundMade(
            RefundState(self.state),
            utc(self.since),
            quantity=Decimal(self.quantity),
            goods=cents(self.goods),
            fee=cents(self.fee),
            unshipped=self.unshipped,
            words=self.words or "",
            known=self.refund_id.amount_known,
        )
