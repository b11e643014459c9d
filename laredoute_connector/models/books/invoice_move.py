# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invoices of La Redoute's orders, and whether their totals are La Redoute's."""

from collections import defaultdict
from decimal import Decimal

from odoo import fields, models

from ..common import cents


class AccountMove(models.Model):
    _inherit = "account.move"

    # of everybody who keeps the books: the order itself shows to La Redoute's people
    laredoute_order_id = fields.Many2one(
        "laredoute.order",
        "La Redoute Order",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    # who sees the invoice may know when it was paid, and with what
    laredoute_paid_at = fields.Datetime(
        related="laredoute_order_id.paid_at", string="Paid by La Redoute"
    )
    laredoute_settlement_id = fields.Many2one(
        related="laredoute_order_id.settlement_id", string="La Redoute Payout"
    )
    laredoute_automatic = fields.Boolean(
        "Made by La Redoute's Policy",
        readonly=True,
        copy=False,
        help="It is posted by itself as soon as its total is La Redoute's.",
    )

    # what the month end looks at, beside years of what is settled
    _laredoute_open = models.Index(
        "(laredoute_order_id) WHERE laredoute_order_id IS NOT NULL"
        " AND (state = 'draft' OR payment_state IN ('not_paid', 'partial'))"
    )
    _laredoute_drafts = models.Index(
        "(laredoute_order_id) WHERE laredoute_automatic IS TRUE AND state = 'draft'"
    )

    def write(self, vals):
        """A draft that a person corrects agrees, or not, at once."""
        result = super().write(vals)
        if {"invoice_line_ids", "line_ids"} & vals.keys():
            self.sudo().filtered("laredoute_automatic")._laredoute_compare()
        return result

    def unlink(self):
        ours = self.sudo().filtered("laredoute_automatic")
        ours._laredoute_compare()
        ours.laredoute_order_id.account_id._wake("invoice_orders")
        return super().unlink()

    def _laredoute_compare(self):
        self.laredoute_order_id._compare_again()

    def copy_data(self, default=None):
        """What reverses or corrects an invoice is of its order; a mere copy is not."""
        copies = super().copy_data(default)
        if self.env.context.get("include_business_fields"):
            for move, values in zip(self, copies, strict=True):
                if move.laredoute_order_id:
                    values.setdefault("laredoute_order_id", move.laredoute_order_id.id)
        return copies

    def _laredoute_waiting(self):
        """Return the drafts that policy made; one that a person reopened is theirs."""
        return self.filtered(
            lambda move: (
                move.state == "draft"
                and move.laredoute_automatic
                and not move.posted_before
            )
        )

    def action_open_laredoute_order(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "laredoute.order",
            "res_id": self.laredoute_order_id.id,
            "view_mode": "form",
        }

    def _laredoute_agrees(self):
        """Return those whose total is La Redoute's, to the cent."""
        theirs = self._laredoute_totals()
        return self.filtered(lambda move: cents(move.amount_total) == theirs[move])

    def _laredoute_totals(self):
        """Return {invoice: what the buyer paid for what it invoices, as Decimal}.

        The goods with their eco fees; the delivery fee of the order with the first of
        its invoices. All VAT included.
        """
        pieces = defaultdict(lambda: defaultdict(float))
        for item in self.invoice_line_ids:
            for line in item.sale_line_ids.laredoute_line_id:
                unit = item.sale_line_ids[:1].product_uom_id
                pieces[item.move_id][line] += item.product_uom_id._compute_quantity(
                    item.quantity, unit
                )
        return {
            move: sum(
                (
                    cents(
                        Decimal(str(min(number, line.quantity))) * line._exact_price()
                    )
                    for line, number in pieces[move].items()
                ),
                move._laredoute_fee(),
            )
            for move in self
        }

    def _laredoute_fee(self):
        """Return the delivery fee that no other invoice of the order holds."""
        order = self.laredoute_order_id
        others = (order.invoice_ids - self).filtered(
            lambda move: move.move_type == "out_invoice" and move.state != "cancel"
        )
        fees = others.invoice_line_ids.filtered(
            lambda item: any(item.sale_line_ids.mapped("is_delivery"))
        )
        charged = sum((cents(item.price_total) for item in fees), cents(0))
        return max(cents(order._delivery_fee()) - charged, cents(0))
