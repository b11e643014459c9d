# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute keeps of a sale by contract: rates by category and day.

The one place that knows which rate holds for an order line, and what it makes of it.
"""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..common import cents

#: the La Redoute category of an order line ``sold`` of a ``shop``, and what it is of
CATEGORY = SQL("COALESCE(listing.category_id, own.id, mapping.category_id)")
CATEGORIES = SQL("""
      LEFT JOIN product_product product ON product.id = sold.product_id
      LEFT JOIN product_template template ON template.id = product.product_tmpl_id
      LEFT JOIN laredoute_listing listing
             ON listing.account_id = shop.id AND listing.product_id = product.id
      LEFT JOIN laredoute_category own
             ON own.id = template.laredoute_category_id
            AND own.catalogue_id = shop.catalogue_id
      LEFT JOIN laredoute_category_mapping mapping
             ON mapping.product_category_id = template.categ_id
            AND mapping.catalogue_id = shop.catalogue_id
""")
# a rate counts below its category; the nearest holds, of these the one begun last. What
# nothing nearer has is that of the category 0. Rates are few, and lines many: the rates
# are spread over the categories once, and each line looks up two keys
_EXPECTED = """
WITH RECURSIVE holding AS (
    SELECT id, books_settings_id, rate, date_from,
           COALESCE(category_id, 0) AS category, 0 AS far
      FROM laredoute_commission_rate
     UNION ALL
    SELECT holding.id, holding.books_settings_id, holding.rate, holding.date_from,
           child.id, holding.far + 1
      FROM holding JOIN laredoute_category child ON child.parent_id = holding.category
     WHERE holding.far < 9
), line AS (
    SELECT sold.id, shop.books_settings_id,
           (inbox.ordered_at AT TIME ZONE 'UTC' AT TIME ZONE shop.tz)::DATE AS day,
           COALESCE(%(category)s, 0) AS category,
           sold.amount - CASE WHEN books.commission_on_delivery THEN 0
                              ELSE COALESCE(sold.delivery_fee, 0) END AS base,
           COALESCE(CASE WHEN books.commission_on_delivery THEN given.amount
                         ELSE given.goods END, 0) AS back
      FROM laredoute_order_line sold
      JOIN laredoute_order inbox ON inbox.id = sold.order_id
      JOIN laredoute_account shop ON shop.id = inbox.account_id
      JOIN laredoute_books_settings books ON books.id = shop.books_settings_id
      %(categories)s
      LEFT JOIN LATERAL (
          SELECT SUM(part.amount) AS amount, SUM(part.goods) AS goods
            FROM laredoute_refund_line part
           WHERE part.order_line_id = sold.id AND part.state = 'refunded') given
             ON TRUE
     WHERE sold.id IN %(lines)s
)
SELECT DISTINCT ON (line.id) line.id AS line_id, holding.rate,
       ROUND(line.base * holding.rate / 100, 2) AS whole,
       ROUND((line.base - line.back) * holding.rate / 100, 2) AS kept
  FROM line
 CROSS JOIN LATERAL (VALUES (line.category), (0)) wanted (category)
  JOIN holding ON holding.books_settings_id = line.books_settings_id
              AND holding.category = wanted.category
              AND (holding.date_from IS NULL OR holding.date_from <= line.day)
 ORDER BY line.id, holding.category = 0, holding.far,
          holding.date_from DESC NULLS LAST, holding.id
"""


def expected_sql(lines):
    """Return a query of the commission expected of order lines, without VAT.

    Its columns: ``line_id``, ``rate`` in percent, ``whole`` in euros, to the cent, half
    a cent up, and ``kept``, what is left of it where La Redoute gives back that of what
    was refunded. A line of which no rate holds has no row.

    :param lines: a tuple of ids, or a subselect in brackets
    """
    return SQL(_EXPECTED, lines=lines, category=CATEGORY, categories=CATEGORIES)


class LaredouteCommissionRate(models.Model):
    _name = "laredoute.commission.rate"
    _description = "La Redoute Commission Rate"
    _order = "books_settings_id, category_id, date_from desc nulls last, id"

    # whoever keeps the books knows shops by their books, and sees no account
    books_settings_id = fields.Many2one(
        "laredoute.books.settings",
        "Shop",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env["laredoute.settlement"]._default_shop(),
    )
    company_id = fields.Many2one(related="books_settings_id.company_id", store=True)
    catalogue_id = fields.Many2one(
        related="books_settings_id.account_ids.catalogue_id",
    )
    category_id = fields.Many2one(
        "laredoute.category",
        "La Redoute Category",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('catalogue_id', '=', catalogue_id)]",
        help="It counts for the categories below it, too: the nearest one holds. "
        "Empty: every other category, and products that have none.",
    )
    date_from = fields.Date(
        "Of Orders since",
        help="By the day of the order in the shop's time zone: the last one that has "
        "begun holds. Empty: always.",
    )
    rate = fields.Float(
        "Rate (%)",
        required=True,
        digits=(5, 2),
        help="Without VAT, of what the buyer paid for a line, VAT and eco fee "
        "included.",
    )

    _once = models.UniqueIndex(
        "(books_settings_id, COALESCE(category_id, 0), "
        "COALESCE(date_from, '-infinity'::DATE))",
        "This shop has a rate of this category and day already.",
    )
    _percent = models.Constraint(
        "CHECK(rate >= 0 AND rate <= 100)", "A rate is from 0 to 100 %."
    )

    @api.constrains("category_id", "books_settings_id")
    def _check_category(self):
        for rate in self.filtered("category_id"):
            if rate.category_id.sudo().catalogue_id != rate.sudo().catalogue_id:
                raise ValidationError(
                    self.env._(
                        "%(category)s is in another catalogue than that of %(shop)s: "
                        "choose a category of the shop's own.",
                        category=rate.category_id.display_name,
                        shop=rate.books_settings_id.display_name,
                    )
                )

    @api.depends("category_id", "rate")
    def _compute_display_name(self):
        for each in self:
            name = each.category_id.display_name or self.env._("Every other category")
            each.display_name = f"{name}: {each.rate:g} %"

    # --------------------------------------------------------- business methods
    @api.model
    def _expected(self, lines):
        """Return {order line's id: Decimal}, the commission expected of it, in euros.

        One query for all of them. A line of which no rate holds is not in it.

        :param lines: ``laredoute.order.line``
        """
        if not lines.ids:
            return {}
        self.env.flush_all()
        query = SQL(
            "SELECT line_id, whole FROM (%s) expected", expected_sql(tuple(lines.ids))
        )
        return {line: cents(whole) for line, whole in self.env.execute_query(query)}
