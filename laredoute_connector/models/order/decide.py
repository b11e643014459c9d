# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Accepting and refusing: by a person's button or by the account's policy.

A decision is written to the outbox, line by line; how lines go together in one call is
the outbox's matter. What the platform does not take is not decided here.
"""

from odoo import models
from odoo.exceptions import UserError

from ...marketplace.agreement.decisions import ANSWERS
from ...marketplace.statuses import DecisionKind
from ..offer.stock import Stock
from .elsewhere import describe_elsewhere
from .policy import decide
from .status import UNANSWERED
from .substitute import article_of


class LaredouteOrderLine(models.Model):
    _inherit = "laredoute.order.line"

    # ------------------------------------------------------------ by a person
    def _decide(self, kind, only_in_stock=True):
        """Enqueue a person's answer for the lines that wait for one.

        :param kind: ``DecisionKind.ACCEPT``
        :param only_in_stock: see :meth:`_enqueue_decision`
        :raises UserError: when none waits, or the platform does not take this answer
        """
        lines = self._undecided()
        self.order_id._check_here()
        if not lines:
            raise UserError(self._describe_answered(kind))
        for account in lines.account_id:
            if kind not in account._capabilities().decisions:
                raise UserError(lines._describe_undecidable(kind))
        lines.sudo()._enqueue_decision(kind, only_in_stock)

    def _enqueue_decision(self, kind, only_in_stock=True, reason=None):
        """Enqueue what a person decided; one that was refused before goes again.

        :param only_in_stock: whether an acceptance is taken back when what stock
            covers now is sold before it is sent
        :param reason: ``laredoute.reason`` of a decision that nothing will come
        """
        for lines in self.grouped("account_id").values():
            operations = lines._enqueue(kind)
            only = only_in_stock and kind is DecisionKind.ACCEPT
            operations.write(
                {"only_in_stock": only, "reason_id": reason.id if reason else False}
            )
            operations._enqueue_again()
        self.order_id._look_again()

    def _undecided(self):
        """Lines that wait for an answer, and whose answer is not on its way."""
        return self.filtered(
            lambda line: (
                line.status in UNANSWERED
                and not line._has_open_answer()
                and not line.order_id.handled_elsewhere
            )
        )

    def _missing_units(self):
        """Say what of these lines is not there to be accepted; else empty.

        The safety may be given away by a person, what others were promised may not.
        """
        missing = []
        for account, lines in self.sudo().grouped("account_id").items():
            stock = Stock(account, lines.product_id)
            loose = stock.untracked
            for line in lines:
                product = line.product_id
                if not product:
                    missing.append(self._describe_unknown(line))
                elif product.id in loose:
                    missing.append(self._describe_untracked(product))
                elif not stock.take(product.id, line.quantity, "there"):
                    units = stock.of(product.id, "there")
                    missing.append(line._describe_missing(units))
        return "\n".join(missing)

    def _describe_untracked(self, product):
        return self.env._(
            "Odoo follows no stock of %s: nobody knows whether there is any.",
            product.display_name,
        )

    def _describe_unknown(self, line):
        return self.env._(
            "%s: no product is known, nobody knows whether there is any.",
            article_of(line),
        )

    def _describe_missing(self, units):
        if units.receipts:
            return self.env._(
                "%(quantity)s × %(product)s: %(there)g can be delivered (on hand "
                "%(on_hand)g, reserved %(reserved)g, sold and not reserved %(sold)g, "
                "accepted at La Redoute %(accepted)g, expected in time %(receipts)g).",
                **self._missing_arguments(units),
                receipts=units.receipts,
            )
        return self.env._(
            "%(quantity)s × %(product)s: %(there)g can be delivered (on hand "
            "%(on_hand)g, reserved %(reserved)g, sold and not reserved %(sold)g, "
            "accepted at La Redoute %(accepted)g).",
            **self._missing_arguments(units),
        )

    def _missing_arguments(self, units):
        return {
            "quantity": self.quantity,
            "product": self.product_id.display_name,
            "there": units.there,
            "on_hand": units.on_hand,
            "reserved": units.reserved,
            "sold": units.sold,
            "accepted": units.accepted,
        }

    def _has_open_answer(self):
        """Whether an acceptance or refusal of the line is on its way."""
        self.ensure_one()
        return any(
            DecisionKind(operation.kind) in ANSWERS and operation.state != "refused"
            for operation in self.operation_ids
        )

    def _describe_undecidable(self, kind):
        """Return why a person cannot accept, refuse, or give up, from here."""
        for account in self.account_id:
            if account.handled_by == "elsewhere":
                return describe_elsewhere(account)
        if kind is DecisionKind.ACCEPT:
            return self.env._(
                "The account's platform takes no acceptance from here: accept the "
                "order on La Redoute's own site."
            )
        return self.env._(
            "The account's platform takes no refusal from here: refuse the order on "
            "La Redoute's own site."
        )

    # -------------------------------------------------------------- by policy
    def _decide_by_policy(self, usual=None):
        """Answer what waits as the account's rules and policy say.

        :param usual: the usual prices of these lines and others, where known
        :return: a WaitingError when a person must decide about some, else nothing
        """
        return decide(self, usual)

    # ------------------------------------------------------------- the outbox
    def _enqueue(self, kind, **values):
        """Write one decision per line to the outbox; a decision is sent once.

        :param kind: a ``DecisionKind``, or its value
        :param values: fields of the operation (tracking, date…)
        :return: the operations, those that existed already included
        """
        kind = DecisionKind(kind).value
        return self.env["laredoute.operation"]._enqueue(self, kind, **values)
