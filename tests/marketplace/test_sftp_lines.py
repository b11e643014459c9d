# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""SFTP over lines that are slow or break, to our own server and to a real one."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import paramiko
import pytest

from odoo.addons.laredoute_connector.marketplace.errors import RetryLater
from odoo.addons.laredoute_connector.marketplace.transport import sftp_client

from .sftp_case import (
    CONTENT,
    NAME,
    Host,
    connected,
    either_host,  # noqa: F401 (a fixture)
    folder_of_ours,  # noqa: F401 (a fixture)
    running_host,  # noqa: F401 (a fixture)
)
from .slow_line import SlowLine

ARCHIVE = "reports/archive"
#: bytes from the server: beyond its greeting, and in the middle of what follows
IN_THE_MIDDLE = 40_000


@pytest.fixture(name="line")
def line_to_either(either: Host) -> Iterator[SlowLine]:
    with SlowLine(either.port) as running:
        yield running


def when_carried(count: int, action: Callable[[], None]) -> Callable[[int], None]:
    """Do something once, when so many bytes of a connection came from the server."""
    left = [action]

    def on_carry(carried: int) -> None:
        if carried > count and left:
            left.pop()()

    return on_carry


def breaks() -> None:
    raise ConnectionError


def test_b07_a_slow_line_brings_all_of_it(
    line: SlowLine, either: Host, taken: Path
) -> None:
    """The time-out counts from one part to the next, not for a whole file."""
    limit = 1.5
    line.delay, line.rate = 0.02, 100_000
    with connected(either, port=line.port, read_timeout=limit) as client:
        (file,) = client.list_files("reports")
        begin = time.monotonic()
        client.download(file.path, file.size, taken / "here")
        assert time.monotonic() - begin > limit, "the line was not slow"
        client.archive(file.path, ARCHIVE)
    assert (taken / "here").read_bytes() == CONTENT


def test_b07_what_a_line_did_not_bring_in_time_comes_next_time(
    line: SlowLine, either: Host, taken: Path
) -> None:
    with connected(either, port=line.port, read_timeout=1.0) as client:
        (file,) = client.list_files("reports")
        line.on_carry = when_carried(IN_THE_MIDDLE, line.held.clear)
        with pytest.raises(RetryLater) as caught:
            client.download(file.path, file.size, taken / "here")
        assert os.listdir(taken) == []
        line.held.set()
        client.download(file.path, file.size, taken / "here")
    assert caught.value.code == "timeout"
    assert (taken / "here").read_bytes() == CONTENT


def test_c04_a_report_that_grows_while_it_is_read_waits(
    line: SlowLine, either: Host, taken: Path
) -> None:
    def grow() -> None:
        with (either.folder / NAME).open("ab") as writer:
            writer.write(b"more")

    with connected(either, port=line.port) as client:
        (file,) = client.list_files("reports")
        line.on_carry = when_carried(IN_THE_MIDDLE, grow)
        with pytest.raises(RetryLater) as caught:
            client.download(file.path, file.size, taken / "here")
        assert os.listdir(taken) == []
        (grown,) = client.list_files("reports")
        client.download(grown.path, grown.size, taken / "here")
    assert caught.value.code == "file_changed"
    assert (taken / "here").read_bytes() == CONTENT + b"more"


def test_c04_a_report_that_is_cut_short_while_it_is_read_waits(
    line: SlowLine, either: Host, taken: Path
) -> None:
    with connected(either, port=line.port) as client:
        (file,) = client.list_files("reports")
        shorten = partial(os.truncate, either.folder / NAME, 1000)
        line.on_carry = when_carried(IN_THE_MIDDLE, shorten)
        with pytest.raises(RetryLater) as caught:
            client.download(file.path, file.size, taken / "here")
    assert caught.value.code == "file_changed"
    assert os.listdir(taken) == []


