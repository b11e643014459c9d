# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a seller decides about order lines, and what the platform says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ..statuses import DecisionKind


@dataclass(frozen=True)
class LineDecision:
    """One decision about one line.

    :ivar quantity: of a refund, in pieces; ``None``: all of the line
    :ivar amount: of a partial refund, in euros, VAT included
    :ivar refund_shipping: whether the delivery fee is refunded as well
    """

    kind: DecisionKind
    line_id: str
    quantity: Decimal | None = None
    amount: Decimal | None = None
    refund_shipping: bool = False


@dataclass(frozen=True)
class Shipment:
    """One parcel. Texts may be empty; the platform says what it requires."""

    shipped_at: datetime | None = None
    tracking_number: str = ""
    carrier: str = ""
    tracking_url: str = ""


@dataclass(frozen=True)
class Decision:
    """What is sent together about one order.

    How many lines go together follows from the platform's scope for their kind: one
    line, all lines of the order that wait, or all lines of one parcel.

    :ivar shipment: of the lines that are shipped
    """

    order_id: str
    lines: tuple[LineDecision, ...]
    shipment: Shipment | None = None


@dataclass(frozen=True)
class LineResult:
    """The platform's answer to one decision about one line.

    :ivar accepted: ``None`` when the answer does not mention it: neither accepted nor
        refused, so read the line's status before sending again
    """

    line_id: str
    accepted: bool | None
    message: str = ""
