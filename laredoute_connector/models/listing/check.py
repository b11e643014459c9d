# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Checking listings against La Redoute's rules before anything leaves."""

from collections import defaultdict
from typing import NamedTuple

from odoo import api, models

from ...marketplace.delta import fingerprint
from ...marketplace.rules import check
from .facts import ListingFacts
from .invalidation import BATCH

#: findings by the gap whose mapping would fix them; the rest go by attribute code
GAPS = {"category_unmapped": "category", "brand_unmapped": "brand"}
#: findings about an attribute of a usage
USAGES = {"size_missing": ("size",), "colour_half": ("colour", "commercial_colour")}


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"

    def _check_listings(self):
        """Check the listings that changed, and mark those whose product must go."""
        self._reconcile_selection()
        self.env["laredoute.listing"]._look_again_at_stock(self)
        self._check_stale()

    def _check_stale(self):
        """Check what is marked, committing as it goes; the rest goes on soon."""
        listings = self.env["laredoute.listing"]
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


class CheckResult(NamedTuple):
    """What one check found of one listing."""

    findings: list
    record: object
    resolved: object


class LaredouteListing(models.Model):
    _inherit = "laredoute.listing"

    def _check(self):
        """Check these listings in bulk; findings are replaced, states follow."""
        gone = self.filtered(lambda listing: not listing.product_id)
        gone.write({"selected": False, "needs_check": False})
        listings = self - gone
        if not listings:
            return
        facts = ListingFacts(listings)
        records = listings._product_records(facts)
        candidates = listings._candidates(facts)
        book = listings.account_id._platform().rule_book
        judged = {}
        for listing in listings:
            resolved = facts.resolved[listing.product_id]
            findings = [
                self._stored(finding, resolved)
                for finding in check(candidates[listing], book)
            ]
            judged[listing] = CheckResult(findings, records.get(listing), resolved)
        self._replace_findings(judged)
        self._write_checks(judged)

    def _ensure_one_account(self):
        """Bulk work is done for one account at a time."""
        if len(self.account_id) != 1:
            raise ValueError("listings of one account are expected")

    def _stored(self, finding, resolved):
        """A finding as it is stored, with the mapping that would fix it."""
        values = {
            "code": finding.code,
            "severity": finding.severity,
            "field": finding.field,
            "arguments": dict(finding.arguments),
            "category_mapping_id": False,
            "brand_mapping_id": False,
            "value_mapping_id": False,
        }
        gap = GAPS.get(finding.code)
        if gap:
            values[f"{gap}_mapping_id"] = resolved.gaps.get(gap, False)
        elif finding.code == "attribute_missing":
            attribute = finding.arguments["attribute"]
            values["value_mapping_id"] = resolved.gaps.get(attribute, False)
        elif finding.code in USAGES:
            usages = USAGES[finding.code]
            found = [
                resolved.gaps[requested.code]
                for requested in resolved.requested
                if requested.usage in usages and requested.code in resolved.gaps
            ]
            values["value_mapping_id"] = found[0] if found else False
        return values

    # ------------------------------------------------------------------ writing
    def _write_checks(self, judged):
        """Move the listings on by what was found; those that move alike, at once."""
        alike = defaultdict(list)
        for listing, result in judged.items():
            values = listing._checked_values(result)
            news = [item for item in values.items() if listing._differs(*item)]
            alike[tuple(news)].append(listing.id)
        for news, ids in alike.items():
            self.browse(ids).write({"needs_check": False, **dict(news)})

    def _differs(self, name, value):
        """Whether a field holds something else than ``value``, a relation's an id."""
        known = self[name]
        return (known.id if self._fields[name].relational else known) != value

    def _checked_values(self, result):
        has_error = any(each["severity"] == "error" for each in result.findings)
        mark = fingerprint(result.record) if result.record else False
        refused_as_it_is = self.refusal and mark == self.product_sent
        news = self.selected and mark and mark != self.product_sent
        values = {
            "has_error": has_error,
            "product_dirty": bool(news and not has_error),
            "price_held": any(each["code"] == "price_drop" for each in result.findings),
            "category_id": result.resolved.category.id,
            "brand_id": result.resolved.brand.id,
            "brand_source": result.resolved.brand_source or False,
        }
        if self.state in ("selected", "blocked", "ready") or (
            self.state == "rejected" and not refused_as_it_is
        ):
            values["state"] = "blocked" if has_error else "ready"
        return values

    @api.model
    def _replace_findings(self, judged):
        """Store what was found, where it differs from what is stored, in bulk.

        :param judged: dict of listing to its result
        """
        findings = self.env["laredoute.finding"].sudo()
        stored = defaultdict(list)
        known = findings.search_fetch(
            [("listing_id", "in", [listing.id for listing in judged])], order="id"
        )
        for each in known:
            stored[each.listing_id.id].append(each)
        old, new = [], []
        for listing, result in judged.items():
            wanted = list(result.findings)
            for each in stored[listing.id]:
                told = each._told()
                if told in wanted:
                    # it stays, and the button that somebody has on screen with it
                    wanted.remove(told)
                else:
                    old.append(each.id)
            new += [{"listing_id": listing.id, **values} for values in wanted]
        findings.browse(old).unlink()
        findings.create(new)

    @api.model
    def _look_again_at_stock(self, account):
        """Listings held back for want of stock are checked again when stock came."""
        waiting = [
            ("account_id", "=", account.id),
            ("state", "=", "blocked"),
            ("finding_ids.code", "=", "no_stock"),
        ]
        last = 0
        while chunk := self.search(
            [*waiting, ("id", ">", last)], limit=BATCH, order="id"
        ):
            last = chunk[-1].id
            came = [
                listing.id
                for listing, quantity in chunk._quantities(account).items()
                if quantity
            ]
            self.browse(came).write({"needs_check": True})
            # memory stays flat however many wait
            self.env.invalidate_all()
