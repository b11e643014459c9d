# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What no order can hold breaks that order only, before a database meets it."""

from __future__ import annotations

import io

import pytest

from odoo.addons.laredoute_connector.marketplace.records import BrokenOrder, Order
from odoo.addons.laredoute_connector.marketplace.sellr.wire.orders import decode_orders

from .test_wire_orders import GOOD

LONG = b"0123456789" * 600
PLACE = b"<DeliveryAddress><Name1>%s</Name1></DeliveryAddress></OrderLine>"


def read(content: bytes) -> list[Order | BrokenOrder]:
    return list(decode_orders(io.BytesIO(b"<Envelope>" + content + b"</Envelope>")))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b">1<", b">3000000000<", "quantity_unreadable: OrderLine A-1, 1000000 "),
        (b">1<", b">1000000<", "quantity_unreadable: OrderLine A-1, 1000000 or more"),
        (b">10<", b">10000000.00<", "price_unreadable: OrderLine A-1, 10000000 "),
        (b"Fee>1<", b"Fee>999999999999<", "delivery_fee_unreadable: OrderLine A-1, "),
        (b"2026-11", b"9999-12", "date_unreadable: Order A, of another century"),
        (b"2026-11", b"0001-12", "date_unreadable: Order A, of another century"),
        (b'OrderID="A"', b'OrderID="%s"' % LONG, "order_id_too_long: Order 0123"),
        (b'ID="A-1"', b'ID="%s"' % LONG, "line_id_too_long: OrderLine 0123"),
        (b'"1"', b'"%s"' % LONG, "ean_too_long: OrderLine A-1"),
        (
            b"</OrderLine>",
            PLACE % LONG,
            "text_too_long: DeliveryAddress/Name1",
        ),
    ],
)
def test_b01_what_is_beyond_its_limit_breaks_its_order_only(
    old: bytes, new: bytes, reason: str
) -> None:
    assert old in GOOD
    good = GOOD.replace(b'"A', b'"B')
    broken, whole = read(GOOD.replace(old, new, 1) + good)
    assert isinstance(broken, BrokenOrder)
    assert broken.reason.startswith(reason)
    assert len(broken.reason) < 200
    assert len(broken.remote_id) <= 100
    assert new[:40] in broken.source, "it is kept to the letter"
    assert isinstance(whole, Order)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b">1<", b">999999.000<"),
        (b">10<", b">9999999.99<"),
        (b"2026-11", b"2099-12"),
        (b"</OrderLine>", PLACE % (b"X" * 600)),
        (
            b"</OrderLine>",
            b"<Delivery><DeliveryInstruction>%s</DeliveryInstruction></Delivery>"
            b"</OrderLine>" % LONG,
        ),
    ],
)
def test_b01_what_is_within_its_limit_is_read(old: bytes, new: bytes) -> None:
    (order,) = read(GOOD.replace(old, new, 1))
    assert isinstance(order, Order)
