# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models, tools
from odoo.exceptions import UserError

from ..common import MANAGER, USER, check_role, notification
from ..flow.races import race_is_conflict
from ..offer.price import sale_tax
from .product_template import SENT_FIELDS

#: what La Redoute never lets change, and the listing field that remembers it
FIXED_FIELDS = {"barcode": "ean", "default_code": "sku"}
#: fields of a variant that La Redoute is sent, or that its rules look at
SENT_OF_VARIANTS = SENT_FIELDS | {
    "image_variant_1920",
    "lst_price",
    # of Odoo's shop
    "product_variant_image_ids",
}
#: what a variant costs, by Odoo's own names
PRICES = ("lst_price", "list_price")


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
        listings = self.env["laredoute.listing"]
        listings._selection_changed()
        # another variant may turn a single product into declinations
        templates = self.env["product.template"].browse(
            {vals["product_tmpl_id"] for vals in vals_list if "product_tmpl_id" in vals}
        )
        if templates:
            listings._invalidate_templates(templates)
            templates._laredoute_guard_single()
        return products

    def write(self, vals):
        listings = self.env["laredoute.listing"]
        for name, sent_name in FIXED_FIELDS.items():
            if name in vals:
                self._laredoute_guard(name, sent_name, vals[name])
                self._laredoute_invalidate_duplicates(name, vals[name])
        result = super().write(vals)
        if (SENT_OF_VARIANTS | self._laredoute_price_fields()) & vals.keys():
            listings._invalidate_products(self)
        if "standard_price" in vals:
            # a price list may start from the cost
            stale = self.env["laredoute.listing.stale"]
            stale._collect("product", self.ids, check=False)
        if {"active", "company_id"} & vals.keys():
            listings._selection_changed()
        if vals.get("active"):
            self.product_tmpl_id._laredoute_guard_single()
        return result

    def _write_multi(self, vals_list):
        """Codes that another addon computes are written here, and nowhere else."""
        for name, sent_name in FIXED_FIELDS.items():
            if self._fields[name].compute:
                # of several barcodes, say
                self._laredoute_guard_computed(name, sent_name, vals_list)
        numbers = [
            product.id
            for product, vals in zip(self, vals_list, strict=True)
            if not FIXED_FIELDS.keys().isdisjoint(vals)
        ]
        if numbers:
            self.env["laredoute.listing"]._invalidate_products(self.browse(numbers))
        return super()._write_multi(vals_list)

    @api.model
    @tools.ormcache()
    def _laredoute_price_fields(self):
        """Return the names of columns that another addon makes a variant's price of."""
        depends = self.pool.field_depends
        names = {name for price in PRICES for name in depends[self._fields[price]]}
        return frozenset(
            name
            for name in names & self._fields.keys()
            if self._fields[name].store and not self._fields[name].relational
        )

    def unlink(self):
        self._laredoute_invalidate_gone()
        return super().unlink()

    def _laredoute_invalidate_gone(self):
        """What is deleted leaves La Redoute; its codes are free for others."""
        # they lose their product, by which they would be found later
        listings = self.sudo().laredoute_listing_ids
        listings._invalidate_these()
        listings._invalidate_siblings()
        for name in FIXED_FIELDS:
            self._laredoute_invalidate_duplicates(name)
        # left to PostgreSQL, their two references would go one after the other, in the
        # order of its triggers' names: of a listing that this transaction wrote, it may
        # then miss the product that the other one still names
        listings.product_id = False

    def _laredoute_invalidate_duplicates(self, name, value=None):
        """Who shares a code of these, or will, is not alone with it, or is now.

        Only listed products count: nothing is read of others.

        :param name: ``default_code`` or ``barcode``
        :param value: the new code, if any
        """
        listed = self.sudo().filtered("laredoute_listing_ids")
        if listed:
            codes = [*listed.mapped(name), value]
            self.env["laredoute.listing"]._invalidate_codes(name, codes)

    def _laredoute_guard_computed(self, name, sent_name, vals_list):
        """Do for a code that was computed what :meth:`write` does for one that is set.

        :param vals_list: the columns that are about to be written, a dict a variant
        :raises UserError: as :meth:`_laredoute_guard`
        """
        changed = self.browse()
        for product, vals in zip(self, vals_list, strict=True):
            if name in vals:
                product._laredoute_guard(name, sent_name, vals[name])
                changed |= product
        known = changed.sudo().laredoute_listing_ids
        if known:
            codes = [*known.mapped(sent_name), *changed.mapped(name)]
            self.env["laredoute.listing"]._invalidate_codes(name, codes)
            self.env["laredoute.listing"]._invalidate_products(changed)

    def _laredoute_guard(self, name, sent_name, value):
        """Refuse to change an EAN or SKU that was sent (protocol P-30).

        :raises UserError: when one of these was sent under another code
        """
        for product in self:
            listings = product.sudo().laredoute_listing_ids
            sent = listings.filtered(
                lambda listing, sent_name=sent_name: (
                    listing[sent_name]
                    and listing._is_sent()
                    and listing.account_id._is_fixed(sent_name)
                )
            )[:1]
            known = (sent[sent_name] or "").strip()
            if known and (value or "").strip() != known:
                label = self._fields[name]._description_string(self.env)
                raise UserError(
                    self.env._(
                        "%(field)s of %(product)s was sent to La Redoute as "
                        "%(value)s and can never change there. Create a new product, "
                        "or put %(value)s back.",
                        field=label,
                        product=product.display_name,
                        value=known,
                    )
                )

    # ----------------------------------------------------------- action methods
    def action_laredoute_list(self):
        """Select these variants for La Redoute, on every account that lists.

        A variant that is listed already is selected again if it had been ended.
        """
        check_role(self.env["laredoute.listing"], MANAGER)
        accounts = self.env["laredoute.account"].search(
            [("switch_listings", "=", True)]
        )
        if not accounts:
            raise UserError(
                self.env._("Create a La Redoute account first, with Listings on.")
            )
        for account in accounts:
            self._laredoute_select(account)
        return notification(self.env._("Selected for La Redoute: %s.", len(self)))

    def _laredoute_select(self, account):
        """Make the listings that are missing; select again those that were ended."""
        listings = (
            self.env["laredoute.listing"]
            .sudo()
            .with_context(mail_create_nolog=True, mail_create_nosubscribe=True)
        )
        known = listings.search(
            [("account_id", "=", account.id), ("product_id", "in", self.ids)]
        )
        with race_is_conflict():
            listings.create(
                [
                    {"account_id": account.id, "product_id": product.id}
                    for product in self - known.product_id
                ]
            )
        known.filtered(lambda listing: not listing.selected).action_select()

    # --------------------------------------------------------- business methods
    def _laredoute_sale_tax(self, company):
        """Return the product's sales tax in percent for ``company``, or nothing."""
        self.ensure_one()
        return sale_tax(self.taxes_id, company)
