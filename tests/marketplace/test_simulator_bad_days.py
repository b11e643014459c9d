# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Each fault of the simulator, met through the port."""

from __future__ import annotations

from pathlib import Path

import pytest

from odoo.addons.laredoute_connector.marketplace.errors import (
    MarketplaceError,
    RetryLater,
    TooManyRequests,
    UnknownOutcome,
    UnreadableData,
    UntrustedServer,
    WrongCredentials,
)
from odoo.addons.laredoute_connector.marketplace.records import (
    BrokenOrder,
    DecisionKind,
    LineStatus,
)

from laredoute_simulator import Simulator

from .simulator_case import (
    decide,
    decision,
    error_of,
    fetch,
    market,
    now,
    only_order,
    place,
    running_simulator,  # noqa: F401 (a fixture)
)

# ------------------------------------------------------------------ bad days
NOT_TAKEN: list[tuple[str, type[MarketplaceError]]] = [
    ("429", TooManyRequests),
    ("503", RetryLater),
    ("expired_token", WrongCredentials),
]
MAYBE_TAKEN = ("500", "timeout_before", "timeout_after", "reset_after", "cut_answer")
# what is malformed is read order by order, so that one of them only is lost
MALFORMED = "malformed_xml"
UNREADABLE = ("xml_bomb", "huge_answer", "html_page", "other_root")


@pytest.mark.parametrize(("fault", "kind"), NOT_TAKEN)
def test_update_that_was_not_taken(
    sim: Simulator, fault: str, kind: type[MarketplaceError]
) -> None:
    first, _second = place(sim)
    sim.control.inject(fault, service="orders_update", retry_after=7)
    accept = decision(DecisionKind.ACCEPT, first)
    with market(sim) as opened:
        with pytest.raises(kind) as caught:
            decide(opened, accept)
        assert type(caught.value) is kind
        if isinstance(caught.value, TooManyRequests):
            assert caught.value.retry_after == 7
            assert caught.value.operation == "orders_update"
        assert decide(opened, accept)[0].accepted is True


@pytest.mark.parametrize("fault", [*MAYBE_TAKEN, MALFORMED, *UNREADABLE])
def test_update_that_may_have_been_taken(sim: Simulator, fault: str) -> None:
    first, _second = place(sim)
    sim.control.inject(fault, service="orders_update", hold=1.5, megabytes=70)
    with market(sim, read_timeout=1.0) as opened:
        with pytest.raises(MarketplaceError) as caught:
            decide(opened, decision(DecisionKind.ACCEPT, first))
        # a fault in the answer is a clear word; all others leave it open
        clear = fault == "500" and type(caught.value) is RetryLater
        assert clear or type(caught.value) is UnknownOutcome
    with market(sim) as opened:
        # reading shows: it was carried out once, or not at all
        status = only_order(opened).lines[0].status
    audit = sim.control.status()["orders"]["audit"].get("accept", {"effect": 0})
    assert (status is LineStatus.ACCEPTED) == (audit["effect"] == 1)


@pytest.mark.parametrize("fault", ["reset", *MAYBE_TAKEN, *UNREADABLE])
def test_reading_may_always_be_tried_again(sim: Simulator, fault: str) -> None:
    place(sim)
    sim.control.inject(fault, service="orders_read", hold=1.5, megabytes=70)
    with market(sim, read_timeout=1.0) as opened:
        with pytest.raises((RetryLater, UnreadableData)) as caught:
            fetch(opened)
        assert isinstance(caught.value, UnreadableData) == (fault in UNREADABLE)
    with market(sim) as opened:
        assert only_order(opened)


def test_b02_a_malformed_order_is_kept_and_read_when_it_is_whole(
    sim: Simulator,
) -> None:
    first, _second = place(sim)
    sim.control.inject(MALFORMED, service="orders_read")
    with market(sim) as opened:
        (broken,) = fetch(opened)
        assert isinstance(broken, BrokenOrder)
        assert first.startswith(broken.remote_id)
        assert broken.remote_id
        assert broken.reason == f"xml_malformed: Order {broken.remote_id}"
        assert broken.source.endswith(b"</Order>")
        assert only_order(opened).remote_id == broken.remote_id


def test_reset_before_the_request_was_read_is_not_sent_twice(sim: Simulator) -> None:
    first, _second = place(sim)
    sim.control.inject("reset", service="orders_update")
    with market(sim) as opened, pytest.raises((RetryLater, UnknownOutcome)):
        decide(opened, decision(DecisionKind.ACCEPT, first))
    assert not sim.control.status()["orders"]["audit"].get("accept")


def test_drop_in_mid_file_leaves_nothing(sim: Simulator, tmp_path: Path) -> None:
    sim.control.put_file("/reports/big.xml", "<a>" + "x" * 2_000_000 + "</a>")
    sim.control.inject("sftp_drop", service="sftp")
    with market(sim) as opened:
        (file,) = opened.list_answers(())
        with pytest.raises(RetryLater):
            opened.fetch_answer(file, tmp_path / "here")
        assert not list(tmp_path.iterdir())
        opened.fetch_answer(file, tmp_path / "here")
    assert (tmp_path / "here").stat().st_size == file.size


def test_https_needs_its_authority() -> None:
    with Simulator(speed=0, https=True) as sim:
        with market(sim) as opened:
            assert type(error_of(opened, "items")) is UntrustedServer
        with market(sim, ca_file=str(sim.ca_file)) as opened:
            assert [each.ok for each in opened.check_access(now())] == [True] * 5
