# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which order each line of a payout is of, and what does not fit: a query each."""

from odoo import api, models
from odoo.tools import SQL

from ...marketplace.statuses import having
from .commission_rate import expected_sql
from .settlement_line import COMMISSION, CORRECTING, OF_ORDERS, ONCE, OWN, UNREAD

# by La Redoute's number, of this shop or, where it has none of that number, of another
# one of the company; an order that a person gave stays
_ORDERS = """
UPDATE laredoute_settlement_line line
   SET order_id = CASE WHEN found.account_id = %(account)s THEN found.id END,
       problem = CASE WHEN found.account_id <> %(account)s THEN 'foreign' END
  FROM laredoute_settlement_line each
  LEFT JOIN LATERAL (
      SELECT inbox.id, inbox.account_id FROM laredoute_order inbox
       WHERE inbox.remote_id = TRIM(each.order_ref)
         AND inbox.company_id = %(company)s
       ORDER BY inbox.account_id = %(account)s DESC LIMIT 1) found ON TRUE
 WHERE each.settlement_id = %(settlement)s AND line.id = each.id
   AND line.order_id IS NULL AND COALESCE(line.order_ref, '') <> ''
"""
_KEPT = """
UPDATE laredoute_settlement_line
   SET problem = CASE WHEN problem = %(unread)s THEN problem END,
       expected = NULL, stated = NULL
 WHERE settlement_id = %(settlement)s
   AND (problem IS NOT NULL OR expected IS NOT NULL OR stated IS NOT NULL)
"""
_UNKNOWN = """
UPDATE laredoute_settlement_line SET problem = 'unknown'
 WHERE settlement_id = %(settlement)s AND order_id IS NULL AND problem IS NULL
   AND (kind IN %(kinds)s OR COALESCE(order_ref, '') <> '')
"""
# the same amount of the same line, in this payout before or in another one
_DOUBLED = """
UPDATE laredoute_settlement_line line SET problem = 'doubled'
 WHERE line.settlement_id = %(settlement)s AND line.problem IS NULL
   AND line.order_id IS NOT NULL AND line.kind IN %(once)s
   AND EXISTS (
       SELECT FROM laredoute_settlement_line other
         JOIN laredoute_settlement payout ON payout.id = other.settlement_id
        WHERE other.order_id = line.order_id AND other.kind = line.kind
          AND COALESCE(other.line_ref, '') = COALESCE(line.line_ref, '')
          AND other.amount = line.amount
          AND ((other.settlement_id = line.settlement_id AND other.id < line.id)
               OR (other.settlement_id <> line.settlement_id
                   AND payout.state IN ('posted', 'settled')))
          AND NOT (COALESCE(line.line_ref, '') = ''
                   AND other.settlement_id = line.settlement_id
                   AND (SELECT COUNT(*) FROM laredoute_order_line sold
                         WHERE sold.order_id = line.order_id) > 1))
"""
# of each order that payouts state: the lines they name; where they name none, those
# that are paid, or all that left
_SOLD = """sold AS (
    SELECT stated.order_id, sold.id, sold.amount
      FROM stated JOIN laredoute_order inbox ON inbox.id = stated.order_id
      JOIN laredoute_order_line sold ON sold.order_id = stated.order_id
     WHERE CASE WHEN stated.refs IS NOT NULL THEN sold.remote_id = ANY(stated.refs)
                WHEN inbox.paid_at IS NOT NULL THEN sold.paid_at IS NOT NULL
                ELSE sold.status IN %(left)s END
)"""
# of each order: what payouts state of it, beside what La Redoute's own words say. A
# refund may be stated in a later payout than it was granted: both sums fit
_DIFFERS = """
WITH stated AS (
    SELECT line.order_id, SUM(line.amount) AS amount,
           ARRAY_AGG(line.line_ref) FILTER (WHERE line.line_ref <> '') AS refs
      FROM laredoute_settlement_line line
      JOIN laredoute_settlement payout ON payout.id = line.settlement_id
     WHERE line.order_id IN (
               SELECT order_id FROM laredoute_settlement_line
                WHERE settlement_id = %(settlement)s AND kind IN %(clearing)s)
       AND (payout.id = %(settlement)s OR payout.state IN ('posted', 'settled'))
       AND line.kind IN %(clearing)s AND line.move_account_id IS NULL
       AND (line.problem IS DISTINCT FROM 'doubled' OR line.accepted)
     GROUP BY line.order_id
), %(sold)s, said AS (
    SELECT sold.order_id, SUM(sold.amount) AS amount,
           COALESCE(SUM(back.amount), 0) AS back
      FROM sold
      LEFT JOIN LATERAL (
          SELECT SUM(given.amount) AS amount FROM laredoute_refund_line given
           WHERE given.order_line_id = sold.id AND given.state = 'refunded') back
        ON TRUE
     GROUP BY sold.order_id
)
UPDATE laredoute_settlement_line line
   SET expected = COALESCE(said.amount - said.back, 0), stated = stated.amount,
       problem = CASE
           WHEN line.problem IS NULL
            AND ROUND(stated.amount - COALESCE(said.amount, 0), 2) <> 0
            AND ROUND(stated.amount - COALESCE(said.amount - said.back, 0), 2) <> 0
           THEN 'differs' ELSE line.problem END
  FROM stated LEFT JOIN said USING (order_id)
 WHERE line.settlement_id = %(settlement)s AND line.order_id = stated.order_id
   AND line.kind IN %(clearing)s AND line.move_account_id IS NULL
"""
# of each order: the commission that payouts state, beside what the rates of the shop
# make of its lines. That of a refund is given back only where La Redoute says so: both
# sums fit. It rounds line by line, maybe otherwise: a cent for each is no difference.
# The sales may name lines where the commission names none
_RATE = """
WITH stated AS (
    SELECT line.order_id,
           SUM(line.amount) FILTER (WHERE line.kind IN %(commission)s) AS amount,
           CASE WHEN BOOL_AND(COALESCE(line.line_ref, '') <> '')
                     FILTER (WHERE line.kind = 'commission')
                THEN ARRAY_AGG(line.line_ref) FILTER (WHERE line.kind = 'commission')
                ELSE ARRAY_AGG(line.line_ref) FILTER (
                    WHERE line.line_ref <> '' AND line.kind IN ('sale', 'delivery'))
           END AS refs
      FROM laredoute_settlement_line line
      JOIN laredoute_settlement payout ON payout.id = line.settlement_id
     WHERE line.order_id IN (
               SELECT order_id FROM laredoute_settlement_line
                WHERE settlement_id = %(settlement)s AND kind IN %(commission)s)
       AND (payout.id = %(settlement)s OR payout.state IN ('posted', 'settled'))
       AND line.kind IN ('sale', 'delivery', 'commission', 'commission_refund')
     GROUP BY line.order_id
    HAVING BOOL_OR(line.kind = 'commission')
), %(sold)s, said AS (
    SELECT sold.order_id, COUNT(*) AS lines, -SUM(rated.whole) AS whole,
           -SUM(rated.kept) AS kept
      FROM sold LEFT JOIN (%(expected)s) rated ON rated.line_id = sold.id
     GROUP BY sold.order_id
    HAVING COUNT(rated.line_id) = COUNT(*)
), compared AS (
    SELECT stated.order_id, stated.amount, said.lines,
           CASE WHEN ABS(stated.amount - said.kept) < ABS(stated.amount - said.whole)
                THEN said.kept ELSE said.whole END AS expected
      FROM stated JOIN said USING (order_id)
)
UPDATE laredoute_settlement_line line
   SET expected = compared.expected, stated = compared.amount,
       problem = CASE
           WHEN line.problem IS NULL
            AND ABS(compared.amount - compared.expected) > 0.01 * compared.lines
           THEN 'rate' ELSE line.problem END
  FROM compared
 WHERE line.settlement_id = %(settlement)s AND line.order_id = compared.order_id
   AND line.kind IN %(commission)s
"""
_OPEN = """
UPDATE laredoute_settlement_line
   SET is_open = NOT COALESCE(is_open, FALSE)
 WHERE settlement_id = %(settlement)s
   AND COALESCE(is_open, FALSE) <> (problem IS NOT NULL AND move_account_id IS NULL
                                    AND NOT COALESCE(accepted, FALSE))
"""
_ANSWERED = """
UPDATE laredoute_settlement_line SET accepted = FALSE
 WHERE settlement_id = %(settlement)s AND accepted
   AND (problem IS NULL OR accepted_as IS DISTINCT FROM CASE
       WHEN problem IN %(own)s
       THEN CONCAT(problem, '|', TO_CHAR(amount, 'FM999999990.00'))
       ELSE CONCAT(problem, '|', TO_CHAR(COALESCE(stated, 0), 'FM999999990.00'), '|',
                   TO_CHAR(COALESCE(expected, 0), 'FM999999990.00')) END)
"""
# the books have them otherwise: the line is to say where its amount goes
_BEFORE = """
UPDATE laredoute_settlement_line line SET problem = 'before'
  FROM laredoute_order inbox
 WHERE line.settlement_id = %(settlement)s AND line.problem IS NULL
   AND line.kind IN %(kinds)s AND inbox.id = line.order_id
   AND inbox.paid_at < %(start)s
"""


