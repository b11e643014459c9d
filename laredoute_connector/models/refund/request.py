# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Requesting a refund: never above what was paid, nor beyond what is left of it."""

from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...marketplace.statuses import DecisionKind
from ..flow.races import race_is_conflict
from ..order.elsewhere import describe_elsewhere, is_elsewhere
from .states import UNFINISHED


class Part(NamedTuple):
    """What of one line is to be refunded.

    :ivar line: the ``laredoute.order.line``
    :ivar quantity: pieces; 0 where a part of the price is refunded
    :ivar goods: of the price, in euros; None: what the pieces cost
    :ivar fee: whether the delivery fee is refunded as well
    """

    line: models.BaseModel
    quantity: int
    goods: float | None
    fee: bool


class LaredouteRefund(models.Model):
    _inherit = "laredoute.refund"

    @api.model
    def _request(self, order, parts, reason, note=""):
        """Have La Redoute refund parts of an order, as soon as it is their turn.

        :param order: one ``laredoute.order``
        :param parts: a :class:`Part` for each line
        :param reason: ``laredoute.reason``, or an empty one
        :return: the refund
        :raises UserError: where La Redoute takes none, or there is not that much left
        """
        self._check_refundable(order)
        # of two who request the same one is first
        order._lock_rows()
        lines = [part.line._prepare_refund(part) for part in parts]
        if not lines:
            raise UserError(self.env._("Nothing is to be refunded."))
        with race_is_conflict():
            refund = self.create(
                {
                    "name": self._next_name(order),
                    "order_id": order.id,
                    "reason_id": reason.id,
                    "note": note,
                    "line_ids": [Command.create(values) for values in lines],
                }
            )
        refund.line_ids._note_given_back()
        refund._log(
            self.env._("%(amount)s requested: %(reason)s", **refund._words(reason))
        )
        self._start_next(order)
        # of what will not leave the buyer has the money: the rest is all of it
        order._ship_what_left()
        order._compare()
        return refund

    @api.model
    def _check_refundable(self, order):
        """Raise a UserError where no refund of an order can be requested from here."""
        account = order.account_id
        if not account.active:
            raise UserError(
                self.env._(
                    "%s is archived: nothing goes to La Redoute any more. Refund the "
                    "buyer on La Redoute's own site.",
                    account.name,
                )
            )
        if is_elsewhere(order):
            raise UserError(describe_elsewhere(account))
        if DecisionKind.REFUND not in account._capabilities().decisions:
            raise UserError(
                self.env._(
                    "The account's platform takes no refund from here: refund the "
                    "buyer on La Redoute's own site. It then shows here by itself."
                )
            )
        if not account.switch_fulfilment:
            raise UserError(
                self.env._(
                    "“Fulfilment” is switched off on %s: nothing goes to La Redoute. "
                    "Switch it on, or refund the buyer on La Redoute's own site.",
                    account.name,
                )
            )

    def _words(self, reason):
        return {
            "amount": self.currency_id.format(self.amount),
            "reason": reason.name or self.env._("without a reason"),
        }

    def _say_how_much(self, parts):
        """Note how much La Redoute refunds of what it began by itself.

        :param parts: a :class:`Part` for each line
        :raises UserError: where that is more than the buyer paid
        """
        self.ensure_one()
        if self.amount_known:
            raise UserError(self.env._("The amount of %s is known.", self.name))
        if {part.line for part in parts} != set(self.line_ids.order_line_id):
            raise UserError(self.env._("Say of each line how much La Redoute refunds."))
        for part in parts:
            line = self.line_ids.filtered(
                lambda each, part=part: each.order_line_id == part.line
            )
            values = part.line._prepare_refund(part, without=line)
            line.write({name: values[name] for name in ("quantity", "goods", "fee")})
        self.amount_known = True
        self._log(
            self.env._("La Redoute refunds %s.", self.currency_id.format(self.amount))
        )
        self.order_id._compare()


class LaredouteRefundLine(models.Model):
    _inherit = "laredoute.refund.line"

    def _check_alone(self):
        """Raise a UserError where another refund of the order line is under way."""
        others = (self.order_line_id.refund_line_ids - self).filtered(
            lambda each: each.state in UNFINISHED
        )
        if others:
            words = f"{self.display_name}: {self.order_line_id._not_refundable()}"
            raise UserError(words)

    def _check_left(self):
        """Raise a UserError where less is left of a line than it is to refund."""
        self.ensure_one()
        part = Part(self.order_line_id, self.quantity, self.goods, self.fee > 0)
        values = self.order_line_id._prepare_refund(part, without=self)
        self.unshipped = values["unshipped"]
