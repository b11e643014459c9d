# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The wire form of an order, as La Redoute writes it; we only read it."""

from __future__ import annotations

from lxml import etree

from odoo.addons.laredoute_connector.marketplace.records import (
    Address,
    Delivery,
    Order,
    OrderLine,
)
from odoo.addons.laredoute_connector.marketplace.sellr.wire import assumptions
from odoo.addons.laredoute_connector.marketplace.sellr.wire.order_of_elements import (
    ORDERS as G,
)
from odoo.addons.laredoute_connector.marketplace.values import (
    encode_amount,
    encode_quantity,
    encode_second,
)


def encode_order(order: Order) -> etree._Element:
    """Return one ``Order``; what is in ``unknown`` is not written.

    :raises ValueError: when an amount, a quantity or a moment has no wire form
    """
    element = G.root(
        "Order",
        OrderID=order.remote_id,
        OrderDate=encode_second(order.ordered_at, assumptions.ZONE),
    )
    _add_address(G.add(element, "BillingAddress"), order.billing_address)
    for line in order.lines:
        _add_line(element, line, order.delivery_of(line))
    return element


def _add_line(order: etree._Element, line: OrderLine, delivery: Delivery) -> None:
    element = G.add(
        order, "OrderLine", OrderLineID=line.remote_id, StatusCode=line.status_text
    )
    G.add(element, "Item", ItemStandardID=line.ean)
    G.add(element, "Quantity", encode_quantity(line.quantity))
    offer = G.add(element, "Offer")
    G.add(offer, "SellingPrice", encode_amount(line.unit_price))
    G.add(G.add(offer, "Delivery"), "DeliveryFee", encode_amount(line.delivery_fee))
    _add_address(G.add(element, "DeliveryAddress"), delivery.address)
    _add_delivery(G.add(element, "Delivery"), delivery)
    if line.refund_refused_reason:
        G.add(element, assumptions.REFUND_REFUSED_REASON, line.refund_refused_reason)


def _add_delivery(element: etree._Element, delivery: Delivery) -> None:
    for kind, number in (("Home", delivery.phone), ("Mobile", delivery.mobile)):
        if number:
            G.add(element, "PhoneNumber", number, PhoneType=kind)
    for name, text in (
        ("AliasEmail", delivery.email),
        ("DeliveryInstruction", delivery.instruction),
        (assumptions.ORDER_DELIVERY_MODE, delivery.mode),
        (assumptions.ORDER_DELIVERY_TYPE, delivery.kind),
        (assumptions.ORDER_RELAY, delivery.relay_id),
    ):
        if text:
            G.add(element, name, text)


def _add_address(element: etree._Element, address: Address) -> None:
    for name, text in (
        ("Title", address.title),
        ("Name1", address.name),
        ("Address1", address.address1),
        ("Address2", address.address2),
        (assumptions.THIRD_ADDRESS_LINE, address.address3),
        ("ZIPCode", address.zip_code),
        ("City", address.city),
        ("CountryCode", address.country_code),
    ):
        if text:
            G.add(element, name, text)
