# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Everything of the books that needs a person, in one list: one definition each.

The month end counts it, and is empty when the books may close. Each part of the query
finds what is open by an index that holds nothing else: what is closed costs nothing.
"""

from odoo import api, fields, models
from odoo.tools import SQL

from ...marketplace.statuses import LineStatus, having
from ..messages.agreement_labels import agreement_labels
from ..messages.sentences_books import point_labels, point_sentence

#: points of agreement that are about money: see ``marketplace/agreement``
OF_MONEY = (
    *("invoice_differs", "invoice_held_up", "charged_though_cancelled"),
    *("credited_here", "refund_not_booked", "fee_not_booked", "refund_unknown"),
    *("refund_stuck", "total_differs", "price_differs", "tax_differs"),
    *("vat_doubtful", "currency_differs"),
)
#: what left, and La Redoute may still pay: a refund may be refused
UNPAID = tuple(each for each in having("left") if each != LineStatus.REFUNDED.value)
#: days after which a posted payout should be in the bank
_IN_BANK = 7
#: ids of the parts of the list never meet
_PARTS = 16

_SHOP = """
  JOIN laredoute_account account ON account.id = inbox.account_id
  JOIN laredoute_books_settings settings ON settings.id = account.books_settings_id
"""
_COLUMNS = "settings.id AS books_settings_id, inbox.company_id, inbox.id AS order_id"
# the local day of the shop
_DAYS = {
    name: f"({moment} AT TIME ZONE 'UTC' AT TIME ZONE account.tz)::date"
    for name, moment in {
        "paid_day": "inbox.paid_at",
        "register_day": "due.day",
        "left_day": "sold.since",
        "point_day": "point.since",
    }.items()
}

# paid, or taken back, and not in the books
_REGISTER = """
SELECT inbox.id::bigint * %(parts)s AS id,
       CASE WHEN inbox.to_register < 0 THEN 'no_credit_note'
            WHEN EXISTS (SELECT FROM account_move move
                          WHERE move.laredoute_order_id = inbox.id
                            AND move.move_type = 'out_invoice'
                            AND move.state = 'posted') THEN 'not_registered'
            ELSE 'no_invoice' END AS code,
       %(columns)s, NULL::int AS settlement_id, NULL::int AS move_id,
       NULL::varchar AS detail, %(register_day)s AS date,
       inbox.to_register AS amount
  FROM laredoute_order inbox %(shop)s
 CROSS JOIN LATERAL (SELECT CASE WHEN inbox.to_register < 0 THEN (
         SELECT MAX(back.since) FROM laredoute_refund_line back
          WHERE back.order_id = inbox.id AND back.state = 'refunded')
     ELSE (SELECT MIN(upto.paid_at) FROM (
               SELECT sold.paid_at,
                      SUM(sold.amount) OVER (ORDER BY sold.paid_at) AS paid
                 FROM laredoute_order_line sold
                WHERE sold.order_id = inbox.id AND sold.paid_at >= settings.books_from
               ) upto WHERE upto.paid > inbox.registered_amount) END AS day) due
 WHERE inbox.to_register <> 0
"""
# an invoice or credit note that La Redoute paid, or took back, nothing for
_OPEN = """
SELECT move.id::bigint * %(parts)s + 1,
       CASE WHEN move.move_type = 'out_refund' THEN 'credit_open'
            ELSE 'invoice_unpaid' END,
       %(columns)s, NULL, move.id, NULL, move.invoice_date, move.amount_residual_signed
  FROM account_move move
  JOIN laredoute_order inbox ON inbox.id = move.laredoute_order_id %(shop)s
 WHERE move.state = 'posted' AND move.payment_state IN ('not_paid', 'partial')
   AND settings.books_from IS NOT NULL AND inbox.to_register = 0
   AND inbox.books_by_hand IS NOT TRUE
   AND (move.move_type = 'out_refund'
        OR (move.move_type = 'out_invoice'
            AND move.invoice_date < CURRENT_DATE - settings.paid_within
            AND NOT EXISTS (SELECT FROM laredoute_order_line sold
                             WHERE sold.order_id = inbox.id AND sold.paid_at IS NULL
                               AND sold.status IN %(unpaid)s)))
"""
_DRAFTS = """
SELECT move.id::bigint * %(parts)s + 2, 'draft', %(columns)s, NULL, move.id, NULL,
       COALESCE(move.invoice_date, move.date), move.amount_total_signed
  FROM account_move move
  JOIN laredoute_order inbox ON inbox.id = move.laredoute_order_id %(shop)s
 WHERE move.state = 'draft'
"""
_SHIPPED = """
SELECT inbox.id::bigint * %(parts)s + 3, 'shipped_unpaid', %(columns)s,
       NULL, NULL, NULL, %(left_day)s, sold.amount
  FROM (SELECT line.order_id, MIN(COALESCE(seen.at, line.status_at)) AS since,
               SUM(line.amount) AS amount
          FROM laredoute_order_line line
          LEFT JOIN LATERAL (
              SELECT MIN(event.at) AS at FROM laredoute_order_event event
               WHERE event.order_line_id = line.id AND event.state IN %(unpaid)s
              ) seen ON TRUE
         WHERE line.paid_at IS NULL AND line.status IN %(unpaid)s
         GROUP BY line.order_id) sold
  JOIN laredoute_order inbox ON inbox.id = sold.order_id %(shop)s
 WHERE sold.since < CURRENT_DATE - settings.paid_within
   AND sold.since >= settings.books_from
