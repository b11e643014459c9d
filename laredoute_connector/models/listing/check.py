# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Checking listings against La Redoute's rules before anything leaves."""

from collections import defaultdict
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from ...marketplace.delta import fingerprint
from ...marketplace.rules import OFFER_RULES, check, only
from ..exchange.kinds.columns import write_column
from ..flow.work import commit
from ..offer.stock import sellable
from .by_ean import OFFERED, by_ean_now
from .candidates import Candidates
from .facts import ListingFacts, Resolved
from .gaps import stored_finding
from .listed import Listed, read_listed

#: listings checked between two commits
BATCH = 1000
#: what of a finding is compared with what is stored
FINDING_FIELDS = (
    "code",
    "severity",
    "field",
    "arguments",
    "category_mapping_id",
    "brand_mapping_id",
    "value_mapping_id",
)
#: findings with which today's price is not sent: the last one stays on sale
UNSENDABLE = {
    "price_missing",
    "price_not_positive",
    "price_not_euro",
    "vat_missing",
    "vat_unknown",
}
#: listings that wait for stock of which some has come, of any warehouse: the check of
#: the few that it finds looks at the account's own
STOCK_CAME = """
SELECT DISTINCT listing.id
  FROM laredoute_finding finding
  JOIN laredoute_listing listing ON listing.id = finding.listing_id
  JOIN product_product product ON product.id = listing.product_id
 WHERE finding.code = 'no_stock' AND listing.state = 'blocked' AND listing.selected
   AND listing.account_id = %(account)s AND product.active
   AND EXISTS (SELECT FROM stock_quant quant
                WHERE quant.product_id = listing.product_id
                  AND quant.quantity > quant.reserved_quantity)
"""


class CheckResult(NamedTuple):
    """What one check found of one listing."""

    listed: Listed
    findings: list
    fingerprint: str
    resolved: Resolved
    by_ean: str


