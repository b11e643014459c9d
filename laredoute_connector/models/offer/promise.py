# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is promised of a product: how it is delivered, for how much, and how fast."""

from collections import defaultdict
from typing import NamedTuple

from ...marketplace.records import DeliveryMode, DeliveryPromise
from ..common import cents
from .closing import Closings

#: fields that say a promise, of accounts, delivery categories and rules
VALUES = (
    "delivery_fee",
    "shipment_delay",
    "delivery_min_days",
    "delivery_max_days",
    "relay_offered",
    "relay_fee",
    "relay_min_days",
    "relay_max_days",
)


class Values(NamedTuple):
    """A promise as people wrote it: fees with VAT, days; see the fields."""

    delivery_fee: float
    shipment_delay: int
    delivery_min_days: int
    delivery_max_days: int
    relay_offered: bool
    relay_fee: float
    relay_min_days: int
    relay_max_days: int


class Promises:
    """What an account promises of some products, read at once in bulk.

    :param account: one ``laredoute.account``
    :param policies: :class:`.policies.Policies` of these products
    :param closings: the account's :class:`.closing.Closings`, where known
    """

    def __init__(self, account, policies, closings=None):
        self._account, self._policies = account, policies
        self._closings = closings or Closings(account)
        self._values = {None: _values(account)}
        self._kept = {}
        ids = defaultdict(set)
        for source in policies.promise_sources():
            if source:
                ids[source[0]].add(source[1])
        for model, numbers in ids.items():
            for record in account.env[model].sudo().browse(numbers):
                self._values[model, record.id] = _values(record)

    def values(self, product_id):
        """Return the :class:`Values` of a product: the delay is the usual one."""
        return self._values[self._policies.promise_source(product_id)]

    def of(self, product_id):
        """Return the deliveries offered of a product, as the pure side knows them.

        :return: tuple of ``DeliveryPromise``; fees in euros, VAT included, delays in
            days, lengthened by what is closed
        """
        values = self.values(product_id)
        if values not in self._kept:
            self._kept[values] = self._deliveries(values)
        return self._kept[values]

    def _deliveries(self, values):
        delay = self._closings.lengthened(values.shipment_delay)
        home = values.delivery_min_days, values.delivery_max_days
        modes = [(DeliveryMode.HOME, values.delivery_fee, home)]
        if values.relay_offered:
            relay = values.relay_min_days, values.relay_max_days
            days = relay if values.relay_max_days else home
            modes.append((DeliveryMode.RELAY, values.relay_fee, days))
        return tuple(
            DeliveryPromise(
                mode=mode,
                fee=cents(fee),
                shipment_delay=delay,
                min_days=least,
                max_days=most,
            )
            for mode, fee, (least, most) in modes
        )


def _values(record):
    return Values(*(record[name] for name in VALUES))
