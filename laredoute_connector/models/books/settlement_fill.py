# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The lines of a payout without a statement: what turned paid in its period."""

import pytz

from odoo import Command, models
from odoo.exceptions import UserError

from ...marketplace.refunds import RefundState
from ..common import cents, utc
from ..flow.schedule import moment_of
from .paid import IN_BOOKS
from .settlement_line import PAYING


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
            values = one.sudo()._prepare_period()
            if not values:
                raise UserError(
                    self.env._(
                        "La Redoute paid nothing in the period of %s that is in no "
                        "other payout.",
                        one.name,
                    )
                )
            one.line_ids = [Command.clear(), *map(Command.create, values)]
            one.action_match()

    def _prepare_period(self):
        """Return the values of all amounts of the period."""
        paid = self._paid_lines()
        return [*self._prepare_paid(paid), *self._prepare_taken_back(paid)]

    def _moments(self):
        """Return the begin and the end of the period, by the days of the shop."""
        days = ((self.date_from, 0), (self.date_to, 24))
        return [moment_of(day, hour, self.account_id.tz) for day, hour in days]

    def _paid_lines(self):
        """Return the lines that turned paid in the period, and are in no payout."""
        self.ensure_one()
        begin, end = self._moments()
        lines = self.env["laredoute.order.line"].search(
            [
                ("account_id", "=", self.account_id.id),
                *(("paid_at", ">=", begin), ("paid_at", "<", end)),
            ],
            order="order_id, id",
        )
        return lines - self._stated_elsewhere(lines)

    def _stated_elsewhere(self, lines):
        """Return those of some order lines that a posted payout states as sold."""
        rows = self.env["laredoute.settlement.line"]._read_group(
            [
                ("order_id", "in", lines.order_id.ids),
                ("settlement_id.state", "in", IN_BOOKS),
                ("kind", "in", PAYING),
            ],
            ["order_id", "line_ref"],
        )
        known = {(order, ref or "") for order, ref in rows}
        return lines.filtered(
            lambda line: (
                # one without numbers states all of its order
                {(line.order_id, line.remote_id), (line.order_id, "")} & known
            )
        )

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
                    yield self._prepare_amount(line, kind, amount, line.paid_at)

    def _prepare_taken_back(self, paid):
        """Yield what was refunded in the period of lines that were paid before it."""
        begin, end = self._moments()
        backs = self.env["laredoute.refund.line"].search(
            [
                ("account_id", "=", self.account_id.id),
                ("state", "=", RefundState.REFUNDED.value),
                ("refund_id.amount_known", "=", True),
                *(("since", ">=", begin), ("since", "<", end)),
                ("order_line_id.paid_at", "!=", False),
                ("order_line_id", "not in", paid.ids),
            ],
            order="order_line_id, id",
        )
        for back in backs:
            amount = -cents(back.amount)
            yield self._prepare_amount(back.order_line_id, "refund", amount, back.since)

    def _prepare_amount(self, line, kind, amount, moment):
        zone = pytz.timezone(self.account_id.tz or "UTC")
        return {
            "kind": kind,
            "amount": float(amount),
            "order_ref": line.order_id.remote_id,
            "line_ref": line.remote_id,
            "label": line.product_id.display_name,
            "date": utc(moment).astimezone(zone).date(),
        }


def _refunded(line):
    """Return what La Redoute refunded of an order line, as Decimal."""
    granted = line.refund_line_ids.filtered(
        lambda back: (
            back.state == RefundState.REFUNDED.value and back.refund_id.amount_known
        )
    )
    return sum((cents(back.amount) for back in granted), cents(0))
