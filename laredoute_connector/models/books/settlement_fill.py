# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The lines of a payout without a statement: what turned paid in its period."""

from odoo import Command, models
from odoo.exceptions import UserError

from ...marketplace.refunds import RefundState
from ..common import cents
from ..flow.schedule import moment_of
from .paid import IN_BOOKS


class LaredouteSettlement(models.Model):
    _inherit = "laredoute.settlement"

    def action_fill(self):
        """Enter what La Redoute paid in the period, and is in no other payout.

        The commission is what the shop's rates make of it; where none holds there is
        none. What La Redoute transfers stays for a person to enter.

        :raises UserError: where the period is missing, or nothing was paid in it
        """
        self._check_keeper()
        self._check_draft()
        for one in self:
            if not one.date_from or not one.date_to:
                raise UserError(
                    self.env._("%s has no period: say from when until when.", one.name)
                )
            lines = one.sudo()._paid_lines()
            if not lines:
                raise UserError(
                    self.env._(
                        "La Redoute paid nothing in the period of %s that is in no "
                        "other payout.",
                        one.name,
                    )
                )
            one.write(
                {
                    "line_ids": [
                        Command.clear(),
                        *map(Command.create, one._prepare_paid(lines)),
                    ]
                }
            )
            one.action_match()

    def _paid_lines(self):
        """Return the order lines that turned paid in the period, of the shop's days."""
        self.ensure_one()
        begin, end = (
            moment_of(day, hour, self.account_id.tz)
            for day, hour in ((self.date_from, 0), (self.date_to, 24))
        )
        lines = self.env["laredoute.order.line"].search(
            [
                ("account_id", "=", self.account_id.id),
                *(("paid_at", ">=", begin), ("paid_at", "<", end)),
                ("order_id.owed_amount", "!=", 0),
            ],
            order="order_id, id",
        )
        return lines - self._stated_elsewhere(lines)

    def _stated_elsewhere(self, lines):
        """Return those of some order lines that a posted payout states by number."""
        stated = self.env["laredoute.settlement.line"].search_fetch(
            [
                ("order_id", "in", lines.order_id.ids),
                ("settlement_id.state", "in", IN_BOOKS),
                ("line_ref", "!=", False),
            ],
            ["order_id", "line_ref"],
        )
        known = {(each.order_id, each.line_ref) for each in stated}
        return lines.filtered(lambda line: (line.order_id, line.remote_id) in known)

    def _prepare_paid(self, lines):
        """Yield the values of the amounts of order lines."""
        settings = self.books_settings_id.sudo()
        expected = self.env["laredoute.commission.rate"].sudo()._expected(lines)
        for line in lines:
            fee, commission = cents(line.delivery_fee), expected.get(line.id, cents(0))
            amounts = (
                ("sale", cents(line.amount) - fee),
                ("delivery", fee),
                ("refund", -_refunded(line)),
                ("commission", -commission),
                ("commission_vat", -settings._commission_vat(commission)),
            )
            for kind, amount in amounts:
                if amount:
                    yield {
                        "kind": kind,
                        "amount": float(amount),
                        "order_ref": line.order_id.remote_id,
                        "line_ref": line.remote_id,
                        "label": line.product_id.display_name,
                        "date": line.paid_at,
                    }


def _refunded(line):
    """Return what La Redoute refunded of an order line, as Decimal."""
    granted = line.refund_line_ids.filtered(
        lambda back: (
            back.state == RefundState.REFUNDED.value and back.refund_id.amount_known
        )
    )
    return sum((cents(back.amount) for back in granted), cents(0))
