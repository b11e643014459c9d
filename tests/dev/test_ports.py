# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Free ports, and claims on them by servers that start together."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dev import paths, ports
from dev.report import Failure


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.socket() as taken:
        taken.bind((ports.LOOPBACK, 0))
        taken.listen()
        yield taken


@pytest.fixture
def all_free(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every port free: what else runs on this machine decides nothing."""
    monkeypatch.setattr(ports, "is_free", lambda port: True)


def test_next_free_port_steps_over_a_taken_one(listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    assert not ports.is_free(port)
    assert ports.next_free(port) > port


def test_next_free_port_ends_at_the_last_one() -> None:
    with pytest.raises(Failure, match="No free port"):
        ports.next_free(65536)


def test_no_port_is_found_when_all_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "is_free", lambda port: False)
    with pytest.raises(Failure, match="between 8069 and 8568"):
        ports.next_free(8069)


def test_claimed_port_is_not_claimed_again(tmp_path: Path, all_free: None) -> None:
    claims = [ports.claim(tmp_path, 8069) for _ in range(3)]
    assert [one.port for one in claims] == [8069, 8070, 8071]
    claims[1].release()
    assert ports.claim(tmp_path, 8069).port == 8070


def test_claims_of_another_folder_do_not_count(tmp_path: Path, all_free: None) -> None:
    first = ports.claim(tmp_path / "a", 8069)
    assert ports.claim(tmp_path / "b", 8069).port == first.port == 8069


def test_port_that_is_bound_is_not_claimed(
    tmp_path: Path, listener: socket.socket
) -> None:
    port = listener.getsockname()[1]
    assert ports.claim(tmp_path, port).port > port


def test_claim_ends_with_its_process(tmp_path: Path, all_free: None) -> None:
    program = (
        "import sys; from pathlib import Path; from dev import ports;"
        "ports.is_free = lambda port: True;"
        "claim = ports.claim(Path(sys.argv[1]), 8069);"
        "print(claim.port, flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        cwd=paths.REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"8069\n"
    assert ports.claim(tmp_path, 8069).port == 8070
    child.kill()
    child.communicate()
    assert ports.claim(tmp_path, 8069).port == 8069
