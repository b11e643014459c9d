# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Price lists and taxes: what changes there changes prices told to La Redoute."""

from odoo import models
from odoo.fields import Domain


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    def write(self, vals):
        result = super().write(vals)
        if "currency_id" in vals:
            self.env["laredoute.listing"]._invalidate(
                [("account_id.pricelist_id", "in", self.ids)]
            )
        return result

    def _laredoute_with_bases(self):
        """These price lists and those their lines are based on, however deep."""
        found, new = self, self
        while new := new.item_ids.base_pricelist_id - found:
            found |= new
        return found


class ProductPricelistItem(models.Model):
    _name = "product.pricelist.item"
    _inherit = ["product.pricelist.item", "laredoute.invalidation.mixin"]

    def _laredoute_invalidate(self):
        """The products these lines price must be checked again."""
        accounts = self.env["laredoute.account"].sudo()
        used = accounts.search([("pricelist_id", "!=", False)])
        lists = used.pricelist_id._laredoute_with_bases()
        for item in self.filtered(lambda item: item.pricelist_id in lists):
            self.env["laredoute.listing"]._invalidate(
                Domain("account_id", "in", used.ids) & item._laredoute_scope()
            )

    def _laredoute_scope(self):
        """Domain of the listings whose price this line may decide."""
        self.ensure_one()
        if self.applied_on == "0_product_variant":
            return Domain("product_id", "=", self.product_id.id)
        if self.applied_on == "1_product":
            return Domain("product_tmpl_id", "=", self.product_tmpl_id.id)
        if self.applied_on == "2_product_category":
            return Domain("product_tmpl_id.categ_id", "child_of", self.categ_id.id)
        return Domain.TRUE


class AccountTax(models.Model):
    _inherit = "account.tax"

    def write(self, vals):
        result = super().write(vals)
        if {"amount", "amount_type", "active", "price_include_override"} & vals.keys():
            self.env["laredoute.listing"]._invalidate(
                [("product_tmpl_id.taxes_id", "in", self.ids)]
            )
        return result
