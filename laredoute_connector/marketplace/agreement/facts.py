# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is known of one order on both sides, and what was decided in between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

from ..refunds import LIVE, RefundMade, in_cents
from ..statuses import FACTS, DecisionKind, LineStatus

ZERO = Decimal(0)


def number(value: Decimal) -> str:
    """Return a number in one way only: ``1``, ``12.5``."""
    return format(value.normalize() + 0, "f")


class SaleState(str, Enum):
    """What Odoo's order is: none was made, a quotation, confirmed, cancelled."""

    NONE = "none"
    DRAFT = "draft"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Outcome(str, Enum):
    """How far a decision came on its way to La Redoute."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class DecisionMade:
    """One decision about one line.

    :ivar since: when it came to where it is
    :ivar message: La Redoute's words, or ours, on a decision that was refused
    :ivar tracking: the number of the parcel that it is about; empty without one
    :ivar corrects: whether La Redoute took it before, with another number
    """

    kind: DecisionKind
    outcome: Outcome
    since: datetime
    message: str = ""
    tracking: str = ""
    corrects: bool = False

    @property
    def is_under_way(self) -> bool:
        """Whether nobody needs to decide it a second time."""
        return self.outcome is not Outcome.REFUSED


@dataclass(frozen=True)
class SaleLine:
    """The sale order line made of a line, and the documents that follow from it.

    :ivar quantity: units ordered in Odoo
    :ivar unit_price: VAT included, to the sixth decimal
    :ivar same_product: whether it sells the product that La Redoute's line means
    :ivar same_tax: whether its price includes VAT at the product's rate
    :ivar has_goods: whether deliveries follow from it; a service has none
    :ivar left: units that left the company
    :ivar returned: units of these that came back
    :ivar part_returned: whether one more came back in part, of a kit
    :ivar away: units at the buyer's; a kit of which but parts are there counts as one
    :ivar to_leave: units in deliveries that are still to be done
    :ivar lacks: units of these that are neither reserved, nor there, nor expected
    :ivar charged: amount invoiced less amount credited, VAT included
    :ivar credited: amount credited, VAT included
    :ivar left_at: when the last unit left
    :ivar tracking: the number of the last parcel that left; empty without one
    """

    quantity: Decimal
    unit_price: Decimal
    same_product: bool = True
    same_tax: bool = True
    has_goods: bool = True
    left: Decimal = ZERO
    returned: Decimal = ZERO
    part_returned: bool = False
    away: Decimal = ZERO
    to_leave: Decimal = ZERO
    lacks: Decimal = ZERO
    charged: Decimal = ZERO
    credited: Decimal = ZERO
    left_at: datetime | None = None
    tracking: str = ""

    @property
    def price(self) -> Decimal:
        """Price of all its units, in whole cents."""
        return in_cents(self.quantity * self.unit_price)


@dataclass(frozen=True)
class Line:
    """One line of an order.

    :ivar line_id: La Redoute's number of the line
    :ivar status_text: the status in La Redoute's words
    :ivar since: when the status was first seen
    :ivar quantity: units, at La Redoute
    :ivar unit_price: VAT included, at La Redoute, to the sixth decimal
    :ivar elsewhere: the town of a line that does not go where the others do; else empty
    :ivar sale_line: None where Odoo's order has none, or has none any more
    :ivar decisions: oldest first
    :ivar refunds: oldest first
    """

    line_id: str
    status: LineStatus
    since: datetime
    quantity: Decimal
    unit_price: Decimal
    sale_line: SaleLine | None = None
    decisions: tuple[DecisionMade, ...] = ()
    status_text: str = ""
    elsewhere: str = ""
    refunds: tuple[RefundMade, ...] = ()

    @property
    def is_dead(self) -> bool:
        """Whether nothing of it is sold: La Redoute gives back what never left."""
        return FACTS[self.status].dead or any(
            each.is_given_back(self.status) for each in self.refunds
        )

    @property
    def price(self) -> Decimal:
        """What the buyer paid for all its units, in whole cents."""
        return in_cents(self.quantity * self.unit_price)

    @property
    def expected(self) -> Decimal:
        """Pieces that are to leave: the buyer has the money of the others back."""
        back = sum(
            (
                each.quantity
                for each in self.refunds
                if each.state in LIVE and not each.unshipped
            ),
            ZERO,
        )
        return max(self.quantity - back, ZERO)

    def last(self, *kinds: DecisionKind) -> DecisionMade | None:
        """Return the newest decision of these kinds, None without one."""
        made = [each for each in self.decisions if each.kind in kinds]
        return made[-1] if made else None

    def is_under_way(self, *kinds: DecisionKind) -> bool:
        """Return whether the newest decision of these kinds was not refused."""
        newest = self.last(*kinds)
        return newest is not None and newest.is_under_way


@dataclass(frozen=True)
class Case:
    """One order, as both sides have it.

    :ivar sale: state of Odoo's order
    :ivar total: what the buyer pays at La Redoute for lines that are alive, VAT and
        delivery included
    :ivar sale_total: total of Odoo's order, VAT included; None without an order
    :ivar currency: ISO 4217, at La Redoute
    :ivar sale_currency: that of Odoo's order; empty without an order
    :ivar answer_before: when La Redoute cancels what has no answer; None: never
    :ivar moved_to: the town of the address that La Redoute says now, where Odoo's order
        was completed with another one; else empty
    :ivar goes_to: the town that Odoo's order goes to
    :ivar wanted_at: the town of La Redoute's address
    :ivar leaves_for: the town of a delivery still to be done, where La Redoute says
        another one; else empty
    :ivar strange_country: La Redoute's word for a country that Odoo's address lacks
    :ivar taxed_elsewhere: the place that the goods go to, where the VAT of mainland
        France may not be due; else empty
    :ivar fiscal_position: of Odoo's order, by name
    :ivar fee: delivery fee that the buyer paid for lines that are alive
    :ivar fee_charged: of it invoiced less credited, VAT included
    :ivar drafted: total of invoices that were made by policy and are drafts, VAT
        included; None without one
    :ivar to_charge: what the buyer paid at La Redoute for what these invoice
    :ivar not_invoiced: why Odoo cannot make, or post, an invoice, in a sentence for
        people; empty: nothing stops it
    :ivar only_followed: whether another tool informs La Redoute, and Odoo's documents
        follow what La Redoute says
    :ivar obstacle: why nothing more can be made of the order now, in a sentence for
        people; empty: nothing stops it
    :ivar elsewhere: whether others handle it: nothing of Odoo's belongs to it
    """

    lines: tuple[Line, ...]
    sale: SaleState = SaleState.NONE
    total: Decimal = ZERO
    sale_total: Decimal | None = None
    currency: str = "EUR"
    sale_currency: str = ""
    answer_before: datetime | None = None
    obstacle: str = ""
    only_followed: bool = False
    moved_to: str = ""
    goes_to: str = ""
    wanted_at: str = ""
    leaves_for: str = ""
    strange_country: str = ""
    taxed_elsewhere: str = ""
    fiscal_position: str = ""
    fee: Decimal = ZERO
    fee_charged: Decimal = ZERO
    drafted: Decimal | None = None
    to_charge: Decimal = ZERO
    not_invoiced: str = ""
    elsewhere: bool = False
