# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the books hold of a shop's month: a query each."""

from odoo import api, models
from odoo.tools import SQL

_QUERIES = {
    "invoiced": """
        SELECT SUM(move.amount_total_signed) FROM account_move move
          JOIN laredoute_order inbox ON inbox.id = move.laredoute_order_id
         WHERE inbox.account_id = ANY(%(accounts)s) AND move.state = 'posted'
           AND move.move_type = 'out_invoice'
           AND move.date BETWEEN %(begin)s AND %(end)s
    """,
    "credited": """
        SELECT SUM(move.amount_total_signed) FROM account_move move
          JOIN laredoute_order inbox ON inbox.id = move.laredoute_order_id
         WHERE inbox.account_id = ANY(%(accounts)s) AND move.state = 'posted'
           AND move.move_type = 'out_refund'
           AND move.date BETWEEN %(begin)s AND %(end)s
    """,
    "registered": """
        SELECT SUM(CASE WHEN payment.payment_type = 'inbound' THEN payment.amount
                        ELSE -payment.amount END)
          FROM account_payment payment
          JOIN laredoute_order inbox ON inbox.id = payment.laredoute_order_id
         WHERE inbox.account_id = ANY(%(accounts)s)
           AND payment.state IN ('in_process', 'paid')
           AND payment.date BETWEEN %(begin)s AND %(end)s
    """,
    "paid_out": """
        SELECT SUM(payout.total) FROM laredoute_settlement payout
          JOIN account_move move ON move.id = payout.move_id AND move.state = 'posted'
         WHERE payout.books_settings_id = %(settings)s
           AND payout.state IN ('posted', 'settled')
           AND payout.date BETWEEN %(begin)s AND %(end)s
    """,
    "kept": """
        SELECT SUM(line.amount) FROM laredoute_settlement_line line
          JOIN laredoute_settlement payout ON payout.id = line.settlement_id
          JOIN account_move move ON move.id = payout.move_id AND move.state = 'posted'
         WHERE payout.books_settings_id = %(settings)s
           AND payout.state IN ('posted', 'settled')
           AND payout.date BETWEEN %(begin)s AND %(end)s
           AND line.kind NOT IN ('sale', 'delivery', 'refund')
    """,
    "owed": """
        SELECT SUM(item.balance) FROM account_move_line item
         WHERE item.account_id = %(clearing)s AND item.parent_state = 'posted'
           AND item.date <= %(end)s
    """,
}


class LaredouteBooksFigures(models.AbstractModel):
    _name = "laredoute.books.figures"
    _description = "Sums of a Month of a La Redoute Shop"

    @api.model
    def _of(self, closing):
        """Return {name: euros as text with two decimals} of a month.

        :param closing: one ``laredoute.books.closing``
        """
        self.env.flush_all()
        settings = closing.books_settings_id.sudo()
        known = {
            "accounts": settings.account_ids.ids,
            "settings": settings.id,
            "clearing": settings._clearing().id or None,
            "begin": closing.date_from,
            "end": closing.date_to,
        }
        return {
            name: f"{self.env.execute_query(SQL(query, **known))[0][0] or 0:.2f}"
            for name, query in _QUERIES.items()
        }
