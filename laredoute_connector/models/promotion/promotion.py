# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Promotions: sales, special operations and others, and when they hold."""

from ast import literal_eval
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, format_datetime

from ...marketplace.promotions import moments
from ..common import naive
from ..offer.promoted import ACTIVE_STATES, read_promotions
from .preview import Preview

#: what decides its prices: confirmed by a person, then fixed
TERMS = {
    "account_id",
    "price_by",
    "percentage",
    "amount",
    "select_by",
    "product_filter",
}
PERIOD = {"date_begin", "date_end", "send_dates"}
#: kinds whose dates the law sets
LEGAL_KINDS = ("sales",)
#: what its buttons write, and La Redoute's answers
MACHINE = {"state", "exchange_id", "went_ahead"}
#: periods of lines, and when each was, of the promotions that may change by time
_PERIODS = """
SELECT promotion_id, date_begin, date_end, array_agg(listing_id)
  FROM laredoute_promotion_line
 WHERE promotion_id = ANY(%s)
 GROUP BY promotion_id, date_begin, date_end"""


class LaredoutePromotion(models.Model):
    _name = "laredoute.promotion"
    _description = "La Redoute Promotion"
    _inherit = ["laredoute.problem.mixin"]
    _check_company_auto = True
    _order = "date_begin desc, id desc"

    name = fields.Char(required=True, tracking=True)
    account_id = fields.Many2one(
        "laredoute.account",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self._default_account(),
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        [
            ("sales", "Sales (soldes)"),
            ("special", "Special operation"),
            ("promotion", "Promotion"),
        ],
        required=True,
        default="promotion",
    )
    date_begin = fields.Datetime("Begin", required=True, tracking=True, index=True)
    date_end = fields.Datetime("End", required=True, tracking=True, index=True)
    period_text = fields.Char("At La Redoute", compute="_compute_period_text")
    select_by = fields.Selection(
        [("list", "By list"), ("filter", "By filter")],
        "Products",
        required=True,
        default="list",
    )
    product_filter = fields.Char("Filter", default="[]")
    price_by = fields.Selection(
        [
            ("percentage", "A percentage less"),
            ("amount", "An amount less"),
            ("price", "A list of prices"),
        ],
        "Price",
        required=True,
        default="percentage",
    )
    percentage = fields.Float("Discount (%)", digits=(5, 2), default=20, tracking=True)
    amount = fields.Monetary("Discount", tracking=True)
    send_dates = fields.Boolean(
        "Send the Dates",
        help="La Redoute gets begin and end with each offer. They are taken off "
        "one day before the end, so that nothing is unpublished.",
    )
    # Who moves the state:
    #
    #   draft ──a person──▶ prepared ──a person──▶ requested ──the file went──▶ sent
    #     ▲ ▲                  │  ▲                    │                         │
    #     │ └────a person──────┘  └──nothing was taken─┘                a person │
    #     │                                                                     ▼
    #     └── cancelled ◀── a person, from any ── validated ◀─a person─ handed_over
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("prepared", "Prepared"),
            ("requested", "To send"),
            ("sent", "Sent"),
            ("handed_over", "Handed over"),
            ("validated", "Validated by La Redoute"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    is_over = fields.Boolean(compute="_compute_is_over")
    line_ids = fields.One2many(
        "laredoute.promotion.line", "promotion_id", "Products Concerned", copy=True
    )
    line_count = fields.Integer("Number of Products", compute="_compute_line_count")
    warning_count = fields.Integer(compute="_compute_warnings")
    warnings = fields.Text(compute="_compute_warnings")
    exchange_id = fields.Many2one(
        "laredoute.exchange", "File Sent Ahead", readonly=True, copy=False
    )
    batch_id = fields.Char("BatchID", related="exchange_id.batch_id")
    refused_count = fields.Integer(
        "Refused Offers", related="exchange_id.refused_count"
    )

    _period_ordered = models.Constraint(
        "CHECK(date_begin < date_end)", "A promotion must end after it begins."
    )
    _percentage_possible = models.Constraint(
        "CHECK(price_by != 'percentage' OR (percentage > 0 AND percentage < 100))",
        "A discount is more than 0 % and less than 100 %.",
    )
    _amount_possible = models.Constraint(
        "CHECK(price_by != 'amount' OR amount > 0)", "A discount is more than 0."
    )

    # ---------------------------------------------------------- default methods
    @api.model
    def _default_account(self):
        accounts = self.env["laredoute.account"].search([], limit=2)
        return accounts if len(accounts) == 1 else accounts.browse()

    # ---------------------------------------------------------- compute methods
    @api.depends("date_begin", "date_end", "account_id.tz")
    def _compute_period_text(self):
        for promotion in self:
            begin, end = (
                day
                and format_datetime(
                    self.env, day, tz=promotion.account_id.tz, dt_format="short"
                )
                for day in (promotion.date_begin, promotion.date_end)
            )
            promotion.period_text = bool(
                begin and end and promotion.account_id
            ) and self.env._(
                "%(begin)s to %(end)s (%(zone)s)",
                begin=begin,
                end=end,
                zone=promotion.account_id.tz,
            )

    @api.depends("date_end")
    def _compute_is_over(self):
        now = fields.Datetime.now()
        for promotion in self:
            promotion.is_over = bool(promotion.date_end and promotion.date_end <= now)

    @api.depends("line_ids")
    def _compute_line_count(self):
        groups = self.env["laredoute.promotion.line"]._read_group(
            [("promotion_id", "in", self.ids)], ["promotion_id"], ["__count"]
        )
        counts = {promotion.id: count for promotion, count in groups}
        for promotion in self:
            promotion.line_count = counts.get(promotion._origin.id, 0)

    @api.depends("line_ids.price", "date_begin", "date_end", *TERMS, "state")
    def _compute_warnings(self):
        for promotion in self:
            preview = Preview(promotion._origin.line_ids)
            promotion.warning_count = len(preview.warned())
            promotion.warnings = preview.summary()

    @api.onchange("kind", "account_id")
    def _onchange_kind(self):
        """The legal dates are proposed, and may be changed."""
        if self.kind in LEGAL_KINDS and self.account_id and not self.date_begin:
            self._propose_sales()

    @api.constrains("product_filter")
    def _check_filter(self):
        for promotion in self:
            try:
                promotion.env["laredoute.listing"].search(
                    promotion._filter_domain(), limit=1
                )
            except (ValueError, SyntaxError, TypeError, KeyError) as error:
                raise ValidationError(
                    self.env._("The filter of %s cannot be read.", promotion.name)
                ) from error

    @api.constrains("account_id")
    def _check_lines(self):
        self.line_ids._check_account()

    # ------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_written(vals)
        return super().create(vals_list)

    def write(self, vals):
        """What holds is fixed until a person sets it back; offers follow what moves."""
        self._check_written(vals)
        if not self.env.su:
            self._check_fixed(vals)
        moves = (TERMS | PERIOD | {"state"}) & vals.keys()
        before = self._active() if moves else self.browse()
        result = super().write(vals)
        if moves:
            (before | self._active())._collect_offers()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_active(self):
        if self._active():
            raise UserError(self.env._("Cancel a promotion before you delete it."))

    def _check_written(self, vals):
        if not self.env.su and MACHINE & vals.keys():
            raise UserError(self.env._("The state of a promotion follows its buttons."))

    def _check_fixed(self, vals):
        for promotion in self._active():
            fixed = TERMS if promotion.state == "prepared" else TERMS | PERIOD
            if any(
                name in fixed
                and vals[name]
                != promotion._convert_to_write({name: promotion[name]})[name]
                for name in vals
            ):
                raise UserError(
                    self.env._(
                        "%s was confirmed as it is: set it back to draft, change it, "
                        "and confirm it again.",
                        promotion.name,
                    )
                )

    # --------------------------------------------------------- business methods
    def _active(self):
        return self.filtered(lambda each: each.state in ACTIVE_STATES)

    def _collect_offers(self):
        """The offers of these promotions are looked at before the next file."""
        listings = self.sudo().line_ids.listing_id
        self.env["laredoute.listing.stale"]._collect_offers(listings)

    def _filter_domain(self):
        """Return the domain of the listings that the filter finds; none when empty."""
        found = Domain(literal_eval(self.product_filter or "[]"))
        if found.is_true():
            return Domain.FALSE
        own = [("account_id", "=", self.account_id.id), ("selected", "=", True)]
        return found & Domain(own)

    @api.model
    def _note_time(self, account, since, now):
        """Note the offers that a promotion changed by time.

        :param since: naive UTC moment up to which this was done
        :param now: naive UTC moment
        """
        self._show_begun(account, since, now)
        condition = SQL(
            "account_id = %s AND state IN %s AND date_end >= %s",
            account.id,
            ACTIVE_STATES,
            since,
        )
        found = {each.id: each for each in read_promotions(self.env, condition)}
        if not found:
            return
        zone, moved = ZoneInfo(account.tz), set()
        rows = self.env.execute_query(SQL(_PERIODS, list(found)))
        for number, begin, end, listings in rows:
            times = map(naive, moments(found[number].terms(zone, begin, end)))
            if any(since < each <= now for each in times):
                moved.update(listings)
        listings = self.env["laredoute.listing"].browse(sorted(moved))
        self.env["laredoute.listing.stale"]._collect_offers(listings)
