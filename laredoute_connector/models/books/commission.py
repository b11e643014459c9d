# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute is expected to keep of an order, before a payout says it.

Not stored: rates may be entered, or corrected, after the orders they hold for.
"""

from odoo import api, fields, models

from ...marketplace.statuses import having
from ..common import cents

LEFT = having("left")


class LaredouteOrderLineBooks(models.AbstractModel):
    """Part of ``laredoute.order.line``."""

    _inherit = "laredoute.order.line.books"

    # the line's own; amounts need one to stand beside
    currency_id = fields.Many2one("res.currency")
    commission_known = fields.Boolean(
        compute="_compute_expected_commission",
        compute_sudo=True,
        help="A commission rate of the shop holds for it.",
    )
    expected_commission = fields.Monetary(
        compute="_compute_expected_commission",
        compute_sudo=True,
        help="By the rate of its category at the day of the order, without VAT: of "
        "what the buyer paid, VAT and eco fee included, with the delivery fee where "
        "the shop says so.",
    )

    @api.depends("amount", "delivery_fee", "product_id")
    def _compute_expected_commission(self):
        expected = self.env["laredoute.commission.rate"]._expected(self)
        for line in self:
            found = expected.get(line._origin.id)
            line.commission_known = found is not None
            line.expected_commission = float(found or 0)


class LaredouteOrderBooks(models.AbstractModel):
    """Part of ``laredoute.order``."""

    _inherit = "laredoute.order.books"

    commission_known = fields.Boolean(
        compute="_compute_expected_commission",
        compute_sudo=True,
        help="A commission rate of the shop holds for each of its lines.",
    )
    expected_commission = fields.Monetary(
        compute="_compute_expected_commission",
        compute_sudo=True,
        help="By the shop's rates at the day of the order, without VAT: of the lines "
        "that are paid or, before, of those that left. What was refunded changes "
        "nothing: La Redoute may keep its commission of it.",
    )
    expected_commission_vat = fields.Monetary(
        "VAT on Expected Commission",
        compute="_compute_expected_commission",
        compute_sudo=True,
        help="By the shop's tax on commission.",
    )
    expected_payout = fields.Monetary(
        compute="_compute_expected_commission",
        compute_sudo=True,
        help="What the buyer paid for the same lines, less what was refunded of them, "
        "the expected commission and its VAT.",
    )

    @api.depends(
        *("line_ids.amount", "line_ids.paid_at", "line_ids.status"),
        *("refund_ids.line_ids.state", "refund_ids.line_ids.amount"),
    )
    def _compute_expected_commission(self):
        every = self.line_ids
        expected = self.env["laredoute.commission.rate"]._expected(every)
        for order in self:
            # what is read of one order's lines is read of all of them
            lines = order._lines_in_payouts().with_prefetch(every._prefetch_ids)
            found = [expected.get(line._origin.id) for line in lines]
            order.commission_known = bool(found) and None not in found
            commission = vat = payout = cents(0)
            if order.commission_known:
                commission = sum(found, cents(0))
                vat = order.account_id.books_settings_id._commission_vat(commission)
                paid = sum((cents(line.amount) for line in lines), cents(0))
                back = sum((cents(line.amount_refunded) for line in lines), cents(0))
                payout = paid - back - commission - vat
            order.expected_commission = float(commission)
            order.expected_commission_vat = float(vat)
            order.expected_payout = float(payout)

    def _lines_in_payouts(self):
        """Return the lines of an order that a payout states, or is going to."""
        paid = self.line_ids.filtered("paid_at")
        return paid or self.line_ids.filtered(lambda line: line.status in LEFT)
