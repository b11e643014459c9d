# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The catalogue's works, see :mod:`.child`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from odoo.addons.laredoute_connector.marketplace.records import FileKind
from odoo.addons.laredoute_connector.marketplace.sellr.adapter import SellrMarketplace
from odoo.addons.laredoute_connector.marketplace.settings import SellrSettings

from tests.e2e.odoo_process import transaction

from . import child
from .child import Figures
from .measure import measure
from .multiply import multiply
from .prototypes import PRODUCTS, Prototypes
from .wire_work import NOW, SAMPLE, copy_elements, offers

#: declinations of one product
DECLINATIONS = 5
#: what the check reads of a variant, in one query
CHECK_FLOOR = """
SELECT l.id, l.state, l.selected, l.refusal, l.sent_at, l.ean, l.sku, l.parent_sku,
       l.product_sent, l.price_sent, l.price_confirmed, p.barcode, p.default_code,
       p.active, t.name, t.laredoute_title, t.description_sale,
       t.laredoute_description, t.laredoute_parent_sku, t.list_price, t.is_storable,
       t.categ_id, category.code, category.retired, brand.code, brand.retired,
       tax.amount, tax.price_include, stock.free, attributes.given, images.given,
       findings.known
  FROM laredoute_listing l
  JOIN product_product p ON p.id = l.product_id
  JOIN product_template t ON t.id = p.product_tmpl_id
  LEFT JOIN laredoute_category_mapping cm ON cm.product_category_id = t.categ_id
  LEFT JOIN laredoute_category category ON category.id = cm.category_id
  LEFT JOIN laredoute_brand brand ON brand.id = t.laredoute_brand_id
  LEFT JOIN product_taxes_rel taxes ON taxes.prod_id = t.id
  LEFT JOIN LATERAL (SELECT amount, price_include_override AS price_include
                       FROM account_tax WHERE id = taxes.tax_id) tax ON true
  LEFT JOIN LATERAL (
      SELECT SUM(quantity - reserved_quantity) AS free
        FROM stock_quant WHERE product_id = p.id) stock ON true
  LEFT JOIN LATERAL (
      SELECT array_agg((a.code, v.code, v.name)) AS given
        FROM product_template_attribute_value ptav
        JOIN laredoute_value_mapping vm
          ON vm.product_value_id = ptav.product_attribute_value_id
        JOIN laredoute_attribute a ON a.id = vm.attribute_id
        LEFT JOIN laredoute_attribute_value v ON v.id = vm.value_id
       WHERE ptav.product_tmpl_id = t.id) attributes ON true
  LEFT JOIN LATERAL (
      SELECT array_agg((i.md5, i.width, i.height, i.size)) AS given
        FROM ir_attachment file
        JOIN laredoute_image i ON i.source_checksum = file.checksum
       WHERE file.res_field = 'image_1920' AND file.res_model = 'product.template'
         AND file.res_id = t.id) images ON true
  LEFT JOIN LATERAL (
      SELECT array_agg((f.code, f.severity, f.field, f.arguments)) AS known
        FROM laredoute_finding f WHERE f.listing_id = l.id) findings ON true
"""
OFFERS_FLOOR = """
SELECT p.id, l.ean, l.sku, t.list_price,
       COALESCE(SUM(q.quantity - q.reserved_quantity), 0)
  FROM laredoute_listing l
  JOIN product_product p ON p.id = l.product_id
  JOIN product_template t ON t.id = p.product_tmpl_id
  LEFT JOIN stock_quant q ON q.product_id = p.id
 GROUP BY p.id, l.id, t.id
"""
#: runs of a floor, which takes a second where the work takes many
FLOORS = 7


class Work(child.Work):
    """The works on a catalogue, by the name of their method."""

    def make(self, variants: int) -> None:
        """Make a catalogue of so many variants."""
        with transaction(self.registry) as env:
            account = Prototypes(env).make()
            products = env["laredoute.listing"].search([]).product_id
            env["laredoute.image"]._prepared(products)
            env.flush_all()
            copies = variants // (PRODUCTS * DECLINATIONS) - 1
            multiply(env.cr, products.product_tmpl_id.ids, copies)
            assert len(account)
        self.execute("ANALYZE")

    def check(self, _number: int) -> Figures:
        """Check every listing; the first time everything is written."""
        self.execute(
            "INSERT INTO laredoute_listing_stale (account_id, listing_id, offers)"
            " SELECT account_id, id, FALSE FROM laredoute_listing"
        )
        self.execute("ANALYZE laredoute_listing")
        floor = measure(lambda: self.stream(CHECK_FLOOR), FLOORS)
        return {"work": measure(self._check_listings, 1), "floor": floor}

    def idle(self, _number: int) -> Figures:
        """Check when no listing changed."""
        return {"work": measure(self._check_listings, 3)}

    def offers(self, _number: int) -> Figures:
        """Compute the offers of listings that are all live."""
        self.execute(
            "UPDATE laredoute_listing SET state = 'live', ean = 'x', sku = 'y'"
        )
        floor = measure(lambda: self.stream(OFFERS_FLOOR), FLOORS)
        return {"work": measure(self._offers, 1), "floor": floor}

    def offers_full(self, number: int) -> Figures:
        """Make the file of all offers, from the database to what is stored."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "file.xml")
            with SellrMarketplace(SellrSettings(vendor_id="70123")) as market:
                market.encode(FileKind.OFFERS, offers(SAMPLE), path, NOW)
            floor = measure(lambda: self._write_offers(path, number), 2)
        figures = {"work": measure(self._queue_offers, 1), "floor": floor}
        self._accept_offers()
        return figures

    def _write_offers(self, path: Path, number: int) -> None:
        self.stream(OFFERS_FLOOR)
        copy_elements(path, number)

    def offers_delta(self, number: int) -> Figures:
        """Make the next file, where the stock of one in a hundred moved."""
        moved = number // 100
        self.execute(
            "WITH moved AS (SELECT id, account_id, product_id FROM laredoute_listing"
            f" ORDER BY md5(id::text) LIMIT {moved}),"
            " noted AS (INSERT INTO laredoute_listing_stale"
            " (account_id, listing_id, offers) SELECT account_id, id, TRUE FROM moved)"
            " UPDATE stock_quant SET quantity = quantity + 1"
            " WHERE product_id IN (SELECT product_id FROM moved)"
        )
        figures = {"work": measure(self._queue_offers, 1)}
        self._accept_offers()
        return figures

    def offers_idle(self, _number: int) -> Figures:
        """Look for offers to send where nothing moved."""
        return {"work": measure(self._queue_offers, 3)}

    def products(self, _number: int) -> Figures:
        """Make and store one product file."""
        return {"work": measure(self._queue_products, 1)}

    def _check_listings(self) -> None:
        with self.account() as account:
            account.env["laredoute.listing"]._run_check(account)

    def _queue_products(self) -> None:
        with self.account() as account:
            listings = account.env["laredoute.listing"]
            file = listings._queue_products(account)
            assert file.item_count >= account.file_size

    def _offers(self) -> None:
        with self.account() as account:
            news = account.env["laredoute.offer"]._news(account, complete=True)
            assert sum(1 for _computed in news)

    def _queue_offers(self) -> None:
        with self.account() as account:
            account.env["laredoute.offer"]._queue(account)

    def _accept_offers(self) -> None:
        """La Redoute accepts all of it, and the next file may go."""
        self.execute("UPDATE laredoute_exchange SET state = 'done'")
        self.execute("UPDATE laredoute_listing SET offer_accepted = offer_sent")
