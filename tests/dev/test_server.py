# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Servers that start together."""

from __future__ import annotations

from pathlib import Path

import pytest

from dev import odoo_process, ports, process
from dev.environment import Environment
from dev.server import OdooServer


@pytest.fixture
def env(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """An environment in which every port is free and no process is started."""
    env = Environment(python=tmp_path, odoo_root=tmp_path, cache=tmp_path)
    (tmp_path / "run").mkdir()
    monkeypatch.setattr(ports, "is_free", lambda port: True)
    monkeypatch.setattr(Environment, "variables", lambda self: {})
    monkeypatch.setattr(process, "start", lambda *args, **options: None)
    return env


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What is written into the configuration files."""
    found: list[dict[str, object]] = []
    monkeypatch.setattr(
        odoo_process, "write_config", lambda env, path, **options: found.append(options)
    )
    return found


def test_two_starts_at_once_claim_different_ports(
    env: Environment, written: list[dict[str, object]]
) -> None:
    first, second, third = (OdooServer(env, name) for name in ("a", "b", "c"))
    first._launch()
    second._launch()
    claimed = [one[name] for one in written for name in ("http_port", "gevent_port")]
    assert claimed == [8069, 8070, 8071, 8072]
    assert (first.port, second.port) == (8069, 8071)
    first.stop()
    third._launch()
    assert third.port == 8069, "a claim ends with its server"
    second.stop()
    third.stop()


def test_second_attempt_of_a_start_claims_anew(
    env: Environment, written: list[dict[str, object]]
) -> None:
    server = OdooServer(env, "a")
    server._launch()
    server.stop()
    other = OdooServer(env, "b")
    other._launch()
    server._launch()
    assert [one["http_port"] for one in written] == [8069, 8069, 8071]
    server.stop()
    other.stop()


def test_server_that_was_killed_comes_back_at_its_address(
    env: Environment, written: list[dict[str, object]]
) -> None:
    server = OdooServer(env, "a")
    server._launch()
    server.kill()
    server._launch()
    assert server.port == 8069
    server.stop()
