# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Decisions that did not arrive, and those that nobody made in time.

What La Redoute did not positively answer is not accepted: a refusal stands until the
decision is sent again or another one takes its place, and silence is shown after a
while.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ..refunds import RefundState
from ..statuses import ALLOWS, DecisionKind, LineStatus, is_proved
from .disagreement import Code, Disagreement, Severity, Way
from .facts import Case, DecisionMade, Line, Outcome
from .money import MOST_REFUNDING

#: before La Redoute cancels what has no answer (72 hours after the order, protocol
#: P-135), a person is warned, then alarmed, whatever the reason for the silence
WARN_BEFORE = timedelta(hours=24)
ALARM_BEFORE = timedelta(hours=6)
#: a decision that waits in the outbox this long is not on its way
MOST_QUEUED = timedelta(hours=6)
#: La Redoute answers within minutes what became of a request whose answer was lost
MOST_UNKNOWN = timedelta(hours=1)
#: a decision that La Redoute took shows in the line's status; an acceptance after the
#: check of the payment, about half an hour (protocol P-136)
MOST_SENT = timedelta(hours=4)
#: decisions that say that nothing will come; and those that answer a new line
DECLINES = (DecisionKind.REFUSE, DecisionKind.OUT_OF_STOCK)
ANSWERS = (DecisionKind.ACCEPT, DecisionKind.REFUSE)
#: decisions of which a newer one makes an older one void
_FAMILIES = (
    ANSWERS,
    (DecisionKind.OUT_OF_STOCK, DecisionKind.SHIP),
    (DecisionKind.REFUND,),
)
#: of a refund these are said of the refund itself
_OF_REFUND = (Outcome.REFUSED, Outcome.CONFIRMED)
#: the button that makes a decision; a shipment needs its parcel's tracking first
_WAYS = {
    DecisionKind.ACCEPT: Way.ACCEPT,
    DecisionKind.REFUSE: Way.REFUSE,
    DecisionKind.OUT_OF_STOCK: Way.OUT_OF_STOCK,
}


def compare_decisions(case: Case, line: Line, now: datetime) -> Iterator[Disagreement]:
    """Yield what is wrong with the decisions about a line, or missing of them."""
    for family in _FAMILIES:
        newest = line.last(*family)
        if newest is not None:
            yield from _compare_decision(line, newest, now)
    yield from _unanswered(case, line, now)


def allowed(line: Line, *kinds: DecisionKind) -> tuple[Way, ...]:
    """Return the buttons of those of these decisions that La Redoute takes now."""
    return tuple(_WAYS[kind] for kind in kinds if line.status in ALLOWS[kind])


def answers(line: Line) -> tuple[Way, ...]:
    """Return the buttons of the answers that a line still waits for."""
    return () if line.is_under_way(*ANSWERS) else allowed(line, *ANSWERS)


def is_declined(line: Line) -> bool:
    """Return whether La Redoute is being informed that nothing of a line will come."""
    waits = any(
        each.unshipped and each.state is RefundState.QUEUED for each in line.refunds
    )
    return waits or line.is_under_way(*DECLINES)


def is_here(decision: DecisionMade) -> bool:
    """Return whether La Redoute holds nothing of a decision, not even an older one."""
    waits = decision.outcome in (Outcome.QUEUED, Outcome.REFUSED)
    return waits and not decision.corrects


def _compare_decision(
    line: Line, decision: DecisionMade, now: datetime
) -> Iterator[Disagreement]:
    if decision.kind is DecisionKind.REFUND and _is_of_refund(line, decision, now):
        return
    if is_proved(decision.kind, line.status, line.since > decision.since):
        return
    if line.status not in ALLOWS[decision.kind]:
        # La Redoute went on without it: the line's status says what follows
        return
    if _waits_for_the_rest(line, decision):
        # La Redoute wants more of it by now: it is sent again with the last parcel
        return
    code, severity, patience = _LATE[decision.outcome]
    if now - decision.since < patience:
        return
    yield Disagreement(
        code,
        line.line_id,
        theirs=line.status.value,
        ours=decision.kind.value,
        severity=severity,
        ways=_ways_out(line, decision),
        since=decision.since,
        arguments={"message": decision.message},
    )


def _is_of_refund(line: Line, decision: DecisionMade, now: datetime) -> bool:
    """Return whether what became of a request is said of its refund instead."""
    if decision.outcome in _OF_REFUND:
        return True
    if decision.outcome is not Outcome.SENT or not line.refunds:
        return False
    sent = [each for each in line.refunds if each.state is RefundState.SENT]
    # one that a person gave up is silent no more
    if not sent:
        return True
    # and the newest stands still after a while
    return sent[-1] is line.refunds[-1] and now - sent[-1].since > MOST_REFUNDING


def _waits_for_the_rest(line: Line, decision: DecisionMade) -> bool:
    """Return whether a shipment is not to be sent yet: not all of the line left."""
    sale = line.sale_line
    ships = decision.kind is DecisionKind.SHIP
    if not ships or not is_here(decision):
        return False
    return sale is not None and sale.has_goods and sale.left < line.expected


#: outcome → code, severity, and how long it may last
_LATE = {
    Outcome.REFUSED: (Code.DECISION_REFUSED, Severity.ERROR, timedelta(0)),
    Outcome.UNKNOWN: (Code.DECISION_UNKNOWN, Severity.ERROR, MOST_UNKNOWN),
    Outcome.SENT: (Code.DECISION_SILENT, Severity.WARNING, MOST_SENT),
    # what La Redoute confirmed and no longer shows is as doubtful as silence
    Outcome.CONFIRMED: (Code.DECISION_SILENT, Severity.WARNING, MOST_SENT),
    Outcome.QUEUED: (Code.DECISION_WAITING, Severity.WARNING, MOST_QUEUED),
    Outcome.SENDING: (Code.DECISION_WAITING, Severity.WARNING, MOST_QUEUED),
}


def _ways_out(line: Line, decision: DecisionMade) -> tuple[Way, ...]:
    if decision.outcome is not Outcome.REFUSED:
        return (Way.READ,)
    instead = [
        kind
        for family in _FAMILIES
        if decision.kind in family
        for kind in family
        if kind not in (decision.kind, DecisionKind.SHIP)
    ]
    again: tuple[Way, ...] = (Way.SEND_AGAIN,)
    if decision.kind is DecisionKind.SHIP:
        # what is wrong with a parcel is corrected on the parcel
        again = (Way.COMPLETE, Way.SEND_AGAIN)
    return (*again, *allowed(line, *instead), Way.READ)


def _unanswered(case: Case, line: Line, now: datetime) -> Iterator[Disagreement]:
    """A net under all that may keep a line from being answered in time."""
    if line.status is not LineStatus.TO_ACCEPT or case.answer_before is None:
        return
    left = case.answer_before - now
    if left > WARN_BEFORE or line.is_under_way(*ANSWERS):
        return
    yield Disagreement(
        Code.UNANSWERED,
        line.line_id,
        theirs=line.status.value,
        ours="",
        severity=Severity.WARNING if left > ALARM_BEFORE else Severity.ERROR,
        ways=allowed(line, *ANSWERS),
        since=case.answer_before - WARN_BEFORE,
    )
