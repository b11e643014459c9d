# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute says of an order, kept as it came, and what was made of it."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...marketplace.statuses import DecisionKind
from ..common import MANAGER, USER, check_role
from .elsewhere import describe_undecidable
from .forget import forget_buyers
from .status import DEAD, RANKS, REFUNDABLE, STATUSES, UNANSWERED, tone


class LaredouteOrder(models.Model):
    _name = "laredoute.order"
    _description = "La Redoute Order"
    _inherit = [
        "laredoute.problem.mixin",
        "laredoute.order.take.over",
        "laredoute.order.books",
    ]
    _check_company_auto = True
    _order = "ordered_at desc, id desc"
    _rec_name = "remote_id"

    account_id = fields.Many2one(
        "laredoute.account", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    remote_id = fields.Char("Order Number", required=True, readonly=True, index=True)
    ordered_at = fields.Datetime("Ordered on", readonly=True)
    status = fields.Selection(
        STATUSES,
        compute="_compute_status",
        store=True,
        tracking=True,
        help="La Redoute's word: that of the line that is least far.",
    )
    status_tone = fields.Char(compute="_compute_status_tone")
    remote_status = fields.Selection(
        STATUSES, readonly=True, help="Of the order itself, where La Redoute says it."
    )
    # What we made of it:
    #
    #   new ──cron──▶ done ──news from La Redoute──▶ new
    #    └───cron──▶ waiting (with its reason) ──retry, or news──▶ new
    state = fields.Selection(
        [("new", "To process"), ("waiting", "Waiting"), ("done", "Up to date")],
        required=True,
        default="new",
        readonly=True,
        index=True,
    )
    waiting_reason = fields.Char("Waits for", readonly=True)
    retry_at = fields.Datetime(readonly=True)
    source = fields.Text(
        readonly=True,
        exportable=False,
        groups=MANAGER,
        help="What La Redoute sent, to the letter.",
    )
    # decoded when the source arrives, and when a person retries
    billing_address = fields.Json(readonly=True, exportable=False, groups=MANAGER)
    delivery = fields.Json(readonly=True, exportable=False, groups=MANAGER)
    digest = fields.Char(readonly=True)
    fetched_at = fields.Datetime(
        "Last News",
        readonly=True,
        help="When La Redoute was last requested and had news of the order.",
    )
    line_ids = fields.One2many("laredoute.order.line", "order_id", readonly=True)
    sale_order_id = fields.Many2one(
        "sale.order", readonly=True, index="btree_not_null", check_company=True
    )
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    operation_ids = fields.One2many("laredoute.operation", "order_id", readonly=True)
    refund_ids = fields.One2many("laredoute.refund", "order_id", readonly=True)
    refund_count = fields.Integer(compute="_compute_counts")
    history_ids = fields.One2many("laredoute.order.history", "order_id", readonly=True)
    operation_count = fields.Integer(compute="_compute_counts")
    # ids, not relations: a contact that is merged into another one is not the order's
    made_contacts = fields.Json(readonly=True, help="Contacts made for this order.")
    # of name, address and phone: whoever has the same is the same buyer
    customer_key = fields.Char(
        readonly=True, index="btree_not_null", exportable=False, groups=MANAGER
    )
    address_digest = fields.Char(
        readonly=True, help="Of the addresses that the sale order was completed with."
    )
    amount_total = fields.Monetary(
        "Total at La Redoute", compute="_compute_amount_total", store=True
    )
    has_eco_fee = fields.Boolean(compute="_compute_has_eco_fee")
    amount_difference = fields.Monetary(
        "Difference",
        compute="_compute_amount_difference",
        store=True,
        help="Total in Odoo less total at La Redoute: must be zero.",
    )
    disagreement_ids = fields.One2many(
        "laredoute.disagreement", "order_id", readonly=True
    )
    agreement = fields.Selection(
        [("agree", "In agreement"), ("warning", "To look at"), ("error", "Problem")],
        compute="_compute_agreement",
        store=True,
        index=True,
        help="Whether La Redoute and Odoo hold the same of the order.",
    )
    answer_before = fields.Datetime(
        readonly=True,
        help="La Redoute cancels the order if it has no answer by then.",
    )
    can_accept = fields.Boolean(compute="_compute_decisions")
    can_refuse = fields.Boolean(compute="_compute_decisions")
    can_refund = fields.Boolean(compute="_compute_decisions")
    can_give_up = fields.Boolean(compute="_compute_decisions")
    undecidable = fields.Char(compute="_compute_decisions")
    handled_by = fields.Selection(related="account_id.handled_by")
    relay = fields.Boolean("Relay Delivery", readonly=True)
    delivery_mode = fields.Char(readonly=True, help="In La Redoute's words.")
    delivery_type = fields.Char(readonly=True, help="In La Redoute's words.")

    _once = models.Constraint(
        "UNIQUE(account_id, remote_id)", "This order of La Redoute exists already."
    )

    # ---------------------------------------------------------- compute methods
    @api.depends("line_ids.status", "remote_status")
    def _compute_status(self):
        for order in self:
            statuses = order.line_ids.mapped("status")
            alive = [status for status in statuses if status not in DEAD]
            least = min(alive or statuses, key=RANKS.get, default=False)
            order.status = order.remote_status or least

    @api.depends("status")
    def _compute_status_tone(self):
        for order in self:
            order.status_tone = tone(order.status)

    @api.depends("line_ids.amount", "line_ids.status", "line_ids.given_back")
    def _compute_amount_total(self):
        for order in self:
            order.amount_total = sum(order.line_ids._alive().mapped("amount"))

    @api.depends("line_ids.eco_fee")
    def _compute_has_eco_fee(self):
        for order in self:
            order.has_eco_fee = any(order.line_ids.mapped("eco_fee"))

    @api.depends("amount_total", "sale_order_id.amount_total", "sale_order_id.state")
    def _compute_amount_difference(self):
        for order in self:
            sale = order.sudo().sale_order_id
            compared = sale and sale.state != "cancel"
            order.amount_difference = (
                sale.amount_total - order.amount_total if compared else 0
            )

    @api.depends("disagreement_ids.severity", "disagreement_ids.kept")
    def _compute_agreement(self):
        for order in self:
            severities = order._open_disagreements().mapped("severity")
            order.agreement = min(severities, default="agree")

    @api.depends(
        *("status", "line_ids.status", "line_ids.can_give_up"),
        *("account_id.handled_by", "handled_elsewhere"),
    )
    def _compute_decisions(self):
        """What a person may decide: what the platform takes, while it waits."""
        for account, orders in self.grouped("account_id").items():
            known = account._capabilities().decisions if account else {}
            for order in orders:
                here = not order.handled_elsewhere
                waits = here and order.status in UNANSWERED
                order.can_accept = waits and DecisionKind.ACCEPT in known
                order.can_refuse = waits and DecisionKind.REFUSE in known
                order.can_give_up = here and any(order.line_ids.mapped("can_give_up"))
                statuses = set(order.line_ids.mapped("status"))
                refunds = here and DecisionKind.REFUND in known
                order.can_refund = refunds and bool(statuses & set(REFUNDABLE))
                missing = [
                    kind
                    for kind in (DecisionKind.ACCEPT, DecisionKind.REFUSE)
                    if waits and kind not in known
                ]
                order.undecidable = describe_undecidable(order, missing)

    @api.depends("refund_ids", "operation_ids")
    def _compute_counts(self):
        for order in self:
            order.refund_count = len(order.refund_ids)
            order.operation_count = len(order.operation_ids)

    # ------------------------------------------------------------- CRUD methods
    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("An order of La Redoute is never deleted: it may come back.")
        )

    # ----------------------------------------------------------- action methods
    def action_retry(self):
        """Decode and process the stored order again, e.g. after a product was fixed."""
        check_role(self, USER)
        for order in self.sudo():
            order._decode_again()
        self.account_id._wake("process_orders")

    def action_accept(self):
        """Accept every line that waits, once a person knows what is not there."""
        check_role(self, MANAGER)
        question = self.env["laredoute.acceptance"]._question(
            self.line_ids._undecided()
        )
        if not question:
            self.line_ids._decide(DecisionKind.ACCEPT)
            self._compare()
        return question

    def action_refuse(self):
        """Refuse every line that waits for an answer, saying why."""
        check_role(self, MANAGER)
        self._check_here()
        lines = self.line_ids._undecided()
        return self.env["laredoute.decline"]._open(lines, DecisionKind.REFUSE)

    def action_out_of_stock(self):
        """Inform La Redoute that what was paid and did not leave will not come."""
        check_role(self, MANAGER)
        lines = self.line_ids.filtered(lambda line: not line._has_left())
        return self.env["laredoute.decline"]._open(lines, DecisionKind.OUT_OF_STOCK)

    def action_open_sale_order(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": self.sale_order_id.id,
            "view_mode": "form",
        }

    def action_open_refunds(self):
        self.ensure_one()
        check_role(self, USER)
        action = self.env["ir.actions.actions"]._for_xml_id(
            "laredoute_connector.laredoute_refund_action"
        )
        action["domain"] = [("order_id", "=", self.id)]
        return action

    def action_refund(self):
        """Choose what of an order La Redoute is to refund."""
        self.ensure_one()
        check_role(self, MANAGER)
        return self.env["laredoute.refund.request"]._open(self)

    def action_open_operations(self):
        self.ensure_one()
        check_role(self, USER)
        action = self.env["ir.actions.actions"]._for_xml_id(
            "laredoute_connector.laredoute_operation_action"
        )
        action["domain"] = [("order_id", "=", self.id)]
        return action

    # --------------------------------------------------------- business methods
    def _wait(self, reason, retry_at=False):
        """Keep the order visible, with its reason, until it can be processed.

        :param reason: a sentence for people
        :param retry_at: naive UTC moment of the next try, False for none
        """
        self.ensure_one()
        reason = reason[:1].upper() + reason[1:]
        self.write({"state": "waiting", "waiting_reason": reason, "retry_at": retry_at})
        self._compare_again()

    @api.model
    def _forget_buyers(self, account, limit):
        return forget_buyers(account, limit)

    # --------------------------------------------------------------- agreement
    def _open_disagreements(self):
        """Those that nobody answers for."""
        return self.disagreement_ids.filtered(lambda each: not each.kept)

    def _compare_again(self):
        """Compare these orders with La Redoute again, soon."""
        if self:
            self.env["laredoute.order.stale"]._collect("order", self.ids)

    def _compare(self):
        """Compare these orders with La Redoute now, and show what is found."""
        # nobody writes disagreements: whoever presses a button has them compared
        self.env["laredoute.disagreement"].sudo()._compare(self)
