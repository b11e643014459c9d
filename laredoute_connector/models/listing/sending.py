# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sending products: what is new or changed, checked before, in files of some size."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ...marketplace.delta import fingerprint
from ..flow.failure import log_bug
from ..flow.work import commit, session_lock
from .facts import ListingFacts
from .product_file import with_parents

#: minutes until the next file when some listings could not be checked before this one
CHECK_LATER = 5


class LaredouteListing(models.Model):
    _inherit = "laredoute.listing"

    @api.model
    def _run_send_products(self, account):
        """Send the products that are new or changed, one file a run.

        :param account: in its company and language
        """
        exchange = self.env["laredoute.exchange"]._recover(account, "products")
        if exchange is False:
            return
        if not exchange:
            exchange = self._queue_products(account)
        if exchange and exchange._transmit() and self._to_send(account, limit=1):
            account._wake("send_products")

    @api.model
    def _queue_products(self, account):
        """Queue the file of the products to send, and commit.

        :return: the exchange, an empty recordset when there is nothing to send
        """
        self._check_before_sending(account)
        listings = self._to_send(account, limit=account.file_size)
        records = listings._product_records()
        if not records:
            commit(self.env)
            return self.env["laredoute.exchange"]
        exchange = self.env["laredoute.exchange"]._queue_file(
            account, "products", with_parents(records.values())
        )
        md5s = {image.md5 for record in records.values() for image in record.images}
        self.env["laredoute.image"]._send_again(md5s)
        for listing_id, record in records.items():
            self.browse(listing_id).write(
                {
                    "product_exchange_id": exchange.id,
                    "product_sent": fingerprint(record),
                    "product_dirty": False,
                    "images_sent": " ".join(image.md5 for image in record.images),
                    "ean": record.ean,
                    "sku": record.sku,
                    "parent_sku": record.parent_sku,
                    "brand_sent": record.brand_code,
                }
            )
        commit(self.env)
        return exchange

    @api.model
    def _check_before_sending(self, account):
        """Check first what changed since its check: it may be wrong now.

        What cannot be checked, since another process is at it or the time is over, goes
        with a file some minutes later.
        """
        lock = f"laredoute.flow:{account.id}:check_listings"
        try:
            with session_lock(self.env, lock) as taken:
                if taken:
                    commit(self.env)
                    self._check_stale(account)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:  # noqa: BLE001 - what is right must go all the same
            log_bug(f"La Redoute account {account.id}: check before sending", error)
        if self._has_stale(account):
            later = fields.Datetime.now() + timedelta(minutes=CHECK_LATER)
            account._wake("send_products", later)

    @api.model
    def _to_send(self, account, limit=None):
        """Return the listings whose product must be sent, declinations together."""
        domain = [
            ("account_id", "=", account.id),
            ("product_dirty", "=", True),
            ("has_error", "=", False),
            ("needs_check", "=", False),
        ]
        first = self._testing_templates(account)
        if first is not None:
            domain.append(("product_tmpl_id", "in", first))
        return self.search(domain, order="product_tmpl_id, id", limit=limit)

    def _product_records(self, facts=None):
        """Return {listing id: Product}; listings without a good image are left out.

        :param facts: :class:`.facts.ListingFacts` of their products, when read already
        """
        if not self:
            return {}
        self._ensure_one_account()
        facts = facts or ListingFacts(self.account_id, self.product_id)
        records = {
            listing_id: facts.record(facts.variants[product_id])
            for listing_id, product_id in self._product_ids().items()
        }
        return {listing_id: record for listing_id, record in records.items() if record}

    def _product_ids(self):
        """Return {listing id: product id}, in the order of these listings."""
        rows = self.read(["product_id"], load="")
        return {row["id"]: row["product_id"] for row in rows if row["product_id"]}

    # ------------------------------------------------------------- first products
    @api.model
    def _testing_counts(self, account):
        """Return how many products of an account in testing were sent, how many wait.

        :return: a pair of numbers of products, not of variants
        """
        groups = self._testing_groups(account)
        sent = sum(1 for _template, exchange, _first in groups if exchange)
        return sent, max(len(groups) - max(account.testing_limit, sent), 0)

    @api.model
    def _testing_templates(self, account):
        """Return ids of the few products that may be sent while testing; None: of all.

        While all offers end, nothing new is sent.

        La Redoute takes fewer than ten products first, puts them live, and looks at
        one order before it wants the rest: so a seller's onboarding goes.
        """
        if account.phase == "ending":
            return []
        if account.phase != "testing" or not account.testing_limit:
            return None
        groups = self._testing_groups(account)
        return [template.id for template, *_order in groups[: account.testing_limit]]

    @api.model
    def _testing_groups(self, account):
        """(product, its last file, its first listing): those that were sent first."""
        groups = self._read_group(
            [
                ("account_id", "=", account.id),
                ("selected", "=", True),
                ("product_tmpl_id", "!=", False),
                *("|", "|", ("product_exchange_id", "!=", False)),
                ("offer_exchange_id", "!=", False),
                *("&", ("has_error", "=", False)),
                *("|", ("product_dirty", "=", True), ("by_ean", "=", "offered")),
            ],
            ["product_tmpl_id"],
            ["product_exchange_id:max", "offer_exchange_id:max", "id:min"],
        )
        # of an offer by EAN there is no product file
        known = [(each, file or offer, first) for each, file, offer, first in groups]
        return sorted(known, key=lambda group: (not group[1], group[2]))
