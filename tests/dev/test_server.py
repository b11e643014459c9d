# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Servers that start together."""

from __future__ import annotations

import socket
import sys
import threading
import uuid
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dev import odoo_process, ports, process
from dev.environment import Environment
from dev.report import Failure
from dev.server import OdooServer


@pytest.fixture
def really_start() -> Callable[..., object]:
    """What starts a process, before the environment forbids it."""
    return process.start


@pytest.fixture
def env(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    really_start: Callable[..., object],
) -> Environment:
    """An environment in which every port is free and no process is started."""
    env = Environment(python=tmp_path, odoo_root=tmp_path, cache=tmp_path)
    (tmp_path / "run").mkdir()
    monkeypatch.setattr(ports, "is_free", lambda port: True)
    monkeypatch.setattr(ports, "NAMESPACE", f"test-{uuid.uuid4()}")
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


# ------------------------------------------------------------- who answers, who died
class LoginPage(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def foreign_port() -> Iterator[int]:
    """A port where a server that knows nothing of claims answers."""
    with ThreadingHTTPServer((ports.LOOPBACK, 0), LoginPage) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


Playing = Callable[[int, str], OdooServer]


@pytest.fixture
def play(
    env: Environment,
    written: list[dict[str, object]],
    monkeypatch: pytest.MonkeyPatch,
    really_start: Callable[..., object],
) -> Iterator[Playing]:
    """Let a program, which is given its port, stand for Odoo."""
    servers = []

    def start_of(port: int, program: str) -> OdooServer:
        def command(env: Environment, config: Path) -> list[str]:
            http_port = written[-1]["http_port"]
            return [sys.executable, "-c", program, str(http_port)]

        monkeypatch.setattr(process, "start", really_start)
        monkeypatch.setattr(odoo_process, "command", command)
        servers.append(OdooServer(env, "played", port=port))
        return servers[-1]

    yield start_of
    for server in servers:
        server.stop()


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((ports.LOOPBACK, 0))
        return int(probe.getsockname()[1])


SERVE = """
import sys
from http.server import HTTPServer, SimpleHTTPRequestHandler
class Page(SimpleHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
HTTPServer(("127.0.0.1", int(sys.argv[1])), Page).serve_forever()
"""
NEVER = "import signal; signal.pause()"


def test_server_that_answers_has_started(play: Playing, free_port: int) -> None:
    server = play(free_port, SERVE)
    server.start()
    assert ports.listens(server.pid, server.port)


def test_child_that_dies_while_it_is_awaited_fails_with_its_log(
    play: Playing, free_port: int
) -> None:
    server = play(free_port, "raise SystemExit('no such database')")
    server.log.write_text("an earlier start: Address already in use\n")
    with pytest.raises(Failure, match=r"ended with 1:\nno such database$"):
        server.start(patience=60)


def test_answer_of_another_server_is_not_the_childs(
    play: Playing, foreign_port: int
) -> None:
    with pytest.raises(Failure, match="did not answer"):
        play(foreign_port, NEVER).start(patience=0.5)


def test_child_that_dies_behind_another_server_is_noticed(
    play: Playing, foreign_port: int
) -> None:
    with pytest.raises(Failure, match=r"ended with 1:\nthe port is taken$"):
        play(foreign_port, "raise SystemExit('the port is taken')").start(60)
