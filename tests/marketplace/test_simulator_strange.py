# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute should never send, met through the port: words, values, reports."""

from __future__ import annotations

import io
import time
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from odoo.addons.laredoute_connector.marketplace.errors import (
    AccessRefused,
    MarketplaceError,
    RetryLater,
    TooManyRequests,
    UnknownOutcome,
    UnreadableData,
)
from odoo.addons.laredoute_connector.marketplace.places import decode_country
from odoo.addons.laredoute_connector.marketplace.records import (
    AnswerKind,
    BrokenOrder,
    DecisionKind,
    LineStatus,
    Order,
)
from odoo.addons.laredoute_connector.marketplace.transport.http_errors import (
    LONGEST_WAIT,
)

from laredoute_simulator import Simulator

from .simulator_case import (
    decide,
    decision,
    fetch,
    market,
    now,
    only_order,
    place,
    running_simulator,  # noqa: F401 (a fixture)
)

REPORT = (
    b'<IntegrationReport BatchId="00000007" Kind="products_laredoute" ItemsRead="1"'
    b' ItemsRejected="0"><Item EAN="3700000000013" ProductId="SKU-1"'
    b' PartNumber="350000001"/></IntegrationReport>'
)


# ---------------------------------------------------------------------- answers
@pytest.mark.parametrize(
    ("service", "kind"),
    [("orders_read", RetryLater), ("orders_update", UnknownOutcome)],
)
def test_b14_headers_that_drip_end_with_the_time_of_the_call(
    sim: Simulator, service: str, kind: type[MarketplaceError]
) -> None:
    first, _second = place(sim)
    sim.control.inject("dripping_headers", service=service, hold=60)
    begun = time.monotonic()
    with (
        market(sim, connect_timeout=0.5, read_timeout=0.5) as opened,
        pytest.raises(kind) as caught,
    ):
        if service == "orders_read":
            fetch(opened)
        else:
            decide(opened, decision(DecisionKind.ACCEPT, first))
    assert type(caught.value) is kind
    assert caught.value.code == "timeout"
    # three seconds are the call's; the headers would have gone on for sixty
    assert time.monotonic() - begun < 45


def test_a_wait_of_thirty_years_is_one_of_hours(sim: Simulator) -> None:
    place(sim)
    sim.control.inject("429", service="orders_read", retry_after=999999999)
    with market(sim) as opened:
        with pytest.raises(TooManyRequests) as caught:
            fetch(opened)
        assert caught.value.retry_after == LONGEST_WAIT
        assert only_order(opened)


def test_a_name_of_foreign_bytes_is_recovered(sim: Simulator) -> None:
    first, _second = place(sim)
    place(sim)
    sim.control.set_status(first, "Toship")
    name = sim.control.order(first.rpartition("-")[0])["billing"]["name"]
    sim.control.inject("foreign_bytes")
    with market(sim) as opened:
        spoilt, whole = fetch(opened)
        assert isinstance(spoilt, Order)
        assert spoilt.billing_address.name == f"{name} éléonore & fils"
        assert b"\xe9l\xe9onore & fils\x02" in spoilt.damaged
        assert isinstance(whole, Order)
        assert not whole.damaged
        again, _whole = fetch(opened)
        assert isinstance(again, Order)
        assert (again.billing_address.name, again.damaged) == (name, b"")


@pytest.mark.parametrize(("placed", "whole"), [(4, 2), (1, 0)])
def test_what_is_whole_of_an_answer_that_ends_early_is_taken(
    sim: Simulator, placed: int, whole: int
) -> None:
    numbers = [place(sim)[0].rpartition("-")[0] for _each in range(placed)]
    sim.control.inject("cut_third_order")
    seen: list[str] = []
    hour = timedelta(hours=1)
    with market(sim) as opened:
        answer = opened.fetch_orders(now() - hour, now() + hour)
        with pytest.raises(UnreadableData) as caught:
            seen.extend(order.remote_id for order in answer)
        assert caught.value.code == "xml_cut"
        # where something of it was whole, less of it may come whole
        assert caught.value.too_much is bool(whole)
        assert caught.value.content
        assert seen == numbers[:whole]
        assert [order.remote_id for order in fetch(opened)] == numbers


