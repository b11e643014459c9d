# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The virtual clock, the queue of due events, and the state that outlives a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from laredoute_simulator import Account, Simulator
from laredoute_simulator.clock import VirtualClock
from laredoute_simulator.schedule import Schedule
from laredoute_simulator.world import World

from . import wire
from .seller import ImageHost, Seller, wait_until


@pytest.fixture
def schedule() -> Schedule:
    world = World([Account()])
    world.clock.set_speed(0)
    return Schedule(world)


def test_clock_runs_fast_stops_and_never_goes_back() -> None:
    real = [50.0]
    clock = VirtualClock(start=1000.0, speed=100, ticker=lambda: real[0])
    assert clock.now() == 1000
    real[0] += 2
    assert clock.now() == 1200
    clock.set_speed(0)
    real[0] += 10
    assert clock.now() == 1200
    clock.advance_to(0)
    assert clock.now() == 1200
    for wrong in (-1, 10_000_000):
        with pytest.raises(ValueError):
            clock.set_speed(wrong)


def test_events_run_in_order_and_see_their_own_time(schedule: Schedule) -> None:
    now = schedule._world.clock.now()
    seen: list[tuple[str, float]] = []
    schedule.on("note", lambda key, at: seen.append((key, at - now)))

    def chain(key: str, at: float) -> None:
        assert schedule._world.clock.now() == pytest.approx(at, abs=1e-3)
        seen.append((key, at - now))
        schedule.add("note", "chained", at + 10)

    schedule.on("chain", chain)
    schedule.add("note", "late", now + 30)
    schedule.add("chain", "", now + 5)
    schedule.add("note", "early", now + 1)
    schedule.add("note", "same time", now + 1)
    schedule.step(20)
    assert [key for key, _ in seen] == ["early", "same time", "", "chained"]
    assert seen[-1][1] == pytest.approx(15, abs=1e-3)
    assert schedule._world.clock.now() == pytest.approx(now + 20, abs=1e-3)
    assert [event.key for event in schedule.waiting()] == ["late"]


def test_next_jumps_to_an_event_of_a_kind(schedule: Schedule) -> None:
    now = schedule._world.clock.now()
    for kind, due in (("a", 10.0), ("b", 20.0), ("c", 30.0)):
        schedule.on(kind, lambda key, at: None)
        schedule.add(kind, "", now + due)
    assert [event.kind for event in schedule.next("b")] == ["a", "b"]
    assert schedule._world.clock.now() == pytest.approx(now + 20, abs=1e-3)
    assert schedule.next("none") == []
    assert [event.kind for event in schedule.next()] == ["c"]
    assert schedule.next() == []


def test_failing_event_does_not_stop_the_clock(schedule: Schedule) -> None:
    def fail(key: str, at: float) -> None:
        raise RuntimeError("on purpose")

    seen: list[str] = []
    schedule.on("bad", fail)
    schedule.on("good", lambda key, at: seen.append(key))
    now = schedule._world.clock.now()
    schedule.add("bad", "", now + 1)
    schedule.add("good", "x", now + 2)
    schedule.step(5)
    assert seen == ["x"]
    assert schedule.waiting() == []


def test_time_only_goes_forward(schedule: Schedule) -> None:
    with pytest.raises(ValueError):
        schedule.step(-1)


def test_events_run_by_themselves_on_a_fast_clock() -> None:
    with Simulator(speed=1_000_000) as sim:
        wish = {"ean": wire.EANS[0], "price": "10"}
        order_id = sim.control.place_order([wish])["order_id"]
        wait_until(
            lambda: sim.control.order(order_id)["lines"][0]["status"] == "Cancelled"
        )


def test_restart_continues(tmp_path: Path, image_host: ImageHost) -> None:
    state = tmp_path / "state.sqlite"
    with Simulator(speed=0, state=state) as sim:
        seller = Seller(sim)
        item = wire.vendor_item(medias=image_host.media())
        seller.send_items(wire.vendor_items(item))
        sim.control.step(hours=48)
        seller.send_offers(wire.offer_file(wire.offer()))
        (order_id,) = [
            sim.control.place_order([{"ean": wire.EANS[0], "price": "9"}])["order_id"]
        ]
        host_key, virtual = sim.host_key, sim.world.clock.now()
        calls = sim.control.order(order_id)
    with Simulator(speed=0, state=state) as sim:
        assert sim.host_key == host_key
        assert sim.world.clock.now() == pytest.approx(virtual, abs=1e-3)
        assert sim.control.order(order_id) == calls
        sim.control.step(hours=1)
        assert Seller(sim).errors("offers_laredoute") == {}
        assert sim.control.status()["items"]["live"] == 1
        assert sim.control.order(order_id)["lines"][0]["status"] == "Created"
    stored = state.read_bytes()
    for secret in (sim.account.password, sim.account.sftp_password):
        assert secret.encode() not in stored
    assert not any(t.encode() in stored for t in sim.account.tokens.values())
    assert (tmp_path / "state.sqlite.hostkey").stat().st_mode & 0o777 == 0o600


def test_killed_process_loses_no_event(tmp_path: Path) -> None:
    state = tmp_path / "state.sqlite"
    world = World([Account()], state)
    schedule = Schedule(world)

    def killed(key: str, at: float) -> None:
        raise KeyboardInterrupt

    schedule.on("work", killed)
    schedule.add("work", "x", world.clock.now())
    with pytest.raises(KeyboardInterrupt):
        schedule.step(1)
    again = World([Account()], state)
    assert [event.key for event in again.events] == ["x"]
    again.close()
