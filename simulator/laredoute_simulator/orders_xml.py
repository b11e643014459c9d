# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An order as the orders service answers it (protocol P-75)."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from .clock import wire_second
from .records import Address, Line, Order

EMPTY = "."  # how the platform writes an empty text (K)


def order_element(order: Order) -> etree._Element:
    """Write an order with all its lines, in no namespace.

    Before Toship only postcode, city and country are shown (K).
    """
    root = etree.Element(
        "Order",
        OrderID=order.number_text or order.order_id,
        OrderDate=order.date_text or wire_second(order.ordered_wall),
    )
    known = any(line.address_known for line in order.lines)
    _address(etree.SubElement(root, "BillingAddress"), order.billing, known)
    for line in order.lines:
        _line(etree.SubElement(root, "OrderLine"), order, line)
    return root


def _address(element: etree._Element, address: Address, known: bool) -> None:
    _text(element, "Title", (known and address.title) or EMPTY)
    _text(element, "Name1", (known and address.name) or EMPTY)
    if known and address.address1:
        _text(element, "Address1", address.address1)
    _text(element, "Address2", (known and address.street) or EMPTY)
    if known and address.address3:
        _text(element, "Address3", address.address3)
    _text(element, "ZIPCode", address.postcode)
    _text(element, "City", address.city)
    _text(element, "CountryCode", address.country)


def _line(element: etree._Element, order: Order, line: Line) -> None:
    element.set("OrderLineID", line.line_id)
    word = line.status if line.status_text is None else line.status_text
    if word:
        element.set("StatusCode", word)
    etree.SubElement(element, "Item", ItemStandardID=line.ean)
    _text(element, "Quantity", line.quantity_text)
    offer = etree.SubElement(element, "Offer")
    _text(offer, "SellingPrice", line.price)
    _text(etree.SubElement(offer, "Delivery"), "DeliveryFee", line.delivery_fee)
    address = etree.SubElement(element, "DeliveryAddress")
    _address(address, replace(order.delivery, **line.delivery), line.address_known)
    _delivery(etree.SubElement(element, "Delivery"), order, line)
    if line.status == "Refund refused":
        _text(element, "RefundRefusedReason", line.refund_refusal)


def _delivery(element: etree._Element, order: Order, line: Line) -> None:
    if line.address_known:
        for kind, number in order.phones.items():
            _text(element, "PhoneNumber", number).set("PhoneType", kind)
        _text(element, "AliasEmail", order.alias)
        if order.instruction:
            _text(element, "DeliveryInstruction", order.instruction)
    mode = order.delivery_mode or ("Relais" if order.relay_id else "Home")
    _text(element, "DeliveryMode", mode)
    if order.delivery_type:
        _text(element, "DeliveryType", order.delivery_type)
    if order.relay_id and line.address_known:
        _text(element, "RelayID", order.relay_id)


def _text(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, name)
    element.text = text
    return element
