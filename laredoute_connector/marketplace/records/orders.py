# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An order as a platform says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from ..statuses import LineStatus


@dataclass(frozen=True)
class Address:
    """A postal address as it came: names are unsplit, "." has become empty.

    ``country_code`` is what the platform writes, see :mod:`..places`.
    """

    title: str = ""
    name: str = ""
    address1: str = ""
    address2: str = ""
    address3: str = ""
    zip_code: str = ""
    city: str = ""
    country_code: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it says more than a town, as of a line whose buyer paid."""
        return any((self.name, self.address1, self.address2, self.address3))


@dataclass(frozen=True)
class Delivery:
    """Where a parcel goes and whom to call.

    :ivar email: an alias that the platform made for this order
    :ivar mode: where it is handed over, in the platform's own word
    :ivar kind: how fast or safe it travels, in the platform's own word
    :ivar relay_id: the relay's number; ``address`` is then the relay's
    """

    address: Address = field(default_factory=Address)
    phone: str = ""
    mobile: str = ""
    email: str = ""
    instruction: str = ""
    mode: str = ""
    kind: str = ""
    relay_id: str = ""


@dataclass(frozen=True)
class OrderLine:
    """One line of an order.

    :ivar status_text: the platform's exact word
    :ivar sku: our own reference, empty where the platform does not say it
    :ivar quantity: pieces, whole
    :ivar unit_price: euros, VAT included, without eco fee
    :ivar delivery_fee: euros, VAT included, of the whole line
    :ivar eco_fee: euros on top of ``unit_price``, VAT included; ``None`` where the
        platform's orders do not state it: then that of the offer counts
    :ivar delivery: only where it differs from the order's
    :ivar unknown: elements that we do not know, as (path, text): shown, never fatal
    """

    remote_id: str
    status: LineStatus
    status_text: str
    ean: str
    quantity: Decimal
    unit_price: Decimal
    delivery_fee: Decimal
    sku: str = ""
    delivery: Delivery | None = None
    refund_refused_reason: str = ""
    unknown: tuple[tuple[str, str], ...] = ()
    eco_fee: Decimal | None = None


@dataclass(frozen=True)
class Order:
    """One order with its lines.

    :ivar delivery: of the order's first line that is still alive
    :ivar status: ``None`` where the platform has statuses of lines only
    :ivar answer_before: ``None`` where the platform does not say it: then the
        platform's ``Capabilities.answer_within`` counts from ``ordered_at``
    :ivar source: what came, to be decoded again later
    :ivar damaged: what came, where it could be read only after some of its text was
        recovered: a person should compare it; else empty
    :ivar digest: another one means that something we read has changed
    """

    remote_id: str
    ordered_at: datetime
    billing_address: Address
    lines: tuple[OrderLine, ...]
    delivery: Delivery = field(default_factory=Delivery)
    status: LineStatus | None = None
    answer_before: datetime | None = None
    source: bytes = field(default=b"", repr=False)
    damaged: bytes = field(default=b"", repr=False, compare=False)
    digest: str = ""
    unknown: tuple[tuple[str, str], ...] = ()

    def delivery_of(self, line: OrderLine) -> Delivery:
        """Return where the goods of one of the order's lines go."""
        return line.delivery or self.delivery


@dataclass(frozen=True)
class BrokenOrder:
    """An order that cannot be read; the others of the same answer still can.

    :ivar reason: ``word: where``; the word is stable, no buyer's data in it
    """

    remote_id: str
    reason: str
    source: bytes = field(default=b"", repr=False)
