# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Checking listings against La Redoute's rules before anything leaves."""

from collections import Counter
from typing import NamedTuple

from odoo import api, models

from ..marketplace.delta import fingerprint
from ..marketplace.rules import (
    Candidate,
    Finding,
    check,
)

#: listings checked between two commits
BATCH = 500


class _Told(NamedTuple):
    """A finding as it is stored."""

    code: str
    severity: str
    field: str
    arguments: dict

    @classmethod
    def of(cls, finding):
        return cls(
            finding.code, finding.severity, finding.field, dict(finding.arguments)
        )


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"

    def _check_listings(self):
        """Check the listings that changed, and mark those whose product must go."""
        listings = self.env["laredoute.listing"]
        self._reconcile_choice()
        listings._look_again_at_stock(self)
        domain = [("account_id", "=", self.id), ("needs_check", "=", True)]
        while batch := listings.search(domain, limit=BATCH, order="id"):
            images = self.env["laredoute.image"]
            if not images._prepare_ahead(self, batch.product_id):
                self._trigger_flow("check_listings")
                break
            batch.exists()._check()
            left = self._commit()
            self.env.invalidate_all()
            if not left:
                self._trigger_flow("check_listings")
                break

    def _reconcile_choice(self):
        """With the reconciler on, what is no longer for sale here is ended there."""
        if self.switch_reconciler:
            self.env["laredoute.listing"].search(
                [
                    ("account_id", "=", self.id),
                    ("chosen", "=", True),
                    "|",
                    ("product_id.active", "=", False),
                    ("product_id.sale_ok", "=", False),
                ]
            ).write({"chosen": False})

    def _listed_skus(self, skus):
        """Return the SKU of each listed product whose SKU is among ``skus``."""
        return (
            self.env["laredoute.listing"]
            .search_fetch(
                [
                    ("account_id", "=", self.id),
                    ("chosen", "=", True),
                    ("product_id.default_code", "in", [sku for sku in skus if sku]),
                ],
                ["product_id"],
            )
            .product_id.mapped("default_code")
        )


class LaredouteListing(models.Model):
    _inherit = "laredoute.listing"

    def _check(self):
        """Check these listings in bulk; findings are replaced, states follow."""
        gone = self.filtered(lambda listing: not listing.product_id)
        gone.write({"chosen": False, "needs_check": False})
        listings = self - gone
        records = listings._product_records()
        facts = listings._check_facts()
        judged = {}
        for listing in listings:
            findings = check(listing._candidate(facts))
            judged[listing] = listing._own_findings(facts, findings)
        self._replace_findings(judged)
        for listing, findings in judged.items():
            listing._write_check(findings, records.get(listing))

    def _check_facts(self):
        """Read, once for all these listings, what their rules look at."""
        self._ensure_one_account()
        account = self.account_id
        products = self.product_id
        return {
            "images": self.env["laredoute.image"]._prepared(products),
            "prices": self._prices(account),
            "skus": Counter(account._listed_skus(products.mapped("default_code"))),
            "stock": self._quantities(account),
        }

    def _ensure_one_account(self):
        """Bulk work is done for one account at a time."""
        if len(self.account_id) != 1:
            raise ValueError("listings of one account are expected")

    def _candidate(self, facts):
        """Build what the pure rules judge."""
        product = self.product_id
        template = product.product_tmpl_id
        category = template.laredoute_category_id
        price, vat_rate = facts["prices"].get(product, (None, None))
        asked = category._all_attributes()
        given = product._laredoute_attributes()
        required = asked.filtered("required")
        sizes, colours, commercial = (
            asked.filtered(lambda each, usage=usage: each.usage == usage).mapped("code")
            for usage in ("size", "colour", "commercial_colour")
        )
        return Candidate(
            ean=product.barcode or "",
            sku=product.default_code or "",
            parent_sku=template._laredoute_parent(),
            title=template._laredoute_title(),
            description=template._laredoute_description(),
            category_code=category.code or "",
            brand_code=template.laredoute_brand_id.code or "",
            price=price,
            struck_price=price,
            vat_rate=vat_rate,
            images=facts["images"][product]._facts(),
            attribute_codes=tuple(each.code for each in given),
            required_attribute_codes=tuple(required.mapped("code")),
            has_size=not sizes or any(each.code in sizes for each in given),
            generic_colour=any(each.code in colours for each in given),
            commercial_colour=any(each.code in commercial for each in given),
            sku_is_unique=facts["skus"][product.default_code] < 2,
        )

    def _own_findings(self, facts, findings):
        """Rules that need the database: stock, history, pictures that were refused."""
        product = self.product_id
        refused = facts["images"][product]._findings()
        if any(each.severity == "error" for each in refused):
            # the picture is there, so it is not missing: it is what it is
            findings = tuple(each for each in findings if each.code != "image_missing")
        findings += refused
        never_sent = not self.sent_at and not self.account_id.send_without_stock
        if never_sent and product.is_storable and not facts["stock"][self]:
            findings += (self._finding("no_stock", "qty_available"),)
        told_alone = self._is_told() and not self.parent_sku
        if told_alone and product.product_tmpl_id._laredoute_parent():
            findings += (self._finding("declination_of_single", "attribute_line_ids"),)
        return findings

    @api.model
    def _finding(self, code, field):
        return Finding(code=code, severity="error", field=field, arguments={})

    def _write_check(self, findings, record):
        """Move the listing on by what was found."""
        self.ensure_one()
        has_error = any(finding.severity == "error" for finding in findings)
        values = {"needs_check": False, "has_error": has_error}
        mark = fingerprint(record) if record else False
        refused_as_it_is = self.refusal and mark == self.product_sent
        news = self.chosen and mark and mark != self.product_sent
        values["product_dirty"] = bool(news and not has_error)
        if self.state in ("selected", "blocked", "ready") or (
            self.state == "rejected" and not refused_as_it_is
        ):
            values["state"] = "blocked" if has_error else "ready"
        self.write(values)

    @api.model
    def _replace_findings(self, judged):
        """Store what was found, where it differs from what is stored, in bulk.

        :param judged: dict of listing to its findings
        """
        findings = self.env["laredoute.finding"].sudo()
        old, new = findings, []
        for listing, found in judged.items():
            told = [each._asdict() for each in map(_Told.of, found)]
            known = [
                _Told(
                    each.code, each.severity, each.field, each.arguments or {}
                )._asdict()
                for each in listing.finding_ids.sorted("id")
            ]
            if told != known:
                old |= listing.finding_ids
                new += [{"listing_id": listing.id, **values} for values in told]
        old.unlink()
        findings.create(new)

    @api.model
    def _look_again_at_stock(self, account):
        """Listings held back for want of stock are checked again when stock came."""
        waiting = self.search(
            [
                ("account_id", "=", account.id),
                ("state", "=", "blocked"),
                ("finding_ids.code", "=", "no_stock"),
            ]
        )
        for start in range(0, len(waiting), BATCH):
            chunk = waiting[start : start + BATCH]
            for listing, quantity in chunk._quantities(account).items():
                if quantity:
                    listing.needs_check = True
