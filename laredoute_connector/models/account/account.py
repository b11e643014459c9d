# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One seller shop at La Redoute: who it is, what it may do, how it behaves."""

import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...marketplace.platforms import PLATFORMS
from .taxes import find_included_taxes


class LaredouteAccount(models.Model):
    _name = "laredoute.account"
    _description = "La Redoute Account"
    _inherit = ["laredoute.problem.mixin"]
    # its fields are the account's own
    _inherits = {
        "laredoute.order.settings": "order_settings_id",
        "laredoute.offer.settings": "offer_settings_id",
        "laredoute.books.settings": "books_settings_id",
    }
    _check_company_auto = True
    _order = "sequence, id"

    # ------------------------------------------------------------------ identity
    name = fields.Char(required=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        check_company=True,
        help="Is informed when something needs a person, in this user's language.",
    )
    platform = fields.Selection(
        selection=lambda self: [(one.name, one.label) for one in PLATFORMS.values()],
        required=True,
        default="sellr",
    )
    environment = fields.Selection(
        [("simulator", "Simulator"), ("test", "Test"), ("live", "Production")],
        required=True,
        default="test",
        tracking=True,
    )
    # The phase, and who moves it:
    #
    #   setup ──start──▶ testing ──go live──▶ live
    #     ▲                 │  ▲                │ ▲
    #     └──back to setup──┘  └────pause / resume (or credentials refused)
    #
    # Where something is on sale, a pause asks first: *ending* sends quantity 0 for all
    # offers, and becomes *paused* once La Redoute accepted that. In *restored*, orders
    # are read and nothing is sent: see the model of that name.
    phase = fields.Selection(
        [
            ("setup", "Set-up"),
            ("testing", "Testing"),
            ("live", "Live"),
            ("ending", "Ending the Offers"),
            ("restored", "Restored: to Confirm"),
            ("paused", "Paused"),
        ],
        required=True,
        default="setup",
        copy=False,
        tracking=True,
    )
    phase_before_pause = fields.Char(copy=False)
    paused_reason = fields.Char(copy=False, readonly=True)

    switch_listings = fields.Boolean("Listings", default=True, tracking=True)
    switch_orders = fields.Boolean("Orders", default=True, tracking=True)
    switch_fulfilment = fields.Boolean(
        "Fulfilment",
        default=True,
        tracking=True,
        help="Send La Redoute what is accepted, refused and shipped.",
    )
    switch_reconciler = fields.Boolean(
        "Reconciler",
        default=True,
        tracking=True,
        help="End at La Redoute what is no longer selected, archived, or no longer for "
        "sale in Odoo.",
    )

    # ---------------------------------------------------------------- behaviour
    tz = fields.Selection(
        lambda self: [(tz, tz) for tz in pytz.common_timezones],
        string="Time Zone",
        required=True,
        default="Europe/Paris",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        required=True,
        check_company=True,
        compute="_compute_warehouse_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        check_company=True,
        help="Prices sent to La Redoute. Empty: the products' sales prices.",
    )
    stock_safety = fields.Integer(
        default=0, help="Units of every product that are never offered."
    )
    stock_receiving = fields.Boolean(
        "Count Goods Being Received",
        help="Goods in Input and Quality Control count as if they could be delivered.",
    )
    send_without_stock = fields.Boolean(
        help="Send products that were never listed although none is in stock."
    )
    offer_settings_id = fields.Many2one(
        "laredoute.offer.settings", required=True, index=True, ondelete="restrict"
    )
    order_settings_id = fields.Many2one(
        "laredoute.order.settings", required=True, index=True, ondelete="restrict"
    )
    books_settings_id = fields.Many2one(
        "laredoute.books.settings", required=True, index=True, ondelete="restrict"
    )
    tax_ids = fields.Many2many(
        "account.tax",
        string="VAT-included Taxes",
        check_company=True,
        domain="[('type_tax_use', '=', 'sale'), ('company_id', '=', company_id)]",
        help="The sales taxes of La Redoute orders, prices included: one per rate.",
    )
    delivery_product_id = fields.Many2one(
        "product.product",
        default=lambda self: self.env.ref(
            "laredoute_connector.product_delivery", raise_if_not_found=False
        ),
        check_company=True,
        domain="[('type', '=', 'service')]",
    )
    offer_interval = fields.Integer(
        "Minutes between Offer Files",
        default=60,
        help="La Redoute drops both of two files sent within an hour.",
    )
    offer_from_hour = fields.Float("Offers from", default=4.0)
    offer_to_hour = fields.Float("Offers until", default=20.0)
    offer_full_hour = fields.Float(
        "Full Offer File at",
        default=4.75,
        help="Once a day every offer is sent, whether it changed or not.",
    )
    file_size = fields.Integer(
        "Items per File", default=1000, help="Most items in one product file."
    )
    order_overlap = fields.Integer(
        "Overlap (min)",
        default=60,
        help="Each reading of orders looks back this far, so that none is missed.",
    )
    retention_days = fields.Integer(
        "Keep the Journal (days)",
        default=180,
        help="What is settled, and what La Redoute said of buyers, is deleted then.",
    )

    # --------------------------------------------------------------- statistics
    listing_count = fields.Integer(compute="_compute_counts")
    live_count = fields.Integer(compute="_compute_counts")
    blocked_count = fields.Integer(compute="_compute_counts")
    order_count = fields.Integer(compute="_compute_counts")
    waiting_order_count = fields.Integer(compute="_compute_counts")
    problem_count = fields.Integer("Exchanges to Look at", compute="_compute_counts")

    _own_order_settings = models.Constraint(
        "UNIQUE(order_settings_id)", "Two accounts cannot share their settings."
    )
    _own_offer_settings = models.Constraint(
        "UNIQUE(offer_settings_id)", "Two accounts cannot share their settings."
    )
    _own_books_settings = models.Constraint(
        "UNIQUE(books_settings_id)", "Two accounts cannot share their settings."
    )
    _offer_interval_positive = models.Constraint(
        "CHECK(offer_interval BETWEEN 0 AND 1440)",
        "Minutes between offer files: from 0 to 1440, so that one goes every day.",
    )
    _offer_hours = models.Constraint(
        "CHECK(offer_from_hour BETWEEN 0 AND 24 AND offer_to_hour BETWEEN 0 AND 24 "
        "AND ((offer_from_hour = 0 AND offer_to_hour = 24) OR "
        "MOD((offer_to_hour - offer_from_hour + 24)::numeric, 24) >= 0.99))",
        "Offers are sent between two hours at least an hour apart: from 22:00 until "
        "4:00 is a night, from 0:00 until 24:00 the whole day.",
    )
    _offer_full_hour = models.Constraint(
        "CHECK(offer_full_hour BETWEEN 0 AND 23.99)",
        "The hour of the full offer file lies between 0:00 and 23:59.",
    )
    _file_size_positive = models.Constraint(
        "CHECK(file_size BETWEEN 1 AND 50000)",
        "Items per file: from 1 to 50000. With none, no product would ever be sent.",
    )
    _order_overlap_positive = models.Constraint(
        "CHECK(order_overlap BETWEEN 0 AND 10080)",
        "The overlap of readings: 0 to 10080 minutes; below 0, orders would be missed.",
    )
    _stock_safety_positive = models.Constraint(
        "CHECK(stock_safety >= 0)", "The stock safety cannot be negative."
    )
    _retention_long_enough = models.Constraint(
        "CHECK(retention_days BETWEEN 30 AND 36500)",
        "Keep the journal for 30 to 36500 days: La Redoute may say the same again.",
    )

    # ---------------------------------------------------------- compute methods
    @api.depends("company_id")
    def _compute_warehouse_id(self):
        for account in self:
            if account.warehouse_id.company_id != account.company_id:
                account.warehouse_id = self.env["stock.warehouse"].search(
                    [("company_id", "=", account.company_id.id)], limit=1
                )

    def _compute_counts(self):
        def count(model, *domain):
            domain = [("account_id", "in", self.ids), *domain]
            groups = self.env[model]._read_group(domain, ["account_id"], ["__count"])
            return dict(groups)

        counts = {
            "listing_count": count("laredoute.listing"),
            "live_count": count("laredoute.listing", ("state", "=", "live")),
            "blocked_count": count(
                "laredoute.listing", ("state", "in", ("blocked", "rejected"))
            ),
            "order_count": count("laredoute.order"),
            "waiting_order_count": count(
                "laredoute.order", ("agreement", "in", ("error", "warning"))
            ),
            "problem_count": count("laredoute.exchange", ("needs_person", "=", True)),
        }
        for account in self:
            for name, found in counts.items():
                account[name] = found.get(account, 0)

    # ------------------------------------------------------- constraint methods
    @api.constrains("environment", "offer_interval")
    def _check_offer_interval(self):
        for account in self:
            if account.environment == "live" and account.offer_interval < 60:
                raise ValidationError(
                    self.env._(
                        "%s: La Redoute drops both of two offer files sent within an "
                        "hour. Leave at least 60 minutes between them.",
                        account.name,
                    )
                )

    @api.constrains("company_id")
    def _check_currency(self):
        for account in self:
            if account.company_id.currency_id.name != "EUR":
                raise ValidationError(
                    self.env._(
                        "La Redoute pays in euros: the company %s must keep its "
                        "books in EUR.",
                        account.company_id.name,
                    )
                )

    # ------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        accounts = super().create(vals_list)
        for account in accounts.filtered(lambda account: not account.tax_ids):
            account.tax_ids = find_included_taxes(account)
        return accounts

    def unlink(self):
        parts = [self.sudo()[name] for name in self._inherits.values()]
        result = super().unlink()
        for settings in parts:
            settings.unlink()
        return result
