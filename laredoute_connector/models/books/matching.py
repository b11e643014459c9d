# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which open items of an order belong together, and their reconciliation."""

from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL

from .clearing import by_customer

# open receivable items of invoices and credit notes, whatever reopens the sale order
_OPEN = """
WITH moves AS (
    SELECT inbox.id AS order_id, item.move_id
      FROM laredoute_order inbox
      JOIN sale_order_line sold ON sold.order_id = inbox.sale_order_id
      JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = sold.id
      JOIN account_move_line item ON item.id = rel.invoice_line_id
     WHERE inbox.id = ANY(%(orders)s)
     UNION
    SELECT inbox.id, item.move_id
      FROM laredoute_order inbox
      JOIN sale_order_line sold ON sold.order_id = inbox.sale_order_id
      JOIN account_move_line item ON item.laredoute_sale_line_id = sold.id
     WHERE inbox.id = ANY(%(orders)s)
)
SELECT moves.order_id, item.id
  FROM moves
  JOIN account_move_line item ON item.move_id = moves.move_id
  JOIN account_account account ON account.id = item.account_id
 WHERE item.parent_state = 'posted' AND NOT item.reconciled
   AND account.account_type = 'asset_receivable'
 ORDER BY item.date_maturity, item.id
"""


class LaredouteClearing(models.AbstractModel):
    _inherit = "laredoute.clearing"

    @api.model
    def _match_loose(self, orders):
        """Match what is open of each order with each other, before anything is made.

        A payment that an edited invoice let go, and a credit note with its invoice,
        unless La Redoute took money back for it.

        :return: {order's id: open items of its invoices and credit notes}
        """
        items = self._open_items(orders)
        loose = (
            self.env["account.move.line"]
            .search(
                [
                    ("payment_id.laredoute_order_id", "in", orders.ids),
                    *(("parent_state", "=", "posted"), ("reconciled", "=", False)),
                    ("account_id.account_type", "=", "asset_receivable"),
                ]
            )
            .grouped(lambda item: item.payment_id.laredoute_order_id.id)
        )
        plan = []
        for order in orders:
            own = loose.get(order.id, self.env["account.move.line"])
            if not own and order.to_register:
                continue
            plan += [
                group
                for group in by_customer(own | items[order.id])
                if len({item.balance > 0 for item in group}) == 2
            ]
        if not plan:
            return items
        self.env["account.move.line"]._reconcile_plan(plan)
        return self._open_items(orders)

    @api.model
    def _open_items(self, orders):
        """Return {order: its open receivable items}, of invoices and credit notes."""
        self.env.flush_all()
        rows = self.env.execute_query(SQL(_OPEN, orders=orders.ids))
        found = defaultdict(self.env["account.move.line"].browse)
        for order_id, item_id in rows:
            found[order_id] |= found[order_id].browse(item_id)
        return found

    @api.model
    def _reconcile(self, payments, groups):
        """Reconcile payments with the items that they pay.

        :param groups: the items of each payment, in the order of these
        """
        plan = []
        for payment, items in zip(payments, groups, strict=True):
            own = payment.move_id.line_ids.filtered(
                lambda line, items=items: line.account_id == items.account_id
            )
            plan.append(items | own)
        self.env["account.move.line"]._reconcile_plan(plan)

    @api.model
    def _match_payouts(self, orders, clearing):
        """Reconcile what was registered of some orders with the payouts that pay it.

        :param orders: of one shop
        :param clearing: the account that holds what La Redoute owes
        """
        items = self.env["account.move.line"].search(
            [
                *(("account_id", "=", clearing.id), ("reconciled", "=", False)),
                ("parent_state", "=", "posted"),
                *("|", ("laredoute_order_id", "in", orders.ids)),
                ("payment_id.laredoute_order_id", "in", orders.ids),
            ]
        )
        plan = []
        by_order = items.grouped(
            lambda item: item.laredoute_order_id or item.payment_id.laredoute_order_id
        )
        for found in by_order.values():
            signs = {item.amount_residual > 0 for item in found}
            if len(signs) == 2:
                plan.append(found)
        if plan:
            self.env["account.move.line"]._reconcile_plan(plan)
