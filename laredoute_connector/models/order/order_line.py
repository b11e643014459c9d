# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One line of an order: La Redoute's word on it, and the ledger of its units."""

from decimal import Decimal

from odoo import api, fields, models

from ...marketplace.agreement.decisions import DECLINES
from ...marketplace.port import Scope
from ...marketplace.refunds import RefundState
from ...marketplace.statuses import ALLOWS, DecisionKind, LineStatus
from ..common import MANAGER, cents, check_role
from .eco_fee import note_fees
from .promised import HOLDING, promised, stock_changed
from .status import (
    ACCEPTED,
    CANCELLED,
    DEAD,
    DECLINED,
    SHIPPABLE,
    SHIPPED,
    STATUSES,
    tone,
)


class LaredouteOrderLine(models.Model):
    _name = "laredoute.order.line"
    _description = "La Redoute Order Line"
    _inherit = ["laredoute.order.line.books"]
    _check_company_auto = True
    _order = "order_id, id"
    _rec_name = "remote_id"

    order_id = fields.Many2one(
        "laredoute.order", required=True, index=True, ondelete="cascade"
    )
    account_id = fields.Many2one(related="order_id.account_id", store=True, index=True)
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    remote_id = fields.Char("Line Number", required=True, readonly=True, index=True)
    status = fields.Selection(STATUSES, required=True, readonly=True, index=True)
    status_tone = fields.Char(compute="_compute_status_tone")
    status_text = fields.Char(
        "Status in La Redoute's Words", readonly=True, help="Shown even when unknown."
    )
    status_at = fields.Datetime("Status Seen at", readonly=True)
    paid_at = fields.Datetime(
        "Paid by La Redoute",
        compute="_compute_paid_at",
        store=True,
        help="When La Redoute was first seen to have paid it; a refund leaves it.",
    )
    ean = fields.Char("EAN", readonly=True, index=True)
    sku = fields.Char("SKU", readonly=True)
    product_id = fields.Many2one(
        "product.product", readonly=True, index="btree_not_null", check_company=True
    )
    substitute_id = fields.Many2one(
        "product.product",
        "Sold Instead",
        readonly=True,
        help="Stands in the sale order for an article whose product is not known.",
    )
    quantity = fields.Integer("Ordered", readonly=True)
    # no Monetary: one of more than two decimals times its quantity makes whole cents
    unit_price = fields.Float(
        digits=(16, 6), readonly=True, help="VAT included, without eco fee."
    )
    eco_fee = fields.Monetary(
        readonly=True,
        help="Paid on top of the price of each unit, VAT included: that of the offer "
        "that La Redoute had accepted when the buyer ordered.",
    )
    delivery_fee = fields.Monetary(readonly=True, help="Of the whole line.")
    amount = fields.Monetary(compute="_compute_amount", store=True)
    # only where it differs from the order's
    delivery = fields.Json(readonly=True, exportable=False, groups=MANAGER)
    quantity_accepted = fields.Integer("Accepted", compute="_compute_ledger")
    quantity_refused = fields.Integer("Refused", compute="_compute_ledger")
    quantity_shipped = fields.Integer("Shipped", compute="_compute_ledger")
    quantity_cancelled = fields.Integer("Cancelled", compute="_compute_ledger")
    quantity_refunded = fields.Integer("Refunded", compute="_compute_ledger")
    amount_refunded = fields.Monetary(compute="_compute_ledger")
    refund_refused_reason = fields.Char(readonly=True)
    unknown_elements = fields.Text(
        readonly=True,
        groups=MANAGER,
        help="What La Redoute says and this connector does not know.",
    )
    sale_line_id = fields.Many2one(
        "sale.order.line", readonly=True, index="btree_not_null", ondelete="set null"
    )
    to_follow = fields.Boolean(
        readonly=True, help="La Redoute changed it since the sale order was made."
    )
    operation_ids = fields.One2many("laredoute.operation", "order_line_id")
    refund_line_ids = fields.One2many("laredoute.refund.line", "order_line_id")
    can_accept = fields.Boolean(compute="_compute_buttons")
    can_refuse = fields.Boolean(compute="_compute_buttons")
    can_give_up = fields.Boolean(compute="_compute_buttons")
    given_back = fields.Boolean(
        readonly=True,
        help="La Redoute gives the buyer's money back, and the goods never left.",
    )

    _once = models.Constraint(
        "UNIQUE(account_id, remote_id)", "This order line of La Redoute exists already."
    )

    # ------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        note_fees(self.env, vals_list)
        lines = super().create(vals_list)
        stock_changed(lines)
        return lines

    def write(self, vals):
        before = self.product_id if "product_id" in vals else self.product_id.browse()
        result = super().write(vals)
        if HOLDING & vals.keys():
            stock_changed(self, before)
        return result

    # ---------------------------------------------------------- compute methods
    @api.depends("status")
    def _compute_status_tone(self):
        for line in self:
            line.status_tone = tone(line.status)

    @api.depends("status")
    def _compute_paid_at(self):
        for line in self:
            paid = line.status == LineStatus.PAID.value
            seen = paid and (line.status_at or fields.Datetime.now())
            line.paid_at = line.paid_at or seen

    @api.depends("quantity", "unit_price", "eco_fee", "delivery_fee")
    def _compute_amount(self):
        for line in self:
            paid = float(line._exact_price())
            line.amount = line.quantity * paid + line.delivery_fee

    @api.depends("quantity", "status", "refund_line_ids.state")
    def _compute_ledger(self):
        for line in self:
            status, quantity = line.status, line.quantity
            line.quantity_accepted = quantity if status in ACCEPTED else 0
            line.quantity_refused = quantity if status in DECLINED else 0
            line.quantity_shipped = quantity if status in SHIPPED else 0
            line.quantity_cancelled = quantity if status in CANCELLED else 0
            refunded = line.refund_line_ids.filtered(
                lambda each: each.state == RefundState.REFUNDED.value
            )
            line.quantity_refunded = sum(refunded.mapped("quantity"))
            line.amount_refunded = sum(refunded.mapped("amount"))

    @api.depends(
        *("status", "operation_ids.state", "refund_line_ids.state"),
        "order_id.handled_elsewhere",
    )
    def _compute_buttons(self):
        """What a person may decide of a line alone."""
        for account, lines in self.grouped("account_id").items():
            scopes = account._capabilities().decisions if account else {}
            alone = {kind for kind, scope in scopes.items() if scope is Scope.LINE}
            for line in lines:
                undecided = bool(line._undecided())
                line.can_accept = undecided and DecisionKind.ACCEPT in alone
                line.can_refuse = undecided and DecisionKind.REFUSE in alone
                gives_up = DecisionKind.OUT_OF_STOCK
                there = line._declinable(gives_up) and not line._has_left()
                line.can_give_up = bool(there) and gives_up in alone

    # ----------------------------------------------------------- action methods
    def action_accept(self):
        """Accept one line, once a person knows what is not there of it."""
        check_role(self.order_id, MANAGER)
        question = self.env["laredoute.acceptance"]._question(self._undecided())
        if not question:
            self._decide(DecisionKind.ACCEPT)
            self.order_id._compare()
        return question

    def action_refuse(self):
        """Refuse one line, saying why."""
        return self.env["laredoute.decline"]._open(self, DecisionKind.REFUSE)

    def action_out_of_stock(self):
        """Inform La Redoute that nothing of a line that was paid will come."""
        return self.env["laredoute.decline"]._open(self, DecisionKind.OUT_OF_STOCK)

    # --------------------------------------------------------- business methods
    def _exact_price(self):
        """Return what the buyer paid for one unit, with its eco fee, as Decimal."""
        return Decimal(str(self.unit_price)) + cents(self.eco_fee)

    def _declinable(self, kind):
        """Return the lines of which La Redoute can be informed that nothing comes.

        :param kind: one of ``DECLINES``
        """
        taken = {status.value for status in ALLOWS[kind]}
        return self.filtered(
            lambda line: (
                line.status in taken
                and not line._is_declined()
                and not line.order_id.handled_elsewhere
            )
        )

    def _has_left(self):
        """Whether goods of the line left for the buyer."""
        sale_line = self.sudo().sale_line_id
        return bool(sale_line) and sale_line._laredoute_left() > 0

    def _is_declined(self):
        """Whether La Redoute is being informed that nothing of the line will come."""
        self.ensure_one()
        decided = self.operation_ids.filtered(lambda each: each.state != "refused")
        declines = {kind.value for kind in DECLINES} & set(decided.mapped("kind"))
        live = self.refund_line_ids._counting()
        return bool(declines or live.filtered("unshipped"))

    def _describe_answered(self, kind):
        """Say why none of these lines can be answered, or given up, any more."""
        if kind is not DecisionKind.OUT_OF_STOCK:
            return self.env._(
                "No line of the order waits for an answer any more: each was "
                "answered, or its answer is on its way."
            )
        return self.env._(
            "Nothing of the order can be given up: its goods left, La Redoute is "
            "being informed already, or its buyer has not paid."
        )

    @api.model
    def _promised(self, account, apart, products=None):
        """Return the units that lines hold, see :func:`.promised.promised`."""
        return promised(self, account, apart, products)

    def _pieces_to_leave(self):
        """Return how many are to leave: the buyer has the money of the others back."""
        self.ensure_one()
        back = self.refund_line_ids._counting().filtered(
            lambda each: not each.unshipped
        )
        return max(self.quantity - sum(back.mapped("quantity")), 0)

    def _pieces_sold(self):
        """Return how many the sale order is to hold: what left stays sold."""
        self.ensure_one()
        return self._pieces_to_leave() if self.status in SHIPPABLE else self.quantity

    def _alive(self):
        """Lines of which something is still to be sold, or was."""
        return self.filtered(
            lambda line: line.status not in DEAD and not line.given_back
        )
