# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which price an account strikes through, and how far below it prices may look."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: struck prices that are in the currency of the company
OF_COMPANY = ("list_price", "field")


class LaredouteOfferSettings(models.Model):
    _inherit = "laredoute.offer.settings"

    struck_by = fields.Selection(
        [
            ("none", "Nothing"),
            ("list_price", "The product's sales price"),
            ("field", "A field of the product"),
            ("pricelist", "Another price list"),
            ("lowest", "The lowest price of the last 30 days"),
        ],
        "Struck Through",
        required=True,
        default="none",
        help="Where it is higher than the price. The law wants the lowest price of the "
        "30 days before a reduction: the connector keeps what was on sale.",
    )
    struck_field_id = fields.Many2one(
        "ir.model.fields",
        "Field of the Struck Price",
        domain="[('model', '=', 'product.template'), "
        "('ttype', 'in', ('float', 'monetary')), ('store', '=', True)]",
        ondelete="set null",
        help="With or without VAT as the sales price is. Empty on a product: nothing "
        "is struck through.",
    )
    struck_pricelist_id = fields.Many2one(
        "product.pricelist", "Price List of Struck Prices", check_company=True
    )
    eco_fees_sent = fields.Boolean(
        "Send Eco Fees",
        help="Those of the products, and their fixed taxes. Orders of La Redoute state "
        "the price without the fee: the sale order gets that of the offer in force.",
    )
    discount_limit = fields.Float(
        "Largest Discount Shown (%)",
        help="Where the struck price would show more, it is lowered so far. 0: any.",
    )

    competition_days = fields.Integer(
        "Competition Holds for (Days)",
        default=3,
        required=True,
        help="What La Redoute's open listing said longer ago moves no price. 0: it "
        "holds for ever.",
    )

    _competition_days_positive = models.Constraint(
        "CHECK(competition_days >= 0)", "Days are not below 0."
    )
    _discount_limit_percent = models.Constraint(
        "CHECK(discount_limit >= 0 AND discount_limit < 100)",
        "The largest discount shown is a percentage below 100.",
    )

    @api.constrains("struck_by", "struck_pricelist_id")
    def _check_struck_currency(self):
        for settings in self:
            currency = settings.struck_pricelist_id.currency_id
            if currency and currency.name != "EUR":
                raise ValidationError(
                    self.env._(
                        "%s is not in euros: La Redoute takes no other currency.",
                        settings.struck_pricelist_id.display_name,
                    )
                )
            company = settings.account_ids.company_id[:1]
            kept_in = company.currency_id.name or "EUR"
            if settings.struck_by in OF_COMPANY and kept_in != "EUR":
                raise ValidationError(
                    self.env._(
                        "%(company)s keeps the prices of its products in %(currency)s: "
                        "strike through a price list in euros.",
                        company=company.name,
                        currency=kept_in,
                    )
                )

    # ------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        settings = super().create(vals_list)
        if any("struck_field_id" in vals for vals in vals_list):
            self.env.registry.clear_cache()
        return settings

    def write(self, vals):
        result = super().write(vals)
        if {"struck_by", "struck_field_id"} & vals.keys():
            self.env.registry.clear_cache()
        if {"struck_by", "struck_pricelist_id"} & vals.keys():
            self.env["product.pricelist"]._laredoute_forget_used()
        return result
