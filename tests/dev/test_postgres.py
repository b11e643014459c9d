# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The embedded PostgreSQL is shared, and stopped by whoever leaves last."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from dev import paths, postgres

USER = """
import sys
from pathlib import Path
from dev import postgres
python = Path(sys.prefix) / "bin" / "python"
server = postgres.Embedded(Path(sys.argv[1]), postgres.binaries(python))
print(server.acquire().host, flush=True)
sys.stdin.read()
server.release()
"""


class User:
    """Another process that uses the server until it is let go."""

    def __init__(self, cache: Path) -> None:
        self.child = subprocess.Popen(
            [sys.executable, "-c", USER, str(cache)],
            cwd=paths.REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.child.stdout is not None
        lines = iter(self.child.stdout.readline, "")
        self.host = next(line for line in lines if line.startswith("/")).strip()

    def leave(self) -> None:
        self.child.communicate()

    def die(self) -> None:
        self.child.kill()
        self.child.communicate()


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    # Whatever a test did: the last to come and go stops the server.
    if (tmp_path / "postgres").exists():
        User(tmp_path).leave()


def answers(host: str) -> bool:
    try:
        psycopg2.connect(host=host, user="odoo", dbname="postgres").close()
    except psycopg2.OperationalError:
        return False
    return True


def test_server_stays_for_the_second_user_and_ends_with_the_last(cache: Path) -> None:
    first, second = User(cache), User(cache)
    assert first.host == second.host
    first.leave()
    assert answers(second.host)
    second.leave()
    assert not answers(second.host)


def test_killed_user_does_not_count(cache: Path) -> None:
    killed, other = User(cache), User(cache)
    killed.die()
    assert answers(other.host)
    other.leave()
    assert not answers(other.host)


def test_server_left_behind_is_taken_over(cache: Path) -> None:
    killed = User(cache)
    killed.die()
    assert answers(killed.host)
    heir = User(cache)
    heir.leave()
    assert not answers(heir.host)


def test_half_made_cluster_is_made_again(cache: Path) -> None:
    python = Path(sys.prefix) / "bin" / "python"
    binaries = postgres.binaries(python)
    part = cache / "postgres" / f"data-{binaries.parent.name}.part"
    part.mkdir(parents=True)
    (part / "PG_VERSION").write_text("18\n")
    user = User(cache)
    assert answers(user.host)
    user.leave()
