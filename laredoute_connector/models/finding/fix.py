# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One click from a finding to where it is fixed."""

from collections import defaultdict

from odoo import api, models

from ..common import notification

#: codes that are fixed in a way of their own
FIXES = {
    "title_without_capital": "capitals",
    "no_stock": "stock",
    "stock_capped": "stock",
    "stock_untracked": "product",
    "price_drop": "listing",
    "price_not_euro": "account",
    "warehouse_archived": "account",
    "image_host_private": "account",
    "brand_not_allowed": "brand",
    "category_not_sub": "category",
    "category_retired": "category",
    "brand_retired": "brand",
    "category_unmapped": "category",
    "brand_unmapped": "brand",
}
#: beginnings of codes that are fixed alike
FIXES_BY_NOUN = {
    "delivery": "account",
    "ean": "codes",
    "sku": "codes",
    "image": "images",
    "price": "price",
    "vat": "price",
}


class LaredouteFinding(models.Model):
    _inherit = "laredoute.finding"

    def _fix(self):
        """Where it is fixed; the product's page unless a better place is known."""
        self.ensure_one()
        if self.value_mapping_id:
            return "value"
        place = FIXES.get(self.code) or FIXES_BY_NOUN.get(self.code.split("_")[0])
        if place == "category" and not self._category_row():
            return "page"
        if place == "brand" and not self._brand_row():
            return "page"
        if place and place != "listing" and not self.product_id:
            return "listing"
        if not place and self.category_mapping_id:
            return "category"
        if not place and self.brand_mapping_id:
            return "brand"
        return place or ("page" if self.product_id else "listing")

    @api.depends("code", "value_mapping_id", "category_mapping_id", "brand_mapping_id")
    @api.depends_context("lang")
    def _compute_fix_label(self):
        _ = self.env._
        labels = {
            "capitals": _("Apply the capitals"),
            "stock": _("Update the quantity"),
            "listing": _("Open the listing"),
            "account": _("Open the account"),
            "category": _("Map the category"),
            "brand": _("Map the brand"),
            "value": _("Map the value"),
            "codes": _("Write the codes"),
            "images": _("Add images"),
            "price": _("Set price and VAT"),
            "page": _("Open the product"),
            "product": _("Open the product"),
        }
        for finding in self:
            finding.fix_label = labels[finding._fix()]

    def action_fix(self):
        """Go where it is fixed, or fix it at once where that needs no choice."""
        self.ensure_one()
        if not self.exists():
            # a check came in between
            return notification(self.env._("This is fixed already."))
        return getattr(self, f"_fix_{self._fix()}")()

    # ------------------------------------------------------------------- places
    def _category_row(self):
        """The mapping that speaks for its category, unless the product itself does."""
        own = self._own("laredoute_category_id")
        return self.category_mapping_id or (
            not own and self.product_tmpl_id.laredoute_category_mapping_id
        )

    def _brand_row(self):
        own = self._own("laredoute_brand_id")
        return self.brand_mapping_id or (
            not own and self.product_tmpl_id.laredoute_brand_mapping_id
        )

    def _own(self, name):
        """Return what the product says itself in the account's catalogue."""
        return self.product_tmpl_id[name]._of_catalogue(self.account_id.catalogue_id)

    def _fix_category(self):
        return self._category_row()._open_row()

    def _fix_brand(self):
        return self._brand_row()._open_row()

    def _fix_value(self):
        return self.value_mapping_id._open_row()

    def _fix_account(self):
        return self._open_form(self.account_id)

    def _fix_listing(self):
        return self._open_form(self.listing_id)

    def _fix_stock(self):
        return self.product_id.action_open_quants()

    def _fix_codes(self):
        """EAN and reference stand on the variant."""
        return self._open_form(self._form_record())

    def _fix_price(self):
        return self._fix_product()

    def _fix_product(self):
        return self._open_form(self.product_tmpl_id)

    def _fix_images(self):
        return self._fix_page()

    def _fix_page(self):
        view = "product_template_view_form_laredoute"
        return self._open_form(self.product_tmpl_id, view)

    def _fix_capitals(self):
        if not self.product_tmpl_id.has_access("write"):
            return self._fix_page()
        self.product_tmpl_id.action_laredoute_capitalise()
        title = self.product_tmpl_id.laredoute_title
        return notification(self.env._("The title is now “%s”.", title))

    def _form_record(self):
        """The variant where there are several, else the product."""
        template = self.product_tmpl_id
        return self.product_id if template.product_variant_count > 1 else template

    @api.model
    def _open_form(self, record, view=None):
        action = {
            "type": "ir.actions.act_window",
            "name": record.display_name,
            "res_model": record._name,
            "res_id": record.id,
            "view_mode": "form",
        }
        if view:
            view_id = self.env.ref(f"laredoute_connector.{view}").id
            action["views"] = [(view_id, "form")]
        return action

    # ------------------------------------------------------------------ showing
    def _identity(self):
        """What makes two findings the same for a reader, whatever the account."""
        arguments = self.arguments or {}
        return (
            self.product_tmpl_id,
            self.code,
            tuple(sorted(arguments.items())),
        )

    def _distinct(self):
        """One of each, though many variants and accounts have it; errors first."""
        seen = {}
        for finding in self.sorted(lambda each: (each.severity, each.id)):
            seen.setdefault(finding._identity(), finding.id)
        return self.browse(seen.values())

    @api.depends("code", "arguments", "listing_id")
    @api.depends_context("lang")
    def _compute_for_variants(self):
        alike = defaultdict(set)
        for finding in self.product_tmpl_id.laredoute_finding_ids:
            alike[finding._identity()].add(finding.product_id)
        for finding in self:
            products = alike.get(finding._identity(), {finding.product_id})
            variants = finding.product_tmpl_id.product_variant_count
            if variants > 1 and len(products) == variants:
                finding.for_variants = self.env._("All")
            elif len(products) > 2:
                finding.for_variants = self.env._("%s variants", len(products))
            else:
                finding.for_variants = ", ".join(
                    sorted(product._laredoute_variant_name() for product in products)
                )


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _laredoute_variant_name(self):
        """Its size and colour alone, as a table of one product shows it."""
        values = self.product_template_variant_value_ids
        return ", ".join(values.mapped("name")) or self.display_name or ""