@pytest.mark.parametrize("missing", [1, 2, 3])
def test_c04_a_report_that_lost_its_end_is_not_waited_for(
    either: Host, taken: Path, monkeypatch: pytest.MonkeyPatch, missing: int
) -> None:
    """The server answers once to each part that it no longer has, and that is all."""
    part = paramiko.SFTPFile.MAX_REQUEST_SIZE
    parts = len(range(0, len(CONTENT), part))
    copies = sftp_client._copy

    def shortened_and_copied(*arguments: Any) -> int:
        os.truncate(either.folder / NAME, (parts - missing) * part)
        return copies(*arguments)

    with connected(either, read_timeout=3.0) as client:
        (file,) = client.list_files("reports")
        monkeypatch.setattr(sftp_client, "_copy", shortened_and_copied)
        with pytest.raises(RetryLater) as caught:
            client.download(file.path, file.size, taken / "here")
    assert caught.value.code == "file_changed"
    assert os.listdir(taken) == []


@pytest.mark.parametrize("action", ["list", "download", "archive"])
def test_line_that_broke_between_two_uses_is_made_anew(
    line: SlowLine, either: Host, taken: Path, action: str
) -> None:
    """It is nobody's fault, and no report's."""
    with connected(either, port=line.port) as client:
        client.list_files("reports")
        line.cut()
        assert client._transport is not None
        # it ends when it has noticed
        client._transport.join(5)
        if action == "list":
            assert len(client.list_files("reports")) == 1
        elif action == "download":
            client.download(NAME, len(CONTENT), taken / "here")
        else:
            client.archive(NAME, ARCHIVE)
        assert either.connections == 2


def test_line_that_broke_between_two_questions_of_one_use(
    line: SlowLine, either: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library says it in the words of what one file meets."""
    looks = sftp_client._exists

    with connected(either, port=line.port) as client:

        def looks_and_breaks(sftp: paramiko.SFTPClient, path: str) -> bool:
            found = looks(sftp, path)
            line.cut()
            assert client._transport is not None
            client._transport.join(5)
            return found

        monkeypatch.setattr(sftp_client, "_exists", looks_and_breaks)
        with pytest.raises(RetryLater) as caught:
            client.archive(NAME, ARCHIVE)
        monkeypatch.undo()
        client.archive(NAME, ARCHIVE)
    assert caught.value.code == "unreachable"


@pytest.mark.parametrize("action", ["list", "download"])
def test_line_that_breaks_in_the_middle_is_the_servers_trouble(
    line: SlowLine, either: Host, taken: Path, action: str
) -> None:
    for number in range(1000):
        (either.folder / "reports" / f"b{number}.xml").write_bytes(b"<b/>")
    line.on_carry = when_carried(IN_THE_MIDDLE, breaks)
    with connected(either, port=line.port) as client:
        with pytest.raises(RetryLater) as caught:
            if action == "list":
                client.list_files("reports")
            else:
                client.download(NAME, len(CONTENT), taken / "here")
        assert os.listdir(taken) == []
        assert len(client.list_files("reports")) == 1001
        client.download(NAME, len(CONTENT), taken / "here")
        assert either.connections == 2
    assert caught.value.code == "unreachable"
    assert (taken / "here").read_bytes() == CONTENT


@pytest.mark.parametrize("action", ["download", "archive"])
def test_server_that_dies_is_not_the_trouble_of_one_report(
    line: SlowLine, either: Host, taken: Path, action: str
) -> None:
    """Its last words are lost: what was sent to it has no answer."""
    with connected(either, port=line.port) as client:
        client.list_files("reports")
        line.on_carry = when_carried(0, breaks)
        with pytest.raises(RetryLater) as caught:
            if action == "download":
                client.download(NAME, len(CONTENT), taken / "here")
            else:
                client.archive(NAME, ARCHIVE)
        assert len(client.list_files("reports")) == 1
    assert caught.value.code == "unreachable"
