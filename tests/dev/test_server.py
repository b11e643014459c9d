# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Servers that start together."""

from __future__ import annotations

from pathlib import Path

from dev.environment import Environment
from dev.server import OdooServer


def test_two_starts_at_once_choose_different_ports(tmp_path: Path) -> None:
    env = Environment(python=tmp_path, odoo_root=tmp_path, cache=tmp_path)
    first, second, third = (OdooServer(env, name) for name in ("a", "b", "c"))
    first._take_port()
    second._take_port()
    assert first.port != second.port
    taken = first.port
    first.stop()
    third._take_port()
    assert third.port == taken, "a claim ends with its server"
    second.stop()
    third.stop()
