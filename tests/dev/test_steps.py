# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Stamps, locks, paths: what makes a set-up resumable and shareable."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dev import paths, postgres, process, stamps
from dev.locking import FileLock
from dev.report import Failure, Progress


def test_stamp_holds_for_its_key_only(tmp_path: Path) -> None:
    assert not stamps.is_finished(tmp_path, "a")
    stamps.finish(tmp_path, "a")
    assert stamps.is_finished(tmp_path, "a")
    assert not stamps.is_finished(tmp_path, "b")


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"key": 1}'])
def test_damaged_stamp_is_no_stamp(tmp_path: Path, content: str) -> None:
    (tmp_path / stamps.NAME).write_text(content)
    assert not stamps.is_finished(tmp_path, "a")


def test_half_written_stamp_is_no_stamp(tmp_path: Path) -> None:
    (tmp_path / (stamps.NAME + ".part")).write_text('{"key": "a"}')
    assert not stamps.is_finished(tmp_path, "a")


def test_digest_distinguishes_the_parts() -> None:
    assert stamps.digest(["ab", "c"]) != stamps.digest(["a", "bc"])
    assert stamps.digest(["ab"]) == stamps.digest([b"ab"])


def hold_in_another_process(path: Path) -> subprocess.Popen[bytes]:
    """Lock ``path`` in a child that says when it has it."""
    program = (
        "import sys; from pathlib import Path; from dev.locking import FileLock;"
        "FileLock(Path(sys.argv[1])).acquire(); print('held', flush=True);"
        "sys.stdin.read()"
    )
    # The object must live as long as the child: it is bound in the program.
    program = program.replace("FileLock(Path", "lock = FileLock(Path").replace(
        ").acquire()", "); lock.acquire()", 1
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        cwd=paths.REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"held\n"
    return child


def test_lock_is_refused_while_held_and_free_when_its_holder_is_killed(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.lock"
    child = hold_in_another_process(path)
    lock = FileLock(path)
    assert not lock.acquire(wait=False)
    child.kill()
    child.communicate()
    assert lock.acquire(wait=False)
    lock.release()


def test_shared_locks_go_together_and_keep_an_exclusive_one_out(
    tmp_path: Path,
) -> None:
    one, two = FileLock(tmp_path / "x"), FileLock(tmp_path / "x")
    assert one.acquire(shared=True)
    assert two.acquire(shared=True)
    assert not two.acquire(wait=False)
    one.release()
    assert two.acquire(wait=False)
    two.release()


def test_cache_is_named_by_the_first_variable_that_is_set() -> None:
    named = {"LAREDOUTE_CACHE": "/a/b", "XDG_CACHE_HOME": "/x"}
    assert paths.cache_folder(named) == Path("/a/b")
    del named["LAREDOUTE_CACHE"]
    assert paths.cache_folder(named) == Path("/x/laredoute_connector")
    assert paths.cache_folder({}) == Path("~/.cache/laredoute_connector").expanduser()


def test_cache_inside_the_repository_is_refused() -> None:
    with pytest.raises(Failure, match="inside the repository"):
        paths.cache_folder({"LAREDOUTE_CACHE": str(paths.REPOSITORY / "cache")})


def test_socket_stays_beside_the_data_when_its_path_fits() -> None:
    data = Path("/c/postgres/data")
    assert postgres.socket_folder(data) == data


def test_socket_of_a_long_path_goes_to_a_short_one() -> None:
    long = Path("/" + "x" * 95)
    found = postgres.socket_folder(long)
    assert len(os.fsencode(found / ".s.PGSQL.5432")) <= 107
    assert found != postgres.socket_folder(Path("/" + "y" * 95))


def test_longest_path_that_fits_is_kept() -> None:
    fits = Path("/" + "x" * (107 - len("/.s.PGSQL.5432") - 1))
    assert postgres.socket_folder(fits) == fits
    assert postgres.socket_folder(Path(f"{fits}x")) != fits


def test_named_server_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PGHOST": "h", "PGPORT": "6", "PGUSER": "u"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("PGPASSWORD", raising=False)
    assert postgres.named() == postgres.PgSettings("h", 6, "u")


def test_user_that_odoo_refuses_is_refused_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PGHOST", "h")
    monkeypatch.setenv("PGUSER", "postgres")
    with pytest.raises(Failure, match="postgres"):
        postgres.named()


def test_password_is_not_among_the_variables_when_there_is_none() -> None:
    assert "PGPASSWORD" not in postgres.PgSettings("h", 6, "u").variables()
    assert postgres.PgSettings("h", 6, "u", "s").variables()["PGPASSWORD"] == "s"


def test_failed_command_shows_its_last_lines() -> None:
    command = [sys.executable, "-c", "print('why'); raise SystemExit(3)"]
    with pytest.raises(Failure, match=r"ended with 3:\s+why"):
        process.run(command)


def test_end_also_ends_what_the_child_started() -> None:
    program = (
        "import subprocess, sys;"
        "c = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
        "print(c.pid, flush=True); c.wait()"
    )
    child = process.start([sys.executable, "-c", program], stdout=subprocess.PIPE)
    assert child.stdout is not None
    grandchild = int(child.stdout.readline())
    process.end(child)
    child.stdout.close()
    assert child.returncode is not None
    assert not _lives(grandchild)


def _lives(pid: int) -> bool:
    """Return whether a process runs; one that only waits to be reaped does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_progress_off_a_terminal_is_sparse(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress("work")
    for done in range(101):
        progress.show(done, 100)
    lines = capsys.readouterr().out.splitlines()
    assert 4 <= len(lines) <= 6
    assert lines[-1] == "    work:  99 %" or lines[-1].endswith("%")


def test_failure_says_what_to_do() -> None:
    assert str(Failure("It broke.", "fix it.")) == "It broke.\n  What to do: fix it."
    assert str(Failure("It broke.")) == "It broke."
