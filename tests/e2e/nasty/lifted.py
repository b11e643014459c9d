# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Our gate lifted: what our rules hold back is told all the same, for once.

Everything else is as always: the records, the encoding, the file, the call. Where
nothing can be told (no picture that is fit, a price below zero) the nearest record is.
"""

from contextlib import ExitStack, contextmanager
from decimal import Decimal
from unittest.mock import patch


def _module(name):
    """A module of the addon as the running Odoo knows it."""
    import importlib

    return importlib.import_module(f"odoo.addons.laredoute_connector.{name}")


@contextmanager
def gate_open(registry, taken, raw_pictures):
    """Have all marked listings told.

    :param taken: called with a variant's id and a file of it alone: whether the file
        would be taken at all; one product that cannot be written must not hold the rest
    :param raw_pictures: variant's id → its pictures as (address, checksum)
    """
    facts_of = _module("models.laredoute_listing_facts").ListingFacts
    image = _module("marketplace.records").ProductImage

    def everything(self, facts=None):
        facts = facts or facts_of(self)
        told = {}
        for listing in self:
            product = listing.product_id
            images = facts.images[product]._records(facts.account) or tuple(
                image(*each) for each in raw_pictures(product.id)
            )
            record = listing._product_record(facts, images)
            if taken(product.id, _alone(record)):
                told[listing] = record
        return told

    with patch.object(registry["laredoute.listing"], "_product_records", everything):
        yield


def _alone(record):
    """A file of one product. Our encoder refuses one without reference: that too."""
    from lxml import etree

    products = _module("marketplace.sellr.wire.products")
    grammar = products.G
    root = etree.Element(grammar.tag("VendorItems"), nsmap={None: grammar.namespace})
    if record.sku:
        root.append(products.product_element(record, "1"))
    else:
        from dataclasses import replace

        root.append(products.product_element(replace(record, sku="\x07"), "1"))
    return etree.tostring(root)


@contextmanager
def offers_open(registry):
    """Have every listing La Redoute knows offered, whatever its price and VAT."""
    offer_module = _module("models.laredoute_listing_offer")
    wire = _module("marketplace.sellr.wire.offers")

    def everything(self, account, listings):
        prices = listings._prices(account)
        for listing in listings:
            product = listing.product_id
            price, vat = prices.get(
                product, (offer_module.cents(product.list_price), Decimal(0))
            )
            yield listing, account._prepare_offer(listing, listing.id, price, vat)

    def any_amount(amount):
        return format(amount, "f")

    with ExitStack() as stack:
        model = registry["laredoute.listing"]
        stack.enter_context(patch.object(model, "_offers", everything))
        stack.enter_context(patch.object(wire, "encode_amount", any_amount))
        yield
