# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is left to differ of an order that another tool handles.

La Redoute is informed of nothing from here, so nothing is missed of it: what is shown
is where Odoo's documents are not what La Redoute says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .disagreement import Code, Disagreement, Way

#: what is said of decisions, or would be one
_OF_DECISIONS = frozenset(
    {
        Code.DECISION_REFUSED,
        Code.DECISION_UNKNOWN,
        Code.DECISION_SILENT,
        Code.DECISION_WAITING,
        Code.UNANSWERED,
        Code.SHIPMENT_UNSENT,
        Code.TRACKING_DIFFERS,
        Code.RETURNED_HERE,
        Code.CREDITED_HERE,
        Code.REFUND_REFUSED,
        Code.REFUND_DROPPED,
        Code.REFUND_STUCK,
    }
)
_INFORMING = frozenset(
    {
        Way.ACCEPT,
        Way.REFUSE,
        Way.OUT_OF_STOCK,
        Way.SEND_AGAIN,
        Way.REFUND,
        Way.REFUND_AGAIN,
        Way.COMPLETE,
    }
)


def without_informing(found: Iterable[Disagreement]) -> Iterator[Disagreement]:
    """Yield what differs all the same, with the ways out that inform nobody."""
    for each in found:
        if each.code in _OF_DECISIONS:
            continue
        ways = [way for way in each.ways if way not in _INFORMING]
        if each.code is Code.SHIPPED_SHORT:
            # it left elsewhere: Odoo's stock follows by its delivery
            ways.insert(0, Way.RESTORE)
        if Way.RESTORE in ways and Way.KEEP_OURS not in ways:
            ways.append(Way.KEEP_OURS)
        yield replace(each, ways=tuple(ways))
