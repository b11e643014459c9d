# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the addon costs in other people's transactions, and cleaning up after them."""

from __future__ import annotations

from dev import database

from .child import run_child
from .recording import Results

SUBJECT = "hooks"
SIZES = (100_000,)
BARE = "the same without the addon's hooks"
#: printed name and work; each transaction is flushed and rolled back
WORKS = (
    ("hooks_pricelist_write", "pricelist_write"),
    ("hooks_pricelist_create", "pricelist_create"),
    ("hooks_delivery_fee", "delivery_fee"),
    ("hooks_tax", "tax"),
    ("hooks_colour", "colour"),
    ("hooks_mapping", "mapping"),
    ("hooks_references_500", "references"),
    ("hooks_prices_1000", "prices"),
    ("hooks_create_1000", "products_create"),
    ("hooks_import_1000", "products_import"),
    ("hooks_receipt_500", "receipt"),
    ("hooks_inventory_500", "inventory"),
)


def run(results: Results, sizes: tuple[int, ...] = SIZES) -> None:
    """Measure the hooks on a catalogue whose variants are all on sale.

    :param sizes: how many variants each catalogue has
    """
    for size in sizes:
        with database.temporary("bench") as name:
            run_child(name, "catalogue", "make", size)
            for title, work in WORKS:
                found = run_child(name, SUBJECT, work, size)
                results.add(
                    f"{title}_{size // 1000}k", found["work"], BARE, found["floor"]
                )
            found = run_child(name, SUBJECT, "images", size)
            results.add(
                f"images_clean_{size // 1000}k",
                found["work"],
                "counting the images",
                found["floor"],
            )