@pytest.mark.parametrize("fault", ["html_page", "other_root"])
def test_c05_the_test_of_access_takes_no_page_for_an_answer(
    sim: Simulator, fault: str
) -> None:
    sim.control.inject(fault, count=4)
    with market(sim) as opened:
        checks = list(opened.check_access(now()))
        assert [check.subject for check in checks if check.ok] == ["sftp"]
        assert {getattr(check.error, "code", "") for check in checks[:4]} == {
            "unexpected_document"
        }
        assert all(check.ok for check in opened.check_access(now()))


# ----------------------------------------------------------------------- orders
@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Envoi suspendu", LineStatus.UNKNOWN),
        ("", LineStatus.UNKNOWN),
        ("Canceled", LineStatus.CANCELLED),
        ("CANCELLED", LineStatus.CANCELLED),
        ("To cancel", LineStatus.TO_CANCEL),
    ],
)
def test_strange_words_of_a_status(
    sim: Simulator, text: str, status: LineStatus
) -> None:
    first, _second = place(sim)
    sim.control.change_line(first, status_text=text)
    with market(sim) as opened:
        strange, other = only_order(opened).lines
        assert (strange.status, strange.status_text) == (status, text)
        assert other.status is LineStatus.TO_ACCEPT
        sim.control.set_status(first, "Accepted")
        assert only_order(opened).lines[0].status is LineStatus.ACCEPTED


@pytest.mark.parametrize(
    ("word", "code"),
    [("UK", "GB"), ("AUT", "AT"), ("", ""), ("Belgique", "BE"), ("Atlantis", "")],
)
def test_strange_words_of_a_country(sim: Simulator, word: str, code: str) -> None:
    first, _second = place(sim)
    sim.control.redirect(first.rpartition("-")[0], country=word)
    with market(sim) as opened:
        written = only_order(opened).delivery.address.country_code
    assert decode_country(written) == code


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ({"quantity_text": "3000000000"}, "quantity_unreadable"),
        ({"number_text": "9" * 6000}, "order_id_too_long"),
        ({"date_text": "9999-12-31T23:59:59"}, "date_unreadable"),
    ],
)
def test_b01_an_absurd_order_holds_no_other(
    sim: Simulator, texts: dict[str, str], reason: str
) -> None:
    first, good = place(sim)[0], place(sim)[0]
    order_id = first.rpartition("-")[0]
    if "quantity_text" in texts:
        sim.control.change_line(first, **texts)
    else:
        sim.control.change_order(order_id, **texts)
    with market(sim) as opened:
        broken, whole = fetch(opened)
        assert isinstance(broken, BrokenOrder)
        assert broken.reason.partition(":")[0] == reason
        assert isinstance(whole, Order)
        assert whole.remote_id == good.rpartition("-")[0]
        sim.control.change_line(first, quantity_text="1")
        sim.control.change_order(order_id, number_text="", date_text="")
        assert [type(each) for each in fetch(opened)] == [Order, Order]


def test_d05_absurd_values_that_can_be_read_are_left_to_people(sim: Simulator) -> None:
    first, second = place(sim)
    sim.control.change_line(first, quantity_text="0")
    sim.control.change_line(second, price="0.01")
    with market(sim) as opened:
        nothing, cheap = only_order(opened).lines
    assert nothing.quantity == 0
    assert cheap.unit_price == Decimal("0.01")


@pytest.mark.parametrize(
    ("kind", "verb"), [(DecisionKind.ACCEPT, "accept"), (DecisionKind.REFUSE, "refuse")]
)
def test_a_decision_about_one_line_is_refused(
    sim: Simulator, kind: DecisionKind, verb: str
) -> None:
    first, second = place(sim)
    sim.control.refuse_decision(first, verb, "The seller is suspended")
    both = [decision(kind, each) for each in (first, second)]
    with market(sim) as opened:
        refused, taken = decide(opened, *both)
        assert (refused.accepted, refused.message) == (False, "The seller is suspended")
        assert taken.accepted is True
        assert decide(opened, both[0])[0].accepted is True


