# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Stock covered an acceptance when it was decided: whether it still does.

Between the decision and its request somebody may sell the same unit, in Odoo or to a
buyer of another account. So stock is looked at again in the transaction that sends.
"""

from datetime import timedelta

from odoo import api, fields, models

from ...marketplace.port import Scope
from ...marketplace.statuses import DecisionKind
from ..offer.stock import Stock
from ..order.promised import without_delivery
from ..order.status import UNANSWERED

#: a unit that somebody reserves at this moment is looked at again this soon
LOOK_AGAIN = timedelta(minutes=1)


class LaredouteOperation(models.Model):
    _inherit = "laredoute.operation"

    only_in_stock = fields.Boolean(
        readonly=True,
        help="Accepted because stock covers it: taken back if that is sold before La "
        "Redoute is informed.",
    )

    @api.model
    def _take_back_uncovered(self, account):
        """Take back the account's acceptances whose units were sold meanwhile.

        The safety is not held back here: a person may have given it away.

        Those of all accounts that share the warehouse are looked at in the order in
        which they were decided, so that of two that count on the same unit one goes.
        """
        accepted = self._covered(account)
        if account not in accepted.account_id:
            return
        lines = accepted.order_line_id
        stock = Stock(account, lines.product_id, apart=lines)
        busy, later = self._busy_products(stock), fields.Datetime.now() + LOOK_AGAIN
        waiting, gone = self.browse(), self.browse()
        for operation in accepted:
            product = operation.product_id.id
            if stock.parts(product).keys() & busy:
                waiting |= operation
            elif not stock.take(product, operation.order_line_id.quantity, "there"):
                gone |= operation
        waiting = waiting.filtered(
            lambda each: (
                each.account_id == account
                # what backs off already does so for longer
                and (each.next_attempt_at or later) <= later
            )
        )
        if waiting:
            waiting.next_attempt_at = later
            account._wake("send_operations", later)
        gone.filtered(lambda each: each.account_id == account)._take_back()

    @api.model
    def _covered(self, account):
        """Acceptances that wait, and that stock is to cover when they are sent."""
        return self.search(
            [
                without_delivery("order_line_id.sale_line_id"),
                ("account_id.warehouse_id", "=", account.warehouse_id.id),
                ("kind", "=", DecisionKind.ACCEPT.value),
                ("state", "=", "queued"),
                ("only_in_stock", "=", True),
                # of a dead line nothing is sent, and a delivery holds its own units
                ("order_line_id.status", "in", UNANSWERED),
            ],
            order="id",
        )

    @api.model
    def _busy_products(self, stock):
        """Hold the stock until the request is written; return what others hold now.

        Nobody waits for a lock: what is being reserved at this moment is looked at
        again once it is.
        """
        quants = stock.quants()
        held = quants.try_lock_for_update(allow_referencing=True)
        return set((quants - held).product_id.ids)

    def _take_back(self):
        """Undo acceptances that were never sent; their orders are decided afresh."""
        accounts = self.account_id
        for order, operations in self.grouped("order_id").items():
            scopes = order.account_id._capabilities().decisions
            if scopes.get(DecisionKind.ACCEPT) is Scope.ORDER:
                # one line alone cannot be accepted
                operations = order.operation_ids.filtered(
                    lambda each: (
                        DecisionKind(each.kind) is DecisionKind.ACCEPT
                        and each.state == "queued"
                    )
                )
            products = operations.order_line_id.product_id
            operations.unlink()
            order.message_post(
                body=self.env._(
                    "Its acceptance was not sent to La Redoute: %s was sold meanwhile.",
                    ", ".join(products.mapped("display_name")),
                )
            )
            order.state = "new"
        accounts._wake("process_orders")
