# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is earned at La Redoute: a row for each order line that left.

Nothing is stored: payouts, refunds, rates and costs come after the orders.
"""

from odoo import fields, models
from odoo.tools import SQL

from ...marketplace.refunds import RefundState
from ...marketplace.statuses import having
from ..order.status import STATUSES
from .commission_rate import CATEGORIES, CATEGORY, expected_sql
from .settlement_line import COMMISSION

#: where the commission of a line is from
SOURCES = [
    ("line", "Payout: this line"),
    ("order", "Payout: share of the order"),
    ("rate", "Expected by the rates"),
]
# A payout states the commission of a line by its number, or that of the whole order:
# that is shared by amount, to the cent, over the lines that are paid (over all that
# left, before) and that no payout names. What is given back without a number is of
# those that were named before it. By lookups and windows: of the size of what payouts
# state, the database knows too little to join it
_STATED = """
sold AS (
    SELECT line.id, line.order_id, line.product_id, line.sale_line_id, line.status,
           line.paid_at, line.quantity, line.amount,
           COALESCE(line.delivery_fee, 0) AS delivery, stated.own, stated.rest,
           stated.taken,
           line.paid_at IS NOT NULL OR NOT BOOL_OR(line.paid_at IS NOT NULL)
               OVER (PARTITION BY line.order_id) AS sharing
      FROM laredoute_order_line line
     CROSS JOIN LATERAL (
          SELECT -SUM(amounts.amount) FILTER (WHERE named.id = line.id) AS own,
                 -SUM(amounts.amount) FILTER (WHERE named.id IS NULL) AS rest,
                 BOOL_OR(amounts.kind = 'commission') FILTER (WHERE named.id IS NULL)
                     AS taken
            FROM laredoute_settlement_line amounts
            JOIN laredoute_settlement payout ON payout.id = amounts.settlement_id
            LEFT JOIN LATERAL (
                SELECT each.id FROM laredoute_order_line each
                 WHERE each.order_id = line.order_id AND each.status IN %(left)s
                   AND each.remote_id = TRIM(amounts.line_ref) LIMIT 1) named ON TRUE
           WHERE amounts.order_id = line.order_id AND amounts.kind IN %(commission)s
             AND payout.state IN ('posted', 'settled')) stated
     WHERE line.status IN %(left)s
), named AS (
    SELECT *, BOOL_AND(own IS NOT NULL) OVER same AS all_named,
           BOOL_OR(own IS NOT NULL) OVER same AS any_named
      FROM sold WINDOW same AS (PARTITION BY order_id, sharing)
), weighed AS (
    SELECT *, CASE WHEN rest IS NULL OR NOT sharing THEN 0
                   WHEN taken AND NOT all_named AND own IS NOT NULL THEN 0
                   WHEN NOT taken AND any_named AND own IS NULL THEN 0
                   ELSE amount END AS weight
      FROM named
), running AS (
    SELECT *, SUM(weight) OVER (PARTITION BY order_id) AS weights,
           SUM(weight) OVER (PARTITION BY order_id ORDER BY id) AS until
      FROM weighed
), kept AS (
    SELECT *, CASE WHEN weight <> 0 AND weights > 0
                   THEN ROUND(rest * until / weights, 2)
                        - ROUND(rest * (until - weight) / weights, 2) END AS share
      FROM running
)
"""
# VAT by the rate itself: that of an amount is rounded. Eco fees are no VAT
_VIEW = """
WITH %(stated)s, amounts AS (
    SELECT sold.id, sold.order_id, inbox.account_id, shop.books_settings_id,
           inbox.company_id, company.currency_id, sold.product_id,
           template.categ_id AS product_categ_id, %(category)s AS category_id,
           sold.status, sold.quantity,
           (inbox.ordered_at AT TIME ZONE 'UTC' AT TIME ZONE shop.tz)::DATE AS date,
           (sold.paid_at AT TIME ZONE 'UTC' AT TIME ZONE shop.tz)::DATE AS paid_date,
           COALESCE(given.quantity, 0) AS quantity_returned,
           sold.amount - sold.delivery AS amount_sold,
           sold.delivery AS amount_delivery,
           COALESCE(given.amount, 0) AS amount_refunded,
           sold.amount - COALESCE(given.amount, 0) AS gross,
           CASE WHEN booked.id IS NULL THEN NULL
                WHEN tax.plain THEN tax.rate / (100 + tax.rate)
                ELSE booked.price_tax::NUMERIC / NULLIF(booked.price_total, 0)
                END AS taxed,
           COALESCE(sold.own + sold.share, sold.own, sold.share, rated.whole)
               AS commission,
           CASE WHEN sold.own IS NOT NULL THEN 'line'
                WHEN sold.share IS NOT NULL THEN 'order'
                WHEN rated.line_id IS NOT NULL THEN 'rate' END AS commission_source,
           CASE WHEN product.id IS NOT NULL THEN ROUND(
               GREATEST(sold.quantity - COALESCE(given.quantity, 0), 0) * COALESCE(
                   (product.standard_price ->> inbox.company_id::TEXT)::NUMERIC, 0), 2)
               END AS cost
      FROM kept sold
      JOIN laredoute_order inbox ON inbox.id = sold.order_id
      JOIN laredoute_account shop ON shop.id = inbox.account_id
      JOIN res_company company ON company.id = inbox.company_id
      %(categories)s
      LEFT JOIN sale_order_line booked ON booked.id = sold.sale_line_id
     CROSS JOIN LATERAL (
          SELECT COALESCE(SUM(amount) FILTER (WHERE amount_type = 'percent'), 0)
                     AS rate,
                 COUNT(*) FILTER (WHERE amount_type NOT IN ('percent', 'fixed')) = 0
                     AS plain
            FROM account_tax_sale_order_line_rel rel
            JOIN account_tax ON account_tax.id = rel.account_tax_id
           WHERE rel.sale_order_line_id = booked.id) tax
      LEFT JOIN (%(expected)s) rated ON rated.line_id = sold.id
      LEFT JOIN (
          SELECT part.order_line_id, SUM(part.amount) AS amount,
                 SUM(part.quantity) AS quantity
            FROM laredoute_refund_line part
            JOIN laredoute_refund refund ON refund.id = part.refund_id
           WHERE part.state = %(refunded)s AND refund.amount_known
           GROUP BY part.order_line_id) given ON given.order_line_id = sold.id
), taxed AS (
    SELECT *, CASE WHEN gross = 0 THEN 0 ELSE ROUND(gross * taxed, 2) END AS amount_vat
      FROM amounts
), netted AS (
    SELECT *, gross - amount_vat AS amount_net,
           gross - amount_vat - commission - cost AS margin
      FROM taxed
)
SELECT *, margin / NULLIF(amount_net, 0) AS margin_rate, margin IS NOT NULL AS complete
  FROM netted
