# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a product file holds beside the variants themselves: their parents."""

from ...marketplace.records import Product


def with_parents(records):
    """Yield the records of a file, each parent once and before its declinations.

    :param records: iterable of :class:`~...marketplace.records.Product`
    """
    parents = set()
    for record in records:
        if record.parent_sku and record.parent_sku not in parents:
            parents.add(record.parent_sku)
            yield parent_record(record)
        yield record


def parent_record(record):
    """Build the parent of a declination: no EAN, one image, no attribute.

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
