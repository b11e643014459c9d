# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The points in which two sides can differ, and what a person can do about each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


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
    #: La Redoute refunds a delivery fee that is still invoiced
    FEE_NOT_BOOKED = "fee_not_booked"
    #: an invoice that is made by policy has another total, and stays a draft
    INVOICE_DIFFERS = "invoice_differs"
    #: Odoo cannot make, or post, an invoice
    INVOICE_HELD_UP = "invoice_held_up"
    #: a credit note gives back what La Redoute does not refund
    CREDITED_HERE = "credited_here"
    #: La Redoute refused a refund, and nothing took its place
    REFUND_REFUSED = "refund_refused"
    #: La Redoute forgot a refund that it took
    REFUND_DROPPED = "refund_dropped"
    #: La Redoute refunds what it began by itself, and does not say how much
    REFUND_UNKNOWN = "refund_unknown"
    #: a refund stands still at La Redoute
    REFUND_STUCK = "refund_stuck"
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
    #: have La Redoute refund the buyer
    REFUND = "refund"
    #: request a refund again that came to nothing
    REFUND_AGAIN = "refund_again"
    #: say how much La Redoute refunds of what it began by itself
    SAY_HOW_MUCH = "say_how_much"
    #: make the credit note that a refund lacks
    CREDIT = "credit"
    #: open the draft of an invoice, to correct or post it
    INVOICE = "invoice"
    #: make an invoice anew of the sale order as it is now
    INVOICE_AGAIN = "invoice_again"
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
