# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The history of an order as one timeline: events, deliveries, invoices and notes.

A view of the database: nothing is kept twice, and what is forgotten of an order is
forgotten here.
"""

from odoo import api, fields, models, tools
from odoo.tools import SQL

from ..common import USER, check_role, in_french
from ..order.event import DROPPED, EVENTS, MADE

# eight sources at most: so the ids of several tables are unique
_VIEW = """
SELECT event.id * 8 AS id, event.order_id, event.order_line_id,
       orders.company_id, event.at, event.event, event.kind, event.state, event.words,
       event.amount::float8 AS amount, event.user_id, event.exchange_id
  FROM laredoute_order_event event
  JOIN laredoute_order orders ON orders.id = event.order_id
UNION ALL
SELECT picking.id * 8 + 1, orders.id, NULL::int, orders.company_id,
       picking.date_done,
       CASE kind.code WHEN 'incoming' THEN 'return' ELSE 'delivery' END,
       NULL, NULL, CONCAT_WS(' – ', picking.name, picking.carrier_tracking_ref),
       NULL, NULL::int, NULL::int
  FROM stock_picking picking
  JOIN stock_picking_type kind ON kind.id = picking.picking_type_id
  JOIN laredoute_order orders ON orders.sale_order_id = picking.sale_id
 WHERE picking.state = 'done'
UNION ALL
SELECT move.id * 8 + 2, orders.id, NULL::int, orders.company_id,
       move.create_date,
       CASE move.move_type WHEN 'out_refund' THEN 'credit_note' ELSE 'invoice' END,
       NULL, NULL, move.name, move.amount_total::float8, move.create_uid, NULL::int
  FROM (SELECT item.move_id, sold.order_id
          FROM sale_order_line sold
          JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = sold.id
          JOIN account_move_line item ON item.id = rel.invoice_line_id
         UNION
        SELECT item.move_id, sold.order_id
          FROM sale_order_line sold
          JOIN account_move_line item ON item.laredoute_sale_line_id = sold.id) booked
  JOIN laredoute_order orders ON orders.sale_order_id = booked.order_id
  JOIN account_move move ON move.id = booked.move_id
 WHERE move.state = 'posted'
UNION ALL
SELECT message.id * 8 + 3, orders.id, NULL::int, orders.company_id,
       message.date, 'note', NULL, NULL,
       TRIM(REGEXP_REPLACE(message.body, '<[^>]*>', ' ', 'g')),
       NULL, message.create_uid, NULL::int
  FROM mail_message message
  JOIN laredoute_order orders ON orders.id = message.res_id
 WHERE message.model = 'laredoute.order' AND message.message_type != 'user_notification'
   AND COALESCE(message.body, '') != ''
"""


class LaredouteOrderHistory(models.Model):
    _name = "laredoute.order.history"
    _description = "La Redoute Order History"
    _auto = False
    _order = "at, id"
    _rec_name = "description"

    order_id = fields.Many2one("laredoute.order", readonly=True)
    order_line_id = fields.Many2one("laredoute.order.line", readonly=True)
    product_id = fields.Many2one(related="order_line_id.product_id")
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    at = fields.Datetime("When", readonly=True)
    event = fields.Selection(
        [
            *EVENTS,
            ("delivery", "Delivery"),
            ("return", "Return"),
            ("invoice", "Invoice"),
            ("credit_note", "Credit note"),
            ("note", "Note"),
        ],
        readonly=True,
    )
    kind = fields.Char(readonly=True)
    state = fields.Char(readonly=True)
    words = fields.Char("In Words", readonly=True)
    amount = fields.Monetary(readonly=True)
    user_id = fields.Many2one("res.users", "By", readonly=True)
    exchange_id = fields.Many2one("laredoute.exchange", readonly=True)
    description = fields.Char("What Happened", compute="_compute_description")

    _depends = {
        "laredoute.order": ["sale_order_id"],
        "laredoute.order.event": ["order_id", "at", "event", "state", "words"],
        "stock.picking": ["state", "date_done", "carrier_tracking_ref", "sale_id"],
        "account.move": ["state", "name", "amount_total"],
        "account.move.line": ["move_id", "laredoute_sale_line_id"],
        "mail.message": ["body", "res_id", "model"],
    }

    def init(self):
        tools.drop_view_if_exists(self.env.cr, self._table)
        view = SQL.identifier(self._table)
        self.env.cr.execute(SQL("CREATE VIEW %s AS (%s)", view, SQL(_VIEW)))

    @api.model
    def search_fetch(self, domain, field_names=None, *arguments, **options):
        """Read all there is at once: by its id alone no row of a view is found fast."""
        names = [name for name, field in self._fields.items() if field.store]
        return super().search_fetch(domain, names, *arguments, **options)

    @api.depends("event", "kind", "state")
    @api.depends_context("lang")
    def _compute_description(self):
        def labels(model, name):
            return dict(self.env[model]._fields[name]._description_selection(self.env))

        events = labels(self._name, "event")
        kinds = labels("laredoute.operation", "kind")
        states = {
            "status": labels("laredoute.order.line", "status"),
            "decision": {
                **labels("laredoute.operation", "state"),
                MADE: self.env._("decided"),
                DROPPED: self.env._("dropped before it was sent"),
            },
            "refund": labels("laredoute.refund.line", "state"),
        }
        for each in self:
            what = kinds.get(each.kind) if each.kind else events.get(each.event)
            state = states.get(each.event, {}).get(each.state, each.state)
            each.description = what or ""
            if state:
                each.description = self.env._(
                    "%(what)s: %(state)s", what=what, state=state
                )

    def action_open_exchange(self):
        """Open the request that sent a decision, with La Redoute's answer."""
        self.ensure_one()
        check_role(self, USER)
        return {
            "type": "ir.actions.act_window",
            "res_model": "laredoute.exchange",
            "res_id": self.exchange_id.id,
            "view_mode": "form",
        }


class LaredouteOrderPrint(models.AbstractModel):
    """The history of orders on paper, for a dispute: facts, no notes of colleagues."""

    _name = "report.laredoute_connector.order_history"
    _description = "La Redoute Order History on Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        orders = self.env["laredoute.order"].browse(docids)
        orders.check_access("read")
        return {
            "doc_ids": docids,
            "doc_model": orders._name,
            "docs": in_french(orders),
            "french": in_french(orders).env.lang,
        }
