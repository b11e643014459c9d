# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One line of an order: La Redoute's word on it, and the ledger of its units."""

from odoo import api, fields, models

from ...marketplace.statuses import FACTS, LineStatus, having
from .order import DEAD_STATUSES, LINE_STATUSES


class LaredouteOrderLine(models.Model):
    _name = "laredoute.order.line"
    _description = "La Redoute Order Line"
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
    status = fields.Selection(LINE_STATUSES, required=True, readonly=True, index=True)
    status_text = fields.Char(
        "Status in La Redoute's Words", readonly=True, help="Shown even when unknown."
    )
    status_at = fields.Datetime("Status Seen at", readonly=True)
    ean = fields.Char("EAN", readonly=True, index=True)
    product_id = fields.Many2one(
        "product.product", readonly=True, index="btree_not_null", check_company=True
    )
    quantity = fields.Integer("Ordered", readonly=True)
    unit_price = fields.Monetary(readonly=True, help="VAT included, without eco fee.")
    delivery_fee = fields.Monetary(readonly=True, help="Of the whole line.")
    amount = fields.Monetary(compute="_compute_amount", store=True)
    quantity_accepted = fields.Integer("Accepted", compute="_compute_ledger")
    quantity_refused = fields.Integer("Refused", compute="_compute_ledger")
    quantity_shipped = fields.Integer("Shipped", compute="_compute_ledger")
    quantity_cancelled = fields.Integer("Cancelled", compute="_compute_ledger")
    quantity_refunded = fields.Integer("Refunded", compute="_compute_ledger")
    refund_refused_reason = fields.Char(readonly=True)
    unknown_elements = fields.Text(
        readonly=True,
        groups="laredoute_connector.group_laredoute_manager",
        help="What La Redoute says and this connector does not know.",
    )
    sale_line_id = fields.Many2one(
        "sale.order.line", readonly=True, index="btree_not_null", ondelete="set null"
    )
    operation_ids = fields.One2many("laredoute.operation", "order_line_id")

    _once = models.Constraint(
        "UNIQUE(account_id, remote_id)", "This order line of La Redoute exists already."
    )

    @api.depends("quantity", "unit_price", "delivery_fee")
    def _compute_amount(self):
        for line in self:
            line.amount = line.quantity * line.unit_price + line.delivery_fee

    @api.depends("quantity", "status")
    def _compute_ledger(self):
        for line in self:
            status, quantity = line.status, line.quantity
            facts = FACTS[LineStatus(status or "unknown")]
            line.quantity_accepted = quantity if facts.accepted else 0
            line.quantity_refused = quantity if facts.declined else 0
            line.quantity_shipped = quantity if facts.shipped else 0
            line.quantity_cancelled = quantity if status == "cancelled" else 0
            line.quantity_refunded = quantity if status == "refunded" else 0

    # --------------------------------------------------------- business methods
    @api.model
    def _promised(self, account, products):
        """Return {product id: units accepted whose sale order reserves none yet}.

        Counts what was, or is about to be, accepted: from the decision until the sale
        order is confirmed and stock itself holds the units.
        """
        waiting = [
            ("account_id.warehouse_id", "=", account.warehouse_id.id),
            ("product_id", "in", products.ids),
            ("status", "in", having("promised")),
            "|",
            ("sale_line_id", "=", False),
            ("sale_line_id.order_id.state", "in", ("draft", "sent")),
            "|",
            ("status", "!=", "to_accept"),
            (
                "operation_ids",
                "any",
                [("kind", "=", "accept"), ("state", "!=", "refused")],
            ),
        ]
        groups = self._read_group(waiting, ["product_id"], ["quantity:sum"])
        return {product.id: quantity for product, quantity in groups}

    def _alive(self):
        """Lines of which something is still to be sold, or was."""
        return self.filtered(lambda line: line.status not in DEAD_STATUSES)

    def _has_open_answer(self):
        """Whether an acceptance or refusal of the line is on its way."""
        self.ensure_one()
        return any(
            operation.kind in ("accept", "refuse") and operation.state != "refused"
            for operation in self.operation_ids
        )

    def _enqueue(self, kind, **values):
        """Write one decision per line to the outbox; a decision is told once.

        :param kind: ``accept``, ``refuse``, ``out_of_stock`` or ``ship``
        :param values: fields of the operation (tracking, date…)
        :return: the operations, those that existed already included
        """
        operations = self.env["laredoute.operation"]
        keys = {f"{kind}:{line.remote_id}": line for line in self}
        existing = operations.search(
            [
                ("account_id", "in", self.account_id.ids),
                ("idempotency_key", "in", list(keys)),
            ]
        )
        told = set(existing.mapped("idempotency_key"))
        created = operations.create(
            [
                {
                    "order_line_id": line.id,
                    "kind": kind,
                    "idempotency_key": key,
                    **values,
                }
                for key, line in keys.items()
                if key not in told
            ]
        )
        return existing | created
