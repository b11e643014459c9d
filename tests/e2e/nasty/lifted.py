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
def gate_open(taken, raw_images):
    """Have all listings sent that wait for it, whatever stands against them.

    :param taken: called with a variant's id and a file of it alone: whether the file
        would be taken at all; one product that cannot be written must not hold the rest
    :param raw_images: variant's id → its images as (address, checksum)
    """
    facts = _module("models.listing.facts").ListingFacts
    images_of, record_of = facts.images_of, facts.record
    product_image = _module("marketplace.records").ProductImage
    #: stands for no image at all, since a record is made of some
    nothing = product_image("", "")

    def images_at_any_cost(self, variant):
        found = images_of(self, variant)
        raw = tuple(product_image(*each) for each in raw_images(variant.id))
        return found if found.records else found._replace(records=raw or (nothing,))

    def record_at_any_cost(self, variant):
        found = record_of(self, variant)
        images = tuple(each for each in found.images if each is not nothing)
        record = replace(found, images=images)
        return record if taken(variant.id, _alone(record)) else None

    with (
        patch.object(facts, "images_of", images_at_any_cost),
        patch.object(facts, "record", record_at_any_cost),
    ):
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
def offers_open():
    """Have every listing La Redoute knows offered, whatever its price and VAT."""
    cents = _module("models.common").cents
    computer = _module("models.offer.compute").OfferComputer
    compute = computer.compute

    def any_price(self, listed, amounts):
        product = self.env["product.product"].browse(listed.product_id)
        known = amounts.get(product.id) or (cents(product.list_price), Decimal(0))
        return known[0], known[1], False

    def everything(self, batch):
        for each in compute(self, batch):
            # a quantity that is news
            offer = replace(each.offer, quantity=each.listed.id)
            yield replace(each, offer=offer)

    with (
        patch.object(computer, "_price", any_price),
        patch.object(computer, "_is_held", lambda *_args: False),
        patch.object(computer, "compute", lambda *args: list(everything(*args))),
        _any_amount(),
    ):
        yield


def offer_file(account, listing):
    """Return the bytes of an offer file of one listing, for 10 euros."""
    records = _module("marketplace.records")
    computer = _module("models.offer.compute").OfferComputer(account)
    (listed,) = computer.of_listings(listing)
    policies = _module("models.offer.policies").Policies(account, [listed.product_id])
    promises = _module("models.offer.promise").Promises(account, policies)
    offer = records.Offer(
        ean=listed.ean,
        sku=listed.sku,
        quantity=1,
        price=Decimal("10.00"),
        struck_price=Decimal("10.00"),
        vat_rate=Decimal("0.20"),
        deliveries=promises.of(listed.product_id),
        **computer.shared,
    )
    with TemporaryDirectory() as folder, account._marketplace() as market:
        path = Path(folder) / "offers.xml"
        with _any_amount():
            market.encode(records.FileKind.OFFERS, [offer], path, offer.starts_at)
        return path.read_bytes()
