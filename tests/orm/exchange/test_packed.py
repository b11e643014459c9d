# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Files are kept compressed, and sent as they were made; complete ones for days."""

import base64
import gzip
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.laredoute_connector.models.exchange.journal import COMPLETE_KEPT

from ..common import LaredouteCase


@tagged("standard", "post_install", "-at_install")
class TestPacked(LaredouteCase):
    def sent(self):
        """A complete file of one offer."""
        product = self.make_product()
        codes = {"ean": product.barcode, "sku": product.default_code}
        self.listing = self.make_listing(product, state="live", **codes)
        self.run_flow("send_offers")
        exchange = self.listing.offer_exchange_id
        self.assertEqual((exchange.state, exchange.complete), ("sent", True))
        return exchange

    def test_a_file_is_kept_compressed(self):
        exchange = self.sent()
        content = base64.b64decode(exchange.payload)
        self.assertIn(self.listing.ean, gzip.decompress(content).decode())
        self.assertTrue(exchange.payload_name.endswith(".gz"))

    def test_it_is_sent_as_it_was_made(self):
        self.sent()
        (offer,) = self.market.sent("offers")
        self.assertEqual(offer.ean, self.listing.ean)

    def test_what_an_earlier_version_kept_is_sent_too(self):
        exchange = self.sent()
        plain = gzip.decompress(base64.b64decode(exchange.payload))
        exchange.write({"payload": base64.b64encode(plain), "compressed": False})
        with self.account._marketplace() as market:
            self.assertTrue(list(exchange._kind().send(exchange, market)))
        self.assertEqual(len(self.market.files), 2)
        (offer,) = self.market.sent("offers")
        self.assertEqual(offer.ean, self.listing.ean)
        self.assertFalse(exchange.payload_name.endswith(".gz"))

    def test_complete_files_are_kept_for_days(self):
        exchange = self.sent()
        day = timedelta(days=1)
        for age, kept in ((COMPLETE_KEPT - day, True), (COMPLETE_KEPT + day, False)):
            done = {"state": "done", "done_at": fields.Datetime.now() - age}
            exchange.write(done)
            self.run_flow("clean_journal")
            self.assertEqual(bool(exchange.payload), kept)
