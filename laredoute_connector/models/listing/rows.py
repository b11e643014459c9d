# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is read of each product in bulk, as plain values."""

from typing import NamedTuple

from ...marketplace.rules import RequestedAttribute


class Variant(NamedTuple):
    """What is one for each variant.

    :ivar ean: without the blanks that come with copying it; empty without a barcode
    """

    id: int
    template_id: int
    ean: str
    sku: str


class Requested(NamedTuple):
    """An attribute that a category requests, with the id the database knows it by."""

    id: int
    rule: RequestedAttribute


class OdooValue(NamedTuple):
    """A value of an attribute in Odoo, and what that attribute is at La Redoute.

    :ivar target_id: id of the La Redoute attribute, of the usage ``other``
    """

    id: int
    name: str
    attribute_id: int
    usage: str
    target_id: int


class OwnValue(NamedTuple):
    """A value as it is sent: a name, and its code where the list has one."""

    label: str
    value_code: str
