# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A buyer's addresses as an order keeps them: JSON without what is empty."""

from dataclasses import fields, is_dataclass

from ...marketplace.places import Town
from ...marketplace.records import Address, Delivery
from ...marketplace.statuses import FACTS

_NESTED = {"address": Address}


def pack(record):
    """Return an address or a delivery as a Json field keeps it.

    :param record: :class:`Address`, :class:`Delivery` or None
    :return: dict of what is not empty, False when nothing is
    """
    if record is None:
        return False
    values = {each.name: getattr(record, each.name) for each in fields(record)}
    packed = {
        name: pack(value) if is_dataclass(value) else value
        for name, value in values.items()
    }
    return {name: value for name, value in packed.items() if value} or False


def unpack_address(values):
    """Return the :class:`Address` that :func:`pack` kept."""
    return _unpack(Address, values)


def unpack_delivery(values):
    """Return the :class:`Delivery` that :func:`pack` kept."""
    return _unpack(Delivery, values)


def ways_of(order, name):
    """Return what La Redoute says of how an order is delivered, in its own words.

    :param order: the pure side's Order
    :param name: ``mode`` or ``kind`` of a :class:`Delivery`
    :return: text; several words where lines differ, empty where nothing is said
    """
    alive = [line for line in order.lines if not FACTS[line.status].dead]
    words = [getattr(order.delivery_of(line), name) for line in alive or order.lines]
    return ", ".join(dict.fromkeys(filter(None, words)))


def town_of(address):
    """Return the :class:`Town` of an :class:`Address`."""
    return Town(address.zip_code, address.city)


def lines_of(address):
    """Return the lines of an :class:`Address`; the street is the second one, if any."""
    return [address.address2, address.address1, address.address3]


def instruction_of(order, delivery):
    """Return what whoever packs an order must know of where it goes.

    :param order: ``laredoute.order``
    :param delivery: the :class:`Delivery` of most of its lines
    """
    notes = [delivery.instruction]
    if delivery.relay_id:
        notes.append(order.env._("Relay %s", delivery.relay_id))
    notes += [line._describe_delivery() for line in order.line_ids._alive()]
    return " – ".join(note for note in notes if note)


def place_of(address):
    """Return an :class:`Address` in one line, empty where nothing is known of it."""
    there = (address.name, address.address1, address.address2, address.address3)
    return ", ".join(part for part in (*there, str(town_of(address))) if part)


def _unpack(kind, values):
    known = {each.name for each in fields(kind)}
    return kind(
        **{
            name: _unpack(_NESTED[name], value) if name in _NESTED else value
            for name, value in (values or {}).items()
            if name in known
        }
    )
