# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What an account promises of every product: how it is delivered, and how fast."""

from ...marketplace.records import DeliveryMode, DeliveryPromise
from ..common import cents


def promises(account):
    """Return the deliveries that an account offers, as the pure side knows them.

    :return: tuple of ``DeliveryPromise``; fees in euros, VAT included, delays in days
    """
    fees = [(DeliveryMode.HOME, account.delivery_fee)]
    if account.relay_offered:
        fees.append((DeliveryMode.RELAY, account.relay_fee))
    return tuple(
        DeliveryPromise(
            mode=mode,
            fee=cents(fee),
            shipment_delay=account.shipment_delay,
            min_days=account.delivery_min_days,
            max_days=account.delivery_max_days,
        )
        for mode, fee in fees
    )
