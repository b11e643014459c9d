# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Accepting and refusing: by a person's button or by the account's policy.

A decision is written to the outbox, line by line; how lines go together in one call is
the outbox's matter. What the platform does not take is not decided here.
"""

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ...marketplace.port import Scope
from ...marketplace.statuses import DecisionKind
from ..offer.stock import sellable
from .order import WaitingError
from .status import UNANSWERED

#: stock may arrive: orders that wait for it are looked at again this often
LOOK_AGAIN = timedelta(hours=1)
_ANSWERS = (DecisionKind.ACCEPT.value, DecisionKind.REFUSE.value)


class LaredouteOrderLine(models.Model):
    _inherit = "laredoute.order.line"

    # ------------------------------------------------------------ by a person
    def _decide(self, kind):
        """Enqueue a person's answer for the lines that wait for one.

        :param kind: ``DecisionKind.ACCEPT`` or ``REFUSE``
        :raises UserError: when none waits, or the platform does not take this answer
        """
        lines = self.filtered(
            lambda line: line.status in UNANSWERED and not line._has_open_answer()
        )
        if not lines:
            raise UserError(
                self.env._(
                    "No line of the order waits for an answer any more: each was "
                    "answered, or its answer is on its way."
                )
            )
        for account in lines.account_id:
            if kind not in account._capabilities().decisions:
                raise UserError(lines._describe_undecidable(kind))
        lines.sudo()._enqueue_decision(kind)

    def _enqueue_decision(self, kind):
        """Enqueue what a person decided; one that was refused before goes again."""
        self._enqueue(kind)._enqueue_again()

    def _has_open_answer(self):
        """Whether an acceptance or refusal of the line is on its way."""
        self.ensure_one()
        return any(
            operation.kind in _ANSWERS and operation.state != "refused"
            for operation in self.operation_ids
        )

    def _describe_undecidable(self, kind):
        """Return why a person cannot accept, or refuse, from here."""
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
    def _decide_by_policy(self):
        """Accept what can be delivered, line by line, as the account's policy says.

        Where the platform wants one answer for the whole order, all of it is accepted
        or none.

        :return: a WaitingError when a person must decide about some, else None
        """
        account = self.account_id
        waiting = self.filtered(
            lambda line: (
                line.status in UNANSWERED
                and not line.operation_ids
                # what Odoo does not sell is a person's to decide
                and line.sale_line_id.order_id.state not in (False, "cancel")
            )
        )
        if not waiting or not account.switch_fulfilment:
            return None
        scope = account._capabilities().decisions.get(DecisionKind.ACCEPT)
        if not scope:
            return WaitingError(self._describe_undecidable(DecisionKind.ACCEPT))
        if account.acceptance_policy == "manual":
            return WaitingError(
                self.env._("accept or refuse it before %s.", self._deadline())
            )
        accepted = waiting
        if account.acceptance_policy == "stock":
            accepted = waiting._deliverable()
        short = waiting - accepted
        if not short or scope == Scope.LINE:
            accepted._enqueue(DecisionKind.ACCEPT)
        if short:
            return WaitingError(short._describe_shortage(), retry_after=LOOK_AGAIN)
        return None

    def _deliverable(self):
        """Lines that free stock covers, first come first served."""
        left = sellable(self.account_id, self.product_id)
        deliverable = self.browse()
        for line in self:
            if not line.product_id.is_storable or (
                left[line.product_id.id] >= line.quantity
            ):
                left[line.product_id.id] -= line.quantity
                deliverable |= line
        return deliverable

    def _describe_shortage(self):
        products = ", ".join(
            f"{line.quantity} × {line.product_id.display_name}" for line in self
        )
        return self.env._(
            "stock does not cover %(products)s. Receive stock or refuse it before "
            "%(deadline)s; La Redoute then cancels it.",
            products=products,
            deadline=self._deadline(),
        )

    def _deadline(self):
        """Return when an answer must be there, as the account's people read it."""
        order = self.order_id
        local = fields.Datetime.context_timestamp(
            order.with_context(tz=order.account_id.tz), order.answer_before
        )
        return local.strftime("%d/%m/%Y %H:%M")

    # ------------------------------------------------------------- the outbox
    def _enqueue(self, kind, **values):
        """Write one decision per line to the outbox; a decision is sent once.

        :param kind: a ``DecisionKind``, or its value
        :param values: fields of the operation (tracking, date…)
        :return: the operations, those that existed already included
        """
        kind = DecisionKind(kind).value
        return self.env["laredoute.operation"]._enqueue(self, kind, **values)
