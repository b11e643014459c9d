# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What an order holds that we do not know: kept as (path, text), never fatal."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ...values import xml_text
from . import assumptions
from .order_of_elements import ORDERS, local_name

Unknown = tuple[tuple[str, str], ...]

_ADDRESS = frozenset(ORDERS.children["BillingAddress"])
_ORDER_PATHS = frozenset(
    {
        "@OrderID",
        "@OrderDate",
        "BillingAddress",
        *(f"BillingAddress/{name}" for name in _ADDRESS),
    }
)
_LINE_PATHS = frozenset(
    {
        "@OrderLineID",
        "@StatusCode",
        "Quantity",
        "Offer",
        "Offer/SellingPrice",
        "Offer/Delivery",
        "Offer/Delivery/DeliveryFee",
        "DeliveryAddress",
        *(f"DeliveryAddress/{name}" for name in _ADDRESS),
        "Delivery",
        "Delivery/PhoneNumber",
        "Delivery/PhoneNumber/@PhoneType",
        "Delivery/AliasEmail",
        "Delivery/DeliveryInstruction",
        f"Delivery/{assumptions.ORDER_DELIVERY_MODE}",
        f"Delivery/{assumptions.ORDER_RELAY}",
        assumptions.REFUND_REFUSED_REASON,
    }
)


def unknown_of_order(order: etree._Element) -> Unknown:
    """Return what is unknown in an order, its lines left out."""
    found = [each for each in _attributes(order, "") if each[0] not in _ORDER_PATHS]
    for child in order:
        if local_name(child) != "OrderLine":
            found.extend(_unknown(child, local_name(child), _ORDER_PATHS))
    return tuple(found)


def unknown_of_line(line: etree._Element) -> Unknown:
    """Return what is unknown in a line; paths begin below the line."""
    found = [each for each in _attributes(line, "") if each[0] not in _LINE_PATHS]
    for number, child in enumerate(line):
        path = local_name(child)
        # the first child is the item, whatever its name
        known = _LINE_PATHS | {path, f"{path}/@ItemStandardID"}
        found.extend(_unknown(child, path, known if number == 0 else _LINE_PATHS))
    return tuple(found)


def _unknown(
    element: etree._Element, path: str, known: frozenset[str]
) -> Iterator[tuple[str, str]]:
    text = xml_text(element.text or "").strip()
    if path not in known and (text or not len(element)):
        yield path, text
    for each in _attributes(element, path + "/"):
        if each[0] not in known:
            yield each
    for child in element:
        yield from _unknown(child, f"{path}/{local_name(child)}", known)


def _attributes(element: etree._Element, prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        yield f"{prefix}@{str(name).rpartition('}')[2]}", xml_text(str(value))
