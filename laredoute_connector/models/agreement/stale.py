# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which orders are to be compared: rows that are added, and deleted by the comparison.

Whoever changes a sale order, a delivery, an invoice or a decision adds rows, all of one
transaction by one statement when it ends, and none for what is not La Redoute's.
"""

from odoo import api, fields, models
from odoo.tools import SQL

from ..order.event import DROPPED, MADE, note_decisions

#: where a transaction keeps what it has not written yet
PENDING = "laredoute_orders_stale"
#: which orders are meant by ids of each kind
KINDS = {
    "order": "orders.id = ANY(%s)",
    "sale": "orders.sale_order_id = ANY(%s)",
    "contact": "orders.sale_order_id IN"
    " (SELECT found.id FROM unnest(%s) AS contact CROSS JOIN LATERAL"
    "   (SELECT id FROM sale_order WHERE partner_shipping_id = contact UNION ALL"
    "    SELECT sale_id FROM stock_picking WHERE partner_id = contact"
    "       AND state NOT IN ('done', 'cancel')) AS found)",
    "sale_line": "orders.sale_order_id IN"
    " (SELECT order_id FROM sale_order_line WHERE id = ANY(%s))",
    "move": "orders.sale_order_id IN"
    " (SELECT line.order_id FROM stock_move move"
    "    JOIN sale_order_line line ON line.id = move.sale_line_id"
    "   WHERE move.id = ANY(%s))",
    "invoice": "orders.sale_order_id IN"
    " (SELECT line.order_id FROM account_move_line item"
    "    LEFT JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = item.id"
    "    JOIN sale_order_line line"
    "      ON line.id = COALESCE(rel.order_line_id, item.laredoute_sale_line_id)"
    "   WHERE item.move_id = ANY(%s))",
}
_ADD = """
  WITH added AS (
    INSERT INTO laredoute_order_stale (account_id, order_id)
    SELECT orders.account_id, orders.id FROM laredoute_order orders WHERE %s
 RETURNING account_id, order_id)
SELECT added.account_id, array_agg(DISTINCT line.product_id)
  FROM added
  LEFT JOIN laredoute_order_line line ON line.order_id = added.order_id
 GROUP BY added.account_id"""
_TAKE = """
SELECT order_id, array_agg(id)
  FROM laredoute_order_stale
 WHERE account_id = %(account)s AND order_id > %(after)s
 GROUP BY order_id ORDER BY order_id LIMIT %(size)s"""


class LaredouteOrderStale(models.Model):
    _name = "laredoute.order.stale"
    _description = "La Redoute Order to Compare"
    _log_access = False

    # Numbers, no relations: a foreign key would look each order up and lock it.
    account_id = fields.Integer(required=True)
    order_id = fields.Integer(required=True)

    _in_order = models.Index("(account_id, order_id)")

    @api.model
    def _collect(self, kind, ids):
        """Note what is to be compared again, until the transaction is written.

        :param kind: one of :data:`KINDS`
        """
        precommit = self.env.cr.precommit
        if PENDING not in precommit.data:
            precommit.data[PENDING] = {}
            precommit.add(self.sudo()._write_pending)
        precommit.data[PENDING].setdefault(kind, set()).update(ids)

    @api.model
    def _write_pending(self):
        """Write what this transaction collected, and wake the comparisons concerned."""
        pending = self.env.cr.precommit.data.pop(PENDING, None)
        if not pending:
            return
        self.env.flush_all()
        terms = [SQL(KINDS[kind], list(ids)) for kind, ids in pending.items() if ids]
        if not terms:
            return
        rows = self.env.execute_query(SQL(_ADD, SQL(" OR ").join(terms)))
        accounts = self.env["laredoute.account"].browse(number for number, _ids in rows)
        accounts._wake("compare_orders")
        # whether a sale order's moves hold their units, or still the order itself
        products = {product for _number, ids in rows for product in ids if product}
        self.env["laredoute.listing.stale"]._collect_stock(products)

    @api.model
    def _batches(self, account, size):
        """Yield (orders, ids of their rows), in the order of ids.

        :param account: one that nobody else compares now: its flow's lock is held
        """
        self._write_pending()
        after = 0
        while rows := self.env.execute_query(
            SQL(_TAKE, account=account.id, after=after, size=size)
        ):
            after = rows[-1][0]
            orders = self.env["laredoute.order"].browse(row[0] for row in rows)
            yield orders, [number for row in rows for number in row[1]]

    @api.model
    def _forget(self, rows):
        """Delete rows, in the transaction that holds what the comparison wrote."""
        self.env.execute_query(
            SQL(
                "DELETE FROM laredoute_order_stale WHERE id = ANY(%s) RETURNING id",
                rows,
            )
        )


class LaredouteOperation(models.Model):
    _inherit = "laredoute.operation"

    @api.model_create_multi
    def create(self, vals_list):
        operations = super().create(vals_list)
        operations.order_id._compare_again()
        note_decisions(operations, MADE)
        return operations

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            self.order_id._compare_again()
            note_decisions(self)
        return result

    def unlink(self):
        note_decisions(self, DROPPED)
        return super().unlink()
