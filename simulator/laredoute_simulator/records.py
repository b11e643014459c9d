# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the pretend platform remembers. Moments are seconds since 1970 (UTC): *virtual*
where a duration starts, *wall* where the date is seen on the wire. Prices are decimal
texts."""

from __future__ import annotations

from dataclasses import dataclass, field

IN_REFUND = ("Torefund", "Toapprove", "Refunding")


@dataclass
class Item:
    """A product in the catalogue. ``state``: ``integrated`` or ``to_reference``.

    ``part_number`` is La Redoute's own number of a sellable item, given when it is
    integrated and kept from then on; empty before, and for a parent.
    """

    vendor_id: str
    ean: str
    sku: str
    parent_sku: str
    is_parent: bool
    title: str
    category: str
    brand: str
    attributes: dict[str, str]
    state: str
    batch_id: str
    integrated_wall: float
    part_number: str = ""

    @property
    def is_declination(self) -> bool:
        return bool(self.parent_sku) and not self.is_parent


@dataclass
class Offer:
    """The last accepted offer of an EAN. Period in wall seconds."""

    vendor_id: str
    ean: str
    amount: str
    vat_rate: str
    blocked_price: str
    eco_fee: str
    quantity: int
    start_wall: float
    end_wall: float
    delivery_fees: dict[str, str]
    batch_id: str


@dataclass
class Batch:
    """A file received. ``state``: ``waiting``, ``done`` or ``blocked``."""

    batch_id: str
    vendor_id: str
    kind: str
    elements: int
    received: float
    received_wall: float
    due: float
    content: bytes = field(repr=False)
    state: str = "waiting"
    rejected: int = 0


@dataclass
class Address:
    title: str
    name: str
    address1: str
    street: str
    address3: str
    postcode: str
    city: str
    country: str


@dataclass
class Line:
    """One order line. ``changed_wall`` is its last change; ``delivery`` holds the texts
    of its address that are not those of the order's, ``before_refund`` the status of
    before its refund, ``refunded_before`` the euros of earlier ones, ``status_text``
    the word that is written instead of its status (empty: none), and ``refusals`` the
    words by which the next verb of a name is refused."""

    line_id: str
    ean: str
    quantity: int
    quantity_text: str
    price: str
    delivery_fee: str
    status: str
    changed_wall: float
    address_known: bool = False
    shipped_virtual: float | None = None
    tracking_number: str = ""
    carrier: str = ""
    tracking_url: str = ""
    refund: dict[str, str] = field(default_factory=dict)
    refund_refusal: str = ""
    before_refund: str = ""
    refunded_before: str = "0"
    delivery: dict[str, str] = field(default_factory=dict)
    status_text: str | None = None
    refusals: dict[str, str] = field(default_factory=dict)
    history: list[str] = field(default_factory=list)
    audit: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def in_refund(self) -> bool:
        return self.status in IN_REFUND


@dataclass
class Order:
    """``visible`` once the fraud check has passed. ``number_text`` and ``date_text``
    are written instead of its number and its date, ``delivery_mode`` instead of Home or
    Relais, unless they are empty."""

    order_id: str
    vendor_id: str
    ordered_wall: float
    billing: Address
    delivery: Address
    phones: dict[str, str]
    alias: str
    instruction: str
    relay_id: str
    payment_fails: bool
    fraud: bool
    visible: bool
    lines: list[Line]
    number_text: str = ""
    date_text: str = ""
    delivery_mode: str = ""
    delivery_type: str = ""

    def line(self, line_id: str) -> Line | None:
        return next((one for one in self.lines if one.line_id == line_id), None)


@dataclass
class Entry:
    """One amount of what is owed to a seller: euros as text, above zero is owed to the
    seller, below zero is taken.

    ``booked`` and ``due`` are virtual: when it came about, and the payout that it goes
    into at the earliest. ``rate`` is that of a commission. ``payout_id`` is empty while
    it waits. A ``copy`` is stated a second time."""

    entry_id: str
    vendor_id: str
    kind: str
    amount: str
    booked: float
    due: float
    order_id: str = ""
    line_id: str = ""
    ean: str = ""
    sku: str = ""
    label: str = ""
    rate: str = ""
    payout_id: str = ""
    copy: bool = False


@dataclass
class Payout:
    """What was paid to a seller at once (virtual moment). ``total`` is what the bank
    has, ``stated`` what the statement says; ``faults`` are in it on demand."""

    payout_id: str
    vendor_id: str
    paid: float
    total: str
    stated: str
    faults: list[str] = field(default_factory=list)


@dataclass
class StoredFile:
    """A file under an account's SFTP home; ``shown`` is what a first reader of a file
    that is still being written gets (``None``: the file is whole). One that is
    ``forbidden`` is listed and may not be read; the name of one that is ``latin`` is
    written in Latin-1."""

    vendor_id: str
    path: str
    content: bytes = field(repr=False)
    modified_wall: float
    shown: int | None = None
    reads: int = 0
    forbidden: bool = False
    latin: bool = False

    @property
    def visible_content(self) -> bytes:
        return self.content if self.shown is None else self.content[: self.shown]


@dataclass
class Event:
    """Something that falls due on the virtual clock."""

    event_id: str
    due: float
    kind: str
    key: str


@dataclass
class Competitor:
    """The best offer of another seller for an EAN."""

    ean: str
    price: str
    delivery_fee: str
    sellers: int
