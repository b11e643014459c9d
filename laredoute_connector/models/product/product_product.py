# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..common import USER
from .product_template import SENT_FIELDS

#: what La Redoute never lets change, and the listing field that remembers it
FIXED_FIELDS = {"barcode": "ean", "default_code": "sku"}


class ProductProduct(models.Model):
    _inherit = "product.product"

    laredoute_listing_ids = fields.One2many(
        "laredoute.listing", "product_id", "La Redoute Variant Listings", groups=USER
    )

    laredoute_line_ids = fields.One2many(
        "laredoute.product.attribute",
        "product_id",
        "La Redoute Variant Attributes",
        groups=USER,
    )

    # ------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        products = super().create(vals_list)
        # another variant may turn a single product into declinations, or be selected
        siblings = products.product_tmpl_id.product_variant_ids - products
        self.env["laredoute.listing"]._invalidate_products(siblings)
        self.env["laredoute.account"]._check_soon()
        products.product_tmpl_id._laredoute_guard_single()
        return products

    def write(self, vals):
        listings = self.env["laredoute.listing"]
        for name, sent_name in FIXED_FIELDS.items():
            if name in vals:
                self._laredoute_guard(name, sent_name, vals[name])
                listings._invalidate_duplicates(self, name)
        result = super().write(vals)
        for name in FIXED_FIELDS.keys() & vals.keys():
            # who has the new code is no longer alone with it
            listings._invalidate_duplicates(self, name)
        told = SENT_FIELDS | {
            "image_variant_1920",
            "lst_price",
            # of Odoo's shop
            "product_variant_image_ids",
        }
        if told & vals.keys():
            listings._invalidate_products(self)
        if vals.get("active"):
            self.product_tmpl_id._laredoute_guard_single()
        return result

    def unlink(self):
        self._laredoute_invalidate_gone()
        return super().unlink()

    def _laredoute_invalidate_gone(self):
        """What is deleted leaves La Redoute; its codes are free for others."""
        listings = self.env["laredoute.listing"]
        listings._invalidate_products(self)
        for name in FIXED_FIELDS:
            listings._invalidate_duplicates(self.sudo(), name)

    def _laredoute_guard(self, name, sent_name, value):
        """Refuse to change an EAN or SKU that was sent (protocol P-30)."""
        for product in self:
            listings = product.sudo().laredoute_listing_ids
            told = listings.filtered(
                lambda listing, sent_name=sent_name: (
                    listing._is_sent() and listing.account_id._is_fixed(sent_name)
                )
            )[:1]
            if told and (value or "").strip() != (told[sent_name] or "").strip():
                label = self._fields[name]._description_string(self.env)
                raise UserError(
                    self.env._(
                        "%(field)s of %(product)s was sent to La Redoute as "
                        "%(value)s and can never change there. Create a new product, "
                        "or put %(value)s back.",
                        field=label,
                        product=product.display_name,
                        value=told[sent_name],
                    )
                )

    # ----------------------------------------------------------- action methods
    def action_laredoute_list(self):
        """Choose these variants for La Redoute, on every account that lists.

        A variant that is listed already is selected again if it had been ended.
        """
        self.env["laredoute.listing"].check_access("create")
        accounts = self.env["laredoute.account"].search(
            [("switch_listings", "=", True)]
        )
        if not accounts:
            raise UserError(
                self.env._("Create a La Redoute account first, with Listings on.")
            )
        for account in accounts:
            self._laredoute_select(account)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Chosen for La Redoute: %s.", len(self)),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _laredoute_select(self, account):
        """Make the listings that are missing; choose again those that were ended."""
        listings = self.env["laredoute.listing"].with_context(
            mail_create_nolog=True, mail_create_nosubscribe=True
        )
        known = listings.search(
            [("account_id", "=", account.id), ("product_id", "in", self.ids)]
        )
        listings.create(
            [
                {"account_id": account.id, "product_id": product.id}
                for product in self - known.product_id
            ]
        )
        known.filtered(lambda listing: not listing.selected).action_select()

    # --------------------------------------------------------- business methods
    def _laredoute_ean(self):
        """Return the barcode without the blanks that come with copying it."""
        self.ensure_one()
        return (self.barcode or "").strip()

    def _laredoute_sale_tax(self, company):
        """Return the product's sales tax in percent for ``company``, or nothing."""
        self.ensure_one()
        taxes = self.taxes_id.filtered(
            lambda tax: tax.company_id == company and tax.amount_type == "percent"
        )
        return taxes[:1]
