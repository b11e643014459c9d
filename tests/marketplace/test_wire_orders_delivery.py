# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How a line is delivered: mode and type, wherever they stand."""

from __future__ import annotations

import io

from odoo.addons.laredoute_connector.marketplace.records import Order
from odoo.addons.laredoute_connector.marketplace.sellr.wire.orders import decode_orders

from .builders import fixture


def test_mode_and_type_may_be_attributes_as_an_offer_has_them() -> None:
    content = fixture("orders_two.xml")
    for name, word in ((b"DeliveryMode", b"Relais"), (b"DeliveryType", b"Regular")):
        content = content.replace(b"<%s>%s</%s>" % (name, word, name), b"")
    start = b"<Delivery>\n"
    assert content.count(start) == 1
    content = content.replace(
        start, b'<Delivery DeliveryMode="Drive " DeliveryType="Express">\n'
    )
    order = next(decode_orders(io.BytesIO(content)))
    assert isinstance(order, Order)
    line, delivery = order.lines[0], order.delivery
    assert (delivery.mode, delivery.kind) == ("Drive", "Express")
    assert not [path for path, _text in line.unknown if "Delivery" in path]
