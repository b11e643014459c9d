# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Our gate lifted: what our rules hold back is sent all the same, for once.

Everything else is as always: the records, the encoding, the file, the call. Where
nothing can be sent (no image that is fit, a price below zero) the nearest record is.
"""

import importlib
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from lxml import etree


def _module(name):
    """A module of the addon as the running Odoo knows it."""
    return importlib.import_module(f"odoo.addons.laredoute_connector.{name}")


@contextmanager
def gate_open(registry, taken, raw_images):
    """Have all listings sent that wait for it, whatever stands against them.

    :param taken: called with a variant's id and a file of it alone: whether the file
        would be taken at all; one product that cannot be written must not hold the rest
    :param raw_images: variant's id → its images as (address, checksum)
    """
    facts_of = _module("models.listing.facts").ListingFacts
    product_image = _module("marketplace.records").ProductImage

    def everything(self, facts=None):
        facts = facts or facts_of(self)
        records = {}
        for listing in self:
            product = listing.product_id
            images = facts.images[product]._records(facts.account) or tuple(
                product_image(*each) for each in raw_images(product.id)
            )
            record = listing._product_record(facts, images)
            if taken(product.id, _alone(record)):
                records[listing] = record
        return records

    with patch.object(registry["laredoute.listing"], "_product_records", everything):
        yield


def _alone(record):
    """A file of one product; our encoder writes none without a reference."""
    products = _module("marketplace.sellr.wire.products")
    grammar = products.G
    root = etree.Element(grammar.tag("VendorItems"), nsmap={None: grammar.namespace})
    # what XML cannot hold is left out: an empty reference arrives
    record = record if record.sku else replace(record, sku="\x07")
    root.append(products.product_element(record, "1"))
    return etree.tostring(root)


@contextmanager
def _any_amount():
    """Have amounts written that our encoder refuses to write."""
    wire = _module("marketplace.sellr.wire.offers")
    with patch.object(wire, "encode_amount", lambda amount: format(amount, "f")):
        yield


@contextmanager
def offers_open(registry):
    """Have every listing La Redoute knows offered, whatever its price and VAT."""
    cents = _module("models.common").cents

    def everything(self, account, listings):
        prices = listings._prices(account)
        for listing in listings:
            product = listing.product_id
            untaxed = (cents(product.list_price), Decimal(0))
            price, vat = prices.get(product, untaxed)
            # a quantity that is news
            yield listing, account._prepare_offer(listing, listing.id, price, vat)

    with (
        patch.object(registry["laredoute.listing"], "_offers", everything),
        _any_amount(),
    ):
        yield


def offer_file(account, listing):
    """The bytes of an offer file of one listing, for 10 euros."""
    kind = _module("marketplace.records").FileKind.OFFERS
    price, vat = Decimal("10.00"), Decimal("0.20")
    offer = account._prepare_offer(listing, 1, price, vat)
    with TemporaryDirectory() as folder, account._marketplace() as market:
        path = Path(folder) / "offers.xml"
        with _any_amount():
            market.encode(kind, [offer], path, offer.starts_at)
        return path.read_bytes()
