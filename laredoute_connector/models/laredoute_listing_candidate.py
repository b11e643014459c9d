# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A listing as the pure rules judge it."""

from odoo import models

from ..marketplace.rules import Candidate, Finding


class LaredouteListing(models.Model):
    _inherit = "laredoute.listing"

    def _candidates(self, facts):
        """Return {listing: Candidate}, from facts read in bulk."""
        account = facts.account
        never_told = self.filtered(lambda listing: not listing._is_told())
        bulk = {
            "images": self.env["laredoute.image"]._prepared(facts.products),
            "prices": self._prices(account),
            "skus": facts.count_codes("default_code"),
            "eans": facts.count_codes("barcode"),
            "stock": never_told._quantities(account),
        }
        return {listing: listing._candidate(facts, bulk) for listing in self}

    def _candidate(self, facts, bulk):
        product = self.product_id.with_env(facts.env)
        template = product.product_tmpl_id
        resolved = facts.resolved[product]
        price, vat_rate = bulk["prices"].get(self.product_id, (None, None))
        image = bulk["images"].get(self.product_id)
        given = {each.code for each in resolved.given}
        asked = {
            usage: [each.code for each in resolved.asked if each.usage == usage]
            for usage in ("size", "colour", "commercial_colour")
        }
        return Candidate(
            ean=product.barcode or "",
            sku=product.default_code or "",
            parent_sku=facts.parent_sku(template),
            title=template._laredoute_title(),
            description=template._laredoute_description(),
            category_code=resolved.category.code or "",
            brand_code=resolved.brand.code or "",
            price=price,
            struck_price=price,
            vat_rate=vat_rate,
            images=image._facts() if image else (),
            attribute_codes=tuple(each.code for each in resolved.given),
            required_attribute_codes=tuple(
                each.code for each in resolved.asked if each.required
            ),
            has_size=not asked["size"] or any(c in given for c in asked["size"]),
            generic_colour=any(c in given for c in asked["colour"]),
            commercial_colour=any(c in given for c in asked["commercial_colour"]),
            sku_is_unique=bulk["skus"][product.default_code] < 2,
            ean_is_unique=bulk["eans"][product.barcode] < 2,
        )

    def _own_findings(self, facts, findings):
        """Rules that need the database: stock, history, pictures that were refused."""
        product = self.product_id
        image = self.env["laredoute.image"]._prepared(product).get(product)
        if image and image.refusal_code:
            # the picture is there, so it is not missing: it is what it is
            findings = tuple(each for each in findings if each.code != "image_missing")
            arguments = image.refusal_arguments or {}
            findings += (Finding(image.refusal_code, "error", "images", arguments),)
        never_sent = not self._is_told() and not self.account_id.send_without_stock
        if never_sent and product.is_storable:
            if not self._quantities(self.account_id)[self]:
                findings += (Finding("no_stock", "error", "stock", {}),)
        told_alone = self._is_told() and not self.parent_sku
        if told_alone and facts.parent_sku(product.product_tmpl_id):
            findings += (Finding("declination_of_single", "error", "sku", {}),)
        return findings
