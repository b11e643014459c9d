# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The outbox of decisions: one about one order line, sent to La Redoute once."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...marketplace.statuses import ALLOWS, DecisionKind, LineStatus, is_proved
from ..common import MANAGER, check_role
from ..flow.races import race_is_conflict
from ..order.elsewhere import describe_elsewhere, is_elsewhere
from .grouping import document_key, family, idempotency_key

#: what La Redoute says so soon after a lost answer may not be its last word
SETTLE = timedelta(minutes=1)


class LaredouteOperation(models.Model):
    _name = "laredoute.operation"
    _description = "La Redoute Operation"
    _check_company_auto = True
    _order = "id desc"

    order_line_id = fields.Many2one(
        "laredoute.order.line",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    order_id = fields.Many2one(related="order_line_id.order_id", store=True, index=True)
    account_id = fields.Many2one(related="order_id.account_id", store=True, index=True)
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    product_id = fields.Many2one(related="order_line_id.product_id")
    line_status = fields.Selection(related="order_line_id.status", string="Line Status")
    kind = fields.Selection(
        [
            ("accept", "Accept"),
            ("refuse", "Refuse"),
            ("out_of_stock", "Out of stock"),
            ("ship", "Shipped"),
            ("refund", "Refund"),
        ],
        required=True,
        readonly=True,
    )
    # Who moves the state:
    #
    #   queued ──cron──▶ sending ──OK──▶ sent ──La Redoute's status──▶ confirmed
    #     ▲  ▲              │ ├──KO──▶ refused ──a person──▶ queued
    #     │  └─nothing taken┘ └─no answer─▶ unknown ──requested: done──▶ confirmed
    #     └────────────────requested: not taken────┘
    state = fields.Selection(
        [
            ("queued", "Queued"),
            ("sending", "Sending"),
            ("sent", "Sent"),
            ("confirmed", "Confirmed"),
            ("refused", "Refused"),
            ("unknown", "Unknown outcome"),
        ],
        required=True,
        default="queued",
        readonly=True,
        index=True,
    )
    idempotency_key = fields.Char(required=True, readonly=True)
    message = fields.Char(readonly=True)
    refused_status = fields.Char(
        "Line Status when Refused", readonly=True, help="What the line showed then."
    )
    sent_status = fields.Char(
        "Line Status when Sent", readonly=True, help="What the line showed then."
    )
    attempts = fields.Integer(readonly=True)
    alone = fields.Boolean(readonly=True, help="Goes in a request of its own.")
    next_attempt_at = fields.Datetime(readonly=True)
    sent_at = fields.Datetime("Sent at", readonly=True)
    exchange_id = fields.Many2one(
        "laredoute.exchange", readonly=True, index="btree_not_null"
    )
    picking_id = fields.Many2one(
        "stock.picking", "Delivery", readonly=True, index="btree_not_null"
    )
    refund_line_id = fields.Many2one(
        "laredoute.refund.line", readonly=True, index="btree_not_null"
    )
    refund_attempt = fields.Integer(readonly=True)
    reason_id = fields.Many2one("laredoute.reason", readonly=True)
    shipped_at = fields.Datetime(readonly=True)
    tracking_number = fields.Char(readonly=True)
    carrier = fields.Char(readonly=True)
    tracking_url = fields.Char("Tracking Address", readonly=True)

    _once = models.Constraint(
        "UNIQUE(account_id, idempotency_key)", "This decision was written already."
    )

    @api.depends("kind", "order_line_id.remote_id")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for operation in self:
            line = operation.order_line_id.remote_id
            operation.display_name = f"{kinds.get(operation.kind)} {line}"

    # ----------------------------------------------------------- action methods
    def action_retry(self):
        """Send a refused decision again, after what was wrong is fixed."""
        check_role(self, MANAGER)
        for operation in self.sudo():
            if is_elsewhere(operation.order_id):
                raise UserError(describe_elsewhere(operation.account_id))
            if operation.state != "refused":
                raise UserError(
                    self.env._("%s was not refused.", operation.display_name)
                )
            if operation.refund_line_id:
                raise UserError(
                    self.env._(
                        "Open the refund %s and request it again there.",
                        operation.refund_line_id.refund_id.name,
                    )
                )
            if not operation._is_allowed():
                raise UserError(
                    self.env._(
                        "%(decision)s of order %(order)s cannot be sent again: La "
                        "Redoute shows the line as %(status)s. Open the order to see "
                        "what can be done.",
                        decision=operation.display_name,
                        order=operation.order_id.display_name,
                        status=operation.order_line_id.status_text,
                    )
                )
            operation._check_all_left()
        self.sudo()._enqueue_again()

    def _enqueue_again(self):
        """Queue what was refused again, with the delivery's tracking of now.

        What La Redoute cannot take any more stays refused, and what is not whole.
        """
        refused = self.filtered(lambda each: each.state == "refused")
        for operation in refused.filtered(
            lambda each: each._is_allowed() and each._all_left()
        ):
            operation.write(
                {
                    "state": "queued",
                    "message": False,
                    "attempts": 0,
                    **operation._tracking(),
                }
            )
        self.account_id._wake("send_operations")

    # --------------------------------------------------------- business methods
    @api.model
    def _enqueue(self, lines, kind, **values):
        """Write one decision about each line to the outbox; each is sent once.

        :param lines: order lines of one account
        :param kind: value of a ``DecisionKind``; what cannot be decided on the platform
            is not written
        :param values: fields of the operation (tracking, date…)
        :return: the operations, those that existed already included
        """
        account = lines.account_id
        scope = lines and account._capabilities().decisions.get(DecisionKind(kind))
        if not scope:
            return self.browse()
        self._give_way(lines, DecisionKind(kind))
        document = document_key(values)
        keys = {idempotency_key(kind, scope, line, document): line for line in lines}
        existing = self.search(
            [("account_id", "=", account.id), ("idempotency_key", "in", list(keys))]
        )
        known = set(existing.mapped("idempotency_key"))
        with race_is_conflict():
            created = self.create(
                [
                    {
                        "order_line_id": line.id,
                        "kind": kind,
                        "idempotency_key": key,
                        **values,
                    }
                    for key, line in keys.items()
                    if key not in known
                ]
            )
        return existing | created

    @api.model
    def _give_way(self, lines, kind):
        """An answer about a line that was not sent yet gives way to another one."""
        others = family(kind) - {kind}
        lines.operation_ids.filtered(
            lambda each: each.state == "queued" and DecisionKind(each.kind) in others
        ).unlink()

    def _is_allowed(self):
        """Whether La Redoute takes this decision in the line's present status."""
        self.ensure_one()
        status = LineStatus(self.order_line_id.status)
        allowed = status in ALLOWS[DecisionKind(self.kind)]
        return allowed and not is_elsewhere(self.order_id)

    def _compare_with_line(self):
        """Settle operations by what La Redoute says of their lines now.

        An operation of unknown outcome is sent again only when La Redoute, queried
        after a while, still shows the line as it was before.
        """
        for operation in self:
            status = LineStatus(operation.order_line_id.status)
            kind = DecisionKind(operation.kind)
            taken = operation.state == "sent" and not operation.refund_line_id
            if operation.state in ("confirmed", "sending"):
                continue
            if is_proved(kind, status, operation._is_news()):
                operation._confirm()
            elif status in ALLOWS[kind]:
                operation._settle_not_taken()
                operation._settle_too_early()
            elif taken and status is LineStatus.CANCELLED:
                # La Redoute took it, and cancelled the line before that was read
                operation._confirm()
            elif operation.state != "refused" and status is not LineStatus.UNKNOWN:
                text = operation.order_line_id.status_text
                operation._refuse(
                    self.env._("no longer possible: La Redoute shows it as %s.", text)
                )
        self._settle_requests()

    def _is_news(self):
        """Whether the line came to its status after this decision was sent last."""
        line = self.order_line_id
        if not self.sent_at:
            return False
        if not line.status_at or self.sent_at < line.status_at:
            return True
        # both within a second
        return self.sent_at == line.status_at and self.sent_status != line.status

    def _settle_not_taken(self):
        requested_at = self.order_id.fetched_at
        if (
            self.state == "unknown"
            and requested_at
            # one in the future is of a clock that was wrong once: it says nothing
            and self.sent_at + SETTLE < requested_at <= fields.Datetime.now()
        ):
            self.write(
                {
                    "state": "queued",
                    "next_attempt_at": False,
                    "message": self.env._("La Redoute had not taken it: sent again."),
                    **self._tracking(),
                }
            )

    def _settle_too_early(self):
        """What was refused while the line did not allow it goes once the line does.

        One that was refused while the line allowed it waits for a person.
        """
        if self.refund_line_id:
            # the refund follows by itself
            return
        allowed = {status.value for status in ALLOWS[DecisionKind(self.kind)]}
        if self.refused_status and self.refused_status not in allowed:
            self._enqueue_again()

    def _tracking(self):
        """Return the fields of the parcel's tracking as the delivery has it now."""
        picking = self.picking_id
        sale_line = self.order_line_id.sale_line_id
        return picking._laredoute_tracking(sale_line) if picking else {}

    def _settle_requests(self):
        """A request of unknown outcome is done once its operations are settled."""
        requests = self.exchange_id.filtered(lambda each: each.state == "unknown")
        for request in requests:
            states = set(request.operation_ids.mapped("state"))
            if not states & {"unknown", "sending"}:
                request.write({"state": "done", "done_at": fields.Datetime.now()})

    def _refuse(self, message):
        """La Redoute does not take it: it is shown until another decision goes."""
        self.write(
            {
                "state": "refused",
                "message": message,
                "refused_status": self.order_line_id.status,
            }
        )
