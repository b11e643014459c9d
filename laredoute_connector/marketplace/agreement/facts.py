# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is known of one order on both sides, and what was decided in between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum

from ..statuses import DecisionKind, LineStatus

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


class Severity(str, Enum):
    """Whether goods, money or a promise are at stake, or a person should look."""

    ERROR = "error"
    WARNING = "warning"


class Code(str, Enum):
    """Each point in which the two sides can differ; its sentence is found by it."""

    #: La Redoute refused a decision, and nothing took its place
    DECISION_REFUSED = "decision_refused"
    #: nobody knows whether La Redoute took a decision
    DECISION_UNKNOWN = "decision_unknown"
    #: La Redoute took a decision, and its line does not show it
    DECISION_SILENT = "decision_silent"
    #: a decision waits in the outbox for too long
    DECISION_WAITING = "decision_waiting"
    #: a line is cancelled soon for want of an answer
    UNANSWERED = "unanswered"
    #: La Redoute's word for the line means nothing to us
    STATUS_UNKNOWN = "status_unknown"
    #: Odoo's order is cancelled, La Redoute's is not
    CANCELLED_HERE = "cancelled_here"
    #: Odoo's order has no line for one that La Redoute sells
    LINE_MISSING = "line_missing"
    #: the line sells another product here
    PRODUCT_DIFFERS = "product_differs"
    #: the line sells another quantity here
    QUANTITY_DIFFERS = "quantity_differs"
    #: the line has another price here
    PRICE_DIFFERS = "price_differs"
    #: the line's price does not include the product's VAT
    TAX_DIFFERS = "tax_differs"
    #: goods left before the buyer paid
    LEFT_EARLY = "left_early"
    #: goods left, and La Redoute was not informed
    SHIPMENT_UNSENT = "shipment_unsent"
    #: La Redoute's buyer follows another parcel than the one that left
    TRACKING_DIFFERS = "tracking_differs"
    #: no delivery brings what La Redoute waits for
    NOTHING_LEAVES = "nothing_leaves"
    #: a delivery waits for goods that are sold to others as well
    SHORT_OF_STOCK = "short_of_stock"
    #: La Redoute was informed of more goods than left
    SHIPPED_SHORT = "shipped_short"
    #: goods came back, and La Redoute refunds nothing
    RETURNED_HERE = "returned_here"
    #: La Redoute refunds what is still invoiced
    REFUND_NOT_BOOKED = "refund_not_booked"
    #: La Redoute cancelled what has left
    LEFT_THOUGH_CANCELLED = "left_though_cancelled"
    #: La Redoute cancelled what is still to leave
    STILL_ORDERED = "still_ordered"
    #: La Redoute cancelled what is still invoiced
    CHARGED_THOUGH_CANCELLED = "charged_though_cancelled"
    #: something stops the order from being made
    HELD_UP = "held_up"
    #: no sale order was made
    NO_SALE_ORDER = "no_sale_order"
    #: the buyer paid, and the sale order is not confirmed
    NOT_CONFIRMED = "not_confirmed"
    #: the sale order is in another currency
    CURRENCY_DIFFERS = "currency_differs"
    #: La Redoute changed the address after goods left
    ADDRESS_DIFFERS = "address_differs"
    #: goods are about to leave for another town than La Redoute's
    ADDRESS_EDITED = "address_edited"
    #: nobody knows the country that La Redoute writes
    COUNTRY_UNKNOWN = "country_unknown"
    #: French VAT is booked on what goes where it may not be due
    VAT_DOUBTFUL = "vat_doubtful"
    #: a line does not go where the others do
    GOES_ELSEWHERE = "goes_elsewhere"
    #: the totals differ, and no line says why
    TOTAL_DIFFERS = "total_differs"


class Way(str, Enum):
    """A way out of a disagreement: what a person can do about it, a button each."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    OUT_OF_STOCK = "out_of_stock"
    #: send a refused decision again
    SEND_AGAIN = "send_again"
    #: complete carrier, number and address of a parcel, which sends its shipment
    COMPLETE = "complete"
    #: make Odoo's documents what La Redoute says
    RESTORE = "restore"
    #: what Odoo holds is right, and stays; a person answers for it
    KEEP_OURS = "keep_ours"
    #: read the order at La Redoute now
    READ = "read"
    #: make what can be made of the order again, and say what stops it
    RETRY = "retry"


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
    :ivar unit_price: VAT included
    :ivar same_product: whether it sells the product that La Redoute's line means
    :ivar same_tax: whether its price includes VAT at the product's rate
    :ivar has_goods: whether deliveries follow from it; a service has none
    :ivar left: units that left the company
    :ivar returned: units of these that came back
    :ivar away: units at the buyer's; a kit of which but parts are there counts as one
    :ivar to_leave: units in deliveries that are still to be done
    :ivar lacks: units of these that are neither reserved, nor there, nor expected
    :ivar charged: amount invoiced less amount credited, VAT included
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
    away: Decimal = ZERO
    to_leave: Decimal = ZERO
    lacks: Decimal = ZERO
    charged: Decimal = ZERO
    left_at: datetime | None = None
    tracking: str = ""


@dataclass(frozen=True)
class Line:
    """One line of an order.

    :ivar line_id: La Redoute's number of the line
    :ivar status_text: the status in La Redoute's words
    :ivar since: when the status was first seen
    :ivar quantity: units, at La Redoute
    :ivar unit_price: VAT included, at La Redoute
    :ivar elsewhere: the town of a line that does not go where the others do; else empty
    :ivar sale_line: None where Odoo's order has none, or has none any more
    :ivar decisions: oldest first
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
    :ivar obstacle: why nothing more can be made of the order now, in a sentence for
        people; empty: nothing stops it
    """

    lines: tuple[Line, ...]
    sale: SaleState = SaleState.NONE
    total: Decimal = ZERO
    sale_total: Decimal | None = None
    currency: str = "EUR"
    sale_currency: str = ""
    answer_before: datetime | None = None
    obstacle: str = ""
    moved_to: str = ""
    goes_to: str = ""
    wanted_at: str = ""
    leaves_for: str = ""
    strange_country: str = ""
    taxed_elsewhere: str = ""
    fiscal_position: str = ""


@dataclass(frozen=True)
class Disagreement:
    """One point in which the two sides differ, or may soon.

    :ivar line_id: La Redoute's line; empty: the order as a whole
    :ivar theirs: what La Redoute says, as text: a number, a status
    :ivar ours: what Odoo holds, in the same form
    :ivar since: since when, where that is known
    :ivar ways: what a person can do, the most likely first
    :ivar arguments: further values of its sentence
    """

    code: Code
    line_id: str
    theirs: str
    ours: str
    severity: Severity
    ways: tuple[Way, ...]
    since: datetime | None = None
    arguments: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[Code, str, str, str]:
        """What a person who keeps it agrees to; with other values it is another one."""
        return self.code, self.line_id, self.theirs, self.ours
