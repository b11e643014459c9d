# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""OpenSSH for the tests: what is here first, then Debian's; never silently none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from dev import apt, openssh, process, stamps
from dev.report import Failure
from tests.marketplace.openssh import open_tools


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def tree(root: Path) -> Path:
    """A folder as the packages are unpacked."""
    for name in ("usr/sbin/sshd", "usr/bin/ssh-keygen", "usr/lib/m/libwrap.so.0"):
        program(root / name)
    return root


@pytest.fixture(name="bare")
def machine_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openssh, "installed", lambda: None)
    monkeypatch.setattr(apt, "available", lambda: False)
    monkeypatch.setattr(apt, "codename", lambda: "bookworm")


def test_what_is_installed_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sshd = program(tmp_path / "bin/sshd")
    keygen = program(tmp_path / "bin/ssh-keygen")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    found = openssh.ensure(tmp_path / "cache")
    assert found == openssh.OpenSsh(sshd, keygen)
    assert (found.variables(), found.options()) == ({}, [])
    assert not (tmp_path / "cache").exists(), "nothing was fetched"


def test_what_was_fetched_is_used(bare: None, tmp_path: Path) -> None:
    root = tree(tmp_path / "openssh")
    stamps.finish(root, "bookworm")
    found = openssh.ensure(tmp_path)
    assert found == openssh.unpacked(root)
    assert found.variables() == {"LD_LIBRARY_PATH": str(root / "usr/lib/m")}


def test_helpers_of_newer_versions_are_named(tmp_path: Path) -> None:
    root = tree(tmp_path)
    assert openssh.unpacked(root).options() == []
    helper = program(root / "usr/lib/openssh/sshd-session")
    assert openssh.unpacked(root).options() == [f"SshdSessionPath {helper}"]


def test_none_and_no_way_to_have_it_skips_with_a_reason(
    bare: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAREDOUTE_CACHE", str(tmp_path))
    reason = "install openssh-server"
    with pytest.raises(pytest.skip.Exception, match=reason), open_tools():
        pass


def test_where_there_is_apt_nothing_is_skipped(
    bare: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CI has it: there, a mirror that does not answer is a failure."""

    def update(self: apt.PrivateApt, suites: set[str]) -> None:
        raise Failure("no mirror")

    monkeypatch.setenv("LAREDOUTE_CACHE", str(tmp_path))
    monkeypatch.setattr(apt, "available", lambda: True)
    monkeypatch.setattr(apt.PrivateApt, "update", update)
    with pytest.raises(Failure, match="no mirror"), open_tools():
        pass
    assert not (tmp_path / "openssh").exists()


def test_what_the_machine_lacks_is_what_apt_would_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Sequence[process.Argument]] = []

    def run(command: Sequence[process.Argument]) -> list[str]:
        seen.append(command)
        return [
            "W: a warning",
            "'http://m/libwrap0.deb' libwrap0_7.6.q-32_amd64.deb 54936 MD5Sum:b3",
            "'http://m/s.deb' openssh-server_1%3a9.2p1-2_amd64.deb 456 MD5Sum:fe",
        ]

    monkeypatch.setattr(process, "run", run)
    private = apt.PrivateApt(tmp_path)
    assert private.lacking(["openssh-server"], "bookworm") == [
        ("libwrap0", "7.6.q-32"),
        ("openssh-server", "1:9.2p1-2"),
    ]
    assert "--print-uris" in seen[0], "nothing is installed"
    assert seen[0][-1] == "openssh-server/bookworm"
