# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The document of a line's life says what the tests walk, and no arrow is missing."""

from __future__ import annotations

import ast
import itertools

import pytest

from odoo.addons.laredoute_connector.marketplace.refunds import SHOWN
from odoo.addons.laredoute_connector.marketplace.sellr.wire.assumptions import (
    STATUS_WORDS,
)
from odoo.addons.laredoute_connector.marketplace.statuses import (
    ALLOWS,
    PROVES,
    DecisionKind,
    LineStatus,
    is_proved,
)

from dev.paths import REPOSITORY
from laredoute_simulator.order_updates import REFUND_STEPS, VERBS
from tests.e2e.life_document import document, named_tests
from tests.e2e.life_of_a_line import (
    ARROWS,
    OTHERS,
    WORDS,
    Arrow,
    Mover,
)
from tests.e2e.life_of_a_line import VERBS as OURS
from tests.orm.agreement.shop.words import NEXT

STEPS = {(arrow.before, arrow.after) for arrow in ARROWS}
DECIDED = {
    (arrow.before, arrow.decision) for arrow in ARROWS if arrow.mover is Mover.SELLER
}
#: La Redoute's word → status
STATUSES = {word: status for status, word in WORDS.items()}


def reached_from(status: str) -> set[str]:
    """Every status to which arrows lead from one, itself included."""
    found, open_ones = {status}, [status]
    while open_ones:
        before = open_ones.pop()
        new = {b for a, b in STEPS if a == before} - found
        found |= new
        open_ones += new
    return found


def test_the_document_holds_the_arrows_that_are_walked() -> None:
    written = (REPOSITORY / "docs" / "life-of-a-line.md").read_text(encoding="utf-8")
    assert written == document()


@pytest.mark.parametrize("test", sorted(set(named_tests())))
def test_each_test_that_is_named_exists(test: str) -> None:
    path, _colons, name = test.partition("::")
    tree = ast.parse((REPOSITORY / path).read_text(encoding="utf-8"))
    assert name in {
        each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)
    }


def test_no_arrow_stands_twice() -> None:
    names = [arrow.name for arrow in ARROWS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("arrow", ARROWS, ids=lambda arrow: arrow.name)
def test_its_way_consists_of_arrows(arrow: Arrow) -> None:
    way = ("", *arrow.way(), arrow.after)
    assert set(itertools.pairwise(way)) <= STEPS


def test_each_status_has_arrows() -> None:
    ends = {arrow.after for arrow in ARROWS}
    assert ends == {status.value for status in LineStatus}
    assert ends == {*WORDS, *OTHERS}
    assert {s.value: word for s, word in STATUS_WORDS.items()}.items() <= WORDS.items()


def test_each_decision_that_is_sent_is_an_arrow() -> None:
    sent = {(s.value, kind.value) for kind in DecisionKind for s in ALLOWS[kind]}
    assert sent == DECIDED
    for arrow in ARROWS:
        if arrow.mover is Mover.SELLER:
            assert arrow.after == OURS[arrow.decision][1]


def test_each_verb_that_the_simulator_takes_is_an_arrow() -> None:
    kinds = {verb: kind for kind, (verb, _status) in OURS.items()}
    taken = {
        (STATUSES[word], kinds[verb])
        for verb, (words, _leads) in VERBS.items()
        for word in words
    }
    assert taken == {each for each in DECIDED if each[0] not in OTHERS}
    for verb, (_words, leads) in VERBS.items():
        assert STATUSES[leads] == OURS[kinds[verb]][1]


def test_each_step_of_the_simulator_and_of_the_random_shop_is_an_arrow() -> None:
    of_refunds = {(STATUSES[a], STATUSES[b]) for a, b in REFUND_STEPS.items()}
    at_random = {(before, after) for before, nexts in NEXT.items() for after in nexts}
    assert of_refunds | at_random <= STEPS


@pytest.mark.parametrize("kind", DecisionKind)
def test_what_proves_a_decision_is_what_comes_after_it(kind: DecisionKind) -> None:
    """Nobody may conclude it from a status that no arrow reaches."""
    after = reached_from(OURS[kind.value][1])
    for status in PROVES[kind]:
        assert status.value in after, status


def test_each_refund_that_is_shown_is_reached_by_a_request() -> None:
    after = reached_from("to_refund")
    assert {status.value for status in SHOWN} <= after


def test_a_new_refund_of_the_seller_is_not_proved_by_an_old_one() -> None:
    for before, decision in DECIDED:
        status, kind = LineStatus(before), DecisionKind(decision)
        assert not is_proved(kind, status, is_news=False)