"""
# of a shop that enters payouts: paid before the last one, and in none; or in one though
# it was never paid
_UNSETTLED = """
SELECT inbox.id::bigint * %(parts)s + 4,
       CASE WHEN inbox.owed_amount < 0 THEN 'paid_too_much' ELSE 'in_no_payout' END,
       %(columns)s, NULL, NULL, NULL,
       CASE WHEN inbox.owed_amount < 0 THEN stating.date ELSE %(paid_day)s END,
       inbox.owed_amount
  FROM laredoute_order inbox %(shop)s
  LEFT JOIN laredoute_settlement stating ON stating.id = inbox.settlement_id
  JOIN (SELECT books_settings_id, MAX(date) AS date FROM laredoute_settlement
         WHERE state IN ('posted', 'settled') GROUP BY books_settings_id) last
    ON last.books_settings_id = settings.id
 WHERE inbox.owed_amount <> 0
   AND (inbox.owed_amount < 0 OR %(paid_day)s < last.date)
"""
_DISAGREE = """
SELECT point.id::bigint * %(parts)s + 5, 'disagreement', %(columns)s, NULL, NULL,
       point.code, %(point_day)s, NULL
  FROM laredoute_disagreement point
  JOIN laredoute_order inbox ON inbox.id = point.order_id %(shop)s
 WHERE point.code IN %(money)s AND point.kept IS NOT TRUE
"""
_PAYOUTS = """
SELECT payout.id::bigint * %(parts)s + 6,
       CASE WHEN payout.state = 'draft' THEN 'payout_draft'
            WHEN payout.taken THEN 'payout_taken_out' ELSE 'payout_bank' END,
       payout.books_settings_id, payout.company_id, NULL, payout.id, NULL, NULL,
       payout.date, payout.total
  FROM (SELECT one.*, COALESCE(move.state <> 'posted' OR bill.state <> 'posted', FALSE)
               OR EXISTS (SELECT FROM account_move back
                           WHERE back.reversed_entry_id IN (one.move_id, one.bill_id))
               AS taken
          FROM laredoute_settlement one
          LEFT JOIN account_move move ON move.id = one.move_id
          LEFT JOIN account_move bill ON bill.id = one.bill_id
         WHERE one.state IN ('draft', 'posted', 'settled')) payout
 WHERE payout.state = 'draft' OR payout.taken
    OR (payout.state = 'posted' AND payout.date < CURRENT_DATE - %(in_bank)s)
"""
_QUERY = " UNION ALL ".join(
    (_REGISTER, _OPEN, _DRAFTS, _SHIPPED, _UNSETTLED, _DISAGREE, _PAYOUTS)
)


class LaredouteBooksPoint(models.Model):
    _name = "laredoute.books.point"
    _description = "Point to Settle before the Books Close"
    _auto = False
    _order = "date, id"
    _rec_name = "code"

    code = fields.Selection(lambda self: point_labels(self.env), "Point", readonly=True)
    books_settings_id = fields.Many2one(
        "laredoute.books.settings", "Shop", readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    order_id = fields.Many2one("laredoute.order", readonly=True)
    settlement_id = fields.Many2one("laredoute.settlement", "Payout", readonly=True)
    move_id = fields.Many2one("account.move", "Document", readonly=True)
    detail = fields.Char(readonly=True)
    date = fields.Date("Since", readonly=True)
    amount = fields.Monetary(readonly=True)
    currency_id = fields.Many2one("res.currency", compute="_compute_words")
    subject = fields.Char("Of", compute="_compute_words")
    who = fields.Selection(
        [("accountant", "Accounting"), ("shop", "E-commerce")], compute="_compute_words"
    )
    message = fields.Char("What to Do", compute="_compute_words")

    @property
    def _table_query(self):
        return SQL(
            _QUERY,
            unpaid=UNPAID,
            money=OF_MONEY,
            parts=_PARTS,
            in_bank=_IN_BANK,
            columns=SQL(_COLUMNS),
            shop=SQL(_SHOP),
            **{name: SQL(day) for name, day in _DAYS.items()},
        )

    @api.depends_context("lang")
    @api.depends("code", "detail", "order_id", "settlement_id", "move_id")
    def _compute_words(self):
        labels = dict(agreement_labels(self.env))
        euro = self.env.ref("base.EUR")
        for one in self:
            one.currency_id = euro
            subject = one.settlement_id or one.order_id
            one.subject = subject.display_name
            one.who, one.message = point_sentence(
                self.env, one.code, labels.get(one.detail, "")
            )

    def action_open(self):
        """Open what is to be settled."""
        self.ensure_one()
        action = {"type": "ir.actions.act_window", "view_mode": "form"}
        if self.settlement_id:
            return {
                **action,
                "res_model": "laredoute.settlement",
                "res_id": self.settlement_id.id,
            }
        if self.move_id:
            return {**action, "res_model": "account.move", "res_id": self.move_id.id}
        view = self.env.ref("laredoute_connector.laredoute_order_view_form_books")
        return {
            **action,
            "res_model": "laredoute.order",
            "res_id": self.order_id.id,
            "views": [(view.id, "form")],
        }
