# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Any order, written as La Redoute writes it, is read again alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from odoo.addons.laredoute_connector.marketplace.records import (
    Address,
    Delivery,
    LineStatus,
    Order,
    OrderLine,
)
from odoo.addons.laredoute_connector.marketplace.sellr.wire.orders import (
    decode_order,
)
from odoo.addons.laredoute_connector.marketplace.values import one_line

from .order_encoding import encode_order

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=20
)
TEXTS = TEXTS.filter(lambda text: text != "." and one_line(text) == text)
CENTS = st.decimals(0, 99999, places=2)

ADDRESSES = st.builds(
    Address,
    title=TEXTS,
    name=TEXTS,
    address1=TEXTS,
    address2=TEXTS,
    address3=TEXTS,
    zip_code=TEXTS,
    city=TEXTS,
    country_code=st.sampled_from(["", "FR", "BE"]),
)
DELIVERIES = st.builds(
    Delivery,
    address=ADDRESSES,
    phone=TEXTS,
    mobile=TEXTS,
    email=TEXTS,
    instruction=TEXTS,
    mode=TEXTS,
    relay_id=TEXTS,
)
LINES = st.builds(
    OrderLine,
    remote_id=TEXTS.filter(bool),
    status=st.just(LineStatus.PAID),
    status_text=st.just("Paid"),
    ean=TEXTS,
    quantity=st.integers(0, 9999).map(Decimal),
    unit_price=CENTS,
    delivery_fee=CENTS,
    delivery=st.none() | DELIVERIES,
    refund_refused_reason=TEXTS,
)
ORDERS = st.builds(
    Order,
    remote_id=TEXTS.filter(bool),
    ordered_at=st.datetimes(
        datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(timezone.utc)
    ).map(lambda moment: moment.replace(microsecond=0)),
    billing_address=ADDRESSES,
    lines=st.lists(
        LINES, min_size=1, max_size=3, unique_by=lambda line: line.remote_id
    ).map(lambda lines: (replace(lines[0], delivery=None), *lines[1:])),
    delivery=DELIVERIES,
)


@settings(max_examples=50, deadline=None)
@given(ORDERS)
def test_any_order_round_trips(order: Order) -> None:
    decoded = decode_order(etree.tostring(encode_order(order)))
    # what a line has in common with the order is said once
    lines = tuple(
        replace(line, delivery=None) if line.delivery == order.delivery else line
        for line in order.lines
    )
    assert replace(decoded, source=b"", digest="") == replace(order, lines=lines)


# --------------------------------------------------------------------- request