"""


class LaredouteMarginReport(models.Model):
    _name = "laredoute.margin.report"
    _description = "La Redoute Margin"
    _auto = False
    _rec_name = "order_id"
    _order = "date desc, id desc"

    order_id = fields.Many2one("laredoute.order", readonly=True)
    account_id = fields.Many2one("laredoute.account", readonly=True)
    # whoever keeps the books knows shops by their books, and sees no account
    books_settings_id = fields.Many2one(
        "laredoute.books.settings", "Shop", readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    product_categ_id = fields.Many2one(
        "product.category", "Product Category", readonly=True
    )
    category_id = fields.Many2one(
        "laredoute.category", "La Redoute Category", readonly=True
    )
    status = fields.Selection(STATUSES, readonly=True)
    date = fields.Date("Ordered on", readonly=True, help="In the shop's time zone.")
    paid_date = fields.Date(
        "Paid on", readonly=True, help="When La Redoute was first seen to have paid it."
    )
    quantity = fields.Integer(readonly=True)
    quantity_returned = fields.Integer(
        "Returned", readonly=True, help="Pieces that La Redoute refunded as a whole."
    )
    amount_sold = fields.Monetary(
        "Sold", readonly=True, help="VAT and eco fee included, without delivery fee."
    )
    amount_delivery = fields.Monetary(
        "Delivery Fees", readonly=True, help="VAT included."
    )
    amount_refunded = fields.Monetary(
        "Refunded",
        readonly=True,
        help="By refunds that La Redoute granted, delivery fee and VAT included.",
    )
    amount_vat = fields.Monetary(
        "VAT",
        readonly=True,
        help="Of what was sold, delivery fees included, less what was refunded: by the "
        "taxes of the sale order's line. Not known without a sale order.",
    )
    amount_net = fields.Monetary(
        "Net Sales",
        readonly=True,
        help="Sold and delivery fees, less what was refunded and VAT.",
    )
    commission = fields.Monetary(
        readonly=True,
        help="Without VAT, as posted payouts state it of the line, or its share of "
        "what they state of the order. Before: what the shop's rates make of it, as "
        "if nothing was refunded. Else it is not known.",
    )
    commission_source = fields.Selection(
        SOURCES, "Commission from", readonly=True, help="Empty: it is not known."
    )
    cost = fields.Monetary(
        readonly=True,
        help="The product's cost of today, of the pieces that were not refunded.",
    )
    margin = fields.Monetary(
        readonly=True,
        help="Net sales less commission and cost. Not known, and in no sum, where one "
        "of them is not.",
    )
    margin_rate = fields.Float(
        "Margin (%)",
        readonly=True,
        aggregator="avg",
        help="The margin, of the net sales of the lines whose margin is known.",
    )
    complete = fields.Boolean(
        "Margin Known", readonly=True, help="VAT, commission and cost are known."
    )

    _depends = {
        "account.tax": ["amount", "amount_type"],
        "laredoute.account": ["books_settings_id", "catalogue_id", "tz"],
        "laredoute.books.settings": ["commission_on_delivery"],
        "laredoute.category": ["catalogue_id", "parent_id"],
        "laredoute.category.mapping": ["category_id", "product_category_id"],
        "laredoute.commission.rate": ["category_id", "date_from", "rate"],
        "laredoute.listing": ["category_id", "product_id"],
        "laredoute.order": ["account_id", "company_id", "ordered_at"],
        "laredoute.order.line": [
            *("amount", "delivery_fee", "order_id", "paid_at", "product_id"),
            *("quantity", "remote_id", "sale_line_id", "status"),
        ],
        "laredoute.refund": ["amount_known"],
        "laredoute.refund.line": ["amount", "goods", "quantity", "state"],
        "laredoute.settlement": ["state"],
        "laredoute.settlement.line": ["amount", "kind", "line_ref", "order_id"],
        "product.product": ["product_tmpl_id", "standard_price"],
        "product.template": ["categ_id", "laredoute_category_id"],
        "sale.order.line": ["price_tax", "price_total", "tax_ids"],
    }

    @property
    def _table_query(self):
        return SQL(
            _VIEW,
            stated=SQL(_STATED, left=having("left"), commission=COMMISSION),
            category=CATEGORY,
            categories=CATEGORIES,
            expected=expected_sql(SQL("(SELECT id FROM sold)")),
            refunded=RefundState.REFUNDED.value,
        )

    def _read_group_select(self, aggregate_spec, query):
        """The rate of a group is that of its sums."""
        if aggregate_spec != "margin_rate:avg":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "SUM(%(margin)s) / NULLIF("
            "SUM(%(net)s) FILTER (WHERE %(margin)s IS NOT NULL), 0)",
            margin=self._field_to_sql(self._table, "margin", query),
            net=self._field_to_sql(self._table, "amount_net", query),
        )

    # ----------------------------------------------------------- action methods
    def action_open_order(self):
        """Open the order as whoever keeps the books sees it."""
        self.ensure_one()
        form = self.env.ref("laredoute_connector.laredoute_order_view_form_books")
        return {
            "type": "ir.actions.act_window",
            "res_model": "laredoute.order",
            "res_id": self.order_id.id,
            "views": [(form.id, "form")],
        }