class LaredouteSettlementMatch(models.AbstractModel):
    _name = "laredoute.settlement.match"
    _description = "Orders of a La Redoute Payout"

    @api.model
    def _match(self, settlement):
        """Find the orders of a payout's lines, and what does not fit.

        :param settlement: one ``laredoute.settlement``, a draft
        """
        lines = self.env["laredoute.settlement.line"]
        self.env.flush_all()
        known = {
            "settlement": settlement.id,
            "account": settlement.account_id.id,
            "company": settlement.company_id.id,
            "sold": SQL(_SOLD, left=having("left")),
            "kinds": OF_ORDERS,
            "clearing": (*OF_ORDERS, *CORRECTING),
            "once": ONCE,
            "unread": UNREAD,
            "own": OWN,
            "commission": COMMISSION,
            "expected": expected_sql(SQL("(SELECT id FROM sold)")),
            "start": settlement.books_settings_id._start() or None,
        }
        for query in (_KEPT, _ORDERS, _UNKNOWN, _DOUBLED):
            self.env.cr.execute(SQL(query, **known))
        # PostgreSQL takes the sums of orders for one row and would read all of them
        # again for each line: minutes for a payout of 20,000
        self.env.cr.execute("SET LOCAL enable_nestloop TO off")
        for query in (_DIFFERS, _RATE):
            self.env.cr.execute(SQL(query, **known))
        self.env.cr.execute("SET LOCAL enable_nestloop TO on")
        for query in (_BEFORE, _ANSWERED, _OPEN):
            self.env.cr.execute(SQL(query, **known))
        lines.invalidate_model()
        settlement.modified(["line_ids"])