class LaredouteListing(models.Model):
    _inherit = "laredoute.listing"

    @api.model
    def _run_check(self, account):
        """Check the listings that changed, and note those whose product must be sent.

        :param account: in its company and language
        """
        self._look_again_at_stock(account)
        self._check_stale(account)

    # ------------------------------------------------------------ what is stale
    @api.model
    def _stale_domain(self, account):
        return [("account_id", "=", account.id), ("needs_check", "=", True)]

    @api.model
    def _has_stale(self, account):
        """Return whether some listing of the account waits for its check."""
        return bool(self.search_count(self._stale_domain(account), limit=1))

    @api.model
    def _check_stale(self, account):
        """Check what is stale, committing as it goes; the rest goes on soon."""
        images = self.env["laredoute.image"]
        images._keep_address(account)
        for taken in self.env["laredoute.listing.stale"]._batches(account, BATCH):
            selected = images._prepare_ahead(taken.listings.exists().product_id)
            if selected is None:
                account._wake("check_listings")
                break
            batch = taken.listings.exists()
            # a list or a mapping may request other attributes now
            batch.product_tmpl_id.sudo()._laredoute_sync_lines()
            for listings in batch.grouped("account_id").values():
                listings._check(selected)
            taken.done()
            left = commit(self.env)
            self.env.invalidate_all()
            if not left:
                account._wake("check_listings")
                break

    @api.model
    def _look_again_at_stock(self, account):
        """Listings held back for want of stock are checked again when stock came."""
        self.env.flush_all()
        rows = self.env.execute_query(SQL(STOCK_CAME, account=account.id))
        waiting = {number for (number,) in rows} | self._waiting_kits(account)
        numbers = sorted(waiting)
        for start in range(0, len(numbers), BATCH):
            listings = self.browse(numbers[start : start + BATCH])
            products = listings._product_ids()
            units = sellable(account, listings.product_id)
            came = [each for each, product in products.items() if units[product] >= 1]
            self.browse(came)._invalidate_these()

    @api.model
    def _waiting_kits(self, account):
        """Return the ids of listings that wait, whose stock is that of components."""
        if "is_kits" not in self.env["product.product"]._fields:
            return set()
        domain = [
            ("account_id", "=", account.id),
            ("state", "=", "blocked"),
            ("selected", "=", True),
            ("finding_ids.code", "=", "no_stock"),
            ("product_id.active", "=", True),
            ("product_id.is_kits", "=", True),
        ]
        return set(self.search(domain, order="id").ids)

    # ---------------------------------------------------------------- the check
    def _check(self, images=None):
        """Check these listings in bulk; findings are replaced, states follow.

        :param images: {product: ids of its images}, when selected already
        """
        gone = self.filtered(lambda listing: not listing.product_id)
        gone.write({"selected": False})
        listings = self - gone
        if not listings:
            return
        listings._ensure_one_account()
        facts = ListingFacts(listings.account_id, listings.product_id, images)
        records = listings._product_records(facts)
        listed = read_listed(listings)
        made = Candidates(facts, listed)
        candidates, declinations = made.all(), made.declinations
        book = listings.account_id._platform().rule_book
        books = {OFFERED: only(book, OFFER_RULES)}
        results = []
        for each in listed:
            resolved, record = facts.resolved[each.product_id], records.get(each.id)
            by_ean = by_ean_now(each, made.policies)
            findings = [
                stored_finding(finding, resolved)
                for finding in check(candidates[each.id], books.get(by_ean, book))
            ]
            sent = fingerprint(record) if record else ""
            results.append(CheckResult(each, findings, sent, resolved, by_ean))
        self._replace_findings(results)
        self._write_checks(results)
        write_column(listings, "declination", declinations.news)
        self.browse(declinations.to_check())._invalidate_these()

    def _ensure_one_account(self):
        """Bulk work is done for one account at a time.

        :raises ValueError: for listings of several accounts
        """
        if len(self.account_id) != 1:
            raise ValueError("listings of one account are expected")

    # ------------------------------------------------------------------ writing
    @api.model
    def _write_checks(self, results):
        """Move the listings on by what was found; those that move alike, at once."""
        alike = defaultdict(list)
        for result in results:
            listed, values = result.listed, _checked_values(result)
            news = {
                name: value
                for name, value in values.items()
                if (getattr(listed, name) or False) != value
            }
            alike[tuple(news.items())].append(listed.id)
        for news, ids in alike.items():
            if news:
                self.browse(ids)._write_result(dict(news))

    def _write_result(self, values):
        """Write what a check found of these listings, alike for all, by one statement.

        The ORM would convert, track and flush it row by row, which costs more than the
        check; nothing of it is tracked.
        """
        written = {
            **values,
            "write_uid": self.env.uid,
            "write_date": fields.Datetime.now(),
        }
        columns = [
            SQL(
                "%s = %s",
                SQL.identifier(name),
                self._fields[name].convert_to_column(value, self),
            )
            for name, value in written.items()
        ]
        self.env.execute_query(
            SQL(
                "UPDATE laredoute_listing SET %s WHERE id = ANY(%s) RETURNING id",
                SQL(", ").join(columns),
                self.ids,
            )
        )
        self.invalidate_recordset(written, flush=False)
        self.modified(values)

    @api.model
    def _replace_findings(self, results):
        """Store what was found, where it differs from what is stored, in bulk."""
        findings = self.env["laredoute.finding"].sudo()
        stored = defaultdict(list)
        known = findings.search_read(
            [("listing_id", "in", [result.listed.id for result in results])],
            ["listing_id", *FINDING_FIELDS],
            order="id",
            load="",
        )
        for each in known:
            stored[each["listing_id"]].append(each)
        old, new = [], []
        for result in results:
            wanted = list(result.findings)
            for each in stored[result.listed.id]:
                values = {name: each[name] for name in FINDING_FIELDS}
                values["arguments"] = values["arguments"] or {}
                if values in wanted:
                    # it stays, and the button that somebody has on screen with it
                    wanted.remove(values)
                else:
                    old.append(each["id"])
            new += [{**self._listing_of(result), **values} for values in wanted]
        findings.browse(old).unlink()
        findings.create(new)

    def _listing_of(self, result):
        """What a finding holds of its listing; see the fields there."""
        listing = self.browse(result.listed.id)
        return {
            "listing_id": listing.id,
            "account_id": listing.account_id.id,
            "company_id": listing.company_id.id,
            "product_id": listing.product_id.id,
            "product_tmpl_id": listing.product_tmpl_id.id,
        }


def _checked_values(result):
    """Return what a listing holds after its check, by the names of its fields."""
    listed, codes = result.listed, {each["code"] for each in result.findings}
    has_error = any(each["severity"] == "error" for each in result.findings)
    changed = result.fingerprint != (listed.product_sent or "")
    values = {
        "has_error": has_error,
        "product_dirty": bool(
            listed.selected
            and result.by_ean != OFFERED
            and result.fingerprint
            and changed
            and not has_error
        ),
        "price_held": "price_drop" in codes
        or bool(listed.usual_sent and listed.selected and codes & UNSENDABLE),
        "category_id": result.resolved.category.id,
        "brand_id": result.resolved.brand.id,
        "brand_source": result.resolved.brand_source or False,
        "by_ean": result.by_ean or False,
    }
    if listed.state in ("selected", "blocked", "ready") or (
        (listed.state == "rejected" and not (listed.refusal and not changed))
        # nothing of it was sent yet
        or (listed.state == "offered" and not listed.is_sent)
    ):
        values["state"] = "blocked" if has_error else "ready"
    return values
