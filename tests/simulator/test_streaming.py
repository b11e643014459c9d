# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A large upload does not need its size several times over in memory."""

from __future__ import annotations

import tracemalloc

from . import wire
from .seller import Seller

COUNT = 3000


def test_large_product_file_is_streamed(seller: Seller) -> None:
    one = wire.vendor_item(description="description " * 200)
    file = wire.vendor_items(*[one] * COUNT)
    root = wire.envelope(wire.SOAP11, wire.items_body("simulated-token-items"))
    message, kind = wire.related(root, file, "text/xml")
    pieces = [message[i : i + 65536] for i in range(0, len(message), 65536)]
    size = len(message)
    assert size > 8_000_000
    del file, message
    tracemalloc.start()
    try:
        answer = seller.post(
            "items", iter(pieces), content_type=kind, action=wire.ITEMS
        )
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert answer.status_code == 200
    (batch,) = seller.sim.world.batches
    assert batch.elements == COUNT
    # lxml's own memory is not traced, but it holds one element at a time.
    assert peak < size / 4
