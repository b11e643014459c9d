# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A variant as La Redoute is told of it, and the product files."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ...marketplace.delta import fingerprint
from ...marketplace.records import Product
from .facts import ListingFacts


class LaredouteListing(models.Model):
    _inherit = "laredoute.listing"

    def _product_records(self, facts=None):
        """Return {listing: Product}; listings without a good picture are left out."""
        if not self:
            return {}
        facts = facts or ListingFacts(self)
        result = {}
        for listing in self:
            images = facts.pictures(listing.product_id).records
            if images:
                result[listing] = listing._product_record(facts, images)
        return result

    def _product_record(self, facts, images):
        """Build what La Redoute is told of one variant."""
        product = self.product_id.with_env(facts.env)
        return Product(
            **facts.told(product),
            ean=product._laredoute_ean(),
            sku=product.default_code or "",
            images=images,
            attributes=facts.resolved[product].given,
        )

    def _parent_record(self, record):
        """Build the parent of a declination: no EAN, one picture, no attribute.

        Source: protocol P-25 (assumed form of a parent).
        """
        return Product(
            ean="",
            sku=record.parent_sku,
            parent_sku=record.parent_sku,
            category_code=record.category_code,
            title=record.title,
            description=record.description,
            brand_code=record.brand_code,
            images=record.images[:1],
        )


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"

    def _send_products(self):
        """Send the products that are new or changed, in files of a settable size."""
        exchange = self.env["laredoute.exchange"]._recover(self, "products")
        if exchange is False:
            return
        if not exchange:
            exchange = self._queue_products()
        if exchange and exchange._transmit() and self._dirty_listings(limit=1):
            self._trigger_flow("send_products")

    def _check_before_sending(self):
        """What changed since its check is checked first: it may be wrong now.

        What cannot be, since another process is at it or the time is over, goes with
        a file some minutes later.
        """
        try:
            with self._flow_lock("check_listings") as taken:
                if taken:
                    self._commit()
                    self._check_stale()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:  # noqa: BLE001 - what is right must go all the same
            self._log_bug(f"La Redoute account {self.id}: check before sending", error)
        listings = self.env["laredoute.listing"]
        marked = [("account_id", "=", self.id), ("needs_check", "=", True)]
        if listings.search_count(marked, limit=1):
            later = fields.Datetime.now() + timedelta(minutes=5)
            self._trigger_flow("send_products", later)

    def _dirty_listings(self, limit=None):
        domain = [
            ("account_id", "=", self.id),
            ("product_dirty", "=", True),
            ("has_error", "=", False),
            ("needs_check", "=", False),
        ]
        first = self._testing_templates()
        if first is not None:
            domain.append(("product_tmpl_id", "in", first))
        return self.env["laredoute.listing"].search(
            domain, order="product_tmpl_id, id", limit=limit
        )

    def _queue_products(self):
        """Queue the file of the products to tell, and commit; empty when none."""
        self._check_before_sending()
        listings = self._dirty_listings(limit=self.file_size)
        records = listings._product_records()
        told = list(records)
        if not told:
            self._commit()
            return self.env["laredoute.exchange"]
        exchange = self.env["laredoute.exchange"]._queue_file(
            self, "products", self._with_parents(records)
        )
        for listing in told:
            record = records[listing]
            listing.write(
                {
                    "product_exchange_id": exchange.id,
                    "product_sent": fingerprint(record),
                    "product_dirty": False,
                    "images_sent": " ".join(image.md5 for image in record.images),
                    "ean": record.ean,
                    "sku": record.sku,
                    "parent_sku": record.parent_sku,
                }
            )
        self._commit()
        return exchange

    @api.model
    def _with_parents(self, records):
        """Yield the records, each parent once and before its declinations."""
        told = set()
        for listing, record in records.items():
            if record.parent_sku and record.parent_sku not in told:
                told.add(record.parent_sku)
                yield listing._parent_record(record)
            yield record
