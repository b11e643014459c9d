# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What an offer file holds, and what others offer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum


class DeliveryMode(str, Enum):
    """Where a parcel is brought."""

    HOME = "home"
    RELAY = "relay"


@dataclass(frozen=True)
class DeliveryPromise:
    """What is promised to the buyer: fee in euros, delays in days."""

    mode: DeliveryMode
    fee: Decimal
    shipment_delay: int
    min_days: int
    max_days: int


@dataclass(frozen=True)
class Offer:
    """Price, stock and delivery of one EAN. ``quantity`` 0 delists it.

    ``vat_rate`` is a fraction (0.20). ``struck_price`` equals ``price`` when
    nothing is struck through. ``eco_fee`` is in euros and comes on top of ``price``.
    """

    ean: str
    sku: str
    quantity: int
    price: Decimal
    struck_price: Decimal
    vat_rate: Decimal
    starts_at: datetime
    ends_at: datetime
    deliveries: tuple[DeliveryPromise, ...]
    eco_fee: Decimal | None = None


@dataclass(frozen=True)
class CompetingOffer:
    """The best offer that La Redoute holds for an EAN we sell (open listing)."""

    ean: str
    best_price: Decimal
    best_delivery_fee: Decimal | None
    seller_count: int | None
    is_ours: bool
