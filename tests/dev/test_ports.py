# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Free ports, and claims on them by servers that start together."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dev import paths, ports
from dev.report import Failure

Claiming = Callable[[int], ports.Claim]


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.socket() as taken:
        taken.bind((ports.LOOPBACK, 0))
        taken.listen()
        yield taken


@pytest.fixture(autouse=True)
def namespace(monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the test's claims names of their own."""
    monkeypatch.setattr(ports, "NAMESPACE", f"test-{uuid.uuid4()}")
    return ports.NAMESPACE


@pytest.fixture
def all_free(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every port free: what else runs on this machine decides nothing."""
    monkeypatch.setattr(ports, "is_free", lambda port: True)


@pytest.fixture
def claim() -> Iterator[Claiming]:
    """Claim ports until the test ends."""
    with contextlib.ExitStack() as stack:

        def until_the_end(start: int) -> ports.Claim:
            found = ports.claim(start)
            stack.callback(found.release)
            return found

        yield until_the_end


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


def test_claimed_port_is_not_claimed_again(claim: Claiming, all_free: None) -> None:
    claims = [claim(8069) for _ in range(3)]
    assert [one.port for one in claims] == [8069, 8070, 8071]
    claims[1].release()
    assert claim(8069).port == 8070


def test_claim_has_one_name_on_the_whole_machine(
    claim: Claiming, all_free: None, namespace: str
) -> None:
    claim(8069)
    with socket.socket(socket.AF_UNIX) as other, pytest.raises(OSError, match="in use"):
        other.bind(f"\0{namespace}-port-8069")


def test_port_that_is_bound_is_not_claimed(
    claim: Claiming, listener: socket.socket
) -> None:
    port = listener.getsockname()[1]
    assert claim(port).port > port


def test_claim_that_cannot_be_written_down_is_no_claim(
    monkeypatch: pytest.MonkeyPatch, all_free: None
) -> None:
    monkeypatch.setattr(ports, "NAMESPACE", "too long" * 20)
    with pytest.raises(OSError, match="too long"):
        ports.claim(8069)


@contextlib.contextmanager
def claiming_child(cache: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run another start of ours, with a cache folder of its own, that claims 8069."""
    program = (
        "import sys; from dev import ports;"
        "ports.NAMESPACE = sys.argv[1];"
        "ports.is_free = lambda port: True;"
        "claim = ports.claim(8069);"
        "print(claim.port, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, ports.NAMESPACE],
        cwd=paths.REPOSITORY,
        env={**os.environ, "LAREDOUTE_CACHE": str(cache)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as child:
        yield child
        child.kill()


def answer(child: subprocess.Popen[bytes]) -> bytes:
    assert child.stdout is not None
    return child.stdout.readline()


def test_claims_of_another_cache_folder_count(
    tmp_path: Path, claim: Claiming, all_free: None
) -> None:
    with claiming_child(tmp_path / "a") as first, claiming_child(tmp_path / "b") as two:
        assert {answer(first), answer(two)} == {b"8069\n", b"8070\n"}
        assert claim(8069).port == 8071


def test_claim_ends_with_its_process(
    tmp_path: Path, claim: Claiming, all_free: None
) -> None:
    with claiming_child(tmp_path) as child:
        assert answer(child) == b"8069\n"
        assert claim(8069).port == 8070
    assert claim(8069).port == 8069


def test_listener_is_not_its_parent(listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    assert ports.listens(os.getpid(), port)
    assert not ports.listens(os.getppid(), port)
    with socket.socket() as bound:
        bound.bind((ports.LOOPBACK, 0))
        assert not ports.listens(os.getpid(), bound.getsockname()[1])
