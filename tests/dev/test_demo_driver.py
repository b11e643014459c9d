# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The demo's driver, on a real simulator whose clock stands still by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dev.demo.driver import Driver
from laredoute_simulator import Simulator

LINE = {"ean": "3799999001019", "quantity": 1, "price": "59.90"}


class StoppedClock:
    """Time passes only when ``now`` is changed, in seconds."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def sim() -> Iterator[Simulator]:
    with Simulator(speed=0) as simulator:
        yield simulator


def test_fraud_check_is_stepped_over_and_orders_are_read(sim: Simulator) -> None:
    woken: list[str] = []
    order = sim.control.place_order([LINE])
    said = Driver(sim.control, woken.append).tick()
    assert said == ["La Redoute has checked an order for fraud"]
    assert sim.control.order(order["order_id"])["lines"][0]["status"] == "Created"
    assert woken == ["fetch_orders"]


def test_nothing_is_stepped_over_before_it_could_be_seen(sim: Simulator) -> None:
    sim.control.place_order([LINE])
    clock = StoppedClock()
    driver = Driver(sim.control, lambda flow: None, pause=60, ticker=clock)
    assert driver.tick() == []
    clock.now += 59
    assert driver.tick() == []
    assert sim.control.clock()["waiting"] >= 1
    clock.now += 1
    assert driver.tick() == ["La Redoute has checked an order for fraud"]


def test_a_wait_for_the_seller_is_never_stepped_over(sim: Simulator) -> None:
    sim.control.place_order([LINE], checked=True)
    driver = Driver(sim.control, lambda flow: None)
    assert [driver.tick() for _ in range(3)] == [[], [], []]
    assert sim.control.status()["orders"]["lines_by_status"] == {"Created": 1}


def test_report_is_fetched_and_an_archived_one_is_not(sim: Simulator) -> None:
    woken: list[str] = []
    driver = Driver(sim.control, woken.append)
    sim.control.put_file("/reports/archive/old.xml", "<a/>")
    driver.tick()
    assert woken == []
    sim.control.put_file("/reports/new.xml", "<a/>")
    driver.tick()
    assert woken == ["collect_reports"]


def test_a_flow_is_not_woken_twice_in_a_moment(sim: Simulator) -> None:
    woken: list[str] = []
    clock = StoppedClock()
    driver = Driver(sim.control, woken.append, ticker=clock)
    sim.control.put_file("/reports/new.xml", "<a/>")
    driver.tick()
    clock.now += 3
    driver.tick()
    assert woken == ["collect_reports"]
    clock.now += 1
    driver.tick()
    assert woken == ["collect_reports"] * 2


def test_the_days_work_is_brought_forward_once_a_minute(sim: Simulator) -> None:
    rounds: list[float] = []
    clock = StoppedClock()
    driver = Driver(
        sim.control,
        lambda flow: None,
        bring_forward=lambda: rounds.append(clock.now),
        ticker=clock,
    )
    begin = clock.now
    for _second in range(121):
        driver.tick()
        clock.now += 1
    assert [each - begin for each in rounds] == [0, 60, 120]
