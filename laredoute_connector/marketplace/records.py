# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The nouns shared with every platform: frozen, typed, without any wire form.

Amounts are :class:`~decimal.Decimal` in euros, VAT included unless the name says
otherwise. Moments are timezone-aware UTC :class:`~datetime.datetime`. An empty
text means "not given"; ``None`` is used where empty and absent differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum


# --------------------------------------------------------------------- settings
@dataclass(frozen=True)
class Settings:
    """Everything a platform needs to know of one seller account.

    ``repr`` shows no secret: secrets are excluded from it one by one.
    """

    platform: str = "sellr"
    login: str = ""
    password: str = field(default="", repr=False)
    items_token: str = field(default="", repr=False)
    read_token: str = field(default="", repr=False)
    update_token: str = field(default="", repr=False)
    vendor_id: str = ""
    hub_id: str = "400"
    caller_id: str = ""
    supplier_name: str = ""
    items_url: str = ""
    offers_url: str = ""
    orders_url: str = ""
    sftp_host: str = ""
    sftp_port: int = 22
    sftp_user: str = ""
    sftp_password: str = field(default="", repr=False)
    sftp_private_key: str = field(default="", repr=False)
    sftp_host_key: str = ""
    sftp_folder: str = "reports"
    connect_timeout: float = 10.0
    read_timeout: float = 60.0
    #: path of a PEM file of extra certificate authorities; empty: the system's
    ca_file: str = ""


# --------------------------------------------------------------------- products
@dataclass(frozen=True)
class ProductImage:
    """One picture: its public address and the MD5 (hex) of the bytes served there."""

    url: str
    md5: str


@dataclass(frozen=True)
class ProductAttribute:
    """One value of one attribute; ``value_code`` is empty when it is free text."""

    code: str
    label: str
    value_code: str = ""
    declinable: bool = False


@dataclass(frozen=True)
class Product:
    """One sellable EAN (or a parent: ``ean`` empty, ``parent_sku == sku``)."""

    ean: str
    sku: str
    category_code: str
    title: str
    description: str
    brand_code: str
    images: tuple[ProductImage, ...]
    parent_sku: str = ""
    attributes: tuple[ProductAttribute, ...] = ()

    @property
    def is_parent(self) -> bool:
        """A parent groups declinations and is not sold itself."""
        return not self.ean and self.parent_sku == self.sku


# ----------------------------------------------------------------------- offers
class DeliveryMode(str, Enum):
    HOME = "home"
    RELAY = "relay"


@dataclass(frozen=True)
class DeliveryPromise:
    """What the buyer is told: fee in euros, delays in days."""

    mode: DeliveryMode
    fee: Decimal
    shipment_delay: int
    min_days: int
    max_days: int


@dataclass(frozen=True)
class Offer:
    """Price, stock and delivery of one EAN. ``quantity`` 0 delists it.

    ``vat_rate`` is a fraction (0.20). ``struck_price`` equals ``price`` when
    nothing is struck through. ``eco_fee`` comes on top of ``price``.
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


# ----------------------------------------------------------------------- orders
class LineStatus(str, Enum):
    """La Redoute's own words, normalised (no case, space or underscore)."""

    CREATED = "created"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    OUT_OF_STOCK = "outofstock"
    TO_SHIP = "toship"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"
    PAID = "paid"
    TO_REFUND = "torefund"
    TO_APPROVE = "toapprove"
    REFUNDING = "refunding"
    REFUNDED = "refunded"
    REFUND_REFUSED = "refundrefused"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Address:
    """A postal address as it came: names are unsplit, "." has become empty."""

    title: str = ""
    name: str = ""
    address1: str = ""
    address2: str = ""
    address3: str = ""
    zip_code: str = ""
    city: str = ""
    country_code: str = ""


@dataclass(frozen=True)
class OrderLine:
    """One line as La Redoute tells it; ``status_text`` keeps its exact word."""

    remote_id: str
    status: LineStatus
    status_text: str
    ean: str
    quantity: Decimal
    unit_price: Decimal
    delivery_fee: Decimal
    delivery_address: Address
    phone: str = ""
    mobile: str = ""
    email_alias: str = ""
    delivery_instruction: str = ""
    delivery_mode: str = ""
    relay_id: str = ""
    refund_refused_reason: str = ""
    #: elements we do not know, kept as (path, text), shown and never fatal
    unknown: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Order:
    """One order with its lines; ``source`` is its own XML, to replay it later."""

    remote_id: str
    ordered_at: datetime
    billing_address: Address
    lines: tuple[OrderLine, ...]
    source: bytes = field(default=b"", repr=False)
    unknown: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class BrokenOrder:
    """An order of an answer that cannot be read; the others still can."""

    remote_id: str
    reason: str
    source: bytes = field(default=b"", repr=False)


# ---------------------------------------------------------------- order updates
class UpdateKind(str, Enum):
    ACCEPT = "accept"
    REFUSE = "refuse"
    OUT_OF_STOCK = "out_of_stock"
    SHIP = "ship"
    REFUND = "refund"


@dataclass(frozen=True)
class OrderUpdate:
    """One decision to tell about one order line.

    ``shipped_at``, ``tracking_number`` (at most 32 characters), ``carrier`` and
    ``tracking_url`` go with ``SHIP``; ``quantity``, ``refund_shipping`` and
    ``amount`` (only for a part) with ``REFUND``.
    """

    kind: UpdateKind
    line_id: str
    shipped_at: datetime | None = None
    tracking_number: str = ""
    carrier: str = ""
    tracking_url: str = ""
    quantity: Decimal | None = None
    refund_shipping: bool = False
    amount: Decimal | None = None


@dataclass(frozen=True)
class UpdateResult:
    """The platform's word on one update.

    ``accepted`` is ``None`` when the answer does not speak of it: neither accepted
    nor refused, so ask for the line's status before telling again.
    """

    line_id: str
    accepted: bool | None
    message: str = ""


# --------------------------------------------------------------------- receipts
@dataclass(frozen=True)
class Receipt:
    """The platform took a file; ``batch_id`` is what its support asks for."""

    batch_id: str


# ---------------------------------------------------------------------- reports
class ReportKind(str, Enum):
    PRODUCTS = "products"
    OFFERS = "offers"
    OPEN_LISTING = "open_listing"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class RemoteFile:
    """A report seen on the server. ``path`` is absolute or relative to the home."""

    path: str
    name: str
    size: int
    modified_at: datetime
    kind: ReportKind
    batch_id: str = ""


@dataclass(frozen=True)
class ReportHeader:
    """What a report says of itself; counts are ``None`` when it does not say."""

    kind: ReportKind
    batch_id: str
    dated_at: datetime | None
    items_read: int | None = None
    items_rejected: int | None = None


@dataclass(frozen=True)
class ReportError:
    """One refusal of one item, in La Redoute's own words."""

    ean: str
    sku: str
    code: str
    text: str


@dataclass(frozen=True)
class CompetingOffer:
    """Best offer La Redoute holds for an EAN we sell (open listing)."""

    ean: str
    best_price: Decimal
    best_delivery_fee: Decimal | None
    seller_count: int | None
    is_ours: bool


# ----------------------------------------------------------------- access check
@dataclass(frozen=True)
class AccessCheck:
    """Result of trying one service with one credential.

    ``subject`` is one of ``items``, ``offers``, ``orders_read``,
    ``orders_update``, ``sftp``. ``error`` is ``None`` when it works; ``details``
    are facts worth showing (e.g. the host key's fingerprint, folder listed).
    """

    subject: str
    error: Exception | None = None
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return self.error is None
