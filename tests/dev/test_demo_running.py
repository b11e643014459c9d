# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The simulator as the demo runs it, what is remembered, and the closing table."""

from __future__ import annotations

from pathlib import Path

import pytest

from dev import environment
from dev.demo import show
from dev.demo.catalogue import CATALOGUE
from dev.demo.faulty import FAULTY
from dev.demo.market import Market
from dev.demo.once import Outcome
from dev.demo.stage import Memory
from dev.demo.table import Row, at_least, exactly, missing, render


def test_simulator_keeps_its_key_and_ends_with_its_block(tmp_path: Path) -> None:
    env = environment.load()
    keys = []
    for _start in range(2):
        with Market(env, tmp_path) as market:
            keys.append(market.access.sftp_host_key)
            assert market.access.sftp_host == "127.0.0.1"
            assert set(market.access.tokens) == {
                "items",
                "orders_read",
                "orders_update",
            }
            assert market.control.clock()["speed"] > 1
            child = market._child
            assert child is not None
        assert child.poll() is not None
    assert keys[0] == keys[1]
    # The line of the simulator holds the credentials.
    assert not (tmp_path / "ready.json").exists()


def test_reference_lists_are_written(tmp_path: Path) -> None:
    Market(environment.load(), tmp_path).write_reference(tmp_path / "lists")
    names = {path.name for path in (tmp_path / "lists").iterdir()}
    assert names == {"categories.csv", "brands.csv", "attributes.csv", "values.csv"}


def test_memory_is_empty_until_something_is_remembered(tmp_path: Path) -> None:
    path = tmp_path / "memory.json"
    assert (Memory(path).template, Memory(path).account) == ("", 0)
    Memory(path).remember("laredoute_ready_1", 7)
    assert (Memory(path).template, Memory(path).account) == ("laredoute_ready_1", 7)


@pytest.mark.parametrize(
    ("row", "done"),
    [
        (at_least("Files", 2, 2), True),
        (at_least("Files", 1, 2), False),
        (exactly("Lines", 3, 3), True),
        (exactly("Lines", 4, 3), False),
    ],
)
def test_row_is_done_when_the_number_is_reached(row: Row, done: bool) -> None:
    assert row.done is done
    assert bool(missing([row])) is not done


def test_loop_is_closed_only_when_every_row_is_done() -> None:
    good, bad = exactly("Lines", 3, 3), exactly("Lines", 2, 3)
    assert Outcome([good, good], [], 1.0).is_closed
    assert not Outcome([good, bad], [], 1.0).is_closed


def test_table_shows_what_is_missing_and_shows_examples() -> None:
    rows = [
        exactly("Products live", 50, 50),
        exactly("Products blocked", 1, 3, ["Tabouret: no image"]),
    ]
    lines = render(rows).splitlines()
    assert lines[0].split() == ["ok", "Products", "live", "50"]
    assert lines[1].split() == ["NO", "Products", "blocked", "1"]
    assert lines[2].strip() == "Tabouret: no image"
    assert missing(rows) == ["Products blocked: 1 instead of 3"]


def test_welcome_names_address_logins_faults_and_what_is_left_to_select() -> None:
    text = show.welcome("http://127.0.0.1:8070")
    assert "http://127.0.0.1:8070" in text
    for word in ("ecommerce", "entrepot", "compta", "admin"):
        assert f"    {word} " in text
    assert all(design.name in text for design in FAULTY)
    left = set(CATALOGUE) - set(show.selected())
    assert len(left) == len(show.LEFT)
    assert all(design.name in text for design in left)
