# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An order's elements by their path, in one pass: what we know, and what we do not.

What we do not know is kept as (path, text), never fatal. Of elements that repeat, the
first counts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from lxml import etree

from ...values import one_line
from . import assumptions
from .order_of_elements import ORDERS, local_name

LINE = "OrderLine"
_PHONE = "Delivery/PhoneNumber"
_INSTRUCTION = "Delivery/DeliveryInstruction"
#: parts of an address, in the order of the fields of
#: :class:`~...records.Address`
ADDRESS = ORDERS.children["BillingAddress"]
_ORDER_PATHS = frozenset(
    {
        "@OrderID",
        "@OrderDate",
        "BillingAddress",
        *(f"BillingAddress/{name}" for name in ADDRESS),
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
        *(f"DeliveryAddress/{name}" for name in ADDRESS),
        "Delivery",
        _PHONE,
        f"{_PHONE}/@PhoneType",
        "Delivery/AliasEmail",
        _INSTRUCTION,
        f"Delivery/{assumptions.ORDER_DELIVERY_MODE}",
        f"Delivery/@{assumptions.ORDER_DELIVERY_MODE}",
        f"Delivery/{assumptions.ORDER_DELIVERY_TYPE}",
        f"Delivery/@{assumptions.ORDER_DELIVERY_TYPE}",
        f"Delivery/{assumptions.ORDER_RELAY}",
        assumptions.REFUND_REFUSED_REASON,
    }
)
#: names kept ready; more than an order has, and few enough for hostile ones
_NAMES = 256
# path of the parent, name → own path, whether it is known, whether it has a prefix
# that nobody declared: the parser leaves such a prefix in the name
_Step = Callable[[str, str], tuple[str, bool, bool]]


def _lines(text: str) -> str:
    """Return what a buyer wrote on several lines, on one: they stay apart."""
    return " – ".join(filter(None, map(one_line, text.splitlines())))


def _steps(known: frozenset[str]) -> tuple[_Step, _Step]:
    """Return the steps to a child element and to an attribute."""

    @lru_cache(maxsize=_NAMES)
    def to_child(parent: str, tag: str) -> tuple[str, bool, bool]:
        name = tag.rpartition("}")[2]
        path = f"{parent}/{name}" if parent else name
        return path, path in known, ":" in name

    @lru_cache(maxsize=_NAMES)
    def to_attribute(parent: str, tag: str) -> tuple[str, bool, bool]:
        name = tag.rpartition("}")[2]
        path = f"{parent}/@{name}" if parent else f"@{name}"
        return path, path in known, ":" in name

    return to_child, to_attribute


_ORDER_STEPS = _steps(_ORDER_PATHS)
_LINE_STEPS = _steps(_LINE_PATHS)


class Elements:
    """What stands below one element, and in its attributes.

    :ivar texts: text of each first element, on one line, by its path
    :ivar phones: text of each first phone number, by its kind in small letters
    :ivar item: attributes of the first child of a line
    :ivar unknown: (path, trimmed text) in the order of the document
    :ivar undeclared: whether a name has a prefix that nobody declared
    """

    __slots__ = ("_steps", "item", "phones", "texts", "undeclared", "unknown")

    def __init__(self, steps: tuple[_Step, _Step]) -> None:
        self.texts: dict[str, str] = {}
        self.phones: dict[str, str] = {}
        self.item: dict[str, str] = {}
        self.unknown: list[tuple[str, str]] = []
        self.undeclared = False
        self._steps = steps

    def add_attributes(self, element: etree._Element, path: str) -> None:
        """Keep an element's attributes: what they say, or that they are unknown."""
        to_attribute = self._steps[1]
        for name, value in element.items():
            own, known, undeclared = to_attribute(path, str(name))
            self.undeclared |= undeclared
            if not known:
                self.unknown.append((own, str(value)))
            else:
                self.texts.setdefault(own, one_line(str(value)))

    def add_item(self, element: etree._Element) -> None:
        """Take a line's first child: it is the item, whatever its name."""
        before = len(self.unknown)
        self.add(element, "", first=True)
        self.item = {str(name): str(value) for name, value in element.items()}
        name = local_name(element)
        self.unknown[before:] = [
            each
            for each in self.unknown[before:]
            if each[0] not in (name, f"{name}/@ItemStandardID")
        ]

    def add(self, element: etree._Element, parent: str, first: bool) -> None:
        """Take an element with all that is below it.

        :param parent: path of its parent
        :param first: whether all above it are the first of their name
        """
        path, known, undeclared = self._steps[0](parent, str(element.tag))
        text = element.text
        text = text.strip() if text else ""
        children = len(element)
        self.undeclared |= undeclared
        if first and path == _PHONE:
            kind = str(element.get("PhoneType", "")).strip().lower()
            self.phones.setdefault(kind, text)
        if first and path not in self.texts:
            self.texts[path] = one_line(text) if path != _INSTRUCTION else _lines(text)
        else:
            first = False
        if not known and (text or not children):
            self.unknown.append((path, text))
        if element.keys():
            self.add_attributes(element, path)
        if children:
            for child in element:
                self.add(child, path, first)


def elements_of_order(
    order: etree._Element,
) -> tuple[Elements, list[tuple[etree._Element, Elements]]]:
    """Return what an order holds beside its lines, and each line with what it holds.

    Paths begin below the order, and below the line.
    """
    found = Elements(_ORDER_STEPS)
    found.add_attributes(order, "")
    lines = []
    for child in order:
        if local_name(child) == LINE:
            lines.append((child, _elements_of_line(child)))
        else:
            found.add(child, "", first=True)
    return found, lines


def _elements_of_line(line: etree._Element) -> Elements:
    found = Elements(_LINE_STEPS)
    found.undeclared = ":" in local_name(line)
    found.add_attributes(line, "")
    for number, child in enumerate(line):
        if number:
            found.add(child, "", first=True)
        else:
            found.add_item(child)
    return found
