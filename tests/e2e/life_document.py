# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""docs/life-of-a-line.md: the arrows, and which tests walk them in which way.

``python -m tests.e2e.life_document > docs/life-of-a-line.md`` writes it.
"""

import sys
from dataclasses import dataclass

from .life_of_a_line import ARROWS, OTHERS, TABLES, WORDS


@dataclass(frozen=True)
class Variant:
    """A way in which arrows are walked.

    :ivar how: what happens
    :ivar then: what must hold afterwards
    :ivar tests: that do it
    """

    name: str
    how: str
    then: str
    tests: tuple[str, ...]


_EVERY = "tests/e2e/test_every_arrow.py::"
_KILLED = "tests/e2e/test_crash_decisions.py::"
_IN_ORDER = f"{_EVERY}test_in_order_then_doubled_then_out_of_order"
_UNREAD = f"{_EVERY}test_with_words_unread_then_killed_then_late"
VARIANTS = (
    Variant(
        "in order",
        "each status is read before the next one comes",
        "status, pieces and cents are the same on both sides",
        (_IN_ORDER,),
    ),
    Variant(
        "words unread",
        "of all that La Redoute does between two decisions only the last is read",
        "the same; not of arrows that only the words between show, see below",
        (_UNREAD,),
    ),
    Variant(
        "doubled",
        "La Redoute says the status again, and something else with it; the button is "
        "pressed again; everything runs again; two processes run at once",
        "nothing is sent or made again; who presses reads why not",
        (
            _IN_ORDER,
            "tests/e2e/test_concurrency.py::"
            "test_a_decision_sent_twice_at_once_is_sent_once",
        ),
    ),
    Variant(
        "out of order",
        "the status of before is read after the arrow, then the arrow's again",
        "the same; what La Redoute then seems to refund anew is for a person to say",
        (_IN_ORDER,),
    ),
    Variant(
        "late",
        "an answer to an older question arrives after that to a newer one",
        "it is no news",
        (
            _UNREAD,
            "tests/e2e/test_meanwhile.py::"
            "test_an_old_answer_never_replaces_a_newer_one",
        ),
    ),
    Variant(
        "answer lost",
        "nobody knows whether La Redoute took a decision",
        "it is queried, and the decision has effect once",
        (
            "tests/e2e/test_faults_writing.py::test_taken_without_an_answer_is_queried",
            "tests/e2e/test_refunds.py::test_answer_lost_is_requested_once_with_effect",
        ),
    ),
    Variant(
        "refused",
        "La Redoute refuses a decision in its own words",
        "a person reads them until it is settled",
        (
            "tests/e2e/test_refused_decisions.py::"
            "test_a06_an_acceptance_that_is_refused_stays_an_alarm",
            "tests/e2e/test_refused_decisions.py::"
            "test_a06_a_shipment_that_is_refused_stays_an_alarm",
        ),
    ),
)
#: step at which a process is killed → tests that do it
KILLED = {
    "a person decides; the decision is written": (
        f"{_KILLED}test_killed_while_a_person_decides",
        "tests/e2e/test_crash.py::test_killed_while_a_delivery_is_validated",
    ),
    "the request is written, encoded, sent, answered, its answer applied": (
        f"{_KILLED}test_killed_while_every_decision_is_sent",
    ),
    "La Redoute's status is read, stored, followed; refunds are followed; both sides "
    "are compared": (
        _UNREAD,
        "tests/e2e/test_crash.py::test_killed_while_taking_an_order",
    ),
    "a credit note is proposed, and drafted": (
        f"{_KILLED}test_killed_while_a_refund_is_booked",
    ),
}


def named_tests():
    """Return every test that the document names."""
    found = [arrow.test for arrow in ARROWS if arrow.test]
    found += [test for variant in VARIANTS for test in variant.tests]
    return found + [test for tests in KILLED.values() for test in tests]


def document():
    """Return docs/life-of-a-line.md, which a test compares with the file."""
    parts = [_INTRODUCTION]
    for title, rows in TABLES.items():
        parts.append(f"\n## {title}\n\n| from | to | moved by | when | a person sees |")
        parts.append("\n|---|---|---|---|---|\n")
        parts += [_row(arrow) for arrow in rows]
    parts.append(_VARIANTS)
    for variant in VARIANTS:
        parts.append(f"| {variant.name} | {variant.how} | {variant.then} |")
        parts.append(f" {_tests(variant.tests)} |\n")
    parts.append(_ONLY_READ)
    parts += [f"- {_label(arrow)}\n" for arrow in ARROWS if arrow.only_read]
    parts.append(_KILLS)
    for point, named in KILLED.items():
        parts.append(f"| {point} | {_tests(named)} |\n")
    parts.append(_OTHERWISE)
    parts += [f"- {_label(arrow)}: {_tests([arrow.test])}\n" for arrow in _NAMED]
    return "".join(parts)


def _row(arrow):
    shown = ", ".join(f"`{code}`" for code in arrow.shown) or "nothing"
    cause = f"{arrow.cause}, before the goods left" if arrow.unshipped else arrow.cause
    before, after = _word(arrow.before), _word(arrow.after)
    return f"| {before} | {after} | {arrow.mover.value} | {cause} | {shown} |\n"


def _word(status):
    if status == "unknown":
        return "*an unknown word*"
    return {**WORDS, **OTHERS}.get(status, "*nothing*")


def _label(arrow):
    return f"{_word(arrow.before)} → {_word(arrow.after)}, {arrow.cause}"


def _tests(named):
    return ", ".join(f"`{test}`" for test in named)


_NAMED = tuple(arrow for arrow in ARROWS if arrow.test)
_INTRODUCTION = """# The life of an order line

Every arrow from a status of La Redoute to another one, who moves the line, and what a
person then sees: the codes of the disagreements (`marketplace/agreement`). Each arrow
that Sell-R has words for is walked against the simulator through the scheduled work, in
each of the ways below, by the table that this page is made of
(`tests/e2e/life_of_a_line.py`); Received, Closed and Incident are words of other
platforms, and are walked inside Odoo (`tests/orm/agreement/test_every_arrow.py`).
Afterwards both sides are compared line by line (`tests/e2e/both_sides.py`): status,
pieces, price, fee, what is refunded, what left, to the cent, and each decision once.
A person answers the orders, so a new one shows that it waits for that.
"""
_VARIANTS = """
## How each arrow is walked

| way | what happens | then | tests |
|---|---|---|---|
"""
_ONLY_READ = """
La Redoute says of a refund that it is there, and neither which one nor how much. So
these are seen when the words between are read, as they are every ten minutes. Unread,
a refund that was forgotten stays *Sent*, which is shown after two days and can be given
up after one; one that La Redoute begins anew is taken for the earlier one:

"""
_KILLS = """
## Where a process is killed

A real process dies (SIGKILL), then the scheduled work runs again.

| step | tests |
|---|---|
"""
_OTHERWISE = """
## Walked by other tests as well

By the simulator's own clock, by people's buttons, or in more detail:

"""

if __name__ == "__main__":
    sys.stdout.write(document())
