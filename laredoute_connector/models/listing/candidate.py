# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A listing as the pure rules judge it."""

from decimal import Decimal

from odoo import models

from ...marketplace.rules import Candidate, check
from ..common import cents
from .listing import KNOWN_STATES


class LaredouteListing(models.Model):
    _inherit = "laredoute.listing"

    def _candidates(self, facts):
        """Return {listing: Candidate}, from facts read in bulk."""
        account = facts.account
        never_sent = self.filtered(lambda listing: not listing._is_sent())
        bulk = {
            "prices": self._prices(account),
            "skus": facts.count_codes("default_code"),
            "eans": facts.count_codes("barcode"),
            "stock": never_sent._quantities(account),
            "account": account._candidate_settings(),
            "blocked_parents": self._blocked_parents(facts),
            "refused_brands": facts.refused_brands(),
            "parent_skus": self._parents_of_others(facts),
        }
        return {listing: listing._candidate(facts, bulk) for listing in self}

    def _candidate(self, facts, bulk):
        """Everything a rule may look at, for one variant."""
        product = self.product_id.with_env(facts.env)
        price, vat_rate = bulk["prices"].get(self.product_id, (None, None))
        pictures, resolved = facts.pictures(product), facts.resolved[product]
        told = self._is_sent()
        return Candidate(
            **facts.told(product),
            **bulk["account"],
            ean=product._laredoute_ean(),
            sku=product.default_code or "",
            ean_is_unique=bulk["eans"][product._laredoute_ean()] < 2,
            sku_is_unique=bulk["skus"][product.default_code] < 2
            and (told or product not in bulk["parent_skus"]),
            sent_ean=(told and self.ean) or "",
            sent_sku=(told and self.sku) or "",
            sent_parent_sku=(told and self.parent_sku) or "",
            sent_alone=told and not self.parent_sku,
            parent_blocked=product.product_tmpl_id.id in bulk["blocked_parents"],
            category_source=resolved.category_source,
            category_retired=resolved.category.retired,
            brand_source=resolved.brand_source,
            brand_retired=resolved.brand.retired,
            brand_refused=resolved.brand.id in bulk["refused_brands"],
            requested=resolved.requested,
            given=resolved.given,
            images=pictures.judged,
            image_findings=pictures.findings,
            price=price,
            struck_price=price,
            vat_rate=vat_rate,
            sent_price=self._price_sent()[0] if self.price_sent else None,
            confirmed_price=cents(self.price_confirmed)
            if self.price_confirmed
            else None,
            quantity=bulk["stock"].get(self) if product.is_storable else None,
            never_listed=not told,
        )

    def _parents_of_others(self, facts):
        """Products whose reference is the parent's of other products."""
        by_sku = facts.products.filtered("default_code").grouped("default_code")
        listed = [("account_id", "=", facts.account.id), ("selected", "=", True)]
        parents = self.env["product.template"].search(
            [
                ("laredoute_parent_sku", "in", list(by_sku)),
                ("laredoute_listing_ids", "any", listed),
            ]
        )
        found = facts.products.browse()
        for parent in parents:
            duplicates = by_sku[parent.laredoute_parent_sku]
            found |= duplicates.filtered(
                lambda product, own=parent.id: product.product_tmpl_id.id != own
            )
        return found

    def _sent_parents(self, facts):
        """Parents' references that La Redoute knows as those of other products."""
        references = facts.templates.mapped("laredoute_parent_sku")
        groups = self._read_group(
            [
                ("account_id", "=", facts.account.id),
                ("sku", "in", [each for each in references if each]),
                ("state", "in", ("sent", *KNOWN_STATES)),
            ],
            ["sku"],
        )
        return {sku for (sku,) in groups}

    def _blocked_parents(self, facts):
        """Ids of the templates whose parent La Redoute would refuse, and lacks."""
        told = {
            template.id
            for (template,) in self._read_group(
                [
                    ("product_tmpl_id", "in", facts.templates.ids),
                    ("account_id", "=", facts.account.id),
                    ("parent_sku", "!=", False),
                    ("product_accepted", "!=", False),
                ],
                ["product_tmpl_id"],
            )
        }
        taken = self._sent_parents(facts)
        book = self.account_id._platform().rule_book
        blocked = set()
        for product in facts.products:
            template = product.product_tmpl_id
            if template.id in told or template.id not in facts.siblings:
                continue
            reference = facts.parent_sku(template)
            parent = Candidate(
                sku=reference,
                parent_sku=reference,
                is_parent=True,
                sku_is_unique=reference not in taken,
            )
            # its texts, codes and picture are its declinations' own, judged there
            if any(finding.field == "sku" for finding in check(parent, book)):
                blocked.add(template.id)
        return blocked


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"

    def _candidate_settings(self):
        """What the rules need of the account, the same for each of its listings."""
        return {
            "html_allowed": self.html_allowed,
            "currency": (self.pricelist_id or self.company_id).currency_id.name,
            "price_drop_guard": self._price_drop_fraction(),
            "delivery_fee": Decimal(str(self.delivery_fee)),
            "shipment_delay": self.shipment_delay,
            "min_days": self.delivery_min_days,
            "max_days": self.delivery_max_days,
            "send_without_stock": self.send_without_stock,
        }
