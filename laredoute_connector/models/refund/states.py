# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The states of refunds as records and screens have them.

What follows from a state stands in ``marketplace/refunds.py``.
"""

from ...marketplace.refunds import IN_PROGRESS, RefundState

#: value and label, in the order of a refund's life
STATES = [
    (RefundState.QUEUED.value, "To send"),
    (RefundState.SENT.value, "Sent"),
    (RefundState.REQUESTED.value, "Requested"),
    (RefundState.TO_APPROVE.value, "To approve"),
    (RefundState.REFUNDING.value, "Refunding"),
    (RefundState.REFUNDED.value, "Paid back"),
    (RefundState.REFUSED.value, "Turned down"),
    (RefundState.DROPPED.value, "Dropped"),
    (RefundState.CANCELLED.value, "Given up"),
]
#: what a refund of several lines shows: the first of these that one of its lines has
SHOWN_FIRST = (
    RefundState.REFUSED,
    RefundState.DROPPED,
    RefundState.QUEUED,
    RefundState.SENT,
    RefundState.REQUESTED,
    RefundState.TO_APPROVE,
    RefundState.REFUNDING,
    RefundState.REFUNDED,
    RefundState.CANCELLED,
)
#: states in which La Redoute has it
PROGRESSING = tuple(sorted(state.value for state in IN_PROGRESS))
#: and those before its end
UNFINISHED = (RefundState.QUEUED.value, *PROGRESSING)
