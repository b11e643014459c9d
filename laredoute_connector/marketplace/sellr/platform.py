# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What Sell-R is and can do, without any account opened."""

from __future__ import annotations

from datetime import timedelta

from ..budget import CallBudget
from ..port import Capabilities, Platform, Scope
from ..records import Decision, DecisionKind, FileKind, Order
from ..refusals import explain
from ..settings import SellrSettings
from ..statuses import ALLOWS, is_proved
from .adapter import SellrMarketplace
from .order_number import ordered_on
from .rule_book import BOOK
from .wire import assumptions
from .wire.orders import decode_order

#: an order without an answer is cancelled after this time (protocol P-135)
ANSWER_WITHIN = timedelta(hours=72)


def open_sellr(settings: SellrSettings, budget: CallBudget) -> SellrMarketplace:
    """Open an account; see :class:`~..port.Platform`."""
    return SellrMarketplace(settings, budget)


def capabilities(settings: SellrSettings) -> Capabilities:
    """Return what Sell-R does for an account.

    Without a report server it works, but its answers cannot be read.
    """
    return Capabilities(
        answers=bool(settings.sftp_host),
        decisions={
            **dict.fromkeys(DecisionKind, Scope.LINE),
            # one of an order at a time (protocol P-138): its lines go together
            DecisionKind.REFUND: Scope.REFUND,
        },
        decisions_per_call=assumptions.UPDATES_PER_REQUEST,
        file_interval={FileKind.OFFERS: assumptions.OFFER_INTERVAL},
        answer_delay={
            FileKind.PRODUCTS: assumptions.PRODUCT_REPORT_DELAY,
            FileKind.OFFERS: assumptions.OFFER_REPORT_DELAY,
        },
        answer_within=ANSWER_WITHIN,
    )


def confirms(decision: Decision, order: Order) -> bool | None:
    """Return whether the lines' statuses show that a decision was taken.

    ``True``: all of its lines do. ``False``: all are as they were before.
    ``None``: they differ, or their statuses show neither.
    """
    statuses = {line.remote_id: line.status for line in order.lines}
    found = set[bool | None]()
    for line in decision.lines:
        status = statuses.get(line.line_id)
        if status is None:
            found.add(None)
        elif is_proved(line.kind, status, is_news=False):
            found.add(True)
        elif status in ALLOWS[line.kind]:
            found.add(False)
        else:
            found.add(None)
    return found.pop() if len(found) == 1 else None


SELLR = Platform(
    name="sellr",
    label="Sell-R (V2)",
    settings=SellrSettings,
    open=open_sellr,
    capabilities=capabilities,
    decode_order=decode_order,
    confirms=confirms,
    ordered_on=ordered_on,
    explain=explain,
    rule_book=BOOK,
)
