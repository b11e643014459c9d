# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What an account sells, and how Odoo's words become La Redoute's there."""

from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

#: settings that the rules look at, or that change what is sent of every product
CHECKED_SETTINGS = {
    "catalogue_id",
    "brand_source",
    "brand_attribute_id",
    "brand_field_id",
    "html_allowed",
    "send_without_stock",
    "stock_receiving",
    "image_domain",
    "environment",
    "price_drop_guard",
    "pricelist_id",
    "warehouse_id",
}
#: settings that change nothing but offers
OFFER_SETTINGS = {"stock_safety", "phase", "tz"}
#: settings that decide which fields of a product say its brand: those are watched
BRAND_SETTINGS = {"brand_source", "brand_field_id", "active"}
#: settings that decide which products are selected
SELECTION_SETTINGS = {"select_by", "product_filter", "switch_reconciler", "phase"}


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"

    catalogue_id = fields.Many2one(
        "laredoute.catalogue",
        compute="_compute_catalogue_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('platform', '=', platform)]",
        help="The lists and mappings that count for this account.",
    )
    select_by = fields.Selection(
        [
            ("label", "The products' label"),
            ("filter", "The saved filter"),
            ("label_and_filter", "The label and the filter together"),
            ("label_or_filter", "The label or the filter"),
        ],
        string="Products Selected by",
        required=True,
        default="label",
        help="The label is “Sell on La Redoute” on the product.",
    )
    product_filter = fields.Char(
        "Saved Filter", default="[]", help="Products that this account sells."
    )
    testing_limit = fields.Integer(
        "Products while Testing",
        default=10,
        help="La Redoute wants few products first. While the account is in testing no "
        "more than these are sent; 0: no limit.",
    )
    brand_source = fields.Selection(
        [
            ("product", "Only the product's La Redoute brand"),
            ("attribute", "An attribute of the product"),
            ("field", "A field of the product"),
            ("category", "The product's category"),
        ],
        string="Brand from",
        required=True,
        default="product",
        help="Where Odoo keeps the brand. A brand set on a product always wins.",
    )
    brand_attribute_id = fields.Many2one("product.attribute")
    brand_field_id = fields.Many2one(
        "ir.model.fields",
        domain="[('model', '=', 'product.template'), "
        "('ttype', 'in', ('char', 'selection', 'many2one'))]",
        ondelete="set null",
    )
    html_allowed = fields.Boolean(
        "Simple Tags in Descriptions",
        help="Let descriptions hold bold, lists and paragraphs. Off: plain text only.",
    )
    price_drop_guard = fields.Float(
        "Hold Price Drops beyond (%)",
        default=30.0,
        help="A price that falls by more waits for a person's confirmation; the price "
        "sent before stays on sale meanwhile. 0: never hold.",
    )
    testing_progress = fields.Char(compute="_compute_testing_progress")

    _price_drop_guard_percent = models.Constraint(
        "CHECK(price_drop_guard >= 0 AND price_drop_guard < 100)",
        "The price drop guard is a percentage below 100.",
    )
    _testing_limit_positive = models.Constraint(
        "CHECK(testing_limit >= 0)",
        "The number of products while testing cannot be negative.",
    )

    # ---------------------------------------------------------- compute methods
    @api.depends("platform")
    def _compute_catalogue_id(self):
        for account in self:
            if account.catalogue_id.platform != account.platform:
                account.catalogue_id = account.catalogue_id._of_platform(
                    account.platform
                )

    @api.depends("phase", "testing_limit")
    @api.depends_context("lang")
    def _compute_testing_progress(self):
        """How many of the first products were sent, as a sentence."""
        for account in self:
            if account.phase != "testing" or not account.testing_limit:
                account.testing_progress = False
                continue
            sent, waiting = self.env["laredoute.listing"]._testing_counts(account)
            account.testing_progress = self.env._(
                "%(sent)s of %(limit)s products were sent for the tests; %(waiting)s "
                "more are ready and wait until you go live.",
                sent=sent,
                limit=account.testing_limit,
                waiting=waiting,
            )

    # ------------------------------------------------------- constraint methods
    @api.constrains("product_filter")
    def _check_product_filter(self):
        for account in self:
            try:
                products = self.env["product.product"]
                products.search(account._filter_domain(), limit=1)
            except Exception as error:
                raise ValidationError(
                    self.env._(
                        "%(account)s: the saved filter cannot be used (%(reason)s). "
                        "Build it again.",
                        account=account.name,
                        reason=error,
                    )
                ) from error

    # ------------------------------------------------------------- CRUD methods
    def write(self, vals):
        pool = self.warehouse_id
        result = super().write(vals)
        if "catalogue_id" in vals:
            self.catalogue_id._check_own()
        if "pricelist_id" in vals:
            self.env["product.pricelist"]._laredoute_forget_used()
        listings = self.env["laredoute.listing"]
        if {"warehouse_id", "active"} & vals.keys():
            self.offer_settings_id._leave_pool(pool)
        if CHECKED_SETTINGS & vals.keys():
            listings._invalidate_accounts(self)
        elif OFFER_SETTINGS & vals.keys():
            listings._invalidate_accounts(self, check=False)
        if SELECTION_SETTINGS & vals.keys():
            listings._selection_changed()
        if BRAND_SETTINGS & vals.keys():
            self.env.registry.clear_cache()
        return result

    @api.model_create_multi
    def create(self, vals_list):
        accounts = super().create(vals_list)
        accounts.catalogue_id._check_own()
        accounts.offer_settings_id._join()
        if any(BRAND_SETTINGS & vals.keys() for vals in vals_list):
            self.env.registry.clear_cache()
        return accounts

    # --------------------------------------------------------- business methods
    def _filter_domain(self):
        """The saved filter as a domain on variants."""
        self.ensure_one()
        return Domain(literal_eval(self.product_filter or "[]"))

    def _selection_domain(self):
        """Domain of the variants this account sells: by label, by filter, or both."""
        self.ensure_one()
        label = Domain("product_tmpl_id.laredoute_label", "=", True)
        # an empty filter selects nothing, not everything
        selected = self._filter_domain()
        if selected.is_true():
            selected = Domain.FALSE
        domain = {
            "label": label,
            "filter": selected,
            "label_and_filter": label & selected,
            "label_or_filter": label | selected,
        }[self.select_by]
        company = [("company_id", "in", (False, self.company_id.id))]
        sold = [("sale_ok", "=", True), ("type", "=", "consu"), ("active", "=", True)]
        return domain & Domain(company) & Domain(sold)
