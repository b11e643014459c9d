# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""SFTP: the pinned server only, whole files only, nothing left open."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import paramiko
import pytest

from odoo.addons.laredoute_connector.marketplace.errors import (
    AccessRefused,
    RetryLater,
    UnreadableData,
    WrongSettings,
)
from odoo.addons.laredoute_connector.marketplace.transport import sftp_client

from .servers import SftpHost
from .sftp_case import (
    CONTENT,
    NAME,
    Host,
    connected,
    either_host,  # noqa: F401 (a fixture)
    failure,
    folder_of_ours,  # noqa: F401 (a fixture)
    running_host,  # noqa: F401 (a fixture)
)


def archived(host: Host) -> list[str]:
    return sorted(os.listdir(host.folder / "reports" / "archive"))


# ------------------------------------------------------------------- the files
def test_regular_files_are_listed(either: Host) -> None:
    (either.folder / "reports" / "archive").mkdir()
    os.symlink("/etc/passwd", either.folder / "reports" / "link")
    os.utime(either.folder / NAME, (1_800_000_000, 1_800_000_000))
    with connected(either) as client:
        (file,) = client.list_files("reports")
    assert (file.path, file.name, file.size) == (NAME, "a.xml", len(CONTENT))
    assert file.modified_at.isoformat() == "2027-01-15T08:00:00+00:00"
    assert either.all_closed()


def test_missing_folder_is_a_setting(either: Host) -> None:
    with connected(either) as client, pytest.raises(WrongSettings) as caught:
        client.list_files("nowhere")
    assert caught.value.code == "folder_missing"


def test_file_comes_whole(either: Host, taken: Path) -> None:
    target = taken / "here"
    with connected(either) as client:
        client.download(NAME, len(CONTENT), target)
        assert either.connections == 1
    assert target.read_bytes() == CONTENT
    assert os.listdir(either.folder / "reports") == ["a.xml"]
    assert not target.with_name("here.part").exists()


@pytest.mark.parametrize("size", [len(CONTENT) - 1, len(CONTENT) + 1, 0])
def test_file_that_changed_since_it_was_listed_waits(
    either: Host, taken: Path, size: int
) -> None:
    with connected(either) as client, pytest.raises(RetryLater) as caught:
        client.download(NAME, size, taken / "here")
    assert caught.value.code == "file_changed"
    assert os.listdir(taken) == []


def test_file_that_grows_meanwhile_waits(host: SftpHost, tmp_path: Path) -> None:
    def grow(offset: int) -> None:
        with (host.folder / NAME).open("ab") as stream:
            stream.write(b"more")

    host.on_read = grow
    with connected(host) as client, pytest.raises(RetryLater) as caught:
        client.download(NAME, len(CONTENT), tmp_path / "here")
    assert caught.value.code == "file_changed"
    assert os.listdir(tmp_path) == ["server"]


def test_line_that_drops_in_the_middle_leaves_nothing(
    host: SftpHost, tmp_path: Path
) -> None:
    host.drop_after = 100_000
    with connected(host) as client:
        with pytest.raises(RetryLater):
            client.download(NAME, len(CONTENT), tmp_path / "here")
        assert os.listdir(tmp_path) == ["server"]
        # the same client goes on with a connection of its own
        host.drop_after = None
        client.download(NAME, len(CONTENT), tmp_path / "here")
    assert (tmp_path / "here").read_bytes() == CONTENT
    assert host.all_closed()


def test_file_that_is_gone_leaves_nothing(either: Host, taken: Path) -> None:
    with connected(either) as client, pytest.raises(RetryLater) as caught:
        client.download("reports/gone.xml", 5, taken / "here")
    assert caught.value.code == "file_gone"
    assert os.listdir(taken) == []


def test_file_that_gives_less_than_its_size_leaves_nothing(
    host: SftpHost, tmp_path: Path
) -> None:
    host.gives_at_most = 1000
    with connected(host) as client, pytest.raises(RetryLater) as caught:
        client.download(NAME, len(CONTENT), tmp_path / "here")
    assert caught.value.code == "file_changed"
    assert os.listdir(tmp_path) == ["server"]


def test_huge_file_is_not_taken(
    either: Host, taken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sftp_client, "FILE_LIMIT", 1000)
    with connected(either) as client, pytest.raises(UnreadableData) as caught:
        client.download(NAME, len(CONTENT), taken / "here")
    assert caught.value.code == "file_too_large"
    assert either.connections == 0


def test_file_is_archived_in_a_folder_that_is_made(either: Host) -> None:
    with connected(either) as client:
        client.archive(NAME, "reports/archive")
        # a second time it is gone, which harms nothing
        client.archive(NAME, "reports/archive")
    assert archived(either) == ["a.xml"]
    assert not (either.folder / NAME).exists()


def test_file_of_that_name_in_the_archive_stays(either: Host) -> None:
    with connected(either) as client:
        for content in (b"1", b"2", b"3"):
            (either.folder / NAME).write_bytes(content)
            client.archive(NAME, "reports/archive")
    assert archived(either) == ["a.xml", "a~2.xml", "a~3.xml"]
    archive = either.folder / "reports" / "archive"
    assert [(archive / name).read_bytes() for name in archived(either)] == [
        b"1",
        b"2",
        b"3",
    ]


def test_archive_without_a_free_name_waits(
    either: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sftp_client, "_ARCHIVE_NAMES", 2)
    with connected(either) as client:
        client.archive(NAME, "reports/archive")
        (either.folder / NAME).write_bytes(b"2")
        with pytest.raises(RetryLater) as caught:
            client.archive(NAME, "reports/archive")
    assert caught.value.code == "archive_full"


def test_file_archived_by_another_run_meanwhile_harms_nothing(host: SftpHost) -> None:
    (host.folder / "reports" / "archive").mkdir()
    with connected(host) as client:
        client.list_files("reports")
        host.fail["rename"] = paramiko.SFTP_NO_SUCH_FILE
        # it is still there: what is not, is where it should go
        with pytest.raises(RetryLater) as caught:
            client.archive(NAME, "reports/archive")
        assert caught.value.code == "archive_unusable"
    seen = iter([None, paramiko.SFTP_NO_SUCH_FILE, paramiko.SFTP_NO_SUCH_FILE])

    class Vanishing(dict[str, int]):
        def get(self, name: str, default: Any = None) -> Any:
            # there at the first look, gone at the move and after it
            if name == "stat":
                return next(seen, paramiko.SFTP_NO_SUCH_FILE)
            return super().get(name, default)

    host.fail = Vanishing(rename=paramiko.SFTP_NO_SUCH_FILE)
    host.fail["mkdir"] = paramiko.SFTP_OK
    with connected(host) as client:
        client.archive(NAME, "reports/archive")


@pytest.mark.parametrize("action", ["list", "stat", "open", "rename", "mkdir"])
def test_missing_permission_is_reported(
    host: SftpHost, tmp_path: Path, action: str
) -> None:
    host.forbidden = {action}
    with connected(host) as client, pytest.raises(AccessRefused) as caught:
        client.list_files("reports")
        client.download(NAME, len(CONTENT), tmp_path / "here")
        client.archive(NAME, "reports/archive")
    assert caught.value.code == "sftp_permission"
    assert host.all_closed()


def test_server_that_fails_is_tried_later(host: SftpHost) -> None:
    host.fail = {"list": paramiko.SFTP_FAILURE}
    error = failure(host)
    assert (type(error), error.code) == (RetryLater, "sftp_failure")
