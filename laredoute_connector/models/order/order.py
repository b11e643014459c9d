# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute says of an order, kept as it came, and what was made of it."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...marketplace.statuses import LineStatus, having

#: nothing of the line is sold
DEAD_STATUSES = having("dead")
#: the buyer paid: the goods are to leave, or have left
CONFIRMED_STATUSES = having("confirmed")

#: La Redoute's words for a line, in the order of its life; also the order's status
LINE_STATUSES = [
    ("to_accept", "Created"),
    ("accepted", "Accepted"),
    ("to_ship", "To ship"),
    ("shipped", "Shipped"),
    ("received", "Received"),
    ("closed", "Closed"),
    ("paid", "Paid"),
    ("to_refund", "To refund"),
    ("to_approve", "To approve"),
    ("refunding", "Refunding"),
    ("refunded", "Refunded"),
    ("refund_refused", "Refund refused"),
    ("refused", "Refused"),
    ("out_of_stock", "Out of stock"),
    ("to_cancel", "To cancel"),
    ("cancelled", "Cancelled"),
    ("incident", "Incident"),
    ("unknown", "Unknown"),
]


class LaredouteOrder(models.Model):
    _name = "laredoute.order"
    _description = "La Redoute Order"
    _inherit = ["laredoute.problem.mixin"]
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
        LINE_STATUSES,
        compute="_compute_status",
        store=True,
        tracking=True,
        help="La Redoute's word: that of the line that is least far.",
    )
    # What we made of it:
    #
    #   new ──cron──▶ done ──La Redoute told news──▶ new
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
        groups="laredoute_connector.group_laredoute_manager",
        help="What La Redoute sent, to the letter.",
    )
    digest = fields.Char(readonly=True)
    fetched_at = fields.Datetime("Last Read at", readonly=True)
    line_ids = fields.One2many("laredoute.order.line", "order_id", readonly=True)
    sale_order_id = fields.Many2one(
        "sale.order", readonly=True, index="btree_not_null", check_company=True
    )
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    operation_ids = fields.One2many("laredoute.operation", "order_id", readonly=True)
    operation_count = fields.Integer(compute="_compute_operation_count")
    amount_total = fields.Monetary(
        "Total at La Redoute", compute="_compute_amount_total", store=True
    )
    amount_difference = fields.Monetary(
        "Difference",
        compute="_compute_amount_difference",
        store=True,
        help="Total in Odoo less total at La Redoute: must be zero.",
    )
    answer_before = fields.Datetime(
        compute="_compute_answer_before",
        store=True,
        help="La Redoute cancels the order if it has no answer by then.",
    )
    relay = fields.Boolean("Relay Delivery", readonly=True)

    _once = models.Constraint(
        "UNIQUE(account_id, remote_id)", "This order of La Redoute exists already."
    )

    # ---------------------------------------------------------- compute methods
    @api.depends("line_ids.status")
    def _compute_status(self):
        rank = {status: index for index, (status, _label) in enumerate(LINE_STATUSES)}
        for order in self:
            statuses = order.line_ids.mapped("status")
            alive = [status for status in statuses if status not in DEAD_STATUSES]
            order.status = min(alive or statuses, key=rank.get, default=False)

    @api.depends("line_ids.amount", "line_ids.status")
    def _compute_amount_total(self):
        for order in self:
            order.amount_total = sum(
                line.amount
                for line in order.line_ids
                if line.status not in DEAD_STATUSES
            )

    @api.depends("amount_total", "sale_order_id.amount_total", "sale_order_id.state")
    def _compute_amount_difference(self):
        for order in self:
            sale = order.sudo().sale_order_id
            compared = sale and sale.state != "cancel"
            order.amount_difference = (
                sale.amount_total - order.amount_total if compared else 0
            )

    @api.depends("status", "ordered_at")
    def _compute_answer_before(self):
        for order in self:
            order.answer_before = (
                order.status == LineStatus.TO_ACCEPT
                and order.ordered_at
                and order.ordered_at + order.account_id._capabilities().answer_within
            )

    @api.depends("operation_ids")
    def _compute_operation_count(self):
        for order in self:
            order.operation_count = len(order.operation_ids)

    # ------------------------------------------------------------- CRUD methods
    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("An order of La Redoute is never deleted: it may come back.")
        )

    # ----------------------------------------------------------- action methods
    def action_retry(self):
        """Process the stored order again, e.g. after its product was fixed."""
        self.check_access("write")
        self.sudo().write({"state": "new", "waiting_reason": False, "retry_at": False})
        self.env["laredoute.account"]._trigger_flow("process_orders")

    def action_accept(self):
        """Accept every line that waits for an answer."""
        self._decide("accept")

    def action_refuse(self):
        """Refuse every line that waits for an answer."""
        self._decide("refuse")

    def _decide(self, kind):
        self.check_access("write")
        if not self.env.user.has_group("laredoute_connector.group_laredoute_manager"):
            raise AccessError(
                self.env._("Only a La Redoute manager accepts or refuses orders.")
            )
        lines = self.line_ids.filtered(
            lambda line: (
                line.status == LineStatus.TO_ACCEPT and not line._has_open_answer()
            )
        )
        if not lines:
            raise UserError(
                self.env._(
                    "No line of the order waits for an answer any more: each was "
                    "answered, or its answer is on its way."
                )
            )
        lines.sudo()._enqueue(kind)
        self.sudo()._problem_solved()
        self.env["laredoute.account"]._trigger_flow("send_operations")

    def action_open_sale_order(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": self.sale_order_id.id,
            "view_mode": "form",
        }

    def action_open_operations(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "laredoute_connector.laredoute_operation_action"
        )
        action["domain"] = [("order_id", "=", self.id)]
        return action

    # --------------------------------------------------------- business methods
    def _wait(self, reason, retry_at=False):
        """Keep the order visible, with its reason, until it can be processed."""
        self.ensure_one()
        reason = reason[:1].upper() + reason[1:]
        self.write({"state": "waiting", "waiting_reason": reason, "retry_at": retry_at})
        self._problem(
            self.env._(
                "Order %(order)s waits: %(reason)s", order=self.remote_id, reason=reason
            )
        )