# ---------------------------------------------------------------------- reports
def deliver(sim: Simulator, fault: str) -> None:
    sim.control.inject(fault)
    sim.reports.deliver("70123", "products_laredoute", "00000007", REPORT)


def lines_of(sim: Simulator, path: Path) -> tuple[str, AnswerKind, int]:
    """Fetch the one report there is: its batch, its kind, how many lines it has."""
    with market(sim) as opened:
        (ref,) = opened.list_answers(())
        opened.fetch_answer(ref, path)
        reader = opened.open_answer(io.BytesIO(path.read_bytes()), ref.name)
        count = len(list(reader))
        return reader.header.batch_id, reader.header.kind, count


def test_a_report_without_a_batch_has_its_kind(sim: Simulator, tmp_path: Path) -> None:
    deliver(sim, "report_without_batch")
    assert lines_of(sim, tmp_path / "here") == ("", AnswerKind.PRODUCTS, 1)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("report_counts_more", "refusals_missing"),
        ("report_open_quote", "csv_malformed"),
    ],
)
def test_c03_a_report_that_is_not_whole_accepts_nothing(
    sim: Simulator, tmp_path: Path, fault: str, code: str
) -> None:
    deliver(sim, fault)
    with pytest.raises(UnreadableData) as caught:
        lines_of(sim, tmp_path / "here")
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("fault", "kind", "code"),
    [
        ("report_forbidden", AccessRefused, "sftp_permission"),
        ("report_name_latin", UnreadableData, "name_unreadable"),
    ],
)
def test_a_report_that_cannot_be_fetched_hides_no_other(
    sim: Simulator,
    tmp_path: Path,
    fault: str,
    kind: type[MarketplaceError],
    code: str,
) -> None:
    deliver(sim, fault)
    sim.control.put_file("/reports/good.xml", "<a/>")
    with market(sim) as opened:
        good, bad = sorted(opened.list_answers(()), key=lambda ref: ref.size)
        with pytest.raises(kind) as caught:
            opened.fetch_answer(bad, tmp_path / "here")
        assert caught.value.code == code
        opened.fetch_answer(good, tmp_path / "there")
        sim.control.clear_faults()
        bad = max(opened.list_answers(()), key=lambda ref: ref.size)
        opened.fetch_answer(bad, tmp_path / "here")
    assert (tmp_path / "here").read_bytes() == REPORT


def test_b04_a_server_that_may_only_be_read(sim: Simulator, tmp_path: Path) -> None:
    sim.control.put_file("/reports/good.xml", "<a/>")
    sim.control.lock_sftp("read_only")
    with market(sim) as opened:
        (ref,) = opened.list_answers(())
        opened.fetch_answer(ref, tmp_path / "here")
        with pytest.raises(AccessRefused):
            opened.settle_answer(ref)
        sim.control.lock_sftp("none")
        opened.settle_answer(ref)
        assert list(opened.list_answers(())) == []


def test_b07_a_slow_server_is_waited_for(sim: Simulator, tmp_path: Path) -> None:
    sim.control.put_file("/reports/good.xml", "<a/>")
    sim.control.slow_sftp(0.2)
    with market(sim, read_timeout=1.0) as opened:
        (ref,) = opened.list_answers(())
        opened.fetch_answer(ref, tmp_path / "here")
        opened.settle_answer(ref)
        assert list(opened.list_answers(())) == []
        sim.control.slow_sftp(3)
        with pytest.raises(RetryLater) as caught:
            list(opened.list_answers(()))
        assert caught.value.code == "timeout"
        sim.control.slow_sftp(0)
        assert list(opened.list_answers(())) == []
