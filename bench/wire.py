# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Encoding and decoding what goes over the wire."""

from __future__ import annotations

from dev import database

from .child import Figures, run_child
from .recording import Results

SUBJECT = "wire"
SIZES = (20_000, 100_000)
LXML, ITERPARSE = "bare lxml, same elements", "bare iterparse"


def run(results: Results, sizes: tuple[int, ...] = SIZES) -> None:
    """Measure the wire's works; makes and drops a database of its own.

    :param sizes: how many products are encoded
    """
    with database.temporary("bench") as name:

        def work(title: str, size: int, floor_name: str) -> Figures:
            found = run_child(name, SUBJECT, title, size)
            results.add(
                f"{title}_{size // 1000}k", found["work"], floor_name, found["floor"]
            )
            return found

        encoded = {size: work("products_encode", size, LXML) for size in sizes}
        if len(encoded) > 1:
            small, large = encoded[min(encoded)], encoded[max(encoded)]
            results.add_growth("products_encode", small["work"], large["work"])
        work("offers_encode", 20_000, LXML)
        work("orders_decode", 5_000, ITERPARSE)
