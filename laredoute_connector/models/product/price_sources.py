# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Price lists and taxes: what changes there changes prices sent to La Redoute."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: where a transaction keeps which price lists decide prices
USED = "laredoute_used_pricelists"
#: price lists, and those their lines are based on, however deep
_WITH_BASES = """
WITH RECURSIVE used AS (
    %s
     UNION
    SELECT item.base_pricelist_id
      FROM used JOIN product_pricelist_item item ON item.pricelist_id = used.id
     WHERE item.base_pricelist_id IS NOT NULL)
SELECT id FROM used"""


#: accounts whose offers some price list decides
SOLD_BY_LIST = Domain("pricelist_id", "!=", False) | Domain(
    "struck_pricelist_id", "!=", False
)
#: fields of a tax that make a price, or an eco fee
TAX_FIELDS = {
    "amount",
    "amount_type",
    "active",
    "price_include_override",
    "include_base_amount",
    "is_base_affected",
}


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    @api.constrains("currency_id")
    def _check_laredoute_currency(self):
        """What La Redoute strikes through is in euros, or nothing is."""
        accounts = self.env["laredoute.account"].sudo()
        used = accounts.search([("struck_pricelist_id", "in", self.ids)])
        used.offer_settings_id._check_struck_currency()

    def write(self, vals):
        result = super().write(vals)
        if "currency_id" in vals:
            self.env["laredoute.listing"]._invalidate(
                [
                    "|",
                    ("account_id.pricelist_id", "in", self.ids),
                    ("account_id.struck_pricelist_id", "in", self.ids),
                ]
            )
        return result

    @api.model
    def _laredoute_used(self):
        """Return the ids of the lists that decide prices; looked up once for all.

        A line that bases a list on another one makes its own products stale, so that
        the other list need not be known as used before the next transaction.
        """
        known = self.env.cr.precommit.data
        if USED not in known:
            accounts = self.env["laredoute.account"].sudo()
            accounts = accounts.with_context(active_test=False)
            used = self._laredoute_of(accounts.search(SOLD_BY_LIST))
            known[USED] = set(used._laredoute_with_bases().ids)
        return known[USED]

    @api.model
    def _laredoute_of(self, accounts):
        """Return the lists that decide what accounts offer, or strike through."""
        return accounts.pricelist_id | accounts.struck_pricelist_id

    @api.model
    def _laredoute_forget_used(self):
        """Other lists may decide prices from here on in this transaction."""
        self.env.cr.precommit.data.pop(USED, None)

    def _laredoute_with_bases(self):
        """Return these price lists and those their lines are based on, however deep."""
        if not self:
            return self
        items = self.env["product.pricelist.item"]
        items.flush_model(["pricelist_id", "base_pricelist_id"])
        ids = SQL("SELECT unnest(%s) AS id", self.ids)
        rows = self.env.execute_query(SQL(_WITH_BASES, ids))
        return self.browse(number for (number,) in rows)


class ProductPricelistItem(models.Model):
    _name = "product.pricelist.item"
    _inherit = ["product.pricelist.item", "laredoute.invalidation.mixin"]

    def _laredoute_invalidate(self):
        """The products these lines price must be checked again."""
        if self.sudo().base_pricelist_id:
            self.env["product.pricelist"]._laredoute_forget_used()
        used = self.env["product.pricelist"]._laredoute_used()
        items = self.sudo().filtered(lambda item: item.pricelist_id.id in used)
        listings = self.env["laredoute.listing"]
        sold_by_list = [
            "|",
            ("account_id.pricelist_id", "!=", False),
            ("account_id.struck_pricelist_id", "!=", False),
        ]
        for applied_on, some in items.grouped("applied_on").items():
            if applied_on == "0_product_variant":
                listings._invalidate_products(some.product_id)
            elif applied_on == "1_product":
                listings._invalidate_templates(some.product_tmpl_id)
            elif applied_on == "2_product_category":
                below = ("product_tmpl_id.categ_id", "child_of", some.categ_id.ids)
                listings._invalidate([*sold_by_list, below])
            else:
                listings._invalidate(sold_by_list)


class AccountTax(models.Model):
    _inherit = "account.tax"

    laredoute_origin_id = fields.Many2one(
        "account.tax",
        "Fee on Top",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The fixed tax of which this one is a copy within the price: orders of La "
        "Redoute need one where Odoo cannot add it up to the cent.",
    )

    def write(self, vals):
        result = super().write(vals)
        if TAX_FIELDS & vals.keys():
            self.env["laredoute.listing"]._invalidate(
                [("product_tmpl_id.taxes_id", "in", self.ids)]
            )
        return result
