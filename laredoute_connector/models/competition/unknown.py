# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Offers of ours at La Redoute that no listing knows: adopted, or ended."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..common import MANAGER, barcode_forms, check_role
from ..listing.by_ean import OFFERED
from ..offer.policies import Policies

#: VAT of an offer that only ends: La Redoute wants one, no buyer pays it
ENDING_VAT = 0.2
#: what La Redoute refused before says nothing of what it sells
_NO_REFUSAL = {
    **dict.fromkeys(("refusal", "refusal_code", "warning"), False),
    **dict.fromkeys(("offer_refused", "missing_since"), False),
    **dict.fromkeys(("codes_free", "overdue", "to_complete"), False),
    "offer_refusals": 0,
}


class LaredouteCompetingOffer(models.Model):
    _inherit = "laredoute.competing.offer"

    own_product_id = fields.Many2one(
        "product.product",
        "Product with This EAN",
        compute="_compute_own_product_id",
        help="Of an EAN that no listing knows: what is adopted. Empty: none has it, or "
        "several.",
    )

    # ---------------------------------------------------------- compute methods
    @api.depends("ean", "listing_id", "company_id")
    def _compute_own_product_id(self):
        self.own_product_id = False
        unknown = self.filtered(lambda each: not each.listing_id)
        for rows in unknown.grouped("company_id").values():
            found = rows._own_products()
            by_ean = found.grouped(lambda product: product.barcode.strip())
            for row in rows:
                product = by_ean.get(row.ean, found.browse())
                row.own_product_id = product if len(product) == 1 else False

    # ----------------------------------------------------------- action methods
    def action_adopt(self):
        """Products of ours have these EANs: they are listed from now on, as they are.

        :raises UserError: no product, or several, or one that is listed otherwise
        """
        check_role(self, MANAGER)
        for row in self.sudo().filtered(lambda each: not each.listing_id):
            product = row._own_products().filtered("active")
            if len(product) != 1:
                raise UserError(
                    self.env._(
                        "No product has the EAN %s, or several have. Give it to the "
                        "product that La Redoute sells, or end it at La Redoute.",
                        row.ean,
                    )
                )
            row._adopt(product)

    def action_end(self):
        """Send quantity 0 for these EANs, by listings that sell nothing.

        :raises UserError: nobody knows the reference that La Redoute knows it by
        """
        check_role(self, MANAGER)
        for row in self.sudo().filtered(lambda each: not each.listing_id):
            sku = row._own_products()[:1].default_code
            if not sku:
                raise UserError(
                    self.env._(
                        "La Redoute ends %s only with the reference it knows it by: "
                        "give this EAN to a product with that reference, an archived "
                        "one will do.",
                        row.ean,
                    )
                )
            listing = row.env["laredoute.listing"].create(
                {
                    "account_id": row.account_id.id,
                    "ean": row.ean,
                    "sku": sku,
                    "state": "live",
                    "selected": False,
                    "excluded": True,
                    "sent_at": fields.Datetime.now(),
                    "price_sent": row.best_price,
                    "usual_sent": row.best_price,
                    "vat_sent": ENDING_VAT,
                }
            )
            row._belongs_to(listing)

    def _own_products(self):
        """Return the products that have these EANs, archived ones too.

        :param self: rows of one company
        """
        everything = self.env["product.product"].with_context(active_test=False)
        return everything.search(
            [
                ("barcode", "in", list(barcode_forms(self.mapped("ean")))),
                ("company_id", "in", (False, self.company_id.id)),
            ]
        )

    def _adopt(self, product):
        listings, now = self.env["laredoute.listing"], fields.Datetime.now()
        listing = listings.search(
            [("account_id", "=", self.account_id.id), ("product_id", "=", product.id)]
        )
        if listing and listing._is_sent() and listing.ean != self.ean:
            raise UserError(
                self.env._(
                    "%(product)s is listed with the EAN %(ean)s already.",
                    product=product.display_name,
                    ean=listing.ean,
                )
            )
        sku = self._reference_of(product, listing)
        self._select(product)
        values = {
            **_NO_REFUSAL,
            "state": "live",
            "by_ean": self._by_ean(product, listing),
            "ean": self.ean,
            "sku": sku,
            "selected": True,
            "excluded": False,
            **dict.fromkeys(("sent_at", "integrated_at", "live_at"), now),
        }
        if listing:
            listing.write(values)
        else:
            listing = listings.create(
                {"account_id": self.account_id.id, "product_id": product.id, **values}
            )
        listing._invalidate_these()
        self._belongs_to(listing)

    def _by_ean(self, product, listing):
        """Return how the sheet of what is adopted comes to La Redoute.

        It has one, since it sells the product. Ours is sent where it took ours before,
        or where products are created without an attempt.
        """
        policies = Policies(self.account_id, product.ids)
        first = policies.offers_first(product.id) and not listing.product_accepted
        return OFFERED if first else False

    def _reference_of(self, product, listing):
        """Return the reference that La Redoute knows the offer by.

        What it was sent already stays, whatever the product's is now.

        :param listing: the product's, which may be empty
        :raises UserError: without any
        """
        known = listing.sku if listing and listing._is_sent() else False
        if not (known or product.default_code):
            raise UserError(
                self.env._(
                    "%(product)s has no internal reference: La Redoute knows the offer "
                    "of %(ean)s by one. Give the product that reference first.",
                    product=product.display_name,
                    ean=self.ean,
                )
            )
        return known or product.default_code

    def _select(self, product):
        """The account selects a product from now on, by its label or its filter.

        Else the reconciler would end tomorrow what was adopted today.

        :raises UserError: what is no goods for sale is never selected
        """
        account, template = self.account_id, product.product_tmpl_id
        if account.select_by != "filter" and not template.laredoute_label:
            template.laredoute_label = True
        if _is_selected(account, product):
            return
        if account.select_by != "label":
            found = account._filter_domain()
            # an empty filter selects nothing
            found = Domain.FALSE if found.is_true() else found
            account.product_filter = str(list(found | Domain("id", "=", product.id)))
        if not _is_selected(account, product):
            raise UserError(
                self.env._(
                    "%s cannot be sold: only goods with “Sales” ticked are. Change the "
                    "product first, or end the offer at La Redoute.",
                    product.display_name,
                )
            )

    def _belongs_to(self, listing):
        same = [("account_id", "=", self.account_id.id), ("ean", "=", self.ean)]
        self.search([*same, ("listing_id", "=", False)]).listing_id = listing
        self.env["laredoute.listing.stale"]._collect_offers(listing)
        self.account_id._wake("send_offers")


def _is_selected(account, product):
    """Return whether an account sells a product, by its label or its filter."""
    own = account._selection_domain() & Domain("id", "=", product.id)
    return bool(product.search_count(own, limit=1))
