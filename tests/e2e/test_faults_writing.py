# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every fault of a call that sends something: product files, offers, decisions."""

from itertools import product
from typing import NamedTuple

import pytest

from .looking import (
    all_met,
    calls,
    connection,
    in_a_hurry,
    inject,
    paused,
    resume,
    wait_left,
)
from .writing import WRITING, shown

pytestmark = pytest.mark.usefixtures("watched")


class Expected(NamedTuple):
    """What a fault must come to.

    :ivar state: of the record the person looks at
    :ivar words: of its message, in French
    :ivar taken: whether La Redoute took the request all the same
    """

    state: str
    words: str
    taken: bool


NOT_IN_TIME = "n’a pas répondu à temps"
BROKEN = "connexion s’est coupée"
NO_ANSWER = "pas ce que La Redoute devrait répondre"
NOT_KNOWN = "On ne sait pas si La Redoute l’a pris"
OPTIONS = {
    "429": {"retry_after": 3600},
    "huge_answer": {"megabytes": 70},
    "timeout_before": {"hold": 3},
    "timeout_after": {"hold": 3},
    "dripping_headers": {"hold": 30},
}
FAULTS_WRITING = {
    "429": Expected("queued", "demande de ralentir", taken=False),
    "503": Expected("queued", "n’a pas pu le prendre maintenant", taken=False),
    "expired_token": Expected("queued", "refuse l’identifiant", taken=False),
    "500": Expected("unknown", NOT_KNOWN, taken=False),
    "timeout_before": Expected("unknown", NOT_IN_TIME, taken=False),
    # a page of the site, or of a proxy: it says nothing of the request
    "html_page": Expected("unknown", NO_ANSWER, taken=False),
    # what was sent before the line broke decides; nobody can know beforehand
    "reset": Expected("unknown or queued", f"{BROKEN}|est injoignable", taken=False),
    "timeout_after": Expected("unknown", NOT_IN_TIME, taken=True),
    "reset_after": Expected("unknown", BROKEN, taken=True),
    "cut_answer": Expected("unknown", BROKEN, taken=True),
    "malformed_xml": Expected("unknown", NOT_KNOWN, taken=True),
    "xml_bomb": Expected("unknown", NOT_KNOWN, taken=True),
    "huge_answer": Expected("unknown", "trop volumineuse", taken=True),
    "other_root": Expected("unknown", NO_ANSWER, taken=True),
    "dripping_headers": Expected("unknown", NOT_IN_TIME, taken=True),
}
#: a shipment is sent as an acceptance is: the time-outs alone are tried on both
KINDS = [kind for kind in WRITING if kind != "shipment"]
TAKEN = [name for name, expected in FAULTS_WRITING.items() if expected.taken]


def strike(work, fault):
    """Send it while the fault strikes; return the message that is shown."""
    expected = FAULTS_WRITING[fault]
    inject(work.shop, fault, work.service, **OPTIONS.get(fault, {}))
    with in_a_hurry(fault):
        work.send()
    assert all_met(work.shop)
    state, message = shown(work)
    assert state in expected.state.split(" or ")
    assert any(words in message for words in expected.words.split("|"))
    assert work.effects() == int(expected.taken)
    return message


def send_in_vain(work):
    """The next run comes too early: it sends nothing."""
    before = work.effects(), calls(work.shop, work.service)
    work.send()
    assert (work.effects(), calls(work.shop, work.service)) == before


def end_well(work):
    """It is done, once; further runs of every cron change nothing."""
    work.ask()
    assert work.is_done()
    work.send()
    work.ask()
    assert work.is_done()
    assert work.effects() == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", ["429", "503"])
def test_not_taken_is_sent_again_after_the_back_off(shop, kind, fault):
    work = WRITING[kind](shop)
    strike(work, fault)
    least = 3590 if fault == "429" else 50
    assert least < wait_left(work.next_attempt_at()) < 4400
    assert not paused(shop)
    send_in_vain(work)
    work.back_off()
    work.send()
    assert work.effects() == 1
    end_well(work)


@pytest.mark.parametrize("kind", KINDS)
def test_b08_a_wait_of_thirty_years_is_one_of_hours(shop, kind):
    work = WRITING[kind](shop)
    inject(shop, "429", work.service, retry_after=999999999)
    work.send()
    assert all_met(shop)
    state, message = shown(work)
    assert state == "queued"
    assert FAULTS_WRITING["429"].words in message
    assert 5.9 * 3600 < wait_left(work.next_attempt_at()) < 6.1 * 3600
    send_in_vain(work)
    work.back_off()
    work.send()
    assert work.effects() == 1
    end_well(work)


@pytest.mark.parametrize("fault", ["html_page", "other_root"])
def test_c05_the_test_of_the_connection_takes_no_page_for_an_answer(shop, fault):
    inject(shop, fault, count=4)
    found = connection(shop)
    assert all_met(shop)
    assert [name for name, (works, _said) in found.items() if works] == ["sftp"]
    assert all(NO_ANSWER in said for works, said in found.values() if not works)
    assert all(works for works, _said in connection(shop).values())


@pytest.mark.parametrize("kind", KINDS)
def test_an_expired_token_pauses_the_account(shop, kind):
    work = WRITING[kind](shop)
    message = strike(work, "expired_token")
    assert paused(shop) == message
    send_in_vain(work)
    resume(shop)
    work.send()
    assert work.effects() == 1
    end_well(work)


@pytest.mark.parametrize(
    ("kind", "fault"),
    [*product(KINDS, TAKEN), ("shipment", "timeout_after")],
)
def test_taken_without_an_answer_is_queried(shop, kind, fault):
    work = WRITING[kind](shop)
    strike(work, fault)
    work.send()
    assert work.effects() == 1, "nothing is sent again before La Redoute was queried"
    end_well(work)


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        *product(KINDS, ["500", "timeout_before", "reset", "html_page"]),
        ("shipment", "timeout_before"),
    ],
)
def test_not_taken_without_an_answer_is_sent_again_in_time(shop, kind, fault):
    work = WRITING[kind](shop)
    strike(work, fault)
    send_in_vain(work)
    state, _message = work.seen()
    if state == "queued":
        work.back_off()
    else:
        work.be_silent()
    work.send()
    assert work.effects() == 1
    end_well(work)


def test_a_long_stop_proves_nothing(shop):
    """The report lies on the server unread: the file is not sent again before."""
    work = WRITING["items"](shop)
    strike(work, "timeout_after")
    work.stop()
    shop.sim.control.step(hours=49)
    send_in_vain(work)
    end_well(work)
