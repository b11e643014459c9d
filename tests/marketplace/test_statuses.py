# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What each word of a line means, read against the protocol and not against itself."""

from __future__ import annotations

import pytest

from odoo.addons.laredoute_connector.marketplace.statuses import (
    ALLOWS,
    FACTS,
    PROVES,
    DecisionKind,
    LineStatus,
    is_proved,
)

#: protocol P-91, P-97: the words in which La Redoute takes a verb
TAKEN_IN = {
    DecisionKind.ACCEPT: {"to_accept"},
    DecisionKind.REFUSE: {"to_accept"},
    DecisionKind.OUT_OF_STOCK: {"to_ship"},
    DecisionKind.SHIP: {"to_ship"},
    DecisionKind.REFUND: {"to_ship", "shipped", "received", "refund_refused"},
}


@pytest.mark.parametrize("kind", DecisionKind)
def test_a_decision_is_sent_only_in_the_statuses_of_the_protocol(
    kind: DecisionKind,
) -> None:
    assert {status.value for status in ALLOWS[kind]} == TAKEN_IN[kind]


@pytest.mark.parametrize("kind", DecisionKind)
def test_what_is_still_allowed_proves_no_older_decision(kind: DecisionKind) -> None:
    for status in LineStatus:
        proved = is_proved(kind, status, is_news=False)
        assert not (proved and status in ALLOWS[kind])
        assert is_proved(kind, status, is_news=True) == (status in PROVES[kind])
    both = ALLOWS[kind] & PROVES[kind]
    again = {LineStatus.REFUND_REFUSED} if kind is DecisionKind.REFUND else set()
    assert both == again


def test_every_status_says_what_follows_from_it() -> None:
    assert set(FACTS) == set(LineStatus)


@pytest.mark.parametrize("status", LineStatus)
def test_the_facts_of_a_status_do_not_contradict_each_other(
    status: LineStatus,
) -> None:
    facts = FACTS[status]
    # nothing is sold and still promised, due or on its way
    assert not facts.dead or not (facts.open or facts.promised or facts.due)
    assert facts.dead or not facts.declined
    # goods are due only where the seller said yes, and leave only where they were due
    assert facts.accepted or not (facts.due or facts.left)
    assert not (facts.due and facts.left)
    assert facts.left or not facts.shipped
